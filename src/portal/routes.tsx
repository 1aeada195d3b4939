import { Hono } from 'hono';
import { sessions } from '../base/calendar/queries.ts';
import { openingsOf } from '../base/directory/queries-opening.ts';
import { openDay } from '../base/directory/rules-opening.ts';
import { findPlaces, townOf, wishes, type Found } from '../base/finder/queries.ts';
import { areaLabels, outline } from '../base/areas/queries.ts';
import { askOf } from '../base/finder/rules-ask.ts';
import { facilitiesNamedIn } from '../improvement/issues/queries-choices.ts';
import { themes } from '../improvement/issues/queries.ts';
import { found, Refusal, type ReadTx } from '../platform/db/transaction.ts';
import { importRoutes } from '../platform/files/import-routes.tsx';
import { addDays, instantOf, timeOf } from '../platform/ja/dates.ts';
import { readView } from '../platform/ui/map.tsx';
import { wordsIn, type Reading } from '../platform/ui/speech.ts';
import { numberIn, type Ctx, type Env } from '../platform/web/context.ts';
import { emptyForm, filled, formOf, type FormState } from '../platform/web/form.ts';
import {
  action,
  done,
  invalid,
  openAction,
  openCode,
  openView,
  view,
  type Screen,
} from '../platform/web/handlers.tsx';
import { readingOf } from '../platform/web/language.ts';
import type { NavEntry } from '../platform/web/navigation.ts';
import { hashCode, receiptOf, showCode } from '../platform/web/open.ts';
import { hrefWith, pagingOf } from '../platform/web/paging.ts';
import { nothingForm } from '../platform/web/fields.ts';
import { endHelpline, saveHelpline, saveScheme, standScheme } from './commands.ts';
import { changeHelper, offerHelp, removeHelper, takeUpHelper, withdrawHelp } from './commands-helpers.ts';
import { schemeImport } from './commands-schemes.ts';
import {
  answerVoice,
  closeVoice,
  makeIssue,
  markRead,
  sayVoice,
  settleUrgency,
  withdrawVoice,
} from './commands-voices.ts';
import { exportSchemes } from './exports.ts';
import {
  answerForm,
  closeForm,
  helperChangeForm,
  helperForm,
  helplineForm,
  issueForm,
  publishForm,
  readForm,
  schemeForm,
  voiceForm,
} from './forms.ts';
import { populationImport, populationImportJob, schemeImportJob } from './jobs.ts';
import { AccessibilityPage, DataPage, PrivacyPage } from './pages-about.tsx';
import { AreasPage, ProfilePage } from './pages-areas.tsx';
import { FirstPage, goableFirst } from './pages-first.tsx';
import { HelpPage } from './pages-help.tsx';
import { HelperForm, HelperReceipt, HelpersPage } from './pages-helpers.tsx';
import { HelperList, HelperPage } from './pages-network-helpers.tsx';
import { VoiceList, VoicePage } from './pages-network-voices.tsx';
import { HelplineForm, HelplineList, PopulationPage, SchemeForm, SchemeList } from './pages-network.tsx';
import { PlacePage } from './pages-place.tsx';
import { PlacesPage } from './pages-places.tsx';
import { SchemePage, SchemesPage } from './pages-schemes.tsx';
import { VoiceForm, VoiceReceipt, VoicesPage } from './pages-voices.tsx';
import { eventsByArea, populationTables, profilesOf } from './queries-areas.ts';
import { helperByCode, helperById, listHelpers, type HelperTab } from './queries-helpers.ts';
import { offersOf, photosOf, publicPlace, publicPlaceIds, publicServices } from './queries-places.ts';
import {
  allSchemes,
  organisationsToName,
  publicScheme,
  publicSchemes,
  schemeById,
  type SchemeFilter,
} from './queries-schemes.ts';
import { listVoices, publishedVoices, voiceByCode, voiceById, type VoiceTab } from './queries-voices.ts';
import { helplineById, helplines, whereToChoose } from './queries.ts';
import { shortDayIn } from '../platform/ui/speech-dates.ts';
import { asAge, asWhen, helperSteps, monthsOf, whereOf, type Time } from './rules.ts';
import { referencesOf, showReferences } from './rules-schemes.ts';
import { hintsAtDanger, namesSomebody } from './rules-voice.ts';
import { aboutWords } from './words-about.ts';
import { words } from './words-network.ja.ts';
import { openWords } from './words-open.ts';
import { fromTime, partOfDay, partTexts, whenTexts } from './words.ja.ts';

export { emergencyNumbers } from './queries.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.schemes.navigation, href: '/schemes', duties: ['portal.manage'] },
  { place: 'connect', label: words.helplines.navigation, href: '/helplines', duties: ['portal.manage'] },
  { place: 'connect', label: words.helpers.navigation, href: '/helpers', duties: ['helper.manage'] },
  {
    place: 'improve',
    part: 'issue',
    label: words.voices.navigation,
    href: '/voices',
    duties: ['voice.answer'],
  },
  {
    place: 'see',
    part: 'figure',
    label: words.population.navigation,
    href: '/population',
    duties: ['portal.manage'],
  },
];

const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));
const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;
const cityOf = (tx: ReadTx): string => tx.actor.municipality.name;

// ---- the first page -------------------------------------------------------------------------

/** Only what everybody may see, whoever asks, and no training of those who work with children. */
const forFamilies = { public_only: true, training: false } as const;
const firstPlaces = 6;
const firstSessions = 6;
/** So many of today's places are looked at, to show first those one can go to now. */
const lookedAt = 40;
/** When today is over: the first page says where one can go on the next day that has a place. */
const daysLookedAhead = 7;

routes.get(
  '/open',
  openView(async (tx, c) => {
    const age = asAge(c.req.query('age'));
    const { area_id, town_id } = whereOf(c.req.query('where'));
    const zone = zoneOf(tx);
    const months = monthsOf(age);
    const now = timeOf(tx.now, zone);
    const open = (when: string) =>
      findPlaces(
        tx,
        {
          ...askOf(new URLSearchParams()),
          programme: 'gathering',
          area_id,
          town_id,
          age_months: months,
          when,
          sort: town_id === null ? null : 'distance',
          ...(age === 'expecting' ? { wishes: ['expecting'] } : {}),
        },
        { size: lookedAt, offset: 0 },
      );
    // Where nobody has written down when families may come, a family finds no open door: the list of places says so.
    const goable = ({ ranked }: Found, on: string, clock: string) =>
      goableFirst(
        ranked.map(({ place }) => place).filter((place) => openDay(place.opening, on).open === true),
        on,
        clock,
        readingOf(c),
      );
    const left = await open(fromTime(whenTexts.today, now));
    let places = goable(left, tx.today, now);
    const count = Math.max(left.open_count, places.length);
    let wereOpen = count;
    let placesOn: string | null = null;
    if (count === 0) {
      wereOpen = (await open(whenTexts.today)).open_count;
      for (let ahead = 1; ahead <= daysLookedAhead && places.length === 0; ahead++) {
        placesOn = addDays(tx.today, ahead);
        places = goable(await open(placesOn), placesOn, '00:00');
      }
      if (places.length === 0) placesOn = null;
    }
    const asked = { ...forFamilies, area_id, age_months: months };
    const query = new URLSearchParams();
    if (c.req.query('where')) query.set('where', c.req.query('where')!);
    if (age !== null) query.set('age', age);
    const w = speak(c).first;
    const todays = await sessions(tx, {
      ...asked,
      cancelled: true,
      from: tx.today,
      to: tx.today,
      limit: 200,
    });
    const toCome = todays.filter((one) => one.all_day || one.ends_on > tx.today || one.time_to > now);
    const inArea = area_id === null ? '' : `&area_id=${area_id}`;
    return {
      title: w.title,
      description: w.description(cityOf(tx)),
      translated: true,
      islands: ['portal/near'],
      body: (
        <FirstPage
          reading={readingOf(c)}
          municipality={cityOf(tx)}
          today={tx.today}
          now={now}
          where={await whereToChoose(tx)}
          whereValue={c.req.query('where') ?? ''}
          age={age}
          places={places.slice(0, firstPlaces)}
          placesOn={placesOn}
          count={count}
          wereOpen={wereOpen}
          sessions={toCome.slice(0, firstSessions)}
          sessionCount={toCome.length}
          sessionsOver={todays.length > 0}
          soon={await sessions(tx, {
            ...asked,
            from: addDays(tx.today, 1),
            to: addDays(tx.today, 7),
            limit: 6,
          })}
          placesHref={`/open/places?when=${placesOn ?? 'today'}${query.size === 0 ? '' : `&${query.toString()}`}`}
          calendarHref={`/open/calendar${inArea.replace('&', '?')}`}
          todayHref={`/open/calendar?view=list&day=${tx.today}${inArea}`}
        />
      ),
    };
  }),
);

// ---- places ---------------------------------------------------------------------------------

/** The time asked for, as parseWhen() reads it. */
function whenAsked({ code, day, part }: Time): string {
  const on = code === null ? day : whenTexts[code];
  if (part === null) return on ?? '';
  return on === null ? partTexts[part] : partOfDay(on, partTexts[part]);
}

/** The same, as the reader calls it. */
function whenSaid({ code, day, part }: Time, reading: Reading): string {
  const p = wordsIn(openWords, reading).places;
  const on = code === null ? (day === null ? null : shortDayIn(reading, day)) : p.whens[code];
  if (part === null) return on ?? '';
  return on === null ? p.parts[part] : p.partOf(on, p.parts[part]);
}

/** The list for what was asked; `address`: typed, and no town was found for it. */
async function showPlaces(
  tx: ReadTx,
  c: Ctx,
  params: URLSearchParams,
  address: string | null = null,
): Promise<Screen> {
  const reading = readingOf(c);
  const param = (name: string): string | undefined => params.get(name) ?? undefined;
  const age = asAge(param('age'));
  const when = asWhen(param('when'), param('part'), tx.today);
  const place = whereOf(param('where'));
  const all = param('kind') === 'all';
  const read = askOf(params);
  const paging = pagingOf(c, 12);
  const known = await wishes(tx);
  const wished = read.wishes.filter((code) => known.some((wish) => wish.code === code));
  const w = speak(c).places;
  const area_id = place.area_id ?? read.area_id;
  const result = await findPlaces(
    tx,
    {
      ...read,
      area_id,
      town_id: place.town_id ?? read.town_id,
      kind: null,
      programme: all ? null : 'gathering',
      age_months: monthsOf(age) ?? read.age_months,
      wishes: age === 'expecting' ? [...new Set([...wished, 'expecting'])] : wished,
      when: when === null ? '' : whenAsked(when),
    },
    paging,
    {
      reading,
      // In Japanese the days of the list are said as they were understood: 今日 as its date.
      ...(when === null || (when.code !== null && reading.lang === 'ja')
        ? {}
        : { when: whenSaid(when, reading) }),
    },
  );
  return {
    title: w.title,
    description: w.description(cityOf(tx)),
    translated: true,
    islands: ['portal/near'],
    breadcrumbs: [{ label: w.title }],
    body: (
      <PlacesPage
        reading={reading}
        found={result}
        wishes={known}
        chosen={{
          q: read.q,
          where: param('where') ?? (place.area_id === null ? '' : `area-${place.area_id}`),
          age,
          when: when?.code ?? when?.day ?? null,
          part: when?.part ?? null,
          wishes: wished,
          needs: read.needs,
          all,
          also: read.also,
          // Sent along with the first wish, the order shown here must be the one that uses it.
          sort: read.sort ?? 'fit',
        }}
        address={address}
        where={await whereToChoose(tx)}
        today={tx.today}
        now={timeOf(tx.now, zoneOf(tx))}
        paging={paging}
        href={(changes) => hrefWith(c, changes)}
        view={readView(param('map'))}
        boundary={await outline(tx, area_id)}
        labels={await areaLabels(tx)}
      />
    ),
  };
}
routes.get(
  '/open/places',
  openView((tx, c) => showPlaces(tx, c, new URL(c.req.url).searchParams)),
);

// Reads only: an address is turned into its town, and the town alone goes on in the address of the list.
routes.post('/open/places', async (c) => {
  const { typed } = await formOf(c);
  const params = new URLSearchParams();
  for (const name of ['age', 'when', 'part', 'kind', 'q', 'also', 'wish', 'need'])
    for (const value of [typed[name] ?? []].flat()) params.append(name, value);
  const address = `${[typed['address'] ?? ''].flat().at(-1)}`.trim().slice(0, 200);
  return openView(async (tx) => {
    const town = await townOf(tx, address);
    if (town === null) return { ...(await showPlaces(tx, c, params, address)), status: 422 };
    params.set('where', `town-${town.town_id}`);
    params.set('sort', 'distance');
    return c.redirect(`/open/places?${params.toString()}`, 303);
  })(c);
});

routes.get(
  '/open/places/:id{[0-9]+}',
  openView(async (tx, c) => {
    const place = found(await publicPlace(tx, numberIn(c, 'id')));
    if (place.merged_into_id !== null) return c.redirect(`/open/places/${place.merged_into_id}`, 301);
    if (place.ended_on !== null && place.ended_on <= tx.today) throw new Refusal(404);
    const zone = zoneOf(tx);
    const w = speak(c).places;
    const services = await publicServices(tx, place.id);
    return {
      title: place.name,
      description: `${place.name}　${place.kind}　${place.address}`,
      translated: true,
      breadcrumbs: [{ label: w.title, href: '/open/places' }, { label: place.name }],
      body: (
        <PlacePage
          reading={readingOf(c)}
          place={place}
          opening={(await openingsOf(tx, [place.id])).get(place.id)!}
          visiting={
            services.some(({ gathering }) => gathering)
              ? (await openingsOf(tx, [place.id], 'gathering')).get(place.id)!
              : null
          }
          services={services}
          offers={await offersOf(tx, place.id)}
          photos={await photosOf(tx, place.id)}
          sessions={await sessions(tx, {
            public_only: true,
            cancelled: true,
            from: tx.today,
            to: addDays(tx.today, 60),
            facility_id: place.id,
            limit: 10,
          })}
          today={tx.today}
          now={timeOf(tx.now, zone)}
          nearHref="/open/places"
          ground={{
            boundary: await outline(tx, null),
            labels: await areaLabels(tx),
            view: readView(c.req.query('map')),
          }}
          address={`${c.var.house.settings.BASE_URL}/open/places/${place.id}`}
        />
      ),
    };
  }),
);

// ---- schemes --------------------------------------------------------------------------------

routes.get(
  '/open/schemes',
  openView(async (tx, c) => {
    const w = speak(c).schemes;
    const age = asAge(c.req.query('age'));
    const q = (c.req.query('q') ?? '').slice(0, 100);
    return {
      title: w.title,
      translated: true,
      description: w.description(cityOf(tx)),
      breadcrumbs: [{ label: w.title }],
      body: (
        <SchemesPage
          schemes={await publicSchemes(tx, { q, age_months: age === 'expecting' ? 0 : monthsOf(age) })}
          q={q}
          age={age}
          today={tx.today}
          reading={readingOf(c)}
        />
      ),
    };
  }),
);
routes.get(
  '/open/schemes/:id{[0-9]+}',
  openView(async (tx, c) => {
    const scheme = found(await publicScheme(tx, numberIn(c, 'id')));
    return {
      title: scheme.title,
      translated: true,
      description: scheme.summary || scheme.title,
      breadcrumbs: [{ label: speak(c).schemes.title, href: '/open/schemes' }, { label: scheme.title }],
      body: <SchemePage scheme={scheme} today={tx.today} reading={readingOf(c)} />,
    };
  }),
);

// ---- areas ----------------------------------------------------------------------------------

routes.get(
  '/open/areas',
  openView(async (tx, c) => {
    const w = speak(c).areas;
    const asked = [
      ...new Set((c.req.queries('area') ?? []).filter((id) => /^[1-9][0-9]{0,15}$/.test(id))),
    ].slice(0, 3);
    if (asked.length > 0) {
      const [first, ...others] = asked;
      const more = others.map((id) => `with=${id}`).join('&');
      return c.redirect(`/open/areas/${first}${more === '' ? '' : `?${more}`}`, 303);
    }
    return {
      title: w.title,
      translated: true,
      description: w.description(cityOf(tx)),
      breadcrumbs: [{ label: w.title }],
      body: <AreasPage where={await whereToChoose(tx)} reading={readingOf(c)} />,
    };
  }),
);
routes.get(
  '/open/areas/:id{[0-9]+}',
  openView(async (tx, c) => {
    const w = speak(c).areas;
    const zone = zoneOf(tx);
    const asked = (c.req.queries('with') ?? []).filter((id) => /^[1-9][0-9]{0,15}$/.test(id)).map(Number);
    const ids = [...new Set([found(numberIn(c, 'id')), ...asked])].slice(0, 3);
    const profiles = await profilesOf(tx, ids);
    const first = found(profiles.find(({ id }) => id === ids[0]));
    const to = instantOf(addDays(tx.today, 30), '00:00', zone);
    const events = await eventsByArea(tx, ids, tx.now, to);
    const title = profiles.map(({ name }) => name).join('・');
    const alone = profiles.length === 1;
    return {
      title,
      translated: true,
      description: `${title}　${w.description(cityOf(tx))}`,
      breadcrumbs: [{ label: w.title, href: '/open/areas' }, { label: title }],
      body: (
        <ProfilePage
          profiles={profiles.map((one) => ({ ...one, events: events.get(one.id) ?? 0 }))}
          where={await whereToChoose(tx)}
          sessions={
            alone
              ? await sessions(tx, {
                  ...forFamilies,
                  from: tx.today,
                  to: addDays(tx.today, 30),
                  area_id: first.id,
                  limit: 12,
                })
              : []
          }
          voices={
            alone ? (await publishedVoices(tx, { area_id: first.id }, { size: 5, offset: 0 })).rows : []
          }
          readsIssues={tx.has('issue.read')}
          zone={zone}
          reading={readingOf(c)}
        />
      ),
    };
  }),
);

// ---- help -----------------------------------------------------------------------------------

routes.get(
  '/open/help',
  openView(async (tx, c) => {
    const w = speak(c).help;
    return {
      title: w.title,
      description: w.description(cityOf(tx)),
      translated: true,
      breadcrumbs: [{ label: w.title }],
      body: (
        <HelpPage
          reading={readingOf(c)}
          helplines={await helplines(tx)}
          nearHref="/open/places?wish=talk_while_playing"
        />
      ),
    };
  }),
);

// ---- voices ---------------------------------------------------------------------------------

routes.get(
  '/open/voices',
  openView(async (tx, c) => {
    const w = speak(c).voices;
    const paging = pagingOf(c, 10);
    const { rows, total } = await publishedVoices(tx, {}, paging);
    return {
      title: w.title,
      description: w.description(cityOf(tx)),
      translated: true,
      breadcrumbs: [{ label: w.title }],
      body: (
        <VoicesPage
          reading={readingOf(c)}
          published={rows}
          total={total}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          zone={zoneOf(tx)}
        />
      ),
    };
  }),
);

const voiceCrumbs = (c: Ctx, label: string) => [
  { label: speak(c).voices.title, href: '/open/voices' },
  { label },
];

const typedText = (state: FormState): string => {
  const { text } = state.values;
  return typeof text === 'string' ? text : '';
};

/** The form, and what its writer is to be told before it is taken: once for danger, once for names. */
const voiceScreen = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const w = speak(c).voices.form;
  const text = typedText(state);
  const sent = text !== '' && Object.keys(state.errors).length === 0;
  const danger = sent && hintsAtDanger(text);
  const names = sent ? namesSomebody(text) : [];
  return {
    title: w.title,
    translated: true,
    width: 'form',
    breadcrumbs: voiceCrumbs(c, w.title),
    body: (
      <VoiceForm
        reading={readingOf(c)}
        state={state}
        where={await whereToChoose(tx)}
        helplines={await helplines(tx)}
        danger={danger}
        names={names}
        told={{
          danger: danger || Boolean(state.values['seen_danger']),
          names: names.length > 0 || Boolean(state.values['seen_names']),
        }}
      />
    ),
  };
};
routes.get(
  '/open/voices/new',
  openView((tx, c) => voiceScreen(tx, emptyForm, c)),
);
routes.post(
  '/open/voices/new',
  openAction({
    form: voiceForm,
    limit: { name: 'voice', an_hour: 10 },
    again: voiceScreen,
    run: async (tx, data, c, { code }) => {
      const toldOfDanger = data.seen_danger || !hintsAtDanger(data.text);
      const toldOfNames = data.seen_names || namesSomebody(data.text).length === 0;
      // No error: the form comes back once with what its writer should know, and takes the same text the next time.
      if (data.website === '' && !(toldOfDanger && toldOfNames)) invalid({});
      await sayVoice(tx, data, code, readingOf(c).lang);
      return done('/open/voices/receipt', speak(c).voices.receipt.sent);
    },
  }),
);

/** Voices and helpers share it: guessing at one is guessing at both. */
const codeLimit = { name: 'code', an_hour: 30 };

const voiceReceipt = async (
  tx: ReadTx,
  c: Ctx,
  more: { error?: string; typed?: string } = {},
): Promise<Screen> => {
  const w = speak(c).voices.receipt;
  const code = more.error === undefined ? receiptOf(c) : null;
  const voice = code === null ? undefined : await voiceByCode(tx, hashCode(c.var.house, code));
  return {
    title: w.title,
    translated: true,
    unlisted: true,
    width: 'form',
    breadcrumbs: voiceCrumbs(c, w.title),
    status: more.error === undefined ? 200 : 422,
    body: (
      <VoiceReceipt
        reading={readingOf(c)}
        code={code === null || !voice ? null : showCode(code)}
        voice={voice ?? null}
        zone={zoneOf(tx)}
        {...more}
      />
    ),
  };
};
routes.get(
  '/open/voices/receipt',
  openView((tx, c) => voiceReceipt(tx, c)),
);

routes.post(
  '/open/voices/receipt',
  openCode({
    limit: codeLimit,
    find: voiceByCode,
    wrong: (tx, c, typed) => voiceReceipt(tx, c, { error: speak(c).voices.receipt.unknown, typed }),
    location: '/open/voices/receipt',
  }),
);

// ---- from user to helper --------------------------------------------------------------------

routes.get(
  '/open/helpers',
  openView(async (tx, c) => {
    const w = speak(c).helpers;
    return {
      title: w.title,
      description: w.description(cityOf(tx)),
      translated: true,
      breadcrumbs: [{ label: w.title }],
      body: <HelpersPage reading={readingOf(c)} />,
    };
  }),
);
const helperCrumbs = (c: Ctx, label: string) => [
  { label: speak(c).helpers.title, href: '/open/helpers' },
  { label },
];
const helperScreen = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const w = speak(c).helpers.form;
  return {
    title: w.title,
    translated: true,
    width: 'form',
    breadcrumbs: helperCrumbs(c, w.title),
    body: <HelperForm reading={readingOf(c)} state={state} where={await whereToChoose(tx)} />,
  };
};
routes.get(
  '/open/helpers/new',
  openView((tx, c) => {
    const step = helperSteps.find((one) => one === c.req.query('step'));
    return helperScreen(tx, filled(step === undefined ? {} : { step }), c);
  }),
);
routes.post(
  '/open/helpers/new',
  openAction({
    form: helperForm,
    limit: { name: 'helper', an_hour: 5 },
    again: helperScreen,
    run: async (tx, data, c, { code }) => {
      await offerHelp(tx, data, code);
      return done('/open/helpers/receipt', speak(c).helpers.receipt.sent);
    },
  }),
);
const helperReceipt = async (
  tx: ReadTx,
  c: Ctx,
  more: { error?: string; typed?: string } = {},
): Promise<Screen> => {
  const w = speak(c).helpers.receipt;
  const code = more.error === undefined ? receiptOf(c) : null;
  const helper = code === null ? undefined : await helperByCode(tx, hashCode(c.var.house, code));
  return {
    title: w.title,
    translated: true,
    unlisted: true,
    width: 'form',
    breadcrumbs: helperCrumbs(c, w.title),
    status: more.error === undefined ? 200 : 422,
    body: (
      <HelperReceipt
        reading={readingOf(c)}
        code={code === null || !helper ? null : showCode(code)}
        helper={helper ?? null}
        {...more}
      />
    ),
  };
};
routes.get(
  '/open/helpers/receipt',
  openView((tx, c) => helperReceipt(tx, c)),
);
routes.post(
  '/open/helpers/receipt',
  openCode({
    limit: codeLimit,
    find: helperByCode,
    wrong: (tx, c, typed) => helperReceipt(tx, c, { error: speak(c).helpers.receipt.unknown, typed }),
    location: '/open/helpers/receipt',
  }),
);
routes.post(
  '/open/helpers/withdraw',
  openAction({
    form: nothingForm,
    limit: { name: 'helper-withdraw', an_hour: 20 },
    again: (tx, _state, c) => helperReceipt(tx, c),
    run: async (tx, _data, c) => {
      const code = receiptOf(c);
      const gone = code !== null && (await withdrawHelp(tx, code));
      if (!gone) throw new Refusal(404);
      return done('/open/helpers', speak(c).helpers.receipt.withdrawn);
    },
  }),
);

// ---- about the site -------------------------------------------------------------------------

for (const [path, topic, Page] of [
  ['/open/accessibility', 'accessibility', AccessibilityPage],
  ['/open/privacy', 'privacy', PrivacyPage],
  ['/open/data', 'data', DataPage],
] as const) {
  routes.get(
    path,
    openView(async (tx, c) => {
      const { title, lead } = wordsIn(aboutWords, readingOf(c))[topic];
      const city = cityOf(tx);
      return {
        title,
        description: typeof lead === 'string' ? lead : lead(city),
        translated: true,
        breadcrumbs: [{ label: title }],
        body: <Page city={city} reading={readingOf(c)} />,
      };
    }),
  );
}

routes.get('/robots.txt', (c) =>
  c.text(
    [
      'User-agent: *',
      'Allow: /open$',
      'Allow: /open/',
      'Allow: /open-data',
      'Allow: /assets/',
      'Disallow: /open/voices/receipt',
      'Disallow: /open/helpers/receipt',
      'Disallow: /',
      `Sitemap: ${c.var.house.settings.BASE_URL}/sitemap.xml`,
      '',
    ].join('\n'),
  ),
);
routes.get(
  '/sitemap.xml',
  openView(async (tx, c) => {
    const base = c.var.house.settings.BASE_URL;
    const paths = [
      '/open',
      '/open/places',
      '/open/calendar',
      '/open/schemes',
      '/open/areas',
      '/open/help',
      '/open/voices',
      '/open/helpers',
      '/open/accessibility',
      '/open/privacy',
      '/open/data',
      ...(await publicPlaceIds(tx)).map((id) => `/open/places/${id}`),
      ...(await publicSchemes(tx, { q: '', age_months: null })).map(({ id }) => `/open/schemes/${id}`),
    ];
    const urls = paths.map((path) => `<url><loc>${base}${path}</loc></url>`).join('');
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`,
      200,
      { 'Content-Type': 'application/xml; charset=utf-8' },
    );
  }),
);

// ---- the network's side: voices -------------------------------------------------------------

const mayOrNot = (tx: ReadTx, duty: string): void => {
  if (!tx.has(duty)) throw new Refusal(403);
};

routes.get(
  '/voices',
  view(async (tx, c) => {
    mayOrNot(tx, 'voice.answer');
    const tab: VoiceTab =
      (['waiting', 'answered', 'closed'] as const).find((one) => one === c.req.query('tab')) ?? 'waiting';
    const paging = pagingOf(c);
    const { rows, total } = await listVoices(tx, tab, paging);
    return {
      title: words.voices.title,
      body: (
        <VoiceList
          rows={rows}
          total={total}
          tab={tab}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          zone={zoneOf(tx)}
        />
      ),
    };
  }),
);

type VoiceForms = Partial<Record<'answer' | 'issue' | 'close', FormState>>;
const voicePage = async (tx: ReadTx, c: Ctx, forms: VoiceForms = {}): Promise<Screen> => {
  const voice = found(await voiceById(tx, numberIn(c, 'id')));
  const title = words.voices.page.title(voice.id);
  tx.opened({ action: 'voice.open', subject_kind: 'voice', subject_id: voice.id });
  return {
    title,
    width: 'form',
    breadcrumbs: [{ label: words.voices.title, href: '/voices' }, { label: title }],
    body: (
      <VoicePage
        voice={voice}
        names={namesSomebody(voice.text, await facilitiesNamedIn(tx, [voice.text]))}
        answer={
          forms.answer ??
          filled({
            answer: voice.answer,
            publish: voice.published_at !== null && voice.withdrawn_at === null,
            public_text: voice.public_text ?? voice.text,
          })
        }
        issue={forms.issue ?? filled({ description: words.voices.issueDescription(voice.text), weight: 2 })}
        close={forms.close ?? emptyForm}
        themes={await themes(tx)}
        mayRaise={tx.has('issue.raise')}
        zone={zoneOf(tx)}
      />
    ),
  };
};
routes.get(
  '/voices/:id{[0-9]+}',
  view((tx, c) => voicePage(tx, c)),
);
const voiceAt = (c: Ctx): string => `/voices/${numberIn(c, 'id')}`;
routes.post(
  '/voices/:id{[0-9]+}/read',
  action({
    form: readForm,
    run: async (tx, data, c) => {
      await markRead(tx, numberIn(c, 'id'), data._version);
      return done(voiceAt(c), words.voices.page.marked);
    },
  }),
);
routes.post(
  '/voices/:id{[0-9]+}/settle',
  action({
    form: readForm,
    run: async (tx, data, c) => {
      await settleUrgency(tx, numberIn(c, 'id'), data._version);
      return done(voiceAt(c), words.voices.page.urgentOff);
    },
  }),
);
routes.post(
  '/voices/:id{[0-9]+}/answer',
  action({
    form: answerForm,
    again: (tx, state, c) => voicePage(tx, c, { answer: state }),
    run: async (tx, data, c) => {
      await answerVoice(tx, numberIn(c, 'id'), data);
      return done(voiceAt(c), data.publish ? words.voices.page.published : words.voices.page.answered);
    },
  }),
);
routes.post(
  '/voices/:id{[0-9]+}/issue',
  action({
    form: issueForm,
    again: (tx, state, c) => voicePage(tx, c, { issue: state }),
    run: async (tx, data, c) => {
      await makeIssue(tx, numberIn(c, 'id'), data);
      return done(voiceAt(c), words.voices.page.raised);
    },
  }),
);
routes.post(
  '/voices/:id{[0-9]+}/close',
  action({
    form: closeForm,
    again: (tx, state, c) => voicePage(tx, c, { close: state }),
    run: async (tx, data, c) => {
      await closeVoice(tx, numberIn(c, 'id'), data);
      return done(voiceAt(c), words.voices.page.closeDone);
    },
  }),
);
routes.post(
  '/voices/:id{[0-9]+}/withdraw',
  action({
    form: readForm,
    run: async (tx, data, c) => {
      await withdrawVoice(tx, numberIn(c, 'id'), data._version);
      return done(voiceAt(c), words.voices.page.withdrawn);
    },
  }),
);

// ---- the network's side: helpers ------------------------------------------------------------

routes.get(
  '/helpers',
  view(async (tx, c) => {
    mayOrNot(tx, 'helper.manage');
    const tab: HelperTab = c.req.query('tab') === 'done' ? 'done' : 'open';
    const paging = pagingOf(c);
    const { rows, total } = await listHelpers(tx, tab, paging);
    // Names are on this page.
    tx.opened({ action: 'helper.list', subject_kind: 'helper_application', detail: { count: rows.length } });
    return {
      title: words.helpers.title,
      body: (
        <HelperList
          rows={rows}
          total={total}
          tab={tab}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          zone={zoneOf(tx)}
        />
      ),
    };
  }),
);
const helperPage = async (tx: ReadTx, c: Ctx, state?: FormState): Promise<Screen> => {
  const helper = found(await helperById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'helper.open', subject_kind: 'helper_application', subject_id: helper.id });
  const title = words.helpers.title;
  return {
    title,
    width: 'form',
    breadcrumbs: [{ label: title, href: '/helpers' }, { label: `${helper.id}` }],
    body: (
      <HelperPage
        helper={helper}
        state={state ?? filled({ met_on: helper.met_on, outcome: helper.outcome, note: helper.note })}
        zone={zoneOf(tx)}
      />
    ),
  };
};
routes.get(
  '/helpers/:id{[0-9]+}',
  view((tx, c) => helperPage(tx, c)),
);
routes.post(
  '/helpers/:id{[0-9]+}',
  action({
    form: helperChangeForm,
    again: (tx, state, c) => helperPage(tx, c, state),
    run: async (tx, data, c) => {
      await changeHelper(tx, numberIn(c, 'id'), data);
      return done(`/helpers/${numberIn(c, 'id')}`, words.helpers.page.saved);
    },
  }),
);
routes.post(
  '/helpers/:id{[0-9]+}/take',
  action({
    form: readForm,
    run: async (tx, data, c) => {
      await takeUpHelper(tx, numberIn(c, 'id'), data._version);
      return done(`/helpers/${numberIn(c, 'id')}`, words.helpers.page.taken);
    },
  }),
);
routes.post(
  '/helpers/:id{[0-9]+}/remove',
  action({
    form: readForm,
    run: async (tx, data, c) => {
      await removeHelper(tx, numberIn(c, 'id'), data._version);
      return done('/helpers', words.helpers.page.removed);
    },
  }),
);

// ---- the network's side: helplines ----------------------------------------------------------

routes.get(
  '/helplines',
  view(async (tx) => {
    mayOrNot(tx, 'portal.manage');
    return { title: words.helplines.title, body: <HelplineList lines={await helplines(tx, true)} /> };
  }),
);
const helplineCrumb = { label: words.helplines.title, href: '/helplines' };
const newHelpline = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mayOrNot(tx, 'portal.manage');
  return {
    title: words.helplines.form.new,
    width: 'form',
    breadcrumbs: [helplineCrumb, { label: words.helplines.form.new }],
    body: <HelplineForm line={null} state={state} />,
  };
};
routes.get(
  '/helplines/new',
  view((tx) => newHelpline(tx, filled({ position: 100 }))),
);
routes.post(
  '/helplines/new',
  action({
    form: helplineForm,
    again: newHelpline,
    run: async (tx, data) => {
      await saveHelpline(tx, null, data);
      return done('/helplines', words.helplines.saved);
    },
  }),
);
const editHelpline = async (tx: ReadTx, c: Ctx, state?: FormState): Promise<Screen> => {
  mayOrNot(tx, 'portal.manage');
  const line = found(await helplineById(tx, numberIn(c, 'id')));
  return {
    title: line.name,
    width: 'form',
    breadcrumbs: [helplineCrumb, { label: line.name }],
    body: <HelplineForm line={line} state={state ?? filled({ ...line })} />,
  };
};
routes.get(
  '/helplines/:id{[0-9]+}',
  view((tx, c) => editHelpline(tx, c)),
);
routes.post(
  '/helplines/:id{[0-9]+}',
  action({
    form: helplineForm,
    again: (tx, state, c) => editHelpline(tx, c, state),
    run: async (tx, data, c) => {
      await saveHelpline(tx, numberIn(c, 'id'), data);
      return done('/helplines', words.helplines.saved);
    },
  }),
);
for (const [verb, ended, said] of [
  ['end', true, words.helplines.endDone],
  ['restore', false, words.helplines.restored],
] as const) {
  routes.post(
    `/helplines/:id{[0-9]+}/${verb}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await endHelpline(tx, numberIn(c, 'id'), ended);
        return done('/helplines', said);
      },
    }),
  );
}

// ---- the network's side: schemes ------------------------------------------------------------

routes.route('/', importRoutes(schemeImport, schemeImportJob));
routes.route('/', importRoutes(populationImport, populationImportJob));

const schemeFilter = (c: Ctx): SchemeFilter => ({
  q: (c.req.query('q') ?? '').slice(0, 100),
  age_months: null,
  state: (['draft', 'published', 'ended'] as const).find((one) => one === c.req.query('state')) ?? null,
});
routes.get(
  '/schemes',
  view(async (tx, c) => {
    mayOrNot(tx, 'portal.manage');
    const filter = schemeFilter(c);
    return {
      title: words.schemes.title,
      body: (
        <SchemeList
          schemes={await allSchemes(tx, filter)}
          q={filter.q}
          state={filter.state ?? ''}
          today={tx.today}
          exportHref={(format) =>
            hrefWith(c, { format: format === 'csv' ? 'csv' : null }).replace('/schemes', '/schemes/export')
          }
        />
      ),
    };
  }),
);
routes.get(
  '/schemes/export',
  view(async (tx, c) => {
    mayOrNot(tx, 'portal.manage');
    return exportSchemes(c, tx, schemeFilter(c));
  }),
);
const schemeCrumb = { label: words.schemes.title, href: '/schemes' };
const newScheme = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mayOrNot(tx, 'portal.manage');
  return {
    title: words.schemes.form.new,
    width: 'form',
    breadcrumbs: [schemeCrumb, { label: words.schemes.form.new }],
    body: (
      <SchemeForm
        scheme={null}
        state={state}
        organisations={await organisationsToName(tx, state)}
        today={tx.today}
      />
    ),
  };
};
routes.get(
  '/schemes/new',
  view((tx) => newScheme(tx, filled({ kind: 'person' }))),
);
routes.post(
  '/schemes/new',
  action({
    form: schemeForm,
    again: newScheme,
    run: async (tx, data) => done(`/schemes/${await saveScheme(tx, null, data)}`, words.schemes.saved),
  }),
);
const editScheme = async (tx: ReadTx, c: Ctx, state?: FormState): Promise<Screen> => {
  mayOrNot(tx, 'portal.manage');
  const scheme = found(await schemeById(tx, numberIn(c, 'id')));
  const shown =
    state ??
    filled({
      ...scheme,
      references: showReferences(referencesOf(scheme.references_to)),
      keywords: scheme.keywords.join(';'),
    });
  return {
    title: scheme.title,
    width: 'form',
    breadcrumbs: [schemeCrumb, { label: scheme.title }],
    body: (
      <SchemeForm
        scheme={scheme}
        state={shown}
        organisations={await organisationsToName(tx, shown)}
        today={tx.today}
      />
    ),
  };
};
routes.get(
  '/schemes/:id{[0-9]+}',
  view((tx, c) => editScheme(tx, c)),
);
routes.post(
  '/schemes/:id{[0-9]+}',
  action({
    form: schemeForm,
    again: (tx, state, c) => editScheme(tx, c, state),
    run: async (tx, data, c) =>
      done(`/schemes/${await saveScheme(tx, numberIn(c, 'id'), data)}`, words.schemes.saved),
  }),
);
routes.post(
  '/schemes/:id{[0-9]+}/publish',
  action({
    form: publishForm,
    again: (tx, state, c) => editScheme(tx, c, { values: {}, errors: state.errors }),
    run: async (tx, data, c) => {
      await standScheme(tx, numberIn(c, 'id'), { published_on: data.published_on });
      return done(`/schemes/${numberIn(c, 'id')}`, words.schemes.publishDone);
    },
  }),
);
for (const [verb, change, said] of [
  ['unpublish', { published_on: null }, words.schemes.unpublished],
  ['end', { ended: true }, words.schemes.endDone],
  ['restore', { ended: false }, words.schemes.restored],
] as const) {
  routes.post(
    `/schemes/:id{[0-9]+}/${verb}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await standScheme(tx, numberIn(c, 'id'), change);
        return done(`/schemes/${numberIn(c, 'id')}`, said);
      },
    }),
  );
}

routes.get(
  '/population',
  view(async (tx) => {
    mayOrNot(tx, 'portal.manage');
    return { title: words.population.title, body: <PopulationPage tables={await populationTables(tx)} /> };
  }),
);
