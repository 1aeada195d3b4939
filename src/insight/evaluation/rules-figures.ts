import { formatCount } from '../../platform/ja/numbers.ts';
import type { IndicatorKind, Progress } from './rules.ts';

/** A figure as it is rounded everywhere: rate to one decimal, score to two, count whole. */
export const rounded = (kind: IndicatorKind, value: number): number =>
  Number(value.toFixed(kind === 'rate' ? 1 : kind === 'score' ? 2 : 0));

/** '72.2', '1,234', '2.10': without its unit. */
export const figureOnly = (kind: IndicatorKind, value: number | null): string =>
  value === null
    ? '―'
    : kind === 'count'
      ? formatCount(rounded(kind, value))
      : value.toFixed(kind === 'rate' ? 1 : 2);

/** '72.2%', '1,234件', '2.10点'. */
export const figureText = (indicator: { kind: IndicatorKind; unit: string }, value: number | null): string =>
  value === null
    ? figureOnly(indicator.kind, value)
    : `${figureOnly(indicator.kind, value)}${indicator.unit}`;

/** The badge's kind for how a figure stands to its target. */
export const badgeOf: Record<Progress, 'neutral' | 'info' | 'success' | 'warning'> = {
  future: 'neutral',
  nothing: 'neutral',
  no_target: 'neutral',
  reached: 'success',
  on_pace: 'info',
  behind: 'warning',
  below: 'warning',
  missed: 'warning',
};
