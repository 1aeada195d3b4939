import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageNavigation, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { IndicatorYear } from './queries.ts';
import type {
  IssueRow,
  OpenDayRow,
  RowChoices,
  RowFilter,
  Rows,
  ScoreRow,
  CardRow,
  CardAnswerRow,
  VisitRow,
} from './queries-rows.ts';
import { partsOf } from './rules.ts';
import { figureText } from './rules-figures.ts';
import { words } from './words.ja.ts';

const w = words.rows;

/** What those see who read the figure and not the records. */
export function RowsHidden() {
  return (
    <NotificationBanner kind="info" title={w.hiddenTitle} level={3}>
      <p>{w.hidden}</p>
    </NotificationBanner>
  );
}

/** The records behind a figure: conditions, table, pages, export. */
export function RowsTable(props: {
  indicator: IndicatorYear;
  found: Rows;
  total: number;
  filter: RowFilter;
  choices: RowChoices;
  paging: { page: number; size: number };
  /** where the conditions are sent, and what travels with them */
  action: string;
  hidden: Readonly<Record<string, string>>;
  href: (changes: Record<string, string | number | null>) => string;
  exportHref: (format: 'xlsx' | 'csv') => string;
  views: Child;
}) {
  const { indicator, filter, choices, href, total } = props;
  const { code } = indicator;
  const active = activeConditions(props);
  const narrows = partsOf[code];
  return (
    <Stack>
      <FilterBar
        action={props.action}
        hidden={props.hidden}
        active={active}
        clearHref={href({ state: null, kind: null, theme: null, area: null })}
        actions={
          <>
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </>
        }
      >
        {code === 'visit_rate' ? (
          <Select
            name="state"
            label={w.filters.state}
            value={filter.state}
            empty={w.filters.any}
            options={[
              { value: 'counted', label: w.states.counted },
              { value: 'open', label: w.states.open },
            ]}
          />
        ) : null}
        {narrows.includes('kind') ? (
          <Select
            name="kind"
            label={w.filters.kind}
            value={filter.kind}
            empty={w.filters.any}
            options={choices.kinds.map((kind) => ({ value: kind, label: kind }))}
          />
        ) : null}
        {narrows.includes('theme') ? (
          <Select
            name="theme"
            label={w.filters.theme}
            value={filter.theme_code}
            empty={w.filters.any}
            options={choices.themes.map(({ code: value, name }) => ({ value, label: name }))}
          />
        ) : null}
        {narrows.includes('area') ? (
          <Select
            name="area"
            label={w.filters.area}
            value={filter.area === null ? '' : `${filter.area}`}
            empty={w.filters.any}
            options={[
              ...choices.areas.map(({ id, name }) => ({ value: `${id}`, label: name })),
              { value: 'none', label: w.filters.noArea },
            ]}
          />
        ) : null}
        <Select
          name="sort"
          label={w.filters.sort}
          value={filter.sort}
          empty={false}
          options={(['name', 'day'] as const).map((value) => ({ value, label: w.sorts[code][value] }))}
        />
      </FilterBar>
      {props.views}
      {total === 0 ? null : (
        <p>{active.length > 0 ? w.narrowed(total) : w.lead(total, figureText(indicator, indicator.value))}</p>
      )}
      <Table {...props} narrowed={active.length > 0} />
      <PageNavigation
        total={total}
        page={props.paging.page}
        size={props.paging.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}

/** The conditions in force as words, each with the address without it. */
export function activeConditions(props: {
  filter: RowFilter;
  choices: RowChoices;
  href: (changes: Record<string, string | number | null>) => string;
}): { label: string; removeHref: string }[] {
  const { filter, choices, href } = props;
  const conditions: [string, string | null | undefined][] = [
    ['state', filter.state === null ? null : w.states[filter.state]],
    ['kind', filter.kind],
    [
      'theme',
      filter.theme_code &&
        (choices.themes.find(({ code }) => code === filter.theme_code)?.name ?? filter.theme_code),
    ],
    [
      'area',
      filter.area === 'none' ? w.filters.noArea : choices.areas.find(({ id }) => id === filter.area)?.name,
    ],
  ];
  return conditions.flatMap(([name, label]) =>
    label ? [{ label, removeHref: href({ [name]: null }) }] : [],
  );
}

function Table(props: { indicator: IndicatorYear; found: Rows; narrowed: boolean }) {
  const { indicator, found } = props;
  const common = {
    caption: w.caption(indicator.name),
    captionHidden: true,
    stack: true,
    empty: (
      <EmptyState
        title={props.narrowed ? w.empty : w.nothing}
        text={props.narrowed ? w.emptyText : w.nothingText}
        icon="search"
      />
    ),
  };
  switch (found.of) {
    case 'visits':
      return <DataTable<VisitRow> {...common} rows={found.rows} columns={visitColumns} />;
    case 'issues':
      return <DataTable<IssueRow> {...common} rows={found.rows} columns={issueColumns} />;
    case 'open_days':
      return <DataTable<OpenDayRow> {...common} rows={found.rows} columns={openDayColumns} />;
    case 'cards':
      return <DataTable<CardRow> {...common} rows={found.rows} columns={cardColumns} />;
    case 'card_answers':
      return <DataTable<CardAnswerRow> {...common} rows={found.rows} columns={cardAnswerColumns} />;
    default:
      return <DataTable<ScoreRow> {...common} rows={found.rows} columns={scoreColumns(found.of)} />;
  }
}

const c = w.columns;

const visitColumns: Column<VisitRow>[] = [
  {
    key: 'facility',
    label: c.facility,
    rowHeader: true,
    cell: (row) => <a href={`/facilities/${row.facility_id}`}>{row.facility}</a>,
  },
  { key: 'kind', label: c.kind },
  { key: 'areas', label: c.areas },
  { key: 'planned_count', label: c.planned_count, align: 'end', nowrap: true },
  { key: 'visits', label: c.visits, align: 'end', nowrap: true },
  {
    key: 'visited_on',
    label: c.visited_on,
    nowrap: true,
    cell: (row) =>
      row.visit_id === null || row.visited_on === null ? (
        <StatusBadge>{w.notVisited}</StatusBadge>
      ) : (
        <a href={`/visits/${row.visit_id}`}>{formatDateShort(row.visited_on)}</a>
      ),
  },
];

const issueColumns: Column<IssueRow>[] = [
  {
    key: 'title',
    label: c.title,
    rowHeader: true,
    cell: (row) => <a href={`/issues/${row.issue_id}`}>{row.title}</a>,
  },
  { key: 'theme', label: c.theme },
  { key: 'areas', label: c.areas },
  { key: 'source', label: c.source, nowrap: true, cell: (row) => w.sources[row.source] },
  { key: 'raised_on', label: c.raised_on, nowrap: true, cell: (row) => formatDateShort(row.raised_on) },
  {
    key: 'merged',
    label: c.merged,
    cell: (row) =>
      row.merged_into_id === null ? null : <a href={`/issues/${row.merged_into_id}`}>{w.merged}</a>,
  },
];

const openDayColumns: Column<OpenDayRow>[] = [
  {
    key: 'title',
    label: c.open_day,
    rowHeader: true,
    cell: (row) => <a href={`/open-days/${row.open_day_id}`}>{row.title}</a>,
  },
  { key: 'held_on', label: c.held_on, nowrap: true, cell: (row) => formatDateShort(row.held_on) },
  { key: 'host', label: c.host },
  { key: 'theme', label: c.theme },
  {
    key: 'facility',
    label: c.visitor,
    cell: (row) => <a href={`/facilities/${row.facility_id}`}>{row.facility}</a>,
  },
  { key: 'people', label: c.people, align: 'end', nowrap: true, cell: (row) => formatCount(row.people) },
  {
    key: 'reflection',
    label: c.reflection,
    cell: (row) => (row.reflection === null ? w.noReflection : <Prose>{row.reflection}</Prose>),
  },
];

const cardColumns: Column<CardRow>[] = [
  {
    key: 'facility',
    label: c.introduced,
    rowHeader: true,
    cell: (row) => <a href={`/introductions/${row.introduction_id}`}>{row.facility}</a>,
  },
  { key: 'kind', label: c.kind },
  { key: 'areas', label: c.areas },
  { key: 'made_on', label: c.made_on, nowrap: true, cell: (row) => formatDateShort(row.made_on) },
];

const cardAnswerColumns: Column<CardAnswerRow>[] = [
  {
    key: 'facility',
    label: c.introduced,
    rowHeader: true,
    cell: (row) =>
      row.facility_id === null ? w.together : <a href={`/facilities/${row.facility_id}`}>{row.facility}</a>,
  },
  { key: 'areas', label: c.areas },
  { key: 'answers', label: c.answers, align: 'end', nowrap: true, cell: (row) => formatCount(row.answers) },
  { key: 'went', label: c.went, align: 'end', nowrap: true, cell: (row) => formatCount(row.went) },
];

const scoreColumns = (of: 'visit_scores' | 'minutes_scores'): Column<ScoreRow>[] => [
  {
    key: 'title',
    label: of === 'visit_scores' ? c.visit : c.meeting,
    rowHeader: true,
    cell: (row) => {
      const title = row.title ?? w.unknown;
      const path = of === 'visit_scores' ? 'visits' : 'minutes';
      return row.readable ? <a href={`/quality/${path}/${row.subject_id}`}>{title}</a> : title;
    },
  },
  {
    key: 'day',
    label: of === 'visit_scores' ? c.visit_day : c.meeting_day,
    nowrap: true,
    cell: (row) => (row.day === null ? null : formatDateShort(row.day)),
  },
  { key: 'average', label: c.average, align: 'end', nowrap: true, cell: (row) => w.points(row.average) },
  { key: 'scored_on', label: c.scored_on, nowrap: true, cell: (row) => formatDateShort(row.scored_on) },
  { key: 'judges', label: c.judges },
];
