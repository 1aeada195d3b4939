import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { randomBytes } from 'node:crypto';
import { caseById } from '../cases/queries.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { codeFrom, handReceipt, openSeal, readCode, receiptOf } from '../../platform/web/open.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, invalid, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { askFamily, changeSetting, endRequest, makeSheet, takeOffer } from './commands.ts';
import { sheetPdf } from './exports.ts';
import { askForm, offerForm, settingForm } from './forms.ts';
import { Beside, CaseFilePage, HelpPage } from './pages.tsx';
import { isSheet, requestsOf, settingOf, takenOf } from './queries.ts';
import { openRoutes } from './routes-open.tsx';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', openRoutes);
export const navigation: NavEntry[] = [
  {
    place: 'connect',
    label: words.navigation,
    href: '/support-files',
    // whoever may make a family a sheet
    duties: ['network', 'system.manage'],
  },
];

const freshCode = (): string => codeFrom(() => randomBytes(1)[0]!);

/** A sheet's code in this browser's cookie, made within the half hour. */
async function sheetCode(tx: ReadTx, c: Ctx): Promise<string | null> {
  const code = receiptOf(c);
  return code !== null && (await isSheet(tx, code)) ? code : null;
}

const helpScreen = async (tx: ReadTx, c: Ctx, form?: FormState): Promise<Screen> => {
  const setting = await settingOf(tx);
  return {
    title: words.help.title,
    breadcrumbs: [{ label: words.help.title }],
    body: (
      <HelpPage
        sheet={(await sheetCode(tx, c)) !== null}
        setting={setting}
        may_set={tx.has('system.manage')}
        form={form ?? filled(setting)}
      />
    ),
  };
};
routes.get(
  '/support-files',
  view((tx, c) => helpScreen(tx, c)),
);
routes.post(
  '/support-files/sheet',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const code = freshCode();
      await makeSheet(tx, code);
      handReceipt(c, code);
      return done('/support-files', words.help.sheetDone);
    },
  }),
);
routes.get(
  '/support-files/sheet.pdf',
  view(async (tx, c) => sheetPdf(c, tx, found(await sheetCode(tx, c)))),
);
routes.post(
  '/support-files/setting',
  action({
    form: settingForm,
    again: (tx, state, c) => helpScreen(tx, c, state),
    run: async (tx, data) => {
      await changeSetting(tx, data);
      return done('/support-files', words.help.changed);
    },
  }),
);

// ---- a case ----------------------------------------------------------------------------------

const casePath = '/cases/:id{[0-9]+}/support-file';
const caseAt = (c: Ctx): string => `/cases/${numberIn(c, 'id')}/support-file`;

const caseScreen = async (
  tx: ReadTx,
  c: Ctx,
  forms: { ask?: FormState; offer?: FormState } = {},
): Promise<Screen> => {
  if (!tx.has('case.work')) throw new Refusal(404);
  const one = found(await caseById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'case.open_support_file', subject_kind: 'case', subject_id: one.id });
  return {
    title: words.page.title,
    zone: 'case',
    breadcrumbs: [
      { label: words.cases, href: '/cases' },
      { label: words.case, href: `/cases/${one.id}` },
      { label: words.page.title },
    ],
    body: (
      <CaseFilePage
        case_id={one.id}
        taken={await takenOf(tx, one.id)}
        requests={(await requestsOf(tx, one.id)).map((request) => ({
          ...request,
          code: openSeal(c.var.house, request.code_sealed),
        }))}
        may_work={one.may_work && one.closed_on === null}
        ask={forms.ask ?? emptyForm}
        offer={forms.offer ?? emptyForm}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  casePath,
  view((tx, c) => caseScreen(tx, c)),
);
routes.post(
  casePath,
  action({
    form: askForm,
    again: (tx, state, c) => caseScreen(tx, c, { ask: state }),
    run: async (tx, data, c) => {
      await askFamily(tx, numberIn(c, 'id'), data, freshCode());
      return done(`${caseAt(c)}#requests`, words.page.made);
    },
  }),
);
routes.post(
  `${casePath}/requests/:request{[0-9]+}/end`,
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await endRequest(tx, numberIn(c, 'id'), numberIn(c, 'request'));
      return done(`${caseAt(c)}#requests`, words.page.ended);
    },
  }),
);
routes.post(
  `${casePath}/offer`,
  action({
    form: offerForm,
    again: (tx, state, c) => caseScreen(tx, c, { offer: state }),
    run: async (tx, data, c) => {
      const code = readCode(data.code);
      if (code === null) invalid({ code: words.errors.offer });
      return done(`${caseAt(c)}#taken`, words.page.took(await takeOffer(tx, numberIn(c, 'id'), code)));
    },
  }),
);

/** On a case's page: how much the family let it have. */
export async function besideCase(tx: ReadTx, { id }: { id: number }): Promise<Child> {
  const [taken, requests] = await Promise.all([takenOf(tx, id), requestsOf(tx, id)]);
  return <Beside case_id={id} taken={taken} requests={requests} today={tx.today} />;
}
