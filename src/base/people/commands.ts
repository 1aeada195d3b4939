import { sql } from 'kysely';
import pg from 'pg';
import { Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { AppointmentForm, OrganisationForm, PersonForm, teamForm } from './forms.ts';
import { namesakes, organisationById, personById } from './queries.ts';
import { words } from './words.ja.ts';
import type { z } from 'zod';

const w = words.person;

/** True when a named constraint was what stopped the statement. */
function stoppedBy(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}

/** Registers a person with contact; asks back (422) when somebody of the same name is there and `certain` is not ticked. */
export async function registerPerson(
  tx: WriteTx,
  form: PersonForm & { invented?: boolean },
): Promise<number> {
  if (!form.certain && (await namesakes(tx, form)).length > 0) invalid({ certain: w.same });
  const { id } = await tx.db
    .insertInto('person')
    .values({
      family_name: form.family_name,
      given_name: form.given_name,
      family_kana: form.family_kana,
      given_kana: form.given_kana,
      note: form.note,
      invented: form.invented ?? tx.actor.municipality.demo,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setContact(tx, id, form);
  await showInSearch(tx, id, form);
  tx.record({ action: 'person.register', subject_kind: 'person', subject_id: id, about_person_id: id });
  return id;
}

async function setContact(
  tx: WriteTx,
  person_id: number,
  contact: { email: string | null; phone: string | null },
): Promise<void> {
  const row = { email: contact.email, phone: contact.phone, updated_at: tx.now };
  try {
    await tx.db
      .insertInto('person_contact')
      .values({ person_id, ...row })
      .onConflict((there) => there.column('person_id').doUpdateSet(row))
      .execute();
  } catch (error) {
    if (stoppedBy(error, 'person_contact_email_once')) invalid({ email: w.emailTaken });
    throw error;
  }
}

async function showInSearch(
  tx: WriteTx,
  id: number,
  name: Pick<PersonForm, 'family_name' | 'given_name' | 'family_kana' | 'given_kana'>,
): Promise<void> {
  await publish(tx, {
    kind: 'person',
    subject_id: id,
    title: `${name.family_name} ${name.given_name}`,
    url: `/people/${id}`,
    words: `${name.family_name}${name.given_name} ${name.family_kana}${name.given_kana}`,
    audience_duty: 'network',
  });
}

/** Changes name and contact; a stale version shows both texts. */
export async function changePerson(tx: WriteTx, id: number, form: PersonForm): Promise<void> {
  const changed = await tx.db
    .updateTable('person')
    .set((eb) => ({
      family_name: form.family_name,
      given_name: form.given_name,
      family_kana: form.family_kana,
      given_kana: form.given_kana,
      note: form.note,
      version: eb('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', id)
    .where('version', '=', form._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const theirs = await personById(tx, id);
    if (!theirs) throw new Refusal(404);
    const names = ['family_name', 'given_name', 'family_kana', 'given_kana', 'note'] as const;
    conflict({
      who: words.somebody,
      when: '',
      version: theirs.version,
      fields: names
        .filter((name) => (form[name] ?? '') !== (theirs[name] ?? ''))
        .map((name) => ({ name, label: w[name], mine: form[name] ?? '', theirs: theirs[name] ?? '' })),
    });
  }
  await setContact(tx, id, form);
  await showInSearch(tx, id, form);
  tx.record({ action: 'person.change', subject_kind: 'person', subject_id: id, about_person_id: id });
}

/**
 * 422 for a role, an organisation, a facility or a team that is not there or has ended, and for a facility or a team of somebody
 * else's: a form's lists offer none of them, but what is sent need not come from a list, and a team is reach.
 */
export async function mustBePlaces(tx: ReadTx, form: AppointmentForm): Promise<void> {
  const { rows } = await sql<Record<'role_code' | 'organisation_id' | 'facility_id' | 'team_id', boolean>>`
    select exists (select from role where code = ${form.role_code}) as role_code,
      exists (select from organisation where id = ${form.organisation_id} and (ended_on is null or ended_on > ${tx.today})) as organisation_id,
      ${form.facility_id}::bigint is null or exists (select from facility where id = ${form.facility_id}
        and organisation_id = ${form.organisation_id} and (ended_on is null or ended_on > ${tx.today})) as facility_id,
      ${form.team_id}::bigint is null or exists (select from team where id = ${form.team_id}
        and organisation_id = ${form.organisation_id} and (ended_on is null or ended_on > ${tx.today})) as team_id`.execute(
    tx.db,
  );
  const errors = Object.fromEntries(
    Object.entries(rows[0]!)
      .filter(([, there]) => !there)
      .map(([name]) => [name, words.appointment.nowhere[name as 'role_code']]),
  );
  if (Object.keys(errors).length > 0) invalid(errors);
}

/** Gives a person a role at a place for a time; what they may see follows from it. */
export async function appoint(
  tx: WriteTx,
  person_id: number,
  form: AppointmentForm,
  proposal: { proposal_id: number; proposed_by: number } | null = null,
): Promise<number> {
  if (person_id === tx.actor.person_id) throw new Refusal(403, words.appointment.self);
  await mustBePlaces(tx, form);
  try {
    const { id } = await tx.db
      .insertInto('appointment')
      .values({ person_id, ...form, ...proposal, created_at: tx.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    tx.record({
      action: 'appointment.give',
      subject_kind: 'appointment',
      subject_id: id,
      about_person_id: person_id,
      detail: {
        role: form.role_code,
        organisation: form.organisation_id,
        from: form.starts_on,
        to: form.ends_on,
      },
    });
    return id;
  } catch (error) {
    if (stoppedBy(error, 'appointment_no_overlap')) invalid({ starts_on: words.appointment.overlap });
    throw error;
  }
}

/** Sets the last day of an appointment, or takes it away again with null. */
export async function endAppointment(tx: WriteTx, id: number, ends_on: string | null): Promise<number> {
  const held = await tx.db
    .selectFrom('appointment')
    .select(['person_id', 'starts_on', 'ends_on', sql<boolean>`needs_four_eyes(role_code)`.as('two')])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!held) throw new Refusal(404);
  if (held.person_id === tx.actor.person_id) throw new Refusal(403, words.appointment.self);
  if (ends_on !== null && ends_on < held.starts_on) invalid({ ends_on: words.appointment.order });
  // What takes two people to give is not lengthened by one.
  if (
    held.two &&
    (ends_on === null ? held.ends_on !== null : held.ends_on !== null && ends_on > held.ends_on)
  )
    throw new Refusal(409, words.proposal.lengthen);
  const changed = await tx.db
    .updateTable('appointment')
    .set((eb) => ({ ends_on, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (stoppedBy(error, 'appointment_no_overlap')) invalid({ ends_on: words.appointment.overlap });
      throw error;
    });
  if (changed.numUpdatedRows === 0n) throw new Refusal(403);
  tx.record({
    action: ends_on === null ? 'appointment.reopen' : 'appointment.end',
    subject_kind: 'appointment',
    subject_id: id,
    about_person_id: held.person_id,
    detail: { to: ends_on },
  });
  return held.person_id;
}

/** 422 where what stands above is not there, has ended, or is the organisation itself or stands below it. */
async function mustStandBelow(
  tx: ReadTx,
  parent_id: number | null,
  own: { id: number; parent_id: number | null } | null,
): Promise<void> {
  if (parent_id === null || parent_id === own?.parent_id) return;
  const parent = await organisationById(tx, parent_id);
  if (parent === undefined || parent.ended_on !== null)
    invalid({ parent_id: words.appointment.nowhere.organisation_id });
  if (own === null) return;
  const { rows } = await sql<{ id: number }>`
    with recursive above as (
      select id, parent_id from organisation where id = ${parent_id}
      union select organisation.id, organisation.parent_id from organisation join above on organisation.id = above.parent_id
    )
    select id from above where id = ${own.id}`.execute(tx.db);
  if (rows.length > 0) invalid({ parent_id: words.organisation.self });
}

export async function registerOrganisation(tx: WriteTx, form: OrganisationForm): Promise<number> {
  await mustStandBelow(tx, form.parent_id, null);
  const { _version, ...row } = form;
  try {
    const { id } = await tx.db
      .insertInto('organisation')
      .values({ ...row, created_at: tx.now, updated_at: tx.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await organisationInSearch(tx, id, form);
    tx.record({ action: 'organisation.register', subject_kind: 'organisation', subject_id: id });
    return id;
  } catch (error) {
    if (stoppedBy(error, 'organisation_name_once')) invalid({ name: words.organisation.taken });
    throw error;
  }
}

async function organisationInSearch(
  tx: WriteTx,
  id: number,
  form: Pick<OrganisationForm, 'name' | 'name_kana' | 'kind'>,
): Promise<void> {
  await publish(tx, {
    kind: 'organisation',
    subject_id: id,
    title: form.name,
    summary: words.kinds[form.kind],
    url: `/organisations/${id}`,
    words: form.name_kana ?? '',
    audience_duty: 'network',
  });
}

export async function changeOrganisation(tx: WriteTx, id: number, form: OrganisationForm): Promise<void> {
  const before = await organisationById(tx, id);
  if (!before) throw new Refusal(404);
  await mustStandBelow(tx, form.parent_id, before);
  const { _version, ...row } = form;
  try {
    const changed = await tx.db
      .updateTable('organisation')
      .set((eb) => ({ ...row, version: eb('version', '+', 1), updated_at: tx.now }))
      .where('id', '=', id)
      .where('version', '=', _version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) {
      const theirs = await organisationById(tx, id);
      if (!theirs) throw new Refusal(404);
      const names = [
        'name',
        'name_kana',
        'corporate_number',
        'postal_code',
        'address',
        'phone',
        'email',
        'note',
      ] as const;
      conflict({
        who: words.somebody,
        when: '',
        version: theirs.version,
        fields: names
          .filter((name) => (form[name] ?? '') !== (theirs[name] ?? ''))
          .map((name) => ({
            name,
            label: words.organisation[name],
            mine: form[name] ?? '',
            theirs: theirs[name] ?? '',
          })),
      });
    }
  } catch (error) {
    if (stoppedBy(error, 'organisation_name_once')) invalid({ name: words.organisation.taken });
    throw error;
  }
  await organisationInSearch(tx, id, form);
  tx.record({ action: 'organisation.change', subject_kind: 'organisation', subject_id: id });
}

/** Ends an organisation that nobody works at and no facility belongs to; it can be brought back. */
export async function endOrganisation(tx: WriteTx, id: number): Promise<void> {
  const inUse = await tx.db
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', id)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('facility')
            .select('facility.id')
            .where('organisation_id', '=', id)
            .where('ended_on', 'is', null),
        ),
        eb.exists(
          eb
            .selectFrom('appointment')
            .select('appointment.id')
            .where('organisation_id', '=', id)
            .where((of) => of.or([of('ends_on', 'is', null), of('ends_on', '>=', tx.today)])),
        ),
      ]),
    )
    .executeTakeFirst();
  if (inUse) throw new Refusal(409, words.organisation.inUse);
  await setEnd(tx, id, tx.today);
  await unpublish(tx, 'organisation', id);
  tx.record({ action: 'organisation.end', subject_kind: 'organisation', subject_id: id });
}

export async function restoreOrganisation(tx: WriteTx, id: number): Promise<void> {
  await setEnd(tx, id, null);
  const back = await organisationById(tx, id);
  if (back) await organisationInSearch(tx, id, back);
  tx.record({ action: 'organisation.restore', subject_kind: 'organisation', subject_id: id });
}

async function setEnd(tx: WriteTx, id: number, ended_on: string | null): Promise<void> {
  const changed = await tx.db
    .updateTable('organisation')
    .set((eb) => ({ ended_on, version: eb('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
}

export async function addTeam(
  tx: WriteTx,
  organisation_id: number,
  form: z.output<typeof teamForm>,
): Promise<number> {
  const organisation = await organisationById(tx, organisation_id);
  if (!organisation) throw new Refusal(404);
  if (organisation.ended_on !== null) throw new Refusal(409, words.appointment.nowhere.organisation_id);
  try {
    const { id } = await tx.db
      .insertInto('team')
      .values({ organisation_id, ...form })
      .returning('id')
      .executeTakeFirstOrThrow();
    tx.record({ action: 'team.add', subject_kind: 'team', subject_id: id });
    return id;
  } catch (error) {
    if (stoppedBy(error, 'team_name_once')) invalid({ name: words.organisation.teamTaken });
    throw error;
  }
}
