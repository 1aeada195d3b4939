import { createDemoAccounts, type DemoAccount } from '../platform/auth/accounts.ts';
import { withClient } from '../platform/db/migrate.ts';
import type { House } from '../platform/house.ts';
import { parseAgeRange } from '../platform/ja/age-range.ts';
import { instantOf } from '../platform/ja/dates.ts';
import { formatWeekdays } from '../platform/ja/weekdays.ts';
import { publishAll } from '../platform/search/search.ts';
import { people } from './material-people.ts';
import { areaKey, areaSystems, facilities, operators } from './material-places.ts';
import { mulberry32, type BodyKey, type DemoFacility, type DemoPerson, type DemoRole } from './material.ts';
import { bodies, districtTeam, districtTeams, municipality } from './words.ja.ts';
import { loadApplications } from './demo-applications.ts';
import { loadCases } from './demo-cases.ts';
import { loadCalendar } from './demo-calendar.ts';
import { loadConfer } from './demo-confer.ts';
import { loadConsultations } from './demo-consultations.ts';
import { loadFinder } from './demo-finder.ts';
import { closeFirstYear } from './demo-goals.ts';
import { loadHandovers } from './demo-handovers.ts';
import { loadInitiatives } from './demo-initiatives.ts';
import { loadLoop, readOldNotices } from './demo-loop.ts';
import { loadPlaces } from './demo-places.ts';
import { loadMessages } from './demo-messages.ts';
import { loadRetention } from './demo-retention.ts';
import { loadSupportFiles } from './demo-support-files.ts';
import { openPast, type Past } from './demo-past.ts';
import { loadReferrals } from './demo-referrals.ts';
import { loadDevices } from './demo-offline.ts';
import { loadRounds } from './demo-rounds.ts';
import { loadCourses } from './demo-courses.ts';
import { loadStudyGroups } from './demo-study-groups.ts';
import { loadKnowledge } from './demo-knowledge.ts';
import { loadStatements } from './demo-statements.ts';
import { loadUsage } from './demo-usage.ts';
import { doors } from './words-loop.ja.ts';

/** Numbers of everything loaded, by the key the material knows it by. */
export interface Loaded {
  house: House;
  body: Map<BodyKey, number>;
  facility: Map<string, number>;
  /** which organisation runs a facility */
  operatorOf: Map<string, number>;
  person: Map<string, number>;
  area: Map<string, number>;
  team: number;
  /** teams that own cases, by the name of their district (中央, 東部, …) */
  case_team: Map<string, number>;
  places: DemoFacility[];
  persons: DemoPerson[];
  as: Past['as'];
}

const roleCodes: Record<DemoRole, string> = {
  coordinator: 'coordinator',
  office: 'secretariat',
  administrator: 'administrator',
  auditor: 'auditor',
  council_member: 'council_member',
  facility_head: 'facility_head',
  facility_staff: 'facility_staff',
  consultation_worker: 'consultation_worker',
  public_health_nurse: 'public_health_nurse',
  supervisor: 'supervisor',
  council_office: 'council_office',
  link_coordinator: 'link_coordinator',
  legal_desk: 'legal_desk',
  partner: 'partner',
  lead_community_coordinator: 'lead_coordinator',
  community_coordinator: 'area_coordinator',
  observer: 'observer',
};

const bodyKinds: Record<BodyKey, string> = {
  city: 'city',
  office: 'department',
  centre: 'department',
  university: 'university',
  kindergartens: 'association',
  mutual: 'association',
  others: 'association',
  consultation: 'department',
  social_education: 'department',
};

const beginning = instantOf('2025-04-01', '08:30');

/**
 * Fills an empty municipality with the invented 旭川市 of the seeds: places, people, a year and a half of visits,
 * issues and meetings. Returns one account per role for the sign-in page.
 */
export async function loadDemo(house: House, ownerUrl: string): Promise<{ label: string; who: string }[]> {
  const random = mulberry32(8);
  const places = facilities(random);
  const persons = people(random, places);
  let accounts: DemoAccount[];
  const past = await openPast(house, await house.municipality(municipality.code));
  try {
    const loaded = await loadPlacesAndPeople(house, ownerUrl, places, persons, past.as);
    await showInSearch(loaded);
    await loadPlaces(loaded, ownerUrl);
    accounts = await openAccounts(loaded);
    // Three parts that do not read one another, each on a connection of its own: while one waits for the database another
    // works. Daily use and cards; the loop and what follows from it; families, calendar, courses and study groups.
    const beside = { ...loaded, as: past.beside };
    await Promise.all([
      loadUsage(loaded, ownerUrl).then(() => loadFinder(loaded, ownerUrl)),
      inOrder(loaded, [loadLoop, loadInitiatives, loadKnowledge, loadRounds, loadDevices]),
      inOrder(beside, [
        loadCalendar,
        loadApplications,
        loadStudyGroups,
        loadCourses,
        loadConsultations,
        loadMessages,
        loadReferrals,
        loadConfer,
        loadCases,
        loadHandovers,
        loadSupportFiles,
      ]),
    ]);
    // What looks at all of it.
    await closeFirstYear(loaded);
    await loadRetention(loaded, ownerUrl);
    await loadStatements(loaded);
  } finally {
    await past.close();
  }
  await readOldNotices(ownerUrl);
  await analyse(ownerUrl);
  return accounts.map((account) => ({ label: account.role, who: account.name }));
}

async function inOrder(loaded: Loaded, parts: readonly ((loaded: Loaded) => Promise<void>)[]): Promise<void> {
  for (const part of parts) await part(loaded);
}

/** Tells the planner of what is there now, by two hands; tables of the server's own and empty ones have nothing to tell. */
async function analyse(ownerUrl: string): Promise<void> {
  const hand = (odd: number) =>
    withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ names: string | null }>(
        `select string_agg(name, ', ') as names
         from (select oid::regclass::text as name, row_number() over (order by pg_relation_size(oid) desc, oid) as nth from pg_class
           where relkind = 'r' and relnamespace = any (array[$1, 'shared']::regnamespace[]) and pg_relation_size(oid) > 0) as one
         where nth % 2 = $2`,
        [`m${municipality.code}`, odd],
      );
      if (rows[0]?.names) await client.query(`analyze ${rows[0].names}`);
    });
  await Promise.all([hand(1), hand(0)]);
}

async function loadPlacesAndPeople(
  house: House,
  ownerUrl: string,
  places: DemoFacility[],
  persons: DemoPerson[],
  as: Past['as'],
): Promise<Loaded> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    await client.query('begin');
    // One statement per table: rows travel as JSON.
    const insert = async (table: string, rows: object[]): Promise<number[]> => {
      if (rows.length === 0) return [];
      const columns = Object.keys(rows[0]!).join(', ');
      const { rows: made } = await client.query<{ id?: number }>(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) returning *`,
        [JSON.stringify(rows)],
      );
      return made.map((row) => row.id ?? 0);
    };
    const keyed = async <T, K>(
      table: string,
      list: readonly T[],
      key: (one: T) => K,
      row: (one: T) => object,
    ) => {
      const ids = await insert(table, list.map(row));
      return new Map(list.map((one, index) => [key(one), ids[index]!]));
    };
    const stamps = { created_at: beginning, updated_at: beginning };

    const body = await keyed(
      'organisation',
      bodies,
      (one) => one.key,
      (one) => ({
        name: one.name,
        name_kana: one.kana,
        kind: bodyKinds[one.key],
        phone: one.phone ?? null,
        note: one.note,
        ...stamps,
      }),
    );
    const runs = operators(mulberry32(8)).filter((one) => one.key !== 'operator-city');
    const operator = await keyed(
      'organisation',
      runs,
      (one) => one.key,
      (one) => ({
        name: one.name,
        name_kana: one.kana,
        kind: 'operator',
        note: bodies[0]!.note,
        ...stamps,
      }),
    );
    operator.set('operator-city', body.get('city')!);

    const systems = areaSystems();
    await insert(
      'area_system',
      systems.map((system, index) => ({
        code: system.key,
        name: system.name,
        description: system.note,
        one_area_per_town: true,
        position: (index + 1) * 10,
        version: 1,
      })),
    );
    const townNames = [...new Set(systems.flatMap((system) => system.areas.flatMap((area) => area.towns)))];
    const town = await keyed(
      'town',
      townNames,
      (name) => name,
      (name) => ({ name }),
    );
    const area = new Map<string, number>();
    for (const system of systems) {
      const made = await keyed(
        'area',
        system.areas,
        (one) => one.key,
        (one) => ({
          area_system_code: system.key,
          name: one.name,
          shape: one.shape,
          version: 1,
        }),
      );
      for (const [key, id] of made) area.set(key, id);
      await insert(
        'area_town',
        system.areas.flatMap((one) =>
          one.towns.map((name) => ({
            area_id: made.get(one.key),
            area_system_code: system.key,
            town_id: town.get(name),
          })),
        ),
      );
    }

    const facility = await keyed(
      'facility',
      places,
      (one) => one.key,
      (one) => {
        const ages = parseAgeRange(one.ages);
        return {
          organisation_id: operator.get(one.operator_key),
          name: one.name,
          name_kana: one.kana,
          kind: one.kind,
          postal_code: one.postal_code,
          address: one.address,
          town_id: town.get(one.town),
          latitude: one.lat,
          longitude: one.lon,
          phone: one.phone,
          capacity: one.capacity,
          ages: one.ages,
          age_from_months: ages.from_months,
          age_to_months: ages.to_months,
          weekdays: formatWeekdays({ days: one.weekdays, holidays: false }),
          opens_at: one.opens,
          closes_at: one.closes,
          established_on: one.founded_on,
          strengths: one.strengths,
          visit_wishes: one.visit_wishes.join('\n') || null,
          note: one.note,
          extras: {},
          confirmed_on: '2026-05-20',
          version: 1,
          ...stamps,
        };
      },
    );
    await insert(
      'service',
      places.flatMap((one) =>
        one.programme_codes.map((code) => ({
          facility_id: facility.get(one.key),
          programme_code: code,
          name: one.programme,
          version: 1,
        })),
      ),
    );
    const [team] = await insert('team', [
      {
        organisation_id: body.get('centre'),
        name: '保育サポートコーディネーター',
        kind: 'visit',
        version: 1,
      },
    ]);
    const caseTeams = await insert(
      'team',
      districtTeams.map((district) => ({
        organisation_id: body.get('consultation'),
        name: districtTeam(district),
        kind: 'district',
        version: 1,
      })),
    );
    const case_team = new Map<string, number>(
      districtTeams.map((district, nth) => [district, caseTeams[nth]!]),
    );

    await insert(
      'district_team',
      [2025, 2026].flatMap((fiscal_year) =>
        districtTeams.map((district) => ({
          fiscal_year,
          area_id: area.get(areaKey('visit_district', district)),
          team_id: case_team.get(district),
        })),
      ),
    );

    const person = await keyed(
      'person',
      persons,
      (one) => one.key,
      (one) => ({
        family_name: one.family_name,
        given_name: one.given_name,
        family_kana: one.family_kana,
        given_kana: one.given_kana,
        invented: true,
        version: 1,
        ...stamps,
      }),
    );
    await insert(
      'person_contact',
      persons.map((one, index) => ({
        person_id: person.get(one.key),
        email: `demo${String(index + 1).padStart(3, '0')}@example.invalid`,
        updated_at: beginning,
      })),
    );
    const operatorOf = new Map(places.map((one) => [one.key, operator.get(one.operator_key)!]));
    await insert(
      'appointment',
      // Whoever works for several districts is appointed to each of their teams.
      persons.flatMap((one) =>
        (one.body_key === 'consultation' && one.area_keys.length > 0 ? one.area_keys : [null]).map(
          (district) => ({
            person_id: person.get(one.key),
            role_code: roleCodes[one.role],
            organisation_id:
              one.facility_key !== null
                ? operatorOf.get(one.facility_key)
                : one.body_key !== null
                  ? body.get(one.body_key)
                  : operator.get(one.operator_key ?? 'operator-city'),
            facility_id: one.facility_key === null ? null : facility.get(one.facility_key),
            team_id:
              one.role === 'coordinator'
                ? team
                : district === null
                  ? null
                  : case_team.get(district.split('-').at(-1)!),
            title: one.post,
            starts_on: one.from,
            ends_on: one.to,
            version: 1,
            created_at: beginning,
          }),
        ),
      ),
    );
    await client.query('commit');
    return { house, body, facility, operatorOf, person, area, team: team!, case_team, places, persons, as };
  });
}

async function showInSearch({ as, places, persons, facility, person, body }: Loaded): Promise<void> {
  await as(null, beginning, (tx) =>
    publishAll(tx, [
      ...places.map((one) => ({
        kind: 'facility' as const,
        subject_id: facility.get(one.key)!,
        title: one.name,
        summary: `${one.kind}　${one.address}`,
        url: `/facilities/${facility.get(one.key)}`,
        words: `${one.kana} ${one.address} ${one.strengths.join(' ')}`,
        audience_duty: 'public',
      })),
      ...persons.map((one) => ({
        kind: 'person' as const,
        subject_id: person.get(one.key)!,
        title: `${one.family_name} ${one.given_name}`,
        summary: one.post,
        url: `/people/${person.get(one.key)}`,
        words: `${one.family_name}${one.given_name} ${one.family_kana}${one.given_kana}`,
        audience_duty: 'network',
      })),
      ...bodies.map((one) => ({
        kind: 'organisation' as const,
        subject_id: body.get(one.key)!,
        title: one.name,
        url: `/organisations/${body.get(one.key)}`,
        words: one.kana,
        audience_duty: 'network',
      })),
    ]),
  );
}

/** One account for each door of the sign-in page, in the order people try them. */
async function openAccounts({ house, persons, person }: Loaded): Promise<DemoAccount[]> {
  const accounts = doors.map(({ key, label }, index): DemoAccount => {
    const who = persons.find((one) => one.key === key);
    if (!who) throw new Error(`Nobody is called ${key}.`);
    return {
      person_id: person.get(key)!,
      name: `${who.family_name} ${who.given_name}`,
      email: `account${index + 1}@example.invalid`,
      role: label,
    };
  });
  await createDemoAccounts(house, municipality.code, accounts);
  return accounts;
}
