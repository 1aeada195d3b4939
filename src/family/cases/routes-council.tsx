import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addMonths, monthEnd } from '../../platform/ja/dates.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, soFar, type FormState, type Typed } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith } from '../../platform/web/paging.ts';
import { changeEntry, registerEntry, reviewEntry, reviewProblems } from './commands-council.ts';
import { sendLedgerPdf, sendLedgerTable } from './exports.ts';
import { daysWrong, entryEditForm, entryForm, reviewForm } from './forms.ts';
import { EntryEditPage, EntryPage, LedgerPage, RegisterPage, ReviewMeetingPage } from './pages-council.tsx';
import { entryById, ledger, ledgerCounts, reviewsOf, type Entry } from './queries-council.ts';
import type { CaseRecord } from './queries.ts';
import type { CaseAction } from './rules.ts';
import { words } from './words-council.ja.ts';
import { caseNumber, words as caseWords } from './words.ja.ts';

interface Shared {
  formCase(tx: ReadTx, c: Ctx, step: CaseAction): Promise<CaseRecord>;
  crumbsOf(one: CaseRecord, last?: string): readonly Crumb[];
}

const crumb = { label: caseWords.ledgerNavigation, href: '/council' };
const keeps = (tx: ReadTx): boolean => tx.has('council.manage') || tx.has('case.supervise');
function mustWork(tx: ReadTx): void {
  if (!tx.has('case.work')) throw new Refusal(403);
}
const isMonth = (text: string | undefined): text is string => /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '');

const reviewWrong = async (tx: ReadTx, typed: Typed, c: Ctx) => {
  const entry = await entryById(tx, numberIn(c, 'id'));
  return entry === undefined ? {} : reviewProblems(tx.today, entry, soFar(reviewForm.shape, typed));
};

/** The day four months on, as the working meeting looks at everything three times a year. */
const nextReview = (today: string): string => monthEnd(addMonths(today, 4));

export function councilRoutes({ formCase, crumbsOf }: Shared): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get(
    '/council',
    view(async (tx, c) => {
      mustWork(tx);
      const month = c.req.query('month');
      const filter = { ended: c.req.query('ended') === '1', month: isMonth(month) ? month : null };
      const entries = await ledger(tx, filter);
      // A list of names: who looked at it is written down like the opening of a record.
      tx.opened({ action: 'council.open', subject_kind: 'council', detail: { rows: entries.length } });
      return {
        title: words.list.title,
        zone: 'case',
        body: (
          <LedgerPage
            entries={entries}
            filter={filter}
            counts={await ledgerCounts(tx)}
            may_keep={keeps(tx)}
            today={tx.today}
            href={(changes) => hrefWith(c, changes)}
          />
        ),
      };
    }),
  );
  routes.get(
    '/council/ledger.pdf',
    view((tx, c) => {
      mustWork(tx);
      return sendLedgerPdf(c, tx);
    }),
  );
  routes.get(
    '/council/export',
    view((tx, c) => {
      mustWork(tx);
      return sendLedgerTable(c, tx);
    }),
  );

  const showRegister = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const one = await formCase(tx, c, 'register');
    return {
      title: words.entry.registerTitle,
      zone: 'case',
      width: 'form',
      breadcrumbs: crumbsOf(one, words.entry.registerTitle),
      body: (
        <RegisterPage
          one={one}
          state={
            state.values.policy === undefined
              ? filled({
                  registered_on: tx.today,
                  next_review_on: nextReview(tx.today),
                  category: ['protection', 'support', 'expectant'].includes(one.category)
                    ? one.category
                    : null,
                  centre_part: 'none',
                })
              : state
          }
        />
      ),
    };
  };
  routes.get(
    '/cases/:id{[0-9]+}/council/new',
    view((tx, c) => showRegister(tx, emptyForm, c)),
  );
  routes.post(
    '/cases/:id{[0-9]+}/council/new',
    action({
      form: entryForm,
      alsoWrong: (tx, typed) => {
        const { registered_on } = soFar(entryForm.shape, typed);
        return daysWrong(tx.today, { registered_on });
      },
      again: showRegister,
      run: async (tx, data, c) => {
        const id = await registerEntry(tx, numberIn(c, 'id'), data);
        return done(`/council/${id}`, words.entry.saved);
      },
    }),
  );

  const openEntry = async (tx: ReadTx, c: Ctx): Promise<Entry> => {
    const entry = found(await entryById(tx, numberIn(c, 'id')));
    tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: entry.case_id });
    return entry;
  };
  const freshReview = (tx: ReadTx, entry: Entry): FormState =>
    filled({
      reviewed_on: tx.today,
      severity: entry.severity,
      next_review_on: nextReview(tx.today),
    });
  const numbered = (entry: Entry) => words.entry.title(caseNumber(entry.fiscal_year, entry.number));

  const showEntry = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
    const entry = await openEntry(tx, c);
    return {
      title: numbered(entry),
      zone: 'case',
      breadcrumbs: [crumb, { label: numbered(entry) }],
      body: (
        <EntryPage
          entry={entry}
          reviews={await reviewsOf(tx, entry.id)}
          today={tx.today}
          state={state ?? freshReview(tx, entry)}
          reviewing={state !== null}
        />
      ),
    };
  };
  routes.get(
    '/council/:id{[0-9]+}',
    view((tx, c) => showEntry(tx, null, c)),
  );
  routes.post(
    '/council/:id{[0-9]+}/review',
    action({
      form: reviewForm,
      alsoWrong: reviewWrong,
      again: showEntry,
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        await reviewEntry(tx, id, data);
        return done(`/council/${id}`, words.review.saved);
      },
    }),
  );

  const showEdit = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const entry = await openEntry(tx, c);
    if (!entry.may_keep) throw new Refusal(403);
    return {
      title: words.entry.editTitle,
      zone: 'case',
      width: 'form',
      breadcrumbs: [
        crumb,
        { label: numbered(entry), href: `/council/${entry.id}` },
        { label: words.entry.editTitle },
      ],
      body: <EntryEditPage entry={entry} state={state} />,
    };
  };
  routes.get(
    '/council/:id{[0-9]+}/edit',
    view(async (tx, c) => {
      const entry = found(await entryById(tx, numberIn(c, 'id')));
      return showEdit(tx, filled({ ...entry, _version: entry.version }), c);
    }),
  );
  routes.post(
    '/council/:id{[0-9]+}/edit',
    action({
      form: entryEditForm,
      again: showEdit,
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        await changeEntry(tx, id, data);
        return done(`/council/${id}`, words.entry.edited);
      },
    }),
  );

  // ---- the review meeting: one after the other -----------------------------------------------

  const monthAsked = (tx: ReadTx, c: Ctx): string => {
    const asked = c.req.query('month');
    return isMonth(asked) ? asked : tx.today.slice(0, 7);
  };
  const showMeeting = async (tx: ReadTx, c: Ctx, state: FormState | null): Promise<Screen> => {
    mustWork(tx);
    if (!keeps(tx)) throw new Refusal(403);
    const month = monthAsked(tx, c);
    const all = await ledger(tx, { ended: false, month });
    const wanted = Number(c.req.param('id') ?? c.req.query('entry') ?? '');
    const at = Math.max(
      0,
      all.findIndex((one) => one.id === wanted),
    );
    const entry = all[at];
    if (entry) tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: entry.case_id });
    const next = all[at + 1];
    return {
      title: words.review.meeting,
      zone: 'case',
      breadcrumbs: [crumb, { label: words.review.meeting }],
      body: (
        <ReviewMeetingPage
          entry={entry}
          reviews={entry ? await reviewsOf(tx, entry.id) : []}
          at={at + 1}
          left={all.length}
          month={month}
          skip={next ? `/council/review?month=${month}&entry=${next.id}` : null}
          today={tx.today}
          state={state ?? (entry ? freshReview(tx, entry) : emptyForm)}
          reviewing={state !== null}
        />
      ),
    };
  };
  routes.get(
    '/council/review',
    view((tx, c) => showMeeting(tx, c, null)),
  );
  routes.post(
    '/council/review/:id{[0-9]+}',
    action({
      form: reviewForm,
      alsoWrong: reviewWrong,
      again: async (tx, state, c) => {
        // Meanwhile reviewed by a colleague, it is in the row no more: what was typed stays with its own family.
        const { id } = found(await entryById(tx, numberIn(c, 'id')));
        const month = monthAsked(tx, c);
        const waits = (await ledger(tx, { ended: false, month })).some((one) => one.id === id);
        return waits ? showMeeting(tx, c, state) : showEntry(tx, state, c);
      },
      run: async (tx, data, c) => {
        await reviewEntry(tx, numberIn(c, 'id'), data);
        const month = c.req.query('month');
        return done(`/council/review${isMonth(month) ? `?month=${month}` : ''}`, words.review.saved);
      },
    }),
  );
  return routes;
}
