import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { LineChart } from '../../platform/ui/charts.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, Columns, PageHeading, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { IndicatorYear } from './queries.ts';
import { badgeOf, figureOnly, figureText, rounded } from './rules-figures.ts';
import { words } from './words.ja.ts';

export const indicatorHref = (one: Pick<IndicatorYear, 'code' | 'fiscal_year'>): string =>
  `/indicators/${one.code}?year=${one.fiscal_year}`;

/** Fiscal years as tabs; `href` keeps the rest of the address. */
export function YearTabs(props: {
  years: readonly number[];
  current: number;
  href: (year: number) => string;
}) {
  return (
    <Tabs
      label={words.year}
      items={props.years.toReversed().map((year) => ({
        label: formatFiscalYear(year),
        href: props.href(year),
        current: year === props.current,
      }))}
    />
  );
}

/** How the figure stands to its target, in words with an icon. */
export function ProgressBadge({ indicator }: { indicator: IndicatorYear }) {
  return <StatusBadge kind={badgeOf[indicator.progress]}>{words.progress[indicator.progress]}</StatusBadge>;
}

/** The figure in large with target, change since last month and what it is made of. */
export function IndicatorFigure({ indicator, href }: { indicator: IndicatorYear; href?: string }) {
  const { kind, unit, value, target, pace, progress, change } = indicator;
  const sums =
    value === null || kind === 'count'
      ? null
      : kind === 'rate'
        ? words.sums.rate(indicator.code, indicator.numerator, indicator.denominator)
        : words.sums.score(indicator.denominator);
  const direction = change === null || rounded(kind, change) === 0 ? 'flat' : change > 0 ? 'up' : 'down';
  const notes = [
    sums,
    pace !== null && (progress === 'behind' || progress === 'on_pace') ? words.pace(indicator, pace) : null,
  ].filter((one) => one !== null);
  return (
    <Stack gap="xs">
      <KeyFigure
        label={indicator.name}
        {...(href === undefined ? {} : { href })}
        value={figureOnly(kind, value)}
        {...(value === null ? {} : { unit })}
        target={target === null ? words.noTarget : figureText(indicator, target.target)}
        {...(change === null ? {} : { trend: { direction, text: words.change(indicator, change) } as const })}
        {...(notes.length === 0 ? {} : { note: notes.join('　') })}
      />
      <p>
        <ProgressBadge indicator={indicator} />
      </p>
    </Stack>
  );
}

/** Cumulative figure against the way to the target, month by month. */
export function MonthChart({ indicator }: { indicator: IndicatorYear }) {
  const { kind, months } = indicator;
  const shown = (value: number | null) => (value === null ? null : rounded(kind, value));
  const caption = kind === 'score' ? words.chart.byMonthScore : words.chart.byMonth;
  return (
    <LineChart
      caption={caption(indicator.name)}
      labels={months.map(({ month }) => words.month(month))}
      labelTitle={words.chart.month}
      actual={months.map(({ value }) => shown(value))}
      {...(indicator.target === null ? {} : { target: months.map(({ pace }) => shown(pace)) })}
      unit={indicator.unit}
      note={kind === 'score' ? words.chart.noteScore : words.chart.note}
    />
  );
}

/** All indicators of a fiscal year, and which of the five goals each speaks to. */
export function IndicatorsPage(props: {
  fiscal_year: number;
  years: readonly number[];
  indicators: readonly IndicatorYear[];
  mayManage: boolean;
}) {
  const { indicators, fiscal_year } = props;
  const as_of = indicators[0]?.as_of ?? null;
  return (
    <Stack gap="lg">
      <PageHeading
        title={words.title}
        lead={words.lead}
        {...(as_of === null ? {} : { kicker: words.asOf(as_of) })}
        actions={
          as_of === null ? null : (
            <ButtonRow>
              <UtilityLink
                href={`/indicators/summary?year=${fiscal_year}&format=docx`}
                icon="download"
                download
              >
                {words.summary.docx}
              </UtilityLink>
              <UtilityLink
                href={`/indicators/summary?year=${fiscal_year}&format=pdf`}
                icon="download"
                download
              >
                {words.summary.pdf}
              </UtilityLink>
            </ButtonRow>
          )
        }
      />
      <YearTabs years={props.years} current={fiscal_year} href={(year) => `/indicators?year=${year}`} />
      {indicators.length === 0 ? (
        <EmptyState title={words.noDefinition} text={words.noDefinitionText} icon="calendar" />
      ) : as_of === null ? (
        <EmptyState title={words.notBegun} text={words.notBegunText} icon="calendar" />
      ) : null}
      <Columns kind="halves">
        {indicators.map((indicator) => (
          <Card>
            <IndicatorFigure indicator={indicator} href={indicatorHref(indicator)} />
            {as_of === null ? null : <MonthChart indicator={indicator} />}
            <p>{indicator.definition}</p>
            <Disclosure summary={words.page.how}>
              <How indicator={indicator} />
            </Disclosure>
            {props.mayManage ? (
              <ButtonRow>
                <LinkButton
                  href={`/indicators/${indicator.code}/targets?year=${fiscal_year}`}
                  kind="tertiary"
                  size="sm"
                >
                  {words.setTarget}
                </LinkButton>
              </ButtonRow>
            ) : null}
          </Card>
        ))}
      </Columns>
      {indicators.length === 0 ? null : <Goals indicators={indicators} />}
    </Stack>
  );
}

/** Definition, formula's version, numerator, denominator and day: what makes a figure one that can be checked. */
export function How({ indicator }: { indicator: IndicatorYear }) {
  const { kind, numerator, denominator, value } = indicator;
  const w = words.page;
  const calculation =
    value === null
      ? null
      : kind === 'count'
        ? w.calculation.count(numerator)
        : w.calculation[kind](numerator, denominator ?? 0);
  return (
    <DescriptionList
      layout="stack"
      items={[
        { term: w.definition, description: indicator.definition },
        { term: kind === 'count' ? w.total : w.numerator, description: indicator.numerator_text },
        indicator.denominator_text === ''
          ? null
          : { term: w.denominator, description: indicator.denominator_text },
        calculation === null
          ? null
          : { term: w.value, description: `${calculation} ＝ ${figureText(indicator, value)}` },
        { term: w.version, description: w.versionText(indicator.version) },
        indicator.as_of === null ? null : { term: w.asOf, description: words.asOf(indicator.as_of) },
      ]}
    />
  );
}

function Goals({ indicators }: { indicators: readonly IndicatorYear[] }) {
  const w = words.goals;
  type Goal = (typeof w.list)[number];
  return (
    <Section title={w.title} lead={w.lead} id="goals">
      <DataTable<Goal>
        caption={w.caption}
        captionHidden
        stack
        rows={w.list}
        columns={[
          { key: 'name', label: w.columns.goal, rowHeader: true },
          { key: 'question', label: w.columns.question },
          {
            key: 'indicators',
            label: w.columns.indicators,
            cell: (goal) => (
              <ul class="plain-list">
                {indicators
                  .filter(({ code }) => goal.indicators.includes(code))
                  .map((indicator) => (
                    <li>
                      <a href={indicatorHref(indicator)}>{indicator.name}</a>
                      {`　${figureText(indicator, indicator.value)}`}
                    </li>
                  ))}
              </ul>
            ),
          },
        ]}
      />
    </Section>
  );
}
