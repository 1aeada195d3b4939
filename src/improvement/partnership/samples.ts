import { found, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { saveCheck } from './commands.ts';
import { holderNamed, itemsOn, roundById } from './queries.ts';

/** Answers as the actor's own body or facility would hand them in; levels by check point, the same one where not named. */
export async function sampleCheck(
  tx: WriteTx,
  sample: {
    round_id: number;
    area_id: number;
    holder: string;
    level: number;
    levels?: Readonly<Record<string, number | null>>;
    evidence?: Readonly<Record<string, string>>;
    remark?: string;
  },
): Promise<void> {
  const round = found(await roundById(tx, sample.round_id));
  const holder = found(await holderNamed(tx, round.area_system_code, sample.holder));
  const items = await itemsOn(tx, round.opens_on);
  await saveCheck(
    tx,
    round,
    sample.area_id,
    holder,
    {
      answers: items.map(({ code }, at) => ({
        item_code: code,
        level: sample.levels && code in sample.levels ? (sample.levels[code] ?? null) : sample.level,
        evidence: sample.evidence?.[code] ?? '',
        evidence_on: sample.evidence?.[code] ? addDays(round.opens_on, -11 * (at + 1)) : null,
      })),
      remark: sample.remark ?? '',
      _version: 0,
    },
    { hand_in: true },
  );
}
