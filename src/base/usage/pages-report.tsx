import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { UtilityLink } from '../../platform/ui/buttons.tsx';
import { BarChart, HeatMap, LineChart, StackBar } from '../../platform/ui/charts.tsx';
import { Disclosure, DisclosureLink, EmptyState } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { Columns, PageHeading, PageNavigation, Section, Stack } from '../../platform/ui/layout.tsx';
import { KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import type { AreaFigure, PlaceFigure, Scope } from './queries-report.ts';
import { ages, perDay } from './rules.ts';
import { consultationTable, monthLines, programmeLines, type Report } from './rules-report.ts';
import { words } from './words-report.ja.ts';
import { words as sheetWords } from './words.ja.ts';

const count = (value: number | null): string => (value === null ? '' : formatCount(value));
/** A month without a sheet says nothing rather than nought. */
const known = (line: { open_days: number; closed_days: number }, value: number): string =>
  line.open_days + line.closed_days === 0 ? '' : formatCount(value);
const mean = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/** A year's use: the programme table, its months, ages and consultations; single places where one may read them. */
export function ReportPage(props: {
  report: Report;
  scope: Scope;
  scopeName: string | null;
  years: readonly number[];
  choices: {
    systems: readonly { code: string; name: string }[];
    areas: readonly { id: number; name: string; system: string }[];
    facilities: readonly { id: number; name: string }[];
  };
  programmes: readonly { code: string; name: string }[];
  places: readonly PlaceFigure[];
  lastPlaces: readonly PlaceFigure[];
  /** the kind of place whose list is asked for, and the page of it */
  opened: string | null;
  paging: Paging;
  areas: readonly AreaFigure[];
  system: string;
  mayEnter: boolean;
  wholeReach: boolean;
  href: (changes: Record<string, string | number | null>) => string;
  exportHref: (format: 'xlsx' | 'pdf') => string;
}) {
  const { report, scope } = props;
  const { now, last } = report;
  const year = formatFiscalYear(scope.fiscal_year);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={sheetWords.reportNavigation}
        title={words.title(year)}
        lead={
          <>
            {props.scopeName === null ? null : <p>{props.scopeName}</p>}
            <p>{words.lead}</p>
          </>
        }
        actions={
          <>
            {props.mayEnter ? (
              <UtilityLink href="/use" icon="edit">
                {words.enter}
              </UtilityLink>
            ) : null}
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {words.excel}
            </UtilityLink>
            <UtilityLink href={props.exportHref('pdf')} icon="print" download>
              {words.pdf}
            </UtilityLink>
          </>
        }
      />
      <Filters {...props} />
      {now.people === 0 && now.open_days === 0 && now.closed_days === 0 ? (
        <EmptyState
          title={props.wholeReach ? words.noneTitle : words.hiddenTitle}
          text={props.wholeReach ? words.noneText : words.hiddenText}
          icon="see"
        />
      ) : (
        <>
          <Columns kind="quarters">
            <KeyFigure
              label={words.key.people}
              value={count(now.people)}
              unit={words.key.peopleUnit}
              note={last.open_days === 0 ? undefined : words.key.lastYear(count(last.people))}
            />
            <KeyFigure
              label={words.key.per_day}
              value={mean(perDay(now.people, now.open_days))}
              unit={words.key.perDayUnit}
              note={
                last.open_days === 0
                  ? undefined
                  : words.key.lastYear(mean(perDay(last.people, last.open_days)))
              }
            />
            <KeyFigure
              label={words.key.first_visits}
              value={count(now.first_visits)}
              unit={words.key.familiesUnit}
              note={last.open_days === 0 ? undefined : words.key.lastYear(count(last.first_visits))}
            />
            <KeyFigure
              label={words.key.consultations}
              value={count(report.consultations)}
              unit={words.key.consultationsUnit}
              note={last.open_days === 0 ? undefined : words.key.lastYear(count(report.lastConsultations))}
            />
          </Columns>
          <Programmes {...props} />
          <Months report={report} />
          <Ages report={report} />
          <Consultations report={report} />
          <Areas {...props} />
          <Places {...props} />
        </>
      )}
      {props.wholeReach ? null : <p>{words.onlySums}</p>}
    </Stack>
  );
}

function Filters(props: Parameters<typeof ReportPage>[0]) {
  const { scope, choices } = props;
  const w = words.filter;
  const option = (value: string | number, label: string, group?: string) => ({
    value: `${value}`,
    label,
    ...(group === undefined ? {} : { group }),
  });
  const active = [
    {
      label: props.programmes.find(({ code }) => code === scope.programme_code)?.name,
      removeHref: props.href({ programme: null }),
    },
    {
      label: choices.facilities.find(({ id }) => id === scope.facility_id)?.name,
      removeHref: props.href({ facility: null }),
    },
    {
      label: choices.areas.find(({ id }) => id === scope.area_id)?.name,
      removeHref: props.href({ area: null }),
    },
  ].flatMap(({ label, removeHref }) => (label === undefined ? [] : [{ label, removeHref }]));
  return (
    <FilterBar action="/use/report" active={active} clearHref="/use/report">
      <Select
        name="year"
        label={w.year}
        empty={false}
        value={`${scope.fiscal_year}`}
        options={props.years.map((year) => option(year, formatFiscalYear(year)))}
      />
      <Select
        name="programme"
        label={w.programme}
        empty={w.all}
        value={scope.programme_code ?? ''}
        options={props.programmes.map(({ code, name }) => option(code, name))}
      />
      {choices.facilities.length === 0 ? null : (
        <Select
          name="facility"
          label={w.facility}
          empty={w.all}
          value={scope.facility_id === null ? '' : `${scope.facility_id}`}
          options={choices.facilities.map(({ id, name }) => option(id, name))}
        />
      )}
      {choices.areas.length === 0 ? null : (
        <Select
          name="area"
          label={w.area}
          empty={w.all}
          value={scope.area_id === null ? '' : `${scope.area_id}`}
          options={choices.areas.map(({ id, name, system }) => option(id, name, system))}
        />
      )}
    </FilterBar>
  );
}

function Programmes({ report }: { report: Report }) {
  const w = words.programmes;
  const lines = programmeLines(report);
  const reference = (line: (typeof lines)[number]) =>
    line.reference
      ? w.referenceText(
          line.reference.source,
          formatFiscalYear(line.reference.fiscal_year),
          line.reference.people_per_day,
        )
      : '';
  return (
    <Section title={w.title} lead={w.referenceNote} id="programmes">
      <BarChart
        caption={w.chart}
        unit={w.unit}
        items={lines.map((line) => ({
          label: `${line.programme}（${words.standing[`${line.standing}`]}）`,
          value: line.per_day,
        }))}
      />
      <Disclosure summary={w.caption}>
        <DataTable
          caption={w.caption}
          captionHidden
          stack
          columns={[
            { key: 'programme', label: w.programme, rowHeader: true },
            { key: 'standing', label: w.standing, cell: (line) => words.standing[`${line.standing}`] ?? '' },
            { key: 'places', label: w.places, align: 'end', cell: (line) => count(line.places) },
            { key: 'open_days', label: w.open_days, align: 'end', cell: (line) => count(line.open_days) },
            { key: 'people', label: w.people, align: 'end', cell: (line) => count(line.people) },
            {
              key: 'per_day',
              label: w.per_day,
              align: 'end',
              cell: (line) => <strong>{mean(line.per_day)}</strong>,
            },
            { key: 'last', label: w.last, align: 'end', cell: (line) => mean(line.last_per_day) },
            { key: 'reference', label: w.reference, cell: reference },
          ]}
          rows={lines}
        />
      </Disclosure>
    </Section>
  );
}

function Months({ report }: { report: Report }) {
  const w = words.months;
  const lines = monthLines(report);
  const name = (line: (typeof lines)[number]) => (line.month === null ? w.sum : w.name(line.month));
  const months = lines.filter((line) => line.month !== null);
  return (
    <Section title={w.title} id="months">
      <LineChart
        caption={w.caption}
        labels={months.map(name)}
        actual={months.map((line) => (line.open_days === 0 ? null : line.people))}
        unit={w.unit}
        labelTitle={w.month}
      />
      <Disclosure summary={words.table(w.title)}>
        <DataTable
          caption={w.title}
          captionHidden
          dense
          columns={[
            { key: 'month', label: w.month, rowHeader: true, nowrap: true, cell: name },
            {
              key: 'open_days',
              label: w.open_days,
              align: 'end',
              cell: (line) => known(line, line.open_days),
            },
            {
              key: 'closed_days',
              label: w.closed_days,
              align: 'end',
              cell: (line) => known(line, line.closed_days),
            },
            { key: 'families', label: w.families, align: 'end', cell: (line) => known(line, line.families) },
            { key: 'adults', label: w.adults, align: 'end', cell: (line) => known(line, line.adults) },
            { key: 'fathers', label: w.fathers, align: 'end', cell: (line) => known(line, line.fathers) },
            {
              key: 'children',
              label: w.children,
              align: 'end',
              cell: (line) =>
                known(
                  line,
                  ages.reduce((sum, age) => sum + line[age], 0),
                ),
            },
            {
              key: 'first_visits',
              label: w.first_visits,
              align: 'end',
              cell: (line) => known(line, line.first_visits),
            },
            {
              key: 'people',
              label: w.people,
              align: 'end',
              cell: (line) => <strong>{known(line, line.people)}</strong>,
            },
            {
              key: 'per_day',
              label: w.per_day,
              align: 'end',
              cell: (line) => mean(perDay(line.people, line.open_days)),
            },
            { key: 'last', label: w.last, align: 'end', cell: (line) => count(line.last_people) },
            { key: 'change', label: w.change, align: 'end', nowrap: true, cell: (line) => line.change ?? '' },
          ]}
          rows={lines}
        />
      </Disclosure>
    </Section>
  );
}

function Ages({ report }: { report: Report }) {
  const w = words.ages;
  const rows = [
    { label: formatFiscalYear(report.fiscal_year), values: ages.map((age) => report.now[age]) },
    ...(report.last.open_days === 0 ? [] : [{ label: w.last, values: ages.map((age) => report.last[age]) }]),
  ];
  return (
    <Section title={w.title} id="ages">
      <StackBar
        caption={w.caption}
        id="use-ages"
        parts={ages.map((age) => sheetWords.counts[age])}
        rows={rows}
        unit={w.unit}
      />
    </Section>
  );
}

function Consultations({ report }: { report: Report }) {
  const w = words.consultations;
  const table = consultationTable(report.consulted);
  const held = report.consulted.filter((one) => one.kind !== 'consultation');
  return (
    <Section title={w.title} id="consultations">
      {table.total === 0 ? (
        <p>{w.none}</p>
      ) : (
        <HeatMap
          caption={w.caption}
          rows={table.topics}
          columns={table.methods}
          values={table.values}
          unit={w.unit}
          rowTitle={w.topics}
        />
      )}
      {held.length === 0 ? null : (
        <ul>
          {(['course', 'outreach', 'near_miss'] as const).map((kind) => {
            const rows = held.filter((one) => one.kind === kind);
            if (rows.length === 0) return null;
            const times = rows.reduce((sum, one) => sum + one.count, 0);
            const people = rows.reduce((sum, one) => sum + one.people, 0);
            return (
              <li>
                {kind === 'near_miss'
                  ? w.nearMiss(times)
                  : w.events(sheetWords.event_kinds[kind], times, people)}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

function Areas(props: {
  areas: readonly AreaFigure[];
  choices: { systems: readonly { code: string; name: string }[] };
  system: string;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  if (props.areas.length === 0) return null;
  const w = words.areas;
  return (
    <Section title={w.title} id="areas">
      <p>
        {words.filter.system}：
        {props.choices.systems.map((one) => (
          <>
            {one.code === props.system ? (
              <strong>{one.name}</strong>
            ) : (
              <a href={`${props.href({ system: one.code })}#areas`}>{one.name}</a>
            )}
            {'　'}
          </>
        ))}
      </p>
      <BarChart
        caption={words.places.per_day}
        unit={words.programmes.unit}
        items={props.areas.map((line) => ({ label: line.area, value: line.people_per_day }))}
      />
      <Disclosure summary={words.table(w.caption)}>
        <DataTable
          caption={w.caption}
          captionHidden
          stack
          columns={[
            {
              key: 'area',
              label: w.area,
              rowHeader: true,
              cell: (line) => <a href={props.href({ area: line.area_id, facility: null })}>{line.area}</a>,
            },
            { key: 'places', label: w.places, align: 'end', cell: (line) => count(line.places) },
            {
              key: 'open_days',
              label: words.places.open_days,
              align: 'end',
              cell: (line) => count(line.open_days),
            },
            { key: 'people', label: words.places.people, align: 'end', cell: (line) => count(line.people) },
            {
              key: 'per_day',
              label: words.places.per_day,
              align: 'end',
              cell: (line) => mean(line.people_per_day),
            },
          ]}
          rows={props.areas}
        />
      </Disclosure>
    </Section>
  );
}

function Places(props: {
  places: readonly PlaceFigure[];
  lastPlaces: readonly PlaceFigure[];
  opened: string | null;
  paging: Paging;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  if (props.places.length === 0) return null;
  const w = words.places;
  const before = new Map(props.lastPlaces.map((one) => [one.service_id, one.people_per_day]));
  const key = (line: PlaceFigure) => `${line.programme_code}-${line.standing ? 1 : 0}`;
  // A hundred places with eight figures each are forty screens of a phone, and half of what the page weighs: their sums
  // first, and the places of one kind when they are asked for. File and paper have them all.
  const groups = [...Map.groupBy(props.places, key)];
  const few = props.places.length <= wholeAtMost;
  const sum = (lines: readonly PlaceFigure[], of: 'people' | 'open_days') =>
    lines.reduce((all, line) => all + line[of], 0);
  return (
    <Section title={w.title} lead={w.folded} id="places">
      {groups.map(([code, lines]) => {
        const [first] = lines;
        const name = `${first!.programme}（${words.standing[`${first!.standing}`]}）`;
        const id = `places-${code}`;
        const summary = w.group(
          name,
          lines.length,
          formatCount(sum(lines, 'people')),
          mean(perDay(sum(lines, 'people'), sum(lines, 'open_days'))),
        );
        const only = groups.length === 1;
        const open = props.opened === code || (only && (!few || lines.length <= openAtMost));
        if (!few && !open)
          return <DisclosureLink summary={summary} id={id} href={`${props.href({ places: code })}#${id}`} />;
        const { size, offset } = few ? { size: lines.length, offset: 0 } : props.paging;
        return (
          <Disclosure summary={summary} id={id} open={open}>
            <DataTable
              caption={name}
              captionHidden
              stack
              columns={[
                {
                  key: 'facility',
                  label: w.facility,
                  rowHeader: true,
                  cell: (line) => (
                    <a href={props.href({ facility: line.facility_id, places: null })}>{line.facility}</a>
                  ),
                },
                { key: 'people', label: w.people, align: 'end', cell: (line) => count(line.people) },
                { key: 'open_days', label: w.open_days, align: 'end', cell: (line) => count(line.open_days) },
                { key: 'per_day', label: w.per_day, align: 'end', cell: (line) => mean(line.people_per_day) },
                {
                  key: 'last',
                  label: w.last,
                  align: 'end',
                  cell: (line) => mean(before.get(line.service_id) ?? null),
                },
                {
                  key: 'first_visits',
                  label: w.first_visits,
                  align: 'end',
                  cell: (line) => count(line.first_visits),
                },
                { key: 'fathers', label: w.fathers, align: 'end', cell: (line) => count(line.fathers) },
              ]}
              rows={lines.slice(offset, offset + size)}
            />
            {lines.length <= size ? null : (
              <PageNavigation
                total={lines.length}
                page={props.paging.page}
                size={size}
                href={(page) => `${props.href({ places: code, page })}#${id}`}
              />
            )}
          </Disclosure>
        );
      })}
    </Section>
  );
}
const openAtMost = 5;
/** So many places come with the page, folded. */
const wholeAtMost = 20;
