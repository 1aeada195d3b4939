import type { Child } from './jsx-runtime.ts';
import {
  at,
  ChartFrame,
  Legend,
  lines,
  niceStep,
  NoData,
  percent,
  rem,
  said,
  shown,
} from './chart-frame.tsx';
import { DataTable, type Column } from './tables.tsx';
import { figure, words } from './words.ja.ts';

/** How many fall where: a number in every cell, deeper colour for more. `values[row][column]`, null for none. */
export function HeatMap(props: {
  caption: string;
  rows: readonly string[];
  columns: readonly string[];
  values: readonly (readonly (number | null)[])[];
  href?: (row: number, column: number) => string;
  unit?: string;
  rowTitle?: string;
}) {
  const { rows, columns, values, href } = props;
  if (rows.length === 0 || columns.length === 0) return <NoData caption={props.caption} />;
  const value = (r: number, c: number): number | null => values[r]?.[c] ?? null;
  const most = Math.max(1, ...values.flat().map((v) => v ?? 0));
  const level = (v: number | null): number => (v === null || v <= 0 ? 0 : Math.ceil((v / most) * 5));
  const short = rows.every((label) => [...label].length <= 6);
  const labelWidth = short ? 6.5 : 9;
  // cut evenly, so that no single character stands below
  const headLines = columns.map((label) =>
    lines(label, Math.ceil(label.length / Math.ceil(label.length / 4)) || 4, 3),
  );
  const head = Math.max(...headLines.map((l) => l.length)) * 1.25 + 0.5;
  const cell = 3;
  const width = 100 / columns.length;
  const describe = (r: number, c: number) =>
    words.chart.cell(rows[r] ?? '', columns[c] ?? '', shown(value(r, c), props.unit));
  const drawCell = (r: number, c: number) => (
    <>
      <rect
        class={`heat-cell heat-${level(value(r, c))}`}
        x={at(c * width + width * 0.02)}
        y={rem(head + r * cell + 0.06)}
        width={at(width * 0.96)}
        height={rem(cell - 0.12)}
        rx="4"
      />
      <text
        class={`chart-value heat-text-${level(value(r, c))}`}
        x={at((c + 0.5) * width)}
        y={rem(head + r * cell + cell / 2)}
        text-anchor="middle"
        dominant-baseline="central"
      >
        {value(r, c) === null ? '—' : figure(value(r, c) ?? 0)}
      </text>
    </>
  );
  type Line = { label: string; row: number };
  const tableColumns: Column<Line>[] = [
    { key: 'label', label: props.rowTitle ?? words.chart.item, rowHeader: true },
    ...columns.map((label, c): Column<Line> => {
      return {
        key: `c${c}`,
        label,
        align: 'end',
        cell: ({ row }) => {
          const text = shown(value(row, c), props.unit);
          return href === undefined || (value(row, c) ?? 0) === 0 ? (
            text
          ) : (
            <a href={href(row, c)} aria-label={describe(row, c)}>
              {text}
            </a>
          );
        },
      };
    }),
  ];
  return (
    <ChartFrame
      caption={props.caption}
      legend={
        <p class="heat-legend">
          <span>{words.chart.few}</span>
          <svg width="120" height="16" aria-hidden="true" focusable="false">
            {[0, 1, 2, 3, 4, 5].map((n) => (
              <rect class={`heat-cell heat-${n}`} x={n * 20} y="0" width="19" height="16" rx="3" />
            ))}
          </svg>
          <span>{words.chart.many}</span>
        </p>
      }
      table={
        <DataTable
          caption={props.caption}
          captionHidden
          dense
          columns={tableColumns}
          rows={rows.map((label, row) => ({ label, row }))}
        />
      }
    >
      <div class="chart-scroll" role="region" aria-label={props.caption} tabindex={0}>
        <div class="chart-grow">
          <svg
            class="chart-spacer"
            width={rem(labelWidth + columns.length * 3.75)}
            height="1"
            aria-hidden="true"
          />
          <div class={short ? 'chart-sides chart-sides-6' : 'chart-sides chart-sides-9'}>
            <svg class="chart-svg chart-side" height={rem(head + rows.length * cell)} aria-hidden="true">
              {rows.map((label, r) => {
                const parts = lines(label, short ? 6 : 9, 2);
                return (
                  <text class="chart-label" y={rem(head + r * cell + cell / 2 - (parts.length - 1) * 0.6)}>
                    {parts.map((part, i) => (
                      <tspan x="0" dy={i === 0 ? '0.35em' : '1.2rem'}>
                        {part}
                      </tspan>
                    ))}
                  </text>
                );
              })}
            </svg>
            <svg
              class="chart-svg"
              width="100%"
              height={rem(head + rows.length * cell)}
              role={href === undefined ? 'img' : 'group'}
              aria-label={props.caption}
            >
              <desc>{said(rows.flatMap((_, r) => columns.map((__, c) => describe(r, c))))}</desc>
              {columns.map((_, c) =>
                (headLines[c] ?? []).map((part, i, all) => (
                  <text
                    class="chart-label"
                    x={at((c + 0.5) * width)}
                    y={rem(head - 0.6 - (all.length - 1 - i) * 1.2)}
                    text-anchor="middle"
                  >
                    {part}
                  </text>
                )),
              )}
              {rows.map((_, r) =>
                columns.map((__, c) =>
                  href === undefined || (value(r, c) ?? 0) === 0 ? (
                    drawCell(r, c)
                  ) : (
                    <a class="heat-link" href={href(r, c)} aria-label={describe(r, c)}>
                      {drawCell(r, c)}
                    </a>
                  ),
                ),
              )}
            </svg>
          </div>
        </div>
      </div>
    </ChartFrame>
  );
}

/** One bar for each item, longest scale shared; `target` is marked by a line on the bar and said in words (`targetName`). */
export function BarChart(props: {
  caption: string;
  /** Where the heading above says the same already. */
  captionHidden?: boolean;
  items: readonly { label: string; value: number | null; target?: number; href?: string }[];
  unit?: string;
  max?: number;
  /** What the line on the bars is, where it is no aim: a limit, an average. */
  targetName?: string;
  /** Where the line is a limit: says in words how far a bar is beyond it, and that part is drawn as too much. */
  beyond?: (by: number) => string;
  note?: Child;
}) {
  const { items, unit = '', targetName = words.target } = props;
  if (items.length === 0) return <NoData caption={props.caption} />;
  const most = props.max ?? Math.max(1, ...items.map((item) => Math.max(item.value ?? 0, item.target ?? 0)));
  const hasTarget = items.some((item) => item.target !== undefined);
  /** How far above its limit, where the line is one: tenths at most, as people weigh. */
  const over = (item: (typeof items)[number]) =>
    props.beyond === undefined || item.target === undefined
      ? 0
      : Math.round(((item.value ?? 0) - item.target) * 10) / 10;
  const value = (item: (typeof items)[number]) =>
    item.target === undefined
      ? shown(item.value, unit)
      : words.chart.withTarget(shown(item.value, unit), targetName, shown(item.target, unit)) +
        (over(item) > 0 ? `　${props.beyond!(over(item))}` : '');
  // On the narrowest phone a line holds about 17 characters; longer ones put the value under the label.
  const tall = items.some((item) => [...item.label, ...value(item)].length > 17);
  const labels = items.map((item) => lines(item.label, 16, 2));
  // Each bar stands close below its own label, however many lines that has.
  const bars = labels.map((label) => (tall ? 2.75 : 1.6) + (label.length > 1 ? 1.25 : 0));
  const tops = bars.map((_, i) => bars.slice(0, i).reduce((sum, bar) => sum + bar + 1.65, 0));
  const height = bars.reduce((sum, bar) => sum + bar + 1.65, 0);
  const columns: Column<(typeof items)[number]>[] = [
    {
      key: 'label',
      label: words.chart.item,
      rowHeader: true,
      cell: (item) => (item.href === undefined ? item.label : <a href={item.href}>{item.label}</a>),
    },
    { key: 'value', label: words.chart.value, align: 'end', cell: (item) => shown(item.value, unit) },
  ];
  if (hasTarget)
    columns.push({
      key: 'target',
      label: targetName,
      align: 'end',
      cell: (item) => shown(item.target ?? null, unit),
    });
  return (
    <ChartFrame
      caption={props.caption}
      captionHidden={props.captionHidden}
      note={props.note}
      table={<DataTable caption={props.caption} captionHidden dense columns={columns} rows={items} />}
    >
      <svg class="chart-svg" width="100%" height={rem(height)} role="img" aria-label={props.caption}>
        <desc>{said(items.map((item) => `${item.label} ${value(item)}`))}</desc>
        {items.map((item, i) => (
          <>
            {labels[i]!.map((line, nth) => (
              <text class="chart-label" x="0" y={rem(tops[i]! + 1.1 + nth * 1.25)}>
                {line}
              </text>
            ))}
            <text
              class={over(item) > 0 ? 'chart-value chart-beyond' : 'chart-value'}
              x={tall ? '0' : '100%'}
              y={rem(tops[i]! + (tall ? bars[i]! - 0.5 : 1.1))}
              text-anchor={tall ? 'start' : 'end'}
            >
              {value(item)}
            </text>
            <rect
              class="bar-track"
              x="0"
              y={rem(tops[i]! + bars[i]!)}
              width="100%"
              height={rem(0.9)}
              rx="4"
            />
            <rect
              class="bar-fill"
              x="0"
              y={rem(tops[i]! + bars[i]!)}
              width={at(Math.min(100, percent(item.value ?? 0, most)))}
              height={rem(0.9)}
              rx="4"
            />
            {over(item) > 0 ? (
              <rect
                class="bar-beyond"
                x={at(percent(item.target!, most))}
                y={rem(tops[i]! + bars[i]!)}
                width={at(Math.min(100, percent(item.value ?? 0, most)) - percent(item.target!, most))}
                height={rem(0.9)}
                rx="4"
              />
            ) : null}
            {item.target === undefined ? null : (
              <line
                class="target-mark"
                x1={at(Math.min(99.7, percent(item.target, most)))}
                x2={at(Math.min(99.7, percent(item.target, most)))}
                y1={rem(tops[i]! + bars[i]! - 0.2)}
                y2={rem(tops[i]! + bars[i]! + 1.1)}
              />
            )}
          </>
        ))}
      </svg>
    </ChartFrame>
  );
}

/** Actual (solid, dots) against target (dashed) by month or year; null leaves a gap, never a zero. */
export function LineChart(props: {
  caption: string;
  labels: readonly string[];
  actual: readonly (number | null)[];
  target?: readonly (number | null)[];
  unit?: string;
  note?: Child;
  labelTitle?: string;
}) {
  const { labels, actual, target, unit = '' } = props;
  const known = [...actual, ...(target ?? [])].filter((v) => v !== null);
  if (labels.length === 0 || known.length === 0) return <NoData caption={props.caption} />;
  const step = niceStep(Math.max(...known));
  const top = Math.max(step, Math.ceil(Math.max(...known) / step) * step);
  const ticks = Array.from(
    { length: Math.round(top / step) + 1 },
    (_, i) => Math.round(i * step * 1000) / 1000,
  );
  const height = 13;
  const ceiling = 1.5;
  const x = (i: number) => at(((i + 0.5) / labels.length) * 100);
  const y = (v: number) => rem(ceiling + height * (1 - v / top));
  const segments = (series: readonly (number | null)[], name: string) =>
    series.flatMap((v, i) => {
      const before = series[i - 1];
      return v === null || before === null || before === undefined
        ? []
        : [<line class={name} x1={x(i - 1)} y1={y(before)} x2={x(i)} y2={y(v)} />];
    });
  const last = actual.findLastIndex((v) => v !== null);
  const month = (i: number) =>
    `${labels[i]} ${words.actual}${shown(actual[i] ?? null, unit)}${target === undefined ? '' : ` ${words.target}${shown(target[i] ?? null, unit)}`}`;
  type Line = { label: string; i: number };
  const columns: Column<Line>[] = [
    { key: 'label', label: props.labelTitle ?? words.chart.item, rowHeader: true },
    { key: 'actual', label: words.actual, align: 'end', cell: ({ i }) => shown(actual[i] ?? null, unit) },
  ];
  if (target !== undefined)
    columns.push({
      key: 'target',
      label: words.target,
      align: 'end',
      cell: ({ i }) => shown(target[i] ?? null, unit),
    });
  return (
    <ChartFrame
      caption={props.caption}
      note={props.note}
      legend={
        <Legend
          items={[
            {
              label: unit === '' ? words.actual : `${words.actual}（${unit}）`,
              swatch: (
                <>
                  <line class="line-actual" x1="0" y1="8" x2="24" y2="8" />
                  <circle class="line-dot" cx="12" cy="8" r="4" />
                </>
              ),
            },
            ...(target === undefined
              ? []
              : [{ label: words.target, swatch: <line class="line-target" x1="0" y1="8" x2="24" y2="8" /> }]),
          ]}
        />
      }
      table={
        <DataTable
          caption={props.caption}
          captionHidden
          dense
          columns={columns}
          rows={labels.map((label, i) => ({ label, i }))}
        />
      }
    >
      <div class="chart-sides chart-sides-3">
        <svg class="chart-svg chart-side" height={rem(ceiling + height + 2)} aria-hidden="true">
          {ticks.map((tick) => (
            <text class="chart-tick" x="100%" y={y(tick)} text-anchor="end" dominant-baseline="central">
              {figure(tick)}
            </text>
          ))}
        </svg>
        <svg
          class="chart-svg"
          width="100%"
          height={rem(ceiling + height + 2)}
          role="img"
          aria-label={props.caption}
        >
          <desc>{said(labels.map((_, i) => month(i)))}</desc>
          {ticks.map((tick) => (
            <line class={tick === 0 ? 'axis' : 'grid'} x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
          ))}
          {segments(target ?? [], 'line-target')}
          {segments(actual, 'line-actual')}
          {actual.map((v, i) =>
            v === null ? null : (
              <>
                <circle class="line-dot" cx={x(i)} cy={y(v)} r="5" />
                <text
                  class={i === last || labels.length <= 6 ? 'chart-value' : 'chart-value wide-only'}
                  x={x(i)}
                  y={rem(ceiling + height * (1 - v / top) - 0.75)}
                  text-anchor="middle"
                >
                  {figure(v)}
                </text>
              </>
            ),
          )}
          {labels.map((label, i) => (
            <text
              class={labels.length > 6 && i % 3 !== 0 ? 'chart-tick wide-only' : 'chart-tick'}
              x={x(i)}
              y={rem(ceiling + height + 1.4)}
              text-anchor="middle"
            >
              {label}
            </text>
          ))}
        </svg>
      </div>
    </ChartFrame>
  );
}

/** Parts of a whole, one bar for each row; parts differ by tone, by pattern and by their number. */
export function StackBar(props: {
  caption: string;
  /** Where the heading above says the same already. */
  captionHidden?: boolean;
  /** Unique on the page: patterns are referred to by it. */
  id: string;
  parts: readonly string[];
  rows: readonly { label: string; values: readonly number[] }[];
  unit?: string;
}) {
  const { rows, parts, unit = '', id } = props;
  if (rows.length === 0) return <NoData caption={props.caption} />;
  const row = 3.75;
  const total = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
  const tone = (i: number) => (i % 6) + 1;
  const fillPattern = (i: number, rest: Record<string, string>) =>
    i % 2 === 0 ? null : <rect {...rest} fill={`url(#${id}-stripes)`} />;
  type Line = (typeof rows)[number];
  const columns: Column<Line>[] = [
    { key: 'label', label: words.chart.item, rowHeader: true },
    ...parts.map((label, i): Column<Line> => {
      return {
        key: `p${i}`,
        label,
        align: 'end',
        cell: ({ values }) =>
          words.chart.withShare(
            shown(values[i] ?? 0, unit),
            Math.round(percent(values[i] ?? 0, total(values))),
          ),
      };
    }),
    {
      key: 'total',
      label: words.chart.total,
      align: 'end',
      cell: ({ values }) => shown(total(values), unit),
    },
  ];
  return (
    <ChartFrame
      caption={props.caption}
      captionHidden={props.captionHidden}
      legend={
        <Legend
          items={parts.map((label, i) => {
            return {
              label,
              swatch: (
                <>
                  <rect class={`tone-${tone(i)}`} width="24" height="16" rx="3" />
                  {fillPattern(i, { width: '24', height: '16', rx: '3' })}
                </>
              ),
            };
          })}
        />
      }
      table={<DataTable caption={props.caption} captionHidden dense columns={columns} rows={rows} />}
    >
      <svg
        class="chart-svg"
        width="100%"
        height={rem(rows.length * row)}
        role="img"
        aria-label={props.caption}
      >
        <desc>
          {said(
            rows.flatMap((r) =>
              parts.map((label, i) => words.chart.cell(r.label, label, shown(r.values[i] ?? 0, unit))),
            ),
          )}
        </desc>
        <defs>
          <pattern
            id={`${id}-stripes`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line class="stripe" x1="0" y1="0" x2="0" y2="8" />
          </pattern>
        </defs>
        {rows.map((r, n) => {
          const all = total(r.values);
          let from = 0;
          return (
            <>
              <text class="chart-label" x="0" y={rem(n * row + 1.1)}>
                {lines(r.label, 16, 1)[0]}
              </text>
              <text class="chart-value" x="100%" y={rem(n * row + 1.1)} text-anchor="end">
                {shown(all, unit)}
              </text>
              {parts.map((_, i) => {
                const share = percent(r.values[i] ?? 0, all);
                const start = from;
                from += share;
                if (share === 0) return null;
                const box = {
                  x: at(start),
                  y: rem(n * row + 1.5),
                  width: at(Math.max(0.4, share - 0.3)),
                  height: rem(1.6),
                };
                return (
                  <>
                    <rect class={`tone-${tone(i)}`} {...box} />
                    {fillPattern(i, box)}
                    {share < 12 ? null : (
                      <text
                        class={`chart-value tone-text-${tone(i)}`}
                        x={at(start + share / 2)}
                        y={rem(n * row + 2.32)}
                        text-anchor="middle"
                        dominant-baseline="central"
                      >
                        {figure(r.values[i] ?? 0)}
                      </text>
                    )}
                  </>
                );
              })}
            </>
          );
        })}
      </svg>
    </ChartFrame>
  );
}

/** How much of a whole is done, as a ring with the per cent inside and the counts in words beside it. */
export function ProgressRing(props: {
  label: string;
  done: number;
  all: number;
  unit?: string;
  size?: 'md' | 'lg';
}) {
  const share = Math.round(percent(props.done, props.all));
  const said = words.chart.covered(props.done, props.all, share);
  return (
    <div class={`ring ring-${props.size ?? 'md'}`}>
      <svg viewBox="0 0 96 96" width="96" height="96" role="img" aria-label={`${props.label} ${said}`}>
        <circle class="ring-track" cx="48" cy="48" r="40" fill="none" stroke-width="10" />
        {share === 0 ? null : (
          <circle
            class="ring-fill"
            cx="48"
            cy="48"
            r="40"
            fill="none"
            stroke-width="10"
            stroke-linecap="round"
            pathLength="100"
            stroke-dasharray={`${Math.min(100, share)} 100`}
            transform="rotate(-90 48 48)"
          />
        )}
        <text class="ring-text" x="48" y="49" text-anchor="middle" dominant-baseline="central">
          {share}%
        </text>
      </svg>
      <div class="ring-words">
        <p class="ring-label">{props.label}</p>
        <p class="ring-count">
          <strong>{figure(props.done)}</strong> / {figure(props.all)}
          {props.unit}
        </p>
      </div>
    </div>
  );
}

/** The same as one bar, for rows of a list: label, counts in words, bar; `target` in per cent is marked. */
export function CoverageBar(props: {
  label: string;
  done: number;
  all: number;
  target?: number;
  labelHidden?: boolean;
}) {
  const share = Math.round(percent(props.done, props.all));
  const said = words.chart.covered(props.done, props.all, share);
  return (
    <div class="coverage">
      <p class="coverage-words">
        <span class={props.labelHidden === true ? 'visually-hidden' : 'coverage-label'}>{props.label}</span>
        <span class="coverage-count">{said}</span>
      </p>
      <svg class="coverage-bar" width="100%" height="12" aria-hidden="true" focusable="false">
        <rect class="bar-track" width="100%" height="12" rx="6" />
        {share === 0 ? null : <rect class="bar-fill" width={at(Math.min(100, share))} height="12" rx="6" />}
        {props.target === undefined ? null : (
          <line
            class="target-mark"
            x1={at(Math.min(99.5, props.target))}
            x2={at(Math.min(99.5, props.target))}
            y1="0"
            y2="12"
          />
        )}
      </svg>
    </div>
  );
}
