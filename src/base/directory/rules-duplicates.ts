import { townKey } from '../../platform/ja/address.ts';
import { bigrams, foldForSearch } from '../../platform/ja/kana.ts';
import { addressKey, partsOf, type Own } from './rules-import.ts';
import { distanceKm } from './rules.ts';

/** What two entries are compared by. */
export interface Comparable {
  id: number;
  name: string;
  phone: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
}

export interface Pair {
  a: number;
  b: number;
  /** the higher the likelier */
  score: number;
  reasons: { name: 'same' | 'similar' | null; phone: boolean; address: boolean; metres: number | null };
}

const nearMetres = 60;

/** Share of pairs of characters two folded names have in common (Dice), 0–1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [one, two] = [bigrams(a), bigrams(b)];
  if (one.length === 0 || two.length === 0) return 0;
  const left = new Map<string, number>();
  for (const gram of one) left.set(gram, (left.get(gram) ?? 0) + 1);
  let common = 0;
  for (const gram of two) {
    const n = left.get(gram) ?? 0;
    if (n > 0) {
      common++;
      left.set(gram, n - 1);
    }
  }
  return (2 * common) / (one.length + two.length);
}

/**
 * Pairs of entries that look like one place: by folded name together with telephone, address or nearness, and by
 * telephone, address or nearness together with a similar name. A kindergarten and its playground share an address and
 * a telephone but not a name: they are two. Likeliest first, at most `most`.
 */
export function duplicatePairs(entries: readonly Comparable[], own: Own, most = 200): Pair[] {
  const known = entries.map((entry) => ({
    ...entry,
    folded: foldForSearch(entry.name).replaceAll(' ', ''),
    digits: entry.phone?.replace(/\D/g, '') ?? '',
    place: entry.address === '' ? '' : addressKey(partsOf(entry.address, own), townKey),
  }));
  const groups = new Map<string, number[]>();
  const put = (key: string, at: number) => {
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  };
  for (const [at, one] of known.entries()) {
    put(`n${one.folded}`, at);
    if (one.digits.length >= 9) put(`p${one.digits}`, at);
    // An address without a number is a whole town.
    if (/\d/.test(one.place.split(' ').at(-1) ?? '')) put(`a${one.place}`, at);
    if (one.latitude !== null && one.longitude !== null) {
      // About 110 m; a point near an edge lies in the neighbouring cells, too.
      const [y, x] = [Math.floor(one.latitude * 1000), Math.floor(one.longitude * 1000)];
      for (const dy of [0, 1]) for (const dx of [0, 1]) put(`g${y + dy},${x + dx}`, at);
    }
  }
  const pairs = new Map<string, Pair>();
  for (const group of groups.values()) {
    // A name or number that many share (an operator's switchboard) says little, and would cost much.
    if (group.length < 2 || group.length > 40) continue;
    for (const [n, i] of group.entries()) {
      for (const j of group.slice(n + 1)) {
        const id = i < j ? `${i} ${j}` : `${j} ${i}`;
        if (pairs.has(id)) continue;
        const pair = compare(known[i]!, known[j]!);
        if (pair) pairs.set(id, pair);
      }
    }
  }
  return [...pairs.values()].toSorted((p, q) => q.score - p.score || p.a - q.a || p.b - q.b).slice(0, most);
}

type Known = Comparable & { folded: string; digits: string; place: string };

function compare(one: Known, two: Known): Pair | null {
  const like = likeness(one.folded, two.folded);
  const phone = one.digits.length >= 9 && one.digits === two.digits;
  const address = one.place !== '' && /\d/.test(one.place) && one.place === two.place;
  const metres =
    one.latitude === null || one.longitude === null || two.latitude === null || two.longitude === null
      ? null
      : Math.round(
          distanceKm(
            { latitude: one.latitude, longitude: one.longitude },
            { latitude: two.latitude, longitude: two.longitude },
          ) * 1000,
        );
  const near = metres !== null && metres <= nearMetres;
  const same = like === 1;
  const similar = like >= 0.5;
  const beside = Number(phone) + Number(address) + Number(near);
  if (beside === 0 || !(same || similar)) return null;
  // Similar names at one place alone are branches or classes as often as doubles: something more must agree.
  if (!same && beside === 1 && like < 0.75) return null;
  const [a, b] = one.id < two.id ? [one, two] : [two, one];
  return {
    a: a.id,
    b: b.id,
    score: like * 2 + Number(phone) + Number(address) + Number(near) * 0.5,
    reasons: {
      name: same ? 'same' : 'similar',
      phone,
      address,
      metres: near ? metres : null,
    },
  };
}
