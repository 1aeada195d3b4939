import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc, Block } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { stateOfLine, type ConsentLine, type DisclosureLine } from './queries.ts';
import { itemNames, paper as w, stateNames } from './words.ja.ts';
import type { Item } from './rules.ts';
import type { OwnCopy } from './queries-own.ts';
import { copyParts, shownOf, withheldReasons } from './rules-own.ts';
import { copyPartNames, copyWords, reasonNames } from './words-own.ja.ts';

const names = (items: readonly string[]): string =>
  items.map((code) => itemNames[code as Item] ?? code).join('、');

/** The ledger as the family gets it: plain words, who, what, when, why, until. Who told of a child is in none of it. */
export async function familyLedger(
  c: Ctx,
  tx: ReadTx,
  ledger: readonly DisclosureLine[],
  consents: readonly ConsentLine[],
): Promise<Response> {
  const zone = tx.actor.municipality.time_zone;
  const k = w.columns;
  // What was prepared and never opened was not passed on.
  const lines = ledger.filter(
    (one) => (one.referral_id === null || one.first_opened_at !== null) && stateOfLine(tx, one) !== 'waiting',
  );
  const doc: Doc = {
    title: w.title,
    subtitle: w.to,
    meta: [[w.madeOn, formatDate(tx.today)]],
    blocks: [
      { kind: 'paragraph', text: w.lead },
      { kind: 'heading', level: 2, text: w.disclosures },
      lines.length === 0
        ? { kind: 'paragraph', text: w.none }
        : {
            kind: 'table',
            header: [k.when, k.to, k.what, k.why, k.until],
            rows: lines.map((one) => [
              formatDate(dayIn(one.first_opened_at ?? one.decided_at, zone)),
              one.recipient_name,
              one.forms_written === 0 ? names(one.items) : w.andWritten(names(one.items)),
              w.reason(one.necessity, one.basis),
              `${formatDate(one.until)}\n${stateNames[stateOfLine(tx, one)]}`,
            ]),
            widths: [3, 3, 4, 5, 3],
          },
      { kind: 'heading', level: 2, text: w.consents },
      consents.length === 0
        ? { kind: 'paragraph', text: w.noConsents }
        : {
            kind: 'table',
            header: [k.when, k.who, k.to, k.what, k.until],
            rows: consents.map((one) => [
              formatDate(one.said_on),
              `${one.said_by}\n${one.given ? w.yes : w.no}`,
              one.recipients.map(({ name }) => name).join('\n'),
              names(one.items),
              one.withdrawn_on === null
                ? formatDate(one.ends_on)
                : `${formatDate(one.ends_on)}\n${stateNames.withdrawn}`,
            ]),
            widths: [3, 2, 3, 5, 3],
          },
      { kind: 'paragraph', text: w.rights },
      { kind: 'signatures', labels: [w.signatures] },
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: w.stamp },
  };
  return download(c, (await toPdf(doc)).bytes, `${w.title}_${tx.today}.pdf`, 'application/pdf');
}

const p = copyWords.paper;

/** The copy as the person gets it: what is handed over part by part, then how many records are not, and why. */
export async function sendCopy(c: Ctx, tx: ReadTx, copy: OwnCopy, number: string): Promise<Response> {
  const zone = tx.actor.municipality.time_zone;
  const shown = copyParts.flatMap((part): Block[] => {
    const rows = copy.lines.flatMap((line) => {
      const text = line.part === part ? shownOf(line) : null;
      if (text === null) return [];
      const why = line.reason === null ? '' : `\n${p.partly(reasonNames[line.reason])}`;
      return [[line.on === null ? '' : formatDate(line.on), text + why]];
    });
    return rows.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, text: copyPartNames[part] },
          { kind: 'table', header: [p.on, p.text], rows, widths: [3, 13] },
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
    title: p.title,
    subtitle: p.lead,
    meta: [
      [p.name, copy.name],
      [p.number, number],
      [p.made, formatDate(dayIn(copy.prepared_at, zone))],
      [p.organisation, tx.actor.municipality.name],
    ],
    blocks: [
      ...shown,
      { kind: 'heading', level: 2, text: p.withheld },
      ...(held.length === 0
        ? [{ kind: 'paragraph', text: p.none } as const]
        : [
            { kind: 'paragraph', text: p.withheldLead } as const,
            {
              kind: 'table',
              header: [copyWords.part, p.count, p.why],
              rows: held,
              widths: [4, 2, 10],
            } as const,
          ]),
      { kind: 'paragraph', text: p.objection },
      { kind: 'signatures', labels: p.signatures },
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: p.stamp },
  };
  return download(c, (await toPdf(doc)).bytes, `${p.file(number)}.pdf`, 'application/pdf');
}
