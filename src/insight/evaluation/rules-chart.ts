import type { Figure } from '../../platform/exports/doc.ts';
import type { IndicatorYear } from './queries.ts';
import { figureText } from './rules-figures.ts';
import { words } from './words.ja.ts';

/** A year's target as text, or that there is none. */
export const targetText = (one: IndicatorYear): string =>
  one.target === null ? words.noTarget : figureText(one, one.target.target);

/** Small charts of all indicators as a figure of a document. */
export function chartsOf(indicators: readonly IndicatorYear[]): Figure {
  const w = words.summary;
  return {
    kind: 'figure',
    svg: chartsSvg(indicators),
    alt: w.chartAlt(
      indicators.map((one) => w.chartPart(one.name, figureText(one, one.value), targetText(one))),
    ),
    caption: w.chartCaption,
  };
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => `&#${mark.codePointAt(0)};`);

const ink = {
  actual: '#0017c1',
  target: '#b85c00',
  text: '#1a1a1a',
  grey: '#4d4d4d',
  line: '#cccccc',
} as const;
// below the months some room, so that the next row's names stand apart from them
const cell = { width: 240, height: 138, left: 42, right: 8, top: 28, bottom: 38 } as const;
const across = 4;

/**
 * Small charts of all indicators in one picture, four beside each other: documents have no stylesheet and need sizes of
 * their own, so the pages' charts cannot serve here.
 */
function chartsSvg(indicators: readonly IndicatorYear[]): string {
  const places = indicators.length + 1;
  const [width, height] = [cell.width * across, cell.height * Math.ceil(places / across)];
  const at = (i: number) => `translate(${(i % across) * cell.width} ${Math.floor(i / across) * cell.height})`;
  const charts = indicators.map((one, i) => `<g transform="${at(i)}">${chartSvg(one)}</g>`).join('');
  const key = (y: number, line: string, text: string) =>
    `<line x1="34" y1="${y}" x2="64" y2="${y}" ${line}/>${label(72, y + 4, text, 'start')}`;
  const legend =
    `<g transform="${at(indicators.length)}">` +
    key(40, `stroke="${ink.actual}" stroke-width="2.5"`, words.summary.legendActual) +
    key(62, `stroke="${ink.target}" stroke-width="1.5" stroke-dasharray="5 3"`, words.summary.legendTarget) +
    '</g>';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${charts}${legend}</svg>`;
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', size = 14): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${ink.text}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

function chartSvg(one: IndicatorYear): string {
  const values = one.months.flatMap(({ value, pace }) => [value ?? 0, pace ?? 0]);
  const top = one.kind === 'rate' ? 100 : one.kind === 'score' ? 3 : niceTop(Math.max(1, ...values));
  const plot = { width: cell.width - cell.left - cell.right, height: cell.height - cell.top - cell.bottom };
  const x = (i: number) => round(cell.left + ((i + 0.5) / one.months.length) * plot.width);
  const y = (value: number) => round(cell.top + plot.height * (1 - value / top));
  const path = (points: readonly (number | null)[]) =>
    points.flatMap((value, i) => (value === null ? [] : [`${x(i)},${y(value)}`])).join(' ');
  const line = (points: readonly (number | null)[], style: string) =>
    points.every((value) => value === null)
      ? ''
      : `<polyline points="${path(points)}" fill="none" ${style}/>`;
  const actual = one.months.map(({ day, value }) => (day === null ? null : value));
  const last = actual.findLastIndex((value) => value !== null);
  const dot =
    last < 0 ? '' : `<circle cx="${x(last)}" cy="${y(actual[last]!)}" r="3.5" fill="${ink.actual}"/>`;
  const grid = [0, top / 2, top]
    .map(
      (value) =>
        `<line x1="${cell.left}" y1="${y(value)}" x2="${cell.width - cell.right}" y2="${y(value)}" stroke="${ink.line}" stroke-width="0.8"/>` +
        label(cell.left - 4, y(value) + 4, `${Number(value.toFixed(1))}`, 'end', 12),
    )
    .join('');
  const months = one.months
    .map(({ month }, i) =>
      i % 3 === 0 ? label(x(i), cell.height - cell.bottom + 16, words.month(month), 'middle', 12) : '',
    )
    .join('');
  return (
    label(2, 15, `${one.name}　${figureText(one, one.value)}`, 'start') +
    grid +
    months +
    line(
      one.months.map(({ pace }) => pace),
      `stroke="${ink.target}" stroke-width="1.5" stroke-dasharray="5 3"`,
    ) +
    line(actual, `stroke="${ink.actual}" stroke-width="2.5"`) +
    dot
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The next even number of the kind 2, 4, 6, 10 times a power of ten, so that half of it is a plain number too. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return Math.max(2, ([2, 4, 6, 10].find((step) => step * power >= most) ?? 10) * power);
}
