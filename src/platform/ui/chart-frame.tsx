import type { Child, PropsWithChildren } from './jsx-runtime.ts';
import { Disclosure } from './feedback.tsx';
import { figure, words } from './words.ja.ts';

/*
 * Charts are drawn on the server. Across the page they measure in per cent and down it in rem, so their
 * text keeps its size from 320 px to paper; a fixed viewBox would shrink it under 14 px on a phone.
 * Labels at the side are a picture of their own, so that the plot's per cents are its own too.
 */

/** Part of a whole in per cent; 0 of nothing. */
export const percent = (part: number, whole: number): number => (whole <= 0 ? 0 : (part / whole) * 100);
/** A length across the page. */
export const at = (n: number): string => `${Math.round(n * 100) / 100}%`;
/** A length down the page. */
export const rem = (n: number): string => `${Math.round(n * 100) / 100}rem`;
/** A value in words; null is "no value", never nought. */
export const shown = (n: number | null, unit = ''): string =>
  n === null ? words.chart.none : `${figure(n)}${unit}`;

/** What a line of Japanese does not begin with. */
const closing = /[）」』】〉》、。，．・：ー～]/u;

/** A part too long for one line in two, where its end is a bracket that is not. */
function beforeEndBracket(part: string, width: number): string[] {
  const [, before = '', bracket = ''] = /^(.+)(（[^（）]+）)$/u.exec(part) ?? [];
  const wide = (text: string): number => [...text].reduce((sum, one) => sum + (one <= '~' ? 0.5 : 1), 0);
  return bracket !== '' && wide(part) > width && wide(before) <= width && wide(bracket) <= width
    ? [before, bracket]
    : [part];
}

/**
 * Cuts a label into lines of at most `width` characters (digits and Latin letters are half as wide), first where it has a wide
 * space, then before a bracket at its end; a line begins with no closing mark. What does not fit in `max` lines ends in an
 * ellipsis.
 */
export function lines(label: string, width: number, max: number): string[] {
  const out: string[] = [];
  for (const part of label.split('　').flatMap((one) => beforeEndBracket(one, width))) {
    let line = '';
    let long = 0;
    for (const one of part) {
      const more = one <= '~' ? 0.5 : 1;
      if (long + more > width) {
        const carried = closing.test(one) ? line.slice(-1) : '';
        out.push(line.slice(0, line.length - carried.length));
        line = carried;
        long = carried.length;
      }
      line += one;
      long += more;
    }
    if (line !== '') out.push(line);
  }
  if (out.length > max) {
    out.length = max;
    out[max - 1] = `${(out[max - 1] ?? '').slice(0, -1)}…`;
  }
  return out;
}

/** The step of a readable scale (1, 2, 2.5 or 5 times a power of ten) that covers `max` in about four steps. */
export function niceStep(max: number): number {
  const rough = Math.max(max, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, power >= 10 ? 2.5 : 5, 5, 10].find((n) => n * power >= rough) ?? 10;
  return Math.max(step * power, Number.isInteger(max) ? 1 : 0);
}

/** All figures in one sentence, for those who hear the picture. */
export const said = (parts: readonly string[]): string => parts.join(words.chart.and);

/** Caption, legend, picture, and the same figures as a table. */
export function ChartFrame(
  props: PropsWithChildren<{
    caption: Child;
    captionHidden?: boolean;
    legend?: Child;
    table: Child;
    note?: Child;
  }>,
) {
  return (
    <figure class="chart">
      <figcaption class={props.captionHidden === true ? 'visually-hidden' : 'chart-caption'}>
        {props.caption}
      </figcaption>
      {props.legend}
      <div class="chart-picture">{props.children}</div>
      {props.note == null ? null : <p class="chart-note">{props.note}</p>}
      <Disclosure summary={words.chart.table}>{props.table}</Disclosure>
    </figure>
  );
}

/** Instead of an empty picture. */
export function NoData({ caption }: { caption: Child }) {
  return (
    <figure class="chart">
      <figcaption class="chart-caption">{caption}</figcaption>
      <p class="chart-empty">{words.chart.noData}</p>
    </figure>
  );
}

/** What colours and patterns mean. */
export function Legend({ items }: { items: readonly { label: string; swatch: Child }[] }) {
  return (
    <ul class="chart-legend" aria-label={words.chart.legend}>
      {items.map((item) => (
        <li>
          <svg class="chart-swatch" width="24" height="16" aria-hidden="true" focusable="false">
            {item.swatch}
          </svg>
          {item.label}
        </li>
      ))}
    </ul>
  );
}
