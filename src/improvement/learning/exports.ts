import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { stateOf as stateOfApplication } from '../../base/applications/rules.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { hoursOf } from './pages-day.tsx';
import { openDays, readsParticipation, type OpenDay, type OpenDayFilter } from './queries.ts';
import type { Practice } from './queries-after.ts';
import type { Note } from './queries-board.ts';
import type { Question, Signup } from './queries-day.ts';
import { planLines, stateOf, type PictureRule } from './rules.ts';
import { words as after } from './words-after.ja.ts';
import { words as board } from './words-board.ja.ts';
import { words as day } from './words-day.ja.ts';
import { words } from './words.ja.ts';

/** The list as it is seen, all pages, as Excel or CSV; visitors only for those who read everybody's participation. */
export async function exportOpenDays(c: Ctx, tx: ReadTx, filter: OpenDayFilter): Promise<Response> {
  const rows = await openDays(tx, filter, { size: 20_000, offset: 0 });
  const { columns } = words.list;
  const counts = readsParticipation(tx);
  return sendTable(c, tx, {
    title: words.list.file,
    subject_kind: 'open_day',
    header: [
      columns.id,
      columns.fiscal_year,
      columns.held_on,
      columns.title,
      columns.facility,
      columns.theme,
      columns.places,
      columns.state,
      columns.cancel_reason,
      ...(counts ? [columns.facilities, columns.people] : []),
    ],
    types: ['number', 'text', 'date', 'text', 'text', 'text', 'number', 'text', 'text', 'number', 'number'],
    rows: rows.map((row) => [
      row.id,
      formatFiscalYear(row.fiscal_year),
      row.held_on,
      row.title,
      row.facility,
      row.theme,
      row.places,
      words.states[stateOf(row, tx.today)],
      row.cancel_reason,
      ...(counts ? [row.facilities, row.people] : []),
    ]),
  });
}

/** Who signed up, for the host at the door: one row a facility. */
export async function exportSignups(
  c: Ctx,
  tx: ReadTx,
  openDay: OpenDay,
  signups: readonly Signup[],
): Promise<Response> {
  const { columns, states } = day.signup;
  return sendTable(c, tx, {
    title: `${day.list.file}_${openDay.held_on}`,
    subject_kind: 'open_day',
    header: [columns.facility, columns.people, columns.who, columns.wish, columns.state],
    types: ['text', 'number', 'text', 'text', 'text'],
    rows: signups.map((one) => [
      one.facility,
      one.people,
      one.who,
      one.wish,
      states[stateOfApplication(one, tx.now)],
    ]),
  });
}

/** Practices taken home with what became of them. */
export async function exportPractices(c: Ctx, tx: ReadTx, practices: readonly Practice[]): Promise<Response> {
  return sendTable(c, tx, {
    title: after.list.file,
    subject_kind: 'open_day',
    header: [...after.list.header],
    types: ['date', 'text', 'text', 'text', 'text', 'text', 'date', 'text', 'text', 'text'],
    rows: practices.map((one) => [
      one.held_on,
      one.title,
      one.host,
      one.facility,
      one.what,
      one.why,
      one.try_from,
      one.tried === null ? '' : after.tried[one.tried],
      one.happened,
      one.keeps === null ? '' : after.keeps[one.keeps],
    ]),
  });
}

async function sendPdf(c: Ctx, tx: ReadTx, openDay: OpenDay, doc: Omit<Doc, 'stamp'>, why: string) {
  tx.opened({ action: 'open_day.print', subject_kind: 'open_day', subject_id: openDay.id });
  const { bytes } = await toPdf({
    ...doc,
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why,
    },
  });
  return download(c, bytes, `${doc.title}_${openDay.held_on}.pdf`, 'application/pdf');
}

/** For the day: plan, questions, what may be seen and pictured, the promise, and the sheet to write on by hand. */
export async function exportHandout(
  c: Ctx,
  tx: ReadTx,
  { openDay, questions, plan }: { openDay: OpenDay; questions: readonly Question[]; plan: string },
): Promise<Response> {
  const w = day.print;
  const hours = hoursOf(openDay);
  const part = (text: string, ...blocks: Block[]): Block[] => [
    { kind: 'heading', level: 2, text },
    ...blocks,
  ];
  const lines = planLines(plan);
  const pictures = [words.form.pictureRules[openDay.pictures as PictureRule], openDay.pictures_note]
    .filter((one) => one !== '')
    .join('\n');
  return sendPdf(
    c,
    tx,
    openDay,
    {
      title: w.file,
      subtitle: openDay.title,
      meta: [
        [w.when, `${formatDate(openDay.held_on)}${hours === null ? '' : ` ${hours}`}`],
        [w.where, `${openDay.facility} ${openDay.facility_address}`.trim()],
        [w.theme, openDay.theme],
      ],
      blocks: [
        ...part(
          w.questions,
          questions.length === 0
            ? { kind: 'paragraph', text: day.questions.none }
            : { kind: 'list', ordered: true, items: questions.map((one) => one.body) },
        ),
        ...part(
          w.plan,
          lines.length === 0
            ? { kind: 'paragraph', text: day.texts.plan.none }
            : {
                kind: 'table',
                header: [day.text.time, day.text.what],
                widths: [18, 82],
                rows: lines.map((line) => [line.time, line.what]),
              },
        ),
        ...part(w.seen, { kind: 'paragraph', text: openDay.seen === '' ? w.nobody : openDay.seen }),
        ...part(w.pictures, { kind: 'paragraph', text: pictures }),
        ...part(w.promises, { kind: 'list', items: [...day.signup.promises] }),
        ...(openDay.note === null ? [] : [{ kind: 'paragraph', text: openDay.note } as const]),
        { kind: 'page-break' },
        { kind: 'heading', level: 2, text: w.sheet },
        { kind: 'paragraph', text: w.sheetLead },
        ...questions.flatMap((one): Block[] => [
          { kind: 'heading', level: 3, text: board.board.questionName(one.position, one.body) },
          {
            kind: 'table',
            header: [w.what, w.write],
            widths: [16, 84],
            rows: w.rows.map((row) => [row, '']),
            sheet: { heights: w.rows.map(() => 22), text: 11 },
          },
        ]),
      ],
    },
    w.why,
  );
}

/** The board on paper: each question with its notes, then what was discussed. */
export async function exportBoard(
  c: Ctx,
  tx: ReadTx,
  given: {
    openDay: OpenDay;
    questions: readonly Question[];
    notes: readonly Note[];
    discussion: string;
  },
): Promise<Response> {
  const { openDay, questions, notes, discussion } = given;
  const w = board.print;
  return sendPdf(
    c,
    tx,
    openDay,
    {
      title: w.file,
      subtitle: openDay.title,
      meta: [
        [day.print.when, formatDate(openDay.held_on)],
        [day.print.where, openDay.facility],
      ],
      blocks: [
        ...questions.flatMap((one): Block[] => {
          const own = notes.filter((note) => note.position === one.position);
          return [
            { kind: 'heading', level: 2, text: board.board.questionName(one.position, one.body) },
            own.length === 0
              ? { kind: 'paragraph', text: board.board.none }
              : {
                  kind: 'table',
                  header: [...w.header],
                  widths: [12, 64, 24],
                  rows: own.map((note) => [
                    board.kinds[note.kind],
                    note.body,
                    board.board.from(note.facility),
                  ]),
                },
          ];
        }),
        { kind: 'heading', level: 2, text: w.discussion },
        { kind: 'paragraph', text: discussion === '' ? day.texts.discussion.none : discussion },
      ],
    },
    w.why,
  );
}
