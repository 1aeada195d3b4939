import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatFiscalYear, formatMonth } from '../../platform/ja/dates.ts';
import { BarChart, HeatMap } from '../../platform/ui/charts.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, Section } from '../../platform/ui/layout.tsx';
import type { Heat } from './queries-list.ts';
import { words } from './words-list.ja.ts';

export function HeatPage(props: {
  year: number;
  years: readonly number[];
  system: string;
  systems: readonly { code: string; name: string }[];
  heat: Heat;
  months: readonly { month: string; count: number }[];
}): Child {
  const { heat, year, system } = props;
  const name = props.systems.find((one) => one.code === system)?.name;
  const yearName = formatFiscalYear(year);
  if (name === undefined) {
    return (
      <>
        <PageHeading title={words.heat.title} />
        <EmptyState title={words.heat.none} text={words.heat.noneText} />
      </>
    );
  }
  const cell = (row: number, column: number) => {
    const area = heat.areas[column]!;
    const query = new URLSearchParams({
      scope: 'captured',
      year: String(year),
      theme: heat.themes[row]!.code,
      area: area.id === null ? `none-${system}` : String(area.id),
    });
    return `/issues?${query.toString()}`;
  };
  return (
    <>
      <PageHeading title={words.heat.title} lead={words.heat.lead} />
      <FilterBar action="/issues/map" open>
        <Select
          name="year"
          label={words.heat.year}
          value={String(year)}
          empty={false}
          options={props.years.map((one) => ({ value: String(one), label: formatFiscalYear(one) }))}
        />
        <Select
          name="system"
          label={words.heat.system}
          value={system}
          empty={false}
          options={props.systems.map((one) => ({ value: one.code, label: one.name }))}
        />
      </FilterBar>
      <Section>
        <p>
          <a href={`/issues?scope=captured&year=${year}`}>{words.heat.total(heat.total)}</a>
        </p>
        <HeatMap
          caption={words.heat.caption(yearName, name)}
          rows={heat.themes.map((theme) => theme.name)}
          columns={heat.areas.map((area) => (area.id === null ? words.heat.noArea : area.name))}
          values={heat.counts}
          href={cell}
          unit={words.heat.unit}
          rowTitle={words.heat.row}
        />
      </Section>
      <Section>
        <BarChart
          caption={words.heat.months(yearName)}
          unit={words.heat.unit}
          items={props.months.map(({ month, count }) => ({
            label: formatMonth(month),
            value: count,
            ...(count > 0 ? { href: `/issues?scope=captured&month=${month}` } : {}),
          }))}
        />
      </Section>
    </>
  );
}
