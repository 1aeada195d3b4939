import type { Child } from '../platform/ui/jsx-runtime.ts';
import { openingText } from '../base/directory/rules-opening.ts';
import type { Found, Place, Wish } from '../base/finder/queries.ts';
import { needsIn } from '../base/finder/rules-ask.ts';
import { wishIn, type Ranked } from '../base/finder/rules.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { Chip } from '../platform/ui/feedback.tsx';
import { CheckboxGroup, Select, TextField } from '../platform/ui/fields.tsx';
import { Form, HiddenField } from '../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../platform/ui/layout.tsx';
import { AreaMap, type MapView } from '../platform/ui/map.tsx';
import { japanese, marksIn, named, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { telephone } from '../platform/ui/public-page.tsx';
import { AgeSelect, NearHere, OpenState, todayOf, WhereSelect } from './pages-first.tsx';
import type { Where } from './queries.ts';
import { shortDayIn } from '../platform/ui/speech-dates.ts';
import { daysToChoose, partCodes, whenCodes, type AgeCode, type PartCode } from './rules.ts';
import { openWords } from './words-open.ts';

/** The languages of opening times, as the directory writes them. */
export const openingLanguage = (reading: Reading): string =>
  reading.lang === 'ja' && reading.easy ? 'ja-easy' : reading.lang;

export interface PlacesPageProps {
  reading: Reading;
  found: Found;
  wishes: readonly Wish[];
  chosen: {
    q: string;
    where: string;
    age: AgeCode | null;
    /** one of whenCodes, or a day */
    when: string | null;
    part: PartCode | null;
    wishes: readonly string[];
    needs: readonly string[];
    all: boolean;
    /** also what does not fit */
    also: boolean;
    sort: string;
  };
  /** typed and not found; it stands in this page alone */
  address: string | null;
  where: Where;
  today: string;
  now: string;
  paging: { page: number; size: number };
  href: (changes: Record<string, string | number | null>) => string;
  view: MapView | null;
  boundary: unknown;
  labels: readonly { name: string; latitude: number; longitude: number }[];
}

/** Places by what a family wishes: the best match first, each with its reason and what does not match. */
export function PlacesPage(props: PlacesPageProps): Child {
  const { reading, found, chosen } = props;
  const w = wordsIn(openWords, reading);
  const p = w.places;
  const offset = (props.paging.page - 1) * props.paging.size;
  return (
    <Stack gap="lg">
      <PageHeading title={p.title} lead={p.lead} />
      {/* The answer begins below many boxes: whoever sends them is brought to it. */}
      <form class="open-ask open-ask-wide" action="/open/places#found" method="get">
        <WhereSelect where={props.where} value={chosen.where} reading={reading} />
        <AgeSelect value={chosen.age} reading={reading} />
        <Select
          name="when"
          label={p.when}
          value={chosen.when}
          empty={p.anyDay}
          options={[
            ...whenCodes.map((code) => ({ value: code, label: p.whens[code] })),
            ...daysToChoose(props.today).map((day) => ({ value: day, label: shortDayIn(reading, day) })),
          ]}
        />
        <Select
          name="part"
          label={p.part}
          value={chosen.part}
          empty={p.anyPart}
          options={partCodes.map((code) => ({ value: code, label: p.parts[code] }))}
        />
        <Select
          name="kind"
          label={p.kind}
          value={chosen.all ? 'all' : ''}
          empty={p.kinds.gathering}
          options={[{ value: 'all', label: p.kinds.all }]}
        />
        <TextField name="q" label={p.name} value={chosen.q} />
        <Select
          name="sort"
          label={p.sort}
          value={chosen.sort}
          empty={false}
          options={(['fit', 'distance', 'name'] as const).map((code) => ({
            value: code,
            label: p.sorts[code],
          }))}
        />
        <Chosen
          labels={props.wishes
            .filter(({ code }) => chosen.wishes.includes(code))
            .map((wish) => wishIn(reading, wish))
            .map(({ question, own }) => (own ? <span lang={japanese(reading)}>{question}</span> : question))}
        />
        <details class="open-wishes">
          <summary>{p.wishesOpen(`${chosen.wishes.length}`)}</summary>
          <CheckboxGroup
            name="wish"
            label={p.wishes}
            columns
            value={chosen.wishes}
            options={props.wishes.map((wish) => {
              const said = wishIn(reading, wish);
              return {
                value: wish.code,
                label: said.own ? <span lang={japanese(reading)}>{said.question}</span> : said.question,
              };
            })}
          />
        </details>
        <Chosen
          labels={needsIn(reading)
            .filter(({ code }) => chosen.needs.includes(code))
            .map(({ label }) => label)}
        />
        <details class="open-wishes">
          <summary>{p.needsOpen(`${chosen.needs.length}`)}</summary>
          <CheckboxGroup
            name="need"
            label={p.needs}
            columns
            value={chosen.needs}
            options={needsIn(reading).map(({ code, label }) => ({ value: code, label }))}
          />
        </details>
        {chosen.also ? <HiddenField name="also" value="on" /> : null}
        <NearHere
          reading={reading}
          among={props.where.towns.map((one) => ({ ...one, value: `town-${one.id}` }))}
        />
        <Button kind="primary" size="lg" icon="search">
          {p.search}
        </Button>
      </form>
      <AddressForm {...props} />
      {found.count === 0 ? (
        <div class="open-none" id="found">
          <p>
            <strong>{p.none}</strong>
          </p>
          <p>{p.noneText}</p>
          <LeftOut {...props} />
          <p>
            <LinkButton href="/open/places" kind="secondary">
              {p.clear}
            </LinkButton>
          </p>
        </div>
      ) : (
        <div class="open-found">
          <section aria-labelledby="found-title" id="found">
            <h2 id="found-title">
              {p.list} <span class="open-count">{p.count(`${found.count}`)}</span>
            </h2>
            <LeftOut {...props} />
            <p class="open-to-map no-print">
              <a href="#map">{p.map}</a>
            </p>
            <ol class="open-list">
              {found.ranked.map((one, i) => {
                const { place, km } = one;
                const { state, text } = todayOf(place, props.today, props.now, reading);
                return (
                  <li class="open-line open-line-place">
                    <div class="open-line-words">
                      <h3 class="open-line-title" lang={japanese(reading)}>
                        <span class="open-number">{offset + i + 1}</span>
                        <a class="proper-name" href={`/open/places/${place.id}`}>
                          {named(place.name, place.name_kana, reading)}
                        </a>
                      </h3>
                      <p class="open-line-text">
                        <span lang={japanese(reading)}>{place.kind}</span>
                        {km === null ? null : (
                          <span>{`${marksIn(reading).gap}${p.distance(km.toFixed(1))}`}</span>
                        )}
                      </p>
                      <p class="open-line-text">
                        {openingText(place.opening, openingLanguage(reading), props.today)}
                      </p>
                      {/* whoever asks for another day is told of that one, in what fits and what does not */}
                      {found.when === null || found.when.days.includes(props.today) ? (
                        <OpenState state={state} text={text} />
                      ) : null}
                      <Why one={one} asked={props.found.sort !== 'name'} reading={reading} />
                      {place.phone === null ? null : (
                        <a class="open-call" href={telephone(place.phone)}>
                          {w.place.call(place.phone)}
                        </a>
                      )}
                    </div>
                  </li>
                );
              })}
            </ol>
            <PageNavigation
              total={found.count}
              page={props.paging.page}
              size={props.paging.size}
              href={(page) => props.href({ page })}
            />
          </section>
          <aside class="open-map" aria-label={p.map}>
            <AreaMap
              title={p.mapTitle}
              listed
              boundary={props.boundary}
              labels={props.labels}
              view={props.view}
              moves={{ href: (view) => `${props.href({ page: props.paging.page, map: view })}#map` }}
              from={found.from === null ? null : { ...found.from, label: found.from.name }}
              points={found.ranked.map(({ place }, i) => ({
                id: place.id,
                label: place.name,
                latitude: place.latitude,
                longitude: place.longitude,
                href: `/open/places/${place.id}`,
                number: offset + i + 1,
              }))}
            />
          </aside>
        </div>
      )}
    </Stack>
  );
}

/** What was ticked, without unfolding the boxes: on a phone the places must not begin below forty of them. */
function Chosen({ labels }: { labels: readonly Child[] }): Child {
  return labels.length === 0 ? null : (
    <ul class="open-chips open-wishes">
      {labels.map((label) => (
        <li>
          <Chip icon="check">{label}</Chip>
        </li>
      ))}
    </ul>
  );
}

/** One sentence why, and as openly everything that does not fit or is not known. */
function Why(props: { one: Ranked<Place>; asked: boolean; reading: Reading }): Child {
  const { one, reading } = props;
  const p = wordsIn(openWords, reading).places;
  return (
    <>
      {props.asked && one.reason !== '' ? (
        <p class="open-fit">
          <strong>{`${p.fits}${marksIn(reading).colon}`}</strong>
          {one.reason}
        </p>
      ) : null}
      {one.misfits.length === 0 ? null : (
        <div class="open-misfit">
          <p>
            <strong>{`${p.misfits}${marksIn(reading).colon}`}</strong>
          </p>
          <ul>
            {one.misfits.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** How many places the conditions leave out, and the way to see them with what does not fit. */
function LeftOut({ found, reading, href }: PlacesPageProps): Child {
  const p = wordsIn(openWords, reading).places;
  if (found.left_out === 0) return null;
  return (
    <p>
      {p.leftOut(`${found.left_out}`)} <a href={href({ also: 'on', page: null })}>{p.showLeftOut}</a>
    </p>
  );
}

/** From an address to its town, by POST: what is typed stands in no address and no log, and only the town goes on. */
function AddressForm({ reading, address, chosen }: PlacesPageProps): Child {
  const p = wordsIn(openWords, reading).places;
  const kept = (
    [
      ['age', chosen.age ? [chosen.age] : []],
      ['when', chosen.when ? [chosen.when] : []],
      ['kind', chosen.all ? ['all'] : []],
      ['q', chosen.q === '' ? [] : [chosen.q]],
      ['also', chosen.also ? ['on'] : []],
      ['wish', chosen.wishes],
      ['need', chosen.needs],
    ] as const
  ).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return (
    <details class="open-wishes" id="address" open={address !== null ? true : undefined}>
      <summary>{p.addressOpen}</summary>
      <Form action="/open/places">
        {kept.map(({ name, value }) => (
          <HiddenField name={name} value={value} />
        ))}
        <TextField
          name="address"
          label={p.address}
          help={p.addressHelp}
          value={address ?? ''}
          {...(address === null ? {} : { error: p.addressNone })}
        />
        <Button kind="secondary">{p.addressGo}</Button>
      </Form>
    </details>
  );
}
