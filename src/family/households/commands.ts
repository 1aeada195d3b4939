import { sql } from 'kysely';
import { endEmergency, openInEmergency } from '../../platform/access/emergency.ts';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid, invalidIf } from '../../platform/web/handlers.tsx';
import { memberProblems, type MemberData } from './forms.ts';
import { entriesOf, familyIds, householdById, memberById, type Household } from './queries.ts';
import { foldedAddress, foldedKana, mergeProblem, type contactKinds } from './rules.ts';
import { words } from './words.ja.ts';

const me = (tx: WriteTx): number => tx.actor.person_id!;

/** Tells everybody of a team but the actor; the title names nobody. */
export async function tellTeam(tx: WriteTx, team_id: number, title: string, url: string): Promise<void> {
  await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${title}, ${url}, ${tx.now}::timestamptz
    from appointment join role on role.code = role_code
    where team_id = ${team_id} and case_zone and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and person_id <> ${me(tx)}`.execute(tx.db);
}

export type NewMember = Omit<MemberData, 'left_on' | 'left_reason' | '_version'>;

export interface NewHousehold {
  team_id: number;
  members: NewMember[];
  languages?: string[];
  care?: string;
  invented?: boolean;
}

/** A household with its members, kept by the given team of the actor's. Answers its number. */
export async function createHousehold(tx: WriteTx, made: NewHousehold): Promise<number> {
  const { id } = await tx.db
    .insertInto('household')
    .values({
      team_id: made.team_id,
      team_ids: [made.team_id],
      languages: made.languages ?? [],
      care: made.care ?? '',
      invented: made.invented ?? tx.actor.municipality.demo,
      created_by: me(tx),
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const household = found(await householdById(tx, id));
  for (const [nth, member] of made.members.entries()) await insertMember(tx, household, member, nth + 1);
  tx.record({
    action: 'household.create',
    subject_kind: 'household',
    subject_id: id,
    detail: { members: made.members.length },
  });
  return id;
}

const reachOf = (household: Household) => ({
  household_id: household.id,
  team_id: household.team_id,
  team_ids: household.team_ids,
  protected: household.protected,
});

const stored = (member: NewMember) => ({
  relation: member.relation,
  family_name: member.family_name,
  given_name: member.given_name,
  family_kana: member.family_kana,
  given_kana: member.given_kana,
  known_as: member.known_as,
  kana_folded: foldedKana(member.family_kana, member.given_kana),
  born_on: member.born_on,
  due_on: member.due_on,
  sex: member.sex,
  lives_apart: member.lives_apart,
  languages: member.languages,
  care: member.care,
});

async function insertMember(
  tx: WriteTx,
  household: Household,
  member: NewMember,
  position: number,
): Promise<number> {
  invalidIf(memberProblems(member));
  const { id } = await tx.db
    .insertInto('household_member')
    .values({ ...reachOf(household), position, ...stored(member), created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addMember(tx: WriteTx, household: Household, member: NewMember): Promise<number> {
  mustWork(household);
  const { last } = await tx.db
    .selectFrom('household_member')
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .where('household_id', '=', household.id)
    .executeTakeFirstOrThrow();
  const id = await insertMember(tx, household, member, last + 1);
  await touch(tx, household);
  tx.record({
    action: 'household.add_member',
    subject_kind: 'household',
    subject_id: household.id,
    detail: { member_id: id },
  });
  return id;
}

/** Changes a member; a stale version shows both texts. */
export async function changeMember(
  tx: WriteTx,
  household: Household,
  member_id: number,
  data: MemberData,
): Promise<void> {
  mustWork(household);
  const before = found(await memberById(tx, household.id, member_id));
  invalidIf(memberProblems(data));
  if (data._version !== before.version) {
    const texts = ['family_name', 'given_name', 'family_kana', 'given_kana', 'known_as', 'care'] as const;
    conflict({
      fields: texts
        .filter((field) => data[field] !== before[field])
        .map((field) => ({
          name: field,
          label: words.member[field],
          mine: data[field],
          theirs: before[field],
        })),
      who: words.somebody,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: before.version,
    });
  }
  await tx.db
    .updateTable('household_member')
    .set({
      ...stored(data),
      left_on: data.left_on,
      left_reason: data.left_reason,
      version: before.version + 1,
      updated_at: tx.now,
    })
    .where('id', '=', member_id)
    .execute();
  await touch(tx, household);
  tx.record({
    action: 'household.change_member',
    subject_kind: 'household',
    subject_id: household.id,
    detail: {
      member_id,
      fields: Object.entries({ ...stored(data), left_on: data.left_on })
        .filter(
          ([field, value]) => field !== 'kana_folded' && String(value) !== String(before[field as 'care']),
        )
        .map(([field]) => field),
    },
  });
}

/** Languages and what to take care of, for the whole household; a stale version shows both texts. */
export async function changeHousehold(
  tx: WriteTx,
  household: Household,
  data: { languages: string[]; care: string; _version: number },
): Promise<void> {
  mustKeep(household);
  if (data._version !== household.version) {
    conflict({
      fields: [{ name: 'care', label: words.care, mine: data.care, theirs: household.care }],
      who: words.somebody,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: household.version,
    });
  }
  await tx.db
    .updateTable('household')
    .set({ languages: data.languages, care: data.care, version: household.version + 1, updated_at: tx.now })
    .where('id', '=', household.id)
    .execute();
  tx.record({ action: 'household.change', subject_kind: 'household', subject_id: household.id });
}

/** Where they live from a day on; the address before ends the day before. */
export async function setAddress(
  tx: WriteTx,
  household: Household,
  data: { postal_code: string | null; address: string; starts_on: string },
): Promise<void> {
  mustWork(household);
  if (data.starts_on > tx.today) invalid({ starts_on: words.errors.future });
  const before = await tx.db
    .selectFrom('household_address')
    .select(['id', 'starts_on', 'address_folded'])
    .where('household_id', '=', household.id)
    .where('ends_on', 'is', null)
    .executeTakeFirst();
  // Of a protected household another team neither reads nor ends the address.
  if (!before && household.protected && !household.may_keep)
    invalid({ address: words.errors.protectedAddress(household.team) });
  if (before && before.starts_on >= data.starts_on) {
    invalid({ starts_on: words.errors.addressOrder });
  }
  if (before) {
    await tx.db
      .updateTable('household_address')
      .set({ ends_on: addDays(data.starts_on, -1) })
      .where('id', '=', before.id)
      .execute();
  }
  const town_id = await townOf(tx, data.address);
  await tx.db
    .insertInto('household_address')
    .values({
      ...reachOf(household),
      postal_code: data.postal_code,
      address: data.address,
      address_folded: foldedAddress(data.address),
      town_id,
      starts_on: data.starts_on,
      created_at: tx.now,
    })
    .execute();
  await touch(tx, household);
  tx.record({ action: 'household.set_address', subject_kind: 'household', subject_id: household.id });
}

/** The town whose name stands in an address, the longest; null for none. */
export async function townOf(tx: ReadTx, address: string): Promise<number | null> {
  const folded = foldedAddress(address);
  const towns = await tx.db.selectFrom('town').select(['id', 'name']).orderBy('id').execute();
  const near = towns
    .map((town) => ({ id: town.id, folded: foldedAddress(town.name) }))
    .filter((town) => town.folded !== '' && folded.includes(town.folded))
    .toSorted((a, b) => b.folded.length - a.folded.length);
  return near[0]?.id ?? null;
}

export async function addContact(
  tx: WriteTx,
  household: Household,
  data: { kind: (typeof contactKinds)[number]; value: string; member_id: number | null; note: string },
): Promise<void> {
  mustWork(household);
  if (data.member_id !== null) found(await memberById(tx, household.id, data.member_id));
  await tx.db
    .insertInto('household_contact')
    .values({ ...reachOf(household), ...data, created_at: tx.now })
    .execute();
  tx.record({ action: 'household.add_contact', subject_kind: 'household', subject_id: household.id });
}

export async function removeContact(tx: WriteTx, household: Household, id: number): Promise<void> {
  mustWork(household);
  const { numDeletedRows } = await tx.db
    .deleteFrom('household_contact')
    .where('id', '=', id)
    .where('household_id', '=', household.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'household.remove_contact', subject_kind: 'household', subject_id: household.id });
}

/** School or facility of a member in a fiscal year; said again, it replaces what stood there. */
export async function setPlace(
  tx: WriteTx,
  household: Household,
  data: {
    member_id: number;
    fiscal_year: number;
    facility_id: number | null;
    place_name: string;
    class_name: string;
  },
): Promise<void> {
  mustWork(household);
  if (household.protected && !household.may_keep)
    invalid({ place_name: words.errors.protectedAddress(household.team) });
  found(await memberById(tx, household.id, data.member_id));
  const { facility_id, place_name, class_name } = data;
  await tx.db
    .insertInto('household_member_place')
    .values({ ...reachOf(household), ...data, created_at: tx.now })
    .onConflict((before) =>
      before.constraint('household_member_place_once').doUpdateSet({ facility_id, place_name, class_name }),
    )
    .execute();
  tx.record({ action: 'household.set_place', subject_kind: 'household', subject_id: household.id });
}

/** Protects the household from being found, or ends it; every row below follows at once, and the other teams are told. */
export async function protect(tx: WriteTx, household: Household, on: boolean, reason: string): Promise<void> {
  mustKeep(household);
  if (household.protected === on) throw new Refusal(409, words.errors.alreadyProtected(on));
  await tx.db
    .updateTable('household')
    .set({
      protected: on,
      protected_since: on ? tx.today : null,
      protection_note: on ? reason : '',
      version: household.version + 1,
      updated_at: tx.now,
    })
    .where((row) => row.or([row('id', '=', household.id), row('merged_into_id', '=', household.id)]))
    .execute();
  tx.record({
    action: on ? 'household.protect' : 'household.unprotect',
    subject_kind: 'household',
    subject_id: household.id,
  });
  for (const team_id of household.team_ids) {
    await tellTeam(tx, team_id, words.notices.protection(household.id, on), `/households/${household.id}`);
  }
}

/** Two entries of one family become one: `merged_id` is given up, and keeps its rows. */
export async function mergeHouseholds(
  tx: WriteTx,
  data: { kept_id: number; merged_id: number; reason: string },
): Promise<void> {
  const kept = found(await householdById(tx, data.kept_id));
  const merged = found(await householdById(tx, data.merged_id));
  const problem = mergeProblem(kept, merged);
  if (problem !== null) invalid({ kept_id: words.errors.merge[problem] });
  // There is never a chain, which nobody could take apart again.
  if ((await familyIds(tx, merged.id)).length > 1) invalid({ kept_id: words.errors.merge.has_merged });
  await tx.db
    .updateTable('household')
    .set((row) => ({ merged_into_id: kept.id, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', merged.id)
    .execute();
  await tx.db
    .insertInto('household_merge')
    .values({
      kept_id: kept.id,
      merged_id: merged.id,
      team_ids: [...new Set([...kept.team_ids, ...merged.team_ids])].toSorted((a, b) => a - b),
      reason: data.reason,
      merged_by: me(tx),
      merged_at: tx.now,
    })
    .execute();
  await reach(tx, kept.id);
  for (const id of [kept.id, merged.id])
    tx.record({
      action: 'household.merge',
      subject_kind: 'household',
      subject_id: id,
      detail: { kept_id: kept.id, merged_id: merged.id },
    });
}

/** Gives the keeping of a household to another team of the case zone, with a reason; the two teams are told. */
export async function handKeeping(
  tx: WriteTx,
  household: Household,
  data: { team_id: number; reason: string },
): Promise<void> {
  mustKeep(household);
  if (household.merged_into_id !== null) throw new Refusal(409, words.errors.isMerged);
  if (data.team_id === household.team_id) invalid({ team_id: words.errors.sameTeam });
  await tx.db
    .updateTable('household')
    .set({
      team_id: data.team_id,
      team_ids: [...new Set([...household.team_ids, data.team_id])].toSorted((a, b) => a - b),
      version: household.version + 1,
      updated_at: tx.now,
    })
    .where((row) => row.or([row('id', '=', household.id), row('merged_into_id', '=', household.id)]))
    .execute();
  tx.record({
    action: 'household.hand',
    subject_kind: 'household',
    subject_id: household.id,
    detail: { from_team_id: household.team_id, to_team_id: data.team_id },
  });
  await tellTeam(tx, data.team_id, words.notices.handed(household.id), `/households/${household.id}`);
}

/** Takes a merge back: both entries stand as they did, each with its own rows. */
export async function undoMerge(tx: WriteTx, merge_id: number): Promise<number> {
  const merge = found(
    await tx.db
      .selectFrom('household_merge')
      .select(['kept_id', 'merged_id', 'undone_at'])
      .where('id', '=', merge_id)
      .executeTakeFirst(),
  );
  if (merge.undone_at !== null) throw new Refusal(409, words.errors.undone);
  const merged = found(await householdById(tx, merge.merged_id));
  mustKeep(merged);
  await tx.db
    .updateTable('household')
    .set((row) => ({ merged_into_id: null, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', merge.merged_id)
    .execute();
  await tx.db
    .updateTable('household_merge')
    .set({ undone_by: me(tx), undone_at: tx.now })
    .where('id', '=', merge_id)
    .execute();
  // Each is reached again by its own teams alone.
  await reach(tx, merge.merged_id);
  await reach(tx, merge.kept_id);
  for (const id of [merge.kept_id, merge.merged_id])
    tx.record({ action: 'household.unmerge', subject_kind: 'household', subject_id: id });
  return merge.merged_id;
}

/**
 * Counts again which teams work with a household; to be called whenever a consultation or case begins, is linked or moves.
 * Tells the keeping team when it is another's.
 */
export async function linkReach(tx: WriteTx, household_id: number, team_id: number): Promise<void> {
  const keeper = await reach(tx, household_id);
  if (keeper !== null && keeper !== team_id)
    await tellTeam(tx, keeper, words.notices.linked(household_id), `/households/${household_id}`);
}

async function reach(tx: WriteTx, household_id: number): Promise<number | null> {
  const { rows } = await sql<{ keeper: number | null }>`
    select household_reach(${household_id}) as keeper`.execute(tx.db);
  return rows[0]?.keeper ?? null;
}

async function touch(tx: WriteTx, household: Household): Promise<void> {
  // Another team that works with the family changes members and addresses, not the household's own row.
  if (!household.may_keep) return;
  await tx.db.updateTable('household').set({ updated_at: tx.now }).where('id', '=', household.id).execute();
}

function mustWork(household: Household): void {
  if (!household.works) throw new Refusal(403);
  if (household.merged_into_id !== null) throw new Refusal(409, words.errors.isMerged);
}

function mustKeep(household: Household): void {
  if (!household.may_keep) throw new Refusal(403, words.errors.keeperOnly(household.team));
}

/** Opens a family in an emergency: every entry that is one with it, or half of it would stay hidden. Its team is told once. */
export async function openFamilyInEmergency(
  tx: WriteTx,
  opening: { household_id: number; team_id: number; reason: string; url: string; with?: boolean },
): Promise<void> {
  const { household_id, ...how } = opening;
  const others = (await entriesOf(tx, household_id)).filter((id) => id !== household_id);
  await openInEmergency(tx, { kind: 'household', id: household_id, ...how });
  for (const id of others) await openInEmergency(tx, { kind: 'household', id, ...how, with: true });
}

/** Ends what one person opened of a family, with every entry of it. */
export async function endFamilyEmergency(
  tx: WriteTx,
  opened: { household_id: number; person_id: number },
): Promise<void> {
  const open = await tx.db
    .selectFrom('emergency_access')
    .select('id')
    .where('person_id', '=', opened.person_id)
    .where('subject_kind', '=', 'household')
    .where('subject_id', 'in', [opened.household_id, ...(await entriesOf(tx, opened.household_id))])
    .where('ended_at', 'is', null)
    .where('ends_at', '>', tx.now)
    .orderBy('id')
    .execute();
  for (const { id } of open) await endEmergency(tx, id);
}
