import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { Sayer } from './rules.ts';

const summaries = (tx: ReadTx) =>
  tx.db
    .selectFrom('survey_summary')
    .leftJoin('person', 'person.id', 'survey_summary.updated_by')
    .selectAll('survey_summary')
    .select([
      personNameIfAny('person').as('updater'),
      sql<number>`(select count(*)::int from survey_figure where summary_id = survey_summary.id)`.as(
        'figures',
      ),
    ]);

/** Summaries of surveys, the newest first; strangers find those that are published. */
export async function summaryList(tx: ReadTx) {
  return summaries(tx)
    .orderBy('surveyed_on', 'desc')
    .orderBy('survey_summary.id', 'desc')
    .limit(50)
    .execute();
}
export async function summaryById(tx: ReadTx, id: number | null) {
  return summaries(tx)
    .where('survey_summary.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Summary = NonNullable<Awaited<ReturnType<typeof summaryById>>>;

/** Every figure the reader may see as it was entered: the whole city first, then by area and question. */
export async function figuresOf(tx: ReadTx, summary_id: number) {
  return tx.db
    .selectFrom('survey_figure')
    .leftJoin('area', 'area.id', 'survey_figure.area_id')
    .where('summary_id', '=', summary_id)
    .select([
      'survey_figure.id',
      'survey_figure.area_id',
      'area.name as area',
      'area.code as area_code',
      'question',
      'answer',
      'value',
      'unit',
      'answers',
      'shown',
    ])
    .orderBy(sql`survey_figure.area_id is not null`)
    .orderBy('area.code')
    .orderBy('survey_figure.id')
    .execute();
}
export type FigureLine = Awaited<ReturnType<typeof figuresOf>>[number];

/**
 * The figures as anybody may read them: what few people said is left out (value null), and what would give it away. Strangers
 * read of such a figure only that there is one (survey_kept).
 */
export async function figuresForAll(tx: ReadTx, summary_id: number) {
  const [figures, kept] = await Promise.all([
    figuresOf(tx, summary_id),
    tx.db
      .selectFrom(
        sql<Omit<FigureLine, 'value' | 'area' | 'area_code' | 'shown'>>`survey_kept(${summary_id})`.as(
          'kept',
        ),
      )
      .leftJoin('area', 'area.id', 'kept.area_id')
      .select([
        'kept.id',
        'kept.area_id',
        'area.name as area',
        'area.code as area_code',
        'kept.question',
        'kept.answer',
        'kept.unit',
        'kept.answers',
      ])
      .execute(),
  ]);
  const readable = new Set(figures.map(({ id }) => id));
  const all = [
    ...figures.map((one) => ({ ...one, value: one.shown ? one.value : null })),
    ...kept.filter(({ id }) => !readable.has(id)).map((one) => ({ ...one, value: null, shown: false })),
  ];
  const place = (one: (typeof all)[number]) => (one.area_id === null ? '' : `1${one.area_code}`);
  return all.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a.id - b.id));
}
export type FigureForAll = Awaited<ReturnType<typeof figuresForAll>>[number];

/** Local meetings at which a summary is talked over; the calendar's entry where it stands there. */
export async function localMeetingsOf(tx: ReadTx, summary_id: number) {
  return tx.db
    .selectFrom('survey_meeting')
    .leftJoin('area', 'area.id', 'survey_meeting.area_id')
    .leftJoin('meeting', 'meeting.id', 'survey_meeting.meeting_id')
    .leftJoin('event', 'event.id', 'survey_meeting.event_id')
    .where('summary_id', '=', summary_id)
    .select([
      'survey_meeting.id',
      'survey_meeting.meeting_id',
      'survey_meeting.event_id',
      'survey_meeting.area_id',
      'area.name as area',
      'meeting.title',
      'meeting.held_on',
      'meeting.place',
      'meeting.minutes_published_at',
      'meeting.cancelled_at',
      'event.title as event',
      'event.starts_on',
      'event.starts_at',
      'event.ends_at',
      'event.place_name',
      'event.cancelled_at as event_cancelled_at',
    ])
    .orderBy(sql`coalesce(meeting.held_on, event.starts_on)`)
    .orderBy('survey_meeting.id')
    .execute();
}
export type LocalMeeting = Awaited<ReturnType<typeof localMeetingsOf>>[number];

export async function sayingsOf(tx: ReadTx, summary_id: number) {
  const rows = await tx.db
    .selectFrom('survey_saying')
    .leftJoin('area', 'area.id', 'survey_saying.area_id')
    .where('summary_id', '=', summary_id)
    .select([
      'survey_saying.id',
      'survey_saying.area_id',
      'area.name as area',
      'meeting_id',
      'said_by',
      'survey_saying.body',
      'issue_id',
      sql<
        number | null
      >`(select min(guideline_target.id) from guideline_target where saying_id = survey_saying.id)`.as(
        'target_id',
      ),
    ])
    .orderBy('survey_saying.id')
    .execute();
  return rows.map((row) => ({ ...row, said_by: row.said_by as Sayer }));
}
export type Saying = Awaited<ReturnType<typeof sayingsOf>>[number];
