import { ageInMonths, formatMonthsOfAge } from '../../platform/ja/age.ts';
import { addMonths, daysBetween, formatDateShort } from '../../platform/ja/dates.ts';
import { at, ChartFrame, rem, said } from '../../platform/ui/chart-frame.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { noteWayWords, words } from './words.ja.ts';
import type { CourseEntry } from './queries.ts';

const w = words.course;
export const lanes = ['life', 'consultation', 'contact', 'plan', 'council'] as const;

/** Where the seven phases begin, from pregnancy to eighteen; each takes the same width, so that the first years can be read. */
export function phasesOf(born_on: string, entry_fiscal_year: number): string[] {
  return [
    addMonths(born_on, -10),
    born_on,
    addMonths(born_on, 12),
    addMonths(born_on, 36),
    `${entry_fiscal_year}-04-01`,
    `${entry_fiscal_year + 6}-04-01`,
    `${entry_fiscal_year + 9}-04-01`,
    `${entry_fiscal_year + 12}-04-01`,
  ];
}

/** A day's place between 0 and 100; what lies before or after is put at the edge. */
export function placeOf(phases: readonly string[], day: string): number {
  const count = phases.length - 1;
  const n = phases.findLastIndex((begin) => begin <= day);
  if (n < 0) return 0;
  if (n >= count) return 100;
  const [from, to] = [phases[n]!, phases[n + 1]!];
  return ((n + daysBetween(from, day) / Math.max(1, daysBetween(from, to))) / count) * 100;
}

export interface CoursePoint {
  lane: (typeof lanes)[number];
  on: string;
  title: string;
  href: string | null;
}

/** The rows of the database in words. */
export const courseTitle = (entry: CourseEntry): string =>
  entry.lane === 'contact'
    ? noteWayWords[entry.title as keyof typeof noteWayWords]
    : entry.lane === 'plan'
      ? w[entry.title as 'plan' | 'assessment']
      : entry.lane === 'council'
        ? w[entry.title as 'registered' | 'review']
        : entry.title;

/** Pregnancy to eighteen on one line per kind, drawn here, with the same as a table. */
export function LifeCourse(props: {
  born_on: string | null;
  entry_fiscal_year: number | null;
  points: readonly CoursePoint[];
  today: string;
}) {
  const { points, born_on } = props;
  if (born_on === null || props.entry_fiscal_year === null) return <p>{w.none}</p>;
  const phases = phasesOf(born_on, props.entry_fiscal_year);
  const age = (day: string) => {
    const months = ageInMonths(born_on, day);
    return months < 0 ? w.unborn : formatMonthsOfAge(months);
  };
  const head = 2;
  const lane = 2.4;
  const height = head + lanes.length * lane + 0.4;
  const x = (day: string) => placeOf(phases, day);
  const now = x(props.today);
  const width = 100 / w.phases.length;
  return (
    <ChartFrame
      caption={w.caption}
      table={
        <DataTable<CoursePoint>
          caption={w.caption}
          captionHidden
          dense
          rows={points.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))}
          columns={[
            { key: 'on', label: w.when, nowrap: true, cell: (p) => formatDateShort(p.on) },
            { key: 'age', label: w.age, nowrap: true, cell: (p) => age(p.on) },
            { key: 'lane', label: w.lane, nowrap: true, cell: (p) => w.laneLong[p.lane] },
            {
              key: 'title',
              label: w.what,
              rowHeader: true,
              cell: (p) => (p.href === null ? p.title : <a href={p.href}>{p.title}</a>),
            },
          ]}
        />
      }
    >
      <div class="chart-scroll" role="region" aria-label={w.caption} tabindex={0}>
        <div class="chart-grow">
          <svg class="chart-spacer" width="34rem" height="1" aria-hidden="true" />
          <div class="chart-sides chart-sides-6">
            <svg class="chart-svg chart-side" height={rem(height)} aria-hidden="true">
              {lanes.map((name, n) => (
                <text
                  class="chart-label"
                  x="0"
                  y={rem(head + n * lane + lane / 2)}
                  dominant-baseline="central"
                >
                  {w.lanes[name]}
                </text>
              ))}
            </svg>
            <svg class="chart-svg" width="100%" height={rem(height)} role="img" aria-label={w.caption}>
              <desc>{said(points.map((p) => `${formatDateShort(p.on)} ${p.title}`))}</desc>
              {w.phases.map((name, n) => (
                <>
                  {n % 2 === 0 ? (
                    <rect
                      class="bar-track"
                      x={at(n * width)}
                      y={rem(head)}
                      width={at(width)}
                      height={rem(lanes.length * lane)}
                    />
                  ) : null}
                  <text class="chart-tick" x={at((n + 0.5) * width)} y={rem(1.1)} text-anchor="middle">
                    {name}
                  </text>
                </>
              ))}
              {lanes.map((_, n) => (
                <line
                  class="grid"
                  x1="0"
                  x2="100%"
                  y1={rem(head + n * lane + lane / 2)}
                  y2={rem(head + n * lane + lane / 2)}
                />
              ))}
              <line class="target-mark" x1={at(now)} x2={at(now)} y1={rem(head - 0.4)} y2={rem(height)} />
              {points.map((p) => (
                <circle
                  class="line-dot"
                  cx={at(x(p.on))}
                  cy={rem(head + lanes.indexOf(p.lane) * lane + lane / 2)}
                  r={p.lane === 'life' ? '7' : '5'}
                >
                  <title>{`${formatDateShort(p.on)} ${p.title}`}</title>
                </circle>
              ))}
              <text
                class="chart-value"
                x={at(now)}
                y={rem(height + 0.2)}
                text-anchor={now > 90 ? 'end' : now < 10 ? 'start' : 'middle'}
                dominant-baseline="hanging"
              >
                {w.today}
              </text>
            </svg>
          </div>
          <svg class="chart-spacer" width="1" height="1.6rem" aria-hidden="true" />
        </div>
      </div>
    </ChartFrame>
  );
}
