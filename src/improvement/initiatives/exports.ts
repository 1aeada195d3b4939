import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatDateShort, formatDateTime } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import {
  initiativeList,
  outcomesOf,
  partnersOf,
  reflectionsOf,
  sessionsOf,
  type Initiative,
  type InitiativeFilter,
} from './queries.ts';
import { chaptersOf, targetsOf, type Guideline } from './queries-guidelines.ts';
import { loans } from './queries-lending.ts';
import { figuresOf, type Summary } from './queries-surveys.ts';
import { planParts, seenDifferently } from './rules.ts';
import { guidelineName, words as guidelineWords } from './words-guidelines.ja.ts';
import { words as lendingWords } from './words-lending.ja.ts';
import { words } from './words.ja.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const stampOf = (tx: ReadTx, why: string) => ({
  who: tx.session.name,
  when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
  why,
});

const everything = { size: 20_000, offset: 0 };

/** The list as it is seen, all pages, as Excel or CSV. */
export async function exportInitiatives(c: Ctx, tx: ReadTx, filter: InitiativeFilter): Promise<Response> {
  const rows = await initiativeList(tx, filter, everything);
  const { columns } = words.list;
  return sendTable(c, tx, {
    title: words.list.file,
    subject_kind: 'initiative',
    header: [
      columns.title,
      columns.area,
      columns.lead,
      columns.partners,
      words.plan.starts_on,
      words.plan.ends_on,
      columns.state,
      columns.owner,
      columns.shared_issue,
      columns.aim,
      columns.ending_note,
    ],
    types: ['text', 'text', 'text', 'number', 'date', 'date', 'text', 'text', 'text', 'text', 'text'],
    rows: rows.map((one) => [
      one.title,
      one.area ?? words.list.whole,
      one.lead,
      one.partners ?? 0,
      one.starts_on,
      one.ends_on,
      words.states[one.state],
      one.owner,
      one.shared_issue,
      one.aim,
      one.ending_note,
    ]),
  });
}

/** One initiative on a sheet to bring to a meeting: plan, who does what, sittings, what each body sees, what came of it. */
export async function exportSheet(c: Ctx, tx: ReadTx, initiative: Initiative): Promise<Response> {
  const [partners, sessions, reflections, outcomes] = await Promise.all([
    partnersOf(tx, initiative.id),
    sessionsOf(tx, initiative.id),
    reflectionsOf(tx, initiative.id),
    outcomesOf(tx, initiative.id),
  ]);
  const p = words.print;
  const part = (title: string, items: readonly string[]): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, text: title },
          { kind: 'list', items },
        ];
  const doc: Doc = {
    title: initiative.title,
    subtitle: words.page.kicker,
    meta: [
      [words.page.lead, initiative.lead],
      [words.list.columns.area, initiative.area ?? words.list.whole],
      [words.page.period, words.list.period(initiative.starts_on, initiative.ends_on)],
      [p.state, words.states[initiative.state]],
      [words.page.owner, initiative.owner ?? p.empty],
    ],
    blocks: [
      {
        kind: 'table',
        header: [words.page.plan, ''],
        rows: planParts.map((one) => [words.plan[one], initiative[one] === '' ? p.empty : initiative[one]]),
        widths: [20, 80],
      },
      ...part(
        words.partners.title,
        partners.map((one) => p.partnerLine(one.name, one.part, words.partnerStates[one.state])),
      ),
      ...part(
        words.sessions.heading,
        sessions
          .filter((one) => one.cancelled_at === null)
          .map((one) =>
            p.sessionLine(one.held_on, one.title, words.sessions.counts(one.families, one.helpers)),
          ),
      ),
      ...(reflections.length === 0
        ? []
        : [
            { kind: 'heading' as const, level: 2 as const, text: p.questionTitle },
            ...(seenDifferently(
              reflections
                .filter((one) => one.session_id === reflections.at(-1)!.session_id)
                .map((one) => one.for_families),
            )
              ? [{ kind: 'paragraph' as const, text: `${words.page.differs}　${words.reflections.differs}` }]
              : []),
            {
              kind: 'table' as const,
              header: [
                words.reflections.by,
                words.sessions.heading,
                words.reflections.answer,
                words.reflections.why,
                words.reflections.change,
              ],
              rows: reflections.map((one) => [
                one.name,
                sessions.find((session) => session.id === one.session_id)?.title ?? words.reflections.whole,
                words.forFamilies[one.for_families],
                one.why,
                one.change,
              ]),
            },
          ]),
      ...part(
        words.outcomes.title,
        outcomes.map((one) =>
          [
            one.body,
            one.value === null ? '' : words.outcomes.figure(one.before_value, one.value, one.unit),
            words.outcomes.sourceLine(one.source, one.measured_on),
          ]
            .filter((text) => text !== '')
            .join('　'),
        ),
      ),
    ],
    stamp: stampOf(tx, p.why),
  };
  tx.opened({ action: 'initiative.export', subject_kind: 'initiative', subject_id: initiative.id });
  const { bytes } = await toPdf(doc);
  return download(c, bytes, `${initiative.title}_${tx.today}.pdf`, 'application/pdf');
}

/** Every loan, newest first, as Excel or CSV. */
export async function exportLoans(c: Ctx, tx: ReadTx): Promise<Response> {
  const rows = await loans(tx, {}, everything);
  const w = lendingWords.list;
  return sendTable(c, tx, {
    title: w.file,
    subject_kind: 'loan',
    header: [
      w.columns.kind,
      w.loanColumns.name,
      w.loanColumns.from,
      w.loanColumns.to,
      w.loanColumns.when,
      w.loanColumns.hours,
      w.loanColumns.purpose,
      w.loanColumns.state,
    ],
    types: ['text', 'text', 'text', 'text', 'text', 'number', 'text', 'text'],
    rows: rows.map((one) => [
      lendingWords.kinds[one.kind],
      one.name,
      one.from_name,
      one.to_name,
      lendingWords.when(one.starts_at, one.ends_at, tx.actor.municipality.time_zone),
      one.hours,
      one.purpose,
      lendingWords.states[one.state],
    ]),
  });
}

/** A summary's figures as they were entered. */
export async function exportFigures(c: Ctx, tx: ReadTx, summary: Summary): Promise<Response> {
  const w = guidelineWords.figures;
  const rows = await figuresOf(tx, summary.id);
  return sendTable(c, tx, {
    title: summary.title,
    subject_kind: 'survey_summary',
    purpose: summary.source,
    header: [w.area, w.question, w.answer, w.value, w.unit, w.answers],
    types: ['text', 'text', 'text', 'number', 'text', 'number'],
    rows: rows.map((one) => [
      one.area ?? w.whole,
      one.question,
      one.answer,
      one.value,
      one.unit,
      one.answers,
    ]),
  });
}

/** A guideline's targets with their newest figure, as Excel or CSV. */
export async function exportTargets(c: Ctx, tx: ReadTx, guideline: Guideline): Promise<Response> {
  const w = guidelineWords.target;
  const rows = await targetsOf(tx, guideline.id);
  return sendTable(c, tx, {
    title: guidelineWords.guideline.targetsFile,
    subject_kind: 'guideline',
    header: [w.title, w.measure, w.unit, w.base, w.base_on, w.now, w.happened_on, w.goal, w.owner, w.facts],
    types: ['text', 'text', 'text', 'number', 'date', 'number', 'date', 'number', 'text', 'text'],
    rows: rows.map((one) => [
      one.title,
      one.indicator,
      one.unit,
      one.base_value,
      one.base_on,
      one.newest?.value ?? null,
      one.newest?.happened_on ?? null,
      one.target_value,
      one.owner,
      w.states[one.state],
    ]),
  });
}

/** The guideline as a document: vision, chapters, targets with where they stand. */
export async function exportGuideline(
  c: Ctx,
  tx: ReadTx,
  guideline: Guideline,
  kind: 'docx' | 'pdf',
): Promise<Response> {
  const [chapters, targets] = await Promise.all([chaptersOf(tx, guideline.id), targetsOf(tx, guideline.id)]);
  const w = guidelineWords;
  const doc: Doc = {
    title: guidelineName(guideline),
    subtitle: w.guidelines.edition(guideline.edition),
    meta: [
      [w.guidelines.columns.area, guideline.area ?? w.guidelines.whole],
      [w.guidelines.columns.period, w.guidelines.period(guideline.starts_on, guideline.ends_on)],
      [
        w.guideline.adoptedTerm,
        guideline.adopted_on === null ? w.guideline.draft : formatDateShort(guideline.adopted_on),
      ],
    ],
    blocks: [
      { kind: 'heading', level: 1, text: w.guideline.vision },
      { kind: 'paragraph', text: guideline.vision },
      ...chapters.flatMap((one, at): Block[] => [
        { kind: 'heading', level: 1, text: w.chapter.number(at + 1, one.title) },
        ...(one.body === ''
          ? []
          : one.body.split(/\n{2,}/).map((text): Block => ({ kind: 'paragraph', text }))),
      ]),
      { kind: 'heading', level: 1, text: w.target.heading },
      {
        kind: 'table',
        header: [
          w.target.title,
          w.target.measure,
          w.target.base,
          w.target.now,
          w.target.goal,
          w.target.owner,
        ],
        rows: targets.map((one) => [
          one.title,
          one.indicator,
          w.target.on(one.base_value, one.unit, one.base_on),
          one.newest === null
            ? w.target.notMeasured
            : w.target.on(one.newest.value!, one.unit, one.newest.happened_on),
          w.target.value(one.target_value, one.unit),
          one.owner ?? '',
        ]),
      },
      ...targets.flatMap((one): Block[] => {
        const facts = one.facts.filter((fact) => fact.taken_back_at === null);
        return facts.length === 0
          ? []
          : [
              { kind: 'heading', level: 2, text: one.title },
              {
                kind: 'list',
                items: facts.map((fact) =>
                  [
                    formatDateShort(fact.happened_on),
                    fact.value === null ? '' : w.target.value(fact.value, one.unit),
                    fact.body,
                  ]
                    .filter((text) => text !== '')
                    .join('　'),
                ),
              },
            ];
      }),
    ],
    stamp: stampOf(tx, w.guideline.printWhy),
  };
  tx.opened({
    action: 'guideline.export',
    subject_kind: 'guideline',
    subject_id: guideline.id,
    detail: { format: kind },
  });
  const name = `${guidelineName(guideline)}_${tx.today}`;
  return kind === 'docx'
    ? download(c, await toDocx(doc), `${name}.docx`, docxType)
    : download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');
}
