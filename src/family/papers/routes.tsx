import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { view } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { caseById, caseNumber, type CaseRecord } from '../cases/queries.ts';
import { sendForm, sendIntakePdf, sendIntakeTable } from './exports.ts';
import { FormsPage, IntakeLedgerPage, LeavingPage } from './pages.tsx';
import { countTaken, decidedFor, factsOn, keptOf, yearsTaken } from './queries.ts';
import { emptyOf, fits, formByCode, paperForms, type PaperForm } from './rules.ts';
import { formWords, officeKinds, words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [];

const path = '/cases/:id{[0-9]+}/forms';

/** The case of whoever works on it; forms are made in the name of its team. 404 where it is not there. */
async function workedOn(tx: ReadTx, c: Ctx): Promise<CaseRecord> {
  const one = found(await caseById(tx, numberIn(c, 'id')));
  if (!one.may_work) throw new Refusal(404);
  return one;
}
const crumbs = (one: CaseRecord, last?: string) => [
  { label: caseNumber(one.fiscal_year, one.number), href: `/cases/${one.id}` },
  last === undefined ? { label: words.title } : { label: words.title, href: `/cases/${one.id}/forms` },
  ...(last === undefined ? [] : [{ label: last }]),
];
const note = (tx: ReadTx, one: CaseRecord) =>
  tx.opened({
    action: 'case.forms',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { household_id: one.household_id },
  });

routes.get(
  path,
  view(async (tx, c) => {
    const one = await workedOn(tx, c);
    note(tx, one);
    const kept = await keptOf(tx, one);
    const { usable } = await decidedFor(tx, one);
    const emptyOn = (form: PaperForm) =>
      emptyOf(form, factsOn(form, kept, usable.find((line) => fits(form, line.to, officeKinds)) ?? null));
    return {
      title: words.title,
      zone: 'case',
      breadcrumbs: crumbs(one),
      body: <FormsPage one={one} forms={paperForms.map((form) => ({ form, empty: emptyOn(form) }))} />,
    };
  }),
);

routes.get(
  `${path}/:form{[a-z_]+}`,
  view(async (tx, c) => {
    const one = await workedOn(tx, c);
    const form = found(formByCode(c.req.param('form')));
    if (form.leaves !== 'office') throw new Refusal(404);
    note(tx, one);
    const kept = await keptOf(tx, one);
    const { usable, waiting } = await decidedFor(tx, one);
    const fitting = usable.filter((line) => fits(form, line.to, officeKinds));
    return {
      title: formWords[form.code]!.title,
      zone: 'case',
      width: 'form',
      breadcrumbs: crumbs(one, formWords[form.code]!.title),
      body: (
        <LeavingPage
          one={one}
          form={form}
          usable={fitting.map((line) => ({ line, empty: emptyOf(form, factsOn(form, kept, line)) }))}
          others={usable.filter((line) => !fitting.includes(line))}
          waiting={waiting}
        />
      ),
    };
  }),
);

routes.get(
  `${path}/:form{[a-z_]+}/paper.pdf`,
  view(async (tx, c) => {
    const one = await workedOn(tx, c);
    const form = found(formByCode(c.req.param('form')));
    const asked = c.req.query('disclosure');
    const decided =
      form.leaves === 'office'
        ? (await decidedFor(tx, one)).usable.find((line) => `${line.id}` === asked)
        : null;
    // Nothing of a family goes out on paper that is not in the ledger of what was passed on.
    if (decided === undefined) throw new Refusal(409, words.notDecided);
    // Nor on a decision for somebody else: what was decided for a nursery is not what a child guidance centre is sent.
    if (decided !== null && !fits(form, decided.to, officeKinds)) throw new Refusal(409, words.notFitting);
    return sendForm(c, tx, one, form, await keptOf(tx, one), decided);
  }),
);

// ---- 受理台帳 ---------------------------------------------------------------------------------

const ledgerPath = '/case-forms/intake-ledger';
/** More lines than this are for a workbook: a paper of it nobody reads. */
const printedUpTo = 1000;

const yearIn = (tx: ReadTx, c: Ctx): number => {
  if (!tx.has('case.work')) throw new Refusal(403);
  const asked = c.req.query('year') ?? '';
  return /^[12][0-9]{3}$/.test(asked) ? Number(asked) : tx.fiscal_year;
};

routes.get(
  ledgerPath,
  view(async (tx, c) => {
    const year = yearIn(tx, c);
    return {
      title: words.ledgerPage.title,
      zone: 'case',
      width: 'form',
      breadcrumbs: [{ label: words.ledgerPage.title }],
      body: (
        <IntakeLedgerPage
          year={year}
          years={await yearsTaken(tx)}
          count={await countTaken(tx, year)}
          at_most={printedUpTo}
        />
      ),
    };
  }),
);
routes.get(
  `${ledgerPath}/export`,
  view((tx, c) => sendIntakeTable(c, tx, yearIn(tx, c))),
);
routes.get(
  `${ledgerPath}/ledger.pdf`,
  view(async (tx, c) => {
    const year = yearIn(tx, c);
    if ((await countTaken(tx, year)) > printedUpTo)
      throw new Refusal(409, words.ledgerPage.tooMany(printedUpTo));
    return sendIntakePdf(c, tx, year);
  }),
);
