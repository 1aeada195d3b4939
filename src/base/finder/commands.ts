import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, fiscalYearOf } from '../../platform/ja/dates.ts';
import { codeFrom } from '../../platform/web/open.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { weightFields, type AnswerForm, type CardForm, type handings, type WeightsForm } from './forms.ts';
import { cardPlace, upcomingAt } from './queries-introductions.ts';
import { weights, wishes } from './queries.ts';
import { cardGoodForDays, familyIn } from './rules-card.ts';
import { words as cardWords } from './words-card.ja.ts';
import { words } from './words.ja.ts';

/** Changes how much what counts; single wishes by their codes. */
export async function changeWeights(
  tx: WriteTx,
  { _version, ...form }: WeightsForm,
  wish: Readonly<Record<string, number>>,
): Promise<void> {
  const fields = [...weightFields, 'half_distance_km'] as const;
  const values = Object.fromEntries(fields.map((name) => [name, form[name]])) as Record<
    (typeof fields)[number],
    number
  >;
  const changed = await tx.db
    .updateTable('finder_weight')
    .set((eb) => ({
      ...values,
      version: eb('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) {
    if (!tx.has('directory.manage')) throw new Refusal(403);
    const theirs = await tx.db.selectFrom('finder_weight').selectAll().executeTakeFirstOrThrow();
    conflict({
      who: '',
      when: '',
      version: theirs.version,
      fields: fields
        .map((name) => ({
          name,
          label: words.weights[name],
          mine: `${values[name]}`,
          theirs: `${theirs[name]}`,
        }))
        .filter(({ mine, theirs: other }) => mine !== other),
    });
  }
  const before = (await weights(tx)).wish;
  for (const [code, weight] of Object.entries(wish)) {
    if (before[code] === weight) continue;
    await tx.db
      .updateTable('wish')
      .set((eb) => ({ weight, version: eb('version', '+', 1) }))
      .where('code', '=', code)
      .execute();
  }
  tx.record({ action: 'finder_weight.change', subject_kind: 'finder_weight', detail: values });
}

function freshCode(tx: WriteTx): string {
  const bytes = createHash('sha512').update(tx.actor.house.random()).digest();
  let next = 0;
  return codeFrom(() => bytes[next++] ?? 0);
}

/** Makes a card and returns its number. Texts that look like a family's own are asked about once. */
export async function makeIntroduction(tx: WriteTx, form: CardForm): Promise<number> {
  const place = await cardPlace(tx, form.facility_id);
  if (!place) throw new Refusal(404);
  if (!form.nobody) {
    const family = Object.entries(familyIn(form, place));
    if (family.length > 0)
      invalid({
        ...Object.fromEntries(family.map(([field, hits]) => [field, cardWords.form.familyWarning(hits)])),
        nobody: cardWords.form.familyWarning(family.flatMap(([, hits]) => hits)),
      });
  }
  if (form.event_session_id !== null) {
    const sessions = await upcomingAt(tx, form.facility_id);
    if (!sessions.some(({ id }) => id === form.event_session_id))
      invalid({ event_session_id: cardWords.form.sessionWrong });
  }
  const known = await wishes(tx);
  const { id } = await tx.db
    .insertInto('introduction')
    .values({
      facility_id: form.facility_id,
      event_session_id: form.event_session_id,
      from_facility_id: form.from_facility_id,
      made_by: tx.actor.person_id!,
      made_at: tx.now,
      made_on: tx.today,
      wish_codes: known.map(({ code }) => code).filter((code) => form.wish.includes(code)),
      day_text: form.day_text,
      what_happens: form.what_happens,
      whom_to_ask: form.whom_to_ask,
      how_to_get_there: form.how_to_get_there,
      code: freshCode(tx),
      expires_on: addDays(tx.today, cardGoodForDays),
      fiscal_year: fiscalYearOf(tx.today),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'introduction.make',
    subject_kind: 'introduction',
    subject_id: id,
    detail: { facility: form.facility_id },
  });
  return id;
}

/** Says how a card was handed over; to whom is nobody's business. */
export async function handOver(tx: WriteTx, id: number, how: (typeof handings)[number]): Promise<void> {
  const changed = await tx.db
    .updateTable('introduction')
    .set({ handed_over: how })
    .where('id', '=', id)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) throw new Refusal(404);
  tx.record({
    action: 'introduction.hand_over',
    subject_kind: 'introduction',
    subject_id: id,
    detail: { how },
  });
}

/** Takes the answer of whoever holds the card; false when it was given before, or the card's time is over. */
export async function answerCard(tx: WriteTx, code: string, answer: AnswerForm): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select answer_introduction(${code}, ${answer.went}, ${answer.helped}, ${answer.why_not}, ${tx.now}, ${tx.today}) as taken`.execute(
    tx.db,
  );
  return rows[0]?.taken === true;
}
