import { sql } from 'kysely';
import { personNameIfAny } from '../base/people/queries.ts';
import type { ReadTx } from '../platform/db/transaction.ts';

export type VoiceTab = 'waiting' | 'answered' | 'closed';

function voices(tx: ReadTx) {
  return tx.db
    .selectFrom('voice')
    .leftJoin('area', 'area.id', 'voice.area_id')
    .leftJoin('voice_publication', 'voice_publication.voice_id', 'voice.id')
    .leftJoin('person as reader', 'reader.id', 'voice.read_by')
    .leftJoin('person as answerer', 'answerer.id', 'voice.answered_by')
    .leftJoin('person as closer', 'closer.id', 'voice.closed_by')
    .selectAll('voice')
    .select([
      'area.name as area',
      'voice_publication.public_text',
      'voice_publication.published_at',
      'voice_publication.withdrawn_at',
      personNameIfAny('reader').as('read_by_name'),
      personNameIfAny('answerer').as('answered_by_name'),
      personNameIfAny('closer').as('closed_by_name'),
    ]);
}

/** A page of voices: those that wait come with the urgent ones first, then the oldest; the others newest first. */
export async function listVoices(
  tx: ReadTx,
  tab: VoiceTab,
  { size, offset }: { size: number; offset: number },
): Promise<{ rows: Voice[]; total: number }> {
  const of = {
    waiting: sql<boolean>`voice.answered_at is null and voice.closed_at is null`,
    answered: sql<boolean>`voice.answered_at is not null`,
    closed: sql<boolean>`voice.answered_at is null and voice.closed_at is not null`,
  }[tab];
  const query = voices(tx).where(of);
  const rows = await (
    tab === 'waiting'
      ? query.orderBy('voice.urgent', 'desc').orderBy('voice.said_at').orderBy('voice.id')
      : query.orderBy('voice.said_at', 'desc').orderBy('voice.id', 'desc')
  )
    .limit(size)
    .offset(offset)
    .execute();
  const { total } = await tx.db
    .selectFrom('voice')
    .where(of)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export async function voiceById(tx: ReadTx, id: number | null): Promise<Voice | undefined> {
  return voices(tx)
    .where('voice.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Voice = Awaited<ReturnType<ReturnType<typeof voices>['execute']>>[number];

/** Voices without an answer, urgent ones first, for 今日. Empty for those who do not answer them. */
export async function voicesWaiting(tx: ReadTx, limit: number) {
  if (!tx.has('voice.answer')) return [];
  return tx.db
    .selectFrom('voice')
    .select(['id', 'kind', 'said_at', 'urgent', 'read_at', 'issue_id'])
    .where('answered_at', 'is', null)
    .where('closed_at', 'is', null)
    .orderBy('urgent', 'desc')
    .orderBy('said_at')
    .limit(limit)
    .execute();
}

/** Who answers voices, for telling them that one came; ids of persons with an appointment in force. */
export async function holdersOf(tx: ReadTx, duty: string): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('appointment')
    .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
    .where('role_duty.duty', '=', duty)
    .where('appointment.starts_on', '<=', tx.today)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .select('appointment.person_id')
    .distinct()
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** Published voices with their answers, newest first; of one area when asked. */
export async function publishedVoices(
  tx: ReadTx,
  asked: { area_id?: number | null },
  { size, offset }: { size: number; offset: number },
) {
  let query = tx.db
    .selectFrom('voice_publication')
    .leftJoin('area', 'area.id', 'voice_publication.area_id')
    .where('voice_publication.withdrawn_at', 'is', null);
  if (asked.area_id) query = query.where('voice_publication.area_id', '=', asked.area_id);
  const rows = await query
    .select([
      'voice_id',
      'kind',
      'public_text',
      'answer',
      'became_issue',
      'published_at',
      'area.name as area',
    ])
    .orderBy('published_at', 'desc')
    .orderBy('voice_id', 'desc')
    .limit(size)
    .offset(offset)
    .execute();
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}
export type PublishedVoice = Awaited<ReturnType<typeof publishedVoices>>['rows'][number];

export interface OwnVoice {
  kind: string;
  text: string;
  said_at: Date;
  read_at: Date | null;
  became_issue: boolean;
  answer: string | null;
  answered_at: Date | null;
  close_reason: string | null;
  closed_at: Date | null;
  published: boolean;
}

/** A voice by the hash of its receipt's code, for whoever sent it. */
export async function voiceByCode(tx: ReadTx, hash: string): Promise<OwnVoice | undefined> {
  const { rows } = await sql<OwnVoice>`select * from voice_by_code(${hash})`.execute(tx.db);
  return rows[0];
}
