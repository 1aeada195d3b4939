import { addDays, daysBetween } from '../../platform/ja/dates.ts';
import { dueReason, type CancelReason, type DueFacts } from '../visits/rules.ts';
import type { Need, Wanted, WhyNow } from './rules-year.ts';

/** What is known of a facility when its calls of the rest of the year are spread. Days are YYYY-MM-DD. */
export interface NeedFacts extends DueFacts {
  facility_id: number;
  capacity: number | null;
  /** days of our calls there that stand: the last that was made, those planned or locked */
  dates: readonly string[];
  /** how many of the year's calls those still to come are */
  upcoming: number;
  /** the newest call that was cancelled or missed and not made up for */
  lost: { id: number; reason: CancelReason; on: string } | null;
}

const manyIssues = 3;
const large = 150;

/** Why a facility would be called at once more than the round says; null when nothing asks for it. */
export function moreNeed(facts: Pick<NeedFacts, 'open_issues' | 'new_head_since' | 'capacity'>): Need | null {
  if (facts.open_issues >= manyIssues) return 'issues';
  if (facts.new_head_since !== null) return 'new_head';
  return (facts.capacity ?? 0) >= large ? 'size' : null;
}

/** Days between two calls at one door, at least: a city's number, less where calls are frequent. */
export const apartFor = (apart: number, planned_count: number): number =>
  planned_count <= 1 ? apart : Math.max(1, Math.min(apart, Math.floor((0.4 * 365) / planned_count)));

const urgent = new Set<WhyNow['code']>(['follow_up', 'replan', 'never', 'new_head']);
/** An urgent call comes within so many days. */
const soon = 14;
const latest = 45;

function firstReason(facts: NeedFacts, on: string): WhyNow | null {
  if (facts.lost !== null) return { code: 'replan', reason: facts.lost.reason, on: facts.lost.on };
  const due = dueReason(facts, on);
  switch (due?.reason.code) {
    case 'follow_up':
      return { code: 'follow_up', due_on: due.reason.due_on };
    case 'never':
      return { code: 'never' };
    case 'new_head':
      return { code: 'new_head', since: due.reason.since };
    case 'not_this_year':
      return { code: 'not_this_year', last_on: due.reason.last_visited_on };
    case 'issues':
      return { code: 'issues', count: due.reason.count };
    case 'long_ago':
      return { code: 'long_ago', months: due.reason.months };
    default:
      return null;
  }
}

/**
 * The calls a facility still gets between two days, spread so that none comes close to another or to one that stands: each
 * with its best day and the days it may move between. The first says why now; the others that the year's number asks for them.
 */
export function wantedOf(
  facts: NeedFacts,
  from_on: string,
  to_on: string,
  options: { by_need: boolean; apart: number },
): Wanted[] {
  const extra = options.by_need && facts.planned_count > 0 ? moreNeed(facts) : null;
  const cadence = facts.planned_count + (extra === null ? 0 : 1);
  const promised = facts.follow_up_due_on !== null && facts.follow_up_due_on <= to_on && facts.upcoming === 0;
  const count = Math.max(cadence - facts.visits_this_year - facts.upcoming, promised ? 1 : 0);
  if (count <= 0) return [];
  const last = daysBetween(from_on, to_on);
  const usual = 365 / Math.max(1, cadence);
  const standing = facts.dates.map((on) => daysBetween(from_on, on)).toSorted((a, b) => a - b);
  const before = standing.filter((day) => day < 0).at(-1);
  const anchors = [
    { day: Math.max(before ?? -usual, -usual), real: before !== undefined && before > -usual },
    ...standing.filter((day) => day >= 0 && day <= last).map((day) => ({ day, real: true })),
    { day: last + usual / 2, real: false },
  ];
  // Each call goes where the calls would lie farthest apart.
  const inGap = anchors.slice(1).map(() => 0);
  for (let n = 0; n < count; n++) {
    let best = 0;
    for (let gap = 1; gap < inGap.length; gap++) {
      const room = (at: number) => (anchors[at + 1]!.day - anchors[at]!.day) / (inGap[at]! + 1);
      if (room(gap) > room(best)) best = gap;
    }
    inGap[best]!++;
  }
  const found: { best: number; from: number; to: number }[] = [];
  inGap.forEach((many, gap) => {
    if (many === 0) return;
    const [start, end] = [anchors[gap]!, anchors[gap + 1]!];
    let piece = (end.day - start.day) / (many + 1);
    let first = start.day + piece;
    if (first < 0) {
      piece = end.day / many;
      first = 0;
    }
    const least = Math.max(0, start.real ? Math.ceil(start.day + options.apart) : 0);
    const most = Math.min(last, end.real ? Math.floor(end.day - options.apart) : last);
    for (let n = 0; n < many; n++) {
      const best = first + piece * n;
      const from = Math.max(least, Math.ceil(best - piece * 0.3));
      const to = Math.min(most, Math.floor(best + piece * 0.3));
      found.push({
        best: Math.round(Math.min(Math.max(best, from), Math.max(from, to))),
        from,
        to: Math.max(from, to),
      });
    }
  });
  const calls = found.filter((call) => call.from <= last).toSorted((a, b) => a.best - b.best);
  const reason = firstReason(facts, from_on);
  return calls.map((call, at) => {
    const nth = facts.visits_this_year + facts.upcoming + at + 1;
    const why_now: WhyNow =
      at === 0 && reason !== null
        ? reason
        : extra !== null && at === calls.length - 1
          ? { code: 'extra', need: extra }
          : { code: 'cadence', nth, of: cadence };
    let { best, from, to } = call;
    if (urgent.has(why_now.code)) {
      const due = why_now.code === 'follow_up' ? Math.max(0, daysBetween(from_on, why_now.due_on)) : soon;
      const next = calls[at + 1];
      best = Math.min(best, due);
      from = Math.min(from, best);
      to = Math.min(Math.max(best + latest, best), next ? Math.max(best, next.from - options.apart) : last);
    }
    return {
      facility_id: facts.facility_id,
      best_on: addDays(from_on, best),
      from_on: addDays(from_on, from),
      to_on: addDays(from_on, Math.min(to, last)),
      why_now,
      replaces_id: at === 0 && facts.lost !== null ? facts.lost.id : null,
    };
  });
}
