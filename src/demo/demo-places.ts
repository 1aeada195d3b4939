import { createHash } from 'node:crypto';
import type pg from 'pg';
import { propose } from '../base/directory/commands-changes.ts';
import { facilityFields, differing, publishFacilities } from '../base/directory/commands.ts';
import { entryOf } from '../base/directory/queries-place.ts';
import { facilityById } from '../base/directory/queries.ts';
import { pngOf } from '../base/directory/samples.ts';
import { withClient } from '../platform/db/migrate.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { mulberry32, pick, shuffled, whole, type DemoFacility, type Random } from './material.ts';
import { atmospheres, own, scenes, wishesOfGroup, wishOfStrength } from './words-offers.ja.ts';
import { nameBeginnings, townBlocks } from './words-places.ja.ts';
import { municipality, notices } from './words.ja.ts';

const beginning = instantOf('2025-04-01', '08:30');

type Insert = (table: string, rows: object[]) => Promise<number[]>;

function inserter(client: pg.Client | pg.PoolClient): Insert {
  return async (table, rows) => {
    if (rows.length === 0) return [];
    const columns = Object.keys(rows[0]!).join(', ');
    const { rows: made } = await client.query<{ id?: number }>(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) returning *`,
      [JSON.stringify(rows)],
    );
    return made.map((row) => row.id ?? 0);
  };
}

interface Hours {
  byday: string[];
  opens_at: string;
  closes_at: string;
  holidays?: string;
  valid_from?: string;
  valid_to?: string;
  note?: string;
}
interface ServicePlan {
  programme_code: string;
  name: string;
  description: string;
  hours: Hours[];
  capacity?: number;
  fee_amount?: number;
  fee_note?: string;
  reservation?: string;
  age_from_months?: number;
  age_to_months?: number;
}

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const monToFri = dayCodes.slice(0, 5);

/** Services a place gets beside the one its kind means, and the hours of that one. */
function plansOf(place: DemoFacility, nth: number, random: Random): { main: Hours[]; more: ServicePlan[] } {
  const opening: Hours = {
    byday: place.weekdays.map((day) => dayCodes[day - 1]!),
    opens_at: place.opens,
    closes_at: place.closes,
  };
  const more: ServicePlan[] = [];
  switch (place.group) {
    case 'base':
      return {
        // One that has not got round to five days: its programme's rule is there to be seen.
        main:
          nth === 7
            ? [{ ...opening, byday: ['MO', 'TU', 'TH', 'FR'] }]
            : [
                opening,
                ...(nth % 3 === 0 ? [{ byday: ['1SA', '3SA'], opens_at: '09:00', closes_at: '12:00' }] : []),
              ],
        more,
      };
    case 'plaza':
      if (nth % 2 === 0) {
        more.push({
          programme_code: 'temporary_care',
          name: own.temporaryCare,
          description: own.temporaryCareText,
          hours: [{ byday: ['TU', 'TH'], opens_at: '10:00', closes_at: '13:00' }],
          capacity: 3,
          fee_amount: 500,
          fee_note: own.temporaryCareFee,
          reservation: 'required',
          age_from_months: 6,
          age_to_months: 47,
        });
      }
      return { main: [nth === 5 ? { ...opening, closes_at: '13:30' } : opening], more };
    case 'nursery':
    case 'kodomoen': {
      const centre = place.group === 'nursery' && nth < 6;
      if (centre || nth % 3 === 0) {
        more.push({
          programme_code: 'nursery_support',
          name: own.nurserySupport,
          description: own.nurserySupportText,
          hours: centre
            ? [
                {
                  byday: nth % 2 === 0 ? monToFri : ['MO', 'WE', 'FR'],
                  opens_at: '09:30',
                  closes_at: '14:30',
                },
              ]
            : [{ byday: [pick(random, monToFri)], opens_at: '10:00', closes_at: '11:30' }],
          reservation: 'none',
          age_from_months: 0,
          age_to_months: 71,
        });
      }
      if (nth % 2 === 1) {
        more.push({
          programme_code: 'garden_open',
          name: own.gardenOpen,
          description: own.gardenText,
          hours: [
            {
              byday: pick(random, [['WE'], ['2TH', '4TH'], ['1TU', '3TU'], ['SA']]),
              opens_at: '10:00',
              closes_at: '11:30',
              note: own.gardenNote,
            },
          ],
          age_from_months: 0,
          age_to_months: 71,
        });
      }
      return { main: [opening], more };
    }
    case 'kindergarten':
      if (nth % 2 === 0) {
        more.push({
          programme_code: 'kindergarten_plaza',
          name: own.kindergartenPlaza,
          description: own.kindergartenPlazaText,
          hours: [
            nth % 6 === 0
              ? { byday: ['MO', 'WE', 'FR'], opens_at: '13:30', closes_at: '15:30' }
              : { byday: [pick(random, monToFri)], opens_at: '10:00', closes_at: '11:30' },
          ],
          age_from_months: 12,
          age_to_months: 47,
        });
      }
      return { main: [opening], more };
    default:
      return { main: [opening], more };
  }
}

const staffOf: Record<string, [profession: string, from: number, to: number][]> = {
  nursery: [
    ['保育士', 9, 22],
    ['栄養士', 1, 2],
    ['看護師', 0, 1],
    ['子育て支援員', 1, 4],
  ],
  kodomoen: [
    ['保育士', 12, 28],
    ['幼稚園教諭', 6, 14],
    ['栄養士', 1, 2],
    ['看護師', 0, 1],
  ],
  kindergarten: [
    ['幼稚園教諭', 8, 18],
    ['子育て支援員', 0, 3],
  ],
  small: [
    ['保育士', 4, 7],
    ['子育て支援員', 1, 2],
  ],
  unlicensed: [
    ['保育士', 2, 5],
    ['子育て支援員', 1, 3],
  ],
  base: [
    ['保育士', 3, 6],
    ['利用者支援専門員', 1, 1],
    ['保健師', 0, 1],
    ['ボランティア', 2, 8],
  ],
  plaza: [
    ['保育士', 1, 2],
    ['子育て支援員', 2, 4],
    ['ボランティア', 1, 5],
  ],
  club: [['子育て支援員', 3, 6]],
  supporter: [['子育て支援員', 2, 3]],
  salon: [
    ['民生委員・児童委員', 2, 5],
    ['ボランティア', 2, 6],
  ],
};

const functionsOf: Record<string, string[]> = {
  base: [
    'gathering',
    'consultation',
    'information',
    'courses',
    'navigation',
    'training',
    'network',
    'outreach',
  ],
  plaza: ['gathering', 'consultation', 'information', 'courses'],
  supporter: ['gathering', 'consultation', 'circle_support'],
  salon: ['gathering', 'information'],
};

function reserving(open: boolean, nth: number, random: Random) {
  const reservation = open
    ? nth % 7 === 3
      ? 'recommended'
      : 'none'
    : pick(random, ['none', 'recommended', 'required']);
  return { reservation, reservation_note: reservation === 'none' ? null : own.reservationNote };
}

/** Columns of an entry that families look for; varied, and now and then not said. */
function columnsOf(group: keyof typeof atmospheres, nth: number, random: Random): Record<string, unknown> {
  const open = ['base', 'plaza', 'supporter', 'salon'].includes(group);
  const care = ['nursery', 'kodomoen'].includes(group);
  const said = (chance: number): boolean | null => (random() < 0.12 ? null : random() < chance);
  const staysFrom = whole(random, 0, 8);
  return {
    atmosphere: pick(random, atmospheres[group]),
    temporary_care: care ? said(0.5) : group === 'plaza' ? nth % 2 === 0 : null,
    sick_child_care: care && nth % 17 === 5 ? true : care ? false : null,
    garden_open: ['nursery', 'kodomoen', 'kindergarten'].includes(group) ? nth % 2 === 1 : null,
    nursing_room: said(open ? 0.8 : 0.4),
    diaper_changing: said(0.85),
    eating_allowed: open ? said(0.7) : null,
    stroller_rental: group === 'base' ? said(0.5) : null,
    stroller_use: said(0.6),
    parking_available: said(0.7),
    ...reserving(open, nth, random),
    languages: nth % 9 === 2 ? ['ja', 'en'] : nth % 13 === 4 ? ['ja', 'ja-easy', 'zh'] : ['ja'],
    accommodations: [
      'allergy',
      'disability',
      'foreign_language',
      'multiple_birth',
      'wheelchair',
      'medical_care',
    ].filter((_, at) => random() < [0.6, 0.4, 0.3, 0.3, 0.3, 0.06][at]!),
    accommodation_note: nth % 8 === 1 ? own.accommodationNote : null,
    functions: functionsOf[group] ?? (care && nth % 3 === 0 ? ['gathering', 'consultation'] : []),
    capacity_as_of: '2026-04-01',
    confirmed_on:
      nth % 11 === 7 ? null : nth % 9 === 4 ? '2025-10-05' : `2026-0${4 + (staysFrom % 6)}-1${nth % 10}`,
  };
}

interface Extra {
  name: string;
  name_kana: string;
  kind: string;
  organisation_id: number;
  town: string;
  address: string;
  latitude: number;
  longitude: number;
  phone: string;
  group: 'supporter' | 'salon';
  plan: ServicePlan;
}

/** Where supporters and neighbours meet: in every part of the city, weekly and monthly. */
function extras(random: Random, city: number, salons: Map<string, number>): Extra[] {
  const blocks = townBlocks.filter((block) => block.name !== '' && block.weight >= 2);
  const names = shuffled(random, nameBeginnings);
  const at = (block: (typeof townBlocks)[number], number: number) => {
    const jo = block.jo === null ? '' : `${block.jo[0]}${block.jo_word}`;
    const town = `${block.name}${jo}${block.chome === null ? '' : `${block.chome[0]}丁目`}`;
    return {
      town,
      address: `北海道旭川市${town}${80 + (number % 9)}番${1 + (number % 28)}号`,
      latitude: Number((block.lat + (random() - 0.5) * 0.01).toFixed(6)),
      longitude: Number((block.lon + (random() - 0.5) * 0.014).toFixed(6)),
    };
  };
  const list: Extra[] = [];
  for (const [n, block] of blocks.slice(0, 16).entries()) {
    const day = dayCodes[n % 5]!;
    list.push({
      name: own.supporterPlace(names[n % names.length] ?? ''),
      name_kana: own.supporterKana,
      kind: own.kindSupporter,
      organisation_id: city,
      ...at(block, n + 3),
      phone: `0166-00-${String(4001 + n * 3)}`,
      group: 'supporter',
      plan: {
        programme_code: 'supporter',
        name: own.supporter,
        description: own.supporterText,
        hours: [{ byday: [day], opens_at: '10:00', closes_at: '12:00' }],
        reservation: 'none',
        age_from_months: 0,
        age_to_months: 47,
      },
    });
  }
  for (let n = 0; n < 26; n++) {
    const block = blocks[(n * 5) % blocks.length]!;
    list.push({
      name: own.salonPlace(names[(n + 20) % names.length] ?? ''),
      name_kana: own.salonKana,
      kind: own.kindSalon,
      organisation_id: salons.get(block.neighbourhood) ?? city,
      ...at(block, n + 40),
      phone: `0166-00-${String(5001 + n * 3)}`,
      group: 'salon',
      plan: {
        programme_code: 'salon',
        name: own.salon,
        description: own.salonText,
        hours: [
          {
            byday: [`${1 + (n % 4)}${dayCodes[(n * 2) % 5]}`],
            opens_at: n % 3 === 0 ? '13:30' : '10:00',
            closes_at: n % 3 === 0 ? '15:00' : '11:30',
          },
        ],
        reservation: 'none',
        fee_amount: n % 4 === 0 ? 100 : 0,
        age_from_months: 0,
        age_to_months: 71,
      },
    });
  }
  return list;
}

/**
 * Makes the demo's places what families look for: hours, offers, staff, pictures; and the programmes of gathering
 * places that the material does not know. Everything is invented.
 */
export async function loadPlaces(loaded: Loaded, ownerUrl: string): Promise<void> {
  const random = mulberry32(20);
  const added = await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    await client.query('begin');
    const insert = inserter(client);
    const ids: number[] = [];
    const count = new Map<string, number>();
    const services: { facility_id: number; plan: ServicePlan }[] = [];
    const schedules: object[] = [];
    const offers: object[] = [];
    const staffing: object[] = [];
    const entries: object[] = [];
    const hoursRow = (facility_id: number, service_id: number | null, hours: Hours) => ({
      facility_id,
      service_id,
      byday: hours.byday,
      opens_at: hours.opens_at,
      closes_at: hours.closes_at,
      valid_from: hours.valid_from ?? null,
      valid_to: hours.valid_to ?? null,
      holidays: hours.holidays ?? 'closed',
      note: hours.note ?? null,
    });
    const describe = (
      facility_id: number,
      group: keyof typeof atmospheres,
      nth: number,
      strengths: string[],
    ) => {
      const known = strengths.flatMap((text) => wishOfStrength[text] ?? []);
      const more = shuffled(random, wishesOfGroup[group]).slice(0, whole(random, 2, 4));
      for (const wish_code of new Set([...known, ...more])) offers.push({ facility_id, wish_code });
      for (const [profession, from, to] of staffOf[group] ?? []) {
        const people = whole(random, from, to);
        if (people > 0) staffing.push({ facility_id, profession, people });
      }
      entries.push({
        id: facility_id,
        ...columnsOf(group, nth, random),
        strengths: strengths.filter((text) => !(text in wishOfStrength)),
      });
    };

    const mains = await client.query<{ id: string; facility_id: string; programme_code: string }>(
      'select id, facility_id, programme_code from service order by id',
    );
    for (const place of loaded.places) {
      const nth = count.get(place.group) ?? 0;
      count.set(place.group, nth + 1);
      const facility_id = loaded.facility.get(place.key)!;
      const { main, more } = plansOf(place, nth, random);
      const gathering = mains.rows.find(
        (row) =>
          Number(row.facility_id) === facility_id && ['support_base', 'tsudoi'].includes(row.programme_code),
      );
      for (const hours of main)
        schedules.push(hoursRow(facility_id, gathering ? Number(gathering.id) : null, hours));
      for (const plan of more) services.push({ facility_id, plan });
      describe(facility_id, place.group, nth, place.strengths);
    }

    const salonBodies = new Map<string, number>();
    const neighbourhoods = [...new Set(townBlocks.map((block) => block.neighbourhood))];
    const bodies = await insert(
      'organisation',
      neighbourhoods.map((name) => ({
        name: own.salonOrganisation(name),
        name_kana: own.salonKana,
        kind: 'circle',
        note: notices.invented,
        created_at: beginning,
        updated_at: beginning,
      })),
    );
    for (const [at, name] of neighbourhoods.entries()) salonBodies.set(name, bodies[at]!);
    const list = extras(random, loaded.body.get('city')!, salonBodies);
    const towns = await client.query<{ id: string; name: string }>('select id, name from town');
    const town = new Map(towns.rows.map((row) => [row.name, Number(row.id)]));
    const extraIds = await insert(
      'facility',
      list.map((one) => ({
        organisation_id: one.organisation_id,
        name: one.name,
        name_kana: one.name_kana,
        kind: one.kind,
        address: one.address,
        town_id: town.get(one.town) ?? null,
        latitude: one.latitude,
        longitude: one.longitude,
        phone: one.phone,
        ages: own.ages,
        age_from_months: 0,
        age_to_months: 83,
        note: `${notices.invented}${notices.phone}`,
        strengths: [],
        extras: {},
        languages: ['ja'],
        accommodations: [],
        functions: [],
        version: 1,
        created_at: beginning,
        updated_at: beginning,
      })),
    );
    for (const [at, one] of list.entries()) {
      services.push({ facility_id: extraIds[at]!, plan: one.plan });
      describe(extraIds[at]!, one.group, at, []);
    }
    ids.push(...extraIds);

    const serviceIds = await insert(
      'service',
      services.map(({ facility_id, plan }) => ({
        facility_id,
        programme_code: plan.programme_code,
        name: plan.name,
        description: plan.description,
        capacity: plan.capacity ?? null,
        fee_amount: plan.fee_amount ?? null,
        fee_note: plan.fee_note ?? null,
        reservation: plan.reservation ?? null,
        age_from_months: plan.age_from_months ?? null,
        age_to_months: plan.age_to_months ?? null,
        version: 1,
      })),
    );
    for (const [at, { facility_id, plan }] of services.entries())
      for (const hours of plan.hours) schedules.push(hoursRow(facility_id, serviceIds[at]!, hours));
    await insert('schedule', schedules);
    await insert('facility_offer', offers);
    await insert('facility_staffing', staffing);
    const names = Object.keys(entries[0]!).filter((name) => name !== 'id');
    await client.query(
      `update facility set ${names.map((name) => `${name} = given.${name}`).join(', ')}
       from jsonb_populate_recordset(null::facility, $1::jsonb) as given where given.id = facility.id`,
      [JSON.stringify(entries)],
    );
    const closing = loaded.places.filter((one) => one.group === 'base' || one.group === 'plaza');
    await insert(
      'schedule_exception',
      closing.flatMap((one, at) => {
        const facility_id = loaded.facility.get(one.key);
        const otherwise = { facility_id, opens_at: null, closes_at: null };
        return [
          { ...otherwise, starts_on: '2026-12-29', ends_on: '2027-01-03', reason: own.yearEnd },
          { ...otherwise, starts_on: '2026-08-13', ends_on: '2026-08-15', reason: own.summer },
          ...(at % 4 === 1
            ? [
                {
                  facility_id,
                  starts_on: '2026-11-26',
                  ends_on: '2026-11-26',
                  opens_at: '10:00',
                  closes_at: '12:00',
                  reason: own.course,
                },
              ]
            : []),
        ];
      }),
    );
    await drawn(client, loaded);
    await double(client, loaded, ids);
    await client.query(
      'update organisation set listed = true where exists (select from facility where facility.organisation_id = organisation.id)',
    );
    await client.query(`update programme set checks_changes = true where code = 'nursery_support'`);
    await client.query('commit');
    return ids;
  });
  await loaded.as(null, beginning, (tx) => publishFacilities(tx, added));
  await waitingChange(loaded);
}

/** One place twice, as two lists of one city have it: something to find and to merge. */
async function double(client: pg.Client | pg.PoolClient, loaded: Loaded, ids: number[]): Promise<void> {
  const plaza = loaded.places.filter((one) => one.group === 'plaza')[3];
  if (!plaza) return;
  const { rows } = await client.query<{ id: string }>(
    `insert into facility (organisation_id, name, name_kana, kind, address, town_id, latitude, longitude, phone, ages, note,
       confirmed_on, created_at, updated_at)
     select organisation_id, replace(name, ' ', '　'), '', kind, replace(address, '北海道', ''), town_id, latitude + 0.0002,
       longitude - 0.0001, phone, '0～3歳', $2, '2026-06-01', $3, $3 from facility where id = $1 returning id`,
    [loaded.facility.get(plaza.key), `${own.doubleNote}${notices.invented}`, beginning],
  );
  ids.push(Number(rows[0]!.id));
}

/** The head of 神楽保育所 has changed how it feels there, and whoever keeps the directory has not looked yet. */
async function waitingChange(loaded: Loaded): Promise<void> {
  const id = loaded.facility.get('kagura')!;
  await loaded.as(loaded.person.get('head-kagura')!, instantOf('2026-11-20', '16:40'), async (tx) => {
    const facility = await facilityById(tx, id);
    if (!facility) return;
    const entry = await entryOf(tx, id);
    const before = facilityFields(facility, entry);
    await propose(
      tx,
      facility,
      differing(before, {
        ...before,
        atmosphere: own.changeAtmosphere,
        offers: [...new Set([...entry.offers, 'outdoor', 'talk_while_playing'])],
      }),
    );
  });
}

// ---- pictures ------------------------------------------------------------------------------

type Rgb = readonly [number, number, number];
const [width, height] = [480, 320];

/** Simple drawn scenes in a few flat colours; `tone` makes each place's its own. */
function scene(code: 'garden' | 'room' | 'snow', tone: number): Uint8Array {
  const roof: Rgb = [170 + (tone % 4) * 20, 60 + (tone % 5) * 14, 50];
  const wall: Rgb = [245, 236 - (tone % 3) * 10, 215];
  const sky: Rgb = code === 'snow' ? [214, 226, 238] : [178 + (tone % 3) * 12, 216, 240];
  const ground: Rgb = code === 'snow' ? [246, 248, 252] : [150, 190 - (tone % 4) * 8, 110];
  const inside = (x: number, y: number, left: number, top: number, w: number, h: number) =>
    x >= left && x < left + w && y >= top && y < top + h;
  const round = (x: number, y: number, cx: number, cy: number, r: number) =>
    (x - cx) ** 2 + (y - cy) ** 2 < r * r;
  const outdoors = (x: number, y: number): Rgb => {
    const house = 150 + (tone % 5) * 14;
    if (y > 110 && y < 150 && Math.abs(x - (house + 80)) < (y - 100) * 2.6) return roof;
    if (inside(x, y, house + 64, 180, 32, 50)) return [120, 84, 60];
    if (inside(x, y, house + 14, 170, 34, 28) || inside(x, y, house + 112, 170, 34, 28))
      return [196, 224, 236];
    if (inside(x, y, house, 150, 160, 80)) return wall;
    for (const tree of [60, 410 - (tone % 3) * 10]) {
      if (round(x, y, tree, 150, 42)) return code === 'snow' ? [206, 216, 220] : [86, 140, 82];
      if (inside(x, y, tree - 6, 180, 12, 50)) return [120, 90, 66];
    }
    if (code === 'snow' && y > 190 && round(x, y, 340, 290, 74)) return [228, 236, 246];
    if (code === 'garden' && round(x, y, 350, 276, 34)) return [222, 198, 150];
    if (round(x, y, 430, 46, 24)) return [250, 214, 120];
    return y > 226 ? ground : sky;
  };
  const indoors = (x: number, y: number): Rgb => {
    if (inside(x, y, 60, 50, 120, 90)) return x % 60 < 4 || y === 95 ? [250, 250, 250] : sky;
    if (inside(x, y, 280, 120, 150, 90)) return y % 30 < 4 ? [150, 112, 80] : [196, 156, 116];
    if (((x - 220) / 170) ** 2 + ((y - 268) / 40) ** 2 < 1) {
      for (const [at, colour] of [
        [150, roof],
        [190, [86, 140, 82]],
        [230, [70, 110, 170]],
      ] as const)
        if (inside(x, y, at, 246, 26, 26)) return colour;
      return [240, 200 - (tone % 4) * 10, 170];
    }
    return y > 210 ? [214, 180, 140] : wall;
  };
  return pngOf(width, height, code === 'room' ? indoors : outdoors);
}

async function drawn(client: pg.Client | pg.PoolClient, loaded: Loaded): Promise<void> {
  const heads = new Map(
    loaded.persons
      .filter((one) => one.role === 'facility_head' && one.facility_key !== null)
      .map((one) => [one.facility_key, loaded.person.get(one.key)!]),
  );
  const shown = [
    ...loaded.places.filter((one) => one.key === 'kagura'),
    ...loaded.places.filter((one) => one.group === 'base').slice(0, 5),
    ...loaded.places.filter((one) => one.group === 'plaza').slice(0, 4),
    ...loaded.places.filter((one) => one.group === 'kindergarten').slice(0, 3),
  ];
  const anybody = loaded.person.get('office-1')!;
  for (const [at, place] of shown.entries()) {
    for (const [n, { code, alt }] of scenes.entries()) {
      if (n > 0 && at % 3 !== n % 3) continue;
      const bytes = Buffer.from(scene(code, at * 3 + n));
      await client.query(
        `insert into facility_photo (facility_id, alt, media_type, width, height, sha256, bytes, position, consent_confirmed_by, added_at)
         values ($1, $2, 'image/png', $3, $4, $5, $6, $7, $8, $9)`,
        [
          loaded.facility.get(place.key),
          alt,
          width,
          height,
          createHash('sha256').update(bytes).digest('hex'),
          bytes,
          n + 1,
          heads.get(place.key) ?? anybody,
          beginning,
        ],
      );
    }
  }
}
