import { formatDateTime } from '../../platform/ja/dates.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import type { EventRow, SessionLine } from './queries.ts';
import { applying } from './rules.ts';
import { words as form } from './words-form.ja.ts';
import { words } from './words-open.ja.ts';
import { ageText, feeText, repeatText, whenText, words as own } from './words.ja.ts';

const w = words.event;
const firstSittings = 5;

/** Where the place is on the country's own map (国土地理院): a link, nothing is loaded from there. */
export const mapHref = (place: { latitude: number | null; longitude: number | null }): string | null =>
  place.latitude !== null && place.longitude !== null
    ? `https://maps.gsi.go.jp/#17/${place.latitude}/${place.longitude}/`
    : null;

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

/** Where an event takes place, with the facility's page, the way there and a map. */
export function Where({ event, facilityHref }: { event: EventRow; facilityHref: string | null }) {
  const place = placeOf(event);
  const map = mapHref(place);
  if (event.online === 'only') return <p>{w.onlineOnly}</p>;
  return (
    <>
      <p>
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
  const phone = event.contact_phone ?? (event.contact_email === null ? event.facility_phone : null);
  const read = phone === null ? null : parsePhone(phone);
  return (
    <>
      {event.contact_name === '' ? (event.facility ?? event.organisation ?? '') : event.contact_name}
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
  now: Date;
  zone: string;
  applyHref: (session: SessionLine) => string;
}) {
  const { event, coming, past, now, zone } = props;
  const age = [event.audience, ageText(event.age_from_months, event.age_to_months)].filter(
    (one) => one !== '',
  );
  const repeat = repeatText(event);
  const open = coming.filter((one) => one.cancelled_at === null);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={event.kind}
        title={event.title}
        lead={event.summary === '' ? null : event.summary}
        badges={
          event.cancelled_at === null ? null : <StatusBadge kind="warning">{words.cancelled}</StatusBadge>
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
          <p>{w.reason(event.cancel_reason ?? '')}</p>
        </NotificationBanner>
      )}
      {event.cancelled_at === null && coming.length === 0 ? (
        <NotificationBanner kind="info" title={w.endedTitle}>
          <p>{w.endedText}</p>
        </NotificationBanner>
      ) : null}
      {coming.length === 0 ? null : (
        <Section title={w.next} id="sittings" lead={repeat === '' ? null : repeat}>
          <Sittings {...props} lines={coming.slice(0, firstSittings)} />
          {coming.length <= firstSittings ? null : (
            <Disclosure summary={own.page.morePast(coming.length - firstSittings)}>
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
              />
            ),
          },
          event.online === 'only' || event.place_name !== '' || !event.facility_access
            ? null
            : { term: w.access, description: event.facility_access },
          event.online === 'only' || event.place_name !== '' || !event.facility_parking
            ? null
            : { term: w.parking, description: event.facility_parking },
          age.length === 0 ? null : { term: w.age, description: age.join('　') },
          feeText(event) === '' ? null : { term: w.fee, description: feeText(event) },
          event.what_to_bring === ''
            ? null
            : { term: w.bring, description: <Prose>{event.what_to_bring}</Prose> },
          { term: w.how, description: <HowToApply event={event} now={now} zone={zone} /> },
          event.languages.every((one) => one === 'ja')
            ? null
            : { term: w.languages, description: own.list(event.languages.map((one) => languageName(one))) },
          event.accommodations.length === 0
            ? null
            : {
                term: w.accommodations,
                description: own.list(event.accommodations.map((one) => accommodationName(one))),
              },
          { term: w.contact, description: <Contact event={event} /> },
          event.organisation === null || event.organisation === event.facility
            ? null
            : { term: w.host, description: event.organisation },
          event.url === null ? null : { term: w.url, description: <a href={event.url}>{event.url}</a> },
        ]}
      />
      {event.description === '' ? null : (
        <Section title={own.page.description} id="description">
          <Prose>{event.description}</Prose>
        </Section>
      )}
      {past.length === 0 ? null : (
        <Disclosure summary={w.past}>
          <ul>
            {past.map((line) => (
              <li>
                {whenText(line)}
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

export const languageName = (code: string): string =>
  (form.languageNames as Record<string, string>)[code] ?? code;
export const accommodationName = (code: string): string =>
  (form.accommodationNames as Record<string, string>)[code] ?? code;

function Sittings(props: Parameters<typeof OpenEvent>[0] & { lines: readonly SessionLine[] }) {
  const { event, lines, now, zone } = props;
  return (
    <ResourceList
      items={lines.map((line) => {
        const state = applying(event, line, now);
        return {
          title: whenText(line),
          icon: 'calendar' as const,
          ...(line.cancelled_at === null
            ? {}
            : { badge: <StatusBadge kind="warning">{words.cancelled}</StatusBadge> }),
          ...(line.cancelled_at !== null && event.cancelled_at === null
            ? { text: w.reason(line.cancel_reason ?? '') }
            : line.note === ''
              ? {}
              : { text: line.note }),
          ...(line.moved && line.cancelled_at === null
            ? { meta: own.page.moved(own.monthDay(line.recurrence_on)) }
            : {}),
          ...(line.cancelled_at !== null
            ? {}
            : {
                action: (
                  <ButtonRow>
                    {state === 'open' ? (
                      <LinkButton
                        href={props.applyHref(line)}
                        kind="primary"
                        size="sm"
                        label={w.applyOf(whenText(line))}
                      >
                        {w.apply}
                      </LinkButton>
                    ) : state === 'before' && event.application_opens_at !== null ? (
                      <span>{w.before(formatDateTime(event.application_opens_at, zone))}</span>
                    ) : state === 'over' ? (
                      <span>{w.over}</span>
                    ) : null}
                    <LinkButton
                      href={`/open/events/${event.id}.ics?session=${line.id}`}
                      kind="tertiary"
                      size="sm"
                      label={w.addOneOf(whenText(line))}
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

function HowToApply({ event, zone }: { event: EventRow; now: Date; zone: string }) {
  const said = {
    none: event.online === 'only' ? w.noneOnline : w.none,
    contact: w.contactWay,
    form: w.form,
    lottery: w.lottery,
  } as Record<string, string>;
  return (
    <>
      <p>{said[event.application] ?? ''}</p>
      {event.application_note === '' ? null : <Prose>{event.application_note}</Prose>}
      {event.application === 'none' ? null : (
        <p>
          {[
            event.capacity === null
              ? ''
              : w.capacity(
                  event.capacity,
                  own.page.people[event.capacity_unit === 'person' ? 'person' : 'family'],
                ),
            event.application_opens_at === null
              ? ''
              : w.before(formatDateTime(event.application_opens_at, zone)),
            event.application_closes_at === null
              ? ''
              : w.closes(formatDateTime(event.application_closes_at, zone)),
            event.lottery_at === null ? '' : w.lotteryOn(formatDateTime(event.lottery_at, zone)),
          ]
            .filter((part) => part !== '')
            .join('　')}
        </p>
      )}
    </>
  );
}
