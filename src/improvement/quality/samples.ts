import type { WriteTx } from '../../platform/db/transaction.ts';
import { scoreSubject } from './commands.ts';
import type { SubjectKind } from './rules.ts';

/** A score as somebody would give it, on a day of the past if need be; the actor is the judge. */
export async function sampleScore(
  tx: WriteTx,
  sample: {
    kind: SubjectKind;
    subject_id: number;
    levels: Record<string, number>;
    remark?: string;
    scored_on?: string;
  },
): Promise<void> {
  await scoreSubject(tx, sample.kind, sample.subject_id, {
    levels: sample.levels,
    remark: sample.remark ?? '',
    _version: 0,
    ...(sample.scored_on === undefined ? {} : { scored_on: sample.scored_on }),
  });
}
