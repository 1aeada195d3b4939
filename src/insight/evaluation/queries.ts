import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { monthEnd } from '../../platform/ja/dates.ts';
import {
  asOf,
  cutsOf,
  paceOn,
  progressOf,
  valueOf,
  type Cut,
  type IndicatorCode,
  type IndicatorKind,
  type Part,
  type Progress,
} from './rules.ts';

export interface Definition {
  code: IndicatorCode;
  name: string;
  unit: string;
  kind: IndicatorKind;
  /** of the formula, as the texts say it */
  version: number;
  definition: string;
  numerator_text: string;
  denominator_text: string;
}

export interface Target {
  indicator_code: string;
  fiscal_year: number;
  target: number;
  reason: string | null;
  set_at: Date | null;
  set_by_name: string | null;
  version: number;
}

export interface Sums {
  numerator: number;
  denominator: number | null;
  value: number | null;
}

export interface MonthPoint extends Cut, Sums {
  /** where an even way to the target stands at the month's end; null without a target */
  pace: number | null;
}

/** An indicator in a fiscal year: the figure as of a day, its target, how it got there. */
export interface IndicatorYear extends Definition, Sums {
  fiscal_year: number;
  /** YYYY-MM-DD; null while the year has not begun */
  as_of: string | null;
  target: Target | null;
  pace: number | null;
  progress: Progress;
  months: MonthPoint[];
  /** change since the end of the month before; null in the first month */
  change: number | null;
}

/** Fiscal years with a definition in force, oldest first, up to the one after this. */
export async function indicatorYears(tx: ReadTx): Promise<number[]> {
  const row = await tx.db
    .selectFrom('indicator_version')
    .select((eb) => eb.fn.min('from_fiscal_year').as('first'))
    .executeTakeFirst();
  const first = Math.min(row?.first ?? tx.fiscal_year, tx.fiscal_year);
  return Array.from({ length: tx.fiscal_year + 2 - first }, (_, i) => first + i);
}

/** The indicators as they are defined in a fiscal year, in their order; none without evaluation.read. */
export async function definitions(tx: ReadTx, fiscal_year: number): Promise<Definition[]> {
  const { rows } = await sql<Definition>`
    select indicator.code, indicator.name, indicator.unit, indicator.kind, wording.version, wording.definition,
      wording.numerator as numerator_text, wording.denominator as denominator_text
    from indicator cross join lateral (
      select * from indicator_version
      where indicator_version.indicator_code = indicator.code and from_fiscal_year <= ${fiscal_year}
      order by version desc limit 1
    ) as wording
    order by indicator.position`.execute(tx.db);
  return rows;
}

interface FigureRow {
  indicator_code: IndicatorCode;
  day: string;
  key: string;
  numerator: number;
  denominator: number | null;
}

/** The sums as of each day; the same for everybody with evaluation.read (policies.sql). */
async function figures(
  tx: ReadTx,
  fiscal_year: number,
  days: readonly string[],
  part: Part | 'all' | 'criterion' | 'level',
  system = '',
): Promise<FigureRow[]> {
  if (days.length === 0) return [];
  const { rows } = await sql<FigureRow>`
    select * from indicator_figures(${fiscal_year}, ${[...new Set(days)]}::date[], ${part}, ${system})`.execute(
    tx.db,
  );
  return rows;
}

export async function targetsOf(
  tx: ReadTx,
  where: { fiscal_year?: number; indicator_code?: IndicatorCode },
): Promise<Target[]> {
  let query = tx.db
    .selectFrom('indicator_target')
    .leftJoin('person', 'person.id', 'indicator_target.set_by')
    .select([
      'indicator_target.indicator_code',
      'indicator_target.fiscal_year',
      'indicator_target.target',
      'indicator_target.reason',
      'indicator_target.set_at',
      'indicator_target.version',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('set_by_name'),
    ])
    .orderBy('indicator_target.fiscal_year');
  if (where.fiscal_year !== undefined)
    query = query.where('indicator_target.fiscal_year', '=', where.fiscal_year);
  if (where.indicator_code !== undefined)
    query = query.where('indicator_target.indicator_code', '=', where.indicator_code);
  return query.execute();
}

/** Every indicator of a fiscal year with its figure, target and months. Empty without evaluation.read. */
export async function indicatorsOf(tx: ReadTx, fiscal_year: number): Promise<IndicatorYear[]> {
  const defined = await definitions(tx, fiscal_year);
  if (defined.length === 0) return [];
  const until = asOf(fiscal_year, tx.today);
  const cuts = cutsOf(fiscal_year, tx.today);
  const rows = await figures(
    tx,
    fiscal_year,
    cuts.flatMap(({ day }) => day ?? []),
    'all',
  );
  const targets = await targetsOf(tx, { fiscal_year });
  const nothing: Sums = { numerator: 0, denominator: null, value: null };
  return defined.map((one): IndicatorYear => {
    const sums = (day: string | null): Sums => {
      if (day === null) return nothing;
      const row = rows.find((found) => found.indicator_code === one.code && found.day === day);
      const [numerator, denominator] = [row?.numerator ?? 0, row?.denominator ?? null];
      return { numerator, denominator, value: valueOf(one.kind, numerator, denominator) };
    };
    const target = targets.find((found) => found.indicator_code === one.code) ?? null;
    const paceAt = (day: string | null) =>
      target === null || day === null ? null : paceOn(one.kind, target.target, fiscal_year, day);
    const now = sums(until);
    const before = cuts.findLast(({ day }) => day !== null && day !== until)?.day ?? null;
    const earlier = sums(before).value;
    return {
      ...one,
      ...now,
      fiscal_year,
      as_of: until,
      target,
      pace: paceAt(until),
      progress: progressOf({
        kind: one.kind,
        value: now.value,
        target: target?.target ?? null,
        fiscal_year,
        day: until,
      }),
      // The way to the target is drawn to the year's end, the figure only as far as it is known.
      months: cuts.map((cut) => ({ ...cut, ...sums(cut.day), pace: paceAt(monthEnd(`${cut.month}-01`)) })),
      change: now.value === null || earlier === null ? null : now.value - earlier,
    };
  });
}

/** One indicator in each of the fiscal years, for comparing them; a year that has not begun is left out. */
export async function yearsCompared(
  tx: ReadTx,
  code: IndicatorCode,
  fiscal_years: readonly number[],
): Promise<{ fiscal_year: number; value: number | null; target: number | null }[]> {
  const targets = await targetsOf(tx, { indicator_code: code });
  const compared = [];
  for (const fiscal_year of fiscal_years) {
    const day = asOf(fiscal_year, tx.today);
    const defined = (await definitions(tx, fiscal_year)).find((one) => one.code === code);
    if (day === null || !defined) continue;
    const row = (await figures(tx, fiscal_year, [day], 'all')).find((one) => one.indicator_code === code);
    compared.push({
      fiscal_year,
      value: valueOf(defined.kind, row?.numerator ?? 0, row?.denominator ?? null),
      target: targets.find((one) => one.fiscal_year === fiscal_year)?.target ?? null,
    });
  }
  return compared;
}

export interface PartFigure extends Sums {
  /** area number, kind of facility or theme; '' for what lies in none */
  key: string;
  label: string;
}

/** A figure taken apart, in the order of its areas, kinds or themes; parts without anything counted are left out. */
export async function partsOfFigure(
  tx: ReadTx,
  indicator: Pick<IndicatorYear, 'code' | 'kind' | 'fiscal_year' | 'as_of'>,
  part: Part,
  system: string,
  labelOfNone: string,
): Promise<PartFigure[]> {
  if (indicator.as_of === null) return [];
  const rows = (await figures(tx, indicator.fiscal_year, [indicator.as_of], part, system)).filter(
    (row) => row.indicator_code === indicator.code,
  );
  const names = await namesOf(tx, part, system);
  const place = (key: string) => {
    const at = names.findIndex((one) => one.key === key);
    return at < 0 ? names.length : at;
  };
  return rows
    .map(({ key, numerator, denominator }) => ({
      key,
      label: key === '' ? labelOfNone : (names.find((one) => one.key === key)?.label ?? key),
      numerator,
      denominator,
      value: valueOf(indicator.kind, numerator, denominator),
    }))
    .toSorted((a, b) => Number(a.key === '') - Number(b.key === '') || place(a.key) - place(b.key));
}

async function namesOf(tx: ReadTx, part: Part, system: string): Promise<{ key: string; label: string }[]> {
  if (part === 'theme') {
    return tx.db.selectFrom('theme').select(['code as key', 'name as label']).orderBy('position').execute();
  }
  if (part === 'area') {
    return tx.db
      .selectFrom('area')
      .where('area_system_code', '=', system)
      .select([sql<string>`id::text`.as('key'), 'name as label'])
      .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
      .execute();
  }
  return tx.db
    .selectFrom('facility')
    .select(['kind as key', 'kind as label'])
    .groupBy('kind')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('kind')
    .execute();
}

/** The system of areas figures are shown by: the one asked for, 担当地区 (code 'district'), or the first. '' without any. */
export async function areaSystemOf(
  tx: ReadTx,
  asked: string | undefined,
): Promise<{ code: string; name: string; all: { code: string; name: string }[] }> {
  const all = await tx.db.selectFrom('area_system').select(['code', 'name']).orderBy('position').execute();
  const chosen = all.find(({ code }) => code === asked) ??
    all.find(({ code }) => code === 'district') ??
    all[0] ?? { code: '', name: '' };
  return { ...chosen, all };
}

export interface CriterionFigure {
  code: string;
  label: string;
  /** over records, each first over its judges; null while none is scored */
  average: number | null;
  /** how many judges chose level 0, 1, 2 and 3 */
  levels: number[];
}

export interface RubricFigure {
  code: string;
  name: string;
  question: string;
  criteria: CriterionFigure[];
}

/** A rubric's criteria with their averages and how often each level was chosen, as of a day of a fiscal year. */
export async function rubricFigure(
  tx: ReadTx,
  rubric_code: string,
  fiscal_year: number,
  day: string | null,
): Promise<RubricFigure | undefined> {
  const rubric = await tx.db
    .selectFrom('rubric')
    .where('code', '=', rubric_code)
    .select(['code', 'name', 'question'])
    .executeTakeFirst();
  if (!rubric) return undefined;
  const criteria = await tx.db
    .selectFrom('rubric_criterion')
    .where('rubric_code', '=', rubric_code)
    .select(['code', 'label'])
    .orderBy('position')
    .execute();
  const days = day === null ? [] : [day];
  const own = (row: FigureRow) => row.indicator_code === `${rubric_code}_quality`;
  const averages = (await figures(tx, fiscal_year, days, 'criterion')).filter(own);
  const levels = (await figures(tx, fiscal_year, days, 'level')).filter(own);
  return {
    ...rubric,
    criteria: criteria.map(({ code, label }) => {
      const row = averages.find(({ key }) => key === code);
      return {
        code,
        label,
        average: row ? valueOf('score', row.numerator, row.denominator) : null,
        levels: [0, 1, 2, 3].map(
          (level) => levels.find(({ key }) => key === `${code}:${level}`)?.numerator ?? 0,
        ),
      };
    }),
  };
}

/** This year's indicators behind an even way to their target, or an average below its; [] without evaluation.read. */
export async function indicatorsBehind(tx: ReadTx): Promise<(IndicatorYear & { href: string })[]> {
  if (!tx.has('evaluation.read')) return [];
  return (await indicatorsOf(tx, tx.fiscal_year))
    .filter(({ progress }) => progress === 'behind' || progress === 'below')
    .map((one) => ({ ...one, href: `/indicators/${one.code}?year=${one.fiscal_year}` }));
}
