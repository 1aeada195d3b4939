import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

/** Fields proposed, with the text they had and the one they are to have, as the form holds them. */
export type ChangedFields = Record<string, { before: unknown; after: unknown }>;

function changes(tx: ReadTx) {
  return tx.db
    .selectFrom('facility_change')
    .innerJoin('facility', 'facility.id', 'facility_change.facility_id')
    .innerJoin('person', 'person.id', 'facility_change.proposed_by')
    .leftJoin('person as decider', 'decider.id', 'facility_change.decided_by')
    .selectAll('facility_change')
    .select([
      'facility.name as facility',
      'facility.version as facility_version',
      sql<string>`person.family_name || ' ' || person.given_name`.as('proposer'),
      sql<string | null>`decider.family_name || ' ' || decider.given_name`.as('decider'),
    ]);
}

export type Change = Omit<Awaited<ReturnType<ReturnType<typeof changes>['execute']>>[number], 'fields'> & {
  fields: ChangedFields;
};

export async function changeById(
  tx: ReadTx,
  facility_id: number,
  id: number | null,
): Promise<Change | undefined> {
  if (id === null) return undefined;
  const row = await changes(tx)
    .where('facility_change.facility_id', '=', facility_id)
    .where('facility_change.id', '=', id)
    .executeTakeFirst();
  return row as Change | undefined;
}

export async function openChangeOf(tx: ReadTx, facility_id: number): Promise<Change | undefined> {
  const row = await changes(tx)
    .where('facility_change.facility_id', '=', facility_id)
    .where('decided_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('proposed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as Change | undefined;
}

/** Everything proposed for a place, newest first. */
export async function changesOf(tx: ReadTx, facility_id: number): Promise<Change[]> {
  const rows = await changes(tx)
    .where('facility_change.facility_id', '=', facility_id)
    .orderBy('proposed_at', 'desc')
    .limit(50)
    .execute();
  return rows as Change[];
}

export interface WaitingChange {
  id: number;
  facility_id: number;
  facility: string;
  proposer: string;
  proposed_at: Date;
  fields: string[];
}

/** What waits for those who check: all for the city, and first what one's own organisation owns. */
export async function waitingChanges(tx: ReadTx, limit = 50): Promise<WaitingChange[]> {
  if (!tx.has('directory.manage')) return [];
  const { rows } = await sql<WaitingChange>`
    select change.id, change.facility_id, facility.name as facility,
      person.family_name || ' ' || person.given_name as proposer, change.proposed_at,
      array(select jsonb_object_keys(change.fields)) as fields
    from facility_change as change
    join facility on facility.id = change.facility_id
    join person on person.id = change.proposed_by
    where change.decided_at is null and change.withdrawn_at is null
    order by exists (
      select from service join programme on programme.code = service.programme_code
      where service.facility_id = change.facility_id and programme.checks_changes
        and programme.owner_organisation_id = any(${tx.session.organisations}::bigint[])) desc, change.proposed_at
    limit ${limit}`.execute(tx.db);
  return rows;
}

/** What came back to this person and was not proposed again since. */
export async function returnedChanges(tx: ReadTx, atMost = 5): Promise<WaitingChange[]> {
  const { rows } = await sql<WaitingChange>`
    select change.id, change.facility_id, facility.name as facility, '' as proposer, change.decided_at as proposed_at,
      array(select jsonb_object_keys(change.fields)) as fields
    from facility_change as change join facility on facility.id = change.facility_id
    where change.proposed_by = ${tx.actor.person_id} and change.accepted = false
      and not exists (select from facility_change as later
        where later.facility_id = change.facility_id and later.proposed_at > change.decided_at)
    order by change.decided_at desc limit ${atMost}`.execute(tx.db);
  return rows;
}

export interface DueEntry {
  id: number;
  name: string;
  confirmed_on: string | null;
}

/** A head's own entries that wait to be confirmed again. */
export async function ownEntriesDue(tx: ReadTx, atMost = 5): Promise<DueEntry[]> {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  const { rows } = await sql<DueEntry>`
    select id, name, confirmed_on from facility, directory_setting
    where id = any(${tx.session.facilities}::bigint[]) and ended_on is null
      and (confirmed_on is null or confirmed_on + make_interval(months => confirm_every_months) <= ${tx.today}::date)
    order by confirmed_on nulls first limit ${atMost}`.execute(tx.db);
  return rows;
}
