import type { Child } from '../platform/ui/jsx-runtime.ts';
import { ofService, openDay, openingText, type Opening } from '../base/directory/rules-opening.ts';
import { ageIn, mapWordsIn } from '../base/calendar/rules-said.ts';
import { wishIn } from '../base/finder/rules.ts';
import { addDays, weekday } from '../platform/ja/dates.ts';
import { LinkButton } from '../platform/ui/buttons.tsx';
import { Chip, NotificationBanner } from '../platform/ui/feedback.tsx';
import { PageHeading, Prose, Section, Stack } from '../platform/ui/layout.tsx';
import { PlaceMap, type Ground } from '../platform/ui/map.tsx';
import { telephone } from '../platform/ui/public-page.tsx';
import { DescriptionList } from '../platform/ui/records.tsx';
import { dayIn, weekdaysIn } from '../platform/ui/speech-dates.ts';
import { japanese, languageTag, marksIn, named, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { languageNames } from './words-about.ja.ts';
import { OpenState, SessionList, todayOf } from './pages-first.tsx';
import { openingLanguage } from './pages-places.tsx';
import type { Photo, PublicPlace, PublicService } from './queries-places.ts';
import type { SessionLine } from '../base/calendar/queries.ts';
import { accommodationCodes, yesCodes } from './rules.ts';
import { openWords } from './words-open.ts';

/** When this one service is open, where the place keeps other hours for it than for the rest. */
function ServiceHours(props: {
  opening: Opening;
  service: PublicService;
  today: string;
  reading: Reading;
}): Child {
  const schedules = props.opening.schedules.filter((one) => one.service_id === props.service.id);
  if (schedules.length === 0) return null;
  return <p>{openingText({ ...props.opening, schedules }, openingLanguage(props.reading), props.today)}</p>;
}

/** For whom, how many, and how many more there is room for, each with the day it was true. */
function Room(props: {
  of: Pick<PublicService, 'capacity' | 'capacity_as_of'> & Partial<PublicService>;
  reading: Reading;
}): Child {
  const { of, reading } = props;
  const p = wordsIn(openWords, reading).place;
  const on = of.capacity_as_of === null ? '' : p.asOf(dayIn(reading, of.capacity_as_of));
  const said = [
    ageIn(reading, of.age_from_months ?? null, of.age_to_months ?? null),
    of.capacity === null ? '' : p.capacity(of.capacity),
    of.places_free == null ? '' : p.free(of.places_free),
  ].filter((one) => one !== '');
  if (said.length === 0) return null;
  return (
    <p>
      {said.join(marksIn(reading).gap)}
      {of.capacity === null && of.places_free == null ? '' : on}
    </p>
  );
}

/** One place: open today or not, what happens there, how to get there, when; fit to be printed. */
export function PlacePage(props: {
  reading: Reading;
  place: PublicPlace;
  opening: Opening;
  /** when families may come who do not attend it; null: there is no such service here */
  visiting: Opening | null;
  services: readonly PublicService[];
  offers: readonly { code: string; name: string; question: string }[];
  photos: readonly Photo[];
  sessions: readonly SessionLine[];
  today: string;
  now: string;
  nearHref: string;
  ground: Ground;
  /** of this page, for whoever holds the printed sheet */
  address: string;
}): Child {
  const { reading, place, opening, today } = props;
  const w = wordsIn(openWords, reading);
  const p = w.place;
  // Whoever reads this has a child at hand: what counts is when they may come.
  const comes = props.visiting ?? opening;
  const state = todayOf({ opening: comes }, today, props.now, reading);
  const mark = japanese(reading);
  const marks = marksIn(reading);
  return (
    <div class="place-sheet">
      <Stack gap="lg">
        <PageHeading
          kicker={<span lang={mark}>{place.kind}</span>}
          title={
            <span class="proper-name" lang={mark}>
              {named(place.name, place.name_kana, reading)}
            </span>
          }
          lead={reading.lang !== 'ja' && place.name_en ? <span lang="en">{place.name_en}</span> : undefined}
          badges={
            <>
              <OpenState state={state.state} text={state.text} />
              {state.hours === '' ? null : <span>{state.hours}</span>}
            </>
          }
        />
        {place.stale ? <NotificationBanner kind="warning" title={p.stale} level={2} /> : null}
        {place.phone === null && place.url === null ? null : (
          <p class="open-actions">
            {place.phone === null ? null : (
              <a class="button button-primary button-lg" href={telephone(place.phone)}>
                {p.call(place.phone)}
              </a>
            )}
            {place.url === null ? null : (
              <LinkButton href={place.url} kind="secondary" size="lg" icon="external">
                {p.web}
              </LinkButton>
            )}
          </p>
        )}
        {props.photos.length === 0 ? null : (
          <ul class="open-photos" aria-label={p.photo}>
            {props.photos.map((photo) => (
              <li>
                <figure lang={mark}>
                  <img
                    src={`/open/photos/${photo.id}`}
                    alt={photo.alt}
                    width={photo.width}
                    height={photo.height}
                    loading="lazy"
                    decoding="async"
                  />
                  {photo.credit === '' ? null : <figcaption>{photo.credit}</figcaption>}
                </figure>
              </li>
            ))}
          </ul>
        )}
        {place.atmosphere === null &&
        props.services.length === 0 &&
        props.offers.length + place.strengths.length === 0 ? null : (
          <Section title={p.what} id="what">
            {place.atmosphere === null ? null : (
              <div lang={mark}>
                <Prose>{place.atmosphere}</Prose>
              </div>
            )}
            {props.services.length === 0 ? null : (
              <>
                <h3>{p.services}</h3>
                <ul class="open-services">
                  {props.services.map((service) => (
                    <li>
                      <div lang={mark}>
                        <strong>{service.name}</strong>
                        {service.name === service.programme ? null : `（${service.programme}）`}
                        {service.description === null ? null : <p>{service.description}</p>}
                      </div>
                      <ServiceHours opening={opening} service={service} today={today} reading={reading} />
                      <Room of={service} reading={reading} />
                      {service.fee_note === null ? null : (
                        <p>
                          {`${p.fee}${marks.colon}`}
                          <span lang={mark}>{service.fee_note}</span>
                        </p>
                      )}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {props.offers.length + place.strengths.length === 0 ? null : (
              <>
                <h3>{p.offers}</h3>
                <ul class="open-chips">
                  {props.offers.map((offer) => {
                    const said = wishIn(reading, offer);
                    return (
                      <li lang={said.own ? mark : undefined}>
                        <Chip>{said.name}</Chip>
                      </li>
                    );
                  })}
                  {place.strengths.map((own) => (
                    <li lang={mark}>
                      <Chip>{own}</Chip>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Section>
        )}
        <Section title={p.week} id="week">
          <WeekTable
            name={place.name}
            opening={opening}
            visiting={props.visiting}
            today={today}
            reading={reading}
          />
          {place.hours_note === null ? null : (
            <p>
              {`${p.hoursNote}${marks.colon}`}
              <span lang={mark}>{place.hours_note}</span>
            </p>
          )}
        </Section>
        <Section title={p.sessions} id="events">
          {props.sessions.length === 0 ? (
            <p>{p.noSessions}</p>
          ) : (
            <SessionList
              sessions={props.sessions}
              reading={reading}
              label={p.sessions}
              withDay
              at={place.name}
            />
          )}
        </Section>
        <Section title={p.access} id="access">
          <DescriptionList
            items={[
              {
                term: p.address,
                description: (
                  <span lang={mark}>
                    {place.postal_code === null ? '' : `〒${place.postal_code} `}
                    {place.address}
                    {place.building === null ? '' : ` ${place.building}`}
                  </span>
                ),
              },
              place.access_note !== null && {
                term: p.access,
                description: <span lang={mark}>{place.access_note}</span>,
              },
              place.parking !== null && {
                term: p.parking,
                description: <span lang={mark}>{place.parking}</span>,
              },
            ]}
          />
          <PlaceMap
            place={{ ...place, label: place.name }}
            href={`/open/places/${place.id}`}
            ground={props.ground}
            words={mapWordsIn(reading)}
          />
        </Section>
        <Section title={p.facilities} id="facilities">
          <DescriptionList
            items={[
              place.capacity !== null && {
                term: p.capacityTerm,
                description: <Room of={place} reading={reading} />,
              },
              place.ages !== null && { term: p.ages, description: <span lang={mark}>{place.ages}</span> },
              place.reservation !== null && {
                term: p.reservation,
                description: (
                  <>
                    {p.reservations[place.reservation as 'none']}
                    {place.reservation_note === null ? null : (
                      <span lang={mark}> {place.reservation_note}</span>
                    )}
                  </>
                ),
              },
              {
                term: p.facilities,
                description: <Fittings place={place} reading={reading} />,
              },
              {
                term: p.languages,
                description: place.languages.map((code, i) => (
                  <>
                    {i === 0 ? '' : marks.comma}
                    <span lang={code}>{languageNames[code] ?? code}</span>
                  </>
                )),
              },
              place.organisation !== null && {
                term: p.organisation,
                description: <span lang={mark}>{place.organisation}</span>,
              },
            ]}
          />
        </Section>
        <p class="open-checked">
          {place.confirmed_on === null ? null : p.confirmed(dayIn(reading, place.confirmed_on))}
        </p>
        <p class="no-print">
          <LinkButton href={props.nearHref} kind="secondary" icon="search">
            {p.others}
          </LinkButton>
        </p>
        <p class="no-print open-checked">{p.print}</p>
        <p class="print-only">{`${p.online}${marks.colon}${props.address}`}</p>
      </Stack>
    </div>
  );
}

function Fittings({ place, reading }: { place: PublicPlace; reading: Reading }): Child {
  const p = wordsIn(openWords, reading).place;
  const there = [
    ...yesCodes.filter((code) => place[code] === true).map((code) => p.yes[code]),
    ...accommodationCodes
      .filter((code) => place.accommodations.includes(code))
      .map((code) => p.accommodations[code]),
  ];
  if (there.length === 0) return p.none;
  return (
    <>
      <ul class="open-chips">
        {there.map((one) => (
          <li>
            <Chip icon="check">{one}</Chip>
          </li>
        ))}
      </ul>
      {place.accommodation_note === null ? null : <p lang={japanese(reading)}>{place.accommodation_note}</p>}
    </>
  );
}

/** The seven days from today, holidays and exceptions included; two columns where families may come at other times. */
function WeekTable(props: {
  name: string;
  opening: Opening;
  visiting: Opening | null;
  today: string;
  reading: Reading;
}): Child {
  const { reading, visiting, opening } = props;
  const w = wordsIn(openWords, reading);
  const names = weekdaysIn(reading);
  const days = Array.from({ length: 7 }, (_, i) => addDays(props.today, i));
  const hoursOn = (place: Opening, day: string): string => {
    const { open, hours } = openDay(place, day);
    if (hours.length === 0) return open === false ? w.place.closed : '—';
    return hours
      .map((one) => w.open.hours(one.opens_at.replace(/^0/, ''), one.closes_at.replace(/^0/, '')))
      .join(' / ');
  };
  const own = ofService(opening, null);
  const differ =
    visiting !== null &&
    days.some((day) => openDay(own, day).open !== null && hoursOn(visiting, day) !== hoursOn(own, day));
  return (
    <table class="table open-week">
      <caption class="visually-hidden">{w.place.weekCaption(props.name)}</caption>
      <thead>
        <tr>
          <th scope="col">{w.place.day}</th>
          <th scope="col">{differ ? w.place.visitTime : w.place.time}</th>
          {differ ? <th scope="col">{w.place.ownTime}</th> : null}
        </tr>
      </thead>
      <tbody>
        {days.map((day, i) => (
          <tr>
            <th scope="row" lang={languageTag[reading.lang]}>
              {names[weekday(day) - 1]}
              {marksIn(reading).aside(`${Number(day.slice(5, 7))}/${Number(day.slice(8))}`)}
              {i === 0 ? ` ${w.place.today}` : ''}
            </th>
            <td>{hoursOn(visiting ?? opening, day)}</td>
            {differ ? <td>{hoursOn(own, day)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
