import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Database } from '../../platform/db/types.ts';
import { addDays } from '../../platform/ja/dates.ts';
import type { Paging } from '../../platform/web/paging.ts';

export interface Named {
  id: number;
  name: string;
}

/** A person's name as lists write it; `table`: person, or what it is called in the query. */
export const personName = (table: string): RawBuilder<string> =>
  sql<string>`${sql.ref(`${table}.family_name`)} || ' ' || ${sql.ref(`${table}.given_name`)}`;
/** The same where perhaps nobody is joined. */
export const personNameIfAny = (table: string): RawBuilder<string | null> => personName(table);
const fullName = personName('person');

function inForce(tx: ReadTx) {
  return (eb: ExpressionBuilder<Database, 'appointment'>) =>
    eb.and([
      eb('appointment.starts_on', '<=', tx.today),
      eb.or([eb('appointment.ends_on', 'is', null), eb('appointment.ends_on', '>=', tx.today)]),
    ]);
}

export interface PersonLine {
  id: number;
  name: string;
  kana: string;
  has_account: boolean;
  appointments: { role: string; place: string; ends_on: string | null }[];
}

export interface PeopleFilter {
  words: string;
  role: string;
  organisation: number | null;
  state: '' | 'current' | 'ending' | 'none';
}

/** People with their present appointments, by kana; with the count over all pages. */
export async function people(
  tx: ReadTx,
  filter: PeopleFilter,
  paging: Paging,
): Promise<{ lines: PersonLine[]; total: number }> {
  let query = tx.db.selectFrom('person');
  if (filter.words !== '') {
    const part = filter.words.replace(/[\s\u3000]/g, '');
    query = query.where(
      sql<boolean>`position(${part} in family_name || given_name || family_kana || given_kana) > 0`,
    );
  }
  const appointments = (eb: ExpressionBuilder<Database, 'person'>) => {
    let found = eb
      .selectFrom('appointment')
      .select('appointment.id')
      .whereRef('appointment.person_id', '=', 'person.id')
      .where(inForce(tx));
    if (filter.role !== '') found = found.where('appointment.role_code', '=', filter.role);
    if (filter.organisation !== null)
      found = found.where('appointment.organisation_id', '=', filter.organisation);
    if (filter.state === 'ending') found = found.where('appointment.ends_on', '<=', addDays(tx.today, 60));
    return found;
  };
  if (filter.state === 'none') query = query.where((eb) => eb.not(eb.exists(appointments(eb))));
  else if (filter.state !== '' || filter.role !== '' || filter.organisation !== null) {
    query = query.where((eb) => eb.exists(appointments(eb)));
  }
  const [{ total }, rows] = [
    await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    await query
      .leftJoin('user_link', 'user_link.person_id', 'person.id')
      .select([
        'person.id',
        fullName.as('name'),
        sql<string>`person.family_kana || ' ' || person.given_kana`.as('kana'),
        sql<boolean>`user_link.user_id is not null and user_link.disabled_at is null`.as('has_account'),
      ])
      .orderBy(sql`person.family_kana collate "ja-x-icu"`)
      .orderBy(sql`person.given_kana collate "ja-x-icu"`)
      .orderBy('person.id')
      .limit(paging.size)
      .offset(paging.offset)
      .execute(),
  ];
  const held = await appointmentsOf(
    tx,
    rows.map((row) => row.id),
  );
  return {
    total,
    lines: rows.map((row) => ({
      ...row,
      appointments: held
        .filter((one) => one.person_id === row.id && isInForce(one, tx.today))
        .map((one) => ({ role: one.role, place: one.place, ends_on: one.ends_on })),
    })),
  };
}

export interface Held {
  id: number;
  person_id: number;
  role_code: string;
  role: string;
  organisation_id: number;
  place: string;
  team: string | null;
  title: string | null;
  starts_on: string;
  ends_on: string | null;
}

export function isInForce(one: { starts_on: string; ends_on: string | null }, today: string): boolean {
  return one.starts_on <= today && (one.ends_on === null || one.ends_on >= today);
}

/** All appointments of these people, latest first. */
export async function appointmentsOf(tx: ReadTx, person_ids: number[]): Promise<Held[]> {
  if (person_ids.length === 0) return [];
  return tx.db
    .selectFrom('appointment')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisation_id')
    .leftJoin('facility', 'facility.id', 'appointment.facility_id')
    .leftJoin('team', 'team.id', 'appointment.team_id')
    .select([
      'appointment.id',
      'appointment.person_id',
      'appointment.role_code',
      'role.name as role',
      'appointment.organisation_id',
      sql<string>`coalesce(facility.name, organisation.name)`.as('place'),
      'team.name as team',
      'appointment.title',
      'appointment.starts_on',
      'appointment.ends_on',
    ])
    .where('appointment.person_id', 'in', person_ids)
    .orderBy('appointment.starts_on', 'desc')
    .orderBy('appointment.id', 'desc')
    .execute();
}

export async function personById(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('person')
    .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
    .select([
      'person.id',
      'person.family_name',
      'person.given_name',
      'person.family_kana',
      'person.given_kana',
      'person.invented',
      'person.note',
      'person.version',
      'person_contact.email',
      'person_contact.phone',
      sql<boolean>`may_appoint(person.id)`.as('may_appoint'),
    ])
    .where('person.id', '=', id)
    .executeTakeFirst();
}
export type Person = NonNullable<Awaited<ReturnType<typeof personById>>>;

/** The account and the last invitation still open, where the reader may know of them. */
export async function accountOf(tx: ReadTx, person_id: number) {
  const account = await tx.db
    .selectFrom('user_link')
    .select(['linked_at', 'disabled_at'])
    .where('person_id', '=', person_id)
    .executeTakeFirst();
  const invitation = await tx.db
    .selectFrom('invitation')
    .select(['expires_at'])
    .where('person_id', '=', person_id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { account: account ?? null, invited_until: invitation?.expires_at ?? null };
}

/** Somebody of the same name or kana, to be asked about before a second entry is made. */
export async function namesakes(
  tx: ReadTx,
  form: { family_name: string; given_name: string; family_kana: string; given_kana: string },
): Promise<Named[]> {
  return tx.db
    .selectFrom('person')
    .select(['id', fullName.as('name')])
    .where((eb) =>
      eb.or([
        eb.and([eb('family_name', '=', form.family_name), eb('given_name', '=', form.given_name)]),
        ...(form.family_kana === ''
          ? []
          : [eb.and([eb('family_kana', '=', form.family_kana), eb('given_kana', '=', form.given_kana)])]),
      ]),
    )
    .limit(5)
    .execute();
}

/** People holding a duty today, by kana: for choosing a coordinator, a person in charge. */
export async function peopleWithDuty(tx: ReadTx, duty: string): Promise<(Named & { place: string })[]> {
  return tx.db
    .selectFrom('person')
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisation_id')
    .select(['person.id', fullName.as('name'), sql<string>`min(organisation.name)`.as('place')])
    .where('role_duty.duty', '=', duty)
    .where(inForce(tx))
    .groupBy('person.id')
    .orderBy(sql`person.family_kana collate "ja-x-icu"`)
    .orderBy('person.id')
    .execute();
}

/** People with an appointment in force at an organisation or facility. */
export async function peopleAt(
  tx: ReadTx,
  place: { organisation_id?: number; facility_id?: number },
): Promise<(Named & { role: string; title: string | null })[]> {
  let query = tx.db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .select(['person.id', fullName.as('name'), 'role.name as role', 'appointment.title'])
    .where(inForce(tx))
    .orderBy('role.position')
    .orderBy(sql`person.family_kana collate "ja-x-icu"`)
    .orderBy('person.id');
  if (place.organisation_id !== undefined)
    query = query.where('appointment.organisation_id', '=', place.organisation_id);
  if (place.facility_id !== undefined) query = query.where('appointment.facility_id', '=', place.facility_id);
  return query.execute();
}

export async function roles(tx: ReadTx): Promise<{ code: string; name: string; description: string }[]> {
  return tx.db.selectFrom('role').select(['code', 'name', 'description']).orderBy('position').execute();
}

export async function organisationOptions(tx: ReadTx): Promise<(Named & { kind: string })[]> {
  return tx.db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind'])
    .where('ended_on', 'is', null)
    .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
    .execute();
}

export async function teamOptions(
  tx: ReadTx,
  kind?: 'visit' | 'district' | 'development' | 'consultation' | 'secretariat' | 'other',
): Promise<Named[]> {
  let query = tx.db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('ended_on', 'is', null)
    .orderBy('name')
    .orderBy('id');
  if (kind) query = query.where('kind', '=', kind);
  return query.execute();
}

/** Open facilities for the choice of a place of work. */
export async function workplaceOptions(tx: ReadTx): Promise<(Named & { organisation_id: number })[]> {
  return tx.db
    .selectFrom('facility')
    .select(['id', 'name', 'organisation_id'])
    .where('ended_on', 'is', null)
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .execute();
}

export async function organisations(
  tx: ReadTx,
  filter: { words: string; kind: string; ended: boolean },
  paging: Paging,
) {
  let query = tx.db.selectFrom('organisation');
  if (filter.words !== '') {
    query = query.where(sql<boolean>`position(${filter.words} in name || coalesce(name_kana, '')) > 0`);
  }
  if (filter.kind !== '') query = query.where(sql<boolean>`kind = ${filter.kind}`);
  if (!filter.ended) query = query.where('ended_on', 'is', null);
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const lines = await query
    .select((eb) => [
      'organisation.id',
      'organisation.name',
      'organisation.kind',
      'organisation.ended_on',
      eb
        .selectFrom('appointment')
        .select((count) => count.fn.count<number>('person_id').distinct().as('n'))
        .whereRef('appointment.organisation_id', '=', 'organisation.id')
        .where(inForce(tx))
        .as('members'),
      eb
        .selectFrom('facility')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('facility.organisation_id', '=', 'organisation.id')
        .where('facility.ended_on', 'is', null)
        .as('facilities'),
    ])
    .orderBy(sql`coalesce(organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy('organisation.id')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  return { lines, total };
}

export async function organisationById(tx: ReadTx, id: number | null) {
  return tx.db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst();
}
export type Organisation = NonNullable<Awaited<ReturnType<typeof organisationById>>>;

/** Teams, facilities and organisations below, of one organisation. */
export async function aroundOrganisation(tx: ReadTx, id: number) {
  return {
    teams: await tx.db
      .selectFrom('team')
      .select(['id', 'name', 'kind'])
      .where('organisation_id', '=', id)
      .where('ended_on', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute(),
    facilities: await tx.db
      .selectFrom('facility')
      .select(['id', 'name', 'kind'])
      .where('organisation_id', '=', id)
      .where('ended_on', 'is', null)
      .orderBy(sql`name_kana collate "ja-x-icu"`)
      .orderBy('id')
      .limit(200)
      .execute(),
    below: await tx.db
      .selectFrom('organisation')
      .select(['id', 'name'])
      .where('parent_id', '=', id)
      .where('ended_on', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute(),
  };
}
