import { sql, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { perDay, type Count } from './rules.ts';

/** What a report is about; everything when all are null. Only `programme` without use.read or an own place. */
export interface Scope {
  fiscal_year: number;
  facility_id: number | null;
  area_id: number | null;
  programme_code: string | null;
}

export interface Sums extends Record<Count, number> {
  places: number;
  open_days: number;
  closed_days: number;
  people: number;
}
export interface Figure extends Sums {
  programme_code: string;
  standing: boolean;
  /** 4 … 12, 1 … 3; null for the year */
  month: number | null;
}

export const sums = [
  'open_days',
  'closed_days',
  'families',
  'adults',
  'fathers',
  'expecting',
  'children_0',
  'children_1',
  'children_2',
  'children_3_up',
  'first_visits',
  'from_elsewhere',
  'people',
] as const;

/** Whether sums are asked for that tell of single places. */
const isNarrow = (scope: Scope): boolean => scope.facility_id !== null || scope.area_id !== null;

/** The places of a report: one, or an area's. */
function inside(scope: Scope): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (scope.programme_code !== null) all.push(sql`figure.programme_code = ${scope.programme_code}`);
  if (scope.facility_id !== null) all.push(sql`figure.facility_id = ${scope.facility_id}`);
  if (scope.area_id !== null)
    all.push(sql`figure.facility_id in (select facility.id from facility join area_town using (town_id)
      where area_town.area_id = ${scope.area_id})`);
  return sql.join(all, sql` and `);
}

/** A place's sums of a month, or of the year (month null), with what it is called. */
interface PlaceRow extends Figure {
  service_id: number;
  facility_id: number;
}

export interface PlaceFigure extends Sums {
  service_id: number;
  facility_id: number;
  facility: string;
  service: string;
  programme_code: string;
  programme: string;
  standing: boolean;
  people_per_day: number | null;
}

/** A year: sums by programme, 常設 and 非常設, and month (null is the year), and the single places one may read. */
export interface YearFigures {
  figures: Figure[];
  places: PlaceFigure[];
}

/** Places are added up to programmes here, where they may all be read: the days themselves are asked for once. */
export async function yearFigures(tx: ReadTx, scope: Scope): Promise<YearFigures> {
  const { rows } = await sql<PlaceRow>`
    select * from use_figures(${scope.fiscal_year}, true) as figure where ${inside(scope)}`.execute(tx.db);
  const whole = tx.has('use.read') || isNarrow(scope);
  const summed = whole ? byProgramme(rows) : await programmeFigures(tx, scope);
  return {
    figures: summed,
    places: await named(
      tx,
      rows.filter((row) => row.month === null),
    ),
  };
}

async function programmeFigures(tx: ReadTx, scope: Scope): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    select programme_code, standing, month, places, ${sql.join(sums.map((name) => sql.ref(name)))}
    from use_figures(${scope.fiscal_year}, false) as figure where ${inside(scope)}`.execute(tx.db);
  return rows;
}

function byProgramme(rows: readonly PlaceRow[]): Figure[] {
  const found = new Map<string, Figure & { facilities: Set<number> }>();
  for (const row of rows) {
    const key = `${row.programme_code}/${row.standing}/${row.month}`;
    const sum = found.get(key);
    if (!sum) {
      found.set(key, { ...row, facilities: new Set([row.facility_id]) });
      continue;
    }
    for (const name of sums) sum[name] += row[name];
    sum.facilities.add(row.facility_id);
  }
  return [...found.values()].map(({ facilities, ...figure }) => ({ ...figure, places: facilities.size }));
}

async function named(tx: ReadTx, rows: readonly PlaceRow[]): Promise<PlaceFigure[]> {
  if (rows.length === 0) return [];
  const { rows: names } = await sql<{
    id: number;
    facility: string;
    service: string;
    programme: string;
    position: number;
  }>`
    select service.id, facility.name as facility, service.name as service, programme.name as programme, programme.position
    from service join facility on facility.id = service.facility_id join programme on programme.code = service.programme_code
    where service.id = any(${rows.map((row) => row.service_id)}::bigint[])`.execute(tx.db);
  const called = new Map(names.map((one) => [one.id, one]));
  return rows
    .map((row) => {
      const { facility, service, programme, position } = called.get(row.service_id)!;
      return {
        ...row,
        facility,
        service,
        programme,
        position,
        people_per_day: perDay(row.people, row.open_days),
      };
    })
    .toSorted((a, b) => a.position - b.position || b.people - a.people || a.service_id - b.service_id);
}

export interface AreaFigure {
  area_id: number;
  area: string;
  places: number;
  open_days: number;
  people: number;
  first_visits: number;
  people_per_day: number | null;
}

/** The places' year by area of one system: for those who read single places. */
export async function areaFigures(
  tx: ReadTx,
  places: readonly PlaceFigure[],
  system: string,
): Promise<AreaFigure[]> {
  if (!tx.has('use.read') || places.length === 0) return [];
  const { rows: inAreas } = await sql<{ facility_id: number; area_id: number; area: string }>`
    select facility.id as facility_id, area.id as area_id, area.name as area
    from facility join area_town on area_town.town_id = facility.town_id and area_town.area_system_code = ${system}
      join area on area.id = area_town.area_id
    where facility.id = any(${places.map((place) => place.facility_id)}::bigint[])`.execute(tx.db);
  return [...Map.groupBy(inAreas, (one) => one.area_id)]
    .map(([area_id, there]) => {
      const ids = new Set(there.map((one) => one.facility_id));
      const own = places.filter((place) => ids.has(place.facility_id));
      const sum = (name: 'open_days' | 'people' | 'first_visits') =>
        own.reduce((all, place) => all + place[name], 0);
      return {
        area_id,
        area: there[0]!.area,
        places: ids.size,
        open_days: sum('open_days'),
        people: sum('people'),
        first_visits: sum('first_visits'),
        people_per_day: perDay(sum('people'), sum('open_days')),
      };
    })
    .toSorted((a, b) => b.people - a.people || a.area_id - b.area_id);
}

export interface Consulted {
  programme_code: string;
  kind: 'consultation' | 'course' | 'outreach' | 'near_miss';
  method: string | null;
  topic: string | null;
  count: number;
  people: number;
}

/** A year's consultations by method and topic, courses and outreach. */
export async function consulted(tx: ReadTx, scope: Scope): Promise<Consulted[]> {
  const { rows } = await sql<Consulted>`
    select programme_code, kind, method, topic, sum(count)::integer as count, sum(people)::integer as people
    from use_consultations(${scope.fiscal_year}, ${isNarrow(scope)}) as figure where ${inside(scope)}
    group by programme_code, kind, method, topic`.execute(tx.db);
  return rows;
}

export interface ProgrammeLine {
  code: string;
  name: string;
  figures: {
    standing: boolean;
    source: string;
    fiscal_year: number;
    places: number;
    people_per_day: number | null;
  }[];
}

/** The gathering programmes in their order, with the figures published elsewhere. */
export async function gatheringProgrammes(tx: ReadTx): Promise<ProgrammeLine[]> {
  const { rows } = await sql<ProgrammeLine>`
    select code, name, coalesce((select jsonb_agg(jsonb_build_object('standing', standing, 'source', source, 'fiscal_year', fiscal_year,
        'places', places, 'people_per_day', people_per_day) order by fiscal_year desc)
      from programme_figure where programme_code = code), '[]') as figures
    from programme where gathering order by position, code`.execute(tx.db);
  return rows;
}

/** What a report can be narrowed to: areas for those who read single places, and the places one reads. */
export async function reportChoices(tx: ReadTx): Promise<{
  systems: { code: string; name: string }[];
  areas: { id: number; name: string; system: string }[];
  facilities: { id: number; name: string }[];
}> {
  const systems = await tx.db
    .selectFrom('area_system')
    .select(['code', 'name'])
    .orderBy('position')
    .execute();
  const whole = tx.has('use.read');
  const areas = whole
    ? await tx.db
        .selectFrom('area')
        .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
        .select(['area.id', 'area.name', 'area_system.name as system'])
        .where((eb) => eb.or([eb('area.ends_on', 'is', null), eb('area.ends_on', '>=', tx.today)]))
        .orderBy('area_system.position')
        .orderBy(sql`coalesce(area.name_kana, area.name) collate "ja-x-icu"`)
        .execute()
    : [];
  const { rows: facilities } = await sql<{ id: number; name: string }>`
    select facility.id, facility.name from facility
    where exists (select from service join programme on programme.code = programme_code
        where service.facility_id = facility.id and programme.gathering)
      and may_read_use(facility.id)
    order by (name_kana = ''), name_kana collate "ja-x-icu", id`.execute(tx.db);
  return { systems, areas, facilities };
}

/** Fiscal years to choose from, newest first. */
export const useYears = (tx: ReadTx): number[] => Array.from({ length: 6 }, (_, at) => tx.fiscal_year - at);
