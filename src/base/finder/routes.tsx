import { Hono } from 'hono';
import { found, reading, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { readView } from '../../platform/ui/map.tsx';
import { wordsIn } from '../../platform/ui/speech.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { filled, formOf, type FormState, type Typed } from '../../platform/web/form.ts';
import {
  action,
  done,
  emptyForm,
  frame,
  invalid,
  openAction,
  openView,
  redirect,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { readingOf } from '../../platform/web/language.ts';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { readCode, withinLimit } from '../../platform/web/open.ts';
import { hrefWith, pagingOf, type Paging } from '../../platform/web/paging.ts';
import { choices } from '../directory/queries.ts';
import { answerCard, changeWeights, handOver, makeIntroduction } from './commands.ts';
import { cardPdf, cardPicture, cardUrl } from './exports.ts';
import { answerForm, cardForm, handForm, weightsForm, wishWeight } from './forms.ts';
import { CardFormPage, CardPage, CardsPage } from './pages-cards.tsx';
import { CardEntryPage, OpenCardPage } from './pages-open.tsx';
import { FindPage } from './pages.tsx';
import { WeightsPage } from './pages-weights.tsx';
import {
  cardByCode,
  cardPlace,
  introductionById,
  introductions,
  introductionSums,
  nextAt,
  ownFacilities,
  upcomingAt,
} from './queries-introductions.ts';
import { findPlaces, townOf, weights, wishes } from './queries.ts';
import { areaLabels, outline } from '../areas/queries.ts';
import { askOf, roundedPoint } from './rules-ask.ts';
import { cardDraft, cardText } from './rules-card.ts';
import { openWords } from './words-open.ts';
import { words as cardWords } from './words-card.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation, href: '/find', duties: ['network'] },
];

const crumb: Crumb = { label: words.find.title, href: '/find' };
// Each place is told with its reasons: more of them at once are not read.
const pageSize = 10;

/** A form's fields as the query string that would carry them. */
function paramsIn(typed: Typed): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(typed)) {
    // Of a button pressed again (sort, page, view) the last one counts.
    const values = [value].flat();
    for (const one of ['wish', 'need'].includes(name) ? values : values.slice(-1)) params.append(name, one);
  }
  return params;
}

async function find(tx: ReadTx, params: URLSearchParams): Promise<Screen> {
  const address = (params.get('address') ?? '').trim().slice(0, 200);
  // Begun afresh, it is the places for parents and children that are looked for.
  const fresh = [...params.keys()].length === 0;
  const asked = fresh ? { ...askOf(params), programme: 'gathering' } : askOf(params);
  const town = address === '' ? null : await townOf(tx, address);
  const forget = params.get('forget') === 'point';
  // An address typed now is meant before a position found earlier.
  const point =
    forget || town !== null ? null : roundedPoint(params.get('latitude'), params.get('longitude'));
  const ask = { ...asked, point, town_id: town?.town_id ?? (address === '' ? asked.town_id : null) };
  const page = Number(params.get('page') ?? (params.has('view') ? params.get('shown') : null) ?? 1);
  const number = Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
  const paging: Paging = { page: number, size: pageSize, offset: (number - 1) * pageSize };
  const answer = await findPlaces(tx, ask, paging);
  const { programmes, areas } = await choices(tx);
  return {
    title: words.find.title,
    islands: ['platform/ui/map', 'base/finder/where'],
    width: 'wide',
    body: (
      <FindPage
        ask={ask}
        address={address}
        addressFound={town !== null}
        found={answer}
        choices={{ wishes: await wishes(tx), programmes, areas }}
        next={await nextAt(
          tx,
          answer.ranked.map(({ place }) => place.id),
        )}
        paging={paging}
        view={readView(params.get('view'))}
        boundary={await outline(tx, ask.area_id)}
        labels={await areaLabels(tx)}
        time_zone={tx.actor.municipality.time_zone}
        manage={tx.has('directory.manage')}
      />
    ),
  };
}

routes.get(
  '/find',
  view(async (tx, c) => find(tx, new URL(c.req.url).searchParams)),
);

// Reads only: nothing is stored, and what was told stands in the body alone.
routes.post('/find', async (c) => {
  const { typed } = await formOf(c);
  return view(async (tx) => find(tx, paramsIn(typed)))(c);
});

// ---- weights -------------------------------------------------------------------------------

async function weightsState(tx: ReadTx): Promise<FormState> {
  const { wish, ...rest } = await weights(tx);
  const each = Object.entries(wish).map(([code, weight]) => [`wish_${code}`, weight] as const);
  const { version } = await tx.db.selectFrom('finder_weight').select('version').executeTakeFirstOrThrow();
  return filled({ ...rest, ...Object.fromEntries(each), _version: version });
}

const showWeights = async (tx: ReadTx, state: FormState & { conflict?: Conflict }): Promise<Screen> => ({
  title: words.weights.title,
  width: 'form',
  breadcrumbs: [crumb, { label: words.weights.title }],
  body: <WeightsPage state={state} wishes={await wishes(tx)} may={tx.has('directory.manage')} />,
});

routes.get(
  '/find/weights',
  view(async (tx) => showWeights(tx, await weightsState(tx))),
);

routes.post(
  '/find/weights',
  action({
    form: weightsForm,
    run: async (tx, data) => {
      if (!tx.has('directory.manage')) throw new Refusal(403);
      const wish: Record<string, number> = {};
      const errors: Record<string, string> = {};
      for (const { code } of await wishes(tx)) {
        const typed = data[`wish_${code}`];
        if (typed === undefined) continue;
        const read = wishWeight.safeParse(typed);
        if (read.success) wish[code] = read.data;
        else errors[`wish_${code}`] = read.error.issues[0]!.message;
      }
      if (Object.keys(errors).length > 0) invalid(errors);
      await changeWeights(tx, data, wish);
      return done('/find/weights', words.weights.saved);
    },
    again: showWeights,
    theirs: async (tx) => (await weightsState(tx)).values,
  }),
);

// ---- cards ---------------------------------------------------------------------------------

const cardsCrumb: Crumb = { label: cardWords.list.title, href: '/introductions' };

routes.get(
  '/introductions',
  view(async (tx, c) => {
    const mine = c.req.query('of') !== 'all';
    const paging = pagingOf(c);
    return {
      title: cardWords.list.title,
      breadcrumbs: [crumb, { label: cardWords.list.title }],
      body: (
        <CardsPage
          {...await introductions(tx, { mine }, paging)}
          paging={paging}
          href={(changes) => hrefWith(c, changes)}
          mine={mine}
          sums={await introductionSums(tx, tx.fiscal_year)}
          fiscal_year={tx.fiscal_year}
          time_zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

/** The form, its texts made from the place and the sitting chosen unless somebody has written their own. */
async function showCardForm(tx: ReadTx, state: FormState, fill: boolean): Promise<Screen> {
  const id = Number(state.values['facility_id']);
  const place = found(await cardPlace(tx, Number.isSafeInteger(id) && id > 0 ? id : null));
  const sessions = await upcomingAt(tx, place.id);
  const chosen = sessions.find((session) => `${session.id}` === state.values['event_session_id']) ?? null;
  const draft = fill ? cardDraft(place, chosen, tx.actor.municipality.time_zone) : {};
  const codes = [state.values['wish'] ?? []].flat();
  return {
    title: cardWords.form.title,
    width: 'form',
    breadcrumbs: [crumb, { label: cardWords.form.title }],
    body: (
      <CardFormPage
        state={{ ...state, values: { ...state.values, ...draft } }}
        place={place}
        sessions={sessions}
        own={await ownFacilities(tx)}
        wishes={(await wishes(tx)).filter(({ code }) => codes.includes(code))}
        time_zone={tx.actor.municipality.time_zone}
      />
    ),
  };
}

routes.get(
  '/introductions/new',
  view(async (tx, c) => {
    const query = new URL(c.req.url).searchParams;
    const values: Typed = {
      facility_id: query.get('facility_id') ?? '',
      event_session_id: query.get('event_session_id') ?? '',
      from_facility_id: `${tx.session.facilities[0] ?? ''}`,
      wish: query.getAll('wish'),
    };
    return showCardForm(tx, { values, errors: {} }, true);
  }),
);

const makeCard = action({
  form: cardForm,
  run: async (tx, data) => {
    const id = await makeIntroduction(tx, data);
    return done(`/introductions/${id}`, cardWords.card.made);
  },
  again: (tx, state) => showCardForm(tx, state, false),
});

routes.post('/introductions/new', async (c) => {
  const { typed } = await formOf(c);
  if (typed['fill'] === undefined) return makeCard(c);
  // 「文章に入れる」: the same form with the chosen sitting's words; nothing is stored.
  return view((tx) => showCardForm(tx, { values: typed, errors: {} }, true))(c);
});

async function shownCard(tx: ReadTx, c: Ctx) {
  const card = found(await introductionById(tx, numberIn(c, 'id')));
  const url = cardUrl(c.var.house.settings.BASE_URL, card.code);
  return { card, url };
}

routes.get(
  '/introductions/:id',
  view(async (tx, c) => {
    const { card, url } = await shownCard(tx, c);
    return {
      title: cardWords.card.title(card.facility),
      breadcrumbs: [crumb, cardsCrumb, { label: card.facility }],
      islands: ['base/finder/share'],
      body: (
        <CardPage
          card={card}
          picture={await cardPicture(url)}
          text={cardText({ ...card, url })}
          size={c.req.query('size') === 'a4' ? 'a4' : 'a6'}
        />
      ),
    };
  }),
);

routes.get(
  '/introductions/:id/card.pdf',
  view(async (tx, c) => {
    const { card, url } = await shownCard(tx, c);
    return download(
      c,
      await cardPdf(card, url),
      `${cardWords.card.title(card.facility)}.pdf`,
      'application/pdf',
    );
  }),
);

routes.post(
  '/introductions/:id/handed',
  action({
    form: handForm,
    run: async (tx, { how }, c) => {
      const id = numberIn(c, 'id');
      const card = found(await introductionById(tx, id));
      if (!card.mine) throw new Refusal(403);
      await handOver(tx, card.id, how);
      return done(`/introductions/${card.id}`, cardWords.card.recorded);
    },
  }),
);

// ---- the card in a parent's hand -----------------------------------------------------------

const codeState = (code: string, wrong: string | null): FormState => ({
  values: { code },
  errors: wrong === null ? {} : { code: wrong },
});

const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));

const showEntry = (c: Ctx, state: FormState): Screen => ({
  title: speak(c).enterTitle,
  zone: 'public',
  translated: true,
  unlisted: true,
  width: 'form',
  body: <CardEntryPage state={state} />,
});

routes.get(
  '/open/cards',
  openView(async (_tx, c) => showEntry(c, emptyForm)),
);

/** A code nobody has is a guess; so many an hour from one address are let by. */
const guessesAnHour = 30;

routes.post('/open/cards', async (c) => {
  const { typed } = await formOf(c);
  const text = [typed['code'] ?? ''].flat()[0] ?? '';
  const code = readCode(text);
  const within = await withinLimit(c, 'card', guessesAnHour, 3_600_000);
  return reading(c.var.actor, async (tx) => {
    const card = within && code !== null ? await cardByCode(tx, code) : undefined;
    if (card) return redirect(c, { location: `/open/cards/${code}` });
    const wrong = within ? speak(c).notFound : speak(c).tooOften;
    return frame(c, tx, { ...showEntry(c, codeState(text, wrong)), status: within ? 422 : 429 });
  });
});

const codeOf = (c: Ctx) => readCode(c.req.param('code') ?? '');

async function showOpenCard(tx: ReadTx, c: Ctx, state: FormState): Promise<Screen> {
  const code = codeOf(c);
  const card = code === null ? undefined : await cardByCode(tx, code);
  if (code === null || card === undefined)
    return { ...showEntry(c, codeState('', speak(c).notFound)), status: 404 };
  return {
    title: card.facility,
    zone: 'public',
    translated: true,
    unlisted: true,
    width: 'form',
    body: <OpenCardPage card={card} code={code} state={state} today={tx.today} />,
  };
}

routes.get('/open/cards/:code', async (c) => {
  const page = await openView((tx) => showOpenCard(tx, c, emptyForm))(c);
  // Counted after the page's transaction: one that waits for a second connection holds up whoever comes next.
  if (page.status !== 404 || (await withinLimit(c, 'card', guessesAnHour, 3_600_000))) return page;
  return openView(async () => ({ ...showEntry(c, codeState('', speak(c).tooOften)), status: 429 }))(c);
});

routes.post(
  '/open/cards/:code',
  openAction({
    form: answerForm,
    limit: { name: 'card_answer', an_hour: 20 },
    run: async (tx, data, c) => {
      const code = codeOf(c);
      if (code === null || !(await cardByCode(tx, code))) throw new Refusal(404);
      // Told the same whether it was the first answer or not: who was before is nobody's business.
      await answerCard(tx, code, data);
      return done(`/open/cards/${code}`, speak(c).thanks);
    },
    again: (tx, state, c) => showOpenCard(tx, c, state),
  }),
);
