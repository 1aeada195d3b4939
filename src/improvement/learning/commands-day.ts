import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { draftFrom, type Typed } from '../../platform/web/form.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { StepData } from './forms.ts';
import { openDayById, type OpenDay } from './queries.ts';
import { questionsOf, stepsOfDay, textsOf } from './queries-day.ts';
import { stepsOf, type Template, type TextPart } from './rules.ts';
import { words } from './words-day.ja.ts';

// What hangs on a day and its host writes itself, published or not: questions, plan, record, steps.

type DeedKind = 'offered' | 'taken_back' | 'returned' | 'published' | 'cancelled' | 'restored';

async function reachOf(tx: WriteTx, id: number) {
  const { facility_id, shown } = found(await openDayById(tx, id));
  return { open_day_id: id, host_facility_id: facility_id, shown };
}

export async function writeDeed(tx: WriteTx, id: number, what: DeedKind, note = ''): Promise<void> {
  await tx.db
    .insertInto('open_day_deed')
    .values({ ...(await reachOf(tx, id)), what, note, done_at: tx.now, done_by: tx.actor.person_id! })
    .execute();
}

/** Keeps the list of visiting facilities, by which the board is read, as sign-ups and participations say. */
export async function followGuests(tx: WriteTx, id: number): Promise<void> {
  await sql`select open_day_follow_guests(${id})`.execute(tx.db);
}

/** The day, when the actor speaks for its host or prepares open days; 404 or 403 otherwise. */
export async function hosted(tx: WriteTx, id: number | null): Promise<OpenDay> {
  const openDay = found(await openDayById(tx, id));
  if (!openDay.may_host) throw new Refusal(403);
  return openDay;
}

/** Sets the questions at their places; an empty one is taken away. One that was answered can be reworded, not taken away. */
export async function setQuestions(tx: WriteTx, id: number, questions: readonly string[]): Promise<void> {
  const before = new Map((await questionsOf(tx, id)).map((one) => [one.position, one.body]));
  const reach = await reachOf(tx, id);
  for (const [at, body] of questions.entries()) {
    const position = at + 1;
    if (body === (before.get(position) ?? '')) continue;
    const here = () => ({ open_day_id: id, position });
    if (body === '') {
      const answered = await tx.db
        .selectFrom('open_day_note')
        .where('open_day_id', '=', id)
        .where('position', '=', position)
        .select('id')
        .limit(1)
        .executeTakeFirst();
      if (answered || (await sheetsBegun(tx, id, position)))
        invalid({ [`question_${position}`]: words.errors.questionAnswered });
      await tx.db
        .deleteFrom('open_day_question')
        .where('open_day_id', '=', id)
        .where('position', '=', position)
        .execute();
    } else if (before.has(position)) {
      await tx.db
        .updateTable('open_day_question')
        .set({ body })
        .where('open_day_id', '=', id)
        .where('position', '=', position)
        .execute();
    } else {
      await tx.db
        .insertInto('open_day_question')
        .values({ ...reach, ...here(), body })
        .execute();
    }
  }
}

/** Others' sheets are not to be read; from the day on somebody may have written one. */
async function sheetsBegun(tx: WriteTx, id: number, _position: number): Promise<boolean> {
  const openDay = found(await openDayById(tx, id));
  return openDay.published_at !== null && openDay.held_on <= tx.today;
}

/** The questions from their own page. */
export async function changeQuestions(tx: WriteTx, id: number, questions: readonly string[]): Promise<void> {
  const openDay = await hosted(tx, id);
  if (questions.every((one) => one === '') && (openDay.offered_at !== null || openDay.shown))
    invalid({ question_1: words.errors.question });
  await setQuestions(tx, id, questions);
  tx.record({
    action: 'open_day.ask',
    subject_kind: 'open_day',
    subject_id: id,
    detail: { questions: questions.filter((one) => one !== '').length },
  });
}

/** A text written with the offer itself, when there is one. */
export async function writeFirstText(tx: WriteTx, id: number, part: TextPart, body: string): Promise<void> {
  if (body !== '') await writeText(tx, id, part, { body, _version: 0 });
}

/** Writes plan, record of the discussion or the host's reflection. A stale version shows both texts. */
export async function writeText(
  tx: WriteTx,
  id: number,
  part: TextPart,
  { body, _version }: { body: string; _version: number },
): Promise<void> {
  const openDay = await hosted(tx, id);
  if (part !== 'plan' && openDay.held_on > tx.today) throw new Refusal(409, words.errors.notYet);
  const stamps = { updated_at: tx.now, updated_by: tx.actor.person_id! };
  const { rows } = await sql`
    insert into open_day_text (open_day_id, part, host_facility_id, shown, body, updated_at, updated_by)
    select ${id}, ${part}, ${openDay.facility_id}, ${openDay.shown}, ${body}, ${stamps.updated_at}, ${stamps.updated_by}
    where ${_version} = 0 on conflict do nothing returning 1`.execute(tx.db);
  const changed =
    rows.length > 0 ||
    (
      await tx.db
        .updateTable('open_day_text')
        .set((row) => ({ body, version: row('version', '+', 1), ...stamps }))
        .where('open_day_id', '=', id)
        .where('part', '=', part)
        .where('version', '=', _version)
        .executeTakeFirst()
    ).numUpdatedRows > 0n;
  if (!changed) {
    const stored = found((await textsOf(tx, id)).get(part));
    conflict({
      who: stored.updated_by_name,
      when: formatDateTime(stored.updated_at, tx.actor.municipality.time_zone),
      version: stored.version,
      fields: [{ name: 'body', label: words.texts[part].title, mine: body, theirs: stored.body }],
    });
  }
  tx.record({
    action: 'open_day.write',
    subject_kind: 'open_day',
    subject_id: id,
    detail: { part },
  });
}

/** When a step is, who leads it, when it was done. The day itself is moved with the open day, not here. */
export async function setStep(tx: WriteTx, id: number, { _version, ...data }: StepData): Promise<void> {
  const openDay = await hosted(tx, id);
  const steps: readonly string[] = stepsOf[openDay.template as Template];
  if (!steps.includes(data.step)) throw new Refusal(404);
  if (data.done_on !== null && data.done_on > tx.today) invalid({ done_on: words.errors.doneAhead });
  const { step, led_by, note } = data;
  const isDay = step === 'day';
  const row = {
    led_by,
    note,
    planned_on: isDay ? null : data.planned_on,
    done_on: isDay ? null : data.done_on,
    updated_at: tx.now,
    updated_by: tx.actor.person_id!,
  };
  const before = (await stepsOfDay(tx, openDay)).find((one) => one.step === step)!;
  if (before.version !== _version)
    conflict({
      who: words.somebody,
      when: '',
      version: before.version,
      fields: (['led_by', 'note'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.steps[name], mine: data[name], theirs: before[name] })),
    });
  await tx.db
    .insertInto('open_day_step')
    .values({ open_day_id: id, host_facility_id: openDay.facility_id, shown: openDay.shown, step, ...row })
    .onConflict((there) =>
      there.columns(['open_day_id', 'step']).doUpdateSet({ ...row, version: before.version + 1 }),
    )
    .execute();
  tx.record({
    action: 'open_day.step',
    subject_kind: 'open_day',
    subject_id: id,
    detail: { step, done: row.done_on !== null },
  });
}

/** Keeps what this person typed of an offer and has not sent; theirs alone. */
export async function saveDraft(tx: WriteTx, typed: Typed): Promise<void> {
  if (!tx.has('learning.manage') && !tx.has('facility.answer')) throw new Refusal(403);
  const row = { ...draftFrom(typed), saved_at: tx.now };
  await tx.db
    .insertInto('open_day_draft')
    .values({ person_id: tx.actor.person_id!, ...row })
    .onConflict((before) => before.column('person_id').doUpdateSet(row))
    .execute();
}

export async function dropDraft(tx: WriteTx): Promise<void> {
  await tx.db.deleteFrom('open_day_draft').where('person_id', '=', tx.actor.person_id).execute();
}
