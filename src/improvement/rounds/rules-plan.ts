import { addDays, daysBetween, monthEnd } from '../../platform/ja/dates.ts';
import type { Line } from './queries.ts';
import type { RoundFacts } from './queries-facts.ts';
import { wantedOf } from './rules-need.ts';
import { minutesOf, type Fixed, type Wanted, type WhyNow, type YearProblem } from './rules-year.ts';

/** What a plan comes to as a whole. */
export interface Figures {
  calls: number;
  km: number;
  travel_minutes: number;
  bound_km: number;
  missing: number;
  seconds: number;
}

/** What the last change did, said beside the plan. */
export type PlanChange =
  | {
      code: 'solved';
      scope: 'all' | 'part';
      before: { km: number; calls: number } | null;
      after: { km: number; calls: number };
      moved: number;
    }
  | { code: 'moved'; facility: string; km: number; minutes: number; problems: number }
  | { code: 'accepted'; visits: number }
  | { code: 'undone'; visits: number };

export type Scope = { months: readonly string[] | null; person_id: number | null };

export const isWhole = (scope: Scope): boolean => scope.months === null && scope.person_id === null;

/** Lines that are worked out again: not locked, not taken, and within what was asked for. */
export const inScope = (
  line: Pick<Line, 'locked' | 'visit_id' | 'planned_on' | 'person_id'>,
  scope: Scope,
): boolean =>
  !line.locked &&
  line.visit_id === null &&
  (scope.months === null || scope.months.includes(line.planned_on.slice(0, 7))) &&
  (scope.person_id === null || line.person_id === scope.person_id);

type PlanLine = Pick<
  Line,
  'facility_id' | 'person_id' | 'planned_on' | 'starts_at' | 'locked' | 'visit_id' | 'why_now' | 'replaces_id'
>;

/** Days a call may move away from where it stood when only one person's calls are worked out again. */
const near = 30;

/**
 * The problem to be solved: everything anew with what is locked kept, or only some months or one person's calls, which then
 * stay in those months. What found no day before is tried again.
 */
export function problemFor(
  facts: RoundFacts,
  proposal: { from_on: string; to_on: string; by_need: boolean },
  lines: readonly PlanLine[],
  missing: readonly { facility_id: number; why_now: WhyNow }[],
  scope: Scope,
): YearProblem {
  const open = lines.filter((line) => line.visit_id === null);
  const stay = open.filter((line) => !inScope(line, scope));
  const free = open.filter((line) => inScope(line, scope));
  const fixed: Fixed[] = [
    ...facts.visits.map((visit) => ({
      facility_id: visit.facility_id,
      person_id: visit.person_id,
      on: visit.planned_on,
      starts: visit.starts_at === null ? null : minutesOf(visit.starts_at),
    })),
    ...stay.map((line) => ({
      facility_id: line.facility_id,
      person_id: line.person_id,
      on: line.planned_on,
      starts: minutesOf(line.starts_at),
    })),
  ];
  const known = new Map(facts.facilities.map((facility) => [facility.id, facility]));
  const wanted = isWhole(scope)
    ? facts.needs.flatMap((need) => {
        const held = stay.filter((line) => line.facility_id === need.facility_id);
        const kept = held.some((line) => line.replaces_id !== null && line.replaces_id === need.lost?.id);
        return wantedOf(
          {
            ...need,
            upcoming: need.upcoming + held.length,
            dates: [...need.dates, ...held.map((line) => line.planned_on)],
            lost: kept ? null : need.lost,
          },
          proposal.from_on,
          proposal.to_on,
          { by_need: proposal.by_need, apart: known.get(need.facility_id)?.apart ?? 7 },
        );
      })
    : again(free, missing, proposal, scope, (id) => known.get(id)?.apart ?? 7);
  return {
    from_on: proposal.from_on,
    to_on: proposal.to_on,
    setting: facts.setting,
    facilities: facts.facilities,
    workers: facts.workers.map(({ name: _name, team_id: _team, version: _version, ...worker }) => worker),
    wanted: wanted.filter((one) => known.has(one.facility_id)),
    fixed,
    agencies: facts.agencies.map(({ facility_id, on }) => ({ facility_id, on })),
    months: scope.months,
  };
}

function again(
  free: readonly PlanLine[],
  missing: readonly { facility_id: number; why_now: WhyNow }[],
  proposal: { from_on: string; to_on: string },
  scope: Scope,
  apart: (facility_id: number) => number,
): Wanted[] {
  const months = scope.months?.toSorted() ?? null;
  const later = (a: string, b: string) => (a > b ? a : b);
  const sooner = (a: string, b: string) => (a < b ? a : b);
  const first = months === null ? proposal.from_on : later(proposal.from_on, `${months[0]!}-01`);
  const last = months === null ? proposal.to_on : sooner(proposal.to_on, monthEnd(`${months.at(-1)!}-01`));
  const bounds = (on: string): [string, string] =>
    months === null ? [later(first, addDays(on, -near)), sooner(last, addDays(on, near))] : [first, last];
  const found: Wanted[] = [];
  for (const [facility_id, list] of Map.groupBy(free, (line) => line.facility_id)) {
    const inOrder = list.toSorted((a, b) => (a.planned_on < b.planned_on ? -1 : 1));
    inOrder.forEach((line, at) => {
      let [from_on, to_on] = bounds(line.planned_on);
      // Two calls at one door keep apart: each stays on its side of the middle between them.
      const half = Math.ceil(apart(facility_id) / 2);
      const middle = (other: PlanLine) =>
        addDays(line.planned_on, Math.round(daysBetween(line.planned_on, other.planned_on) / 2));
      const before = inOrder[at - 1];
      const after = inOrder[at + 1];
      if (before) from_on = later(from_on, sooner(line.planned_on, addDays(middle(before), half)));
      if (after) to_on = sooner(to_on, later(line.planned_on, addDays(middle(after), -half)));
      found.push({
        facility_id,
        best_on: line.planned_on,
        from_on,
        to_on,
        why_now: line.why_now,
        replaces_id: line.replaces_id,
      });
    });
  }
  const going = new Set(free.map((line) => line.facility_id));
  for (const one of missing) {
    if (scope.person_id !== null || going.has(one.facility_id)) continue;
    found.push({
      facility_id: one.facility_id,
      best_on: first,
      from_on: first,
      to_on: last,
      why_now: one.why_now,
      replaces_id: null,
    });
  }
  return found;
}
