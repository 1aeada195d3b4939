import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import * as commands from './commands-rights.ts';
import { sendRecords } from './exports.ts';
import * as forms from './forms.ts';
import { RequestForm, RequestList } from './pages-rights-list.tsx';
import { RequestPage, type Sent, type State } from './pages-rights.tsx';
import { caseTeams, requestById, requests, type RequestLine } from './queries-rights.ts';
import type { PersonRecord, PersonRecords } from './rules.ts';
import { numberOf, words } from './words-rights.ja.ts';

export const routes = new Hono<Env>();

/** What each slice keeps of a person; src/routes.ts names them. */
let parts: readonly PersonRecords[] = [];
export function setPersonRecords(given: readonly PersonRecords[]): void {
  parts = given;
}
/** What stands beside a request for the team that was asked: the copies it makes. src/routes.ts names who tells it. */
let beside: (tx: ReadTx, request: RequestLine) => Promise<Child> = async () => null;
export function setBesideRequest(tell: typeof beside): void {
  beside = tell;
}
async function recordsOf(tx: ReadTx, request_id: number): Promise<PersonRecord[]> {
  const found: PersonRecord[] = [];
  for (const part of parts) found.push(...(await part(tx, request_id)));
  return found;
}

const crumb: Crumb = { label: words.title, href: '/rights' };
const at = (c: Ctx) => `/rights/${numberIn(c, 'id')}`;
const keeps = (tx: ReadTx) => {
  if (!tx.has('rights.manage')) throw new Refusal(404);
};

routes.get(
  '/rights',
  view(async (tx) => {
    if (!tx.has('rights.manage') && !tx.has('case.supervise')) throw new Refusal(404);
    return {
      title: words.title,
      breadcrumbs: [{ label: words.title }],
      body: (
        <RequestList rows={await requests(tx, 200)} may_keep={tx.has('rights.manage')} today={tx.today} />
      ),
    };
  }),
);

async function newScreen(tx: ReadTx, state: State): Promise<Screen> {
  keeps(tx);
  return {
    title: words.form.title,
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.title }],
    body: <RequestForm state={state} />,
  };
}
routes.get(
  '/rights/new',
  view((tx) => newScreen(tx, filled({ received_on: tx.today }))),
);
routes.post(
  '/rights/new',
  action({
    form: forms.requestForm,
    again: newScreen,
    run: async (tx, data) => {
      const id = await commands.receive(tx, data);
      const request = found(await requestById(tx, id));
      return done(`/rights/${id}`, words.form.done(numberOf(request.fiscal_year, request.number)));
    },
  }),
);

const screen =
  (sent: Sent) =>
  async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
    const request = found(await requestById(tx, numberIn(c, 'id')));
    const may_keep = tx.has('rights.manage');
    tx.opened({ action: 'rights.open', subject_kind: 'rights_request', subject_id: request.id });
    const title = numberOf(request.fiscal_year, request.number);
    return {
      title,
      breadcrumbs: [crumb, { label: title }],
      body: (
        <RequestPage
          request={request}
          records={may_keep && request.carried_out_on === null ? await recordsOf(tx, request.id) : null}
          copies={await beside(tx, request)}
          teams={may_keep ? await caseTeams(tx) : []}
          may_keep={may_keep}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
          sent={sent}
          state={state}
        />
      ),
    };
  };
routes.get(
  '/rights/:id{[0-9]+}',
  view((tx, c) => screen(null)(tx, emptyForm, c)),
);
routes.get(
  '/rights/:id{[0-9]+}/records',
  view(async (tx, c) => {
    keeps(tx);
    const request = found(await requestById(tx, numberIn(c, 'id')));
    if (request.carried_out_on !== null) throw new Refusal(409, words.page.alreadyDecided);
    return sendRecords(c, tx, request, await recordsOf(tx, request.id));
  }),
);
routes.post(
  '/rights/:id{[0-9]+}/clock',
  action({
    form: forms.clockForm,
    again: screen('clock'),
    theirs: async (tx, c) => ({ ...found(await requestById(tx, numberIn(c, 'id'))) }),
    run: async (tx, data, c) => {
      await commands.setClock(tx, numberIn(c, 'id'), data);
      return done(at(c), words.clock.done);
    },
  }),
);
routes.post(
  '/rights/:id{[0-9]+}/ask',
  action({
    form: forms.askForm,
    again: screen('ask'),
    run: async (tx, data, c) => {
      await commands.askTeam(tx, numberIn(c, 'id'), data.team_id);
      return done(at(c), words.team.done);
    },
  }),
);
routes.post(
  '/rights/:id{[0-9]+}/answer',
  action({
    form: forms.answerForm,
    again: screen('answer'),
    run: async (tx, data, c) => {
      await commands.answerAsTeam(tx, numberIn(c, 'id'), data.team_answer);
      return done(at(c), words.team.answerDone);
    },
  }),
);
routes.post(
  '/rights/:id{[0-9]+}/decide',
  action({
    form: forms.rightsDecideForm,
    again: screen('decide'),
    run: async (tx, data, c) => {
      await commands.decideRequest(tx, numberIn(c, 'id'), data);
      return done(at(c), words.decide.done);
    },
  }),
);
routes.post(
  '/rights/:id{[0-9]+}/carried',
  action({
    form: forms.carriedForm,
    again: screen('carried'),
    run: async (tx, data, c) => {
      await commands.carriedOut(tx, numberIn(c, 'id'), data.carried_out_on);
      return done(at(c), words.decide.carriedDone);
    },
  }),
);
