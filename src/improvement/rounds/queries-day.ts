import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { fiscalYearOf } from '../../platform/ja/dates.ts';
import { coordinators } from '../visits/queries.ts';
import { factsFor, type RoundFacts } from './queries-facts.ts';
import { planCalls, proposalOf, type PlanCall } from './queries.ts';
import { inOrder, legsOf, waysBetween, type Leg } from './rules-figures.ts';
import { minutesOf } from './rules-year.ts';

export interface DayStop extends PlanCall {
  order: number;
  leg: Leg;
  phone: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
}

export interface DaySheet {
  on: string;
  person: { id: number; name: string };
  stops: DayStop[];
  home: Leg | null;
  /** minutes of the day; null where no time is known */
  leaves: number | null;
  returns: number | null;
  km: number;
  minutes: number;
  setting: RoundFacts['setting'];
  place: string;
}

/** A coordinator's day in the order of its calls, proposed ones too; with the ways between. Null: no such person. */
export async function daySheet(
  tx: ReadTx,
  on: string,
  person_id: number,
  place: string,
): Promise<DaySheet | null> {
  const person = (await coordinators(tx)).find((one) => one.id === person_id);
  if (!person) return null;
  const year = await proposalOf(tx, fiscalYearOf(on));
  if (year === null) return null;
  const facts = await factsFor(tx, year.round, on, on);
  const within = { id: year.proposal?.id ?? 0, from_on: on, to_on: on };
  const calls = inOrder(await planCalls(tx, within, { person_id }));
  const ways = waysBetween(facts.setting, facts.facilities);
  const legs = calls.length === 0 ? [] : legsOf(ways, calls);
  const about = new Map(
    calls.length === 0
      ? []
      : (
          await tx.db
            .selectFrom('facility')
            .where(
              'id',
              'in',
              calls.map((call) => call.facility_id),
            )
            .select(['id', 'phone', 'address', 'latitude', 'longitude'])
            .execute()
        ).map((row) => [row.id, row]),
  );
  const first = calls[0];
  const last = calls.at(-1);
  const home = legs.at(-1) ?? null;
  return {
    on,
    person: { id: person.id, name: person.name },
    stops: calls.map((call, at) => {
      const row = about.get(call.facility_id);
      return {
        ...call,
        order: at + 1,
        leg: legs[at]!,
        phone: row?.phone ?? null,
        address: row?.address ?? '',
        latitude: row?.latitude ?? null,
        longitude: row?.longitude ?? null,
      };
    }),
    home,
    leaves: first?.starts_at == null ? null : Math.max(0, minutesOf(first.starts_at) - legs[0]!.minutes),
    returns: last?.ends_at == null || home === null ? null : minutesOf(last.ends_at) + home.minutes,
    km: legs.reduce((sum, leg) => sum + leg.km, 0),
    minutes: legs.reduce((sum, leg) => sum + leg.minutes, 0),
    setting: facts.setting,
    place,
  };
}

/** The outline a day's map is drawn on: the areas of the first kind that has shapes. */
export async function outlineOf(tx: ReadTx): Promise<unknown> {
  const { rows } = await sql<{ shape: unknown }>`
    select shape from area where shape is not null
      and area_system_code = (select area_system_code from area where shape is not null order by area_system_code limit 1)
    order by id limit 60`.execute(tx.db);
  return {
    type: 'FeatureCollection',
    features: rows.map(({ shape }) => ({ type: 'Feature', geometry: shape })),
  };
}
