import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { caseById, caseNumber, type CaseRecord } from '../cases/queries.ts';
import { writeOn } from './commands.ts';
import { sendForm, sendIntakePdf, sendIntakeTable } from './exports.ts';
import { writtenForm } from './forms.ts';
import { WritePage } from './pages-write.tsx';
import { FormsPage, IntakeLedgerPage, LeavingPage } from './pages.tsx';
import {
  countTaken,
  decidedFor,
  factsOn,
  keptOf,
  onPaper,
  versionsOf,
  writtenOn,
  yearsTaken,
  type Decided,
} from './queries.ts';
import {
  carriedOver,
  emptyOf,
  fits,
  formByCode,
  paperForms,
  theirsIn,
  writableIn,
  type PaperForm,
  type Written,
} from './rules.ts';
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
    const all = await writtenOn(tx, one.id);
    const forms = paperForms.map((form) => {
      const decided = usable.find((line) => fits(form, line.to, officeKinds)) ?? null;
      const written = versionsOf(all, form, decided?.id ?? null)[0]?.fields ?? {};
      return {
        form,
        empty: emptyOf(form, factsOn(form, kept, decided), written, kept),
        typed: Object.keys(written).length,
      };
    });
    return {
      title: words.title,
      zone: 'case',
      breadcrumbs: crumbs(one),
      body: <FormsPage one={one} forms={forms} may_write={one.closed_on === null} />,
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
    const { usable, past, waiting } = await decidedFor(tx, one);
    const fitting = usable.filter((line) => fits(form, line.to, officeKinds));
    const all = await writtenOn(tx, one.id);
    const answered = theirsIn(form).length > 0;
    const writtenLabels = (line: Decided) => Object.keys(versionsOf(all, form, line.id)[0]?.fields ?? {});
    const theirs = new Set(theirsIn(form).flatMap(({ fields }) => fields.map(({ label }) => label)));
    const answeredOn = (line: Decided) => writtenLabels(line).filter((label) => theirs.has(label)).length;
    return {
      title: formWords[form.code]!.title,
      zone: 'case',
      width: 'form',
      breadcrumbs: crumbs(one, formWords[form.code]!.title),
      body: (
        <LeavingPage
          one={one}
          form={form}
          usable={fitting.map((line) => {
            const written = versionsOf(all, form, line.id)[0]?.fields ?? {};
            return {
              line,
              empty: emptyOf(form, factsOn(form, kept, line), written, kept),
              typed: writtenLabels(line).length,
            };
          })}
          others={usable.filter((line) => !fitting.includes(line))}
          past={
            answered
              ? past
                  .filter((line) => fits(form, line.to, officeKinds))
                  .map((line) => ({
                    line,
                    answered: answeredOn(line),
                    written: writtenLabels(line).length > 0,
                  }))
              : []
          }
          waiting={waiting}
          may_write={one.closed_on === null || answered}
        />
      ),
    };
  }),
);

/** The decision a form is asked for on, in `disclosure`; null where it does not leave for an office. */
async function decisionFor(tx: ReadTx, c: Ctx, one: CaseRecord, form: PaperForm): Promise<Decided | null> {
  if (form.leaves !== 'office') return null;
  const asked = c.req.query('disclosure');
  const decided = (await decidedFor(tx, one)).usable.find((line) => `${line.id}` === asked);
  // Nothing of a family goes out on paper that is not in the ledger of what was passed on.
  if (decided === undefined) throw new Refusal(409, words.notDecided);
  // Nor on a decision for somebody else: what was decided for a nursery is not what a child guidance centre is sent.
  if (!fits(form, decided.to, officeKinds)) throw new Refusal(409, words.notFitting);
  return decided;
}

routes.get(
  `${path}/:form{[a-z_]+}/paper.pdf`,
  view(async (tx, c) => {
    const one = await workedOn(tx, c);
    const form = found(formByCode(c.req.param('form')));
    const decided = await decisionFor(tx, c, one, form);
    const [last] = versionsOf(await writtenOn(tx, one.id), form, decided?.id ?? null);
    const written = await onPaper(tx, one.household_id, last);
    return sendForm(c, tx, one, form, await keptOf(tx, one), decided, written);
  }),
);

// ---- what is written by hand, typed ----------------------------------------------------------

const writePath = `${path}/:form{[a-z_]+}/write`;
const writableForm = (c: Ctx): PaperForm => {
  const form = found(formByCode(c.req.param('form')));
  if (writableIn(form).length === 0) throw new Refusal(404);
  return form;
};

/**
 * The decision a form is written on, and whether only what came back can be copied onto it: the letter left while the
 * decision was in force, and its answer comes when it comes.
 */
async function writtenAt(
  tx: ReadTx,
  c: Ctx,
  one: CaseRecord,
  form: PaperForm,
): Promise<{ decided: Decided | null; answerOnly: boolean }> {
  const closed = one.closed_on !== null;
  const answered = theirsIn(form).length > 0;
  if (closed && !answered) throw new Refusal(409, words.write.closed);
  const asked = c.req.query('disclosure');
  const past = answered ? (await decidedFor(tx, one)).past.find((line) => `${line.id}` === asked) : undefined;
  if (past !== undefined && fits(form, past.to, officeKinds)) return { decided: past, answerOnly: true };
  return { decided: await decisionFor(tx, c, one, form), answerOnly: closed };
}

const showWrite = async (tx: ReadTx, state: FormState & { conflict?: Conflict }, c: Ctx): Promise<Screen> => {
  const one = await workedOn(tx, c);
  const form = writableForm(c);
  const { decided, answerOnly } = await writtenAt(tx, c, one, form);
  note(tx, one);
  const all = await writtenOn(tx, one.id);
  const versions = versionsOf(all, form, decided?.id ?? null);
  const fresh = state.values._version === undefined;
  const earlier =
    fresh && versions.length === 0 && !answerOnly
      ? carriedOver(form, all.find((version) => version.form_code === form.code)?.fields ?? {})
      : {};
  return {
    title: words.write.title(formWords[form.code]!.title),
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs(one, formWords[form.code]!.title),
    body: (
      <WritePage
        one={one}
        form={form}
        decided={decided}
        answer_only={answerOnly}
        printable={decided === null || (await decidedFor(tx, one)).usable.some(({ id }) => id === decided.id)}
        state={fresh ? filled(versions[0]?.fields ?? earlier) : state}
        versions={versions}
        carried={Object.keys(earlier).length > 0}
        version={fresh ? (versions[0]?.number ?? 0) : Number(state.values._version)}
        time_zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  writePath,
  view((tx, c) => showWrite(tx, emptyForm, c)),
);
routes.post(
  writePath,
  action({
    form: writtenForm,
    again: showWrite,
    theirs: async (tx, c) => {
      const one = await workedOn(tx, c);
      const form = writableForm(c);
      const { decided } = await writtenAt(tx, c, one, form);
      return versionsOf(await writtenOn(tx, one.id), form, decided?.id ?? null)[0]?.fields ?? {};
    },
    run: async (tx, { _version, ...typed }, c) => {
      const form = writableForm(c);
      const asked = c.req.query('disclosure');
      const disclosure_id = asked !== undefined && /^[1-9][0-9]{0,15}$/.test(asked) ? Number(asked) : null;
      await writeOn(tx, numberIn(c, 'id'), form, {
        disclosure_id,
        before: _version,
        typed: typed as Written,
      });
      return done(
        `/cases/${c.req.param('id')}/forms/${form.code}/write${disclosure_id === null ? '' : `?disclosure=${disclosure_id}`}`,
        words.write.saved,
      );
    },
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
