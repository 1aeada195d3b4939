import { availableParallelism } from 'node:os';
import pg from 'pg';
import { sql } from 'kysely';
import { reading, type Actor } from '../../src/platform/db/transaction.ts';
import type { World } from '../world.ts';

/** Who asks: a person of the fixture, somebody not signed in, or a job. */
export type Visitors = Readonly<Record<string, number | 'public' | 'job'>>;

/** One part of the matrix: a table, a view, a function, or the reach a session begins with. */
export interface Part {
  name: string;
  /** How many rows there are; null where that says nothing. */
  rows: number | null;
  /** What is tried; null for the reach of the session, which is there already. */
  attempts: Attempts | null;
}

/**
 * Statements, each tried and undone. `rows` are given to insert, own, update and delete one by one as $1. `sign` puts the
 * visitor's own name into a column that says who did something, `forge` that of somebody else; `take` and `give` do the same
 * with the person whom a row is about: what a rule asks of a row as it will be. `pose` adds a row that the visitor has signed, but
 * for one of its names, which is somebody else's; where a row is about a person, about that one and about the visitor.
 */
interface Attempts {
  read: string;
  count?: string;
  insert?: string;
  own?: string;
  update?: string;
  sign?: string;
  forge?: string;
  take?: string;
  give?: string;
  pose?: string;
  blind_update?: string;
  /** each row with each of its names that may be changed */
  signed?: Record<string, unknown>[];
  given?: Record<string, unknown>[];
  /** each row with each of the names it may be added with */
  posed?: Record<string, unknown>[];
  delete?: string;
  blind_delete?: string;
  /** conditions of one row, and what is set: each tried on each row */
  steps?: string[];
  rows: Record<string, unknown>[];
}

/** Long reference lists say the same of every row: the first and the last are tried for writing, which a fixture adds. */
const triedRows = 20;
const some = <T>(rows: T[]): T[] =>
  rows.length <= triedRows ? rows : [...rows.slice(0, triedRows / 2), ...rows.slice(-triedRows / 2)];

const moment = "'2026-11-21T10:00:00+09:00'";
/**
 * Changes that take several columns at once, each tried on each row: what `update` alone cannot say. With a star the whole
 * table is changed without a word about the row as it is, so that the rule for changing stands without the one for reading.
 */
const steps: Readonly<Record<string, readonly string[]>> = {
  open_day: [
    `*updated_by = session_person()`,
    `*updated_by = session_person(), facility_id = 0`,
    `updated_by = session_person(), published_at = ${moment}`,
  ],
  open_day_note: [`*updated_by = session_person()`],
  course_group: [`*updated_by = session_person()`, `*updated_by = session_person(), person_ids = '{}'`],
  initiative: [
    `updated_by = session_person(), owner_id = 0, proposed_owner_id = null, proposed_at = null, declined_at = null`,
  ],
  disposal: [
    `decided_by = session_person(), decided_at = ${moment}, approved = true`,
    `decided_by = session_person(), decided_at = ${moment}, approved = false, decision_note = 'x'`,
    `decided_by = session_person(), decided_at = ${moment}, approved = true, done_at = ${moment}`,
    `done_at = ${moment}`,
    `*decided_by = session_person(), decided_at = ${moment}, approved = true`,
  ],
  disposal_item: [
    `*outcome = 'returned', outcome_at = ${moment}`,
    `outcome = 'returned', outcome_at = ${moment}`,
    `outcome = 'held', outcome_at = ${moment}`,
  ],
  rights_request: [
    `*team_answered_by = session_person(), team_answered_at = ${moment}, team_answer = 'none'`,
    `team_answered_by = session_person(), team_answered_at = ${moment}, team_answer = 'none'`,
    `team_answered_by = session_person(), team_answered_at = ${moment}, team_answer = 'none', decided_on = '2026-11-21'`,
    `team_answered_by = session_person(), team_answered_at = ${moment}, team_answer = 'none', carried_out_on = '2026-11-21'`,
  ],
  handover_transfer: [
    `*answer = 'withdrawn', answered_by = session_person(), answered_at = ${moment}`,
    `answer = 'withdrawn', answered_by = session_person(), answered_at = ${moment}`,
    `answer = 'declined', decline_reason = 'full', answered_by = session_person(), answered_at = ${moment}`,
    `answer = 'declined', decline_reason = 'full', answered_by = 0, answered_at = ${moment}`,
  ],
  statement_issue: [`*answer_read_by = session_person(), answer_read_at = ${moment}`],
  referral_letter: [`*printed_by = session_person(), printed_at = ${moment}`],
  study_trial: [`*answered_by = session_person(), answered_at = ${moment}`],
  own_copy: [`checked_by = session_person(), checked_at = ${moment}`],
};

const id = pg.escapeIdentifier;
/** In whose name a row is written: "own" says that the visitor wrote it. */
const names = (column: string) => column === 'person_id' || column.endsWith('_by');

async function tablesOf(world: World): Promise<Part[]> {
  // `updatable`: a column the service may change at all, rather one that no key or check speaks about.
  const found = await world.owner<{
    name: string;
    view: boolean;
    columns: string[];
    key: string[];
    updatable: string | null;
    signed: string[];
    posed: string[];
  }>(
    `select c.relname as name, c.relkind = 'v' as view,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary) as key,
       (select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
           and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'update')
         order by a.attname = 'version' desc,
           exists (select from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n' and a.attnum = any(k.conkey)), a.attname
         limit 1) as updatable,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'bigint'::regtype
           and (a.attname = 'person_id' or a.attname like '%\\_by') and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'update')
         order by a.attname) as signed,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'bigint'::regtype
           and a.attname like '%\\_by' and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'insert')
         order by a.attname) as posed
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'm999997' and c.relkind in ('r', 'v') order by c.relname`,
  );
  const [all] = await world.owner<{ rows: Record<string, Record<string, unknown>[]> }>(
    `select jsonb_object_agg(name, rows) as rows from (${found
      .map(
        ({ name, key }) =>
          `select '${name}' as name, coalesce(jsonb_agg(to_jsonb(t) order by ${key.map(id).join(', ') || '1'}), '[]') as rows from ${id(name)} as t`,
      )
      .join(' union all ')}) as each`,
  );
  return found.map(({ name, view, columns, key, updatable, signed, posed }) => {
    const table = id(name);
    const rows = all!.rows[name]!;
    const attempts: Attempts = {
      read: `select count(*) from ${table}`,
      count: `select count(x) from (values (1)) as one (one) left join ${table} as x on true`,
      rows: some(rows),
    };
    if (!view) {
      const list = columns.map(id).join(', ');
      const insert = (row: string) =>
        `insert into ${table} (${list}) overriding system value select ${list} from jsonb_populate_record(null::${table}, ${row})`;
      const where = key.map((column) => `${id(column)}::text = $1 ->> '${column}'`).join(' and ');
      if (name in steps)
        attempts.steps = steps[name]!.map((set) =>
          set.startsWith('*')
            ? `update ${table} set ${set.slice(1)}`
            : `update ${table} set ${set} where ${where}`,
        );
      attempts.insert = insert('$1');
      attempts.delete = `delete from ${table} where ${where}`;
      attempts.blind_delete = `delete from ${table}`;
      const own = columns.filter(names).map((column) => `'${column}', session_person()`);
      if (own.length > 0) {
        // Only a name that stands there is replaced: a record not yet shared has nobody who shared it.
        const mine = `$1 || (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(jsonb_build_object(${own.join(', ')})) where $1 ->> key is not null`;
        attempts.own = insert(`${mine})`);
        const about = columns.includes('person_id') ? ['person_id', ''] : [''];
        attempts.posed = attempts.rows.flatMap((one) =>
          posed.flatMap((column) => about.map((kept) => ({ ...one, posed: column, kept }))),
        );
        if (attempts.posed.length > 0)
          attempts.pose = insert(
            `${mine} and key <> $1 ->> 'kept') || jsonb_build_object($1 ->> 'posed', 0)`,
          );
      }
      // Nobody has the number 0; that a person must exist is asked after row security.
      for (const [which, own, other, each] of [
        [signed.filter((column) => column !== 'person_id'), 'sign', 'forge', 'signed'],
        [signed.filter((column) => column === 'person_id'), 'take', 'give', 'given'],
      ] as const) {
        if (which.length === 0) continue;
        const set = (name: string) =>
          `update ${table} set ${which.map((column) => `${id(column)} = case $1 ->> 'signed' when '${column}' then ${name} else ${id(column)} end`).join(', ')} where ${where}`;
        attempts[each] = attempts.rows.flatMap((one) => which.map((column) => ({ ...one, signed: column })));
        attempts[own] = set('session_person()');
        attempts[other] = set('0');
      }
      if (updatable !== null) {
        const column = id(updatable);
        attempts.update = `update ${table} set ${column} = ${column} where ${where}`;
        // A statement without a word about the row as it is needs no right to read it: the rule for changing stands alone.
        const one = pg.escapeLiteral(JSON.stringify({ [updatable]: rows[0]?.[updatable] ?? null }));
        attempts.blind_update = `update ${table} set ${column} = (jsonb_populate_record(null::${table}, ${one}::jsonb)).${column}`;
      }
    }
    return { name, rows: rows.length, attempts };
  });
}

/** Functions asked by name: those that run as owner, behind which no policy stands, and the figures' rows. */
export const askedFunctions: Readonly<Record<string, string>> = {
  // By code whoever asks; entering in the three ways for each host's event; accepting and cancelling by code.
  application_answer: `select count(*) filter (where application_answer('code 0', 'cancel', '2026-11-21T10:00:00+09:00') -> 'id' is not null)`,
  application_by_code: `select count(application_by_code(hash)) from unnest(array['code 0', 'code 1', 'code 2', 'none']) as hash`,
  // Weighed, since whoever applied in one way for a facility is refused in the next.
  application_enter: `select count(*) filter (where entered) + 100 * count(*) filter (where entered and way = 'public')
    from unnest(array['public', 'account', 'staff']) as way, generate_series(1, 20) as sitting, generate_series(0, 2) as of,
    lateral (select application_enter(jsonb_build_object('event_session_id', sitting, 'way', way,
      'adults', 1, 'children', 0, 'child_ages_months', '[]'::jsonb, 'code_hash', way || sitting || of, 'code_sealed', 'x', 'name', 'x',
      'phone', way || sitting || of, 'for_facility_id', nullif(of, 0), 'seed', 'x', 'time_zone', 'Asia/Tokyo'),
      '2026-11-21T10:00:00+09:00') -> 'id' is not null as entered) as one`,
  answer_introduction: `select count(*) filter (where taken) from unnest(array['AAAAABBBBB', 'CCCCCDDDDD', 'none']) as card,
    lateral answer_introduction(card, true, 'yes', null, '2026-11-21T10:00:00+09:00', '2026-11-21') as taken`,
  application_phase: `select count(*) from event_session join event on event.id = event_session.event_id
    where application_phase(event, event_session, '2026-11-21T10:00:00+09:00') <> ''`,
  application_recount: `select application_recount(event_session_id) from event_queue; select count(*) from event_queue`,
  areas_of_indicator_row: `select count(*) from issue,
    lateral areas_of_indicator_row('issue_count', issue.id, null, 'district', '2026-11-21')`,
  close_year: `select count(close_year(2024, 'x', '2026-11-21T10:00:00+09:00', '2026-11-21'))`,
  conference_invitations: `select count(*) from conference_invitations('2026-11-21T10:00:00+09:00')`,
  conference_promise: `select count(*) filter (where conference_promise(one, '2026-11-21T10:00:00+09:00')) from generate_series(1, 9) as one`,
  consultation_age_band: `select count(consultation_age_band(months)) from generate_series(-3, 200, 40) as months`,
  consultation_drafts_tidied: `select count(*) from consultation_drafts_tidied('2026-11-21T10:00:00+09:00', 'Asia/Tokyo')`,
  // Whoever holds a code; a facility's second place is given by who manages courses alone.
  course_apply_open: `select count(course_apply_open(jsonb_build_object('course_id', course, 'outside_town', 'x', 'outside_facility', 'x',
      'name', 'x', 'name_kana', '', 'job', '', 'wishes', '', 'email', 'x', 'code_hash', 'new' || course, 'code_sealed', 'x'),
      '2026-11-21T10:00:00+09:00', '2026-05-10') -> 'id') from generate_series(1, 3) as course`,
  course_by_code: `select count(course_by_code(hash)) from unnest(array['matrix-course-0', 'none']) as hash`,
  course_certificate_check: `select count(*) from unnest(array['matrix-certificate-0', 'none']) as hash,
    lateral course_certificate_check('2026-L1-0001', hash)`,
  course_come: `select count(course_come('DOOR1', hash, '2026-06-01', '14:10', '2026-06-01T14:10:00+09:00') -> 'session')
    from unnest(array['matrix-course-0', 'none', null]) as hash`,
  course_counts: `select count(*) from course_counts(array[1, 2, 3])`,
  course_dispose: `select sum(course_dispose(one)) from generate_series(1, 3) as one`,
  course_door_of: `select count(*) from unnest(array['DOOR1', 'none']) as door, lateral course_door_of(door)`,
  course_due: `select count(*) from course_due(0, null, '2060-01-01')`,
  course_enter: `select count(*) filter (where course_enter(mine, line, '2026-06-01T09:00:00+09:00') = 'entered')
    from generate_series(1, 5) as mine, generate_series(1, 60) as line`,
  course_figures: `select count(*) from course_figures(2026, '2026-11-21')`,
  course_forget: `select course_forget('2060-01-01')`,
  course_group_members: `select count(*) from course_group_members(array[1, 2, 3, 4, 5])`,
  course_links: `select count(*) from generate_series(1, 3) as course, lateral course_links(course)`,
  course_reflect_by_code: `select count(*) filter (where course_reflect_by_code('matrix-course-0', sitting, 'x', 'x', '2026-11-21T10:00:00+09:00') = 'done')
    from generate_series(1, 5) as sitting`,
  course_standing: `select count(*) from course_standing(array[1, 2, 3, 4, 5])`,
  course_withdraw_by_code: `select count(*) filter (where course_withdraw_by_code(hash, '2026-11-21T10:00:00+09:00') <> 'unknown')
    from unnest(array['matrix-course-0', 'none']) as hash`,
  open_day_follow_guests: `select open_day_follow_guests(id) from generate_series(1, 4) as id; select 0`,
  rights_courses: `select count(*) from generate_series(1, 9) as one, lateral rights_courses(one)`,
  statement_dispose: `select sum(statement_dispose(one)) from generate_series(1, 3) as one`,
  support_file_dispose: `select sum(support_file_dispose(one)) from generate_series(1, 3) as one`,
  disclosure_opened: `select count(*) filter (where disclosure_opened(one, '2026-11-21T10:00:00+09:00')) from generate_series(1, 20) as one`,
  issue_raise_from_family: `select count(issue_raise_from_family('x', 'x', 'community', null, person_id, '2026-11-21',
    '2026-11-21T10:00:00+09:00')) from (select distinct person_id from appointment where role_code = 'secretariat') as holder`,
  referral_opened: `select count(*) from generate_series(1, 20) as one, lateral referral_opened(one)`,
  referral_opened_events: `select count(*) from generate_series(1, 20) as one, lateral referral_opened_events(one)`,
  referral_opened_by_code: `select count(*) filter (where referral_opened_by_code(hash, '2026-11-21T10:00:00+09:00')) from unnest(array['hash', 'none']) as hash`,
  round_days: `select count(*) from round_days('2026-01-01', '2027-12-31')`,
  statement_outcomes: `select count(*) from statement_outcomes()`,
  audit_end: `select count(*) from audit_end()`,
  audit_ends: `select count(*) from audit_ends()`,
  audit_check: `select count(*) from audit_check(0, 1000)`,
  audit_verdict: `select count(*) from audit_verdict()`,
  audit_append: `select count(audit_append('[]'))`,
  referral_by_code: `select count(referral_by_code(hash, '2026-11-21T10:00:00+09:00')) from unnest(array['hash', 'none']) as hash`,
  referral_letter_over: `select count(referral_letter_over(hash, '2060-01-01')) from unnest(array['hash', 'none']) as hash`,
  referral_answer_by_code: `select count(*) filter (where referral_answer_by_code(hash, 'deliver', '{}', '2026-11-21T10:00:00+09:00') -> 'id' is not null)
    from unnest(array['hash', 'none']) as hash`,
  referral_draft_worker: `select count(referral_draft_worker(referral)) from generate_series(1, 12) as referral`,
  family_message_by_code: `select count(family_message_by_code(hash)) from unnest(array['message 0', 'message 1', 'none']) as hash`,
  family_message_hand: `select count(*) filter (where family_message_hand(message, 1, (select max(id) from team)))
    from generate_series(1, 2) as message`,
  family_message_reply: `select count(family_message_reply('message 0', 'x', false, '2026-11-21T10:00:00+09:00'))`,
  family_message_send: `select count(family_message_send('{"kind":"child","lang":"ja","urgent":false,"code_hash":"x","body":"x"}', 2026,
    '2026-11-21T10:00:00+09:00'))`,
  // What has ended is for the program's own job to know, and what two people decided for it alone to delete.
  account_due: `select count(*) from account_due(0, null, '2060-01-01')`,
  account_dispose: `select sum(account_dispose(one, '999997')) from generate_series(1, 3) as one`,
  case_due: `select count(*) from case_due(0, 18, '2060-01-01')`,
  case_dispose: `select sum(case_dispose(one)) from generate_series(1, 3) as one`,
  caseload_dispose: `select sum(caseload_dispose(one)) from generate_series(1, 3) as one`,
  conference_dispose: `select sum(conference_dispose(one)) from generate_series(1, 3) as one`,
  consultation_due: `select count(*) from consultation_due(0, 18, '2060-01-01')`,
  consultation_dispose: `select sum(consultation_dispose(one)) from generate_series(1, 3) as one`,
  disclosure_dispose: `select sum(disclosure_dispose(one)) from generate_series(1, 3) as one`,
  disposal_consultations: `select count(*) from generate_series(1, 3) as one, lateral disposal_consultations(one)`,
  disposal_forget: `select disposal_forget(1, 'case', array['/cases/']); select 0`,
  disposal_propose: `select count(disposal_propose('visit', null, array[1], '2026-11-21T10:00:00+09:00', ''))`,
  disposal_released: `select count(*) from generate_series(1, 3) as one, unnest(array['case', 'visit']) as kind, lateral disposal_released(one, kind)`,
  family_message_due: `select count(*) from family_message_due(0, null, '2060-01-01')`,
  family_message_dispose: `select sum(family_message_dispose(one)) from generate_series(1, 3) as one`,
  handover_dispose: `select sum(handover_dispose(one)) from generate_series(1, 3) as one`,
  handover_transfer_take: `select count(*) from generate_series(1, 3) as one, appointment,
    lateral handover_transfer_take(one, appointment.person_id, 'x', '2026-11-21') where role_code in ('consultation_worker', 'public_health_nurse')`,
  household_dispose: `select sum(household_dispose(one)) from generate_series(1, 3) as one`,
  referral_dispose: `select sum(referral_dispose(one)) from generate_series(1, 3) as one`,
  rights_applications: `select count(*) from generate_series(1, 9) as one, lateral rights_applications(one)`,
  rights_helpers: `select count(*) from generate_series(1, 9) as one, lateral rights_helpers(one)`,
  // A facility is told where it was itself; stopped is only what its own newest word is against.
  network_gatherings: `select count(*) from network_gatherings(array[2025, 2026], '2026-11-21')`,
  paper_without_notifier: `select count(paper_without_notifier(household, array['x'])) from unnest(array[1, 2, 3]) as household`,
  practice_stop: `select count(*) filter (where practice_stop(id, '2026-11-21T10:00:00+09:00')) from practice`,
  practice_tried: `select count(*) from practice_tried(array(select id from practice))`,
  rights_people: `select count(*) from generate_series(1, 9) as one, lateral rights_people(one)`,
  offline_device_state: `select count(offline_device_state(hash)) from unnest(array['hash-1', 'none']) as hash`,
  offline_device_forget: `select sum(offline_device_forget(one)) from generate_series(1, 2) as one`,
  offline_device_emptied: `select offline_device_emptied(token_hash) from offline_device; select count(*) from offline_device where wiped_at is not null`,
  offline_tidy: `select offline_tidy('2060-01-01')`,
  visit_due: `select count(*) from visit_due(0, null, '2060-01-01')`,
  visit_dispose: `select sum(visit_dispose(one)) from generate_series(1, 3) as one`,
  event_host_is_named: `select event_host_is_named(id) from generate_series(1, 30) as id;
    select count(*) from organisation where listed`,
  event_sessions_applied_for: `select count(*) from event_sessions_applied_for(array(select generate_series(1, 60)))`,
  consultation_figures: `select count(*) from consultation_figures(2026, 'Asia/Tokyo')`,
  consultation_next_number: `select count(consultation_next_number(2026))`,
  // each of the three, to the west, then to somebody who works there
  consultation_route: `select count(*) filter (where consultation_route(consultation, team.id, null, 'x', '2026-11-21T10:00:00+09:00', '2026-11-21'))
    from unnest(array[1, 2, 3]) as consultation, team where team.kind = 'district' and team.name like '西%'`,
  consultation_tables_keep: `select consultation_tables_keep(2026, 'Asia/Tokyo', '2027-04-01', '2027-04-01T10:00:00+09:00');
    select count(*) from consultation_release where fiscal_year = 2026`,
  consultation_years: `select count(*) from consultation_years(array[2026])`,
  handovers_open_due: `select count(*) from handovers_open_due('2026-11-21', '2027-04-30', '2026-11-21T10:00:00+09:00')`,
  case_audit_numbers: `select count(*) from case_audit_numbers(array[1, 2, 3], array[1, 2, 3])`,
  case_audit_subjects: `select count(*) from unnest(array['case', 'consultation']) as kind, generate_series(1, 3) as wanted,
    lateral case_audit_subjects(kind, 2026, wanted)`,
  case_by_number: `select count(*) from generate_series(1, 3) as wanted, lateral case_by_number(2026, wanted)`,
  case_close: `select count(*) filter (where case_close(one, '2026-11-21', '2026-11-21T10:00:00+09:00')) from generate_series(1, 12) as one`,
  case_move: `select count(*) filter (where case_move(moved, appointment.team_id, appointment.person_id, '2026-11-21'))
    from generate_series(1, 3) as moved, appointment where role_code = 'consultation_worker'`,
  case_number: `select count(case_number(2026))`,
  case_readers: `select count(*) from generate_series(1, 3) as looked_at, lateral case_readers(looked_at, 10)`,
  helper_application_by_code: `select count(*) from unnest(array['helper 0', 'helper 2', 'none']) as hash,
    lateral helper_application_by_code(hash)`,
  household_candidates: `select count(*) from household_candidates('かくうは', '2022-05-05', '試験市神楽岡一条0', 50)`,
  household_keeper: `select count(*) from unnest(array[1, 2, 3]) as household, lateral household_keeper(household)`,
  household_log: `select count(*) from unnest(array[1, 2, 3]) as household, lateral household_log(household, 9)`,
  household_reach: `select count(household_reach(household)) from unnest(array[1, 2, 3]) as household`,
  household_records: `select count(*) from unnest(array[1, 2, 3]) as household, lateral household_records(household)`,
  indicator_figures: `select sum(n) from unnest(array['all', 'area', 'kind', 'theme', 'criterion', 'level']) as part,
    lateral (select count(*) as n from indicator_figures(2026, array[date '2026-11-21'], part, 'district')) as one`,
  indicator_rows: `select count(*) from indicator_rows(2026, '2026-11-21')`,
  introduction_answer_rows: `select count(*) from introduction_answer_rows(2026, '2026-11-21')`,
  introduction_by_code: `select count(*) from unnest(array['AAAAABBBBB', 'none']) as card, lateral introduction_by_code(card)`,
  introduction_sums: `select count(*) from introduction_sums(2026)`,
  invited_person: `select count(invited_person(hash, '2026-11-21T10:00:00+09:00'))
    from unnest(array['open', 'accepted', 'withdrawn', 'expired']) as hash`,
  list_organisations: `select list_organisations(array(select organisation_id from facility));
    select count(*) from organisation where listed`,
  search_find: `select count(*) from search_find(array['きろく'], search_bigrams('きろく'), null, 50)`,
  search_publish: `select search_publish('{"kind":"probe","subject_id":9,"title":"x","summary":"","url":"/",
      "folded":"x","audience_duty":"public","updated_at":"2026-06-01T09:00:00+09:00"}');
    select count(*) from search_find(array['x'], array[]::text[], array['probe'], 50)`,
  search_unpublish: `select search_unpublish('news', 1);
    select 1 - count(*) from search_find(array['きろく'], array[]::text[], array['news'], 50)`,
  support_file_begin: `select count(support_file_begin(entry, '2026-11-21')) from unnest(array[
      '{"sheet_hash":"sheet 0","profile_sealed":"x","proof_hash":"x","code_hash":"new 0","salt":"x","key_sealed":"x","token_hash":"new 0","visit_key_sealed":"x","ends_at":"2027-01-01T00:00:00Z"}',
      '{"sheet_hash":"none","profile_sealed":"x","proof_hash":"x","code_hash":"new 1","salt":"x","key_sealed":"x","token_hash":"new 1","visit_key_sealed":"x","ends_at":"2027-01-01T00:00:00Z"}'
      ]::jsonb[]) as entry`,
  support_file_lock_of: `select count(support_file_lock_of(hash, '2026-11-21T10:00:00+09:00')) from unnest(array['file 0', 'lend 0', 'place 0', 'offer 0', 'none']) as hash`,
  // with the proof, without it, and an offer, which nobody opens
  support_file_enter: `select count(*) filter (where support_file_enter(hash, proof, jsonb_build_object('token_hash', hash || proof,
      'key_sealed', 'x', 'ends_at', '2027-01-01T00:00:00Z', 'who_sealed', 'x'), '2026-11-21T10:00:00+09:00', '2026-11-21'))
    from unnest(array['file 0', 'file 1', 'lend 0', 'lend 1', 'place 0', 'offer 0'],
      array['file proof 0', 'x', 'proof lend 0', 'x', 'proof place 0', 'proof offer 0']) as one(hash, proof)`,
  support_file_of: `select count(support_file_of(token, '2026-11-21T10:00:00+09:00')) from unnest(array['open 0', 'lent lend 0', 'none']) as token`,
  support_file_lent_to: `select count(support_file_lent_to(token, '2026-11-21T10:00:00+09:00'))
    from unnest(array['lent lend 0', 'lent place 0', 'lent body 0', 'open 0', 'none']) as token`,
  support_file_keep: `select count(support_file_keep(token, '{"key_sealed":"x","body_sealed":"x"}', '2026-11-21T10:00:00+09:00'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token`,
  support_file_drop: `select count(*) filter (where support_file_drop(token, 'entry', entry, '2026-11-21T10:00:00+09:00'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token, generate_series(1, 2) as entry`,
  support_file_set: `select count(*) filter (where support_file_set(token, '{"profile_sealed":"x"}', '2026-11-21T10:00:00+09:00'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token`,
  support_file_lend: `select count(support_file_lend(token, '{"kind":"lend","code_hash":"new","salt":"x","key_sealed":"x",
      "proof_hash":"x","own_sealed":"x","title_sealed":"x","ends_at":"2026-12-01T00:00:00Z","entries":[]}', '2026-11-21T10:00:00+09:00'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token`,
  support_file_request_of: `select count(support_file_request_of(hash, '2026-11-21')) from unnest(array['request east', 'none']) as hash`,
  support_file_give: `select count(support_file_give(token, 'request east', '{"said_by":"x","notice":"x","entries":[]}', '2026-11-21T10:00:00+09:00', '2026-11-21'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token`,
  support_file_withdraw: `select count(*) filter (where support_file_withdraw(token, given, 'yes east', 'x', '2026-11-21T10:00:00+09:00'))
    from unnest(array['open 0', 'lent lend 0', 'none']) as token, generate_series(1, 2) as given`,
  support_file_offer_of: `select count(support_file_offer_of(hash, '2026-11-21T10:00:00+09:00')) from unnest(array['offer 0', 'lend 0', 'none']) as hash`,
  support_file_take: `select count(support_file_take('offer 0', 'proof offer 0', into_case, '{"said_by":"x","entries":[]}', '2026-11-21T10:00:00+09:00'))
    from generate_series(1, 3) as into_case`,
  use_consultations: `select sum(n) from unnest(array[true, false]) as single,
    lateral (select count(*) as n from use_consultations(2026, single)) as one`,
  use_figures: `select sum(n) from unnest(array[true, false]) as single,
    lateral (select count(*) as n from use_figures(2026, single)) as one`,
  initiative_decline: `select count(*) filter (where initiative_decline(wanted, 'x', '2026-11-21', '2026-11-21T10:00:00+09:00'))
    from generate_series(1, 9) as wanted`,
  survey_kept: `select count(kept) from generate_series(1, 3) as summary, lateral survey_kept(summary) as kept`,
  take_up_invitation: `select count(taken) from unnest(array['open', 'accepted', 'withdrawn', 'expired']) as hash,
    lateral take_up_invitation(hash, '2026-11-21T10:00:00+09:00', 'account ' || hash) as taken`,
  voice_by_code: `select count(*) from unnest(array['waiting', 'none']) as hash, lateral voice_by_code(hash)`,
  withdraw_helper_application: `select count(*) from withdraw_helper_application('helper 0')`,
};

/** All parts, in the order in which they are written down. */
export async function partsOf(world: World): Promise<Part[]> {
  return [
    { name: 'session_of()', rows: null, attempts: null },
    ...(await tablesOf(world)),
    ...Object.entries(askedFunctions).map(([name, read]) => ({
      name: `${name}()`,
      rows: null,
      attempts: { read, rows: [] },
    })),
  ];
}

const verbs = [
  'read',
  'count',
  'insert',
  'own',
  'update',
  'sign',
  'forge',
  'take',
  'give',
  'pose',
  'blind_update',
  'delete',
  'blind_delete',
] as const;
type Verb = (typeof verbs)[number];

/** What one visitor reaches of one part, by verb, null where a function is not theirs to call; `refused`: rows that could be changed, but not into this. */
type Said = Partial<Record<Verb, number | null>> & { refused: number; steps?: number[] };

/**
 * One block that tries everything of one part as one visitor after the other. The statements stand in it as they are, so that
 * each is planned once and not for every row and visitor, which took minutes. Each attempt is a subtransaction that is always
 * undone; what a key or a check says comes after row security has said yes. With `matrix.known` given, it ends at the first
 * visitor of whom something else is true.
 */
function blockOf(part: string, attempts: Attempts): string {
  const table = !part.endsWith('()');
  const tries = verbs.flatMap((verb) => {
    const statement = attempts[verb];
    if (statement === undefined) return [];
    const own = statement.replaceAll('$1', 'mx_item');
    const told =
      verb === 'read' || verb === 'count'
        ? // A function may be asked in several statements.
          table
          ? `${own.replace(/^select count\((\*|x)\)/, 'select count($1) into mx_n')};`
          : `execute ${pg.escapeLiteral(statement)} into mx_n;`
        : `${own}; get diagnostics mx_n = row_count;`;
    const rows = ['insert', 'own', 'update', 'delete'].includes(verb)
      ? 'rows'
      : { sign: 'signed', forge: 'signed', take: 'given', give: 'given', pose: 'posed' }[verb as string];
    const attempt = `
      begin
        ${told}
        raise exception using errcode = 'MX000';
      exception
        when sqlstate 'MX000' then mx_allowed := mx_allowed + mx_n;
        when integrity_constraint_violation then mx_allowed := mx_allowed + 1;
        when insufficient_privilege then
          ${rows === undefined ? '' : "exit when sqlerrm like 'permission denied for %';"}
          ${verb === 'update' ? 'mx_refused := mx_refused + 1;' : table ? 'null;' : 'mx_allowed := null;'}
      end;`;
    return `
    mx_allowed := 0;
    ${rows === undefined ? attempt : `foreach mx_item in array mx_${rows} loop ${attempt} end loop;`}
    mx_said := mx_said || jsonb_build_object('${verb}', mx_allowed);`;
  });
  if (attempts.steps)
    tries.push(
      `mx_steps := '[]';`,
      ...attempts.steps.map(
        (step) => `
    mx_allowed := 0;
    foreach mx_item in array mx_rows loop
      begin
        ${step.replaceAll('$1', 'mx_item')}; get diagnostics mx_n = row_count;
        raise exception using errcode = 'MX000';
      exception
        when sqlstate 'MX000' then mx_allowed := mx_allowed + mx_n;
        when integrity_constraint_violation then mx_allowed := mx_allowed + 1;
        when insufficient_privilege then null;
      end;
    end loop;
    mx_steps := mx_steps || to_jsonb(mx_allowed);`,
      ),
      `mx_said := mx_said || jsonb_build_object('steps', mx_steps);`,
    );
  return `do $mx$
#variable_conflict use_column
declare
  mx_visitor jsonb; mx_item jsonb; mx_n bigint; mx_allowed bigint; mx_refused bigint; mx_said jsonb; mx_told jsonb := '{}'; mx_steps jsonb;
  mx_known jsonb := nullif(current_setting('matrix.known', true), '');
  mx_rows jsonb[] := array(select jsonb_array_elements(current_setting('matrix.rows')::jsonb));
  mx_signed jsonb[] := array(select jsonb_array_elements(current_setting('matrix.signed')::jsonb));
  mx_given jsonb[] := array(select jsonb_array_elements(current_setting('matrix.given')::jsonb));
  mx_posed jsonb[] := array(select jsonb_array_elements(current_setting('matrix.posed')::jsonb));
begin
  for mx_visitor in select jsonb_array_elements(current_setting('matrix.visitors')::jsonb) loop
    perform set_config(key, value, true) from jsonb_each_text(mx_visitor -> 'settings');
    mx_said := '{}'; mx_refused := 0;
    ${tries.join('')}
    mx_said := mx_said || jsonb_build_object('refused', mx_refused);
    mx_told := mx_told || jsonb_build_object(mx_visitor ->> 'name', mx_said);
    exit when mx_known is not null and mx_known -> (mx_visitor ->> 'name') <> mx_said;
  end loop;
  perform set_config('matrix.told', mx_told::text, true);
end $mx$`;
}

/**
 * As 'read 2 · count 2 · insert 1 · own 2 · update 1 · delete -'. Only where there is any: what is refused aloud, because
 * the row could be changed but not into this; what is changed without being seen; in how many places the visitor's own name
 * may be put (sign, take), and in how many another's (forge, give; pose: of a new row); how many rows each of the table's steps
 * changes.
 */
function sentence(said: Said, all: number): string {
  const told: [string, number | null | undefined][] = [
    ['read', said.read],
    ['count', said.count],
    ['insert', said.insert],
    ['own', said.own],
    ['update', said.update],
    ['delete', said.delete],
  ];
  if (said.refused > 0) told.push(['update refused', said.refused]);
  for (const verb of ['sign', 'forge', 'take', 'give', 'pose'] as const)
    if (said[verb]) told.push([verb, said[verb]]);
  for (const verb of ['update', 'delete'] as const) {
    const blind = said[`blind_${verb}`] ?? 0;
    // Not all rows of a long table were tried one by one.
    if (blind > (all > triedRows ? said.read! : said[verb]!)) told.push([`${verb} unseen`, blind]);
  }
  const steps = said.steps?.map((n) => n || '-').join('/');
  const parts = told.filter(([, n]) => n !== undefined).map(([what, n]) => `${what} ${n || '-'}`);
  if (steps !== undefined) parts.push(`steps ${steps}`);
  return parts.join(' · ');
}

function actorOf(world: World, who: Visitors[string]): Actor {
  const nobody = world.actor(null);
  if (who === 'public') return nobody;
  if (who === 'job') return { ...nobody, kind: 'job', label: 'job:matrix' };
  return { ...nobody, person_id: who, kind: 'person', label: `person:${who}` };
}

/** What the database knows of a visitor while it serves one: the settings of the transaction, and their reach in words. */
interface Standing {
  reach: string;
  settings: Record<string, string>;
}
export type Standings = ReadonlyMap<string, Standing>;

const settings = [
  'person',
  'organisations',
  'facilities',
  'teams',
  'forums',
  'meetings',
  'case_teams',
  'shared',
  'opened',
];

export function standingOf(world: World, who: Visitors[string]): Promise<Standing> {
  return reading(actorOf(world, who), async (tx) => {
    const { rows } = await sql<{ settings: Record<string, string>; until: string | null }>`
      select jsonb_object_agg('app.' || name, coalesce(current_setting('app.' || name, true), '')) as settings,
        to_char((session_of(nullif(current_setting('app.person', true), '')::bigint, ${tx.today}, ${tx.now}) ->> 'until')::timestamptz
          at time zone 'Asia/Tokyo', 'MM-DD HH24:MI') as until
      from unnest(${[...settings, ...[...tx.session.duties].map((duty) => `has.${duty}`)]}::text[]) as name`.execute(
      tx.db,
    );
    const { duties, organisations, facilities, teams, forums, meetings, opened, case_zone } = tx.session;
    const { case_teams, shared } = tx.session;
    const places = { organisations, facilities, teams, forums, meetings, case_teams, shared, opened };
    const reach = Object.entries(places)
      .map(([what, { length }]) => `${what} ${length || '-'}`)
      .concat(`duties ${duties.size}`, ...(case_zone ? ['case zone'] : []))
      .concat(rows[0]!.until ? `until ${rows[0]!.until}` : []);
    return { reach: reach.join(' · '), settings: rows[0]!.settings };
  });
}

export async function standingsOf(world: World, visitors: Visitors): Promise<Standings> {
  const standings = new Map<string, Standing>();
  for (const [name, who] of Object.entries(visitors)) standings.set(name, await standingOf(world, who));
  return standings;
}

/** What each visitor reaches: visitor → part → sentence. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The same by number, part → visitor, as the database told it. */
export type Told = ReadonlyMap<string, Record<string, Said>>;

/**
 * A copy of the world's database that one after the other is asked in. Nobody else is in it, so that no attempt ever waits for
 * another's: two sessions in one database came to a deadlock now and then, where each held a row that the other's cascade or
 * unique key wanted.
 */
export class Copy {
  readonly #client: pg.Client;
  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async of(world: World, standings: Standings): Promise<Copy> {
    const client = new pg.Client({ connectionString: await world.copy() });
    await client.connect();
    // Whoever comes next has none of the duties that only somebody before has.
    const none = Object.fromEntries(
      [...standings.values()].flatMap(({ settings }) => Object.keys(settings).map((name) => [name, ''])),
    );
    const visitors = [...standings].map(([name, standing]) => ({
      name,
      settings: { ...none, ...standing.settings },
    }));
    await client.query(
      `select set_config('matrix.visitors', $1, false), set_config('search_path', 'm999997, shared, extensions, pg_temp', false),
         -- One plan for all rows and visitors: policies ask the session when they run, not when they are planned.
         set_config('plan_cache_mode', 'force_generic_plan', false), set_config('jit', 'off', false)`,
      [JSON.stringify(visitors)],
    );
    return new Copy(client);
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  /** Asks as the service while the rest of the transaction is the owner's. Undoes everything afterwards. */
  async #undone<T>(damage: string, work: () => Promise<T>): Promise<T> {
    await this.#client.query('begin; set local role tsunagi_owner');
    try {
      if (damage !== '') await this.#client.query(damage);
      await this.#client.query('set local role tsunagi_service');
      return await work();
    } finally {
      await this.#client.query('rollback');
    }
  }

  async #ask(
    part: Part,
    attempts: Attempts,
    known: Record<string, Said> | null,
  ): Promise<Record<string, Said>> {
    await this.#client.query(
      `select set_config('matrix.rows', $1, true), set_config('matrix.signed', $2, true), set_config('matrix.given', $3, true),
         set_config('matrix.posed', $4, true), set_config('matrix.known', $5, true)`,
      [attempts.rows, attempts.signed ?? [], attempts.given ?? [], attempts.posed ?? [], known ?? ''].map(
        (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
      ),
    );
    await this.#client.query(blockOf(part.name, attempts));
    const { rows } = await this.#client.query<{ told: string }>(
      `select current_setting('matrix.told') as told`,
    );
    return JSON.parse(rows[0]!.told) as Record<string, Said>;
  }

  ask(part: Part, attempts: Attempts): Promise<Record<string, Said>> {
    return this.#undone('', () => this.#ask(part, attempts, null));
  }

  /** Whether anybody's answer about these parts is another than the known one while the damage is there. */
  async notices(damage: string, parts: readonly Part[], told: Told): Promise<boolean> {
    return this.#undone(damage, async () => {
      for (const part of parts) {
        const known = told.get(part.name);
        if (!part.attempts || !known) continue;
        try {
          const now = await this.#ask(part, part.attempts, known);
          if (Object.entries(now).some(([who, said]) => !same(said, known[who]!))) return true;
        } catch (error) {
          // The database itself misses it: nothing can be asked at all.
          if (error instanceof pg.DatabaseError) return true;
          throw error;
        }
      }
      return false;
    });
  }
}

const same = (one: Said, other: Said): boolean =>
  ['refused', ...verbs].every((verb) => one[verb as Verb] === other[verb as Verb]) &&
  JSON.stringify(one.steps) === JSON.stringify(other.steps);

/** Everything is asked once: each copy takes the next part. */
export async function askAll(copies: readonly Copy[], parts: readonly Part[]): Promise<Told> {
  const told = new Map<string, Record<string, Said>>();
  const left = [...parts];
  await Promise.all(
    copies.map(async (copy) => {
      for (let part = left.shift(); part; part = left.shift())
        if (part.attempts) told.set(part.name, await copy.ask(part, part.attempts));
    }),
  );
  return told;
}

/** As many copies as the machine has cores: nothing is shared between them. */
export async function copiesOf(world: World, standings: Standings): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (let n = 0; n < Math.max(2, availableParallelism()); n++) copies.push(await Copy.of(world, standings));
  return copies;
}

export function answersOf(told: Told, standings: Standings, parts: readonly Part[]): Answers {
  return new Map(
    [...standings].map(([visitor, { reach }]) => [
      visitor,
      new Map(
        parts.map(({ name, rows }) => [
          name,
          told.has(name) ? sentence(told.get(name)![visitor]!, rows ?? 0) : reach,
        ]),
      ),
    ]),
  );
}

/** The whole. */
export async function accessMatrix(
  world: World,
  standings: Standings,
  parts: readonly Part[],
): Promise<Answers> {
  const copies = await copiesOf(world, standings);
  try {
    return answersOf(await askAll(copies, parts), standings, parts);
  } finally {
    for (const copy of copies) await copy.close();
  }
}

/**
 * The matrix as text: per part who reaches how many of its rows. What most have is said of "everybody else"; where
 * no line says that, whoever is not named reaches nothing.
 */
export function written(answers: Answers, parts: readonly Part[]): string {
  return parts
    .map(({ name, rows }) => {
      const lines = new Map<string, string[]>();
      for (const [visitor, said] of answers) {
        const line = said.get(name)!;
        lines.set(line, [...(lines.get(line) ?? []), visitor]);
      }
      const majority = [...lines].find(([, who]) => who.length > answers.size / 2)?.[0];
      const nothing = (line: string) => !/[1-9]/.test(line);
      const body = [...lines]
        .filter(([line]) => !nothing(line) || (majority !== undefined && !nothing(majority)))
        .toSorted(([a], [b]) => Number(a === majority) - Number(b === majority))
        .map(
          ([line, who]) =>
            `  ${nothing(line) ? 'nothing' : line}    ${line === majority ? 'everybody else' : who.join(', ')}\n`,
        );
      const title = rows === null ? name : `${name} (${rows} ${rows === 1 ? 'row' : 'rows'})`;
      return `${title}\n${body.join('') || '  nobody\n'}`;
    })
    .join('\n');
}
