import type { WriteTx } from '../../platform/db/transaction.ts';
import { found } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { ScoreData } from './forms.ts';
import { rubricFor } from './queries.ts';
import { mean, rubricOf, type SubjectKind } from './rules.ts';
import { words } from './words.ja.ts';

/**
 * Gives or changes the actor's own score of a subject. The caller has shown that the subject may be read.
 * `_version` 0 for the first score. Errors by field for criteria left out.
 */
export async function scoreSubject(
  tx: WriteTx,
  kind: SubjectKind,
  subject_id: number,
  data: ScoreData & { scored_on?: string },
): Promise<void> {
  const rubric = found(await rubricFor(tx, kind));
  const missing = rubric.criteria.filter((criterion) => data.levels[criterion.code] === undefined);
  if (missing.length > 0) {
    invalid(Object.fromEntries(missing.map((criterion) => [`level_${criterion.code}`, words.chooseLevel])));
  }
  const scored_by = tx.actor.person_id!;
  const scored_on = data.scored_on ?? tx.today;
  const remark = data.remark === '' ? null : data.remark;
  const score = await tx.db
    .insertInto('rubric_score')
    .values({ rubric_code: rubricOf[kind], subject_id, scored_by, scored_on, remark })
    .onConflict((before) =>
      before
        .columns(['rubric_code', 'subject_id', 'scored_by'])
        .doUpdateSet((eb) => ({ scored_on, remark, version: eb('rubric_score.version', '+', 1) }))
        .where('rubric_score.version', '=', data._version),
    )
    .returning('id')
    .executeTakeFirst();
  if (!score) {
    const theirs = await tx.db
      .selectFrom('rubric_score')
      .where('rubric_code', '=', rubricOf[kind])
      .where('subject_id', '=', subject_id)
      .where('scored_by', '=', scored_by)
      .select(['remark', 'version'])
      .executeTakeFirstOrThrow();
    conflict({
      fields: [{ name: 'remark', label: words.remark, mine: data.remark, theirs: theirs.remark ?? '' }],
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: theirs.version,
    });
  }
  await tx.db
    .insertInto('rubric_score_item')
    .values(
      rubric.criteria.map((criterion) => ({
        score_id: score.id,
        rubric_code: rubric.code,
        scored_by,
        criterion_code: criterion.code,
        level: data.levels[criterion.code]!,
      })),
    )
    .onConflict((before) =>
      before
        .columns(['score_id', 'criterion_code'])
        .doUpdateSet((eb) => ({ level: eb.ref('excluded.level') })),
    )
    .execute();
  tx.record({
    action: 'quality.score',
    subject_kind: kind === 'visit' ? 'visit' : 'meeting',
    subject_id,
    detail: { rubric: rubric.code, average: mean(rubric.criteria.map((one) => data.levels[one.code]!)) },
  });
}
