import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import {
  areaName,
  countedTo,
  type Choices,
  type FacilityFilter,
  type FacilityLine,
  type Middle,
} from './queries.ts';
import { distanceKm } from './rules.ts';
import { kanaRows, words } from './words.ja.ts';

type Href = (changes: Record<string, string | number | null>) => string;

const w = words.list;

/** The list: conditions, rows of readings, table, pages, and what may be done with the whole. */
export function FacilitiesPage(props: {
  filter: FacilityFilter;
  lines: readonly FacilityLine[];
  count: number;
  found: Choices;
  middle: Middle | null;
  paging: Paging;
  today: string;
  href: Href;
  manage: boolean;
  tooShort: boolean;
  views: Child;
}) {
  const { filter, found, lines, count, href } = props;
  const narrowed = Boolean(
    filter.q ||
    filter.kind ||
    filter.area_id ||
    filter.programme ||
    filter.row ||
    filter.stale ||
    filter.ended,
  );
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          props.manage ? (
            <>
              <LinkButton href="/facilities/new" kind="primary">
                {w.add}
              </LinkButton>
              <LinkButton href="/facilities/import">{w.import}</LinkButton>
              <LinkButton href="/facilities/changes" kind="tertiary">
                {w.changes}
              </LinkButton>
              <LinkButton href="/facilities/duplicates" kind="tertiary">
                {w.duplicates}
              </LinkButton>
            </>
          ) : null
        }
      />
      <Filter filter={filter} found={found} href={href} tooShort={props.tooShort} />
      {props.views}
      <Tabs
        label={w.rows}
        items={[
          { label: w.allRows, href: href({ row: null }), current: !filter.row },
          ...kanaRows.map(({ label }) => ({
            label,
            href: href({ row: label }),
            current: filter.row === label,
          })),
        ]}
      />
      {count > countedTo ? <p>{w.many(countedTo)}</p> : null}
      <DataTable
        caption={w.caption}
        captionHidden
        stack
        rows={lines}
        empty={
          <EmptyState
            title={narrowed ? w.empty : w.emptyAll}
            text={narrowed ? w.emptyHint : w.emptyAllHint}
            action={narrowed ? <LinkButton href="/facilities">{w.clear}</LinkButton> : undefined}
          />
        }
        columns={[
          {
            key: 'name',
            label: w.name,
            rowHeader: true,
            sortHref: href({ sort: 'kana' }),
            sorted: (filter.sort ?? 'kana') === 'kana' ? 'ascending' : undefined,
            cell: (line) => <a href={`/facilities/${line.id}`}>{line.name}</a>,
          },
          {
            key: 'kind',
            label: w.kind,
            sortHref: href({ sort: 'kind' }),
            sorted: filter.sort === 'kind' ? 'ascending' : undefined,
          },
          {
            key: 'areas',
            label: w.areas,
            cell: (line) =>
              props.middle && line.latitude !== null && line.longitude !== null
                ? `${line.areas ?? ''} ${w.distance(distanceKm(props.middle, { latitude: line.latitude, longitude: line.longitude }))}`
                : line.areas,
          },
          { key: 'phone', label: w.phone, nowrap: true },
          { key: 'ages', label: w.ages },
          {
            key: 'confirmed_on',
            label: w.confirmed,
            nowrap: true,
            sortHref: href({ sort: 'confirmed' }),
            sorted: filter.sort === 'confirmed' ? 'ascending' : undefined,
            cell: (line) => <Confirmed on={line.confirmed_on} stale={line.stale} />,
          },
        ]}
      />
      <PageNavigation
        total={Math.min(count, countedTo)}
        page={props.paging.page}
        size={props.paging.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}

function Confirmed({ on, stale }: { on: string | null; stale: boolean }) {
  if (on === null) return <StatusBadge kind="warning">{w.never}</StatusBadge>;
  return stale ? <StatusBadge kind="warning">{formatDate(on)}</StatusBadge> : <>{formatDate(on)}</>;
}

function Filter(props: { filter: FacilityFilter; found: Choices; href: Href; tooShort: boolean }) {
  const { filter, found, href } = props;
  const areas = found.areas.map((area) => ({ value: `${area.id}`, label: area.name, group: area.system }));
  const active = [
    ...(filter.q ? [{ label: filter.q, removeHref: href({ q: null }) }] : []),
    ...(filter.kind ? [{ label: filter.kind, removeHref: href({ kind: null }) }] : []),
    ...(filter.area_id
      ? [{ label: areaName(found, filter.area_id) ?? w.area, removeHref: href({ area_id: null }) }]
      : []),
    ...(filter.programme
      ? [
          {
            label: found.programmes.find(({ code }) => code === filter.programme)?.name ?? filter.programme,
            removeHref: href({ programme: null }),
          },
        ]
      : []),
    ...(filter.stale ? [{ label: w.stale, removeHref: href({ stale: null }) }] : []),
    ...(filter.ended ? [{ label: w.ended, removeHref: href({ ended: null }) }] : []),
  ];
  const query = href({}).split('?')[1] ?? '';
  const as = (format: string) => `/facilities/export?${query}${query === '' ? '' : '&'}format=${format}`;
  return (
    <FilterBar
      action="/facilities"
      active={active}
      clearHref="/facilities"
      open
      hidden={filter.row ? { row: filter.row } : undefined}
      actions={
        <>
          <UtilityLink href={as('xlsx')} icon="download" download>
            {w.exportXlsx}
          </UtilityLink>
          <UtilityLink href={as('csv')} icon="download" download>
            {w.exportCsv}
          </UtilityLink>
          <UtilityLink href={as('standard')} icon="download" download>
            {w.exportStandard}
          </UtilityLink>
        </>
      }
    >
      <TextField name="q" label={w.search} value={filter.q} error={props.tooShort ? w.tooShort : undefined} />
      <Select
        name="kind"
        label={w.kind}
        value={filter.kind}
        empty={w.any}
        options={found.kinds.map((kind) => ({ value: kind, label: kind }))}
      />
      <Select
        name="area_id"
        label={w.area}
        value={filter.area_id ? `${filter.area_id}` : ''}
        empty={w.any}
        options={areas}
      />
      <Select
        name="programme"
        label={w.programme}
        value={filter.programme}
        empty={w.any}
        options={found.programmes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        name="sort"
        label={w.sort}
        value={filter.sort ?? 'kana'}
        empty={false}
        options={Object.entries(w.sorts).map(([value, label]) => ({ value, label }))}
      />
      <Select
        name="near_id"
        label={w.near}
        value={filter.near_id ? `${filter.near_id}` : ''}
        empty={w.any}
        options={areas}
      />
      <Checkbox name="stale" label={w.stale} checked={filter.stale === true} />
      <Checkbox name="ended" label={w.ended} checked={filter.ended === true} />
    </FilterBar>
  );
}
