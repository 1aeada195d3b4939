import { textWidth, type Block, type Doc } from '../../platform/exports/doc.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { DOCX } from '../../platform/files/media.ts';
import { formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { timesText, type NetworkProps } from './pages-network.tsx';
import { whose } from './pages.tsx';
import { practiceById, practices, type Practice, type PracticeFilter } from './queries.ts';
import type { Conclusion } from './queries-study.ts';
import type { ShownRow } from './queries-workforce.ts';
import { measures, parts, rateOf, stateOf, workforceFields } from './rules.ts';
import { words } from './words.ja.ts';
import { words as networkWords } from './words-network.ja.ts';
import { words as workforceWords } from './words-workforce.ja.ts';

/** What the list shows, as Excel or CSV, with all that is told. */
export async function exportPractices(c: Ctx, tx: ReadTx, filter: PracticeFilter): Promise<Response> {
  const lines = await practices(tx, filter, { size: 1000, offset: 0 });
  const w = words.columns;
  const rows: (string | number | null)[][] = [];
  for (const line of lines) {
    const practice = (await practiceById(tx, line.id))!;
    rows.push([
      line.title,
      line.source,
      whose(practice),
      line.theme,
      line.area,
      line.facility_kinds.join(words.between),
      line.ages.map((age) => words.ages[age]).join(words.between),
      line.summary,
      ...parts.map((part) => practice[part]),
      words.states[stateOf(line)],
      words.zones[line.zone],
      line.verdict === null ? '' : words.verdicts[line.verdict],
      line.tried,
      line.again,
    ]);
  }
  return sendTable(c, tx, {
    title: words.list.file,
    subject_kind: 'practice',
    header: [
      w.title,
      w.source,
      w.place,
      w.theme,
      w.area,
      w.facility_kinds,
      w.ages,
      w.summary,
      ...parts.map((part) => w[part]),
      w.state,
      w.zone,
      w.verdict,
      w.tried,
      w.again,
    ],
    rows,
  });
}

/** So much of a part fits on one page beside the others. */
const most = 330;

/** One page of A4 to hand out: what it is, how, what came of it, and what this city makes of it. */
export function sheetOf(tx: ReadTx, practice: Practice, conclusion: Conclusion | undefined): Doc {
  const w = words.sheet;
  const cut = (text: string): string => {
    const all = [...text];
    return all.length > most ? `${all.slice(0, most).join('')}${w.more}` : text;
  };
  const told = parts.filter((part) => practice[part] !== '');
  const fits = [...practice.facility_kinds.slice(0, 6), ...practice.ages.map((age) => words.ages[age])].join(
    words.between,
  );
  const rows = [
    ...told.map((part) => [words.page.parts[part], cut(practice[part])]),
    ...(practice.tried === 0 ? [] : [[words.trials.title, words.trials.sum(practice.tried, practice.again)]]),
    ...(conclusion === undefined
      ? []
      : [[w.result, `${words.verdicts[conclusion.verdict]}　${cut(conclusion.body)}`]]),
  ];
  // Small letters only where ordinary ones would not let it stay on its page.
  const lines = rows.reduce(
    (sum, [, text = '']) =>
      sum + text.split('\n').reduce((n, line) => n + Math.ceil(textWidth(line) / 76 || 1), 0),
    0,
  );
  const blocks: Block[] = [
    ...(practice.summary === '' ? [] : [{ kind: 'paragraph', text: practice.summary } as const]),
    {
      kind: 'table',
      header: [w.whose, whose(practice)],
      rows,
      widths: [16, 84],
      ...(lines * 16 + rows.length * 6 > 520 ? { small: true } : {}),
    },
  ];
  return {
    title: w.kicker,
    subtitle: practice.title,
    meta: [[w.theme, practice.theme], ...(fits === '' ? [] : [[w.for, fits] as const])],
    blocks,
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.why,
    },
  };
}

export async function exportSheet(
  c: Ctx,
  tx: ReadTx,
  practice: Practice,
  conclusion: Conclusion | undefined,
  format: 'pdf' | 'docx',
): Promise<Response> {
  tx.opened({
    action: 'practice.print',
    subject_kind: 'practice',
    subject_id: practice.id,
    detail: { format },
  });
  const doc = sheetOf(tx, practice, conclusion);
  const name = `${words.sheet.kicker}_${practice.id}_${tx.today}.${format}`;
  return format === 'pdf'
    ? download(c, (await toPdf(doc)).bytes, name, 'application/pdf')
    : download(c, await toDocx(doc), name, DOCX);
}

export async function exportWorkforce(c: Ctx, tx: ReadTx, rows: readonly ShownRow[]): Promise<Response> {
  const w = workforceWords;
  return sendTable(c, tx, {
    title: w.file,
    subject_kind: 'workforce_figure',
    header: [
      w.columns.fiscal_year,
      w.columns.facility_kind,
      ...workforceFields.map((name) => w.columns[name]),
      ...measures.map((measure) => words.measures[measure]),
      w.columns.told_by,
    ],
    rows: rows.map((row) => [
      formatFiscalYear(row.fiscal_year),
      row.facility_kind,
      ...workforceFields.map((name) => row[name]),
      ...measures.map((measure) => {
        const rate = row.hidden.includes(measure) ? null : rateOf[measure](row);
        return rate === null ? null : Math.round(rate * 10) / 10;
      }),
      row.told_by,
    ]),
  });
}

/** An empty table with the headings the reader understands, a line for each kind of facility. */
export async function workforceTemplate(c: Ctx, tx: ReadTx, kinds: readonly string[]): Promise<Response> {
  const w = workforceWords;
  const bytes = await toXlsx({
    title: w.file,
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.template,
    },
    sheets: [
      {
        name: w.file,
        header: [
          w.columns.fiscal_year,
          w.columns.facility_kind,
          ...workforceFields.map((name) => w.columns[name]),
        ],
        rows: kinds.map((kind) => [
          formatFiscalYear(tx.fiscal_year - 1),
          kind,
          ...workforceFields.map(() => null),
        ]),
      },
    ],
  });
  return download(
    c,
    bytes,
    `${w.file}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}

/** Every tie of the map asked for. */
export async function exportNetwork(
  c: Ctx,
  tx: ReadTx,
  { network, nodes, asked }: Pick<NetworkProps, 'network' | 'nodes' | 'asked'>,
): Promise<Response> {
  const w = networkWords;
  const cells = (key: Parameters<typeof nodes.get>[0]) => {
    const node = nodes.get(key);
    return [node?.name ?? '', node?.kind ?? w.body, node?.area ?? ''];
  };
  return sendTable(c, tx, {
    title: `${w.file} ${formatFiscalYear(asked.year)}`,
    subject_kind: 'network_map',
    header: [
      w.columns.a,
      w.columns.kind,
      w.columns.area,
      w.columns.b,
      w.columns.kind,
      w.columns.area,
      w.columns.occasions,
      w.columns.times,
      ...(asked.before === null ? [] : [w.columns.before, w.columns.change]),
    ],
    rows: network.ties.map((tie) => [
      ...cells(tie.a),
      ...cells(tie.b),
      tie.occasions,
      timesText(tie),
      ...(asked.before === null ? [] : [tie.before, w.changes[tie.change]]),
    ]),
  });
}
