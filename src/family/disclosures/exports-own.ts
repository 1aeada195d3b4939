import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import type { OwnCopy } from './queries-own.ts';
import { copyParts, shownOf, withheldReasons } from './rules-own.ts';
import { copyPartNames, copyWords, reasonNames } from './words-own.ja.ts';

const w = copyWords.paper;

/** The copy as the person gets it: what is handed over part by part, then how many records are not, and why. */
export async function sendCopy(c: Ctx, tx: ReadTx, copy: OwnCopy, number: string): Promise<Response> {
  const zone = tx.actor.municipality.time_zone;
  const shown = copyParts.flatMap((part): Block[] => {
    const rows = copy.lines.flatMap((line) => {
      const text = line.part === part ? shownOf(line) : null;
      if (text === null) return [];
      const why = line.reason === null ? '' : `\n${w.partly(reasonNames[line.reason])}`;
      return [[line.on === null ? '' : formatDate(line.on), text + why]];
    });
    return rows.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, text: copyPartNames[part] },
          { kind: 'table', header: [w.on, w.text], rows, widths: [3, 13] },
        ];
  });
  const held = copyParts.flatMap((part) =>
    withheldReasons.flatMap((reason) => {
      const count = copy.lines.filter(
        (line) => line.part === part && line.choice === 'withhold' && line.reason === reason,
      ).length;
      return count === 0 ? [] : [[copyPartNames[part], String(count), reasonNames[reason]]];
    }),
  );
  const doc: Doc = {
    title: w.title,
    subtitle: w.lead,
    meta: [
      [w.name, copy.name],
      [w.number, number],
      [w.made, formatDate(dayIn(copy.prepared_at, zone))],
      [w.organisation, tx.actor.municipality.name],
    ],
    blocks: [
      ...shown,
      { kind: 'heading', level: 2, text: w.withheld },
      ...(held.length === 0
        ? [{ kind: 'paragraph', text: w.none } as const]
        : [
            { kind: 'paragraph', text: w.withheldLead } as const,
            {
              kind: 'table',
              header: [copyWords.part, w.count, w.why],
              rows: held,
              widths: [4, 2, 10],
            } as const,
          ]),
      { kind: 'paragraph', text: w.objection },
      { kind: 'signatures', labels: w.signatures },
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: w.stamp },
  };
  return download(c, (await toPdf(doc)).bytes, `${w.file(number)}.pdf`, 'application/pdf');
}
