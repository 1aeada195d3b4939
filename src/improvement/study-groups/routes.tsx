import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { themes } from '../issues/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { changeCall, openCall, signUp, withdrawEntry } from './commands.ts';
import { callForm, entryForm } from './forms.ts';
import { CallForm, EntryForm } from './pages-forms.tsx';
import { CallList } from './pages-list.tsx';
import { CallPage } from './pages.tsx';
import {
  callById,
  calls,
  countCalls,
  entriesOf,
  entryOf,
  facilityNames,
  groupsOf,
  handoutsOfCall,
  ownFacilities,
  sessionsOfCall,
  themesToCall,
  timesOfCall,
  topicsOfTheme,
} from './queries.ts';
import { routes as boardRoutes } from './routes-board.tsx';
import { routes as groupRoutes } from './routes-groups.tsx';
import { routes as handoutRoutes } from './routes-handouts.tsx';
import { usualTerms } from './rules.ts';
import { words as handoutWords } from './words-handouts.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'learn', label: words.navigation, href: '/study-groups', duties: ['network'] },
  {
    place: 'improve',
    part: 'learn',
    label: handoutWords.navigation,
    href: '/study-handouts',
    duties: ['network'],
  },
];
routes.route('/', groupRoutes);
routes.route('/', boardRoutes);
routes.route('/', handoutRoutes);

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/study-groups' };
const mustManage = (tx: ReadTx) => {
  if (!tx.has('learning.manage')) throw new Refusal(403);
};

routes.get(
  '/study-groups',
  view(async (tx, c) => {
    const paging = pagingOf(c);
    return {
      title: words.list.title,
      body: (
        <CallList
          lines={await calls(tx, paging)}
          total={await countCalls(tx)}
          paging={paging}
          themes={await themesToCall(tx)}
          mayManage={tx.has('learning.manage')}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
          href={(page) => hrefWith(c, { page })}
        />
      ),
    };
  }),
);

const showNew = async (tx: ReadTx, state: State): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.form.newTitle,
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.newTitle }],
    body: <CallForm state={state} action="/study-groups/new" isNew themes={await themes(tx)} />,
  };
};
routes.get(
  '/study-groups/new',
  view(async (tx, c) => {
    const theme = (await themes(tx)).find((one) => one.code === c.req.query('theme'));
    return showNew(
      tx,
      filled({
        ...usualTerms,
        theme_code: theme?.code,
        topics: theme === undefined ? '' : (await topicsOfTheme(tx, theme.code)).join('\n'),
        opens_on: tx.today,
        closes_on: addDays(tx.today, 14),
        _version: 0,
      }),
    );
  }),
);
routes.post(
  '/study-groups/new',
  action({
    form: callForm,
    again: showNew,
    run: async (tx, data) => done(`/study-groups/${await openCall(tx, data)}`, words.form.opened),
  }),
);

routes.get(
  '/study-groups/:id{[0-9]+}',
  view(async (tx, c) => {
    const call = found(await callById(tx, numberIn(c, 'id')));
    const groups = await groupsOf(tx, call.id);
    const mayManage = tx.has('learning.manage');
    return {
      title: call.title,
      breadcrumbs: [crumb, { label: call.title }],
      body: (
        <CallPage
          call={call}
          times={await timesOfCall(tx, call.id)}
          entries={await entriesOf(tx, call.id)}
          groups={groups}
          names={await facilityNames(
            tx,
            groups.flatMap((group) => group.facility_ids),
          )}
          sessions={await sessionsOfCall(tx, call.id)}
          handouts={await handoutsOfCall(tx, call.id)}
          own={await ownFacilities(tx)}
          mayManage={mayManage}
          mayAnswer={tx.has('facility.answer')}
          today={tx.today}
        />
      ),
    };
  }),
);

const storedCall = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const call = found(await callById(tx, numberIn(c, 'id')));
  const times = await timesOfCall(tx, call.id);
  return {
    ...call,
    topics: call.topics.join('\n'),
    times: times.map(words.timeLine).join('\n'),
    _version: call.version,
  };
};
const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const call = found(await callById(tx, numberIn(c, 'id')));
  return {
    title: words.form.editTitle,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: call.title, href: `/study-groups/${call.id}` },
      { label: words.form.editTitle },
    ],
    body: (
      <CallForm
        state={state}
        action={`/study-groups/${call.id}/edit`}
        isNew={false}
        themes={await themes(tx)}
      />
    ),
  };
};
routes.get(
  '/study-groups/:id{[0-9]+}/edit',
  view(async (tx, c) => showEdit(tx, filled(await storedCall(tx, c)), c)),
);
routes.post(
  '/study-groups/:id{[0-9]+}/edit',
  action({
    form: callForm,
    again: showEdit,
    theirs: storedCall,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeCall(tx, id, data);
      return done(`/study-groups/${id}`, words.form.saved);
    },
  }),
);

const showEntry = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const call = found(await callById(tx, numberIn(c, 'id')));
  const manages = tx.has('learning.manage');
  if (!manages && !tx.has('facility.answer')) throw new Refusal(403);
  const asked = c.req.query('facility') ?? String(state.values['facility_id'] ?? '');
  const facilities = await facilityOffer(tx, { ...state.values, facility_id: asked }, 'facility_id', {
    within: manages ? undefined : tx.session.facilities,
  });
  const offered = facilities.all ?? facilities.chosen;
  // Still looking for one: the one chosen so far is none to go on with.
  const named =
    state.values[lookName] === undefined ? offered.find(({ value }) => value === asked) : undefined;
  const one = named ?? (facilities.all?.length === 1 ? offered[0] : undefined);
  return {
    title: words.entry.title,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: call.title, href: `/study-groups/${call.id}` },
      { label: words.entry.title },
    ],
    body: (
      <EntryForm
        call={call}
        times={await timesOfCall(tx, call.id)}
        state={state}
        facilities={facilities}
        one={one}
        entry={named ? await entryOf(tx, call.id, Number(named.value)) : undefined}
      />
    ),
  };
};
routes.get(
  '/study-groups/:id{[0-9]+}/entry',
  view(async (tx, c) => {
    const asked = Number(c.req.query('facility') ?? '');
    const own = tx.has('learning.manage') ? [] : await ownFacilities(tx);
    const facility_id =
      Number.isSafeInteger(asked) && asked > 0 ? asked : own.length === 1 ? own[0]!.id : null;
    const entry = await entryOf(tx, found(numberIn(c, 'id')), facility_id);
    const ticked = (numbers: readonly number[]) => numbers.map((one) => one + 1);
    return showEntry(
      tx,
      filled(
        entry === undefined
          ? { facility_id, _version: 0 }
          : {
              ...entry,
              asks: ticked(entry.asks),
              offers: ticked(entry.offers),
              times: ticked(entry.times),
              _version: entry.version,
            },
      ),
      c,
    );
  }),
);
routes.post(
  '/study-groups/:id{[0-9]+}/entry',
  action({
    form: entryForm,
    again: showEntry,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await signUp(tx, id, data);
      const entry = found(await entryOf(tx, id, data.facility_id));
      return done(
        `/study-groups/${id}${tx.has('learning.manage') ? '#entries' : ''}`,
        entry.signed_at === null ? words.entry.drafted : words.entry.saved,
      );
    },
  }),
);
routes.post(
  '/study-groups/:id{[0-9]+}/entries/:facility{[0-9]+}/withdraw',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      await withdrawEntry(tx, id, found(numberIn(c, 'facility')));
      return done(`/study-groups/${id}`, words.entry.withdrawn);
    },
  }),
);
