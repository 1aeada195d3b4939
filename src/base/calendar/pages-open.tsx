import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { addDays, addMonths, type IsoDate } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { CalendarSteps, DayList, MonthGrid } from '../../platform/ui/calendar-grid.tsx';
import { Disclosure, EmptyState } from '../../platform/ui/feedback.tsx';
import { Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { dayIn, daysIn, monthIn } from '../../platform/ui/speech-dates.ts';
import { ReadingContext } from '../../platform/ui/speech.ts';
import { DayLine, GridLine } from './pages-parts.tsx';
import type { EventKind, SessionLine } from './queries.ts';
import { kindIn } from './rules-said.ts';
import { byDay, leftOver } from './rules-sheet.ts';
import { calendarWords } from './words-open.ts';

export const views = ['month', 'week', 'list'] as const;
/** Ages as the calendar asks for them: months that lie within what the label says. */
const ages = ['3', '9', '18', '30', '42', '54', '66', '100'] as const;

export type View = (typeof views)[number];

/** What of the calendar is looked at; the address says it all. */
export interface Look {
  view: View;
  /** the first day shown; of a month its first day */
  from: IsoDate;
  to: IsoDate;
  area_id: number | null;
  facility_id: number | null;
  kind: string | null;
  age_months: number | null;
  q: string;
  training: boolean;
}

export interface CalendarProps {
  look: Look;
  lines: readonly SessionLine[];
  /** sittings of each day of the month, also those there was no room for */
  counts: ReadonlyMap<IsoDate, number>;
  kinds: readonly EventKind[];
  areas: readonly { id: number; name: string; system_name: string }[];
  facility: { id: number; name: string } | null;
  today: IsoDate;
  now: Date;
  href: (changes: Record<string, string | number | null>) => string;
  base: string;
  eventHref: (line: SessionLine) => string;
}

/** Where one stands in the calendar and how one goes on. */
export function Steps({ look, href, today }: Pick<CalendarProps, 'look' | 'href' | 'today'>) {
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  if (look.view === 'month') {
    const month = look.from.slice(0, 7);
    const to = (by: number) => href({ month: addMonths(look.from, by).slice(0, 7), day: null });
    return (
      <CalendarSteps
        label={monthIn(reading, month)}
        previous={{ href: to(-1), label: words.previousMonth }}
        next={{ href: to(1), label: words.nextMonth }}
        today={
          month === today.slice(0, 7)
            ? null
            : { href: href({ month: null, day: null }), label: words.thisMonth }
        }
      />
    );
  }
  const days = look.view === 'week' ? 7 : 30;
  const to = (by: number) => href({ day: addDays(look.from, by), month: null });
  return (
    <CalendarSteps
      label={daysIn(reading, look.from, look.to)}
      previous={{ href: to(-days), label: look.view === 'week' ? words.previousWeek : words.earlier }}
      next={{ href: to(days), label: look.view === 'week' ? words.nextWeek : words.later }}
      today={
        look.from <= today && today <= look.to
          ? null
          : {
              href: href({ day: null, month: null }),
              label: look.view === 'week' ? words.thisWeek : words.fromToday,
            }
      }
    />
  );
}

/** The sittings themselves, as the view wants them. */
export function Sheet(
  props: Pick<CalendarProps, 'look' | 'lines' | 'counts' | 'today' | 'now' | 'href' | 'eventHref'>,
) {
  const { look, lines, today, href, eventHref } = props;
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  if (lines.length === 0)
    return (
      <EmptyState
        title={words.emptyTitle}
        text={words.emptyText}
        icon="calendar"
        action={
          look.area_id !== null || look.kind !== null || look.age_months !== null || look.q !== '' ? (
            <LinkButton href={href({ area_id: null, kind: null, age: null, q: null, facility_id: null })}>
              {words.emptyAction}
            </LinkButton>
          ) : null
        }
      />
    );
  if (look.view === 'month') {
    const items = byDay(lines, look.from, look.to, (line) => (
      <GridLine line={line} href={eventHref(line)} now={props.now} />
    ));
    const more = leftOver(lines, props.counts);
    const month = look.from.slice(0, 7);
    // A narrow screen shows the days to come alone: where none of this month is left, it says so.
    const over = today.startsWith(month) && ![...items.keys()].some((day) => day >= today);
    return (
      <>
        {over ? (
          <div class="cal-none-left">
            <EmptyState title={words.emptyTitle} text={words.emptyText} icon="calendar" />
          </div>
        ) : null}
        <MonthGrid
          month={month}
          today={today}
          items={items}
          more={more}
          hrefOf={(day) => href({ view: 'list', day, month: null })}
        />
      </>
    );
  }
  const items = byDay(lines, look.from, look.to, (line) => <DayLine line={line} href={eventHref(line)} />);
  const days =
    look.view === 'week'
      ? Array.from({ length: 7 }, (_, at) => addDays(look.from, at))
      : [...items.keys()].toSorted();
  return (
    <DayList
      days={days}
      today={today}
      items={items}
      nothing={words.nothing}
      titleOf={(day) => dayIn(reading, day)}
      level={3}
    />
  );
}

/** The area's calendar for everybody: by area, age and kind, as month, week and list. */
export function OpenCalendar(props: CalendarProps) {
  const { look, kinds, areas, href } = props;
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  const mine = kinds.filter((kind) => kind.training === look.training);
  const area = areas.find((one) => one.id === look.area_id);
  const kind = kinds.find((one) => one.code === look.kind);
  const age = ages.find((months) => Number(months) === look.age_months);
  const active = [
    area ? { label: area.name, removeHref: href({ area_id: null }) } : null,
    props.facility ? { label: props.facility.name, removeHref: href({ facility_id: null }) } : null,
    kind ? { label: kindIn(reading, kind), removeHref: href({ kind: null }) } : null,
    age ? { label: words.ages[age], removeHref: href({ age: null }) } : null,
    look.q === '' ? null : { label: look.q, removeHref: href({ q: null }) },
  ].filter((one) => one !== null);
  const hidden: Record<string, string> = {
    ...(look.view === 'month' ? { month: look.from.slice(0, 7) } : { view: look.view, day: look.from }),
    ...(look.training ? { training: '1' } : {}),
    ...(look.facility_id === null ? {} : { facility_id: `${look.facility_id}` }),
  };
  return (
    <Stack>
      <PageHeading
        title={look.training ? words.trainingTitle : words.title}
        lead={look.training ? words.trainingLead : words.lead}
      />
      {look.training ? null : (
        <nav aria-label={words.ageChips}>
          <p class="cal-chips">
            <Choice href={href({ age: null })} current={look.age_months === null}>
              {words.anyAge}
            </Choice>
            {ages.map((months) => (
              <Choice href={href({ age: months })} current={look.age_months === Number(months)}>
                {words.ages[months]}
              </Choice>
            ))}
          </p>
        </nav>
      )}
      <FilterBar
        action="/open/calendar"
        hidden={hidden}
        active={active}
        clearHref={href({ area_id: null, kind: null, age: null, q: null, facility_id: null })}
        actions={
          <>
            <UtilityLink href={printHref(look)} icon="print">
              {words.print}
            </UtilityLink>
            <UtilityLink href="#subscribe" icon="calendar">
              {words.subscribe}
            </UtilityLink>
          </>
        }
      >
        <Select
          name="area_id"
          label={words.area}
          value={look.area_id === null ? '' : `${look.area_id}`}
          empty={words.anyArea}
          options={areas.map((one) => ({ value: `${one.id}`, label: one.name, group: one.system_name }))}
        />
        <Select
          name="kind"
          label={words.kind}
          value={look.kind ?? ''}
          empty={words.anyKind}
          options={mine.map((one) => ({ value: one.code, label: kindIn(reading, one) }))}
        />
        {look.training ? null : (
          <Select
            name="age"
            label={words.age}
            value={look.age_months === null ? '' : `${look.age_months}`}
            empty={words.anyAge}
            options={ages.map((value) => ({ value, label: words.ages[value] }))}
          />
        )}
        <TextField name="q" label={words.q} value={look.q} width="m" />
      </FilterBar>
      <Tabs
        label={words.viewsLabel}
        items={views.map((view) => ({
          label: words.views[view],
          href: href({ view: view === 'month' ? null : view, day: null, month: null }),
          current: look.view === view,
        }))}
      />
      <Steps {...props} />
      <Sheet {...props} />
      <Subscribe {...props} area={area ?? null} kind={kind ?? null} />
    </Stack>
  );
}

function Choice({ href, current, children }: { href: string; current: boolean; children?: Child }) {
  return (
    <a class="chip chip-link" href={href} aria-current={current ? 'true' : undefined}>
      {children}
    </a>
  );
}

/** The conditions as the print page and the feeds take them. */
export function conditionsOf(look: Look): URLSearchParams {
  const query = new URLSearchParams();
  if (look.area_id !== null) query.set('area_id', `${look.area_id}`);
  if (look.facility_id !== null) query.set('facility_id', `${look.facility_id}`);
  if (look.kind !== null) query.set('kind', look.kind);
  if (look.age_months !== null) query.set('age', `${look.age_months}`);
  if (look.training) query.set('training', '1');
  return query;
}

function printHref(look: Look): string {
  const query = conditionsOf(look);
  query.set('month', look.from.slice(0, 7));
  return `/open/calendar/print?${query.toString()}`;
}

/** The nearest feed of what is looked at: by facility, kind, area, or with several conditions together. */
export function feedPath(look: Look): string {
  const conditions = conditionsOf(look);
  const [first, ...rest] = [...conditions.keys()];
  if (first === undefined) return '/open/feeds/families.ics';
  if (rest.length === 0) {
    if (first === 'training') return '/open/feeds/training.ics';
    if (first === 'area_id') return `/open/feeds/area-${look.area_id}.ics`;
    if (first === 'facility_id') return `/open/feeds/facility-${look.facility_id}.ics`;
    if (first === 'kind') return `/open/feeds/kind-${look.kind}.ics`;
  }
  return `/open/feeds/calendar.ics?${conditions.toString()}`;
}

function Subscribe(
  props: CalendarProps & { area: { id: number; name: string } | null; kind: EventKind | null },
) {
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  const path = feedPath(props.look);
  const address = `${props.base}${path}`;
  return (
    <Section title={words.subscribeTitle} id="subscribe">
      <p>{words.subscribeLead}</p>
      <p>
        <strong>{words.subscribeThis}</strong>
      </p>
      <ButtonRow>
        <LinkButton href={address.replace(/^https?:/, 'webcal:')} icon="calendar">
          {words.subscribeOpen}
        </LinkButton>
        <LinkButton href={path} kind="tertiary" icon="download">
          {words.subscribeFile}
        </LinkButton>
      </ButtonRow>
      <p>
        {words.subscribeAddress}
        <code class="cal-feed-address">{address}</code>
      </p>
      <Disclosure summary={words.howTitle}>
        <ul>
          <li>{words.how.apple}</li>
          <li>{words.how.google}</li>
          <li>{words.how.outlook}</li>
        </ul>
      </Disclosure>
      <Disclosure summary={words.otherFeeds}>
        <ul>
          <li>
            <a href="/open/feeds/all.ics">{words.feedAll}</a>
          </li>
          <li>
            <a href="/open/feeds/families.ics">{words.feedFamilies}</a>
          </li>
          <li>
            <a href="/open/feeds/training.ics">{words.feedTraining}</a>
          </li>
          {props.area === null ? null : (
            <li>
              <a href={`/open/feeds/area-${props.area.id}.ics`}>{words.feedOf(props.area.name)}</a>
            </li>
          )}
          {props.kinds.map((one) => (
            <li>
              <a href={`/open/feeds/kind-${one.code}.ics`}>{words.feedOf(kindIn(reading, one))}</a>
            </li>
          ))}
        </ul>
      </Disclosure>
    </Section>
  );
}
