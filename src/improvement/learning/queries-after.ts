import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import { askAfterMonths, type Keeps, type Tried } from './rules.ts';

// What is taken home and what becomes of it, and what waits for somebody.

function practices(tx: ReadTx) {
  return tx.db
    .selectFrom('open_day_practice')
    .innerJoin('open_day', 'open_day.id', 'open_day_practice.open_day_id')
    .innerJoin('facility', 'facility.id', 'open_day_practice.facility_id')
    .innerJoin('facility as host', 'host.id', 'open_day.facility_id')
    .leftJoin('open_day_follow_up as later', (join) =>
      join
        .onRef('later.open_day_id', '=', 'open_day_practice.open_day_id')
        .onRef('later.facility_id', '=', 'open_day_practice.facility_id'),
    )
    .leftJoin('person', 'person.id', 'open_day_practice.written_by')
    .select([
      'open_day_practice.open_day_id',
      'open_day_practice.facility_id',
      'open_day_practice.what',
      'open_day_practice.why',
      'open_day_practice.try_from',
      'open_day_practice.shared',
      'open_day_practice.version',
      'open_day_practice.written_at',
      'open_day.title',
      'open_day.held_on',
      'open_day.theme_code',
      'facility.name as facility',
      'host.name as host',
      'later.asked_on',
      'later.happened',
      'later.answered_at',
      'later.version as answer_version',
    ])
    .select([
      sql<Tried | null>`later.tried`.as('tried'),
      sql<Keeps | null>`later.keeps`.as('keeps'),
      personName('person').as('written_by_name'),
      sql<boolean>`may_visit_open_day(open_day_practice.facility_id)`.as('is_own'),
    ]);
}

/** Practices taken home from one open day, as far as the actor may read them. */
export async function practicesOf(tx: ReadTx, open_day_id: number) {
  return practices(tx)
    .where('open_day_practice.open_day_id', '=', open_day_id)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('open_day_practice.facility_id')
    .execute();
}
export type Practice = Awaited<ReturnType<typeof practicesOf>>[number];

export async function practiceOf(tx: ReadTx, open_day_id: number | null, facility_id: number | null) {
  if (open_day_id === null || facility_id === null) return undefined;
  return practices(tx)
    .where('open_day_practice.open_day_id', '=', open_day_id)
    .where('open_day_practice.facility_id', '=', facility_id)
    .executeTakeFirst();
}

/** Practices of a fiscal year's open days with what became of them, newest day first: for reports and the knowledge base. */
export async function practicesTaken(
  tx: ReadTx,
  asked: { fiscal_year: number | null; shared_only?: boolean; limit?: number },
): Promise<Practice[]> {
  let query = practices(tx).where('open_day.cancelled_at', 'is', null);
  if (asked.fiscal_year !== null) query = query.where('open_day.fiscal_year', '=', asked.fiscal_year);
  if (asked.shared_only === true) query = query.where('open_day_practice.shared', '=', true);
  return query
    .orderBy('open_day.held_on', 'desc')
    .orderBy('open_day_practice.open_day_id')
    .orderBy('open_day_practice.facility_id')
    .limit(asked.limit ?? 500)
    .execute();
}

export interface OpenDayTask {
  id: number;
  title: string;
  held_on: string;
  facility: string;
  facility_id: number;
}

/** Offers waiting to be looked at, the oldest first: for those who prepare open days. */
export async function offersToCheck(tx: ReadTx): Promise<OpenDayTask[]> {
  if (!tx.has('learning.manage')) return [];
  return tx.db
    .selectFrom('open_day')
    .innerJoin('facility', 'facility.id', 'open_day.facility_id')
    .where('open_day.published_at', 'is', null)
    .where('open_day.offered_at', 'is not', null)
    .where('open_day.cancelled_at', 'is', null)
    .select(['open_day.id', 'open_day.title', 'held_on', 'facility.name as facility', 'open_day.facility_id'])
    .orderBy('open_day.offered_at')
    .limit(20)
    .execute();
}

/** A head's own: offers that came back, free places offered to those who wait, practices to choose, answers to give. */
export async function openDaysWaiting(
  tx: ReadTx,
  atMost = 5,
): Promise<{
  returned: OpenDayTask[];
  places_offered: (OpenDayTask & { offer_expires_at: Date })[];
  to_choose: OpenDayTask[];
  to_answer: OpenDayTask[];
  host_to_write: OpenDayTask[];
}> {
  const own = tx.session.facilities;
  if (!tx.has('facility.answer') || own.length === 0)
    return { returned: [], places_offered: [], to_choose: [], to_answer: [], host_to_write: [] };
  const task = ['open_day.id', 'open_day.title', 'open_day.held_on', 'host.name as facility'] as const;
  const days = tx.db
    .selectFrom('open_day')
    .innerJoin('facility as host', 'host.id', 'open_day.facility_id')
    .where('open_day.cancelled_at', 'is', null);
  const recent = sql<string>`${tx.today}::date - 90`;
  return {
    returned: await days
      .where('open_day.facility_id', 'in', own)
      .where('open_day.published_at', 'is', null)
      .where('open_day.offered_at', 'is', null)
      .where('open_day.returned_at', 'is not', null)
      .select([...task, 'open_day.facility_id'])
      .orderBy('open_day.returned_at')
      .limit(atMost)
      .execute(),
    places_offered: (await days
      .innerJoin('open_day_signup', 'open_day_signup.open_day_id', 'open_day.id')
      .innerJoin('event_application as place', 'place.id', 'open_day_signup.event_application_id')
      .where('open_day_signup.facility_id', 'in', own)
      .where('place.offer_expires_at', '>', tx.now)
      .where('place.confirmed_at', 'is', null)
      .where('place.lapsed_at', 'is', null)
      .where('place.cancelled_at', 'is', null)
      .select([...task, 'open_day_signup.facility_id', 'place.offer_expires_at'])
      .orderBy('place.offer_expires_at')
      .limit(atMost)
      .execute()) as (OpenDayTask & { offer_expires_at: Date })[],
    to_choose: await days
      .innerJoin('open_day_participation as came', 'came.open_day_id', 'open_day.id')
      .where('came.facility_id', 'in', own)
      .where('open_day.held_on', '>=', recent)
      .where('came.reflection', 'is not', null)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('open_day_practice as chosen')
              .select('chosen.open_day_id')
              .whereRef('chosen.open_day_id', '=', 'came.open_day_id')
              .whereRef('chosen.facility_id', '=', 'came.facility_id'),
          ),
        ),
      )
      .select([...task, 'came.facility_id'])
      .orderBy('open_day.held_on')
      .limit(atMost)
      .execute(),
    to_answer: await days
      .innerJoin('open_day_follow_up as asked', 'asked.open_day_id', 'open_day.id')
      .where('asked.facility_id', 'in', own)
      .where('asked.tried', 'is', null)
      .select([...task, 'asked.facility_id'])
      .orderBy('asked.asked_on')
      .limit(atMost)
      .execute(),
    host_to_write: await days
      .where('open_day.facility_id', 'in', own)
      .where('open_day.published_at', 'is not', null)
      .where('open_day.held_on', '<=', tx.today)
      .where('open_day.held_on', '>=', recent)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('open_day_text as written')
              .select('written.open_day_id')
              .whereRef('written.open_day_id', '=', 'open_day.id')
              .where('written.part', '=', 'reflection'),
          ),
        ),
      )
      .select([...task, 'open_day.facility_id'])
      .orderBy('open_day.held_on')
      .limit(atMost)
      .execute(),
  };
}

/** Practices whose facility is to be asked today: three months after the day, not asked and not answered yet. For the job. */
export async function practicesToAskAbout(tx: ReadTx) {
  return tx.db
    .selectFrom('open_day_practice')
    .innerJoin('open_day', 'open_day.id', 'open_day_practice.open_day_id')
    .where('open_day.cancelled_at', 'is', null)
    .where('open_day.held_on', '<=', addMonths(tx.today, -askAfterMonths))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('open_day_follow_up as later')
            .select('later.open_day_id')
            .whereRef('later.open_day_id', '=', 'open_day_practice.open_day_id')
            .whereRef('later.facility_id', '=', 'open_day_practice.facility_id'),
        ),
      ),
    )
    .select([
      'open_day_practice.open_day_id',
      'open_day_practice.facility_id',
      'open_day_practice.shared',
      'open_day.title',
    ])
    .orderBy('open_day_practice.open_day_id')
    .execute();
}
