import { sql, type RawBuilder } from 'kysely';
import { facilityPage } from '../../base/directory/queries.ts';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { searchWords } from '../../platform/search/search.ts';
import type { Typed } from '../../platform/web/form.ts';
import { family } from './queries.ts';
import type { Known } from './rules.ts';

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

/** So many boxes are gone through by eye; with more, a form asks for a word first. */
export const boxesAtMost = 400;
export const foundAtMost = 50;

type FacilityChoice = Awaited<ReturnType<typeof facilities>>[number];

/** What a form offers to choose facilities from: all of them, or those chosen already and those a word finds. */
export interface FacilityOffer {
  all: readonly FacilityChoice[] | null;
  chosen: readonly FacilityChoice[];
  /** null: nothing was looked for */
  found: readonly FacilityChoice[] | null;
  asked: string;
  /** more were found than are shown */
  more: boolean;
}

/** `values`: the form as it stands, with what is ticked and what is looked for; `besides`: closed ones that stay to be seen. */
export async function facilityOffer(
  tx: ReadTx,
  values: Typed,
  besides: readonly number[] = [],
): Promise<FacilityOffer> {
  const ticked = [values['facility_ids'] ?? []]
    .flat()
    .filter((id) => /^[1-9][0-9]{0,15}$/.test(id))
    .map(Number);
  const nothing = { chosen: [], found: null, asked: '', more: false };
  if (!(await isLarge(tx))) return { ...nothing, all: await facilities(tx, besides) };
  const chosen = await tx.db
    .selectFrom('facility')
    .where('id', 'in', [0, ...ticked])
    .select(['id', 'name', 'kind'])
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
  const typed = values['find_facility'];
  const asked = typeof typed === 'string' ? typed.trim().slice(0, 100) : '';
  if (searchWords(asked).length === 0) return { ...nothing, all: null, chosen, asked };
  const page = await facilityPage(tx, { q: asked }, { size: foundAtMost + 1, offset: 0 });
  const found = page.lines.slice(0, foundAtMost).filter(({ id }) => !ticked.includes(id));
  return { all: null, chosen, found, asked, more: page.lines.length > foundAtMost };
}

async function isLarge(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from facility where ended_on is null limit ${sql.lit(boxesAtMost + 1)}) as counted`.execute(
    tx.db,
  );
  return rows[0]!.count > boxesAtMost;
}

/** Facilities in operation, and besides those given, by kind and kana. */
export async function facilities(tx: ReadTx, besides: readonly number[] = []) {
  return tx.db
    .selectFrom('facility')
    .where((where) =>
      where.or([
        where('ended_on', 'is', null),
        where('ended_on', '>', tx.today),
        where('id', 'in', besides.length > 0 ? [...besides] : [0]),
      ]),
    )
    .select(['id', 'name', 'kind'])
    .orderBy('kind')
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
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

/** What would give away who raised an issue: names of facilities, operators and their people. */
export async function wordsThatIdentify(tx: ReadTx, issue_id: number): Promise<Known> {
  return knownOf(
    tx,
    sql`(select issue_facility.facility_id from issue_facility
      where issue_facility.issue_id in ${family(sql.val(issue_id))})`,
  );
}

/** The same for facilities told by their numbers. */
export async function wordsThatIdentifyFacilities(
  tx: ReadTx,
  facility_ids: readonly number[],
): Promise<Known> {
  return knownOf(tx, sql`(select unnest(${[...facility_ids]}::bigint[]))`);
}

async function knownOf(tx: ReadTx, concerned: RawBuilder<unknown>): Promise<Known> {
  const operators = sql`(select facility.organisation_id from facility where facility.id in ${concerned})`;
  const known = await tx.db
    .selectFrom('facility')
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
