import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { BarChart, CoverageBar } from '../../platform/ui/charts.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { How, IndicatorFigure, indicatorHref, MonthChart, ProgressBadge, YearTabs } from './pages.tsx';
import type { IndicatorYear, PartFigure } from './queries.ts';
import type { Part } from './rules.ts';
import { rounded } from './rules-figures.ts';
import { words } from './words.ja.ts';

/** One indicator: figure, how it is counted, years, months, what it is made up of, and the very rows. */
export function IndicatorPage(props: {
  indicator: IndicatorYear;
  years: readonly number[];
  compared: readonly { fiscal_year: number; value: number | null; target: number | null }[];
  parts: readonly { part: Part; figures: readonly PartFigure[] }[];
  system: { code: string; name: string; all: readonly { code: string; name: string }[] };
  /** address of the rows of one part */
  partHref: ((part: Part, key: string) => string) | null;
  rubricHref: string | null;
  mayManage: boolean;
  rows: Child;
}) {
  const { indicator, parts } = props;
  const { kind, unit } = indicator;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={formatFiscalYear(indicator.fiscal_year)}
        title={indicator.name}
        {...(indicator.as_of === null ? {} : { lead: words.asOf(indicator.as_of) })}
        badges={<ProgressBadge indicator={indicator} />}
        actions={
          props.mayManage ? (
            <LinkButton href={`/indicators/${indicator.code}/targets?year=${indicator.fiscal_year}`}>
              {words.setTarget}
            </LinkButton>
          ) : null
        }
      />
      <YearTabs
        years={props.years}
        current={indicator.fiscal_year}
        href={(year) => indicatorHref({ code: indicator.code, fiscal_year: year })}
      />
      {indicator.as_of === null ? (
        <EmptyState title={words.notBegun} text={words.notBegunText} icon="calendar" />
      ) : null}
      <Columns kind="halves">
        <Card>
          <IndicatorFigure indicator={indicator} />
          {indicator.target?.reason ? <p>{words.page.targetReason(indicator.target.reason)}</p> : null}
          {props.rubricHref === null ? null : (
            <UtilityLink href={props.rubricHref} icon="next">
              {words.page.rubric}
            </UtilityLink>
          )}
        </Card>
        <Card title={words.page.how}>
          <How indicator={indicator} />
        </Card>
      </Columns>
      {indicator.as_of === null ? null : (
        <Columns kind="halves">
          <Section title={words.page.byMonth} id="months">
            <MonthChart indicator={indicator} />
          </Section>
          <Section title={words.page.byYear} id="years">
            <BarChart
              caption={words.chart.years(indicator.name)}
              items={props.compared.map(({ fiscal_year, value, target }) => ({
                label: formatFiscalYear(fiscal_year),
                value: value === null ? null : rounded(kind, value),
                ...(target === null ? {} : { target }),
                href: indicatorHref({ code: indicator.code, fiscal_year }),
              }))}
              unit={unit}
              {...(kind === 'rate' ? { max: 100 } : kind === 'score' ? { max: 3 } : {})}
              note={words.chart.yearsNote}
            />
          </Section>
        </Columns>
      )}
      {parts.length === 0 || indicator.as_of === null ? null : (
        <Section title={words.page.breakdown} id="parts">
          {parts.some(({ part }) => part === 'area') && props.system.all.length > 1 ? (
            <FilterBar action={`/indicators/${indicator.code}`} hidden={{ year: `${indicator.fiscal_year}` }}>
              <Select
                name="system"
                label={words.chart.system}
                value={props.system.code}
                empty={false}
                options={props.system.all.map(({ code, name }) => ({ value: code, label: name }))}
              />
            </FilterBar>
          ) : null}
          <Columns kind="halves">
            {parts.map(({ part, figures }) => (
              <PartChart {...props} part={part} figures={figures} />
            ))}
          </Columns>
        </Section>
      )}
      <Section title={words.page.rows} id="rows">
        {props.rows}
      </Section>
    </Stack>
  );
}

function PartChart(props: {
  indicator: IndicatorYear;
  part: Part;
  figures: readonly PartFigure[];
  system: { name: string };
  partHref: ((part: Part, key: string) => string) | null;
}) {
  const { indicator, part, figures, partHref } = props;
  const { kind, name } = indicator;
  const caption =
    part === 'area' ? words.chart.parts.area(name, props.system.name) : words.chart.parts[part](name);
  if (figures.length === 0) return <p>{words.chart.noParts}</p>;
  const href = (key: string) => (partHref === null ? undefined : partHref(part, key));
  if (kind === 'rate') {
    return (
      <DataTable<PartFigure>
        caption={caption}
        rows={figures}
        columns={[
          {
            key: 'label',
            label: words.chart.partTitle[part],
            rowHeader: true,
            cell: ({ key, label }) => (partHref === null ? label : <a href={href(key)}>{label}</a>),
          },
          {
            key: 'value',
            label: name,
            cell: ({ label, numerator, denominator }) => (
              <CoverageBar label={label} labelHidden done={numerator} all={denominator ?? 0} />
            ),
          },
        ]}
      />
    );
  }
  return (
    <BarChart
      caption={caption}
      items={figures.map(({ key, label, value }) => ({
        label,
        value: value === null ? null : rounded(kind, value),
        ...(partHref === null ? {} : { href: partHref(part, key) }),
      }))}
      unit={indicator.unit}
      {...(part === 'area' && indicator.code === 'issue_count' ? { note: words.chart.areaNote } : {})}
    />
  );
}
