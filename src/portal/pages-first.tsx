import type { Child } from '../platform/ui/jsx-runtime.ts';
import { openDay } from '../base/directory/rules-opening.ts';
import type { Place } from '../base/finder/queries.ts';
import { LinkButton, Button } from '../platform/ui/buttons.tsx';
import { Select } from '../platform/ui/fields.tsx';
import { Icon, type IconName } from '../platform/ui/icons.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { dayIn, shortDayIn } from '../platform/ui/speech-dates.ts';
import { japanese, named, wordsIn, type Reading } from '../platform/ui/speech.ts';
import type { SessionLine } from '../base/calendar/queries.ts';
import type { Where } from './queries.ts';
import { ageCodes, type AgeCode } from './rules.ts';
import { openWords } from './words-open.ts';

const clock = (time: string): string => time.replace(/^0/, '');

/** Where: names of towns, then the areas of each system. */
export function WhereSelect(props: { where: Where; value: string; reading: Reading; name?: string }): Child {
  const w = wordsIn(openWords, props.reading);
  const area = (one: Where['areas'][number]) => ({
    value: `area-${one.id}`,
    label: one.name,
    group: one.system,
  });
  return (
    <Select
      name={props.name ?? 'where'}
      label={w.where}
      value={props.value}
      empty={w.anywhere}
      options={[
        ...props.where.areas.map(area),
        ...props.where.towns.map(({ id, name }) => ({ value: `town-${id}`, label: name, group: w.towns })),
      ]}
    />
  );
}

/**
 * Fills the select «where» with what is nearest to the phone. The phone works that out itself: its position is not sent
 * (near.island.ts). Without script it is not there.
 */
export function NearHere(props: {
  reading: Reading;
  among: readonly { value: string; latitude: number | null; longitude: number | null }[];
}): Child {
  const w = wordsIn(openWords, props.reading).first;
  const among = props.among.flatMap(({ value, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [[value, roughly(latitude), roughly(longitude)]],
  );
  if (among.length === 0) return null;
  return (
    <div
      class="open-near"
      hidden
      data-near
      data-near-failed={w.nearFailed}
      data-near-areas={JSON.stringify(among)}
    >
      <Button type="button" kind="secondary" icon="map">
        {w.near}
      </Button>
      <p class="field-help">{w.nearHelp}</p>
      <p role="status"></p>
    </div>
  );
}

export function AgeSelect(props: { value: string | null; reading: Reading }): Child {
  const w = wordsIn(openWords, props.reading);
  return (
    <Select
      name="age"
      label={w.age}
      value={props.value}
      empty={w.anyAge}
      options={ageCodes.map((code) => ({ value: code, label: w.ages[code] }))}
    />
  );
}

/** What a place is doing today, in a word and its hours. */
export function todayOf(
  place: Pick<Place, 'opening'>,
  today: string,
  now: string,
  reading: Reading,
): { state: 'now' | 'later' | 'over' | 'closed'; text: string; hours: string } {
  const w = wordsIn(openWords, reading).open;
  const { open, hours } = openDay(place.opening, today);
  // What nobody has written down is neither closed nor open.
  if (open === null) return { state: 'closed', text: w.unknown, hours: '' };
  if (hours.length === 0)
    return open
      ? { state: 'later', text: w.todayUntimed, hours: '' }
      : { state: 'closed', text: w.closed, hours: '' };
  const shown = hours.map((one) => w.hours(clock(one.opens_at), clock(one.closes_at))).join(' / ');
  const running = hours.find((one) => one.opens_at <= now && now < one.closes_at);
  if (running) return { state: 'now', text: w.now, hours: shown };
  const next = hours.find((one) => one.opens_at > now);
  return next
    ? { state: 'later', text: w.later(clock(next.opens_at)), hours: shown }
    : { state: 'over', text: w.over, hours: shown };
}

const turns = { now: 0, later: 1, over: 2, closed: 3 } as const;

/** Where one can go now, then where soonest, and last what is over; otherwise in the order they came. */
export function goableFirst<P extends Pick<Place, 'opening'>>(
  places: readonly P[],
  today: string,
  now: string,
  reading: Reading,
): P[] {
  return places
    .map((place) => {
      const next =
        openDay(place.opening, today).hours.find((one) => one.closes_at > now)?.opens_at ?? '24:00';
      const { state } = todayOf(place, today, now, reading);
      return { place, turn: `${turns[state]}${state === 'later' ? next : ''}` };
    })
    .toSorted((a, b) => (a.turn < b.turn ? -1 : a.turn > b.turn ? 1 : 0))
    .map(({ place }) => place);
}

export function OpenState({
  state,
  text,
}: {
  state: 'now' | 'later' | 'over' | 'closed';
  text: string;
}): Child {
  return (
    <span class={`open-state open-state-${state}`}>
      {state === 'now' ? <Icon name="success" size="sm" /> : <Icon name="clock" size="sm" />}
      {text}
    </span>
  );
}

/** Sittings by their time; the day is said where they are of several. */
export function SessionList(props: {
  sessions: readonly SessionLine[];
  reading: Reading;
  label: string;
  withDay: boolean;
  /** the place whose page it is: said only where a sitting is elsewhere */
  at?: string;
}): Child {
  const { reading } = props;
  const w = wordsIn(openWords, reading).session;
  return (
    <ul class="open-list" aria-label={props.label}>
      {props.sessions.map((one) => (
        <li class="open-line">
          <p class="open-line-when">
            {props.withDay ? <span>{shortDayIn(reading, one.on)}</span> : null}
            <span>{one.all_day ? w.allDay : `${clock(one.time_from)}–${clock(one.time_to)}`}</span>
          </p>
          <div class="open-line-words">
            <h3 class="open-line-title" lang={japanese(reading)}>
              <a href={`/open/events/${one.event_id}`}>{one.title}</a>
            </h3>
            {(one.place || one.facility) === props.at ? null : (
              <p class="open-line-text" lang={japanese(reading)}>
                {one.place || one.facility}
              </p>
            )}
            {one.cancelled_at !== null ? <p class="open-state open-state-closed">{w.cancelled}</p> : null}
            {one.application !== 'none' && one.cancelled_at === null ? (
              <p class="open-line-text">{w.apply}</p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

export interface FirstPageProps {
  reading: Reading;
  municipality: string;
  today: string;
  now: string;
  where: Where;
  whereValue: string;
  age: AgeCode | null;
  /** where one can go today; when that is over, where on `placesOn`, the next day that has a place */
  places: readonly Place[];
  placesOn: string | null;
  /** how many can still be gone to today, and how many were open */
  count: number;
  wereOpen: number;
  sessions: readonly SessionLine[];
  /** how many of today are to come, beyond those listed, and whether there were others */
  sessionCount: number;
  sessionsOver: boolean;
  soon: readonly SessionLine[];
  /** the same question on the page of places and in the calendar */
  placesHref: string;
  calendarHref: string;
  todayHref: string;
}

/** What can I do with my child today, near here: everything else is a link below. */
export function FirstPage(props: FirstPageProps): Child {
  const { reading, today } = props;
  const all = wordsIn(openWords, reading);
  const w = all.first;
  const next = props.placesOn === null ? null : w.nextTitle(shortDayIn(reading, props.placesOn));
  return (
    <Stack>
      <PageHeading title={w.title} kicker={dayIn(reading, today)} />
      <ul class="open-answer">
        {(
          [
            ['#today-places', w.openTitle, props.count],
            ['#today-events', w.sessionsTitle, props.sessionCount],
          ] as const
        ).map(([href, title, count]) => (
          <li>
            <a href={href}>
              <span>{title}</span>
              <strong>{`${count}`}</strong>
            </a>
          </li>
        ))}
      </ul>
      <form class="open-ask" action="/open" method="get" data-near-form>
        <WhereSelect where={props.where} value={props.whereValue} reading={reading} />
        <AgeSelect value={props.age} reading={reading} />
        <Button kind="primary" size="lg">
          {w.show}
        </Button>
        <NearHere
          reading={reading}
          among={props.where.areas
            .filter(({ system_code }) => system_code === props.where.areas[0]?.system_code)
            .map((one) => ({ ...one, value: `area-${one.id}` }))}
        />
      </form>
      <Section title={w.openTitle} id="today-places">
        {props.count > 0 ? null : (
          <div class="open-none">
            <p>
              <strong>{props.wereOpen > 0 ? w.overToday : w.openNone}</strong>
            </p>
            {props.placesOn === null ? (
              <p>{w.nextNone}</p>
            ) : props.wereOpen > 0 ? null : (
              <p>{w.openNoneText}</p>
            )}
          </div>
        )}
        {next === null ? null : <h3>{next}</h3>}
        {props.places.length === 0 ? null : (
          <ul class="open-list" aria-label={next ?? w.openTitle}>
            {props.places.map((place) => {
              const { state, text, hours } = todayOf(place, props.placesOn ?? today, props.now, reading);
              return (
                <li class="open-line">
                  <p class="open-line-when">
                    <span>{hours}</span>
                    {next === null ? <OpenState state={state} text={text} /> : null}
                  </p>
                  <div class="open-line-words">
                    <h3 class="open-line-title" lang={japanese(reading)}>
                      <a class="proper-name" href={`/open/places/${place.id}`}>
                        {named(place.name, place.name_kana, reading)}
                      </a>
                    </h3>
                    <p class="open-line-text" lang={japanese(reading)}>
                      {place.kind}　{withoutCity(place.address, props.municipality)}
                    </p>
                  </div>
                </li>
              );
            })}
          </ul>
        )}
        <p>
          <LinkButton href={props.placesHref} kind="secondary" icon="search">
            {props.count > props.places.length ? w.more(`${props.count - props.places.length}`) : w.allPlaces}
          </LinkButton>
        </p>
      </Section>
      <Section title={w.sessionsTitle} id="today-events">
        {props.sessions.length === 0 ? (
          <p>{props.sessionsOver ? w.sessionsOver : w.sessionsNone}</p>
        ) : (
          <SessionList sessions={props.sessions} reading={reading} label={w.sessionsTitle} withDay={false} />
        )}
        {props.sessionCount > props.sessions.length ? (
          <p>
            <LinkButton href={props.todayHref} kind="secondary" icon="calendar">
              {w.allEvents}
            </LinkButton>
          </p>
        ) : null}
      </Section>
      {props.soon.length === 0 ? null : (
        <Section title={w.soonTitle} id="soon">
          <SessionList sessions={props.soon} reading={reading} label={w.soonTitle} withDay />
        </Section>
      )}
      <p>
        <LinkButton href={props.calendarHref} kind="secondary" icon="calendar">
          {w.allEvents}
        </LinkButton>
      </p>
      <Section title={w.waysTitle} id="ways">
        <Ways reading={reading} />
      </Section>
    </Stack>
  );
}

/** Whoever looks for a place near here knows the name of the city. */
const withoutCity = (address: string, municipality: string): string => {
  const at = address.indexOf(municipality);
  return at >= 0 && at <= 4 ? address.slice(at + municipality.length) : address;
};

const roughly = (n: number): number => Math.round(n * 1000) / 1000;

const ways: readonly {
  key: 'help' | 'schemes' | 'voices' | 'helpers' | 'areas' | 'guidelines';
  href: string;
  icon: IconName;
}[] = [
  { key: 'help', href: '/open/help', icon: 'support' },
  { key: 'schemes', href: '/open/schemes', icon: 'note' },
  { key: 'voices', href: '/open/voices', icon: 'bell' },
  { key: 'helpers', href: '/open/helpers', icon: 'people' },
  { key: 'areas', href: '/open/areas', icon: 'map' },
  { key: 'guidelines', href: '/open/guidelines', icon: 'flag' },
];

function Ways({ reading }: { reading: Reading }): Child {
  const w = wordsIn(openWords, reading).first.ways;
  return (
    <ul class="open-ways">
      {ways.map(({ key, href, icon }) => (
        <li>
          <a href={href}>
            <Icon name={icon} size="lg" />
            <span>
              <span class="open-way-title">{w[key].title}</span>
              <span class="open-way-text">{w[key].text}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
