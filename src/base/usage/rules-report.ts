import { fiscalYearOf } from '../../platform/ja/dates.ts';
import { sums, type Consulted, type Figure, type ProgrammeLine, type Sums } from './queries-report.ts';
import { perDay } from './rules.ts';
import { words } from './words.ja.ts';

/** Adds figures up; places add up only where each counts once (a year's rows of one programme kind each). */
export function sumOf(rows: readonly Figure[]): Sums {
  const total = Object.fromEntries([...sums, 'places'].map((name) => [name, 0])) as unknown as Sums;
  for (const row of rows) for (const name of [...sums, 'places'] as const) total[name] += row[name];
  return total;
}

/** A year beside the year before. */
export interface Report {
  fiscal_year: number;
  /** the month under way, when it is of this year */
  open_month: number | null;
  figures: readonly Figure[];
  lastFigures: readonly Figure[];
  now: Sums;
  last: Sums;
  consulted: readonly Consulted[];
  consultations: number;
  lastConsultations: number;
  programmes: readonly ProgrammeLine[];
}

const consultationsIn = (rows: readonly Consulted[]): number =>
  rows.filter((row) => row.kind === 'consultation').reduce((sum, row) => sum + row.people, 0);

export function reportOf(
  fiscal_year: number,
  today: string,
  figures: readonly Figure[],
  lastFigures: readonly Figure[],
  consulted: readonly Consulted[],
  lastConsulted: readonly Consulted[],
  programmes: readonly ProgrammeLine[],
): Report {
  const year = (rows: readonly Figure[]) => sumOf(rows.filter((row) => row.month === null));
  return {
    fiscal_year,
    open_month: fiscalYearOf(today) === fiscal_year ? Number(today.slice(5, 7)) : null,
    figures,
    lastFigures,
    now: year(figures),
    last: year(lastFigures),
    consulted,
    consultations: consultationsIn(consulted),
    lastConsultations: consultationsIn(lastConsulted),
    programmes,
  };
}

/** Programmes with use this year or last, 常設 before 非常設, with the newest figure published elsewhere. */
export function programmeLines(report: Report) {
  const whole = (rows: readonly Figure[], code: string, standing: boolean) =>
    rows.find((row) => row.month === null && row.programme_code === code && row.standing === standing);
  return report.programmes.flatMap(({ code, name, figures }) =>
    [true, false].flatMap((standing) => {
      const now = whole(report.figures, code, standing);
      const last = whole(report.lastFigures, code, standing);
      if (!now && !last) return [];
      const reference = figures.find((one) => one.standing === standing && one.people_per_day !== null);
      return [
        {
          programme: name,
          standing,
          places: now?.places ?? 0,
          open_days: now?.open_days ?? 0,
          people: now?.people ?? 0,
          per_day: now ? perDay(now.people, now.open_days) : null,
          last_per_day: last ? perDay(last.people, last.open_days) : null,
          reference: reference ? { ...reference, people_per_day: reference.people_per_day! } : null,
        },
      ];
    }),
  );
}

const inOrder = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3] as const;

/** April to March and the year, each beside the same month a year before. */
export function monthLines(report: Report) {
  return [...inOrder, null].map((month) => {
    const now = sumOf(report.figures.filter((row) => row.month === month));
    const last = sumOf(report.lastFigures.filter((row) => row.month === month));
    const known = now.open_days > 0 && last.open_days > 0;
    const change = known ? Math.round((now.people / Math.max(1, last.people) - 1) * 100) : null;
    return {
      ...now,
      month,
      last_people: last.open_days === 0 ? null : last.people,
      // A month or year under way is not compared with a whole one.
      change:
        month === null || month === report.open_month || change === null
          ? null
          : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)}%`,
    };
  });
}

/** Topics down, methods across; only those that occur. */
export function consultationTable(consulted: readonly Consulted[]) {
  const said = consulted.filter((row) => row.kind === 'consultation');
  const codes = <T extends string>(all: Readonly<Record<T, string>>, of: (row: Consulted) => string | null) =>
    (Object.keys(all) as T[]).filter((code) => said.some((row) => of(row) === code));
  const topics = codes(words.topics, (row) => row.topic);
  const methods = codes(words.methods, (row) => row.method);
  return {
    topics: topics.map((code) => words.topics[code]),
    methods: methods.map((code) => words.methods[code]),
    values: topics.map((topic) =>
      methods.map((method) =>
        said
          .filter((row) => row.topic === topic && row.method === method)
          .reduce((sum, row) => sum + row.people, 0),
      ),
    ),
    total: said.reduce((sum, row) => sum + row.people, 0),
  };
}
