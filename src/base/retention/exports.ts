import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import type { DisposalLine, ItemLine } from './queries.ts';
import type { RequestLine } from './queries-rights.ts';
import type { PersonRecord } from './rules.ts';
import { factText, matchWords, numberOf, partWords, words as rights } from './words-rights.ja.ts';
import { labelOf, outcomeWords, termText, words } from './words.ja.ts';

const w = words.disposal;
const d = words.due;

const rowsOf = (tx: ReadTx, disposal: DisposalLine, items: readonly ItemLine[]): string[][] =>
  items.map((item) => [
    labelOf(disposal.kind, item.label),
    formatDate(item.ended_on),
    formatDate(item.due_on),
    item.outcome === null ? '' : (outcomeWords[item.outcome] ?? item.outcome),
    item.outcome_at === null ? '' : formatDateTime(item.outcome_at, tx.actor.municipality.time_zone),
  ]);
const header = [d.label, d.ended_on, d.due_on, w.outcome, w.outcome_at];

/** The certificate: what went when, who proposed and who approved, on what basis. No names of families. */
export async function sendCertificate(
  c: Ctx,
  tx: ReadTx,
  disposal: DisposalLine,
  items: readonly ItemLine[],
): Promise<Response> {
  if (c.req.query('format') !== 'pdf')
    return sendTable(c, tx, {
      title: w.file(disposal.id),
      subject_kind: 'disposal',
      header: [...header, w.term, w.basis],
      rows: rowsOf(tx, disposal, items).map((row, at) => [
        ...row,
        termText(items[at]!.months, items[at]!.until_age),
        items[at]!.basis,
      ]),
    });
  tx.opened({
    action: 'disposal.export',
    subject_kind: 'disposal',
    subject_id: disposal.id,
    detail: { rows: items.length, format: 'pdf' },
  });
  const zone = tx.actor.municipality.time_zone;
  const terms = [
    ...new Set(items.map((item) => `${termText(item.months, item.until_age)}（${item.basis}）`)),
  ];
  const doc: Doc = {
    title: w.certificate(disposal.id),
    meta: [
      [w.municipality, tx.actor.municipality.name],
      [w.kind, disposal.name],
      ...(disposal.team === null ? [] : [[d.team, disposal.team] as const]),
      [w.term, terms.join('\n')],
      [w.proposer, `${disposal.proposer ?? ''}　${formatDateTime(disposal.proposed_at, zone)}`],
      [
        w.decider,
        disposal.decided_at === null
          ? ''
          : `${disposal.decider ?? ''}　${formatDateTime(disposal.decided_at, zone)}`,
      ],
      [w.count, w.counts(disposal.gone, disposal.items)],
    ],
    blocks: [
      { kind: 'paragraph', text: w.statement },
      { kind: 'table', header, rows: rowsOf(tx, disposal, items), widths: [4, 3, 3, 3, 4] },
      { kind: 'signatures', labels: w.signatures },
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: words.register.title },
  };
  return download(c, (await toPdf(doc)).bytes, `${w.file(disposal.id)}.pdf`, 'application/pdf');
}

/** Everything outside the case zone kept of the person a request names, as a file for the person. */
export async function sendRecords(
  c: Ctx,
  tx: ReadTx,
  request: RequestLine,
  records: readonly PersonRecord[],
): Promise<Response> {
  const r = rights.records;
  return sendTable(c, tx, {
    title: r.sheet(numberOf(request.fiscal_year, request.number)),
    subject_kind: 'rights_request',
    purpose: r.why,
    header: [r.part, r.at, r.content, r.matched],
    rows: records.map((one) => [
      partWords[one.part] ?? one.part,
      one.at === null ? '' : formatDate(one.at),
      factText(one.facts),
      matchWords[one.matched_by] ?? one.matched_by,
    ]),
  });
}
