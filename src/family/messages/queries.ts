import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { pageOfOwnTeams } from '../../platform/web/paging.ts';
import { caseWorkers, type WorkerChoice } from '../consultations/queries.ts';
import type { DeskHours } from './rules.ts';

export type MessageTab = 'waiting' | 'talking' | 'closed';

/** A message with its last word; state follows from the posts. */
function messages(tx: ReadTx) {
  return tx.db
    .selectFrom('family_message')
    .innerJoinLateral(
      (query) =>
        query
          .selectFrom('family_message_post')
          .whereRef('family_message_post.message_id', '=', 'family_message.id')
          .select(['by_sender as sender_waits', 'written_at as last_at'])
          .orderBy('id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .leftJoin('area', 'area.id', 'family_message.area_id')
    .leftJoin('person as worker', 'worker.id', 'family_message.worker_id')
    .leftJoin('consultation', 'consultation.id', 'family_message.consultation_id')
    .where(sql<boolean>`family_message.team_id = any(session_case_teams())`)
    .select([
      'family_message.id',
      'family_message.team_id',
      'family_message.kind',
      'family_message.area_id',
      'family_message.lang',
      'family_message.urgent',
      'family_message.sent_at',
      'family_message.worker_id',
      'family_message.consultation_id',
      'family_message.closed_at',
      'family_message.version',
      'last.sender_waits',
      'last.last_at',
      'area.name as area',
      sql<string | null>`worker.family_name || ' ' || worker.given_name`.as('worker'),
      'consultation.fiscal_year',
      'consultation.number',
    ]);
}
export type Message = Awaited<ReturnType<ReturnType<typeof messages>['execute']>>[number];

const tabs = {
  waiting: sql<boolean>`family_message.closed_at is null and last.sender_waits`,
  talking: sql<boolean>`family_message.closed_at is null and not last.sender_waits`,
};

/** A page of the own teams' messages: those waiting with danger first, then the oldest; the others newest first. */
export async function listMessages(tx: ReadTx, tab: MessageTab, paging: { size: number; offset: number }) {
  if (tab === 'closed') return closedMessages(tx, paging);
  const query = messages(tx).where(tabs[tab]);
  const rows = await (
    tab === 'waiting'
      ? query.orderBy('family_message.urgent', 'desc').orderBy('last.last_at')
      : query.orderBy('last.last_at', 'desc')
  )
    .orderBy('family_message.id')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  const { total } = await messages(tx)
    .where(tabs[tab])
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

/** What is closed grows from year to year: only the page's own are read. */
async function closedMessages(tx: ReadTx, paging: { size: number; offset: number }) {
  const page = { where: sql`closed_at is not null`, order: sql`closed_at desc, id desc` };
  const rows = await messages(tx)
    .where(sql<boolean>`family_message.id = any(${pageOfOwnTeams('family_message', page, paging)})`)
    .orderBy('family_message.closed_at', 'desc')
    .orderBy('family_message.id', 'desc')
    .execute();
  const { total } = await tx.db
    .selectFrom('family_message')
    .where(sql<boolean>`team_id = any(session_case_teams())`)
    .where('closed_at', 'is not', null)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export async function consultationsToLink(tx: ReadTx, message: { team_id: number; sent_at: Date }) {
  // From the day before it was written on, the newest first: what it may have been taken down as.
  return tx.db
    .selectFrom('consultation')
    .innerJoin('consultation_kind as kind', 'kind.code', 'consultation.kind_code')
    .where('team_id', '=', message.team_id)
    .where('received_at', '>=', new Date(message.sent_at.getTime() - 86_400_000))
    .select(['consultation.id', 'fiscal_year', 'number', 'received_at', 'kind.name as kind'])
    .orderBy('received_at', 'desc')
    .orderBy('consultation.id', 'desc')
    .limit(40)
    .execute();
}

export async function messageById(tx: ReadTx, id: number | null): Promise<Message | undefined> {
  return messages(tx)
    .where('family_message.id', '=', id ?? 0)
    .executeTakeFirst();
}

/** Both sides' words of one message, oldest first. */
export async function postsOf(tx: ReadTx, message_id: number) {
  return tx.db
    .selectFrom('family_message_post')
    .leftJoin('person', 'person.id', 'family_message_post.written_by')
    .where('message_id', '=', message_id)
    .select([
      'family_message_post.id',
      'by_sender',
      'body',
      'written_at',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('author'),
    ])
    .orderBy('family_message_post.id')
    .execute();
}
export type Post = Awaited<ReturnType<typeof postsOf>>[number];

/** For 今日: what waits for an answer of the own teams, danger first, then the oldest. */
export async function messagesWaiting(tx: ReadTx, limit: number): Promise<Message[]> {
  if (!tx.has('case.work')) return [];
  return messages(tx)
    .where(tabs.waiting)
    .orderBy('family_message.urgent', 'desc')
    .orderBy('last.last_at')
    .orderBy('family_message.id')
    .limit(limit)
    .execute();
}

/** What the sender reads by the hash of the code: both sides' words, nobody's name. */
export interface OwnMessage {
  kind: 'adult' | 'child';
  sent_at: string;
  closed_at: string | null;
  taken: boolean;
  posts: { by_sender: boolean; body: string; written_at: string }[];
}
export async function messageByCode(tx: ReadTx, hash: string): Promise<OwnMessage | null> {
  const { rows } = await sql<{ message: OwnMessage | null }>`
    select family_message_by_code(${hash}) as message`.execute(tx.db);
  return rows[0]?.message ?? null;
}

/** Hours of the desk that are in force or to come. For everybody. */
export async function deskHours(tx: ReadTx): Promise<DeskHours[]> {
  return tx.db
    .selectFrom('desk_hours')
    .selectAll()
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', tx.today)]))
    .orderBy('weekday')
    .orderBy('opens')
    .orderBy('id')
    .execute();
}

/** Who sits at the telephone in the coming days (days counted from today). */
export async function shiftsAhead(tx: ReadTx, days: number) {
  return tx.db
    .selectFrom('duty_shift')
    .innerJoin('person', 'person.id', 'duty_shift.person_id')
    .innerJoin('team', 'team.id', 'duty_shift.team_id')
    .where('on_date', '>=', tx.today)
    .where('on_date', '<', addDays(tx.today, days))
    .select([
      'duty_shift.id',
      'on_date',
      'opens',
      'closes',
      'team_id',
      'team.name as team',
      sql<string>`person.family_name || ' ' || person.given_name`.as('name'),
      sql<boolean>`may_lead_case(team_id)`.as('may_keep'),
    ])
    .orderBy('on_date')
    .orderBy('opens')
    .orderBy('duty_shift.id')
    .execute();
}
export type Shift = Awaited<ReturnType<typeof shiftsAhead>>[number];

/** Calls by month of the own teams in a fiscal year, from April. */
export async function callsByMonth(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{ month: string; answered: number; missed: number; after_hours: number }>`
    select to_char(on_date, 'YYYY-MM') as month, sum(answered)::integer as answered, sum(missed)::integer as missed,
      sum(after_hours)::integer as after_hours
    from call_tally where team_id = any(session_case_teams()) and fiscal_year_of(on_date) = ${fiscal_year}
    group by 1 order by 1`.execute(tx.db);
  return rows;
}

export async function callsOn(tx: ReadTx, team_id: number, day: string) {
  return tx.db
    .selectFrom('call_tally')
    .where('team_id', '=', team_id)
    .where('on_date', '=', day)
    .select(['answered', 'missed', 'after_hours'])
    .executeTakeFirst();
}

/** People of the reader's own teams who work on cases today, each once, with a team of theirs. */
export async function teammates(tx: ReadTx): Promise<WorkerChoice[]> {
  const own = await caseWorkers(tx, tx.session.case_teams);
  return own.filter(({ id }, at) => own.findIndex((one) => one.id === id) === at);
}
