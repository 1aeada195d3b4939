import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { TargetData } from './forms.ts';
import { definitions, indicatorYears, targetsOf, type Target } from './queries.ts';
import { highestTarget, type IndicatorCode } from './rules.ts';
import { figureText } from './rules-figures.ts';
import { words } from './words.ja.ts';

/**
 * Sets or changes an indicator's target for a fiscal year, with its reason. A year that is over may be given the target it
 * had, but not another one. 403 without evaluation.manage; a stale version shows both texts.
 */
export async function setTarget(tx: WriteTx, code: IndicatorCode, data: TargetData): Promise<void> {
  if (!tx.has('evaluation.manage')) throw new Refusal(403);
  const w = words.targets.errors;
  if (!(await indicatorYears(tx)).includes(data.fiscal_year)) invalid({ fiscal_year: w.year });
  const indicator = found((await definitions(tx, data.fiscal_year)).find((one) => one.code === code));
  const highest = highestTarget[indicator.kind];
  if (data.target <= 0 || data.target > highest) invalid({ target: w.range(indicator.kind, highest) });
  if (indicator.kind === 'count' && !Number.isInteger(data.target)) invalid({ target: w.whole });
  const before = await targetOf(tx, code, data.fiscal_year);
  if (before && data.fiscal_year < tx.fiscal_year) throw new Refusal(409, w.over);
  const facts = { target: data.target, reason: data.reason, set_by: tx.actor.person_id, set_at: tx.now };
  const saved =
    data._version === 0
      ? (
          await tx.db
            .insertInto('indicator_target')
            .values({ indicator_code: code, fiscal_year: data.fiscal_year, ...facts })
            .onConflict((there) => there.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx.db
            .updateTable('indicator_target')
            .set((row) => ({ ...facts, version: row('version', '+', 1) }))
            .where('indicator_code', '=', code)
            .where('fiscal_year', '=', data.fiscal_year)
            .where('version', '=', data._version)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (saved !== 1n) {
    const stored = found(await targetOf(tx, code, data.fiscal_year));
    const fields = [
      {
        name: 'target',
        label: words.targets.target,
        mine: figureText(indicator, data.target),
        theirs: figureText(indicator, stored.target),
      },
      { name: 'reason', label: words.targets.reason, mine: data.reason, theirs: stored.reason ?? '' },
    ];
    conflict({
      who: stored.set_by_name ?? words.somebody,
      when: stored.set_at === null ? '' : formatDateTime(stored.set_at, tx.actor.municipality.time_zone),
      version: stored.version,
      fields: fields.filter((field) => field.mine !== field.theirs),
    });
  }
  tx.record({
    action: 'indicator.set_target',
    subject_kind: 'indicator',
    detail: {
      indicator: code,
      fiscal_year: data.fiscal_year,
      target: data.target,
      before: before?.target ?? null,
    },
  });
}

async function targetOf(tx: WriteTx, code: IndicatorCode, fiscal_year: number): Promise<Target | undefined> {
  return (await targetsOf(tx, { indicator_code: code, fiscal_year }))[0];
}
