import { sql } from 'kysely';
import pg from 'pg';
import { Refusal, found, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { splitAddress, townKey } from '../../platform/ja/address.ts';
import { parseAgeRange } from '../../platform/ja/age-range.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publishAll, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { propose } from './commands-changes.ts';
import type { FacilityForm } from './forms.ts';
import { checkersOf, entryOf, type Entry } from './queries-place.ts';
import { facilityById, type Facility } from './queries.ts';
import { labelOf, saidOf } from './rules-fields.ts';
import { programmesOf } from './rules.ts';
import { addressHeadings } from './words-import.ja.ts';
import { amenities, type Amenity } from './words-place.ja.ts';
import { words } from './words.ja.ts';

type Stored = Omit<FacilityForm, 'strengths_more' | '_version' | 'organisation_id' | 'kind' | keyof Entry> & {
  organisation_id: number;
  kind: string;
  strengths: string[];
  town_id: number | null;
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
  const { strengths_more, _version, offers: _offers, staffing: _staffing, ...rest } = form;
  const own = { prefecture: tx.actor.municipality.prefecture, city: tx.actor.municipality.name };
  const ages = form.ages === null ? null : parseAgeRange(form.ages);
  const more = strengths_more.split('\n').map((line) => line.trim());
  return {
    ...rest,
    ...fixed,
    strengths: [...new Set(more)].filter((one) => one !== ''),
    town_id: form.address === '' ? null : ((await townsByKey(tx)).get(townKeyOf(form.address, own)) ?? null),
    // A number typed beside the words says what the words could not.
    age_from_months: form.age_from_months ?? ages?.from_months ?? null,
    age_to_months: form.age_to_months ?? ages?.to_months ?? null,
  };
}

/** Writes what belongs to an entry beside its row: which wishes it meets, who works there. */
async function storeEntry(tx: WriteTx, facility_id: number, { offers, staffing }: Entry): Promise<void> {
  const before = await entryOf(tx, facility_id);
  const dropped = before.offers.filter((code) => !offers.includes(code));
  const added = offers.filter((code) => !before.offers.includes(code));
  if (dropped.length > 0) {
    await tx.db
      .deleteFrom('facility_offer')
      .where('facility_id', '=', facility_id)
      .where('wish_code', 'in', dropped)
      .execute();
  }
  if (added.length > 0) {
    await tx.db
      .insertInto('facility_offer')
      .columns(['facility_id', 'wish_code'])
      .expression((eb) =>
        eb
          .selectFrom('wish')
          .select([eb.val(facility_id).as('facility_id'), 'code'])
          .where('code', 'in', added),
      )
      .execute();
  }
  if (textOf(staffingLines(before.staffing)) === textOf(staffingLines(staffing))) return;
  await tx.db.deleteFrom('facility_staffing').where('facility_id', '=', facility_id).execute();
  if (staffing.length > 0) {
    await tx.db
      .insertInto('facility_staffing')
      .values(staffing.map((one) => ({ ...one, facility_id })))
      .execute();
  }
}

const staffingLines = (staffing: Entry['staffing']): string[] =>
  staffing.map(({ profession, people }) => `${profession}:${people}`);

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
  await storeEntry(tx, id, form);
  await addProgrammes(tx, [
    { id, codes: programmesOf(row.kind, row.temporary_care, row.sick_child_care === true) },
  ]);
  await listOrganisations(tx, [row.organisation_id]);
  await publishFacilities(tx, [id]);
  tx.record({ action: 'facility.add', subject_kind: 'facility', subject_id: id, detail: { kind: row.kind } });
  return id;
}

/** Whoever runs a place is named to everybody. */
export async function listOrganisations(tx: WriteTx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`select list_organisations(${[...new Set(ids)]}::bigint[])`.execute(tx.db);
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

/**
 * Changes an entry; the facility's own head leaves operator, kind and number as they are. Where one of the place's
 * programmes looks at changes first, the head's text is proposed instead ('proposed').
 */
export async function changeFacility(
  tx: WriteTx,
  id: number,
  form: FacilityForm,
): Promise<'saved' | 'proposed'> {
  const before = found(await facilityById(tx, id));
  if (!before.may_edit) throw new Refusal(403);
  const entry = await entryOf(tx, id);
  const row = await stored(
    tx,
    form,
    before.may_manage
      ? keeperFields(form)
      : { organisation_id: before.organisation_id, kind: before.kind, local_id: before.local_id },
  );
  if (form._version !== before.version) staleFacility(tx, before, entry, row, form);
  if (!before.may_manage && (await checkersOf(tx, id))) {
    await propose(tx, before, differing(facilityFields(before, entry), facilityFields(row, form)));
    return 'proposed';
  }
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
  // Somebody saved between our reading and our writing.
  if (changed.numUpdatedRows === 0n)
    staleFacility(tx, found(await facilityById(tx, id)), await entryOf(tx, id), row, form);
  await storeEntry(tx, id, form);
  if (row.organisation_id !== before.organisation_id) await listOrganisations(tx, [row.organisation_id]);
  await publishFacilities(tx, [id]);
  tx.record({ action: 'facility.change', subject_kind: 'facility', subject_id: id });
  return 'saved';
}

/** Fields that are not the same, with both texts as the form holds them. */
export function differing(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, { before: unknown; after: unknown }> {
  return Object.fromEntries(
    Object.keys(after)
      .filter((name) => textOf(after[name]) !== textOf(before[name]))
      .map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]),
  );
}

/** The parts of an imported address belong to that address only. */
export function withoutAddress(extras: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((extras ?? {}) as Record<string, unknown>).filter(
      ([name]) => !addressHeadings.includes(name),
    ),
  );
}

function staleFacility(tx: WriteTx, theirs: Facility, entry: Entry, mine: Stored, form: FacilityForm): never {
  const fields = differing(facilityFields(theirs, entry), facilityFields(mine, form));
  return conflict({
    who: theirs.changed_by ?? words.someone,
    when: formatDateTime(theirs.updated_at, tx.actor.municipality.time_zone),
    version: theirs.version,
    fields: Object.entries(fields).map(([name, { before, after }]) => ({
      name,
      label: labelOf(name),
      mine: saidOf(name, after),
      theirs: saidOf(name, before),
    })),
  });
}

function textOf(value: unknown): string {
  return Array.isArray(value)
    ? value.join('\n')
    : typeof value === 'string' || typeof value === 'number'
      ? `${value}`
      : '';
}

const ofForm = [
  'organisation_id',
  'kind',
  'local_id',
  'name',
  'name_kana',
  'name_en',
  'postal_code',
  'address',
  'building',
  'latitude',
  'longitude',
  'access_note',
  'parking',
  'phone',
  'fax',
  'email',
  'url',
  'capacity',
  'capacity_as_of',
  'ages',
  'opens_at',
  'closes_at',
  'hours_note',
  'established_on',
  'reservation',
  'reservation_note',
  'languages',
  'accommodations',
  'accommodation_note',
  'atmosphere',
  'functions',
  'visit_wishes',
  'note',
] as const satisfies readonly (keyof Stored)[];

/** A stored entry as the form's fields hold it: weekdays as ticks, yes and no as words. */
export function facilityFields(row: Stored | Facility, entry: Entry): Record<string, unknown> {
  const read = row.ages === null ? null : parseAgeRange(row.ages);
  return {
    ...Object.fromEntries(ofForm.map((name) => [name, row[name]])),
    // What the words already say is not typed a second time.
    age_from_months: read?.from_months === row.age_from_months ? null : row.age_from_months,
    age_to_months: read?.to_months === row.age_to_months ? null : row.age_to_months,
    weekdays: Array.from(row.weekdays ?? ''),
    ...Object.fromEntries((Object.keys(amenities) as Amenity[]).map((name) => [name, yesOrNo(row[name])])),
    offers: entry.offers,
    strengths_more: row.strengths.join('\n'),
    staffing: staffingLines(entry.staffing),
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
  await tx.db
    .updateTable('facility')
    .set({ confirmed_on: tx.today, confirm_asked_on: null })
    .where('id', '=', id)
    .execute();
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
