import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { family } from './queries.ts';
import { joined, type Known } from './rules.ts';

/** Persons who may hold an issue today. */
export async function holders(tx: ReadTx) {
  return tx.db
    .selectFrom('person')
    .where('person.id', 'in', (query) =>
      query
        .selectFrom('appointment')
        .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
        .where('role_duty.duty', '=', 'issue.manage')
        .where('appointment.starts_on', '<=', tx.today)
        .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', tx.today)]))
        .select('appointment.person_id'),
    )
    .select(['person.id', personName('person').as('name')])
    .orderBy(sql`family_kana collate "ja-x-icu"`)
    .orderBy(sql`given_kana collate "ja-x-icu"`)
    .orderBy('person.id')
    .execute();
}

/** Forums that still meet. */
export async function forums(tx: ReadTx) {
  return tx.db
    .selectFrom('forum')
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]))
    .select(['id', 'name'])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Areas in use with their systems, in order. */
export async function areas(tx: ReadTx) {
  return tx.db
    .selectFrom('area')
    .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
    .where((where) => where.or([where('area.ends_on', 'is', null), where('area.ends_on', '>=', tx.today)]))
    .select(['area.id', 'area.name', 'area_system.code as system_code', 'area_system.name as system_name'])
    .orderBy('area_system.position')
    .orderBy(sql`coalesce(area.name_kana, area.name) collate "ja-x-icu"`)
    .orderBy('area.id')
    .execute();
}

/** Who answers for facilities today: persons with facility.answer there, or at the operator for all its facilities. */
export async function headsOf(tx: ReadTx, facility_ids: readonly number[]) {
  if (facility_ids.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .innerJoin('appointment', (join) =>
      join.on((on) =>
        on.or([
          on('appointment.facility_id', '=', on.ref('facility.id')),
          on.and([
            on('appointment.facility_id', 'is', null),
            on('appointment.organisation_id', '=', on.ref('facility.organisation_id')),
          ]),
        ]),
      ),
    )
    .innerJoin('role', (join) =>
      join.onRef('role.code', '=', 'appointment.role_code').on('role.facility_scope', '=', true),
    )
    .innerJoin('role_duty', (join) =>
      join.onRef('role_duty.role_code', '=', 'role.code').on('role_duty.duty', '=', 'facility.answer'),
    )
    .where('facility.id', 'in', [...facility_ids])
    .where('appointment.starts_on', '<=', tx.today)
    .where((where) =>
      where.or([where('appointment.ends_on', 'is', null), where('appointment.ends_on', '>=', tx.today)]),
    )
    .select(['facility.id as facility_id', 'appointment.person_id'])
    .distinct()
    .execute();
}

/** What would give away in these texts who raised an issue: names of facilities, operators and their people. */
export async function wordsThatIdentify(
  tx: ReadTx,
  issue_id: number,
  texts: readonly string[],
): Promise<Known> {
  return knownOf(
    tx,
    texts,
    sql`(select issue_facility.facility_id from issue_facility
      where issue_facility.issue_id in ${family(sql.val(issue_id))})`,
  );
}

/** The same for facilities told by their numbers; without texts no other facility is named. */
export async function wordsThatIdentifyFacilities(
  tx: ReadTx,
  facility_ids: readonly number[],
  texts: readonly string[],
): Promise<Known> {
  return knownOf(tx, texts, sql`(select unnest(${[...facility_ids]}::bigint[]))`);
}

/** The names of the facilities that these texts may name; the rule (rules.ts) then decides. */
export async function facilitiesNamedIn(tx: ReadTx, texts: readonly string[]): Promise<string[]> {
  const named = await tx.db.selectFrom('facility').where(namedIn(texts)).select('name').execute();
  return named.map((row) => row.name);
}

/** Of `facility`: its name stands in one of the texts, however wide or spaced. Of thousands only these are sent. */
const namedIn = (texts: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`position(translate(lower(normalize(facility.name, NFKC)), ' ・', '') in ${texts.map(joined).join('\n')}) > 0`;

async function knownOf(tx: ReadTx, texts: readonly string[], concerned: RawBuilder<unknown>): Promise<Known> {
  const operators = sql`(select facility.organisation_id from facility where facility.id in ${concerned})`;
  const known = await tx.db
    .selectFrom('facility')
    .where((where) => where.or([sql<SqlBool>`id in ${concerned}`, namedIn(texts)]))
    .select(['name', sql<boolean>`id in ${concerned}`.as('concerned')])
    .execute();
  const organisations = await tx.db
    .selectFrom('organisation')
    .where(sql<boolean>`id in ${operators}`)
    .select('name')
    .execute();
  const persons = await tx.db
    .selectFrom('person')
    .where(
      sql<boolean>`person.id in (select appointment.person_id from appointment
        where appointment.facility_id in ${concerned}
          or (appointment.facility_id is null and appointment.organisation_id in ${operators}))`,
    )
    .select(['family_name', 'given_name', sql<string>`family_kana || given_kana`.as('kana')])
    .execute();
  return { facilities: known, organisations: organisations.map((row) => row.name), persons };
}
