import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addAbsence,
  addQuiet,
  removeAbsence,
  removeQuiet,
  saveCallTime,
  saveSetting,
  saveWorker,
} from './commands-people.ts';
import { absenceForm, callTimeForm, quietForm, settingForm, workerForm } from './forms.ts';
import { PeoplePage, WorkerPage } from './pages-people.tsx';
import { SettingsPage } from './pages-settings.tsx';
import { CallTimesPage } from './pages-times.tsx';
import { agencyCalls } from './queries-agencies.ts';
import { quietTimes, settingOf, workersOf } from './queries-facts.ts';
import { absencesOf, callTimeOf } from './queries-people.ts';
import { timeOf } from './rules-year.ts';
import { words } from './words.ja.ts';

/** Who goes out when, how one travels, and when facilities can be called at. */
export const peopleRoutes = new Hono<Env>();

/** Days of which a facility sees who comes. */
const ahead = 90;

type State = FormState & { conflict?: Conflict };

function mustPlan(tx: ReadTx): void {
  if (!tx.has('visit.plan')) throw new Refusal(404);
}

const home = { label: words.overview.navigation, href: '/round-plan' };
const peopleCrumb = { label: words.people.title, href: '/round-people' };

peopleRoutes.get(
  '/round-people',
  view(async (tx) => {
    if (!tx.has('visit.read')) throw new Refusal(404);
    return {
      title: words.people.title,
      breadcrumbs: [home, { label: words.people.title }],
      body: (
        <PeoplePage
          workers={await workersOf(tx, tx.today)}
          absences={await absencesOf(tx)}
          may_plan={tx.has('visit.plan')}
        />
      ),
    };
  }),
);

async function showWorker(
  tx: ReadTx,
  c: Ctx,
  states: { week?: State; absence?: FormState },
): Promise<Screen> {
  mustPlan(tx);
  const id = found(numberIn(c, 'id'));
  const worker = found((await workersOf(tx, tx.today)).find((one) => one.id === id));
  return {
    title: words.people.editTitle(worker.name),
    width: 'form',
    breadcrumbs: [home, peopleCrumb, { label: worker.name }],
    body: (
      <WorkerPage
        worker={worker}
        absences={await absencesOf(tx, id)}
        week={
          states.week ??
          filled({
            weekdays: worker.weekdays,
            starts_at: timeOf(worker.from),
            ends_at: timeOf(worker.to),
            most: worker.most,
            skills: worker.skills,
          })
        }
        absence={states.absence ?? emptyForm}
      />
    ),
  };
}

peopleRoutes.get(
  '/round-people/:id{[0-9]+}',
  view((tx, c) => showWorker(tx, c, {})),
);
peopleRoutes.post(
  '/round-people/:id{[0-9]+}',
  action({
    form: workerForm,
    again: (tx, week, c) => showWorker(tx, c, { week }),
    theirs: async (tx, c) => {
      const worker = (await workersOf(tx, tx.today)).find((one) => one.id === numberIn(c, 'id'));
      return worker ? { ...worker, starts_at: timeOf(worker.from), ends_at: timeOf(worker.to) } : {};
    },
    run: async (tx, data, c) => {
      await saveWorker(tx, found(numberIn(c, 'id')), data);
      return done('/round-people', words.people.saved);
    },
  }),
);
peopleRoutes.post(
  '/round-people/:id{[0-9]+}/absences',
  action({
    form: absenceForm,
    again: (tx, absence, c) => showWorker(tx, c, { absence }),
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await addAbsence(tx, id, data);
      return done(`/round-people/${id}#absences`, words.people.added);
    },
  }),
);
peopleRoutes.post(
  '/round-people/:id{[0-9]+}/absences/:absence{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      await removeAbsence(tx, id, found(numberIn(c, 'absence')));
      return done(`/round-people/${id}#absences`, words.people.removed);
    },
  }),
);

async function showSettings(tx: ReadTx, states: { state?: State; adding?: FormState }): Promise<Screen> {
  mustPlan(tx);
  const setting = await settingOf(tx);
  return {
    title: words.settings.title,
    width: 'form',
    breadcrumbs: [home, { label: words.settings.title }],
    body: (
      <SettingsPage
        setting={setting}
        quiet={await quietTimes(tx)}
        state={
          states.state ??
          filled({
            ...setting,
            version: undefined,
            latitude: setting.latitude.toFixed(5),
            longitude: setting.longitude.toFixed(5),
          })
        }
        adding={states.adding ?? emptyForm}
      />
    ),
  };
}
peopleRoutes.get(
  '/round-settings',
  view((tx) => showSettings(tx, {})),
);
peopleRoutes.post(
  '/round-settings',
  action({
    form: settingForm,
    again: (tx, state) => showSettings(tx, { state }),
    theirs: async (tx) => ({ ...(await settingOf(tx)) }),
    run: async (tx, data) => {
      await saveSetting(tx, data);
      return done('/round-settings', words.settings.saved);
    },
  }),
);
peopleRoutes.post(
  '/round-settings/quiet',
  action({
    form: quietForm,
    again: (tx, adding) => showSettings(tx, { adding }),
    run: async (tx, data) => {
      await addQuiet(tx, data);
      return done('/round-settings#quiet', words.settings.added);
    },
  }),
);
peopleRoutes.post(
  '/round-settings/quiet/:id{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await removeQuiet(tx, found(numberIn(c, 'id')));
      return done('/round-settings#quiet', words.settings.removed);
    },
  }),
);

peopleRoutes.get(
  '/my-facility/call-times',
  view(async (tx, c) => {
    const own = tx.session.facilities[0];
    if (own === undefined || !tx.has('facility.answer')) throw new Refusal(404);
    return c.redirect(`/facilities/${own}/call-times`, 303);
  }),
);

async function showTimes(tx: ReadTx, state: State | null, c: Ctx): Promise<Screen> {
  const place = found(await callTimeOf(tx, found(numberIn(c, 'id'))));
  if (!place.may_say) throw new Refusal(404);
  return {
    title: words.times.title(place.facility),
    width: 'form',
    breadcrumbs: [
      { label: place.facility, href: `/facilities/${place.facility_id}` },
      { label: words.times.navigation },
    ],
    body: (
      <CallTimesPage
        place={place}
        plans={tx.has('visit.plan')}
        calls={await agencyCalls(tx, tx.today, addDays(tx.today, ahead), { facility_id: place.facility_id })}
        state={state ?? filled({ ...place, version: undefined })}
      />
    ),
  };
}
peopleRoutes.get(
  '/facilities/:id{[0-9]+}/call-times',
  view((tx, c) => showTimes(tx, null, c)),
);
peopleRoutes.post(
  '/facilities/:id{[0-9]+}/call-times',
  action({
    form: callTimeForm,
    again: showTimes,
    theirs: async (tx, c) => ({ ...(await callTimeOf(tx, numberIn(c, 'id') ?? 0)) }),
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await saveCallTime(tx, id, data);
      return done(`/facilities/${id}/call-times`, words.times.saved);
    },
  }),
);
