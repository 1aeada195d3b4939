import { sql, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import type { AgencyKind } from './forms.ts';

export interface AgencyCall {
  /** null: one of our own visits */
  id: number | null;
  organisation_id: number | null;
  organisation: string | null;
  facility_id: number;
  facility: string;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  kind: AgencyKind | null;
  may_enter: boolean;
}

/** Calls of all agencies and our own between two days, by day; of one facility where asked. */
export async function agencyCalls(
  tx: ReadTx,
  from_on: string,
  to_on: string,
  filter: { organisation_id?: number | null; facility_id?: number | null } = {},
): Promise<AgencyCall[]> {
  const organisation = filter.organisation_id ?? null;
  const facility = filter.facility_id ?? null;
  const { rows } = await sql<AgencyCall>`
    select c.id, c.organisation_id, o.name as organisation, c.facility_id, f.name as facility, c.planned_on, c.planned_from,
      c.planned_to, c.kind, coalesce(may_enter_agency_round(c.organisation_id), false) as may_enter
    from (
      select a.id, a.organisation_id, a.facility_id, a.planned_on, a.planned_from, a.planned_to, a.kind
      from agency_round a where a.cancelled_at is null
      union all
      select null, null, v.facility_id, v.planned_on, v.planned_from, v.planned_to, null
      from round_days(${from_on}::date, ${to_on}::date) v
    ) as c join facility f on f.id = c.facility_id left join organisation o on o.id = c.organisation_id
    where c.planned_on between ${from_on}::date and ${to_on}::date
      and (${organisation}::bigint is null or c.organisation_id = ${organisation})
      and (${facility}::bigint is null or c.facility_id = ${facility})
    order by c.planned_on, c.planned_from nulls last, f.name_kana collate "ja-x-icu", c.id nulls first`.execute(
    tx.db,
  );
  return rows;
}

/** Days of a week on which somebody calls at a facility: what would be the second call at one door. */
export async function sameWeek(
  tx: ReadTx,
  facility_id: number,
  monday: string,
): Promise<{ organisation: string | null; on: string }[]> {
  const calls = await agencyCalls(tx, monday, addDays(monday, 6), { facility_id });
  return calls.map((call) => ({ organisation: call.organisation, on: call.planned_on }));
}

/** Organisations whose people may enter calls; the actor's own, or everybody's for those who plan. */
export const whoEnters = sql<SqlBool>`organisation.kind <> 'operator' and may_enter_agency_round(organisation.id)`;
/** Those, and the ones with a call entered. */
export const whoCalls = sql<SqlBool>`organisation.kind <> 'operator' and (may_enter_agency_round(organisation.id)
  or exists (select from agency_round where agency_round.organisation_id = organisation.id))`;

/** Organisations that call at facilities: those with a call entered, and those whose people may enter some. */
export async function agencies(tx: ReadTx): Promise<{ id: number; name: string; may_enter: boolean }[]> {
  const { rows } = await sql<{ id: number; name: string; may_enter: boolean }>`
    select o.id, o.name, coalesce(may_enter_agency_round(o.id), false) as may_enter from organisation o
    where o.kind <> 'operator' and (may_enter_agency_round(o.id) or exists (select from agency_round a where a.organisation_id = o.id))
    order by o.name_kana collate "ja-x-icu", o.id`.execute(tx.db);
  return rows;
}
