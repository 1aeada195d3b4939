import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import { formatAge } from '../../platform/ja/age.ts';
import {
  formatBirthDate,
  formatDate,
  formatDateShort,
  formatDateTime,
  today as dayIn,
} from '../../platform/ja/dates.ts';
import { consultationsOfCase } from '../consultations/queries.ts';
import { withoutReadings, withReadings } from '../../platform/ja/readings.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { ledger, ledgerCounts, type Entry } from './queries-council.ts';
import { assessmentsOf, plansOf, type Plan } from './queries-plan.ts';
import {
  eventsOf,
  householdOf,
  languageWords,
  membersOf,
  notesOf,
  sexWords,
  type CaseRecord,
  type LifeEvent,
} from './queries.ts';
import {
  childLines,
  abuseWords,
  centreWords,
  councilCategoryWords,
  endWords,
  severityWords,
  words as council,
} from './words-council.ja.ts';
import { formDocWords, planWords } from './words-plan.ja.ts';
import { caseNumber, categoryWords, noteWayWords, relationWords, words } from './words.ja.ts';

const stampOf = (tx: ReadTx, why: string) => ({
  who: tx.session.name,
  when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
  why,
});
const { joined, semicolon } = words.page;
const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
/** A table, or the sentence that there is none. */
const tableOr = (none: string, table: Omit<Extract<Block, { kind: 'table' }>, 'kind'>): Block =>
  table.rows.length === 0 ? { kind: 'paragraph', text: none } : { kind: 'table', ...table };
const given = (day: string | null): string => (day === null ? '' : formatDate(day));

/** A document of a case as the answer; taking it out is recorded with why. The file is named by number, never by family. */
async function send(
  c: Ctx,
  tx: ReadTx,
  one: CaseRecord,
  file: { doc: Doc; name: string; kind: 'pdf' | 'docx'; action: string },
): Promise<Response> {
  tx.opened({
    action: file.action,
    subject_kind: 'case',
    subject_id: one.id,
    purpose: file.doc.stamp?.why ?? '',
    detail: { format: file.kind },
  });
  const name = `${file.name}_${caseNumber(one.fiscal_year, one.number)}.${file.kind}`;
  return file.kind === 'docx'
    ? download(
        c,
        await toDocx(file.doc),
        name,
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      )
    : download(c, (await toPdf(file.doc)).bytes, name, 'application/pdf');
}

/** The plan as it is handed to the family: their words first, short sentences, readings if asked for. */
export function planDoc(tx: ReadTx, one: CaseRecord, plan: Plan, kana: boolean, name = one.children): Doc {
  const d = planWords.doc;
  /** What the family and the worker said: with the readings they wrote, or without. */
  const said = kana ? withReadings : withoutReadings;
  const read = (pair: readonly [string, string]): string => pair[kana ? 1 : 0];
  const head = (name: keyof typeof d.heads): string => read(d.heads[name]);
  const part = (name: 'wish' | 'worries' | 'strengths' | 'goals' | 'family_part'): Block[] =>
    plan[name] === '' ? [] : [heading(head(name)), { kind: 'paragraph', text: said(plan[name]) }];
  return {
    title: d.title,
    ...(kana ? { subtitle: d.kana } : {}),
    meta: [
      [read(d.meta.name), name],
      [read(d.meta.number), joined([caseNumber(one.fiscal_year, one.number), planWords.number(plan.number)])],
      [read(d.meta.made), formatDate(plan.made_on)],
      [read(d.meta.by), plan.made_by],
      [read(d.meta.review), formatDate(plan.review_on)],
      [read(d.meta.explained), given(plan.explained_on)],
      [read(d.meta.given), given(plan.given_on)],
    ],
    blocks: [
      { kind: 'paragraph', text: kana ? d.introKana : d.intro },
      ...part('wish'),
      ...part('worries'),
      ...part('strengths'),
      ...part('goals'),
      heading(head('supports')),
      {
        kind: 'table',
        header: d.header.map(read),
        rows: plan.items.map((item) => [
          said(item.what),
          said(item.who),
          said(item.how_often),
          planWords.period(item.starts_on, item.ends_on),
        ]),
        widths: [4, 3, 2, 3],
      },
      ...part('family_part'),
      heading(head('answer')),
      {
        kind: 'checklist',
        items: (['agreed', 'partly', 'declined'] as const).map((answer) => ({
          text: read(d.answers[answer]),
          checked: plan.answer === answer,
        })),
      },
      ...(plan.answer_reason === '' ? [] : [{ kind: 'paragraph' as const, text: said(plan.answer_reason) }]),
      { kind: 'signatures', labels: d.sign.map(read) },
    ],
    stamp: stampOf(tx, planWords.why),
  };
}

export async function sendPlan(
  c: Ctx,
  tx: ReadTx,
  one: CaseRecord,
  plan: Plan,
  kind: 'pdf' | 'docx',
): Promise<Response> {
  const kana = c.req.query('kana') === '1';
  const children = kana ? (await membersOf(tx, one)).filter((member) => member.about) : [];
  const names = planWords.names(children.map((member) => [member.name, member.kana]));
  const doc = planDoc(tx, one, plan, kana, names === '' ? one.children : names);
  return send(c, tx, one, { doc, name: planWords.title, kind, action: 'case.plan_print' });
}

/** 児童記録票: who the family is and what is known, on A4. */
export async function recordDoc(tx: ReadTx, one: CaseRecord): Promise<Doc> {
  const r = formDocWords.record;
  const members = await membersOf(tx, one);
  const household = await householdOf(tx, one.household_id);
  const events = await eventsOf(tx, one.id);
  const [assessment] = await assessmentsOf(tx, one.id, 1);
  const [plan] = await plansOf(tx, one.id);
  const entries = await ledger(tx, { ended: false, month: null, case_id: one.id });
  const calls = (await consultationsOfCase(tx, one.id)).toReversed();
  const children = members.filter((member) => member.about && member.born_on !== null);
  // The age of whom it happened to; with brothers and sisters nobody's unless it is said whose, and then with the name.
  const ageThen = (event: LifeEvent): string => {
    const whose =
      event.member === null
        ? children.length === 1
          ? children[0]
          : undefined
        : members.find((member) => member.name === event.member);
    if (!whose?.born_on || event.happened_on < whose.born_on) return '';
    const age = formatAge(whose.born_on, event.happened_on);
    return children.length > 1 ? `${age}\n${whose.name}` : age;
  };
  // On paper an address travels: that of a protected family stays in the system.
  const hidden = household === null || household.protected;
  return {
    title: r.title,
    meta: [
      [r.number, caseNumber(one.fiscal_year, one.number)],
      [r.team, joined([one.team, one.worker])],
      [r.category, categoryWords[one.category as keyof typeof categoryWords]],
      [r.opened, formatDate(one.opened_on)],
      [r.headline, one.headline],
      [r.address, hidden ? r.hidden : (household.address ?? r.none)],
      [r.phone, hidden ? r.hidden : semicolon(household.phones) || r.none],
      [r.languages, semicolon((household?.languages ?? []).map((code) => languageWords[code] ?? code))],
      [r.care, household?.care ?? ''],
    ].filter(([, text]) => text !== '') as [string, string][],
    blocks: [
      heading(r.family),
      {
        kind: 'table',
        header: r.people,
        widths: [2, 3, 3, 5, 4],
        rows: members.map((member) => [
          joined([relationWords[member.relation] ?? '', sexWords[member.sex ?? ''] ?? ''].filter(Boolean)),
          member.name,
          member.kana,
          member.born_on === null
            ? member.due_on === null
              ? ''
              : words.page.due(member.due_on)
            : `${formatBirthDate(member.born_on)}（${formatAge(member.born_on, tx.today)}）`,
          hidden ? '' : (member.place ?? ''),
        ]),
      },
      heading(r.calls),
      tableOr(r.none, {
        header: r.callsHeader,
        widths: [3, 4, 5, 4],
        rows: calls.map((call) => [
          formatDateShort(dayIn(call.received_at, tx.actor.municipality.time_zone)),
          call.route,
          call.kind,
          joined([call.team, call.worker ?? ''].filter(Boolean)),
        ]),
      }),
      heading(r.life),
      tableOr(r.none, {
        header: r.lifeHeader,
        widths: [3, 2, 6, 3],
        rows: events.map((event) => [
          formatDateShort(event.happened_on),
          ageThen(event),
          event.title,
          event.source,
        ]),
      }),
      heading(r.assessment),
      {
        kind: 'paragraph',
        text: assessment ? `${formatDate(assessment.assessed_on)}\n${assessment.summary}` : r.none,
      },
      heading(r.plan),
      { kind: 'paragraph', text: plan ? withoutReadings(`${plan.wish}\n${plan.goals}`) : r.none },
      heading(r.council),
      tableOr(r.none, {
        header: r.councilHeader,
        widths: [3, 2, 3, 4, 2, 5],
        rows: entries.map((entry) => [
          councilCategoryWords[entry.category as keyof typeof councilCategoryWords],
          severityWords[entry.severity as keyof typeof severityWords],
          entry.main_agency,
          entry.agencies,
          centreWords[entry.centre_part as keyof typeof centreWords],
          entry.policy,
        ]),
      }),
    ],
    stamp: stampOf(tx, r.why),
  };
}

export async function sendRecord(c: Ctx, tx: ReadTx, one: CaseRecord, kind: 'pdf' | 'docx') {
  return send(c, tx, one, {
    doc: await recordDoc(tx, one),
    name: formDocWords.record.title,
    kind,
    action: 'case.record_print',
  });
}

/** 経過記録: every contact in order, corrections in the place of what they correct, on A4. */
export async function progressDoc(tx: ReadTx, one: CaseRecord): Promise<Doc> {
  const w = formDocWords.progress;
  const notes = (await notesOf(tx, one.id, 2000)).filter((note) => !note.superseded).toReversed();
  return {
    title: w.title,
    meta: [
      [formDocWords.record.number, caseNumber(one.fiscal_year, one.number)],
      [planWords.doc.meta.name[0], one.children],
      [formDocWords.record.team, joined([one.team, one.worker])],
    ],
    blocks: [
      {
        kind: 'table',
        header: w.header,
        widths: [3, 2, 8, 2],
        rows: notes.map((note) => [
          formatDateTime(note.contacted_at, tx.actor.municipality.time_zone),
          [noteWayWords[note.way as keyof typeof noteWayWords], note.with_whom]
            .filter((part) => part !== '')
            .join('\n'),
          `${note.supersedes_id === null ? '' : w.correction}${note.reached ? '' : w.notReached}${note.body}`,
          note.written_by,
        ]),
      },
    ],
    stamp: stampOf(tx, w.why),
  };
}

export async function sendProgress(c: Ctx, tx: ReadTx, one: CaseRecord, kind: 'pdf' | 'docx') {
  return send(c, tx, one, {
    doc: await progressDoc(tx, one),
    name: formDocWords.progress.title,
    kind,
    action: 'case.progress_print',
  });
}

const ledgerRow = (entry: Entry, at: number): (string | number)[] => [
  at + 1,
  childLines(entry.child_lines, formatDateShort),
  entry.guardians,
  entry.address ?? council.doc.hidden,
  [
    councilCategoryWords[entry.category as keyof typeof councilCategoryWords],
    ...entry.abuse_kinds.map((kind) => abuseWords[kind as keyof typeof abuseWords]),
  ].join('\n'),
  [
    entry.received_on === null ? '' : council.doc.received(entry.received_on),
    entry.route ?? '',
    council.doc.registered(entry.registered_on),
  ]
    .filter((part) => part !== '')
    .join('\n'),
  severityWords[entry.severity as keyof typeof severityWords],
  entry.main_agency,
  entry.agencies,
  centreWords[entry.centre_part as keyof typeof centreWords],
  entry.situation,
  entry.policy,
  entry.last_review_on === null
    ? ''
    : `${formatDateShort(entry.last_review_on)}\n${entry.last_decision_text ?? ''}`,
  entry.ended_on === null ? formatDateShort(entry.next_review_on) : '',
  council.doc.conferences(entry.last_conference_on, entry.next_conference_on),
  entry.ended_on === null
    ? ''
    : [
        formatDateShort(entry.ended_on),
        entry.end_reason === null ? '' : endWords[entry.end_reason as keyof typeof endWords],
        entry.end_text,
      ]
        .filter((part) => part !== '')
        .join('\n'),
];

/** The ledger of those registered now, or of those the council has ended (`?ended=1`). */
const asked = (c: Ctx) => ({ ended: c.req.query('ended') === '1', month: null });

/** The printed ledger: A3 landscape, a line for each entry. */
export async function sendLedgerPdf(c: Ctx, tx: ReadTx): Promise<Response> {
  const entries = await ledger(tx, asked(c));
  const { overdue } = await ledgerCounts(tx);
  tx.opened({
    action: 'council.print',
    subject_kind: 'council',
    purpose: council.doc.why,
    detail: { rows: entries.length, format: 'pdf' },
  });
  const { bytes } = await toPdf({
    title: council.doc.title,
    paper: 'A3-landscape',
    meta: [
      [council.doc.asOf, formatDate(tx.today)],
      [council.doc.count, council.doc.cases(entries.length)],
      [council.doc.overdue, council.doc.cases(overdue)],
    ],
    blocks: [
      {
        kind: 'table',
        header: council.doc.header,
        widths: [2, 9, 5, 7, 6, 6, 4, 6, 7, 5, 9, 9, 7, 6, 6, 5],
        rows: entries.map((entry, at) => ledgerRow(entry, at).map(String)),
      },
    ],
    stamp: stampOf(tx, council.doc.why),
  });
  return download(c, bytes, `${council.doc.file}_${tx.today}.pdf`, 'application/pdf');
}

/** The ledger as a workbook. */
export async function sendLedgerTable(c: Ctx, tx: ReadTx): Promise<Response> {
  const entries = await ledger(tx, asked(c));
  return sendTable(c, tx, {
    title: council.doc.file,
    subject_kind: 'council',
    purpose: council.doc.why,
    header: council.doc.header,
    types: ['number'],
    rows: entries.map(ledgerRow),
  });
}
