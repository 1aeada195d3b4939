import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState } from '../../platform/ui/feedback.tsx';
import { Checkbox, CheckboxGroup, NumberField, Select, TextField } from '../../platform/ui/fields.tsx';
import { FieldGroup, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Columns, Heading, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { AreaMap, type MapView } from '../../platform/ui/map.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import type { Found, Place, Wish } from './queries.ts';
import { distances, needChoices, sortChoices, type Ask } from './rules-ask.ts';
import { dayOfSession, type CardSession } from './rules-card.ts';
import type { Ranked } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.find;

export interface FindChoices {
  wishes: readonly Wish[];
  programmes: readonly { code: string; name: string }[];
  areas: readonly { id: number; name: string; system: string }[];
}

export interface FindProps {
  ask: Ask;
  /** as typed; it stays in this page alone */
  address: string;
  addressFound: boolean;
  found: Found;
  choices: FindChoices;
  next: ReadonlyMap<number, CardSession>;
  paging: Paging;
  view: MapView | null;
  boundary: unknown;
  labels: readonly { name: string; latitude: number; longitude: number }[];
  time_zone: string;
  manage: boolean;
}

const formId = 'find';

/** What a family wishes on the left, where that is on the right: map and list with the same numbers. */
export function FindPage(props: FindProps) {
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <>
            <LinkButton href="/introductions">{w.cards}</LinkButton>
            <UtilityLink href="/find/weights">{w.weights}</UtilityLink>
          </>
        }
      />
      <Columns kind="aside-main">
        <Questions {...props} />
        <Results {...props} />
      </Columns>
    </Stack>
  );
}

function Questions({ ask, address, addressFound, found, choices, paging }: FindProps) {
  const error = (wrong: boolean, text: string) => (wrong ? { error: text } : {});
  return (
    <search class="find-questions">
      {/* Sent by POST: what a family told stands in no address, history or log. */}
      <Form action="/find" id={formId} label={w.title}>
        {ask.sort === null ? null : <HiddenField name="sort" value={ask.sort} />}
        {/* Moving the map stays on the page of the list; asking anew begins at its first. */}
        <HiddenField name="shown" value={paging.page} />
        <CheckboxGroup
          name="wish"
          label={w.wishes}
          help={w.wishesHelp}
          value={ask.wishes}
          options={choices.wishes.map(({ code, question }) => ({ value: code, label: question }))}
        />
        <Select
          name="programme"
          label={w.programme}
          value={ask.programme}
          empty={w.anyProgramme}
          options={[
            { value: 'gathering', label: w.gathering },
            ...choices.programmes.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <FieldGroup name="years" label={w.age}>
          <div class="find-age">
            <NumberField
              name="years"
              label={w.yearsLabel}
              labelHidden
              unit={w.years}
              width="xs"
              value={ask.age_months === null ? '' : Math.floor(ask.age_months / 12)}
            />
            <NumberField
              name="months"
              label={w.monthsLabel}
              labelHidden
              unit={w.months}
              width="xs"
              value={ask.age_months === null ? '' : ask.age_months % 12}
            />
          </div>
        </FieldGroup>
        <TextField
          name="when"
          label={w.when}
          help={w.whenHelp}
          value={ask.when}
          {...error(!found.when_understood, w.whenUnknown)}
        />
        <TextField
          name="address"
          label={w.address}
          help={w.addressHelp}
          value={address}
          {...error(address !== '' && !addressFound, w.addressUnknown)}
        />
        <Position ask={ask} />
        <Disclosure
          summary={w.details}
          open={ask.needs.length > 0 || ask.area_id !== null || ask.q !== '' || ask.within_km !== null}
        >
          <Stack>
            <CheckboxGroup
              name="need"
              label={w.needs}
              value={ask.needs}
              options={needChoices.map(({ code, label }) => ({ value: code, label }))}
            />
            <Select
              name="area_id"
              label={w.area}
              value={ask.area_id === null ? '' : `${ask.area_id}`}
              empty={w.anyArea}
              options={choices.areas.map(({ id, name, system }) => ({
                value: `${id}`,
                label: name,
                group: system,
              }))}
            />
            <Select
              name="within_km"
              label={w.within}
              value={ask.within_km === null ? '' : `${ask.within_km}`}
              empty={w.anyDistance}
              options={distances.map((km) => ({ value: `${km}`, label: w.withinKm(km) }))}
            />
            <TextField name="q" label={w.q} value={ask.q} />
          </Stack>
        </Disclosure>
        <Checkbox name="also" label={w.also} help={w.alsoHelp} checked={ask.also} />
        <div class="button-row">
          <Button icon="search">{w.search}</Button>
          <LinkButton href="/find" kind="tertiary">
            {w.clear}
          </LinkButton>
        </div>
      </Form>
    </search>
  );
}

/** The phone's position: asked for by the island only, rounded, and carried by this form alone. */
function Position({ ask }: { ask: Ask }) {
  return (
    <div class="find-position" data-where data-denied={w.hereDenied}>
      <input type="hidden" name="latitude" value={ask.point === null ? '' : `${ask.point.latitude}`} />
      <input type="hidden" name="longitude" value={ask.point === null ? '' : `${ask.point.longitude}`} />
      {ask.point === null ? (
        <button class="button button-secondary button-sm" type="button" hidden data-where-button>
          {w.here}
        </button>
      ) : (
        <>
          <p>{w.hereUsed}</p>
          <Button kind="tertiary" size="sm" name="forget" value="point">
            {w.hereForget}
          </Button>
        </>
      )}
      <p role="status" data-where-status></p>
    </div>
  );
}

function Results(props: FindProps) {
  const { ask, found, paging } = props;
  const first = paging.offset + 1;
  const last = paging.offset + found.ranked.length;
  return (
    <Section title={w.results} id="results">
      <div class="find-summary" role="status">
        <p>
          <strong>{w.count(found.count)}</strong>
          {found.when_text === null ? '' : ` ${w.understood(found.when_text)}`}
          {found.from === null || ask.point !== null ? '' : ` ${w.measured(found.from.name)}`}
        </p>
        {found.left_out > 0 ? (
          <p>
            {w.leftOut(found.left_out)}{' '}
            <Button form={formId} kind="tertiary" size="sm" name="also" value="on">
              {w.showLeftOut}
            </Button>
          </p>
        ) : null}
      </div>
      {found.ranked.length === 0 ? (
        <EmptyState
          title={w.empty}
          text={w.emptyHint}
          action={<LinkButton href="/find">{w.clear}</LinkButton>}
        />
      ) : (
        <Stack>
          <Sorting sort={found.sort} />
          <div class="find-found">
            <div class="find-map">
              <AreaMap
                title={w.map}
                boundary={props.boundary}
                labels={props.labels}
                listed
                from={found.from === null ? null : { ...found.from, label: found.from.name }}
                view={props.view}
                moves={{ form: formId, name: 'view' }}
                points={found.ranked.map(({ place }, at) => ({
                  id: place.id,
                  label: place.name,
                  latitude: place.latitude,
                  longitude: place.longitude,
                  href: `#place-${place.id}`,
                  number: first + at,
                }))}
              />
            </div>
            <ol class="find-list" start={first}>
              {found.ranked.map((one, at) => (
                <li id={`place-${one.place.id}`} tabindex={-1}>
                  <PlaceCard
                    one={one}
                    number={first + at}
                    ask={ask}
                    scored={found.sort !== 'name'}
                    next={props.next.get(one.place.id) ?? null}
                    time_zone={props.time_zone}
                  />
                </li>
              ))}
            </ol>
          </div>
          <Pages paging={paging} first={first} last={last} count={found.count} />
        </Stack>
      )}
    </Section>
  );
}

function Sorting({ sort }: { sort: string }) {
  return (
    <div class="find-sort" role="group" aria-label={w.sort}>
      {sortChoices.map(({ code, label }) => (
        <button
          class={`button button-${code === sort ? 'primary' : 'secondary'} button-sm`}
          type="submit"
          form={formId}
          name="sort"
          value={code}
          aria-pressed={code === sort ? 'true' : 'false'}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Pages({
  paging,
  first,
  last,
  count,
}: {
  paging: Paging;
  first: number;
  last: number;
  count: number;
}) {
  const { page, size } = paging;
  if (count <= size && page === 1) return null;
  const button = (to: number, text: string): Child => (
    <Button form={formId} kind="secondary" size="sm" name="page" value={`${to}`}>
      {text}
    </Button>
  );
  return (
    <div class="find-pages">
      <p>{w.pages(first, last, count)}</p>
      {page > 1 ? button(page - 1, w.previous(size)) : null}
      {last < count ? button(page + 1, w.following(size)) : null}
    </div>
  );
}

const said = (label: string, sentences: readonly string[], kind: string): Child =>
  sentences.length === 0 ? null : (
    <div class={`find-said find-${kind}`}>
      <p class="find-said-label">{label}</p>
      <ul>
        {sentences.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  );

/** A place, why, and what does not fit, as openly; from here a card is two clicks away. */
function PlaceCard(props: {
  one: Ranked<Place>;
  number: number;
  ask: Ask;
  scored: boolean;
  next: CardSession | null;
  time_zone: string;
}) {
  const { one, next, ask } = props;
  const { place } = one;
  const cardHref = (session: number | null): string => {
    const query = new URLSearchParams({ facility_id: `${place.id}` });
    if (session !== null) query.set('event_session_id', `${session}`);
    for (const code of ask.wishes) query.append('wish', code);
    return `/introductions/new?${query.toString()}`;
  };
  return (
    <article class="find-place" aria-labelledby={`name-${place.id}`}>
      <div class="find-place-head">
        <Heading level={3} id={`name-${place.id}`}>
          <span class="find-number" aria-hidden="true">
            {props.number}
          </span>
          <a href={`/facilities/${place.id}`}>{place.name}</a>
        </Heading>
        <p class="find-kind">
          {place.kind}
          {props.scored ? <span class="find-score">{w.score(Math.round(one.score * 100))}</span> : null}
        </p>
      </div>
      {props.scored ? <p class="find-reason">{one.reason}</p> : null}
      {one.fits.length + one.misfits.length === 0 ? null : (
        <div class="find-both">
          {props.scored ? said(w.fits, one.fits, 'fits') : null}
          {said(w.misfits, one.misfits, 'misfits')}
        </div>
      )}
      <DescriptionList
        items={[
          { term: w.opening, description: place.opening_text },
          ...(next === null
            ? []
            : [{ term: w.next, description: w.nextText(dayOfSession(next, props.time_zone), next.title) }]),
          ...(place.strengths.length === 0
            ? []
            : [{ term: w.strengths, description: place.strengths.join('、') }]),
          { term: w.address_, description: place.address },
          ...(place.phone === null
            ? []
            : [{ term: w.phone, description: <a href={`tel:${place.phone}`}>{place.phone}</a> }]),
        ]}
      />
      <div class="button-row">
        <LinkButton
          href={cardHref(next?.id ?? null)}
          kind="primary"
          size="sm"
          label={`${next === null ? w.card : w.cardWith}（${place.name}）`}
        >
          {next === null ? w.card : w.cardWith}
        </LinkButton>
        <LinkButton href={`/facilities/${place.id}`} size="sm" label={`${w.details_}（${place.name}）`}>
          {w.details_}
        </LinkButton>
      </div>
    </article>
  );
}
