import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { numberOf, requestById, type RequestLine } from '../../base/retention/queries-rights.ts';
import { found, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { askToCheck, checkCopy, prepareCopy, returnCopy, saveCopy } from './commands-own.ts';
import { sendCopy } from './exports.ts';
import { beginCopyForm, copyForm, returnCopyForm } from './forms-own.ts';
import { BeginCopy, CopiesOfRequest, CopyPage } from './pages-own.tsx';
import { copiesOfRequest, copyById, copyCandidates, requestToAnswer } from './queries-own.ts';
import { copyState, mayCopy } from './rules-own.ts';
import { householdFor } from './queries.ts';
import { copyWords as w } from './words-own.ja.ts';
import { relations } from './words.ja.ts';
import { Refusal } from '../../platform/db/transaction.ts';

export const ownRoutes = new Hono<Env>();

const at = (c: Ctx) => `/disclosures/copies/${numberIn(c, 'id')}`;
const asked = (c: Ctx): number | null =>
  /^[1-9][0-9]{0,15}$/.test(c.req.query('request') ?? '') ? Number(c.req.query('request')) : null;
const numberedOf = (request: Pick<RequestLine, 'fiscal_year' | 'number'> | undefined): string =>
  request ? numberOf(request.fiscal_year, request.number) : '';

async function beginScreen(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const request = found(await requestToAnswer(tx, asked(c)));
  const name = c.req.query('name') ?? `${request.family_name} ${request.given_name}`;
  const candidates = await copyCandidates(tx, name);
  tx.opened({ action: 'household.search', detail: { found: candidates.length } });
  return {
    title: w.begin,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      { label: w.request(numberedOf(request)), href: `/rights/${request.id}` },
      { label: w.begin },
    ],
    body: (
      <BeginCopy
        request_id={request.id}
        number={numberedOf(request)}
        name={name}
        candidates={candidates}
        relation={(code) => (relations as Record<string, string>)[code] ?? ''}
        state={state}
      />
    ),
  };
}
ownRoutes.get(
  '/disclosures/copies/new',
  // Without a request there is nothing to answer: the first page shows those that wait.
  view(async (tx, c) => (asked(c) === null ? c.redirect('/', 303) : beginScreen(tx, emptyForm, c))),
);
ownRoutes.post(
  '/disclosures/copies/new',
  action({
    form: beginCopyForm,
    again: beginScreen,
    run: async (tx, data, c) =>
      done(`/disclosures/copies/${await prepareCopy(tx, asked(c), data.member_id)}`, w.started),
  }),
);

const copyScreen =
  (sent: 'lines' | 'return' | null) =>
  async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const copy = found(await copyById(tx, numberIn(c, 'id')));
    const household = found(await householdFor(tx, copy.household_id));
    tx.opened({ action: 'disclosure.copy_open', subject_kind: 'household', subject_id: copy.household_id });
    // Of a request the team's workers see the number alone: what it says is the desk's and the supervisor's.
    const number = numberedOf(await requestById(tx, copy.request_id)) || String(copy.request_id);
    return {
      title: w.title,
      zone: 'case',
      width: 'form',
      breadcrumbs: [{ label: w.title }],
      body: (
        <CopyPage
          copy={copy}
          number={number}
          actor={copy.prepared_by === tx.actor.person_id ? 'preparer' : 'colleague'}
          protected={household.protected}
          state={state}
          sent={sent}
        />
      ),
    };
  };
ownRoutes.get(
  '/disclosures/copies/:id{[0-9]+}',
  view((tx, c) => copyScreen(null)(tx, emptyForm, c)),
);
ownRoutes.post(
  '/disclosures/copies/:id{[0-9]+}',
  action({
    form: copyForm,
    again: copyScreen('lines'),
    run: async (tx, data, c) => {
      await saveCopy(tx, numberIn(c, 'id'), data);
      return done(at(c), w.saved);
    },
  }),
);
ownRoutes.post(
  '/disclosures/copies/:id{[0-9]+}/ask',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await askToCheck(tx, numberIn(c, 'id'));
      return done(at(c), w.asked);
    },
  }),
);
ownRoutes.post(
  '/disclosures/copies/:id{[0-9]+}/check',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await checkCopy(tx, numberIn(c, 'id'));
      return done(at(c), w.checked);
    },
  }),
);
ownRoutes.post(
  '/disclosures/copies/:id{[0-9]+}/return',
  action({
    form: returnCopyForm,
    again: copyScreen('return'),
    run: async (tx, data, c) => {
      await returnCopy(tx, numberIn(c, 'id'), data.returned_note);
      return done(at(c), w.returnedDone);
    },
  }),
);
ownRoutes.get(
  '/disclosures/copies/:id{[0-9]+}/copy.pdf',
  view(async (tx, c) => {
    const copy = found(await copyById(tx, numberIn(c, 'id')));
    if (!mayCopy('print', copyState(copy), 'colleague')) throw new Refusal(409, w.notNow);
    tx.opened({
      action: 'disclosure.copy_print',
      subject_kind: 'household',
      subject_id: copy.household_id,
      purpose: w.paper.stamp,
    });
    const number = numberedOf(await requestById(tx, copy.request_id)) || String(copy.request_id);
    return sendCopy(c, tx, copy, number);
  }),
);

/** On a request's page, for whoever answers for the team that was asked. */
export async function copiesBeside(tx: ReadTx, request: RequestLine): Promise<Child> {
  if (request.kind !== 'disclosure' || !tx.has('case.work')) return null;
  return (
    <CopiesOfRequest
      request_id={request.id}
      copies={await copiesOfRequest(tx, request.id)}
      may_begin={Boolean(request.may_answer) && request.carried_out_on === null}
    />
  );
}
