/** What one person may ask for only so often. */
export type Costly = 'search' | 'export';

/** In a minute: more than anybody does by hand, less than a program needs to carry everything away. */
const perMinute: Record<Costly, number> = { search: 120, export: 60 };

/** Counts in this process: a few processes more allow a few times more, and no question to the database is spent on it. */
export function openPace(now: () => number): { may(kind: Costly, who: string): boolean } {
  const counts = new Map<string, { from: number; count: number }>();
  let swept = 0;
  return {
    may(kind, who) {
      const at = now();
      if (at - swept >= 60_000) {
        for (const [key, { from }] of counts) if (at - from >= 60_000) counts.delete(key);
        swept = at;
      }
      const key = `${kind} ${who}`;
      const found = counts.get(key);
      if (!found || Math.abs(at - found.from) >= 60_000) {
        counts.set(key, { from: at, count: 1 });
        return true;
      }
      found.count++;
      return found.count <= perMinute[kind];
    },
  };
}
