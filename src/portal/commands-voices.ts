import { Refusal, found, type WriteTx } from '../platform/db/transaction.ts';
import { hashCode } from '../platform/web/open.ts';
import { invalid } from '../platform/web/handlers.tsx';
import { raiseIssue } from '../improvement/issues/commands.ts';
import type { Language } from '../platform/ui/speech.ts';
import type { AnswerData, IssueFromVoice, VoiceData } from './forms.ts';
import { tellOfVoice } from './jobs.ts';
import { voiceById, type Voice } from './queries-voices.ts';
import { hintsAtDanger, namesSomebody } from './rules-voice.ts';
import { formWords, words } from './words-network.ja.ts';

/**
 * Takes a voice in, from anybody. `code` is the receipt's; what the text says stays out of the audit log. A filled trap
 * is thanked for and forgotten.
 */
export async function sayVoice(
  tx: WriteTx,
  data: Pick<VoiceData, 'kind' | 'text' | 'area_id' | 'child_age' | 'website'>,
  code: string,
  lang: Language,
): Promise<void> {
  if (data.website !== '') return;
  const urgent = hintsAtDanger(data.text);
  await tx.db
    .insertInto('voice')
    .values({
      kind: data.kind,
      text: data.text,
      area_id: await areaThere(tx, data.area_id),
      child_age: data.child_age,
      lang,
      urgent,
      code_hash: hashCode(tx.actor.house, code),
      said_at: tx.now,
    })
    .execute();
  tx.record({ action: 'voice.say', subject_kind: 'voice', detail: { kind: data.kind, urgent, lang } });
  await tx.plan(tellOfVoice, { urgent });
}

/** A chosen area that is there; anything else is no area. */
export async function areaThere(tx: WriteTx, id: number | null): Promise<number | null> {
  if (id === null) return null;
  const there = await tx.db.selectFrom('area').select('id').where('id', '=', id).executeTakeFirst();
  return there?.id ?? null;
}

async function toChange(
  tx: WriteTx,
  id: number | null,
  version: number,
): Promise<{ voice: Voice; me: number }> {
  const voice = found(await voiceById(tx, id));
  if (!tx.has('voice.answer') || tx.actor.person_id === null) throw new Refusal(403);
  if (voice.version !== version) throw new Refusal(409, formWords.changed);
  return { voice, me: tx.actor.person_id };
}

async function update(
  tx: WriteTx,
  voice: Voice,
  me: number,
  values: Partial<
    Record<
      | 'issue_id'
      | 'answer'
      | 'answered_by'
      | 'answered_at'
      | 'closed_by'
      | 'closed_at'
      | 'close_reason'
      | 'urgent',
      unknown
    >
  >,
): Promise<void> {
  await tx.db
    .updateTable('voice')
    .set({
      ...(values as object),
      // Whoever deals with it has read it.
      ...(voice.read_at === null ? { read_by: me, read_at: tx.now } : {}),
      version: voice.version + 1,
    })
    .where('id', '=', voice.id)
    .execute();
}

/** The sender sees by the code that somebody has read it. */
export async function markRead(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const { voice, me } = await toChange(tx, id, version);
  await update(tx, voice, me, {});
  tx.record({ action: 'voice.read', subject_kind: 'voice', subject_id: voice.id });
}

/** Takes the mark of urgency off, once somebody has seen that there is none. */
export async function settleUrgency(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const { voice, me } = await toChange(tx, id, version);
  await update(tx, voice, me, { urgent: false });
  tx.record({ action: 'voice.settle_urgency', subject_kind: 'voice', subject_id: voice.id });
}

/**
 * Writes the answer or writes it anew; publishes both when asked. Public words with a telephone number or mail address are
 * refused, and those with what looks like a name until somebody says that it is none. What hints at danger is published when
 * somebody says that it was looked after, which takes the mark off.
 */
export async function answerVoice(tx: WriteTx, id: number | null, data: AnswerData): Promise<void> {
  const { voice, me } = await toChange(tx, id, data._version);
  if (data.publish) {
    const errors: Record<string, string> = {};
    for (const field of ['public_text', 'answer'] as const) {
      const reachable = namesSomebody(data[field]).filter((one) => /[0-9]{4}|@/.test(one));
      // The answer may name the city's own telephone.
      if (field === 'public_text' && reachable.length > 0)
        errors[field] = formWords.namesPhone(reachable[0]!);
    }
    if (voice.urgent && !data.looked_after) errors['looked_after'] = formWords.lookedAfter;
    if (!data.nobody_named) errors['nobody_named'] = formWords.nobodyNamed;
    if (Object.keys(errors).length > 0) invalid(errors);
  }
  const settles = voice.urgent && data.looked_after;
  await update(tx, voice, me, {
    answer: data.answer,
    answered_by: me,
    answered_at: tx.now,
    ...(settles ? { urgent: false } : {}),
  });
  if (settles) tx.record({ action: 'voice.settle_urgency', subject_kind: 'voice', subject_id: voice.id });
  if (data.publish) {
    const values = {
      public_text: data.public_text,
      answer: data.answer,
      became_issue: voice.issue_id !== null,
      published_at: tx.now,
      published_by: me,
      withdrawn_at: null,
    };
    await tx.db
      .insertInto('voice_publication')
      .values({ voice_id: voice.id, kind: voice.kind, area_id: voice.area_id, ...values })
      .onConflict((there) => there.column('voice_id').doUpdateSet(values))
      .execute();
  }
  tx.record({
    action: data.publish ? 'voice.publish' : 'voice.answer',
    subject_kind: 'voice',
    subject_id: voice.id,
    detail: { length: data.answer.length },
  });
}

/** Makes an issue of it, through the issues' own command; the raiser holds it. Gives the issue's number. */
export async function makeIssue(tx: WriteTx, id: number | null, data: IssueFromVoice): Promise<number> {
  const { voice, me } = await toChange(tx, id, data._version);
  if (voice.issue_id !== null) throw new Refusal(409, formWords.changed);
  const issue_id = await raiseIssue(tx, {
    title: data.title,
    description: data.description,
    theme_code: data.theme_code,
    weight: data.weight,
    source: 'voice',
    raised_on: tx.today,
    facility_ids: [],
    area_ids: voice.area_id === null ? [] : [voice.area_id],
  });
  await update(tx, voice, me, { issue_id });
  tx.record({
    action: 'voice.make_issue',
    subject_kind: 'voice',
    subject_id: voice.id,
    detail: { issue_id },
  });
  return issue_id;
}

/** Ends it without an answer, with a reason its sender reads. 409 when it was answered. */
export async function closeVoice(
  tx: WriteTx,
  id: number | null,
  data: { close_reason: string; _version: number },
): Promise<void> {
  const { voice, me } = await toChange(tx, id, data._version);
  if (voice.answered_at !== null || voice.closed_at !== null) throw new Refusal(409, formWords.changed);
  await update(tx, voice, me, { closed_by: me, closed_at: tx.now, close_reason: data.close_reason });
  tx.record({ action: 'voice.close', subject_kind: 'voice', subject_id: voice.id });
}

export async function withdrawVoice(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const { voice } = await toChange(tx, id, version);
  const withdrawn = await tx.db
    .updateTable('voice_publication')
    .set({ withdrawn_at: tx.now })
    .where('voice_id', '=', voice.id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (withdrawn.numUpdatedRows === 0n) throw new Refusal(409, words.voices.states.withdrawn);
  tx.record({ action: 'voice.withdraw', subject_kind: 'voice', subject_id: voice.id });
}
