import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime, formatTime } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { Sheet, Steps, type CalendarProps } from './pages-open.tsx';
import { eventStates, type EventFilter, type EventLine, type SalonLine } from './queries-events.ts';
import type { EventKind } from './queries.ts';
import type { EventState } from './rules.ts';
import { nextText, words } from './words.ja.ts';

export const badgeOf: Record<EventState, Kind> = {
  draft: 'neutral',
  scheduled: 'info',
  cancelled: 'warning',
  coming: 'success',
  ended: 'neutral',
};

const w = words.listPage;

interface Doors {
  mayWrite: boolean;
  mayKeep: boolean;
  questions: number;
}

/** What else the calendar has, for those who may. */
function More({ mayKeep, questions }: Doors) {
  return (
    <>
      <UtilityLink href="/open/calendar" icon="globe">
        {w.public}
      </UtilityLink>
      <UtilityLink href="/events/salons" icon="people">
        {w.salons}
      </UtilityLink>
      {mayKeep ? (
        <>
          <UtilityLink href="/events/import" icon="upload">
            {w.import}
          </UtilityLink>
          <UtilityLink href="/events/questions" icon="note">
            {w.questions(questions)}
          </UtilityLink>
          <UtilityLink href="/events/feeds" icon="link">
            {w.feeds}
          </UtilityLink>
        </>
      ) : null}
    </>
  );
}

function Heading(props: Doors) {
  return (
    <PageHeading
      title={w.title}
      lead={w.lead}
      actions={
        props.mayWrite ? (
          <LinkButton href="/events/new" kind="primary" icon="plus">
            {w.add}
          </LinkButton>
        ) : null
      }
    />
  );
}

export function ViewTabs({ current }: { current: 'list' | 'calendar' }) {
  return (
    <Tabs
      label={w.title}
      items={[
        { label: w.asList, href: '/events', current: current === 'list' },
        { label: w.calendar, href: '/events/calendar', current: current === 'calendar' },
      ]}
    />
  );
}

/** The network's list of events: those that come, drafts, those that were. */
export function EventList(
  props: Doors & {
    lines: readonly EventLine[];
    total: number;
    filter: EventFilter;
    kinds: readonly EventKind[];
    areas: readonly { id: number; name: string; system_name: string }[];
    /** the one the list is narrowed to, from that facility's own page */
    facility: { id: number; name: string } | null;
    /** new events this person began and has not saved */
    begun: readonly { title: string; copied_from: number | null; saved_at: Date }[];
    stateOf: (line: EventLine) => EventState;
    now: Date;
    paging: { page: number; size: number };
    href: (changes: Record<string, string | number | null>) => string;
    exportHref: (format: string) => string;
    zone: string;
    views: Child;
  },
) {
  const { filter, href, facility } = props;
  const kind = props.kinds.find((one) => one.code === filter.kind);
  const area = props.areas.find((one) => one.id === filter.area_id);
  const active = [
    filter.q === '' ? null : { label: filter.q, removeHref: href({ q: null }) },
    filter.host === '' ? null : { label: filter.host, removeHref: href({ host: null }) },
    kind ? { label: kind.name, removeHref: href({ kind: null }) } : null,
    area ? { label: area.name, removeHref: href({ area_id: null }) } : null,
    facility ? { label: facility.name, removeHref: href({ facility_id: null }) } : null,
    filter.mine ? { label: w.mine, removeHref: href({ mine: null }) } : null,
  ].filter((one) => one !== null);
  return (
    <Stack>
      <Heading {...props} />
      {props.begun.length === 0 ? null : (
        <NotificationBanner kind="info" title={w.begun}>
          <ul>
            {props.begun.map((one) => (
              <li>
                <a href={`/events/new${one.copied_from === null ? '' : `?from=${one.copied_from}`}`}>
                  {w.begunOne(one.title, formatDateTime(one.saved_at, props.zone))}
                </a>
              </li>
            ))}
          </ul>
        </NotificationBanner>
      )}
      <ViewTabs current="list" />
      <FilterBar
        action="/events"
        active={active}
        clearHref="/events"
        hidden={facility === null ? {} : { facility_id: `${facility.id}` }}
        actions={
          <>
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.excel}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.csv}
            </UtilityLink>
            <UtilityLink href={props.exportHref('standard')} icon="download" download>
              {w.standard}
            </UtilityLink>
            <More {...props} />
          </>
        }
      >
        <TextField name="q" label={w.q} value={filter.q} width="m" />
        <TextField name="host" label={w.host} help={w.hostHelp} value={filter.host} width="m" />
        <Select
          name="state"
          label={w.state}
          value={filter.state}
          empty={false}
          options={eventStates.map((value) => ({ value, label: w.states[value] }))}
        />
        <Select
          name="kind"
          label={w.kind}
          value={filter.kind ?? ''}
          empty={w.any}
          options={props.kinds.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          name="area_id"
          label={w.area}
          value={filter.area_id === null ? '' : `${filter.area_id}`}
          empty={w.any}
          options={props.areas.map((one) => ({
            value: `${one.id}`,
            label: one.name,
            group: one.system_name,
          }))}
        />
        {props.mayWrite ? <Checkbox name="mine" label={w.mine} checked={filter.mine} /> : null}
      </FilterBar>
      {props.views}
      {w.more(props.total) === '' ? null : <p>{w.more(props.total)}</p>}
      <DataTable<EventLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty}
            text={
              active.length > 0 || filter.state !== 'coming' || !props.mayWrite
                ? w.emptyFiltered
                : w.emptyFirst
            }
            icon="calendar"
            action={props.mayWrite ? <LinkButton href="/events/new">{w.add}</LinkButton> : null}
          />
        }
        columns={[
          {
            key: 'when',
            label: w.columns.when,
            cell: (line) => nextText(line, props.now, props.zone) ?? w.noNext,
          },
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (line) => (
              <>
                <a href={`/events/${line.id}`}>{line.title}</a>
                {line.zone === 'network' ? (
                  <>
                    {' '}
                    <Chip icon="people">{w.networkOnly}</Chip>
                  </>
                ) : null}
              </>
            ),
          },
          { key: 'host', label: w.columns.host, cell: (line) => line.facility ?? line.organisation },
          { key: 'kind', label: w.columns.kind, nowrap: true },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (line) => {
              const state = props.stateOf(line);
              return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
            },
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

/** The network's month: everything the signed-in person may see, drafts of the own host too. */
export function NetworkCalendar(props: CalendarProps & Doors) {
  const { look, href } = props;
  return (
    <Stack>
      <Heading {...props} />
      <ViewTabs current="calendar" />
      <FilterBar
        action="/events/calendar"
        hidden={{ month: look.from.slice(0, 7) }}
        active={[
          ...props.areas
            .filter((one) => one.id === look.area_id)
            .map((one) => ({ label: one.name, removeHref: href({ area_id: null }) })),
          ...props.kinds
            .filter((one) => one.code === look.kind)
            .map((one) => ({ label: one.name, removeHref: href({ kind: null }) })),
        ]}
        clearHref={href({ area_id: null, kind: null })}
        actions={<More {...props} />}
      >
        <Select
          name="area_id"
          label={w.area}
          value={look.area_id === null ? '' : `${look.area_id}`}
          empty={w.any}
          options={props.areas.map((one) => ({
            value: `${one.id}`,
            label: one.name,
            group: one.system_name,
          }))}
        />
        <Select
          name="kind"
          label={w.kind}
          value={look.kind ?? ''}
          empty={w.any}
          options={props.kinds.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </FilterBar>
      <Steps {...props} />
      <Sheet {...props} />
    </Stack>
  );
}

const openText = (one: SalonLine['opens'][number]): string => `${formatDate(one.day)}${formatTime(one.from)}`;

/** Salons and circles with their next sittings. */
export function SalonList(props: { lines: readonly SalonLine[]; zone: string; exportHref: string }) {
  const s = words.salons;
  return (
    <Stack>
      <PageHeading title={s.title} lead={s.lead} />
      {props.lines.length === 0 ? null : (
        <ButtonRow>
          <UtilityLink href={props.exportHref} icon="download" download>
            {s.excel}
          </UtilityLink>
        </ButtonRow>
      )}
      <DataTable<SalonLine>
        caption={s.title}
        captionHidden
        stack
        rows={props.lines}
        empty={<EmptyState title={s.empty} text={s.emptyText} icon="people" />}
        columns={[
          {
            key: 'name',
            label: s.columns.name,
            rowHeader: true,
            cell: (line) => (
              <a
                href={
                  line.facility_id === null
                    ? `/organisations/${line.organisation_id}`
                    : `/facilities/${line.facility_id}`
                }
              >
                {line.name}
              </a>
            ),
          },
          { key: 'what', label: s.columns.what, nowrap: true, cell: (line) => s.what[line.what] },
          { key: 'place', label: s.columns.place },
          { key: 'phone', label: s.columns.phone, nowrap: true },
          {
            key: 'next',
            label: s.columns.next,
            cell: (line) =>
              line.next.length === 0
                ? line.opens.length === 0
                  ? s.noNext
                  : line.opens.map((one, at) => (
                      <>
                        {at === 0 ? null : <br />}
                        {openText(one)}
                      </>
                    ))
                : line.next.map((one, at) => (
                    <>
                      {at === 0 ? null : <br />}
                      <a href={`/events/${one.event_id}`}>{formatDateTime(one.starts_at, props.zone)}</a>
                    </>
                  )),
          },
        ]}
      />
    </Stack>
  );
}
