import { readFileSync } from 'node:fs';
import { usualWeights, type Instance, type Member } from '../src/improvement/study-groups/rules-groups.ts';
import { divide } from '../src/improvement/study-groups/rules-solve.ts';

// Other instances are tried by naming files: `node bench/study-groups.ts one.json two.json` (a Node that reads
// TypeScript, as the one in node_modules/.bin). The format stands in src/improvement/study-groups/README.md.

/** A repeatable made-up city of so many facilities with their sign-ups. */
export function city(facilities = 120, seed = 20_261_121): Instance {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const some = (of: number, from: number, to: number) => {
    const many = from + Math.floor(random() * (to - from + 1));
    const chosen = new Set<number>();
    while (chosen.size < many) chosen.add(Math.floor(random() * of));
    return [...chosen].toSorted((a, b) => a - b);
  };
  const operators = Math.ceil(facilities * 0.6);
  const members = Array.from({ length: facilities }, (_, n): Member => {
    // Nine of ten in the town, the others in the country around.
    const spread = random() < 0.9 ? 0.06 : 0.16;
    return {
      id: n + 1,
      operator_id: 1 + Math.floor(random() * random() * operators),
      kind: ['nursery', 'kindergarten', 'centre', 'small', 'support'][Math.floor(random() * 5)]!,
      latitude: 43.77 + (random() - 0.5) * 2 * spread,
      longitude: 142.37 + (random() - 0.5) * 2 * spread * 1.4,
      asks: some(10, 1, 4).map(String),
      offers: some(10, 0, 3).map(String),
      times: some(10, 2, 6),
    };
  });
  const before = Array.from({ length: facilities }, (): [number, number] => {
    const [a, b] = some(facilities, 2, 2) as [number, number];
    return [a + 1, b + 1];
  });
  return { members, weights: usualWeights, smallest: 3, largest: 5, aimed: 4, most_km: 15, before };
}

type Say = (line: {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}) => void;

/** 120 facilities in groups of 3 to 5: within one per cent of what no division can exceed, under ten seconds. */
export async function studyGroups(say: Say, instance = city(), name = 'made up'): Promise<void> {
  const begun = performance.now();
  const found = await divide(instance, { seed: 1 });
  const took = performance.now() - begun;
  say({
    what: `study groups (${name}): ${instance.members.length} facilities, ${found.groups.length} groups, ${found.left.length} left over, gap ${(found.gap * 100).toFixed(2)} %`,
    figure: `${(took / 1000).toFixed(1)} s`,
    limit: found.bound.toFixed(1),
    ratio: `${((1 - found.gap) * 100).toFixed(2)} % of the bound`,
    wanted: 'gap under 1 %, under 10 s',
    ok: took < 10_000 && found.gap <= 0.01 && found.left.length === 0,
  });
}

/** An instance from a file; what is left out is as usual. */
export function readInstance(path: string): Instance {
  const given = JSON.parse(readFileSync(path, 'utf8')) as Partial<Instance>;
  const whole = {
    weights: usualWeights,
    smallest: 3,
    largest: 5,
    aimed: 4,
    most_km: null,
    before: [],
    ...given,
  };
  return {
    ...whole,
    members: (given.members ?? []).map((one, n) => ({
      ...one,
      id: one.id ?? n + 1,
      operator_id: one.operator_id ?? -1 - n,
      kind: one.kind ?? '',
      latitude: one.latitude ?? null,
      longitude: one.longitude ?? null,
      asks: one.asks ?? [],
      offers: one.offers ?? [],
      times: one.times ?? [0],
    })),
  };
}

if (process.argv[1] === import.meta.filename) {
  const files = process.argv.slice(2);
  const print: Say = (line) =>
    console.log(
      `${line.ok ? 'ok  ' : 'MISS'}  ${line.what}: ${line.figure} (bound ${line.limit}) — wanted ${line.wanted}`,
    );
  if (files.length === 0)
    for (const seed of [20_261_121, 2, 3]) await studyGroups(print, city(120, seed), `seed ${seed}`);
  for (const file of files) await studyGroups(print, readInstance(file), file);
}
