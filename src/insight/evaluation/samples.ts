import type { WriteTx } from '../../platform/db/transaction.ts';
import { setTarget } from './commands.ts';
import type { IndicatorCode } from './rules.ts';

export interface TargetSample {
  code: IndicatorCode;
  fiscal_year: number;
  target: number;
  reason: string;
}

/** A target as the 事務局 sets it for the first time. */
export async function sampleTarget(tx: WriteTx, { code, ...sample }: TargetSample): Promise<void> {
  await setTarget(tx, code, { ...sample, _version: 0 });
}

/** Targets of the first two fiscal years; `facilities` is how many there are to be visited. */
export function sampleTargets(fiscal_year: number, facilities: number): TargetSample[] {
  const issues = Math.max(10, Math.round(facilities / 2 / 10) * 10);
  return [
    {
      code: 'visit_rate',
      fiscal_year: fiscal_year - 1,
      target: 80,
      reason: '初年度は、つながりをつくることを優先し、まず8割の施設を訪ねることとした。',
    },
    {
      code: 'visit_rate',
      fiscal_year,
      target: 100,
      reason: '前年度に訪ねられなかった施設もふくめ、すべての施設を年に1回は訪ねる。',
    },
    {
      code: 'issue_count',
      fiscal_year: fiscal_year - 1,
      target: issues,
      reason: '巡回した施設の半数から、少なくとも一つの課題を聞き取ることを見込んだ。',
    },
    {
      code: 'issue_count',
      fiscal_year,
      target: issues + 20,
      reason: '調査と施設からの声も課題の台帳に整理することとし、前年度の目標に20件を加えた。',
    },
    {
      code: 'open_day_people',
      fiscal_year,
      target: 60,
      reason: '年3回の公開保育に、1回あたり20人の見学を見込んだ。',
    },
    {
      code: 'visit_record_quality',
      fiscal_year,
      target: 2.2,
      reason: 'どの観点も「2」の段階に届き、いくつかの観点で「3」になることを目指す。',
    },
    {
      code: 'minutes_quality',
      fiscal_year,
      target: 2.2,
      reason: '欠席した人も次に何をするか分かる会議録にする。',
    },
  ];
}
