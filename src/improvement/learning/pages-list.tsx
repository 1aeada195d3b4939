import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { StateBadge } from './pages.tsx';
import type { OpenDayFilter, OpenDayLine } from './queries.ts';
import { words as after } from './words-after.ja.ts';
import { words } from './words.ja.ts';

/** All open days of a year, narrowed by theme and facility. */
export function OpenDayList(props: {
  lines: readonly OpenDayLine[];
  total: number;
  people: number;
  /** whether the actor reads every facility's participation */
  counts: boolean;
  filter: OpenDayFilter;
  years: readonly number[];
  themes: readonly { code: string; name: string }[];
  facilities: readonly { id: number; name: string }[];
  paging: { page: number; size: number };
  href: (changes: Record<string, string | number | null>) => string;
  exportHref: (format: 'xlsx' | 'csv') => string;
  mayManage: boolean;
  mayOffer: boolean;
  today: string;
  views: Child;
}) {
  const { filter, href } = props;
  const w = words.list;
  const theme = props.themes.find((one) => one.code === filter.theme_code);
  const facility = props.facilities.find((one) => one.id === filter.facility_id);
  const narrowed = theme !== undefined || facility !== undefined;
  const byDay = filter.sort === 'people' ? undefined : filter.sort === 'oldest' ? 'ascending' : 'descending';
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayManage || props.mayOffer ? (
              <LinkButton href="/open-days/new" kind="primary" icon="plus">
                {props.mayManage ? w.add : w.offer}
              </LinkButton>
            ) : null}
            <LinkButton href="/open-days/practices" kind="tertiary">
              {after.list.link}
            </LinkButton>
          </ButtonRow>
        }
      />
      <FilterBar
        action="/open-days"
        hidden={filter.sort === 'newest' ? {} : { sort: filter.sort }}
        active={[
          ...(theme ? [{ label: theme.name, removeHref: href({ theme: null }) }] : []),
          ...(facility ? [{ label: facility.name, removeHref: href({ facility: null }) }] : []),
        ]}
        clearHref={href({ theme: null, facility: null })}
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
        <Select
          name="year"
          label={w.year}
          value={filter.fiscal_year === null ? 'all' : `${filter.fiscal_year}`}
          empty={false}
          options={[
            ...props.years.map((year) => ({ value: `${year}`, label: formatFiscalYear(year) })),
            { value: 'all', label: w.any },
          ]}
        />
        <Select
          name="theme"
          label={w.theme}
          value={filter.theme_code}
          empty={w.any}
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          name="facility"
          label={w.facility}
          value={filter.facility_id === null ? '' : `${filter.facility_id}`}
          empty={w.any}
          options={props.facilities.map(({ id, name }) => ({ value: `${id}`, label: name }))}
        />
      </FilterBar>
      {props.views}
      {props.counts && props.total > 0 ? <p>{w.sum(props.people)}</p> : null}
      <DataTable<OpenDayLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty.title}
            text={
              narrowed
                ? w.empty.filtered
                : props.mayManage
                  ? w.empty.first
                  : props.mayOffer
                    ? w.empty.offer
                    : w.empty.text
            }
            icon="calendar"
          />
        }
        columns={[
          {
            key: 'held_on',
            label: w.columns.held_on,
            nowrap: true,
            sortHref: href({ sort: filter.sort === 'newest' ? 'oldest' : null }),
            ...(byDay === undefined ? {} : { sorted: byDay }),
            cell: (line) => formatDateShort(line.held_on),
          },
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (line) => <a href={`/open-days/${line.id}`}>{line.title}</a>,
          },
          {
            key: 'facility',
            label: w.columns.facility,
            cell: (line) => <a href={`/facilities/${line.facility_id}`}>{line.facility}</a>,
          },
          { key: 'theme', label: w.columns.theme },
          {
            key: 'places',
            label: w.columns.places,
            align: 'end',
            nowrap: true,
            cell: (line) => words.people(line.places),
          },
          ...(props.counts
            ? [
                {
                  key: 'people',
                  label: w.columns.people,
                  align: 'end' as const,
                  nowrap: true,
                  sortHref: href({ sort: 'people' }),
                  ...(filter.sort === 'people' ? { sorted: 'descending' as const } : {}),
                  cell: (line: OpenDayLine) => words.people(line.people),
                },
              ]
            : []),
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (line) => <StateBadge openDay={line} today={props.today} />,
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}
