import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { BarChart, StackBar } from '../../platform/ui/charts.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Columns, PageHeading, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { IndicatorFigure, indicatorHref, YearTabs } from './pages.tsx';
import type { IndicatorYear, RubricFigure } from './queries.ts';
import { rounded } from './rules-figures.ts';
import { words } from './words.ja.ts';

export const rubrics = ['visit_record', 'minutes'] as const;

/** One rubric in a fiscal year: average, each criterion's average, how often each level was chosen, the scored records. */
export function RubricPage(props: {
  rubric: RubricFigure;
  indicator: IndicatorYear;
  years: readonly number[];
  mayScore: boolean;
  rows: Child;
}) {
  const { rubric, indicator } = props;
  const w = words.rubrics;
  const href = (code: string, year: number) => `/rubrics?rubric=${code}&year=${year}`;
  const year = indicator.fiscal_year;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        {...(indicator.as_of === null ? {} : { kicker: words.asOf(indicator.as_of) })}
        actions={
          <ButtonRow>
            <LinkButton href={indicatorHref(indicator)}>{w.indicator}</LinkButton>
            {props.mayScore ? (
              <LinkButton
                href={`/quality?kind=${rubric.code === 'minutes' ? 'minutes' : 'visit'}&year=${year}`}
              >
                {w.score}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
      <Tabs
        label={w.tabs}
        items={rubrics.map((code) => ({
          label: w.names[code],
          href: href(code, year),
          current: code === rubric.code,
        }))}
      />
      <YearTabs years={props.years} current={year} href={(one) => href(rubric.code, one)} />
      <IndicatorFigure indicator={indicator} />
      <p>{rubric.question}</p>
      {indicator.value === null ? (
        <EmptyState
          title={indicator.as_of === null ? words.notBegun : w.empty}
          text={indicator.as_of === null ? words.notBegunText : w.emptyText}
        />
      ) : (
        <Columns kind="halves">
          <Section title={w.criteria} id="criteria">
            <BarChart
              caption={w.criteria}
              captionHidden
              items={rubric.criteria.map(({ label, average }) => ({
                label,
                value: average === null ? null : rounded('score', average),
              }))}
              unit={indicator.unit}
              max={3}
            />
          </Section>
          <Section title={w.distribution} id="levels">
            <StackBar
              id="levels-chart"
              caption={w.distribution}
              captionHidden
              parts={[0, 1, 2, 3].map(w.level)}
              rows={rubric.criteria.map(({ label, levels }) => ({ label, values: levels }))}
              unit={w.judgesUnit}
            />
            <p>{w.distributionNote}</p>
          </Section>
        </Columns>
      )}
      <Section title={w.list} id="rows">
        {props.rows}
      </Section>
    </Stack>
  );
}
