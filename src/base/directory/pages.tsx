import type { Child } from 'hono/jsx';
import { describeWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import { formatDate, formatDateTime, formatTimeRange, today } from '../../platform/ja/dates.ts';
import { formatPostal } from '../../platform/ja/postal.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import {
  Chip,
  Disclosure,
  EmptyState,
  NotificationBanner,
  StatusBadge,
} from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar, Form } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import {
  DescriptionList,
  MenuList,
  NextStep,
  ResourceList,
  Timeline,
  type TimelineEntry,
} from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import {
  areaName,
  countedTo,
  type AreaOfFacility,
  type Choices,
  type Facility,
  type FacilityFilter,
  type FacilityLine,
  type Middle,
  type Service,
} from './queries.ts';
import { distanceKm, isStale } from './rules.ts';
import { kanaRows, unknownOperator, words } from './words.ja.ts';

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
            cell: (line) => <Confirmed on={line.confirmed_on} today={props.today} />,
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

function Confirmed({ on, today }: { on: string | null; today: string }) {
  if (on === null) return <StatusBadge kind="warning">{w.never}</StatusBadge>;
  return isStale(on, today) ? (
    <StatusBadge kind="warning">{formatDate(on)}</StatusBadge>
  ) : (
    <>{formatDate(on)}</>
  );
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

// ---- one facility --------------------------------------------------------------------------

const p = words.page;

export interface FacilityView {
  facility: Facility;
  services: readonly Service[];
  areas: readonly AreaOfFacility[];
  people: readonly { id: number; name: string; role: string; title: string | null }[];
  today: string;
  zone: string;
  /** which neighbouring records the actor may look at */
  /** where this reader finds the visits and the issues of the facility; null where they may not */
  visits: string | null;
  issues: string | null;
}

/** A facility's story: what it is, whether that still holds, what it offers, how to reach it, who works there, what came before. */
export function FacilityPage(props: FacilityView) {
  const { facility, today } = props;
  const base = `/facilities/${facility.id}`;
  const stale = isStale(facility.confirmed_on, today);
  return (
    <Stack gap="lg">
      <PageHeading
        title={facility.name}
        kicker={facility.name_kana === '' ? undefined : facility.name_kana}
        badges={
          <>
            <Chip href={`/facilities?kind=${encodeURIComponent(facility.kind)}`}>{facility.kind}</Chip>
            {props.areas.map((area) => (
              <Chip href={`/facilities?area_id=${area.area_id}`}>{area.name}</Chip>
            ))}
            {facility.ended_on !== null ? (
              <StatusBadge>{p.endedBadge}</StatusBadge>
            ) : stale ? (
              <StatusBadge kind="warning">{p.staleBadge}</StatusBadge>
            ) : (
              <StatusBadge kind="success">{p.confirmedBadge}</StatusBadge>
            )}
          </>
        }
        lead={story(facility)}
        actions={
          facility.may_edit ? (
            <LinkButton href={`${base}/edit`} icon="edit">
              {words.page.edit}
            </LinkButton>
          ) : null
        }
      />
      <Standing facility={facility} stale={stale} />
      <Columns kind="main-aside">
        <Stack gap="lg">
          <Strengths facility={facility} />
          <Services {...props} />
          <Use facility={facility} />
          {facility.visit_wishes === null && !facility.may_edit ? null : (
            <Card title={p.wishes}>
              <Prose>{facility.visit_wishes ?? p.wishesEmpty}</Prose>
            </Card>
          )}
        </Stack>
        <Stack gap="lg">
          <Contact facility={facility} areas={props.areas} />
          <People people={props.people} />
          {props.visits === null && props.issues === null ? null : (
            <Card title={p.related} flush>
              <MenuList
                items={[
                  ...(props.visits === null
                    ? []
                    : [
                        {
                          label: p.visits,
                          text: p.visitsText,
                          href: props.visits,
                          icon: 'calendar' as const,
                        },
                      ]),
                  ...(props.issues === null
                    ? []
                    : [
                        {
                          label: p.issues,
                          text: p.issuesText,
                          href: props.issues,
                          icon: 'note' as const,
                        },
                      ]),
                ]}
              />
            </Card>
          )}
          <Extras extras={facility.extras} />
        </Stack>
      </Columns>
      <Section title={p.history}>
        <Timeline entries={history(props)} label={p.history} />
      </Section>
      {facility.may_manage && facility.ended_on === null ? (
        <ConfirmForm
          label={p.end}
          question={p.endQuestion(facility.name)}
          confirmLabel={p.end}
          action={`${base}/end`}
          kind="tertiary"
          danger
        />
      ) : null}
    </Stack>
  );
}

function story(facility: Facility): string {
  return facility.organisation === null || facility.organisation === unknownOperator
    ? p.storyUnknown(facility.kind)
    : p.story(facility.organisation, facility.kind, facility.established_on);
}

/** Whether the entry can be relied on, and the one step that makes it so. */
function Standing({ facility, stale }: { facility: Facility; stale: boolean }) {
  const base = `/facilities/${facility.id}`;
  if (facility.ended_on !== null) {
    return (
      <NotificationBanner
        kind="info"
        title={p.ended(facility.ended_on)}
        actions={
          facility.may_manage ? (
            <ConfirmForm
              label={p.reopen}
              question={p.reopenQuestion(facility.name)}
              confirmLabel={p.reopen}
              action={`${base}/reopen`}
            />
          ) : undefined
        }
      />
    );
  }
  const since = facility.confirmed_on === null ? p.never : stale ? p.stale(facility.confirmed_on) : null;
  if (since === null) return <p>{p.confirmed(facility.confirmed_on!)}</p>;
  if (!facility.may_edit) return <NotificationBanner kind="warning" title={since} />;
  return (
    <NextStep
      title={p.confirmTitle}
      text={`${since}${p.confirmText}`}
      action={
        <Form action={`${base}/confirm`} label={p.confirm}>
          <Button size="lg" icon="check">
            {p.confirm}
          </Button>
        </Form>
      }
    />
  );
}

function Strengths({ facility }: { facility: Facility }) {
  return (
    <Card title={p.strengths} icon="flag">
      {facility.strengths.length === 0 ? (
        <EmptyState
          title={p.strengthsEmpty}
          action={
            facility.may_edit ? (
              <LinkButton href={`/facilities/${facility.id}/edit#f-strengths`}>{p.strengthsAsk}</LinkButton>
            ) : undefined
          }
        />
      ) : (
        <ul>
          {facility.strengths.map((strength) => (
            <li>{strength}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** '月～金曜日 9:00～16:00'; null when nothing is known. */
export function opening(row: {
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
}): string | null {
  const days = row.weekdays === null ? null : parseWeekdays(row.weekdays);
  const said = [
    days?.ok ? describeWeekdays(days.value) : row.weekdays,
    row.opens_at !== null && row.closes_at !== null ? formatTimeRange(row.opens_at, row.closes_at) : null,
  ].filter((one) => one !== null);
  return said.length === 0 ? null : said.join(' ');
}

function Services({ facility, services, today }: FacilityView) {
  const base = `/facilities/${facility.id}/services`;
  return (
    <Card
      title={p.services}
      actions={
        facility.may_edit ? (
          <LinkButton href={`${base}/new`} size="sm">
            {p.serviceAdd}
          </LinkButton>
        ) : null
      }
    >
      {services.length === 0 ? (
        <p>{p.servicesEmpty}</p>
      ) : (
        <ResourceList
          label={p.services}
          level={3}
          items={services.map((service) => {
            const over = service.ends_on !== null && service.ends_on < today;
            return {
              title: service.name,
              text: service.description,
              meta: [
                service.name === service.programme ? null : service.programme,
                opening(service),
                service.permanent === null ? null : service.permanent ? p.permanent : p.temporary,
                service.opening_rule === '' ? null : p.rule(service.opening_rule),
                service.starts_on === null ? null : p.serviceStarts(service.starts_on),
                service.ends_on === null ? null : p.serviceEnded(service.ends_on),
              ]
                .filter((one) => one !== null)
                .join('\u3000'),
              badge: over ? <StatusBadge>{p.serviceEnded(service.ends_on!)}</StatusBadge> : undefined,
              action: facility.may_edit ? (
                <ButtonRow>
                  <LinkButton
                    href={`${base}/${service.id}/edit`}
                    size="sm"
                    label={p.serviceEditOf(service.name)}
                  >
                    {p.serviceEdit}
                  </LinkButton>
                  {service.ends_on === null ? (
                    <ConfirmForm
                      label={p.serviceEnd}
                      question={p.serviceEndQuestion(service.name)}
                      action={`${base}/${service.id}/end`}
                      kind="tertiary"
                      size="sm"
                    />
                  ) : (
                    <ConfirmForm
                      label={p.serviceReopen}
                      question={p.serviceReopenQuestion(service.name)}
                      action={`${base}/${service.id}/reopen`}
                      kind="tertiary"
                      size="sm"
                    />
                  )}
                </ButtonRow>
              ) : undefined,
            };
          })}
        />
      )}
    </Card>
  );
}

function Use({ facility }: { facility: Facility }) {
  return (
    <Card title={p.facts}>
      <DescriptionList
        items={[
          { term: p.hours, description: opening(facility) },
          facility.hours_note !== null && {
            term: p.hoursNote,
            description: <Prose>{facility.hours_note}</Prose>,
          },
          { term: p.ages, description: facility.ages },
          {
            term: p.capacity,
            description: facility.capacity === null ? null : p.capacityUnit(facility.capacity),
          },
          {
            term: p.temporaryCare,
            description:
              facility.temporary_care === null ? null : facility.temporary_care ? words.yes : words.no,
          },
          facility.note !== null && { term: p.note, description: <Prose>{facility.note}</Prose> },
        ]}
      />
    </Card>
  );
}

function Contact({ facility, areas }: { facility: Facility; areas: readonly AreaOfFacility[] }) {
  const where = `${facility.postal_code === null ? '' : `${formatPostal(facility.postal_code)} `}${facility.address}${facility.building === null ? '' : ` ${facility.building}`}`;
  const number = facility.phone?.replace(/[^\d+-].*$/, '') ?? '';
  return (
    <Card title={p.contact}>
      <DescriptionList
        layout="stack"
        items={[
          {
            term: p.phone,
            description:
              facility.phone === null ? null : number === '' ? (
                facility.phone
              ) : (
                <a href={`tel:${number}`}>{facility.phone}</a>
              ),
          },
          facility.fax !== null && { term: p.fax, description: facility.fax },
          facility.email !== null && {
            term: p.email,
            description: <a href={`mailto:${facility.email}`}>{facility.email}</a>,
          },
          facility.url !== null && {
            term: p.url,
            description: (
              <a href={facility.url} rel="noopener noreferrer">
                {facility.url}
              </a>
            ),
          },
          { term: p.address, description: where },
          {
            term: p.areas,
            description:
              areas.length > 0
                ? areas.map((area) => `${area.system}：${area.name}`).join('、')
                : facility.address === ''
                  ? null
                  : p.noArea,
          },
          facility.access_note !== null && {
            term: p.access,
            description: <Prose>{facility.access_note}</Prose>,
          },
          facility.parking !== null && { term: p.parking, description: <Prose>{facility.parking}</Prose> },
          { term: p.operator, description: facility.organisation },
          facility.local_id !== null && { term: p.number, description: facility.local_id },
        ]}
      />
    </Card>
  );
}

function People({ people }: Pick<FacilityView, 'people'>) {
  return (
    <Card title={p.people}>
      {people.length === 0 ? (
        <p>{p.peopleEmpty}</p>
      ) : (
        <ResourceList
          label={p.people}
          items={people.map((person) => ({
            title: person.name,
            href: `/people/${person.id}`,
            meta: p.personLine(person.role, person.title),
            icon: 'user',
          }))}
        />
      )}
    </Card>
  );
}

function Extras({ extras }: { extras: unknown }) {
  const items = Object.entries((extras ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => typeof value === 'string' && !/^[a-z_]+$/.test(name))
    .map(([term, value]) => ({ term, description: value as string }));
  if (items.length === 0) return null;
  return (
    <Disclosure summary={p.extras}>
      <DescriptionList items={items} layout="stack" />
    </Disclosure>
  );
}

function history({ facility, zone }: FacilityView): TimelineEntry[] {
  const at = (moment: Date, text: string, actor?: string | null): TimelineEntry & { on: string } => ({
    on: today(moment, zone),
    when: formatDateTime(moment, zone),
    datetime: moment.toISOString(),
    text,
    actor: actor ?? undefined,
  });
  const entries = [
    at(facility.created_at, p.created),
    ...(facility.updated_at.getTime() === facility.created_at.getTime()
      ? []
      : [at(facility.updated_at, p.changed, facility.changed_by)]),
    ...(facility.confirmed_on === null
      ? []
      : [
          {
            on: facility.confirmed_on,
            when: formatDate(facility.confirmed_on),
            datetime: facility.confirmed_on,
            text: p.confirmedEntry,
          },
        ]),
    ...(facility.ended_on === null
      ? []
      : [
          {
            on: facility.ended_on,
            when: formatDate(facility.ended_on),
            datetime: facility.ended_on,
            text: p.endedEntry,
          },
        ]),
  ];
  return entries.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}
