import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort, formatFiscalYear, formatMonth, weekdayName } from '../../platform/ja/dates.ts';
import { LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import {
  countedTo,
  type AreaSystem,
  type ListedVisit,
  type PersonName,
  type VisitFilter,
} from './queries.ts';
import { stateOf, type VisitState } from './rules.ts';
import { times, words } from './words.ja.ts';

const badgeKind: Record<VisitState, Kind> = {
  planned: 'info',
  unrecorded: 'warning',
  recorded: 'success',
  cancelled: 'neutral',
};

export function StateBadge({ visit, today }: { visit: Parameters<typeof stateOf>[0]; today: string }) {
  const state = stateOf(visit, today);
  return <StatusBadge kind={badgeKind[state]}>{words.states[state]}</StatusBadge>;
}

export interface ListChoices {
  years: readonly number[];
  systems: readonly AreaSystem[];
  kinds: readonly string[];
  people: readonly PersonName[];
}

const states = ['planned', 'unrecorded', 'recorded', 'cancelled'] as const;

/** The list of visits with its conditions: what comes next above what was just done, or one list in the order asked for. */
export function VisitList(props: {
  /** of today and the days to come, the nearest first; null: one list only */
  ahead: readonly ListedVisit[] | null;
  /** the address of all of them, where there are more */
  allAhead: string | null;
  visits: readonly ListedVisit[];
  savedViews: Child;
  total: number;
  page: number;
  size: number;
  filter: VisitFilter;
  /** asked for by hand */
  order: VisitFilter['order'] | null;
  choices: ListChoices;
  today: string;
  me: number | null;
  may_plan: boolean;
  may_record: boolean;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  const { filter, choices, href, ahead } = props;
  const named = words.list;
  const active = activeConditions(filter, choices, href);
  const columns = columnsOf(props);
  return (
    <Stack>
      <PageHeading
        title={named.title}
        lead={named.lead}
        actions={
          <>
            {props.may_plan ? (
              <>
                <LinkButton href="/visits/plan" kind="primary" icon="calendar">
                  {named.plan}
                </LinkButton>
                <LinkButton href="/visits/new" icon="plus">
                  {named.add}
                </LinkButton>
              </>
            ) : null}
            {props.may_record ? (
              <UtilityLink href="/visits/offline" icon="edit">
                {named.offline}
              </UtilityLink>
            ) : null}
            <UtilityLink href="/round-plan" icon="map">
              {named.roundPlan}
            </UtilityLink>
          </>
        }
      />
      <FilterBar
        action="/visits"
        active={active}
        clearHref="/visits?year=all"
        hidden={{
          ...(props.order === null ? {} : { order: props.order }),
          ...(filter.days === null ? {} : { days: filter.days }),
        }}
        actions={
          <>
            {props.order === null ? null : (
              <UtilityLink href={href({ order: null })} icon="sort">
                {named.fromToday}
              </UtilityLink>
            )}
            <UtilityLink href={href({ order: filter.order === 'newest' ? 'oldest' : 'newest' })} icon="sort">
              {filter.order === 'newest' ? named.oldest : named.newest}
            </UtilityLink>
            <UtilityLink href={href({ format: 'xlsx' })} icon="download" download>
              {named.export}
            </UtilityLink>
            <UtilityLink href={href({ format: 'csv' })} icon="download" download>
              {named.exportCsv}
            </UtilityLink>
          </>
        }
      >
        <TextField name="q" label={named.filters.q} value={filter.q} />
        <Select
          name="year"
          label={named.filters.year}
          value={filter.fiscal_year === null ? 'all' : String(filter.fiscal_year)}
          empty={false}
          options={[
            ...choices.years.map((year) => ({ value: String(year), label: formatFiscalYear(year) })),
            { value: 'all', label: named.filters.allYears },
          ]}
        />
        <Select
          name="state"
          label={named.filters.state}
          value={filter.state}
          empty={named.filters.any}
          options={states.map((state) => ({ value: state, label: words.states[state] }))}
        />
        <Select
          name="area"
          label={named.filters.area}
          value={filter.area_id === null ? '' : String(filter.area_id)}
          empty={named.filters.any}
          options={areaOptions(choices.systems)}
        />
        <Select
          name="kind"
          label={named.filters.kind}
          value={filter.kind}
          empty={named.filters.any}
          options={choices.kinds.map((kind) => ({ value: kind, label: kind }))}
        />
        <Select
          name="lead"
          label={named.filters.lead}
          value={filter.lead_id === null ? '' : String(filter.lead_id)}
          empty={named.filters.any}
          options={choices.people.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        {choices.people.some((person) => person.id === props.me) ? (
          <Checkbox name="mine" label={named.filters.mine} checked={filter.lead_id === props.me} />
        ) : null}
      </FilterBar>
      {props.savedViews}
      {ahead === null || ahead.length === 0 ? null : (
        <>
          <DataTable<ListedVisit> caption={named.ahead} stack rows={ahead} columns={columns} />
          {props.allAhead === null ? null : (
            <p>
              <a href={props.allAhead}>{named.allAhead}</a>
            </p>
          )}
        </>
      )}
      {props.visits.length === 0 && ahead !== null && ahead.length > 0 ? null : (
        <DataTable<ListedVisit>
          caption={ahead === null ? named.caption : named.past}
          captionHidden={ahead === null}
          stack
          rows={props.visits}
          empty={
            active.length <= 1 && filter.fiscal_year !== null ? (
              <EmptyState
                title={named.emptyFirst}
                text={named.emptyFirstText}
                icon="calendar"
                action={<LinkButton href="/rounds">{named.round}</LinkButton>}
              />
            ) : (
              <EmptyState title={named.emptyTitle} text={named.emptyText} icon="calendar" />
            )
          }
          columns={columns}
        />
      )}
      {props.total > countedTo ? <p>{named.many(countedTo)}</p> : null}
      <PageNavigation
        total={Math.min(props.total, countedTo)}
        page={props.page}
        size={props.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}

function columnsOf({ filter, href, ahead, today }: Parameters<typeof VisitList>[0]): Column<ListedVisit>[] {
  const named = words.list.columns;
  // Two lists that run away from today have no one order to turn round: the link beside the conditions asks for one.
  const sorted: Partial<Column<ListedVisit>> =
    ahead === null
      ? {
          sortHref: href({ order: filter.order === 'newest' ? 'oldest' : 'newest' }),
          sorted: filter.order === 'newest' ? 'descending' : 'ascending',
        }
      : {};
  return [
    {
      key: 'planned_on',
      label: named.date,
      nowrap: true,
      ...sorted,
      cell: (visit) => <VisitDay visit={visit} />,
    },
    {
      key: 'facility',
      label: named.facility,
      rowHeader: true,
      cell: (visit) => <a href={`/visits/${visit.id}`}>{visit.facility}</a>,
    },
    { key: 'lead', label: named.lead, nowrap: true, cell: (visit) => visit.lead },
    { key: 'purpose', label: named.purpose, cell: (visit) => words.purposes[visit.purpose] },
    {
      key: 'state',
      label: named.state,
      cell: (visit): Child => (
        <>
          <StateBadge visit={visit} today={today} />
          {visit.record === 'restricted' ? ` ${words.restricted}` : ''}
          {visit.shared_at === null ? '' : ` ${words.shared}`}
          {visit.cancel_reason === null ? '' : ` ${words.cancelReasons[visit.cancel_reason]}`}
        </>
      ),
    },
  ];
}

function VisitDay({ visit }: { visit: ListedVisit }) {
  const day = visit.visited_on ?? visit.planned_on;
  const clock = times(visit.planned_from, visit.planned_to);
  return (
    <>
      {`${formatDateShort(day)}（${weekdayName(day)}）`}
      {clock === '' ? null : ` ${clock}`}
    </>
  );
}

export const areaOptions = (systems: readonly AreaSystem[]) =>
  systems.flatMap((system) =>
    system.areas.map((area) => ({ value: String(area.id), label: area.name, group: system.name })),
  );

function activeConditions(
  filter: VisitFilter,
  choices: ListChoices,
  href: (changes: Record<string, string | number | null>) => string,
): { label: string; removeHref: string }[] {
  const area = choices.systems.flatMap((system) => system.areas).find((one) => one.id === filter.area_id);
  const lead = choices.people.find((person) => person.id === filter.lead_id);
  return [
    filter.q !== '' && { label: filter.q, removeHref: href({ q: null }) },
    filter.fiscal_year !== null && {
      label: formatFiscalYear(filter.fiscal_year),
      removeHref: href({ year: 'all' }),
    },
    filter.month !== null && { label: formatMonth(filter.month), removeHref: href({ month: null }) },
    filter.days !== null && {
      label: filter.days === 'ahead' ? words.list.ahead : words.list.past,
      removeHref: href({ days: null }),
    },
    filter.state !== null && { label: words.states[filter.state], removeHref: href({ state: null }) },
    area !== undefined && { label: area.name, removeHref: href({ area: null }) },
    filter.kind !== null && { label: filter.kind, removeHref: href({ kind: null }) },
    lead !== undefined && { label: lead.name, removeHref: href({ lead: null, mine: null }) },
  ].filter((condition) => condition !== false);
}
