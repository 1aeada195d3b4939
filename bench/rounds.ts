import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { addDays, daysBetween } from '../src/platform/ja/dates.ts';
import { routed, randomFrom } from '../src/improvement/rounds/rules-routing.ts';
import { readSolomon, routingOf, type Solomon } from '../src/improvement/rounds/rules-solomon.ts';
import { planYear, type YearProblem } from '../src/improvement/rounds/rules-year.ts';

/**
 * A repeatable made-up city: so many facilities about a centre in districts, one to four calls each a year, six coordinators
 * with holidays of their own, closed weekdays and summers, wishes, and two other agencies' rounds.
 */
export function bigCity(facilities = 400, coordinators = 6): YearProblem {
  const random = randomFrom(20_261_121);
  const [from_on, to_on] = ['2027-04-01', '2028-03-31'];
  const length = daysBetween(from_on, to_on);
  const centre = { latitude: 43.77, longitude: 142.365 };
  const districts = Array.from({ length: 12 }, () => ({
    latitude: centre.latitude + (random() - 0.5) * 0.16,
    longitude: centre.longitude + (random() - 0.5) * 0.24,
  }));
  const places = Array.from({ length: facilities }, (_, n) => {
    const district = districts[n % districts.length]!;
    return {
      id: n + 1,
      latitude: district.latitude + (random() - 0.5) * 0.04,
      longitude: district.longitude + (random() - 0.5) * 0.06,
      minutes: random() < 0.3 ? 120 : 90,
      weekdays: random() < 0.15 ? [1, 2, 3, 4, 5].filter((day) => day !== 1 + (n % 5)) : [1, 2, 3, 4, 5],
      hours: (random() < 0.3
        ? [
            [570, 690],
            [810, 990],
          ]
        : [[540, 1020]]) as [number, number][],
      closures: random() < 0.3 ? [{ from_on: '2027-08-09', to_on: '2027-08-20' }] : [],
      wishes: null,
      skills: random() < 0.05 ? ['medical_care'] : [],
      apart: 21,
      usual_id: random() < 0.8 ? 1 + ((n % districts.length) % coordinators) : null,
      known: [],
    };
  });
  const cadence = places.map(() => (random() < 0.2 ? 4 : random() < 0.5 ? 3 : 2));
  return {
    from_on,
    to_on,
    setting: {
      ...centre,
      winding: 1.3,
      speed: 28,
      winter_speed: 20,
      winter_months: [12, 1, 2, 3],
      grid: 15,
      quiet_weekdays: [1],
      quiet: [
        { from_on: '2027-04-01', to_on: '2027-04-09', hard: false },
        { from_on: '2028-03-21', to_on: '2028-03-31', hard: false },
      ],
    },
    facilities: places,
    workers: Array.from({ length: coordinators }, (_, n) => ({
      id: n + 1,
      weekdays: [1, 2, 3, 4, 5].filter((day) => day !== 1 + ((n * 2) % 5)),
      from: 525,
      to: 1035,
      most: 3,
      skills: n < 2 ? ['medical_care'] : [],
      absences: [
        { from_on: addDays(from_on, 90 + n * 14), to_on: addDays(from_on, 97 + n * 14), half: null },
        { from_on: addDays(from_on, 200 + n * 9), to_on: addDays(from_on, 202 + n * 9), half: 'morning' },
      ],
    })),
    wanted: places.flatMap((facility, n) => {
      const piece = length / cadence[n]!;
      const shift = random() * piece * 0.3;
      return Array.from({ length: cadence[n]! }, (_, nth) => ({
        facility_id: facility.id,
        best_on: addDays(from_on, Math.floor(Math.min(length, nth * piece + piece * 0.35 + shift))),
        from_on: addDays(from_on, Math.floor(nth * piece + piece * 0.15)),
        to_on: addDays(from_on, Math.floor(nth * piece + piece * 0.85)),
        why_now: { code: 'cadence' as const, nth: nth + 1, of: cadence[n]! },
        replaces_id: null,
      }));
    }),
    fixed: [],
    agencies: places.flatMap((facility) =>
      random() < 0.5
        ? [{ facility_id: facility.id, on: addDays(from_on, Math.floor(random() * length)) }]
        : [],
    ),
    months: null,
  };
}

/**
 * An instance whose shortest way is known: clusters of as many customers as a vehicle has room for, each cluster on one spot.
 * No vehicle can carry more than a cluster's load, so each kilometre out and back is shared by at most so many: the sum of
 * two ways per cluster is a bound below, and one vehicle per cluster reaches it. In Solomon's text format.
 */
export function knownInstance(clusters: number, room: number): { text: string; shortest: number } {
  const random = randomFrom(clusters * 100 + room);
  // directions with whole distances
  const spots = [
    [3, 4, 5],
    [4, 3, 5],
    [5, 12, 13],
    [12, 5, 13],
    [8, 15, 17],
    [15, 8, 17],
    [7, 24, 25],
    [20, 21, 29],
  ] as const;
  const rows: string[] = [];
  let shortest = 0;
  let number = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const [dx, dy, length] = spots[cluster % spots.length]!;
    const times = 1 + (cluster % 3);
    const [signX, signY] = [cluster % 2 === 0 ? 1 : -1, cluster % 4 < 2 ? 1 : -1];
    shortest += 2 * length * times;
    for (let n = 0; n < room; n++) {
      const ready = length * times + n * 10 + Math.floor(random() * 3);
      rows.push(
        [
          ++number,
          200 + signX * dx * times,
          200 + signY * dy * times,
          1,
          Math.max(0, ready - 5),
          ready + 60,
          10,
        ].join(' '),
      );
    }
  }
  const text = [
    `KNOWN${clusters}x${room}`,
    '',
    'VEHICLE',
    'NUMBER CAPACITY',
    `${clusters + 3} ${room}`,
    '',
    'CUSTOMER',
    'CUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME',
    '',
    '0 200 200 0 0 1000 0',
    ...rows,
  ].join('\n');
  return { text, shortest };
}

/**
 * Shortest ways proven for Solomon's instances of 100 customers, distances cut to one decimal, vehicles free (as the exact
 * methods publish them; Kohl et al. 1999, Irnich and Villeneuve 2006, and others).
 */
const proven: Record<string, number> = {
  C101: 827.3,
  C102: 827.3,
  C103: 826.3,
  C104: 822.9,
  C105: 827.3,
  C106: 827.3,
  C107: 827.3,
  C108: 827.3,
  C109: 827.3,
  R101: 1637.7,
  R102: 1466.6,
  R103: 1208.7,
  R104: 971.5,
  R105: 1355.3,
  R106: 1234.6,
  R107: 1064.6,
  R108: 932.1,
  R109: 1146.9,
  R110: 1068.0,
  R111: 1048.7,
  R112: 948.6,
  RC101: 1619.8,
  RC102: 1457.4,
  RC103: 1258.0,
  RC104: 1132.3,
  RC105: 1513.7,
  RC106: 1372.7,
  RC107: 1207.8,
  RC108: 1114.2,
  C201: 589.1,
  R201: 1143.2,
  RC201: 1261.8,
};

type Say = (line: {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}) => void;

const percent = (part: number): string => `${(part * 100).toFixed(2)} %`;

/** Solves one instance and says how far it is from the shortest way known. */
function solveInstance(instance: Solomon, shortest: number | undefined, iterations: number, say: Say): void {
  const begun = performance.now();
  const found = routed(routingOf(instance), { seed: 1, iterations, limit: 60_000 });
  const took = (performance.now() - begun) / 1000;
  const gap = shortest === undefined ? NaN : found.km / shortest - 1;
  say({
    what: `routes ${instance.name}, ${instance.customers.length - 1} customers (${found.routes.filter((route) => route.length > 0).length} vehicles, ${took.toFixed(1)} s)`,
    figure: `${found.km.toFixed(1)}${found.unserved.length === 0 ? '' : `, ${found.unserved.length} not called at`}`,
    limit: shortest === undefined ? '' : shortest.toFixed(1),
    ratio: shortest === undefined ? '' : `+${percent(gap)}`,
    wanted: shortest === undefined ? 'nothing known' : 'within 5 % of the shortest known',
    ok: found.unserved.length === 0 && !(gap > 0.05),
  });
}

/**
 * The year of a city in one go, and the routes under it against instances whose shortest way is known. Solomon's own text
 * files are read from SOLOMON_DIR (or the paths given), where somebody has them: they are not ours to hand out.
 */
export async function rounds(say: Say, paths: readonly string[] = []): Promise<void> {
  const year = bigCity();
  const begun = performance.now();
  const plan = planYear(year, { seed: 1 });
  const took = (performance.now() - begun) / 1000;
  say({
    what: `round plan, ${year.facilities.length} facilities, ${year.workers.length} coordinators, one year (${plan.calls.length} calls, ${plan.missing.length} without a day, ${plan.km.toFixed(0)} km; nobody can do it in less than ${plan.bound_km.toFixed(0)} km: at most ${percent(plan.km / plan.bound_km - 1)} too far)`,
    figure: `${took.toFixed(1)} s`,
    limit: '',
    ratio: '',
    wanted: 'under 30 s, everybody called at',
    ok: took < 30 && plan.missing.length === 0,
  });
  for (const [clusters, room] of [
    [8, 6],
    [12, 8],
  ] as const) {
    const { text, shortest } = knownInstance(clusters, room);
    solveInstance(readSolomon(text), shortest, 20_000, say);
  }
  const folder = process.env.SOLOMON_DIR ?? '';
  const files = [
    ...paths,
    ...(folder !== '' && existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => extname(name).toLowerCase() === '.txt')
          .toSorted()
          .map((name) => join(folder, name))
      : []),
  ];
  for (const path of files) {
    const name = basename(path, extname(path)).toUpperCase();
    solveInstance({ ...readSolomon(readFileSync(path, 'utf8')), name }, proven[name], 150_000, say);
  }
}

if (process.argv[1] === import.meta.filename) {
  await rounds((line) => {
    console.log(
      `${line.ok ? 'ok  ' : 'MISS'}  ${line.what}: ${line.figure}${line.limit === '' ? '' : ` (best known ${line.limit}, ${line.ratio})`} — wanted ${line.wanted}`,
    );
  }, process.argv.slice(2));
}
