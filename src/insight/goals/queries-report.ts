import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block } from '../../platform/exports/doc.ts';
import { formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { courseFigures } from '../../improvement/courses/queries.ts';
import type { FigureForAll } from '../../improvement/initiatives/queries-surveys.ts';
import { initiativeFigures, initiativesOfYear } from '../../improvement/initiatives/queries.ts';
import { practicesOfYear } from '../../improvement/knowledge/queries.ts';
import { gatherings, networkNodes } from '../../improvement/knowledge/queries-network.ts';
import { shownByYear, workforce } from '../../improvement/knowledge/queries-workforce.ts';
import { measures as workforceMeasures } from '../../improvement/knowledge/rules.ts';
import { drawnTies, layout, networkOf, tiesOf } from '../../improvement/knowledge/rules-network.ts';
import { networkSvg } from '../../improvement/knowledge/rules-picture.ts';
import { openDays } from '../../improvement/learning/queries.ts';
import { practicesTaken } from '../../improvement/learning/queries-after.ts';
import { areasOf, stepsByYear } from '../../improvement/partnership/queries.ts';
import { groupsOfYear, studyFigures } from '../../improvement/study-groups/queries.ts';
import { areaSystemOf, partsOfFigure, type IndicatorYear } from '../evaluation/queries.ts';
import { valueOf } from '../evaluation/rules.ts';
import { figureOnly } from '../evaluation/rules-figures.ts';
import { surveysOf } from './queries.ts';
import type { Chapter } from './rules.ts';
import { heading, paragraph, plain, shownCourses, shownSum, table } from './rules-report.ts';
import { words } from './words.ja.ts';

// What the records of a year say, chapter by chapter: one function each. A chapter that gets its records later is filled in here.

const w = words.doc;

export interface Given {
  tx: ReadTx;
  fiscal_year: number;
  /** the newest closing; null before the year is closed */
  edition: number | null;
  indicators: readonly IndicatorYear[];
}

/** The tables and pictures of each chapter that is not put together from the goals themselves. */
export const chapterBlocks: Partial<Record<Chapter, (given: Given) => Promise<Block[]>>> = {
  visits: visitBlocks,
  meetings: meetingBlocks,
  groups: groupBlocks,
  open_days: openDayBlocks,
  courses: courseBlocks,
  surveys: surveyBlocks,
  practices: practiceBlocks,
  outcome: outcomeBlocks,
};

interface ClosedPart {
  label: string;
  numerator: number;
  denominator: number | null;
  value: number | null;
}

/** A closed figure by area or theme, added up from the rows kept with it. */
async function closedParts(
  tx: ReadTx,
  fiscal_year: number,
  edition: number,
  code: string,
  part: 'area' | 'theme',
  system: string,
): Promise<ClosedPart[]> {
  const { rows } = await sql<Omit<ClosedPart, 'value'> & { kind: IndicatorYear['kind'] }>`
    select coalesce(${part === 'theme' ? sql`theme.name` : sql`area.name`}, '') as label, closed_figure.kind,
      sum(closed_row.numerator) as numerator, sum(closed_row.denominator) as denominator
    from closed_row join closed_figure using (fiscal_year, edition, indicator_code)
      left join theme on theme.code = closed_row.theme_code
      left join facility on facility.id = closed_row.facility_id
      left join area_town on area_town.town_id = facility.town_id and area_town.area_system_code = ${system}
      left join area on area.id = area_town.area_id
    where closed_row.fiscal_year = ${fiscal_year} and closed_row.edition = ${edition} and closed_row.indicator_code = ${code}
    group by closed_figure.kind, ${part === 'theme' ? sql`theme.name, theme.position` : sql`area.id`}
    order by ${part === 'theme' ? sql`theme.position nulls last` : sql`coalesce(area.name_kana, area.name) collate "ja-x-icu" nulls last`}`.execute(
    tx.db,
  );
  return rows.map(({ kind, ...row }) => ({ ...row, value: valueOf(kind, row.numerator, row.denominator) }));
}

async function visitBlocks({ tx, fiscal_year, edition, indicators }: Given): Promise<Block[]> {
  const system = await areaSystemOf(tx, 'visit_district');
  // Of a closed year the parts come from the rows kept, so that they add up to the figure beside them.
  const parts = async (code: string, part: 'area' | 'theme') => {
    if (edition !== null) return closedParts(tx, fiscal_year, edition, code, part, system.code);
    const one = indicators.find((indicator) => indicator.code === code);
    return one ? partsOfFigure(tx, one, part, system.code, '') : [];
  };
  const byArea = await parts('visit_rate', 'area');
  const byTheme = await parts('issue_count', 'theme');
  return [
    heading(2, w.visitsByArea),
    table(
      w.visitsByAreaHeader,
      byArea.map((one) => [
        one.label,
        plain(one.numerator),
        one.denominator === null ? '' : plain(one.denominator),
        one.value === null ? '' : `${figureOnly('rate', one.value)}%`,
      ]),
    ),
    heading(2, w.issuesByTheme),
    table(
      w.issuesByThemeHeader,
      byTheme.map((one) => [one.label, formatCount(one.numerator, '')]),
      [80, 20],
    ),
  ];
}

async function meetingBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const { rows } = await sql<{
    title: string;
    held_on: string;
    decisions: number;
    done: number;
    actions: number;
  }>`
    select title, held_on, (select count(*) from decision where decision.meeting_id = meeting.id) as decisions,
      (select count(*) from action_item where action_item.meeting_id = meeting.id and done_on is not null) as done,
      (select count(*) from action_item where action_item.meeting_id = meeting.id and cancelled_at is null) as actions
    from meeting where fiscal_year = ${fiscal_year} and cancelled_at is null and opened_at is not null
    order by held_on, id limit 200`.execute(tx.db);
  const { code } = await areaSystemOf(tx, 'visit_district');
  const steps = await stepsByYear(tx, code);
  const areas = (await areasOf(tx, code)).filter((area) => steps.get(area.id)?.has(fiscal_year));
  return [
    heading(2, w.meetingsTitle),
    table(
      w.meetingsHeader,
      rows.map((one) => [
        formatDateShort(one.held_on),
        one.title,
        formatCount(one.decisions, ''),
        w.ratio(formatCount(one.done, ''), formatCount(one.actions, '')),
      ]),
      [16, 52, 12, 20],
    ),
    ...(areas.length === 0
      ? []
      : [
          heading(2, w.partnership),
          table(
            w.partnershipHeader,
            areas.map((area) => [area.name, words.step(steps.get(area.id)?.get(fiscal_year) ?? 0)]),
          ),
        ]),
    ...(await initiativeBlocks(tx, fiscal_year)),
  ];
}

/** What bodies carried together beyond their own walls, and what came of it. */
async function initiativeBlocks(tx: ReadTx, fiscal_year: number): Promise<Block[]> {
  const initiatives = await initiativesOfYear(tx, fiscal_year);
  if (initiatives.length === 0) return [];
  return [
    heading(2, w.initiatives),
    paragraph(w.initiativeFigures(await initiativeFigures(tx, fiscal_year))),
    table(
      w.initiativesHeader,
      initiatives.map((one) => [one.title, one.bodies.join(w.facilitiesBetween), one.outcomes.join('\n')]),
      [30, 34, 36],
    ),
  ];
}

/** What study groups did, and each group: who met on what, how often, and whether others can read what came of it. */
async function groupBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const figures = await studyFigures(tx, fiscal_year);
  const groups = await groupsOfYear(tx, fiscal_year);
  const sittings = groups.every((one) => one.sittings !== null);
  return [
    ...(Object.values(figures).some((one) => one > 0) ? [paragraph(w.groupFigures(figures))] : []),
    table(
      [...w.groupsHeader, ...(sittings ? [w.groupSittings] : []), w.groupHandout],
      groups.map((one) => [
        one.theme,
        w.group(one.call, one.number),
        one.facilities.join(w.facilitiesBetween),
        ...(sittings ? [formatCount(one.sittings ?? 0, '')] : []),
        one.published ? w.handoutPublished : w.handoutNone,
      ]),
      sittings ? [16, 22, 33, 12, 17] : [18, 27, 38, 17],
    ),
  ];
}

/** The most reflections that a report prints. */
const mostReflections = 12;
/** The most practices taken home that a report prints. */
const mostPractices = 40;

async function openDayBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const days = await openDays(
    tx,
    { fiscal_year, theme_code: null, facility_id: null, sort: 'oldest' },
    { size: 200, offset: 0 },
  );
  const said = await tx.db
    .selectFrom('open_day_participation')
    .innerJoin('open_day', 'open_day.id', 'open_day_id')
    .where('open_day.fiscal_year', '=', fiscal_year)
    .where('reflection', 'is not', null)
    .select('reflection')
    .orderBy('open_day.held_on')
    .orderBy('open_day_participation.facility_id')
    .limit(mostReflections)
    .execute();
  // The report is handed on: it says what facilities let everybody read.
  const practices = await practicesTaken(tx, { fiscal_year, shared_only: true, limit: mostPractices });
  return [
    table(
      w.openDaysHeader,
      days
        .filter((day) => day.published_at !== null && day.cancelled_at === null && day.held_on <= tx.today)
        .map((day) => [
          formatDateShort(day.held_on),
          day.title,
          day.facility,
          day.theme,
          formatCount(day.people, ''),
        ]),
      [14, 34, 22, 18, 12],
    ),
    ...(said.length === 0
      ? []
      : [
          heading(2, w.reflections),
          { kind: 'list', items: said.map((one) => one.reflection ?? '') } as Block,
        ]),
    ...(practices.length === 0
      ? []
      : [
          heading(2, w.practices),
          table(
            w.practicesHeader,
            practices.map((one) => [
              one.facility,
              one.what,
              one.tried === null
                ? w.practiceOpen
                : w.practiceState[one.tried] + (one.keeps === null ? '' : w.practiceKeeps[one.keeps]),
            ]),
            [24, 50, 26],
          ),
        ]),
  ];
}

/** Training by category: what was held, who came, and who completed it. */
async function courseBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const figures = shownCourses(await courseFigures(tx, fiscal_year));
  if (figures.length === 0) return [];
  const hidden = figures.some((one) => one.people === null || one.outside === null || one.completed === null);
  return [
    heading(2, w.coursesTitle),
    table(
      w.coursesHeader,
      figures.map((one) => [
        one.category,
        ...[one.courses, one.sessions, one.people, one.outside, one.facilities, one.completed].map((count) =>
          count === null ? w.few : plain(count),
        ),
      ]),
      [34, 10, 8, 14, 12, 12, 10],
    ),
    ...(hidden ? [paragraph(w.fewNote)] : []),
  ];
}

/** What the city asked: 人材確保・定着 over the years, and the year's published surveys as anybody may read them. */
async function surveyBlocks(given: Given): Promise<Block[]> {
  return [...(await workforceBlocks(given)), ...(await askedBlocks(given))];
}

/** The most answers of one survey that a report prints; the survey's own page has them all. */
const mostFigures = 60;

async function askedBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const asked = (await surveysOf(tx, fiscal_year)).toReversed();
  const blocks: Block[] = [];
  for (const one of asked) {
    const { figures } = one;
    // An answer is a line and the areas stand side by side: whoever compares them reads across.
    const columns = [...new Set(figures.map((figure) => figure.area ?? w.wholeCity))];
    const lines = [...Map.groupBy(figures, (figure) => `${figure.question}\n${figure.answer}`).values()];
    // One number of decimals for all figures of a unit, the finest that any of them has.
    const digits = (unit: string) =>
      Math.max(
        ...figures.map((one) => (one.unit === unit ? (`${one.value ?? ''}`.split('.')[1]?.length ?? 0) : 0)),
      );
    const text = (figure: FigureForAll | undefined) =>
      figure === undefined
        ? ''
        : figure.value === null
          ? w.few
          : `${figure.value.toFixed(Math.min(digits(figure.unit), 2))}${figure.unit}`;
    // Each question is a table under its words: a line that came over the page would have lost them.
    const questions = [...Map.groupBy(lines.slice(0, mostFigures), (line) => line[0]!.question)];
    blocks.push(
      heading(2, one.title),
      paragraph(w.surveyOf(one.source, one.surveyed_on, one.answers)),
      ...questions.flatMap(([question, answers]) => [
        heading(3, question),
        table(
          [w.surveyAnswer, ...columns],
          answers.map((line) => [
            line[0]!.answer,
            ...columns.map((column) => text(line.find(({ area }) => (area ?? w.wholeCity) === column))),
          ]),
          [Math.max(24, 100 - 14 * columns.length), ...columns.map(() => 14)],
        ),
      ]),
      ...(figures.some(({ value }) => value === null) ? [paragraph(w.fewNote)] : []),
      ...(lines.length > mostFigures ? [paragraph(w.surveyMore(lines.length - mostFigures))] : []),
    );
  }
  return blocks;
}

async function workforceBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const years = shownByYear((await workforce(tx)).filter((row) => row.fiscal_year <= fiscal_year));
  const text = (value: number | null) => (value === null ? '' : `${figureOnly('rate', value)}%`);
  if (years.length === 0) return [];
  return [
    heading(2, w.workforce),
    table(
      [w.workforceHeader[0]!, ...workforceMeasures.map((measure) => w.workforceMeasures[measure])],
      years.map((year) => [
        formatFiscalYear(year.fiscal_year),
        ...workforceMeasures.map((measure) => text(year.rates[measure])),
      ]),
    ),
    paragraph(w.workforceNote),
  ];
}

/** What was studied elsewhere and whether it fits, what facilities of this city showed and others tried. */
async function practiceBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const all = await practicesOfYear(tx, fiscal_year);
  const [studied, found] = [all.filter((one) => !one.inside), all.filter((one) => one.inside)];
  return [
    heading(2, w.studied),
    table(
      w.studiedHeader,
      studied.map((one) => [
        one.place,
        one.title,
        one.theme,
        one.verdict === null ? w.noConclusion : `${w.verdicts[one.verdict]}\n${one.conclusion ?? ''}`,
      ]),
      [20, 28, 16, 36],
    ),
    ...(found.length === 0
      ? []
      : [
          heading(2, w.found),
          table(
            w.foundHeader,
            found.map((one) => [one.title, one.theme, one.source, formatCount(one.tried, '')]),
            [44, 22, 22, 12],
          ),
        ]),
  ];
}

/** Two of the four outcomes that records can show: 学び合いの場 by who met whom, 専門性の向上 by what people learned and tried. */
async function outcomeBlocks(given: Given): Promise<Block[]> {
  return [...(await networkBlocks(given)), ...(await growthBlocks(given))];
}

/** Growth of staff, as the seed tells it: training in layers, reflection, and what came home into the day. */
async function growthBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const courses = await courseFigures(tx, fiscal_year);
  const study = await studyFigures(tx, fiscal_year);
  const practices = await practicesTaken(tx, { fiscal_year, shared_only: true, limit: 10_000 });
  const reflected = await tx.db
    .selectFrom('open_day_participation')
    .innerJoin('open_day', 'open_day.id', 'open_day_id')
    .where('open_day.fiscal_year', '=', fiscal_year)
    .select((eb) => [eb.fn.countAll<number>().as('of'), eb.fn.count<number>('reflection').as('written')])
    .executeTakeFirstOrThrow();
  const tried = practices.filter((one) => one.tried === 'tried' || one.tried === 'partly');
  const people = shownSum(courses, 'people');
  const completed = shownSum(courses, 'completed');
  const lines: [string, number | null, number | null][] = [
    [w.growth.trained, people, null],
    [w.growth.completed, completed, people],
    [w.growth.reflected, Number(reflected.written), Number(reflected.of)],
    [w.growth.tried, tried.length, practices.length],
    [
      w.growth.kept,
      tried.filter((one) => one.keeps === 'keep' || one.keeps === 'change').length,
      tried.length,
    ],
    [w.growth.studied, study.tried, study.answered],
  ];
  // Where nothing was done there is nothing to tell: a row of noughts would look like a failure.
  const told = lines.filter(([, count, of]) => count === null || count > 0 || (of ?? 0) > 0);
  if (told.length === 0) return [];
  return [
    heading(2, w.growth.title),
    table(
      w.growth.header,
      told.map(([label, count, of]) => [
        label,
        count === null ? w.few : plain(count),
        of === null ? '' : plain(of),
      ]),
      [60, 20, 20],
    ),
    paragraph(w.growth.note),
  ];
}

/** Who met whom beyond their own walls: the map, and in words who holds others together and who stood alone. */
async function networkBlocks({ tx, fiscal_year }: Given): Promise<Block[]> {
  const sources = Object.keys(w.gatherings);
  const there = await gatherings(tx, { years: [fiscal_year], sources, theme_code: null });
  const ties = tiesOf(there);
  if (ties.length === 0) return [];
  const { code } = await areaSystemOf(tx, 'visit_district');
  const nodes = await networkNodes(tx, [...new Set(there.map(({ node }) => node))], code);
  const names = new Map(nodes.map((node) => [node.key, node.name]));
  const order = nodes.map(({ key }) => key);
  const network = networkOf(ties, null, order, new Set(order.filter((key) => key.startsWith('f'))), null);
  const touched = new Set(ties.flatMap(({ a, b }) => [a, b]));
  const inPicture = network.nodes.filter((node) => touched.has(node));
  const drawn = drawnTies(network.ties);
  const size = { width: 900, height: 600 };
  const met = network.nodes.slice(0, 10);
  return [
    heading(2, w.network),
    {
      kind: 'figure',
      svg: networkSvg(inPicture, drawn, layout(inPicture, drawn, size), network, size),
      alt: w.networkAlt(inPicture.length, network.ties.length),
      caption: w.networkCaption(met.map((node, at) => `${at + 1} ${names.get(node) ?? ''}`)),
    },
    paragraph(w.networkSum(inPicture.length, network.ties.length, network.isolated.length)),
    {
      kind: 'list',
      items: network.bridges.slice(0, 5).map((one) => w.bridge(names.get(one.node) ?? '')),
    },
  ];
}
