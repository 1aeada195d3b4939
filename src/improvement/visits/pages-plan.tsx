import type { Child } from '../../platform/ui/jsx-runtime.ts';
import {
  addDays,
  formatMonth,
  formatMonthDay,
  formatTime,
  monthEnd,
  monthStart,
} from '../../platform/ja/dates.ts';
import { closureName, holidayName, isYearEndClosure } from '../../platform/ja/holidays.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { MonthGrid } from '../../platform/ui/calendar-grid.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { areaOptions } from './pages-list.tsx';
import type { DueFacility } from './queries-round.ts';
import type { AreaSystem, CalendarVisit, Coordinator } from './queries.ts';
import { distance } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

/** The month as a wall calendar, on a phone as the days that have something; the days that are over stay out there. */
function Calendar(props: {
  month: string;
  today: string;
  visits: readonly CalendarVisit[];
  everybody: boolean;
}): Child {
  const items = new Map<string, Child[]>();
  const first = monthStart(`${props.month}-01`);
  // Holidays have their name in the sheet already; the days between the years have not.
  for (let day = first; day <= monthEnd(first); day = addDays(day, 1))
    if (isYearEndClosure(day) && holidayName(day) === null) items.set(day, [closureName(day)]);
  for (const visit of props.visits) {
    const lines = items.get(visit.planned_on) ?? [];
    items.set(visit.planned_on, [
      ...lines,
      <a class="cal-event" href={`/visits/${visit.id}`}>
        {visit.planned_from === null ? null : (
          <span class="cal-event-time">{formatTime(visit.planned_from)}</span>
        )}
        <span class="cal-event-title">{visit.facility}</span>
        {props.everybody ? <span class="cal-event-place">{visit.lead}</span> : null}
      </a>,
    ]);
  }
  if (props.visits.length === 0) return <p>{planWords.plan.nothingPlanned}</p>;
  const ahead = props.visits.some((visit) => visit.planned_on >= props.today);
  return <MonthGrid month={props.month} items={items} {...(ahead ? { today: props.today } : {})} />;
}

/** The nearest visit already planned this month within two kilometres, so that a day's visits lie together. */
function nearby(facility: DueFacility, visits: readonly CalendarVisit[], today: string): string {
  if (facility.latitude === null || facility.longitude === null) return '';
  const here = { latitude: facility.latitude, longitude: facility.longitude };
  const near = visits
    .filter((visit) => visit.planned_on >= today && visit.latitude !== null && visit.longitude !== null)
    .map((visit) => ({
      visit,
      kilometres: distance(here, { latitude: visit.latitude!, longitude: visit.longitude! }),
    }))
    .filter(({ kilometres }) => kilometres <= 2)
    .toSorted((a, b) => a.kilometres - b.kilometres)[0];
  if (!near) return '';
  return planWords.plan.near(
    formatMonthDay(near.visit.planned_on),
    near.visit.facility,
    near.kilometres.toFixed(1),
  );
}

/** The month: what is planned, and who waits for a visit. Ticked facilities go on to the form with the days. */
export function PlanPage(props: {
  month: string;
  today: string;
  visits: readonly CalendarVisit[];
  due: readonly DueFacility[];
  total: number;
  page: number;
  size: number;
  coordinators: readonly Coordinator[];
  systems: readonly AreaSystem[];
  coordinator_id: number | null;
  area_id: number | null;
  with_upcoming: boolean;
  nothing_chosen: boolean;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  const { href } = props;
  const named = planWords.plan;
  const before = addDays(`${props.month}-01`, -1).slice(0, 7);
  const after = addDays(monthEnd(`${props.month}-01`), 1).slice(0, 7);
  const lead = props.coordinators.find((person) => person.id === props.coordinator_id);
  return (
    <Stack gap="lg">
      <PageHeading
        title={named.heading(formatMonth(props.month))}
        lead={named.lead}
        actions={
          <>
            <LinkButton href={href({ month: before })} icon="previous">
              {named.previous}
            </LinkButton>
            <LinkButton href={href({ month: after })} icon="next">
              {named.next}
            </LinkButton>
          </>
        }
      />
      <FilterBar action="/visits/plan" hidden={{ month: props.month }}>
        <Select
          name="coordinator"
          label={named.coordinator}
          value={props.coordinator_id === null ? 'all' : String(props.coordinator_id)}
          empty={false}
          options={[
            { value: 'all', label: named.everybody },
            ...props.coordinators.map((person) => ({ value: String(person.id), label: person.name })),
          ]}
        />
        <Select
          name="area"
          label={words.list.filters.area}
          value={props.area_id === null ? '' : String(props.area_id)}
          empty={words.list.filters.any}
          options={areaOptions(props.systems)}
        />
        <Checkbox name="upcoming" label={named.withUpcoming} checked={props.with_upcoming} />
      </FilterBar>
      <Section title={named.calendar(formatMonth(props.month))} id="calendar">
        <Calendar
          month={props.month}
          today={props.today}
          visits={props.visits}
          everybody={lead === undefined}
        />
      </Section>
      <Section
        title={named.due}
        lead={named.dueLead}
        id="due"
        actions={
          <UtilityLink href={href({ format: 'xlsx' })} icon="download" download>
            {named.export}
          </UtilityLink>
        }
      >
        {props.nothing_chosen ? (
          <NotificationBanner kind="warning" title={named.chooseFirst} level={3} />
        ) : null}
        <form action="/visits/new" method="get" id="choose-due">
          <input type="hidden" name="month" value={props.month} />
          {lead === undefined ? null : <input type="hidden" name="lead" value={String(lead.id)} />}
          <Stack>
            <DataTable<DueFacility>
              caption={named.caption}
              captionHidden
              stack
              selectable={{
                name: 'facility',
                value: (facility) => String(facility.id),
                label: (facility) => facility.name,
              }}
              rows={props.due}
              empty={<EmptyState title={named.empty} text={named.emptyText} icon="check" />}
              columns={[
                {
                  key: 'name',
                  label: named.columns.facility,
                  rowHeader: true,
                  cell: (facility) => <a href={`/visits/facility/${facility.id}`}>{facility.name}</a>,
                },
                {
                  key: 'reason',
                  label: named.columns.reason,
                  cell: (facility) => (
                    <>
                      {words.dueReason(facility.reason)}
                      {facility.upcoming_on === null ? null : (
                        <>
                          {' '}
                          <StatusBadge kind="info">
                            {named.upcoming(formatMonthDay(facility.upcoming_on))}
                          </StatusBadge>
                        </>
                      )}
                    </>
                  ),
                },
                {
                  key: 'area',
                  label: named.columns.area,
                  nowrap: true,
                  cell: (facility) => facility.area ?? words.noArea,
                },
                {
                  key: 'coordinator',
                  label: named.columns.coordinator,
                  nowrap: true,
                  cell: (facility) => facility.coordinator ?? words.none,
                },
                {
                  key: 'near',
                  label: named.columns.near,
                  cell: (facility) => nearby(facility, props.visits, props.today),
                },
              ]}
            />
            {props.due.length === 0 ? null : (
              <ButtonRow>
                <Button icon="calendar">{named.choose}</Button>
              </ButtonRow>
            )}
          </Stack>
        </form>
        <PageNavigation
          total={props.total}
          page={props.page}
          size={props.size}
          href={(page) => `${href({ page })}#due`}
        />
      </Section>
    </Stack>
  );
}
