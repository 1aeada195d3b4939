import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

export { abuseWords, centreWords, councilCategoryWords, severityWords } from './words-council.ja.ts';

export interface Entry {
  id: number;
  case_id: number;
  fiscal_year: number;
  number: number;
  headline: string;
  team: string;
  worker: string;
  children: string;
  /** of the children the case is about: name, birth (or 'due:' and the day), place, for `childLines()`; guardians; address where it may be known */
  child_lines: string;
  guardians: string;
  address: string | null;
  route: string | null;
  /** when the first consultation of the case was received */
  received_on: string | null;
  /** the last 個別ケース検討会議 that was held, and the next one called or agreed on */
  last_conference_on: string | null;
  next_conference_on: string | null;
  registered_on: string;
  category: string;
  abuse_kinds: string[];
  severity: string;
  main_agency: string;
  agencies: string;
  centre_part: string;
  situation: string;
  policy: string;
  next_review_on: string;
  ended_on: string | null;
  end_reason: string | null;
  end_text: string;
  last_review_on: string | null;
  last_decision: string | null;
  last_decision_text: string | null;
  version: number;
  may_keep: boolean;
}

export interface LedgerFilter {
  ended: boolean;
  /** 'YYYY-MM' or null */
  month: string | null;
  id?: number;
  case_id?: number;
}

/** The ledger's entries of the own teams, the next to be looked at first. */
export async function ledger(tx: ReadTx, filter: LedgerFilter): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select entry.id, entry.case_id, c.fiscal_year, c.number, c.headline, team.name as team,
      worker.family_name || ' ' || worker.given_name as worker,
      coalesce(people.children, '') as children, coalesce(people.child_lines, '') as child_lines, coalesce(people.guardians, '') as guardians,
      (select address from household_address as a where a.household_id = c.household_id and a.ends_on is null) as address,
      told.route, told.received_on, sat.last_conference_on, sat.next_conference_on,
      entry.registered_on, entry.category, entry.abuse_kinds, entry.severity, entry.main_agency, entry.agencies, entry.centre_part,
      entry.situation, entry.policy, entry.next_review_on, entry.ended_on, entry.end_reason, entry.end_text, entry.version,
      last.reviewed_on as last_review_on, last.decision as last_decision, last.decision_text as last_decision_text,
      may_keep_ledger(entry.team_id) as may_keep
    from council_entry as entry join team on team.id = entry.team_id
    -- One by one: row security hides from the planner how many entries there are, and it would go through everybody's cases.
    cross join lateral (select * from support_case where id = entry.case_id limit 1) as c
    cross join lateral (select * from person where id = c.worker_id limit 1) as worker
    left join lateral (select route.name as route, (received_at at time zone ${tx.actor.municipality.time_zone})::date as received_on
      from consultation join consultation_route as route on route.code = route_code
      where consultation.case_id = c.id order by received_at, consultation.id limit 1) as told on true
    cross join lateral (select max(held_on) filter (where opened_at is not null) as last_conference_on,
        least(min(held_on) filter (where opened_at is null and held_on >= ${tx.today}),
          min(next_on) filter (where opened_at is not null and next_on >= ${tx.today})) as next_conference_on
      from conference where conference.case_id = entry.case_id and conference.kind = 'case' and cancelled_at is null) as sat
    left join lateral (select reviewed_on, decision, decision_text from council_review where entry_id = entry.id
      order by reviewed_on desc, id desc limit 1) as last on true
    left join lateral (
      select string_agg(btrim(family_name || ' ' || given_name), '、' order by m.position, m.id) filter (where about) as children,
        string_agg(btrim(family_name || ' ' || given_name) || coalesce(' ' || coalesce(to_char(born_on, 'YYYY-MM-DD'), 'due:' || to_char(due_on, 'YYYY-MM-DD')), '')
          || coalesce(' ' || m.place, ''), E'\n' order by m.position, m.id) filter (where about) as child_lines,
        string_agg(btrim(family_name || ' ' || given_name), '、' order by m.position, m.id)
          filter (where relation in ('mother', 'father', 'expectant', 'partner', 'grandparent', 'foster_parent') and left_on is null) as guardians
      from (select member.*, exists (select from case_member where case_member.case_id = c.id and member_id = member.id) as about,
          (select coalesce(facility.name, place_name) from household_member_place as p left join facility on facility.id = p.facility_id
            where p.member_id = member.id and p.fiscal_year = ${tx.fiscal_year}) as place
        from household_member as member where member.household_id = c.household_id) as m
    ) as people on true
    where entry.team_id = any(session_case_teams())
      and ${filter.id === undefined ? sql`true` : sql`entry.id = ${filter.id}`}
      and ${filter.case_id === undefined ? sql`true` : sql`entry.case_id = ${filter.case_id}`}
      and ${filter.id !== undefined || filter.case_id !== undefined ? sql`true` : filter.ended ? sql`entry.ended_on is not null` : sql`entry.ended_on is null`}
      and ${filter.month === null ? sql`true` : sql`to_char(entry.next_review_on, 'YYYY-MM') <= ${filter.month}`}
    order by ${filter.ended ? sql`entry.ended_on desc, entry.id` : sql`entry.next_review_on, entry.id`} limit 2000`.execute(
    tx.db,
  );
  return rows;
}

/** One entry; undefined when it is not there for this person. */
export async function entryById(tx: ReadTx, id: number | null): Promise<Entry | undefined> {
  return id === null ? undefined : (await ledger(tx, { ended: false, month: null, id }))[0];
}

export interface Review {
  id: number;
  reviewed_on: string;
  decision: string;
  decision_text: string;
  severity: string;
  next_review_on: string | null;
  reviewed_by: string;
}

/** An entry's reviews, newest first. */
export async function reviewsOf(tx: ReadTx, entry_id: number): Promise<Review[]> {
  const { rows } = await sql<Review>`
    select review.id, reviewed_on, decision, decision_text, severity, next_review_on,
      person.family_name || ' ' || person.given_name as reviewed_by
    from council_review as review join person on person.id = reviewed_by where entry_id = ${entry_id}
    order by reviewed_on desc, review.id desc`.execute(tx.db);
  return rows;
}

/** How many entries are open, past their review, and due this month; by month of review. */
export async function ledgerCounts(tx: ReadTx) {
  const { rows } = await sql<{ month: string; n: number; overdue: number }>`
    select to_char(next_review_on, 'YYYY-MM') as month, count(*) as n, count(*) filter (where next_review_on < ${tx.today}) as overdue
    from council_entry where team_id = any(session_case_teams()) and ended_on is null group by 1 order by 1`.execute(
    tx.db,
  );
  return {
    months: rows,
    open: rows.reduce((sum, row) => sum + row.n, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

/** For the first page: entries past their review or due within a week; for whoever keeps the ledger or works on the case. */
export async function reviewsWaiting(tx: ReadTx, atMost = 5) {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) return { overdue: 0, rows: [] };
  const { rows } = await sql<{
    id: number;
    case_id: number;
    fiscal_year: number;
    number: number;
    next_review_on: string;
  }>`
    select entry.id, entry.case_id, c.fiscal_year, c.number, next_review_on from council_entry as entry
    join support_case as c on c.id = entry.case_id
    where entry.team_id = any(session_case_teams()) and ended_on is null and next_review_on <= ${tx.today}::date + 7
      and (may_keep_ledger(entry.team_id) or c.worker_id = ${tx.actor.person_id})
    order by next_review_on, entry.id limit 100`.execute(tx.db);
  return { overdue: rows.filter((row) => row.next_review_on < tx.today).length, rows: rows.slice(0, atMost) };
}
