import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import {
  formatDate,
  formatDateShort,
  formatDateTime,
  formatFiscalYear,
  today as dayIn,
} from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { caseNumber, type CaseRecord } from '../cases/queries.ts';
import { factsOn, takenIn, type Decided, type Kept, type LedgerLine, type WrittenOn } from './queries.ts';
import { keptBack, type FormSection, type PaperForm, type Written } from './rules.ts';
import { choiceWords, formWords, labelWords, sectionWords, tableWords, words } from './words.ja.ts';

const widths = {
  family: [3, 4, 4, 7, 5],
  marks: [6, 3, 3, 6],
  contacts: [3, 3, 9],
  tasks: [8, 3, 3],
} as const;

/** How many lines a text fills beside its label, as near as characters of one width tell. */
const linesOf = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / 44)), 0);

/** A space for the pen of so many lines: the table's own rules are its frame. */
const space = (lines: number): string => Array.from({ length: lines }, () => '\u3000').join('\n');

function sectionBlocks(
  section: FormSection,
  facts: Kept['facts'],
  written: Written,
  kept: Kept,
  form: PaperForm,
): Block[] {
  const title = sectionWords[section.title] ?? section.title;
  if ('table' in section) {
    const rows = kept.tables[section.table];
    const header = tableWords[section.table];
    const spare = Math.max(section.spare, rows.length === 0 ? 3 : 0);
    return [
      { kind: 'heading', level: 2, text: title },
      {
        kind: 'table',
        header,
        widths: widths[section.table],
        rows: [...rows, ...Array.from({ length: spare }, () => header.map(() => space(1)))],
      },
    ];
  }
  return [
    {
      kind: 'table',
      header: [title, ''],
      widths: [4, 13],
      rows: section.fields.map((field) => {
        // Of a letter's receiver nobody knows whether it may learn that the family is protected.
        if (keptBack(field, kept))
          return [
            labelWords[field.label] ?? field.label,
            form.leaves === 'stays' ? words.hidden : words.keptBack,
          ];
        const known = (field.from === undefined ? written[field.label] : facts[field.from]) ?? '';
        const text = known === '' ? (choiceWords[field.label] ?? '') : known;
        const lines = linesOf(text);
        return [
          labelWords[field.label] ?? field.label,
          text === ''
            ? space(field.lines ?? 1)
            : text + '\n\u3000'.repeat(Math.max(0, (field.lines ?? 1) - lines)),
        ];
      }),
    },
  ];
}

/** A form of the table as a document: what is known and what was written filled in, the rest ruled. */
export function formDoc(
  tx: ReadTx,
  form: PaperForm,
  kept: Kept,
  decided: Decided | null,
  written: WrittenOn | null,
): Doc {
  const facts = factsOn(form, kept, decided);
  return {
    title: formWords[form.code]!.title,
    meta: [],
    blocks: [
      ...form.sections.flatMap((section) => sectionBlocks(section, facts, written?.fields ?? {}, kept, form)),
      // Within the team a form shows whose words these are and from when: they may be of the meeting before.
      ...(written === null || form.leaves !== 'stays'
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: words.write.onPaper(
                formatDate(dayIn(written.written_at, tx.actor.municipality.time_zone)),
                written.written_by,
              ),
            },
          ]),
    ],
    // On what leaves, who printed it and when is enough: why is said by the form.
    stamp: {
      who: form.leaves === 'family' ? tx.actor.municipality.name : tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: words.title,
    },
  };
}

/** A form as PDF; taking it out is in the log with which form it was and on which decision it leaves. */
export async function sendForm(
  c: Ctx,
  tx: ReadTx,
  one: CaseRecord,
  form: PaperForm,
  kept: Kept,
  decided: Decided | null,
  written: WrittenOn | null,
): Promise<Response> {
  tx.opened({
    action: 'case.form_print',
    subject_kind: 'case',
    subject_id: one.id,
    purpose: formWords[form.code]!.title,
    detail: {
      form: form.code,
      format: 'pdf',
      household_id: one.household_id,
      ...(decided === null ? {} : { disclosure_id: decided.id }),
      ...(written === null ? {} : { written: written.number }),
    },
  });
  const { bytes } = await toPdf(formDoc(tx, form, kept, decided, written));
  const name = `${formWords[form.code]!.title}_${caseNumber(one.fiscal_year, one.number)}.pdf`;
  return download(c, bytes, name, 'application/pdf');
}

const l = words.ledgerPage;
const ledgerRow = (tx: ReadTx, line: LedgerLine): string[] => {
  const zone = tx.actor.municipality.time_zone;
  return [
    caseNumber(line.fiscal_year, line.number),
    formatDateShort(dayIn(line.received_at, zone)),
    line.children ?? '',
    line.guardians ?? '',
    line.child_age_months === null ? '' : l.months(line.child_age_months),
    line.kind,
    line.route,
    l.ways[line.way] ?? '',
    words.joined([line.team, line.worker ?? '']),
    // The day alone: what somebody wrote of a family is not for a list.
    line.closed_at === null && line.next_on !== null ? formatDateShort(line.next_on) : '',
    line.closed_at === null
      ? ''
      : words.joined([formatDateShort(dayIn(line.closed_at, zone)), line.response ?? '']),
  ];
};

/** 受理台帳 as a workbook. */
export async function sendIntakeTable(c: Ctx, tx: ReadTx, fiscal_year: number): Promise<Response> {
  const lines = await takenIn(tx, fiscal_year);
  return sendTable(c, tx, {
    title: `${l.title}_${formatFiscalYear(fiscal_year)}`,
    subject_kind: 'consultation',
    purpose: l.why,
    header: l.header,
    rows: lines.map((line) => ledgerRow(tx, line)),
  });
}

/** 受理台帳 on paper: A4 on its side, a line for each consultation. */
export async function sendIntakePdf(c: Ctx, tx: ReadTx, fiscal_year: number): Promise<Response> {
  const lines = await takenIn(tx, fiscal_year);
  tx.opened({
    action: 'consultation.export',
    subject_kind: 'consultation',
    purpose: l.why,
    detail: { rows: lines.length, format: 'pdf', fiscal_year },
  });
  const { bytes } = await toPdf({
    title: `${l.title}　${formatFiscalYear(fiscal_year)}`,
    paper: 'A4-landscape',
    meta: [],
    blocks: [
      {
        kind: 'table',
        header: l.header,
        widths: [3, 3, 8, 6, 3, 5, 6, 3, 7, 4, 7],
        small: true,
        rows: lines.map((line) => ledgerRow(tx, line)),
      },
    ],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: l.why,
    },
  });
  return download(c, bytes, `${l.title}_${fiscal_year}.pdf`, 'application/pdf');
}
