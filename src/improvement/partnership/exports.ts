import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { sendTable } from '../../platform/web/downloads.ts';
import { answersOf, areasOf, itemsOn, type Round } from './queries.ts';
import type { Level } from './rules.ts';
import { words } from './words.ja.ts';

/** Every answer handed in, one row for each body and check point, as Excel or CSV. */
export async function exportRound(c: Ctx, tx: ReadTx, round: Round): Promise<Response> {
  const w = words.compare;
  const [items, areas, answers] = await Promise.all([
    itemsOn(tx, round.opens_on),
    areasOf(tx, round.area_system_code),
    answersOf(tx, round.id),
  ]);
  const item = new Map(items.map((one) => [one.code, one]));
  const area = new Map(areas.map((one) => [one.id, one.name]));
  return sendTable(c, tx, {
    title: `${w.file} ${round.name}`,
    subject_kind: 'partnership_round',
    header: [
      w.exportColumns.area,
      w.exportColumns.step,
      w.exportColumns.item,
      w.exportColumns.holder,
      w.exportColumns.level,
      w.exportColumns.evidence,
      w.exportColumns.evidence_on,
    ],
    types: ['text', 'number', 'text', 'text', 'text', 'text', 'date'],
    rows: answers.map((one) => [
      area.get(one.area_id) ?? '',
      item.get(one.item_code)?.step ?? null,
      item.get(one.item_code)?.body ?? one.item_code,
      one.holder,
      one.level === null ? words.unknown : words.levels[one.level as Level],
      one.evidence,
      one.evidence_on,
    ]),
  });
}
