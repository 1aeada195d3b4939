import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { enterEvent, type Imported } from './commands-import.ts';
import { questionById } from './queries-questions.ts';
import { around, parseSittings, type Period, type Sitting } from './rules-dates.ts';
import { planOf } from './rules-import.ts';
import { timeInLine, words } from './words-questions.ja.ts';

/** Days and times as a clerk types them, one sitting or stretch a line; or the sentence what is wrong with which. */
export function sittingsIn(
  text: string,
  period: Period,
): { sittings: Sitting[]; span: Period | null } | { error: string } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return { error: words.errors.empty };
  const all: Sitting[] = [];
  let span: Period | null = null;
  for (const [at, line] of lines.entries()) {
    const { days, starts, ends } = partsOf(line);
    const read = parseSittings(days, starts, ends, period);
    if (!read.ok) return { error: words.errors.line(at + 1, read.reason) };
    if (lines.length === 1) span = read.span;
    all.push(...read.sittings);
  }
  // Two lines for one day are its first and second sitting.
  const parts = new Map<string, number>();
  const sorted = all.toSorted((a, b) =>
    `${a.on}${a.starts_at ?? ''}`.localeCompare(`${b.on}${b.starts_at ?? ''}`),
  );
  const sittings = sorted.map((one) => {
    const part = (parts.get(one.on) ?? 0) + 1;
    parts.set(one.on, part);
    return { ...one, part };
  });
  if (sittings.length > 400 || [...parts.values()].some((part) => part > 20))
    return { error: words.errors.tooMany };
  return { sittings, span };
}

function partsOf(line: string): { days: string; starts: string; ends: string } {
  const time = timeInLine.exec(line.normalize('NFKC'));
  if (!time) return { days: line, starts: '', ends: '' };
  return { days: line.normalize('NFKC').slice(0, time.index), starts: time[1] ?? '', ends: time[2] ?? '' };
}

/** Enters the event of a row whose days a person has read. Returns its number. */
export async function answerQuestion(tx: WriteTx, id: number | null, text: string): Promise<number> {
  const question = await open(tx, id);
  const read = sittingsIn(text, around(tx.today));
  if ('error' in read) return invalid({ sittings: read.error });
  const { event } = question.cells as unknown as { event: Imported };
  const before = await tx.db
    .selectFrom('event')
    .where('source', '=', 'import')
    .where('source_key', '=', question.source_key)
    .select('id')
    .executeTakeFirst();
  if (before) throw new Refusal(409, words.errors.there);
  const event_id = await enterEvent(
    tx,
    event,
    event.organisation_id!,
    planOf(read.sittings, read.span),
    'answered',
  );
  await tx.db
    .updateTable('event_question')
    .set({ answered_at: tx.now, answered_by: tx.actor.person_id, event_id })
    .where('id', '=', question.id)
    .execute();
  tx.record({
    action: 'event.answer_question',
    subject_kind: 'event',
    subject_id: event_id,
    detail: { question_id: question.id, sittings: read.sittings.length },
  });
  return event_id;
}

/** Leaves a row out, with the reason; it is not asked about again while it says the same. */
export async function dropQuestion(tx: WriteTx, id: number | null, dropped_reason: string): Promise<void> {
  const question = await open(tx, id);
  await tx.db
    .updateTable('event_question')
    .set({ answered_at: tx.now, answered_by: tx.actor.person_id, dropped_reason })
    .where('id', '=', question.id)
    .execute();
  tx.record({ action: 'event.drop_question', subject_kind: 'event_question', subject_id: question.id });
}

/** Takes a decision to leave a row out back: it waits again. */
export async function reopenQuestion(tx: WriteTx, id: number | null): Promise<void> {
  if (!tx.has('calendar.manage')) throw new Refusal(403);
  const question = found(await questionById(tx, id));
  if (question.dropped_reason === null) throw new Refusal(409, words.errors.answered);
  await tx.db
    .updateTable('event_question')
    .set({ answered_at: null, answered_by: null, dropped_reason: null })
    .where('id', '=', question.id)
    .execute();
}

async function open(tx: WriteTx, id: number | null) {
  if (!tx.has('calendar.manage')) throw new Refusal(403);
  await tx.db.selectFrom('event_question').where('id', '=', id).select('id').forUpdate().execute();
  const question = found(await questionById(tx, id));
  if (question.answered_at !== null) throw new Refusal(409, words.errors.answered);
  return question;
}
