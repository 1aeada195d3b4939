import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { cutOf, type Paging } from '../../platform/web/paging.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { foldedAddress } from './rules.ts';
import { words } from './words.ja.ts';

// What slices below print of a person, in the words of its own pages.
export const sexWords: Record<string, string> = words.sexes;
export const languageWords: Record<string, string> = words.languages;

export interface Household {
  id: number;
  team_id: number;
  team: string;
  team_ids: number[];
  protected: boolean;
  protected_since: string | null;
  protection_note: string;
  languages: string[];
  care: string;
  invented: boolean;
  merged_into_id: number | null;
  version: number;
  /** may change it, protect it, read its address however protected */
  may_keep: boolean;
  /** works with it: one of its teams */
  works: boolean;
}

const households = (tx: ReadTx) =>
  tx.db
    .selectFrom('household')
    .innerJoin('team', 'team.id', 'household.team_id')
    .select([
      'household.id',
      'household.team_id',
      'team.name as team',
      'household.team_ids',
      'household.protected',
      'household.protected_since',
      'household.protection_note',
      'household.languages',
      'household.care',
      'household.invented',
      'household.merged_into_id',
      'household.version',
      sql<boolean>`may_work_case(household.team_id)`.as('may_keep'),
      sql<boolean>`household.team_ids && session_case_teams()`.as('works'),
    ]);

export async function householdById(tx: ReadTx, id: number | null): Promise<Household | undefined> {
  return households(tx)
    .where('household.id', '=', id ?? 0)
    .executeTakeFirst();
}

/** The household and all that were merged into it: whose rows make up its page. */
export async function familyIds(tx: ReadTx, household_id: number): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('household')
    .select('id')
    .where((row) => row.or([row('id', '=', household_id), row('merged_into_id', '=', household_id)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

export interface Member {
  id: number;
  household_id: number;
  position: number;
  relation: string;
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  known_as: string;
  born_on: string | null;
  due_on: string | null;
  sex: string | null;
  lives_apart: boolean;
  languages: string[];
  care: string;
  left_on: string | null;
  left_reason: string | null;
  version: number;
}

const memberColumns = [
  'id',
  'household_id',
  'position',
  'relation',
  'family_name',
  'given_name',
  'family_kana',
  'given_kana',
  'known_as',
  'born_on',
  'due_on',
  'sex',
  'lives_apart',
  'languages',
  'care',
  'left_on',
  'left_reason',
  'version',
] as const;

/** Members of one or several households; who has left comes last. */
export async function membersOf(tx: ReadTx, household_ids: readonly number[]): Promise<Member[]> {
  return tx.db
    .selectFrom('household_member')
    .select(memberColumns)
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy(sql`left_on is not null`)
    .orderBy('household_id')
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function memberById(tx: ReadTx, household_id: number, id: number): Promise<Member | undefined> {
  return tx.db
    .selectFrom('household_member')
    .select(memberColumns)
    .where('id', '=', id)
    .where('household_id', '=', household_id)
    .executeTakeFirst();
}

export interface Address {
  id: number;
  household_id: number;
  postal_code: string | null;
  address: string;
  starts_on: string;
  ends_on: string | null;
}

/** Where they live and lived, the newest first; nothing for whom it is not to be known. */
export async function addressesOf(tx: ReadTx, household_ids: readonly number[]): Promise<Address[]> {
  return tx.db
    .selectFrom('household_address')
    .select(['id', 'household_id', 'postal_code', 'address', 'starts_on', 'ends_on'])
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy(sql`ends_on desc nulls first`)
    .orderBy('starts_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export interface Contact {
  id: number;
  household_id: number;
  member_id: number | null;
  kind: string;
  value: string;
  note: string;
}

export async function contactsOf(tx: ReadTx, household_ids: readonly number[]): Promise<Contact[]> {
  return tx.db
    .selectFrom('household_contact')
    .select(['id', 'household_id', 'member_id', 'kind', 'value', 'note'])
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy('id')
    .execute();
}

export interface Place {
  id: number;
  member_id: number;
  fiscal_year: number;
  facility_id: number | null;
  name: string;
  class_name: string;
}

/** School or facility by year, the newest first. */
export async function placesOf(tx: ReadTx, household_ids: readonly number[]): Promise<Place[]> {
  return tx.db
    .selectFrom('household_member_place')
    .leftJoin('facility', 'facility.id', 'household_member_place.facility_id')
    .select([
      'household_member_place.id',
      'member_id',
      'fiscal_year',
      'facility_id',
      sql<string>`coalesce(facility.name, place_name)`.as('name'),
      'class_name',
    ])
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy('fiscal_year', 'desc')
    .orderBy('household_member_place.id')
    .execute();
}

export interface Merge {
  id: number;
  kept_id: number;
  merged_id: number;
  reason: string;
  who: string;
  merged_at: Date;
  undone_at: Date | null;
}

export async function mergesOf(tx: ReadTx, household_id: number): Promise<Merge[]> {
  return tx.db
    .selectFrom('household_merge')
    .innerJoin('person', 'person.id', 'household_merge.merged_by')
    .select([
      'household_merge.id',
      'kept_id',
      'merged_id',
      'reason',
      sql<string>`person.family_name || ' ' || person.given_name`.as('who'),
      'merged_at',
      'undone_at',
    ])
    .where((row) => row.or([row('kept_id', '=', household_id), row('merged_id', '=', household_id)]))
    .orderBy('merged_at', 'desc')
    .orderBy('household_merge.id', 'desc')
    .execute();
}

export interface Candidate {
  household_id: number;
  member_id: number;
  name: string;
  kana_name: string;
  born_on: string | null;
  due_on: string | null;
  relation: string;
  team_name: string;
  reachable: boolean;
  same_address: boolean;
}

export interface Looked {
  kana: string;
  born_on: string | null;
  address: string;
}

/** Whether there is enough to look by: two characters of a reading, a birth date or an address. */
export const enoughToLook = (looked: Looked): boolean =>
  foldForSearch(looked.kana).length >= 2 || looked.born_on !== null || looked.address.trim().length >= 4;

/** Families that may be the same, over all teams; recorded as a search, without what was looked for. */
export async function candidates(tx: ReadTx, looked: Looked, atMost = 12): Promise<Candidate[]> {
  if (!enoughToLook(looked)) return [];
  const { rows } = await sql<Candidate>`
    select household_id, member_id, name, kana_name, born_on, due_on, relation, team_name, coalesce(reachable, false) as reachable, same_address
    from household_candidates(${foldForSearch(looked.kana)}, ${looked.born_on}::date, ${foldedAddress(looked.address)}, ${atMost})`.execute(
    tx.db,
  );
  tx.opened({
    action: 'household.search',
    subject_kind: 'household',
    detail: {
      by_kana: looked.kana !== '',
      by_birth: looked.born_on !== null,
      by_address: looked.address !== '',
      found: [...new Set(rows.map((row) => row.household_id))],
    },
  });
  return rows;
}

/** Which team keeps a household, whoever of the case zone asks; undefined where there is none. */
export async function keeperOf(
  tx: ReadTx,
  household_id: number | null,
): Promise<{ team_id: number; team_name: string } | undefined> {
  const { rows } = await sql<{ team_id: number; team_name: string }>`
    select team_id, team_name from household_keeper(${household_id ?? 0})`.execute(tx.db);
  return rows[0];
}

/** Where the office of a team is called; null where no number is kept. */
export async function phoneOfTeam(tx: ReadTx, team_id: number): Promise<string | null> {
  const row = await tx.db
    .selectFrom('team')
    .innerJoin('organisation', 'organisation.id', 'team.organisation_id')
    .where('team.id', '=', team_id)
    .select('organisation.phone')
    .executeTakeFirst();
  return row?.phone || null;
}

export interface KnownRecord {
  kind: 'consultation' | 'case';
  id: number;
  fiscal_year: number;
  number: number;
  team_name: string;
  is_open: boolean;
}

/** The entries that are one family with this one, itself among them: all are opened together. */
export async function entriesOf(tx: ReadTx, household_id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from household_records(${household_id}) where kind = 'household' order by id`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** All consultations and cases of a family opened in an emergency, by number and team, readable or not; else none. */
export async function recordsOf(tx: ReadTx, household_id: number): Promise<KnownRecord[]> {
  const { rows } = await sql<KnownRecord>`
    select kind, id, fiscal_year, number, team_name, is_open from household_records(${household_id})
    where kind <> 'household' order by is_open desc, kind, fiscal_year desc, number desc`.execute(tx.db);
  return rows;
}

export interface LogLine {
  seq: number;
  at: Date;
  person_id: number | null;
  person: string | null;
  place: string | null;
  action: string;
  subject_kind: string;
  subject_id: number;
  purpose: string | null;
}

/** Who has looked at the family and what was done to its record, the newest first; for the teams that work with it. */
export async function logOf(tx: ReadTx, household_id: number, atMost = 200): Promise<LogLine[]> {
  const { rows } = await sql<LogLine>`
    select seq, at, person_id, person, place, action, subject_kind, subject_id, purpose
    from household_log(${household_id}, ${atMost})`.execute(tx.db);
  return rows;
}

export interface HouseholdLine {
  id: number;
  team: string;
  protected: boolean;
  /** names of those who belong to it now; empty for one not born yet */
  members: string[];
  open_consultations: number;
  open_cases: number;
  updated_at: Date;
}

/** Households the actor's teams work with, the last changed first. */
export async function ownHouseholds(
  tx: ReadTx,
  paging: { size: number; offset: number },
): Promise<{ rows: HouseholdLine[]; total: number }> {
  // Those the teams keep by each team's index, and the few that several teams work with.
  const shared = sql`cardinality(team_ids) > 1 and team_ids && session_case_teams() and merged_into_id is null`;
  const { rows: counted } = await sql<{ n: number }>`
    select (select count(*) from household where team_id = any(session_case_teams()) and merged_into_id is null)
      + (select count(*) from household where ${shared} and not team_id = any(session_case_teams())) as n`.execute(
    tx.db,
  );
  const most = paging.offset === 0 ? sql.lit(paging.size) : sql`${paging.offset + paging.size}`;
  const page = sql`array(select id from (
      select own.id, own.updated_at from unnest(session_case_teams()) as team (id)
      cross join lateral (select id, updated_at from household where team_id = team.id and merged_into_id is null
        order by updated_at desc, id desc limit ${most}) as own
      union select id, updated_at from household where ${shared}
    ) as mine order by updated_at desc, id desc ${cutOf(paging)})`;
  const family = sql`array(select id from household as given_up where merged_into_id = household.id union all select household.id)`;
  const rows = await tx.db
    .selectFrom('household')
    .where(sql<boolean>`household.id = any(${page})`)
    .innerJoin('team', 'team.id', 'household.team_id')
    .select([
      'household.id',
      'team.name as team',
      'household.protected',
      'household.updated_at',
      // What was merged into it is its own here, as on its page; a child that stood in both is named once.
      sql<string[]>`array(select name from (
          select btrim(family_name || ' ' || given_name) as name, min(position) as position, min(household_member.id) as id
          from household_member where household_id = any(${family}) and left_on is null
          group by 1, case when family_name || given_name = '' then household_member.id end
        ) as named order by position, id)`.as('members'),
      sql<number>`(select count(*) from consultation where household_id = any(${family}) and closed_at is null)`.as(
        'open_consultations',
      ),
      sql<number>`(select count(*) from support_case where household_id = any(${family}) and closed_on is null)`.as(
        'open_cases',
      ),
    ])
    .orderBy('household.updated_at', 'desc')
    .orderBy('household.id', 'desc')
    .execute();
  return { rows, total: counted[0]!.n };
}

export interface Pair {
  a_id: number;
  b_id: number;
  a_name: string;
  b_name: string;
  born_on: string | null;
  same_kana: boolean;
  same_birth: boolean;
  same_address: boolean;
}

/** Pairs of households the actor's teams work with that look like one: two of reading, birth date and address agree. Most alike and newest first. */
export async function duplicatePairs(
  tx: ReadTx,
  paging: Pick<Paging, 'size' | 'offset'>,
): Promise<{ rows: Pair[]; total: number }> {
  // Each way of being alike is a join of its own, by equality alone, and of those alone that are alike to somebody of another family:
  // the planner knows nothing of `mine`, and would compare everybody with everybody.
  const twice = (first: string, second: string) => sql`(select * from (
    select *, min(household_id) over alike as least, max(household_id) over alike as most from mine
    where ${sql.ref(first)} is not null and ${sql.ref(second)} is not null
    window alike as (partition by ${sql.ref(first)}, ${sql.ref(second)})) as each where least < most)`;
  const alike = (first: string, second: string) => sql`
    select a.household_id as a_id, b.household_id as b_id, a.name as a_name, b.name as b_name, a.born_on,
      a.kana_folded is not null and a.kana_folded is not distinct from b.kana_folded as same_kana,
      a.born_on is not null and a.born_on is not distinct from b.born_on as same_birth,
      a.address_folded is not null and a.address_folded is not distinct from b.address_folded as same_address
    from ${twice(first, second)} as a join ${twice(first, second)} as b on a.${sql.ref(first)} = b.${sql.ref(first)}
      and a.${sql.ref(second)} = b.${sql.ref(second)} and b.household_id > a.household_id`;
  const { rows } = await sql<Pair & { total: number }>`
    with family as (
      select id from household where team_id = any(session_case_teams()) and merged_into_id is null
      union select id from household where cardinality(team_ids) > 1 and team_ids && session_case_teams() and merged_into_id is null
    ), mine as materialized (
      select household_member.household_id, household_member.id, nullif(kana_folded, '') as kana_folded, born_on,
        btrim(family_name || ' ' || given_name) as name, nullif(address_folded, '') as address_folded
      from family join household_member on household_member.household_id = family.id
      left join household_address on household_address.household_id = family.id and ends_on is null
      where left_on is null
    ), pair as (
      ${alike('kana_folded', 'born_on')} union ${alike('kana_folded', 'address_folded')}
      union ${alike('born_on', 'address_folded')}
    ), best as (
      select distinct on (a_id, b_id) *, same_kana::integer + same_birth::integer + same_address::integer as score from pair
      order by a_id, b_id, score desc, a_name, b_name
    )
    select *, (select count(*)::int from best) as total from best
    order by score desc, b_id desc, a_id desc ${cutOf(paging)}`.execute(tx.db);
  return { rows, total: rows[0]?.total ?? 0 };
}

export interface FamilyConsultation {
  id: number;
  fiscal_year: number;
  number: number;
  kind: string;
  kind_code: string;
  received_at: Date;
  closed_at: Date | null;
  team: string;
}

/** The family's consultations as far as the actor reads them, the newest first. */
export async function consultationsOfFamily(
  tx: ReadTx,
  household_ids: readonly number[],
): Promise<FamilyConsultation[]> {
  return tx.db
    .selectFrom('consultation')
    .innerJoin('consultation_kind', 'consultation_kind.code', 'consultation.kind_code')
    .innerJoin('team', 'team.id', 'consultation.team_id')
    .select([
      'consultation.id',
      'fiscal_year',
      'number',
      'consultation_kind.name as kind',
      'kind_code',
      'received_at',
      'closed_at',
      'team.name as team',
    ])
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy('received_at', 'desc')
    .orderBy('consultation.id', 'desc')
    .execute();
}

export interface FamilyCase {
  id: number;
  fiscal_year: number;
  number: number;
  headline: string;
  opened_on: string;
  closed_on: string | null;
  team: string;
}

export async function casesOfFamily(tx: ReadTx, household_ids: readonly number[]): Promise<FamilyCase[]> {
  return tx.db
    .selectFrom('support_case')
    .innerJoin('team', 'team.id', 'support_case.team_id')
    .select([
      'support_case.id',
      'fiscal_year',
      'number',
      'headline',
      'opened_on',
      'closed_on',
      'team.name as team',
    ])
    .where('household_id', 'in', [0, ...household_ids])
    .orderBy('opened_on', 'desc')
    .orderBy('support_case.id', 'desc')
    .execute();
}

export interface FamilyEmergency {
  id: number;
  person_id: number;
  person: string;
  household_id: number;
  reason: string;
  ends_at: Date;
}

/** Emergency openings of households that run now: the actor's own and those of the actor's teams. */
export async function familyEmergencies(tx: ReadTx, household_id?: number): Promise<FamilyEmergency[]> {
  let query = tx.db
    .selectFrom('emergency_access as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    // Entries that became one are opened together and told of once.
    .leftJoin('household as h', 'h.id', 'e.subject_id')
    .where('h.merged_into_id', 'is', null)
    .select([
      'e.id',
      'e.person_id',
      sql<string>`p.family_name || ' ' || p.given_name`.as('person'),
      'e.subject_id as household_id',
      'e.reason',
      'e.ends_at',
    ])
    .where('e.subject_kind', '=', 'household')
    .where('e.ended_at', 'is', null)
    .where('e.ends_at', '>', tx.now)
    .orderBy('e.opened_at', 'desc')
    .orderBy('e.id', 'desc');
  if (household_id !== undefined) query = query.where('e.subject_id', '=', household_id);
  return query.execute();
}

/** Teams of the case zone that somebody works in today: who may keep a household. */
export async function keepingTeams(tx: ReadTx): Promise<{ id: number; name: string }[]> {
  return tx.db
    .selectFrom('team')
    .select(['id', 'name'])
    .where(
      sql<boolean>`exists (select from appointment join role on role.code = role_code where appointment.team_id = team.id
        and case_zone and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today}))`,
    )
    .orderBy('name')
    .orderBy('id')
    .execute();
}
