import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { wordsThatIdentifyFacilities } from '../issues/queries-choices.ts';
import { identifying } from '../issues/rules.ts';
import type { FollowUpData, PracticeData } from './forms.ts';
import { openDayById, participationOf } from './queries.ts';
import { practiceOf } from './queries-after.ts';
import { words } from './words-after.ja.ts';

/** The facility's head alone says what it takes home; 404 where its people did not come. */
async function mustHaveCome(tx: WriteTx, open_day_id: number, facility_id: number | null) {
  const came = found(await participationOf(tx, open_day_id, facility_id));
  if (!came.is_own) throw new Refusal(403);
  return found(await openDayById(tx, open_day_id));
}

/** What goes to everybody, or to reports, names no person: stops beside the field with what would give somebody away. */
async function mustNameNobody(
  tx: WriteTx,
  facility_id: number,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  const known = await wordsThatIdentifyFacilities(tx, [facility_id], []);
  const errors: Record<string, string> = {};
  for (const [field, text] of Object.entries(texts)) {
    const there = identifying(text, { ...known, facilities: [], organisations: [] });
    if (there.length > 0) errors[field] = words.errors.identifying(there.map((one) => one.text));
  }
  if (Object.keys(errors).length > 0) invalid(errors);
}

/** Chooses the one practice a facility takes home, or changes it. A stale version shows both texts. */
export async function choosePractice(
  tx: WriteTx,
  open_day_id: number,
  facility_id: number,
  { _version, ...data }: PracticeData,
): Promise<void> {
  const openDay = await mustHaveCome(tx, open_day_id, facility_id);
  if (data.try_from < openDay.held_on) invalid({ try_from: words.errors.tryAfter });
  await mustNameNobody(tx, facility_id, { what: data.what, why: data.why });
  const stamps = { written_at: tx.now, written_by: tx.actor.person_id! };
  const before = await practiceOf(tx, open_day_id, facility_id);
  const saved =
    before === undefined
      ? (
          await tx.db
            .insertInto('open_day_practice')
            .values({ open_day_id, facility_id, ...data, ...stamps })
            .onConflict((there) => there.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx.db
            .updateTable('open_day_practice')
            .set((row) => ({ ...data, ...stamps, version: row('version', '+', 1) }))
            .where('open_day_id', '=', open_day_id)
            .where('facility_id', '=', facility_id)
            .where('version', '=', _version)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (saved !== 1n) {
    const stored = found(await practiceOf(tx, open_day_id, facility_id));
    conflict({
      who: stored.written_by_name,
      when: formatDateTime(stored.written_at, tx.actor.municipality.time_zone),
      version: stored.version,
      fields: (['what', 'why'] as const)
        .filter((name) => stored[name] !== data[name])
        .map((name) => ({ name, label: words.practice[name], mine: data[name], theirs: stored[name] })),
    });
  }
  tx.record({
    action: 'open_day.take_home',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id, shared: data.shared },
  });
}

/** Answers what became of the practice: whether it was tried, what happened, whether it is kept. Also before it is asked. */
export async function answerFollowUp(
  tx: WriteTx,
  open_day_id: number,
  facility_id: number,
  { _version, ...data }: FollowUpData,
): Promise<void> {
  await mustHaveCome(tx, open_day_id, facility_id);
  const practice = found(await practiceOf(tx, open_day_id, facility_id));
  await mustNameNobody(tx, facility_id, { happened: data.happened });
  const answer = { ...data, answered_at: tx.now, answered_by: tx.actor.person_id! };
  const saved =
    practice.answer_version === null
      ? (
          await tx.db
            .insertInto('open_day_follow_up')
            .values({ open_day_id, facility_id, shared: practice.shared, ...answer })
            .onConflict((there) => there.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx.db
            .updateTable('open_day_follow_up')
            .set((row) => ({ ...answer, version: row('version', '+', 1) }))
            .where('open_day_id', '=', open_day_id)
            .where('facility_id', '=', facility_id)
            .where('version', '=', _version)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (saved !== 1n) {
    const stored = found(await practiceOf(tx, open_day_id, facility_id));
    conflict({
      who: words.somebody,
      when:
        stored.answered_at === null
          ? ''
          : formatDateTime(stored.answered_at, tx.actor.municipality.time_zone),
      version: stored.answer_version ?? 0,
      fields: [
        {
          name: 'happened',
          label: words.followUp.happened,
          mine: data.happened,
          theirs: stored.happened ?? '',
        },
      ],
    });
  }
  tx.record({
    action: 'open_day.follow_up',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id, tried: data.tried, keeps: data.keeps },
  });
}
