import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { outsideMap, PlaceMap, type Ground } from '../../platform/ui/map.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { longDayIn, momentIn } from '../../platform/ui/speech-dates.ts';
import { japanese, plainReading, ReadingContext } from '../../platform/ui/speech.ts';
import { sharedWords } from '../../platform/ui/words-open.ts';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { When } from './pages-parts.tsx';
import type { EventRow, SessionLine } from './queries.ts';
import { applying, isClosed, isFull, roomOf, type Taken } from './rules.ts';
import {
  accommodationIn,
  ageIn,
  feeIn,
  kindIn,
  languageIn,
  mapWordsIn,
  repeatIn,
  unitIn,
  whenIn,
} from './rules-said.ts';
import { calendarWords } from './words-open.ts';

const firstSittings = 5;

/** The place of an event as it is shown: its own, or the facility's. */
export function placeOf(event: EventRow) {
  const elsewhere = event.place_name !== '';
  return {
    place: elsewhere ? event.place_name : (event.facility ?? ''),
    address: event.address !== '' ? event.address : elsewhere ? '' : (event.facility_address ?? ''),
    latitude: elsewhere ? event.latitude : (event.latitude ?? event.facility_latitude),
    longitude: elsewhere ? event.longitude : (event.longitude ?? event.facility_longitude),
  };
}

/** Where an event takes place, with the facility's page, the way there and a map: ours where there is one on the page. */
export function Where(props: { event: EventRow; facilityHref: string | null; mapOnPage?: boolean }) {
  const { event, facilityHref } = props;
  const place = placeOf(event);
  const outside = outsideMap(place);
  const map = outside !== null && props.mapOnPage === true ? '#map' : outside;
  const reading = useContext(ReadingContext);
  const w = calendarWords().event;
  if (event.online === 'only') return <p>{w.onlineOnly}</p>;
  return (
    <>
      <p lang={japanese(reading)}>
        {event.place_name === '' && facilityHref !== null ? (
          <a href={facilityHref}>{place.place}</a>
        ) : (
          place.place
        )}
        {place.address === '' ? null : (
          <>
            <br />
            {place.address}
          </>
        )}
      </p>
      {event.online === 'also' ? <p>{w.onlineAlso}</p> : null}
      {map === null ? null : (
        <p>
          <a href={map}>{w.map}</a>
        </p>
      )}
    </>
  );
}

export function Contact({ event }: { event: EventRow }) {
  const reading = useContext(ReadingContext);
  const phone = event.contact_phone ?? (event.contact_email === null ? event.facility_phone : null);
  const read = phone === null ? null : parsePhone(phone);
  return (
    <>
      <span lang={japanese(reading)}>
        {event.contact_name === '' ? (event.facility ?? event.organisation ?? '') : event.contact_name}
      </span>
      {phone === null ? null : (
        <p>
          {read?.ok ? (
            <a href={`tel:${read.value.number.replaceAll('-', '')}`}>{formatPhone(read.value)}</a>
          ) : (
            phone
          )}
        </p>
      )}
      {event.contact_email === null ? null : (
        <p>
          <a href={`mailto:${event.contact_email}`}>{event.contact_email}</a>
        </p>
      )}
    </>
  );
}

/** All a parent needs to know of an event, to come to it, and to have it in the own calendar. */
export function OpenEvent(props: {
  event: EventRow;
  coming: readonly SessionLine[];
  past: readonly SessionLine[];
  /** how far each coming sitting is filled */
  taken: ReadonlyMap<number, Taken>;
  /** where there is room instead, when this event is full */
  alike: readonly SessionLine[];
  now: Date;
  zone: string;
  applyHref: (session: SessionLine) => string;
  ground: Ground;
}) {
  const { event, coming, past, zone } = props;
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  const w = words.event;
  const ja = japanese(reading);
  const age = ageIn(reading, event.age_from_months, event.age_to_months);
  const fee = feeIn(reading, event);
  const repeat = repeatIn(reading, event);
  const open = coming.filter((one) => one.cancelled_at === null);
  const over =
    event.cancelled_at !== null ||
    open.length === 0 ||
    (event.application !== 'none' && isClosed(event, props.now));
  const full = !over && isFull(event, coming, props.taken, props.now);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={kindIn(reading, { code: event.event_kind_code, name: event.kind })}
        title={<span lang={ja}>{event.title}</span>}
        lead={event.summary === '' ? null : <span lang={ja}>{event.summary}</span>}
        badges={
          event.cancelled_at !== null ? (
            <StatusBadge kind="warning">{words.cancelled}</StatusBadge>
          ) : full ? (
            <StatusBadge kind="warning">{w.full}</StatusBadge>
          ) : null
        }
        actions={
          open.length === 0 ? null : (
            <LinkButton href={`/open/events/${event.id}.ics`} icon="calendar">
              {w.addAll}
            </LinkButton>
          )
        }
      />
      {event.cancelled_at === null ? null : (
        <NotificationBanner kind="warning" title={w.cancelledTitle}>
          <p>
            <Because text={event.cancel_reason} />
          </p>
        </NotificationBanner>
      )}
      {event.cancelled_at === null && coming.length === 0 ? (
        <NotificationBanner kind="info" title={w.endedTitle}>
          <p>{w.endedText}</p>
        </NotificationBanner>
      ) : null}
      {full ? (
        <NotificationBanner kind="warning" title={w.fullTitle}>
          <p>{event.waiting_list ? w.fullWaiting : w.fullNoWaiting}</p>
          <p>
            {props.alike.length > 0 ? (
              <a href="#alike">{w.alikeTitle}</a>
            ) : (
              <a href={alikeHref(event)}>{w.alike}</a>
            )}
          </p>
        </NotificationBanner>
      ) : null}
      {coming.length === 0 ? null : (
        <Section title={w.next} id="sittings" lead={repeat === '' ? null : repeat}>
          <Sittings {...props} lines={coming.slice(0, firstSittings)} />
          {coming.length <= firstSittings ? null : (
            <Disclosure summary={w.more(coming.length - firstSittings)}>
              <Sittings {...props} lines={coming.slice(firstSittings)} />
            </Disclosure>
          )}
        </Section>
      )}
      <DescriptionList
        items={[
          {
            term: w.where,
            description: (
              <Where
                event={event}
                facilityHref={event.facility_id === null ? null : `/open/places/${event.facility_id}`}
                mapOnPage
              />
            ),
          },
          event.online === 'only' || event.place_name !== '' || !event.facility_access
            ? null
            : { term: w.access, description: <span lang={ja}>{event.facility_access}</span> },
          event.online === 'only' || event.place_name !== '' || !event.facility_parking
            ? null
            : { term: w.parking, description: <span lang={ja}>{event.facility_parking}</span> },
          age === '' && event.audience === ''
            ? null
            : {
                term: w.age,
                description: (
                  <>
                    {event.audience === '' ? null : <span lang={ja}>{`${event.audience}　`}</span>}
                    {age}
                  </>
                ),
              },
          fee === '' ? null : { term: w.fee, description: fee },
          event.what_to_bring === ''
            ? null
            : { term: w.bring, description: <Said text={event.what_to_bring} /> },
          { term: w.how, description: <HowToApply event={event} zone={zone} over={over} /> },
          event.languages.every((one) => one === 'ja')
            ? null
            : {
                term: w.languages,
                description: words.said.list(event.languages.map((one) => languageIn(reading, one))),
              },
          event.accommodations.length === 0
            ? null
            : {
                term: w.accommodations,
                description: words.said.list(
                  event.accommodations.map((one) => accommodationIn(reading, one)),
                ),
              },
          { term: w.contact, description: <Contact event={event} /> },
          event.organisation === null || event.organisation === event.facility
            ? null
            : { term: w.host, description: <span lang={ja}>{event.organisation}</span> },
          event.url === null ? null : { term: w.url, description: <a href={event.url}>{event.url}</a> },
        ]}
      />
      {event.description === '' ? null : (
        <Section title={w.description} id="description">
          <Said text={event.description} />
        </Section>
      )}
      {event.online === 'only' ? null : (
        <PlaceMap
          place={{ ...placeOf(event), label: placeOf(event).place }}
          href={`/open/events/${event.id}`}
          ground={props.ground}
          words={mapWordsIn(reading)}
        />
      )}
      {full && props.alike.length > 0 ? (
        <Section title={w.alikeTitle} id="alike">
          <ResourceList
            items={props.alike.map((line) => ({
              title: <span lang={ja}>{line.title}</span>,
              href: `/open/events/${line.event_id}`,
              icon: 'calendar' as const,
              text: <When session={line} />,
              ...(line.online === 'only' || line.place === ''
                ? {}
                : { meta: <span lang={ja}>{line.place}</span> }),
            }))}
            label={w.alikeTitle}
          />
          <p>
            <a href={alikeHref(event)}>{w.alike}</a>
          </p>
        </Section>
      ) : null}
      {past.length === 0 ? null : (
        <Disclosure summary={w.past}>
          <ul>
            {past.map((line) => (
              <li>
                <When session={line} />
                {line.cancelled_at === null ? null : `　${words.cancelled}`}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <p>
        <a href={event.training ? '/open/calendar?training=1' : '/open/calendar'}>{w.back}</a>
      </p>
    </Stack>
  );
}

const alikeHref = (event: EventRow): string => `/open/calendar?kind=${event.event_kind_code}`;

/** What the host wrote stays in the host's language. */
function Said({ text }: { text: string }): Child {
  const lang = japanese(useContext(ReadingContext));
  return lang === undefined ? (
    <Prose>{text}</Prose>
  ) : (
    <div lang={lang}>
      <Prose>{text}</Prose>
    </div>
  );
}

/** Why it was called off, in the host's words. */
function Because({ text }: { text: string | null }): Child {
  const lang = japanese(useContext(ReadingContext));
  const { about } = sharedWords().form;
  const { reason } = calendarWords().event;
  return lang === undefined ? (
    <>{about(reason, text ?? '')}</>
  ) : (
    <>
      {about(reason, '')}
      <span lang={lang}>{text ?? ''}</span>
    </>
  );
}

/** For the network's own pages. */
export const languageName = (code: string): string => languageIn(plainReading, code);
export const accommodationName = (code: string): string => accommodationIn(plainReading, code);

function Sittings(props: Parameters<typeof OpenEvent>[0] & { lines: readonly SessionLine[] }) {
  const { event, lines, now, zone } = props;
  const reading = useContext(ReadingContext);
  const words = calendarWords();
  const w = words.event;
  return (
    <ResourceList
      items={lines.map((line) => {
        const state = applying(event, line, now);
        const room = roomOf(line, props.taken.get(line.id));
        const waits = room.full && event.waiting_list;
        const badge = line.cancelled_at !== null ? words.cancelled : room.full ? w.full : null;
        const left =
          state !== 'open' || room.left === null
            ? ''
            : !room.full
              ? w.left(unitIn(reading, event.capacity_unit === 'person' ? 'person' : 'family', room.left))
              : room.waiting > 0
                ? w.waiting(unitIn(reading, 'family', room.waiting))
                : waits
                  ? w.nobodyWaits
                  : '';
        const moved =
          line.moved && line.cancelled_at === null ? w.movedFrom(longDayIn(reading, line.recurrence_on)) : '';
        return {
          title: <When session={line} />,
          icon: 'calendar' as const,
          ...(badge === null || (badge === w.full && state !== 'open')
            ? {}
            : { badge: <StatusBadge kind="warning">{badge}</StatusBadge> }),
          ...(line.cancelled_at !== null && event.cancelled_at === null
            ? { text: <Because text={line.cancel_reason} /> }
            : line.note === ''
              ? {}
              : { text: <span lang={japanese(reading)}>{line.note}</span> }),
          ...(left === '' && moved === ''
            ? {}
            : {
                meta: (
                  <>
                    {left === '' ? null : <span>{left}</span>}
                    {moved === '' ? null : <span>{moved}</span>}
                  </>
                ),
              }),
          ...(line.cancelled_at !== null
            ? {}
            : {
                action: (
                  <ButtonRow>
                    {state === 'open' && room.full && !waits ? (
                      <span>{w.noWaiting}</span>
                    ) : state === 'open' ? (
                      <LinkButton
                        href={props.applyHref(line)}
                        kind={waits ? 'secondary' : 'primary'}
                        size="sm"
                        label={(waits ? w.waitOf : w.applyOf)(whenIn(reading, line))}
                      >
                        {waits ? w.wait : w.apply}
                      </LinkButton>
                    ) : state === 'before' && event.application_opens_at !== null ? (
                      <span>{w.before(momentIn(reading, event.application_opens_at, zone))}</span>
                    ) : state === 'over' ? (
                      <span>{w.over}</span>
                    ) : null}
                    <LinkButton
                      href={`/open/events/${event.id}.ics?session=${line.id}`}
                      kind="tertiary"
                      size="sm"
                      label={`${w.addOne}: ${whenIn(reading, line)}`}
                    >
                      {w.addOne}
                    </LinkButton>
                  </ButtonRow>
                ),
              }),
        };
      })}
      label={w.next}
    />
  );
}

/** How to apply; once that is over, that it is, and where to look instead. */
function HowToApply({ event, zone, over }: { event: EventRow; zone: string; over: boolean }) {
  const reading = useContext(ReadingContext);
  const w = calendarWords().event;
  const closes =
    event.application_closes_at === null
      ? ''
      : w.closes(momentIn(reading, event.application_closes_at, zone));
  if (over)
    return (
      <>
        <p>{closes === '' ? w.over : `${w.over}　${closes}`}</p>
        <p>
          <a href={alikeHref(event)}>{w.alike}</a>
        </p>
      </>
    );
  const said = {
    none: event.online === 'only' ? w.noneOnline : w.none,
    contact: w.contactWay,
    form: w.form,
    lottery: w.lottery,
  } as Record<string, string>;
  return (
    <>
      <p>{said[event.application] ?? ''}</p>
      {event.application_note === '' ? null : <Said text={event.application_note} />}
      {event.application === 'none' ? null : (
        <p>
          {[
            event.capacity === null
              ? ''
              : w.capacity(
                  unitIn(reading, event.capacity_unit === 'person' ? 'person' : 'family', event.capacity),
                ),
            event.application_opens_at === null
              ? ''
              : w.before(momentIn(reading, event.application_opens_at, zone)),
            closes,
            event.lottery_at === null ? '' : w.lotteryOn(momentIn(reading, event.lottery_at, zone)),
          ]
            .filter((part) => part !== '')
            .join('　')}
        </p>
      )}
    </>
  );
}
