// What the demo's places offer, and half a year of cards handed to families: invented, the same each time.
import type { Client } from 'pg';
import { withClient } from '../platform/db/migrate.ts';
import { addDays, daysBetween, fiscalYearOf, instantOf, today as dayIn } from '../platform/ja/dates.ts';
import { codeFrom } from '../platform/web/open.ts';
import type { Loaded } from './demo.ts';
import { mulberry32, pick, whole, type Random } from './material.ts';
import { cards, offersByKind, offersByStrength } from './words-finder.ja.ts';
import { municipality } from './words.ja.ts';

const from = '2026-04-08';
const whyNots = ['day', 'day', 'far', 'unsure', 'not_needed', 'closed', 'other'];

export async function loadFinder(loaded: Loaded, ownerUrl: string): Promise<void> {
  const random = mulberry32(2034);
  await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    await client.query('begin');
    await placeTowns(client);
    await insert(client, 'facility_offer', offers(loaded));
    await addCards(client, loaded, random);
    await client.query('commit');
  });
}

async function insert(client: Client, table: string, rows: object[]): Promise<Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  const columns = Object.keys(rows[0]!).join(', ');
  const { rows: made } = await client.query<Record<string, unknown>>(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)
     on conflict do nothing returning *`,
    [JSON.stringify(rows)],
  );
  return made;
}

/** A town lies where its places are; without any, in the middle of those of its neighbourhood. */
async function placeTowns(client: Client): Promise<void> {
  await client.query(`
    update town set latitude = middle.latitude, longitude = middle.longitude
    from (select town_id, avg(latitude) as latitude, avg(longitude) as longitude from facility
      where latitude is not null group by town_id) as middle
    where middle.town_id = town.id and town.latitude is null`);
  await client.query(`
    update town set latitude = middle.latitude + (town.id % 7 - 3) * 0.0012, longitude = middle.longitude + (town.id % 5 - 2) * 0.0015
    from area_town
      join (select inside.area_id, avg(facility.latitude) as latitude, avg(facility.longitude) as longitude
        from area_town as inside join facility on facility.town_id = inside.town_id
        where facility.latitude is not null group by inside.area_id) as middle on middle.area_id = area_town.area_id
    where area_town.town_id = town.id and town.latitude is null`);
}

function offers({ places, facility }: Loaded): object[] {
  return places.flatMap((place) => {
    const codes = [
      ...place.strengths.flatMap((text) =>
        offersByStrength.filter(([word]) => word.test(text)).flatMap(([, list]) => list),
      ),
      ...offersByKind
        .filter(([word]) => word.test(`${place.kind} ${place.name}`))
        .flatMap(([, list]) => list),
    ];
    return [...new Set(codes)].map((wish_code) => ({ facility_id: facility.get(place.key), wish_code }));
  });
}

/** Cards from coordinators and from places, most to the places for parents and children; six in ten are answered. */
async function addCards(client: Client, { house }: Loaded, random: Random): Promise<void> {
  const until = addDays(dayIn(house.clock()), -1);
  const { rows: places } = await client.query<{ id: number; address: string }>(`
    select distinct facility.id, facility.address from facility join service on service.facility_id = facility.id
      join programme on programme.code = service.programme_code
    where facility.ended_on is null and (programme.gathering or programme.code in ('childrens_hall', 'garden_open'))
    order by facility.id limit 12`);
  const { rows: people } = await client.query<{ person_id: number; facility_id: number | null }>(`
    select person_id, facility_id from appointment where role_code in ('coordinator', 'consultation_worker', 'facility_staff')
      and ends_on is null order by id limit 20`);
  if (places.length === 0 || people.length === 0) return;
  const length = daysBetween(from, until);
  const made = await insert(
    client,
    'introduction',
    Array.from({ length: 96 }, () => {
      const day = addDays(from, whole(random, 0, Math.max(0, length)));
      // The first places are known best, as everywhere.
      const place = places[Math.floor(random() ** 2 * places.length)]!;
      const person = pick(random, people);
      const card = pick(random, cards);
      return {
        facility_id: place.id,
        from_facility_id: person.facility_id,
        made_by: person.person_id,
        made_at: instantOf(day, `${whole(random, 9, 16)}:${whole(random, 10, 59)}`),
        made_on: day,
        wish_codes: [pick(random, ['homely', 'outdoor', 'many_families', 'talk_while_playing', 'fathers'])],
        day_text: card.day,
        what_happens: card.what,
        whom_to_ask: card.whom,
        how_to_get_there: place.address,
        code: codeFrom(() => whole(random, 0, 247)),
        expires_on: addDays(day, 90),
        handed_over: pick(random, ['printed', 'printed', 'sent', 'shown', null]),
        fiscal_year: fiscalYearOf(day),
      };
    }),
  );
  await insert(
    client,
    'introduction_answer',
    made
      .filter(() => random() < 0.6)
      .map(({ id, expires_on }) => {
        const went = random() < 0.72;
        const day = addDays((expires_on as string).slice(0, 10), -75);
        const on = day < until ? day : until;
        return {
          introduction_id: id,
          answered_at: instantOf(on, '20:15'),
          answered_on: on,
          went,
          helped: went ? pick(random, ['yes', 'yes', 'yes', 'partly', 'no']) : null,
          why_not: went ? null : pick(random, whyNots),
        };
      }),
  );
}
