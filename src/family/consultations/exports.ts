import type { ReadTx } from '../../platform/db/transaction.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import { formatAge } from '../../platform/ja/age.ts';
import { formatBirthDate, formatDate, formatDateTime, today } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { codeWord } from './pages-statistics.tsx';
import type { Statistics } from './queries-statistics.ts';
import { words } from './words-statistics.ja.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import {
  addressesOf,
  contactsOf,
  familyIds,
  householdById,
  languageWords,
  membersOf,
  placesOf,
  sexWords,
} from '../households/queries.ts';
import { triagesOf, type Consultation } from './queries.ts';
import { papers } from './words-papers.ja.ts';
import { words as intake } from './words.ja.ts';

/** A fiscal year's tables as Excel, one sheet each, marked with who, when and why; what is hidden stays hidden. */
export async function exportStatistics(
  c: Ctx,
  tx: ReadTx,
  statistics: Statistics & { fiscal_year: number },
): Promise<Response> {
  tx.opened({
    action: 'consultation.export',
    subject_kind: 'consultation',
    purpose: words.purpose,
    detail: { fiscal_year: statistics.fiscal_year, suppressed: statistics.suppressed },
  });
  // Two files of a year must not be taken for each other where they lie side by side.
  const which = statistics.suppressed ? words.file.outside : words.file.exact;
  const title = `${words.title}_${words.year(statistics.fiscal_year)}_${which}`;
  const zone = tx.actor.municipality.time_zone;
  const keptOn = statistics.kept_at === null ? '' : words.keptOn(formatDate(today(statistics.kept_at, zone)));
  const bytes = await toXlsx({
    title,
    sheets: statistics.tables.map((table) => ({
      name: words.tables[table.name],
      header: [
        table.name.startsWith('abuse') ? words.abuse : words.kind,
        words.total,
        ...table.columns.map((code) => codeWord(statistics, table, 'column', code)),
      ],
      rows: [...table.rows, null].map((row) => [
        row === null ? words.total : codeWord(statistics, table, 'row', row),
        ...[null, ...table.columns].map((column) => table.cell(row, column) ?? words.hidden),
      ]),
      types: ['text', ...[null, ...table.columns].map(() => 'number' as const)],
    })),
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, zone),
      why: statistics.suppressed
        ? `${words.purpose}。${keptOn}${words.outsideText}`
        : `${words.purpose}。${words.exact}`,
    },
  });
  return download(
    c,
    bytes,
    `${title}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}

const line = (label: string, text: string): [string, string][] => (text === '' ? [] : [[label, text]]);
const paragraphs = (heading: string, text: string): Block[] =>
  text === ''
    ? []
    : [
        { kind: 'heading', level: 2, text: heading },
        { kind: 'paragraph', text },
      ];

/** The sheet of the eight questions before anybody judged: for the pen, and for talking it over. */
const blankSheet: Block[] = [
  {
    kind: 'table',
    header: [papers.question, papers.answer, papers.note],
    rows: Object.values<string>(intake.questions).map((question) => [
      question,
      Object.values(intake.answers)
        .map((answer) => papers.box(answer))
        .join('\n'),
      '',
    ]),
    widths: [8, 2, 6],
  },
  { kind: 'heading', level: 2, text: papers.urgency },
  { kind: 'checklist', items: Object.values(intake.urgencies).map((text) => ({ text, checked: false })) },
  { kind: 'table', header: [papers.reason], rows: [['\n\n\n']] },
  { kind: 'signatures', labels: [papers.judge] },
];

const judgedSheet = (
  triage: Awaited<ReturnType<typeof triagesOf>>[number],
  earlier: number,
  moment: (at: Date) => string,
): Block[] => [
  {
    kind: 'table',
    header: [papers.question, papers.answer, papers.note],
    // All eight, so that what nobody asked is seen.
    rows: Object.entries<string>(intake.questions).map(([code, question]) => {
      const given = triage.answers.find((one) => one.question === code);
      return [
        question,
        given === undefined ? papers.unasked : (intake.answers[given.answer] ?? given.answer),
        given?.note ?? '',
      ];
    }),
    widths: [9, 2, 5],
  },
  ...paragraphs(papers.urgency, intake.urgencies[triage.urgency] ?? triage.urgency),
  ...paragraphs(papers.reason, triage.reason),
  ...paragraphs(papers.judge, `${triage.judge}　${moment(triage.judged_at)}`),
  ...(earlier === 0 ? [] : [{ kind: 'paragraph', text: papers.earlier(earlier) } as const]),
];

/** Who the family is, as the form has it. Where a protected one is stays in the system: paper travels. */
async function familyBlocks(tx: ReadTx, household_id: number | null): Promise<Block[]> {
  const ids = household_id === null ? [] : await familyIds(tx, household_id);
  const members = (await membersOf(tx, ids)).filter((member) => member.left_on === null);
  if (members.length === 0) return [{ kind: 'paragraph', text: papers.none }];
  const household = await householdById(tx, household_id);
  const hidden = household === undefined || household.protected;
  const places = hidden ? [] : await placesOf(tx, ids);
  const address = (await addressesOf(tx, ids)).find(({ ends_on }) => ends_on === null)?.address ?? '';
  const phones = (await contactsOf(tx, ids)).map(({ value }) => value);
  const spoken = [
    ...new Set([...(household?.languages ?? []), ...members.flatMap((member) => member.languages)]),
  ];
  const known = (text: string) => (hidden ? papers.hidden : text);
  return [
    {
      kind: 'table',
      header: papers.people,
      rows: members.map((member) => [
        papers.kana(
          `${member.family_name} ${member.given_name}`.trim(),
          `${member.family_kana} ${member.given_kana}`.trim(),
        ),
        [intake.relation(member.relation), sexWords[member.sex ?? ''] ?? ''].filter(Boolean).join('　'),
        member.born_on === null
          ? member.due_on === null
            ? ''
            : papers.due(member.due_on)
          : `${formatBirthDate(member.born_on)}（${formatAge(member.born_on, tx.today)}）`,
        known(
          places.find((place) => place.member_id === member.id && place.fiscal_year === tx.fiscal_year)
            ?.name ?? '',
        ),
      ]),
      widths: [5, 3, 6, 4],
    },
    {
      kind: 'table',
      header: papers.home,
      rows: [
        [
          known(address),
          known(phones.join('\n')),
          spoken.map((code) => languageWords[code] ?? code).join('、'),
          household?.care ?? '',
        ],
      ],
      widths: [6, 4, 3, 5],
    },
  ];
}

/**
 * The intake form and the sheet of the eight questions on paper, as they go round the office. Who told is on neither: paper
 * lies about, and the name is for two people.
 */
export async function sendPaper(c: Ctx, tx: ReadTx, one: Consultation): Promise<Response> {
  tx.opened({
    action: 'consultation.print',
    subject_kind: 'consultation',
    subject_id: one.id,
    purpose: papers.why,
    detail: { household_id: one.household_id },
  });
  const doc = await paperDoc(tx, one);
  const name = `${doc.title}_${intake.number(one.fiscal_year, one.number)}.pdf`;
  return download(c, (await toPdf(doc)).bytes, name, 'application/pdf');
}

export async function paperDoc(tx: ReadTx, one: Consultation): Promise<Doc> {
  const zone = tx.actor.municipality.time_zone;
  const moment = (at: Date) => formatDateTime(at, zone);
  const [triage, ...before] = one.may_work ? await triagesOf(tx, one.id) : [];
  const number = intake.number(one.fiscal_year, one.number);
  const abuse = [intake.abuseKinds[one.abuse_kind ?? ''], intake.abusers[one.abuser ?? '']];
  const age = one.child_age_months;
  return {
    title: one.safety_due_at === null ? papers.intake : papers.notification,
    meta: [
      [papers.number, number],
      [papers.received, moment(one.received_at)],
      [papers.taker, one.received_by_name],
      [papers.way, intake.ways[one.way] ?? ''],
      [papers.route, one.route],
      [papers.kind, `${one.group_name}　${one.kind}`],
      ...line(papers.abuse, abuse.filter(Boolean).join('　')),
      [papers.team, one.team],
      ...line(papers.worker, one.worker ?? ''),
      ...line(
        papers.child,
        age === null
          ? ''
          : age < 0
            ? intake.fields.unborn
            : `${Math.floor(age / 12)}${intake.fields.years}${age % 12}${intake.fields.months}`,
      ),
      ...line(papers.area, one.area ?? ''),
      [papers.notifier, one.anonymous ? papers.anonymous : papers.notifierHidden],
    ],
    blocks: [
      { kind: 'heading', level: 2, text: papers.family },
      ...(await familyBlocks(tx, one.household_id)),
      ...paragraphs(papers.said, one.words_said),
      ...paragraphs(papers.done, one.done_text),
      ...paragraphs(
        papers.next,
        [one.next_step, one.next_on === null ? '' : formatDate(one.next_on)].filter(Boolean).join('　'),
      ),
      ...(one.safety_due_at === null
        ? []
        : ([
            { kind: 'heading', level: 2, text: papers.safety },
            {
              kind: 'table',
              header: [papers.safetyDue, papers.safetySeen, papers.safetyHow],
              rows: [
                [
                  moment(one.safety_due_at),
                  one.safety_checked_at === null
                    ? ''
                    : `${moment(one.safety_checked_at)}\n${one.safety_checked_by_name ?? ''}`,
                  one.safety_how ?? '',
                ],
              ],
              widths: [4, 4, 8],
            },
          ] as const)),
      // The meeting that takes it up writes here, by hand: the form goes round with it.
      { kind: 'heading', level: 2, text: papers.meeting },
      {
        kind: 'table',
        header: papers.meetingHeader,
        rows: [['\u3000', '\u3000', '\u3000\n\u3000']],
        widths: [4, 5, 9],
      },
      { kind: 'signatures', labels: papers.circulate },
      // How urgent it is, is for those who work on it.
      ...(one.may_work
        ? ([
            { kind: 'page-break' },
            { kind: 'heading', level: 1, text: papers.assessment },
            ...(triage === undefined ? blankSheet : judgedSheet(triage, before.length, moment)),
          ] as const)
        : []),
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: papers.why },
  };
}
