import type { Child } from 'hono/jsx';
import { openingText } from '../base/directory/rules-opening.ts';
import type { Found, Wish } from '../base/finder/queries.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { CheckboxGroup, Select, TextField } from '../platform/ui/fields.tsx';
import { PageHeading, PageNavigation, Stack } from '../platform/ui/layout.tsx';
import { AreaMap, type MapView } from '../platform/ui/map.tsx';
import { japanese, named, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { telephone } from '../platform/ui/public-page.tsx';
import { AgeSelect, OpenState, todayOf, WhereSelect } from './pages-first.tsx';
import type { Where } from './queries.ts';
import { whenCodes, type AgeCode, type WhenCode } from './rules.ts';
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
    when: WhenCode | null;
    wishes: readonly string[];
    all: boolean;
    sort: string;
  };
  where: Where;
  today: string;
  now: string;
  paging: { page: number; size: number };
  href: (changes: Record<string, string | number | null>) => string;
  view: MapView | null;
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
      <form class="open-ask open-ask-wide" action="/open/places" method="get">
        <WhereSelect where={props.where} value={chosen.where} reading={reading} />
        <AgeSelect value={chosen.age} reading={reading} />
        <Select
          name="when"
          label={p.when}
          value={chosen.when}
          empty={p.anyDay}
          options={whenCodes.map((code) => ({ value: code, label: p.whens[code] }))}
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
        <details class="open-wishes" open={chosen.wishes.length > 0 ? true : undefined}>
          <summary>{p.wishesOpen(`${chosen.wishes.length}`)}</summary>
          <div lang={japanese(reading)}>
            <CheckboxGroup
              name="wish"
              label={p.wishes}
              columns
              value={chosen.wishes}
              options={props.wishes.map((wish) => ({ value: wish.code, label: wish.question }))}
            />
          </div>
        </details>
        <Button kind="primary" size="lg" icon="search">
          {p.search}
        </Button>
      </form>
      {found.count === 0 ? (
        <div class="open-none">
          <p>
            <strong>{p.none}</strong>
          </p>
          <p>{p.noneText}</p>
          <p>
            <LinkButton href="/open/places" kind="secondary">
              {p.clear}
            </LinkButton>
          </p>
        </div>
      ) : (
        <div class="open-found">
          <section aria-labelledby="found-title">
            <h2 id="found-title">
              {p.list}　<span class="open-count">{p.count(`${found.count}`)}</span>
            </h2>
            <p class="open-to-map no-print">
              <a href="#map">{p.map}</a>
            </p>
            <ol class="open-list">
              {found.ranked.map(({ place, fits, misfits, km }, i) => {
                const { state, text } = todayOf(place, props.today, props.now, reading);
                return (
                  <li class="open-line open-line-place">
                    <div class="open-line-words">
                      <h3 class="open-line-title" lang={japanese(reading)}>
                        <span class="open-number">{offset + i + 1}</span>
                        <a href={`/open/places/${place.id}`}>{named(place.name, place.name_kana, reading)}</a>
                      </h3>
                      <p class="open-line-text">
                        <span lang={japanese(reading)}>{place.kind}</span>
                        {km === null ? null : <span>　{p.distance(km.toFixed(1))}</span>}
                      </p>
                      <p class="open-line-text">
                        {openingText(place.opening, openingLanguage(reading), props.today)}
                      </p>
                      <OpenState state={state} text={text} />
                      {fits.length === 0 ? null : (
                        <p class="open-fit" lang={japanese(reading)}>
                          {fits.slice(0, 3).join(' ')}
                        </p>
                      )}
                      {misfits.length === 0 ? null : (
                        <p class="open-misfit">
                          <strong>{p.misfits}：</strong>
                          <span lang={japanese(reading)}>{misfits.slice(0, 3).join(' ')}</span>
                        </p>
                      )}
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
