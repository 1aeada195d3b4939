import pg from 'pg';
import { Refusal, found, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { splitAddress, townKey } from '../../platform/ja/address.ts';
import { parseAgeRange } from '../../platform/ja/age-range.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publishAll, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { FacilityForm, ServiceForm } from './forms.ts';
import { facilityById, serviceById, type Facility } from './queries.ts';
import { programmesOf } from './rules.ts';
import { addressHeadings } from './words-import.ja.ts';
import { strengths as knownStrengths, words } from './words.ja.ts';

type Stored = Omit<FacilityForm, 'strengths' | 'strengths_more' | '_version' | 'organisation_id' | 'kind'> & {
  organisation_id: number;
  kind: string;
  strengths: string[];
  town_id: number | null;
  age_from_months: number | null;
  age_to_months: number | null;
};

/** Towns by the key under which all spellings of one name agree. */
export async function townsByKey(tx: ReadTx): Promise<Map<string, number>> {
  const rows = await tx.db.selectFrom('town').select(['id', 'name']).execute();
  return new Map(rows.map((town) => [townKey(town.name), town.id]));
}

/** Key of the town an address lies in; addresses may leave out the municipality's own name. */
export function townKeyOf(address: string, own: { prefecture: string; city: string }): string {
  const rest = address.startsWith(own.prefecture) ? address.slice(own.prefecture.length) : address;
  return townKey(splitAddress(rest, own).town);
}

async function stored(
  tx: ReadTx,
  form: FacilityForm,
  fixed: { organisation_id: number; kind: string; local_id: string | null },
): Promise<Stored> {
  const { strengths, strengths_more, _version, ...rest } = form;
  const own = { prefecture: tx.actor.municipality.prefecture, city: tx.actor.municipality.name };
  const ages = form.ages === null ? null : parseAgeRange(form.ages);
  const more = strengths_more.split('\n').map((line) => line.trim());
  return {
    ...rest,
    ...fixed,
    strengths: [...new Set([...strengths, ...more])].filter((one) => one !== ''),
    town_id: form.address === '' ? null : ((await townsByKey(tx)).get(townKeyOf(form.address, own)) ?? null),
    age_from_months: ages?.from_months ?? null,
    age_to_months: ages?.to_months ?? null,
  };
}

/** What only the directory's keeper says: who runs it, what it is, its number. */
function keeperFields(form: FacilityForm): {
  organisation_id: number;
  kind: string;
  local_id: string | null;
} {
  const { organisation_id, kind, local_id } = form;
  if (organisation_id === null) return invalid({ organisation_id: words.form.organisationWrong });
  if (kind === null) return invalid({ kind: words.form.kindHelp });
  return { organisation_id, kind, local_id };
}

export async function addFacility(tx: WriteTx, form: FacilityForm): Promise<number> {
  if (!tx.has('directory.manage')) throw new Refusal(403, words.mayNotManage);
  const row = await stored(tx, form, keeperFields(form));
  const { id } = await explained(tx, row.local_id, null, () =>
    tx.db
      .insertInto('facility')
      .values({
        ...row,
        extras: '{}',
        confirmed_on: tx.today,
        created_at: tx.now,
        updated_at: tx.now,
        updated_by: tx.actor.person_id,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  await addProgrammes(tx, [{ id, codes: programmesOf(row.kind, row.temporary_care) }]);
  await publishFacilities(tx, [id]);
  tx.record({ action: 'facility.add', subject_kind: 'facility', subject_id: id, detail: { kind: row.kind } });
  return id;
}

/** Services by programme for new places, each under its programme's own name; those already there are left alone. */
export async function addProgrammes(
  tx: WriteTx,
  wanted: readonly { id: number; codes: readonly string[] }[],
): Promise<void> {
  const names = await tx.db.selectFrom('programme').select(['code', 'name']).execute();
  const rows = wanted.flatMap(({ id, codes }) =>
    codes.map((code) => ({
      facility_id: id,
      programme_code: code,
      name: names.find((one) => one.code === code)?.name ?? code,
    })),
  );
  if (rows.length === 0) return;
  await tx.db
    .insertInto('service')
    .values(rows)
    .onConflict((there) => there.doNothing())
    .execute();
}

/** Changes an entry; the facility's own head leaves operator, kind and number as they are. */
export async function changeFacility(tx: WriteTx, id: number, form: FacilityForm): Promise<void> {
  const before = found(await facilityById(tx, id));
  if (!before.may_edit) throw new Refusal(403);
  const row = await stored(
    tx,
    form,
    before.may_manage
      ? keeperFields(form)
      : { organisation_id: before.organisation_id, kind: before.kind, local_id: before.local_id },
  );
  const changed = await explained(tx, row.local_id, id, () =>
    tx.db
      .updateTable('facility')
      .set((eb) => ({
        ...row,
        ...(row.address === before.address ? {} : { extras: JSON.stringify(withoutAddress(before.extras)) }),
        version: eb('version', '+', 1),
        updated_at: tx.now,
        updated_by: tx.actor.person_id,
      }))
      .where('id', '=', id)
      .where('version', '=', form._version)
      .executeTakeFirst(),
  );
  if (changed.numUpdatedRows === 0n) staleFacility(tx, before, row);
  await publishFacilities(tx, [id]);
  tx.record({ action: 'facility.change', subject_kind: 'facility', subject_id: id });
}

/** The parts of an imported address belong to that address only. */
export function withoutAddress(extras: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((extras ?? {}) as Record<string, unknown>).filter(
      ([name]) => !addressHeadings.includes(name),
    ),
  );
}

function staleFacility(tx: WriteTx, theirs: Facility, mine: Stored): never {
  const said = facilityFields(theirs);
  const typed = facilityFields(mine);
  return conflict({
    who: theirs.changed_by ?? words.someone,
    when: formatDateTime(theirs.updated_at, tx.actor.municipality.time_zone),
    version: theirs.version,
    fields: Object.keys(typed)
      .filter((name) => textOf(typed[name]) !== textOf(said[name]))
      .map((name) => ({
        name,
        label: words.form[name as 'name'],
        mine: textOf(typed[name]),
        theirs: textOf(said[name]),
      })),
  });
}

function textOf(value: unknown): string {
  if (value === 'yes') return words.yes;
  if (value === 'no') return words.no;
  return Array.isArray(value)
    ? value.join('、')
    : typeof value === 'string' || typeof value === 'number'
      ? `${value}`
      : '';
}

/** A stored entry as the form's fields hold it: weekdays and strengths as ticks, yes and no as words. */
export function facilityFields(row: Stored | Facility): Record<string, unknown> {
  const known: readonly string[] = knownStrengths;
  return {
    organisation_id: row.organisation_id,
    kind: row.kind,
    local_id: row.local_id,
    name: row.name,
    name_kana: row.name_kana,
    postal_code: row.postal_code,
    address: row.address,
    building: row.building,
    latitude: row.latitude,
    longitude: row.longitude,
    access_note: row.access_note,
    parking: row.parking,
    phone: row.phone,
    fax: row.fax,
    email: row.email,
    url: row.url,
    capacity: row.capacity,
    ages: row.ages,
    weekdays: Array.from(row.weekdays ?? ''),
    opens_at: row.opens_at,
    closes_at: row.closes_at,
    hours_note: row.hours_note,
    temporary_care: yesOrNo(row.temporary_care),
    established_on: row.established_on,
    strengths: row.strengths.filter((one) => known.includes(one)),
    strengths_more: row.strengths.filter((one) => !known.includes(one)).join('\n'),
    visit_wishes: row.visit_wishes,
    note: row.note,
  };
}

function yesOrNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

/** Turns what the database refuses and a person can mend into a sentence beside its field. */
async function explained<T>(
  tx: ReadTx,
  local_id: string | null,
  own_id: number | null,
  work: () => Promise<T>,
): Promise<T> {
  if (local_id !== null) {
    const other = await tx.db
      .selectFrom('facility')
      .select(['id', 'name'])
      .where('local_id', '=', local_id)
      .executeTakeFirst();
    if (other && other.id !== own_id) invalid({ local_id: words.form.idTaken(other.name) });
  }
  return work().catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === '23503') {
      invalid({ organisation_id: words.form.organisationWrong });
    }
    throw error;
  });
}

/** Puts entries into the search as they now stand; closed ones are taken out. */
export async function publishFacilities(tx: WriteTx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.db
    .selectFrom('facility')
    .leftJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .select([
      'facility.id',
      'facility.name',
      'facility.name_kana',
      'facility.kind',
      'facility.address',
      'facility.phone',
      'facility.local_id',
      'facility.ended_on',
      'organisation.name as organisation',
    ])
    .where('facility.id', 'in', [...ids])
    .execute();
  await publishAll(
    tx,
    rows
      .filter((row) => row.ended_on === null)
      .map((row) => ({
        kind: 'facility',
        subject_id: row.id,
        title: row.name,
        summary: `${row.kind}\u3000${row.address}`,
        url: `/facilities/${row.id}`,
        words: [row.name_kana, row.kind, row.address, row.phone, row.local_id, row.organisation]
          .filter((one) => one !== null)
          .join(' '),
        audience_duty: 'public',
      })),
  );
  for (const row of rows) if (row.ended_on !== null) await unpublish(tx, 'facility', row.id);
}

/** Somebody who knows the place says that the entry is right today. */
export async function confirmFacility(tx: WriteTx, id: number): Promise<void> {
  const before = found(await facilityById(tx, id));
  if (!before.may_edit) throw new Refusal(403);
  await tx.db.updateTable('facility').set({ confirmed_on: tx.today }).where('id', '=', id).execute();
  tx.record({ action: 'facility.confirm', subject_kind: 'facility', subject_id: id });
}

/** Closes a facility from today, or (null) undoes that; its records stay. */
export async function endFacility(tx: WriteTx, id: number, ended_on: string | null): Promise<void> {
  const before = found(await facilityById(tx, id));
  if (!before.may_manage) throw new Refusal(403, words.mayNotManage);
  await tx.db
    .updateTable('facility')
    .set((eb) => ({
      ended_on,
      version: eb('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .execute();
  await publishFacilities(tx, [id]);
  tx.record({
    action: ended_on === null ? 'facility.reopen' : 'facility.end',
    subject_kind: 'facility',
    subject_id: id,
  });
}

// ---- services ------------------------------------------------------------------------------

async function editable(tx: ReadTx, facility_id: number): Promise<Facility> {
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_edit) throw new Refusal(403);
  return facility;
}

/** Two running services of one programme and name at one place would be one service written twice. */
async function onlyOnce(
  tx: ReadTx,
  facility_id: number,
  form: ServiceForm,
  own_id: number | null,
): Promise<void> {
  const there = await tx.db
    .selectFrom('service')
    .select('id')
    .where('facility_id', '=', facility_id)
    .where('programme_code', '=', form.programme_code)
    .where('name', '=', form.name)
    .executeTakeFirst();
  if (there && there.id !== own_id) invalid({ name: words.service.twice });
}

async function knownProgramme(tx: ReadTx, code: string): Promise<void> {
  const row = await tx.db.selectFrom('programme').select('code').where('code', '=', code).executeTakeFirst();
  if (!row) invalid({ programme_code: words.form.organisationWrong });
}

export async function addService(tx: WriteTx, facility_id: number, form: ServiceForm): Promise<number> {
  await editable(tx, facility_id);
  await knownProgramme(tx, form.programme_code);
  await onlyOnce(tx, facility_id, form, null);
  const { _version, ...row } = form;
  const { id } = await tx.db
    .insertInto('service')
    .values({ facility_id, ...row })
    .returning('id')
    .executeTakeFirstOrThrow();
  await touch(tx, facility_id);
  tx.record({
    action: 'service.add',
    subject_kind: 'service',
    subject_id: id,
    detail: { facility_id, programme: form.programme_code },
  });
  return id;
}

export async function changeService(
  tx: WriteTx,
  facility_id: number,
  id: number,
  form: ServiceForm,
): Promise<void> {
  const facility = await editable(tx, facility_id);
  await knownProgramme(tx, form.programme_code);
  await onlyOnce(tx, facility_id, form, id);
  const { _version, ...row } = form;
  const changed = await tx.db
    .updateTable('service')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('facility_id', '=', facility_id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const theirs = found(await serviceById(tx, facility_id, id));
    const said = serviceFields(theirs);
    const typed = serviceFields(form);
    conflict({
      who: facility.changed_by ?? words.someone,
      when: formatDateTime(facility.updated_at, tx.actor.municipality.time_zone),
      version: theirs.version,
      fields: Object.keys(typed)
        .filter((name) => textOf(typed[name]) !== textOf(said[name]))
        .map((name) => ({
          name,
          label: words.service[name as 'name'],
          mine: textOf(typed[name]),
          theirs: textOf(said[name]),
        })),
    });
  }
  await touch(tx, facility_id);
  tx.record({ action: 'service.change', subject_kind: 'service', subject_id: id, detail: { facility_id } });
}

/** Ends a service today, or (null) takes the end back. */
export async function endService(
  tx: WriteTx,
  facility_id: number,
  id: number,
  ends_on: string | null,
): Promise<void> {
  await editable(tx, facility_id);
  const changed = await tx.db
    .updateTable('service')
    .set((eb) => ({ ends_on, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('facility_id', '=', facility_id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  await touch(tx, facility_id);
  tx.record({
    action: ends_on === null ? 'service.reopen' : 'service.end',
    subject_kind: 'service',
    subject_id: id,
    detail: { facility_id },
  });
}

/** A changed service is a change of the place's entry: it says who and when. */
async function touch(tx: WriteTx, facility_id: number): Promise<void> {
  await tx.db
    .updateTable('facility')
    .set({ updated_at: tx.now, updated_by: tx.actor.person_id })
    .where('id', '=', facility_id)
    .execute();
}

/** A service as the form's fields hold it. */
export function serviceFields(row: Omit<ServiceForm, '_version'>): Record<string, unknown> {
  return {
    programme_code: row.programme_code,
    name: row.name,
    description: row.description,
    weekdays: Array.from(row.weekdays ?? ''),
    opens_at: row.opens_at,
    closes_at: row.closes_at,
    permanent: yesOrNo(row.permanent),
    starts_on: row.starts_on,
    ends_on: row.ends_on,
  };
}
