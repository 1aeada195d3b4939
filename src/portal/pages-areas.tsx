import type { Child } from '../platform/ui/jsx-runtime.ts';
import { formatCount } from '../platform/ja/numbers.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { BarChart, StackBar } from '../platform/ui/charts.tsx';
import { Select } from '../platform/ui/fields.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { ResourceList } from '../platform/ui/records.tsx';
import { dayIn } from '../platform/ui/speech-dates.ts';
import { japanese, marksIn, wordsIn, type Reading, type Spoken } from '../platform/ui/speech.ts';
import { SessionList } from './pages-first.tsx';
import { PublishedVoiceItem } from './pages-voices.tsx';
import type { Profile } from './queries-areas.ts';
import type { PublishedVoice } from './queries-voices.ts';
import type { SessionLine } from '../base/calendar/queries.ts';
import type { Where } from './queries.ts';
import { peopleBetween } from './rules-population.ts';
import { openWords } from './words-open.ts';

const bands = [
  ['b0', 0, 2],
  ['b3', 3, 5],
  ['b6', 6, 11],
  ['b12', 12, 17],
] as const;

type Words = Spoken<typeof openWords.ja>['areas'];

function Chooser(props: { where: Where; chosen: readonly number[]; reading: Reading }): Child {
  const w = wordsIn(openWords, props.reading).areas;
  return (
    <form class="open-ask no-print" action="/open/areas" method="get">
      {[0, 1, 2].map((i) => (
        <Select
          name="area"
          id={`area-${i + 1}`}
          label={i === 0 ? w.choose : w.with(i + 1)}
          value={props.chosen[i] === undefined ? '' : `${props.chosen[i]}`}
          {...(i === 0 ? {} : { empty: w.nothing })}
          options={props.where.areas.map((one) => ({
            value: `${one.id}`,
            label: one.name,
            group: one.system,
          }))}
        />
      ))}
      <Button kind="primary" size="lg">
        {w.compare}
      </Button>
    </form>
  );
}

export function AreasPage(props: { where: Where; reading: Reading }): Child {
  const w = wordsIn(openWords, props.reading).areas;
  const mark = japanese(props.reading);
  const systems = Map.groupBy(props.where.areas, (one) => one.system);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Chooser where={props.where} chosen={[]} reading={props.reading} />
      {[...systems].map(([system, areas], i) => (
        <Section title={<span lang={mark}>{system}</span>} id={`system-${i}`}>
          <ul class="open-area-links" lang={mark}>
            {areas.map((area) => (
              <li>
                <a href={`/open/areas/${area.id}`}>{area.name}</a>
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <p>
        <a href="/open/practices">{w.practices}</a>
      </p>
    </Stack>
  );
}

interface Figure {
  label: string;
  of: (profile: Profile) => number | null;
  unit: string;
}

const figuresIn = (w: Words): Figure[] => [
  { label: w.rows.children, of: ({ ages }) => peopleBetween(ages, 0, 17), unit: w.people },
  { label: w.rows.under_school, of: ({ ages }) => peopleBetween(ages, 0, 5), unit: w.people },
  { label: w.rows.places, of: ({ places }) => places, unit: w.spots },
  { label: w.rows.gathering, of: ({ gathering }) => gathering, unit: w.spots },
  {
    label: w.rows.per_place,
    of: ({ ages, gathering }) => {
      const small = peopleBetween(ages, 0, 5);
      return small === null || gathering === 0 ? null : Math.round(small / gathering);
    },
    unit: w.people,
  },
  { label: w.rows.events, of: ({ events }) => events, unit: '' },
  { label: w.rows.voices, of: ({ voices }) => voices, unit: '' },
];

/** Areas beside each other, a figure a row. */
function FiguresTable(props: {
  caption: string;
  item: string;
  reading: Reading;
  profiles: readonly Profile[];
  rows: readonly { label: Child; values: readonly string[] }[];
}): Child {
  return (
    <div class="table-frame table-scroll" role="group" aria-label={props.caption} tabindex={0}>
      <table class="table">
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{props.item}</span>
            </th>
            {props.profiles.map(({ name }) => (
              <th scope="col" class="cell-end" lang={japanese(props.reading)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ label, values }) => (
            <tr>
              <th scope="row">{label}</th>
              {values.map((value) => (
                <td class="cell-end">{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One area, or up to three beside each other: people, places, events, voices. Every picture has its table. */
export function ProfilePage(props: {
  profiles: readonly Profile[];
  where: Where;
  sessions: readonly SessionLine[];
  voices: readonly PublishedVoice[];
  readsIssues: boolean;
  zone: string;
  reading: Reading;
}): Child {
  const { profiles, reading } = props;
  const w = wordsIn(openWords, reading).areas;
  const mark = japanese(reading);
  const named = (name: string): Child => <span lang={mark}>{name}</span>;
  // Pictures are drawn with Japanese words; whoever reads another language has the same figures as a table.
  const drawn = reading.lang === 'ja';
  // Areas may have been counted on different days.
  const days = [...Map.groupBy(profiles, (one) => one.counted_on)].flatMap(([day, of]) =>
    day === null
      ? []
      : [{ names: of.map(({ name }) => name).join('・'), said: w.populationOn(dayIn(reading, day)) }],
  );
  const counted = profiles.filter(({ ages }) => ages.length > 0);
  const kinds = [...new Set(profiles.flatMap((one) => one.kinds.map(({ kind }) => kind)))];
  const ranked = kinds
    .map((kind) => ({
      kind,
      all: profiles.reduce((sum, one) => sum + (one.kinds.find((k) => k.kind === kind)?.places ?? 0), 0),
    }))
    .sort((a, b) => b.all - a.all)
    .slice(0, profiles.length === 1 ? 8 : 5);
  return (
    <Stack gap="lg">
      <PageHeading
        title={named(profiles.map(({ name }) => name).join('・'))}
        kicker={named([...new Set(profiles.map(({ system }) => system))].join('・'))}
        lead={
          days.length === 0
            ? undefined
            : days.length === 1
              ? days[0]!.said
              : days.map(({ names, said }) => [named(names), ' ', said, <br />])
        }
      />
      <Chooser where={props.where} chosen={profiles.map(({ id }) => id)} reading={reading} />
      <Section title={w.table} id="figures">
        <FiguresTable
          caption={w.table}
          item={w.item}
          reading={reading}
          profiles={profiles}
          rows={[
            ...figuresIn(w),
            ...(props.readsIssues
              ? [{ label: w.rows.issues, of: (one: Profile) => one.issues.length, unit: '' }]
              : []),
          ].map(({ label, of, unit }) => ({
            label,
            values: profiles.map((profile) => {
              const value = of(profile);
              return value === null ? w.none : formatCount(value, unit);
            }),
          }))}
        />
      </Section>
      <Section title={w.population} id="population">
        {counted.length === 0 ? (
          <p>{w.noPopulation}</p>
        ) : drawn ? (
          <StackBar
            caption={w.population}
            captionHidden
            id="ages"
            parts={bands.map(([band]) => w.bands[band])}
            unit={w.people}
            rows={counted.map((one) => ({
              label: one.name,
              values: bands.map(([, from, to]) => peopleBetween(one.ages, from, to) ?? 0),
            }))}
          />
        ) : (
          <FiguresTable
            caption={w.population}
            item={w.item}
            reading={reading}
            profiles={counted}
            rows={bands.map(([band, from, to]) => ({
              label: w.bands[band],
              values: counted.map(({ ages }) => formatCount(peopleBetween(ages, from, to) ?? 0, w.people)),
            }))}
          />
        )}
      </Section>
      <Section title={w.places} id="places">
        {!drawn ? (
          <FiguresTable
            caption={w.places}
            item={w.item}
            reading={reading}
            profiles={profiles}
            rows={kinds.map((kind) => ({
              label: named(kind),
              values: profiles.map((one) =>
                formatCount(one.kinds.find((other) => other.kind === kind)?.places ?? 0, w.spots),
              ),
            }))}
          />
        ) : profiles.length === 1 ? (
          <BarChart
            caption={w.places}
            captionHidden
            unit={w.spots}
            items={[
              ...ranked.map(({ kind, all }) => ({ label: kind, value: all })),
              ...(kinds.length > ranked.length
                ? [
                    {
                      label: w.others,
                      value: profiles[0]!.places - ranked.reduce((sum, { all }) => sum + all, 0),
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <StackBar
            caption={w.places}
            captionHidden
            id="kinds"
            parts={[...ranked.map(({ kind }) => kind), ...(kinds.length > ranked.length ? [w.others] : [])]}
            unit={w.spots}
            rows={profiles.map((one) => {
              const of = ranked.map(({ kind }) => one.kinds.find((k) => k.kind === kind)?.places ?? 0);
              const rest = one.places - of.reduce((sum, n) => sum + n, 0);
              return { label: one.name, values: kinds.length > ranked.length ? [...of, rest] : of };
            })}
          />
        )}
        <p class="open-actions no-print">
          {profiles.map((one) => (
            <LinkButton href={`/open/places?where=area-${one.id}`} kind="secondary" icon="search">
              {profiles.length === 1 ? (
                w.allPlaces
              ) : (
                <span>
                  {named(one.name)}
                  {marksIn(reading).colon}
                  {w.allPlaces}
                </span>
              )}
            </LinkButton>
          ))}
        </p>
      </Section>
      {profiles.length > 1 ? null : (
        <>
          <Section title={w.events} id="events">
            {props.sessions.length === 0 ? (
              <p>{w.noEvents}</p>
            ) : (
              <SessionList sessions={props.sessions} reading={reading} label={w.events} withDay />
            )}
          </Section>
          <Section title={w.voices} id="voices">
            {props.voices.length === 0 ? (
              <p>{w.noVoices}</p>
            ) : (
              <ul class="open-voices">
                {props.voices.map((voice) => (
                  <PublishedVoiceItem voice={voice} reading={reading} zone={props.zone} />
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
      {props.readsIssues ? (
        <Section title={w.issues} id="issues">
          {profiles.map((one) =>
            one.issues.length === 0 ? (
              <p>
                {named(one.name)}
                {marksIn(reading).colon}
                {w.noIssues}
              </p>
            ) : (
              <>
                <h3>{named(one.name)}</h3>
                <ResourceList
                  items={one.issues.map(({ issue_id, title }) => ({
                    title,
                    href: `/published-issues/${issue_id}`,
                  }))}
                />
              </>
            ),
          )}
        </Section>
      ) : null}
    </Stack>
  );
}
