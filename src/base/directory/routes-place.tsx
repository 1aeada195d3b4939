import { Hono } from 'hono';
import { z } from 'zod';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { id, longText, text, ticked, nothingForm } from '../../platform/web/fields.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  emptyForm,
  invalid,
  openView,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { acceptChange, returnChange, withdrawChange } from './commands-changes.ts';
import { mergeFacilities, sayDistinct, undoMerge } from './commands-merge.ts';
import { addPhoto, describePhoto, movePhoto, removePhoto } from './commands-photos.ts';
import { addException, removeException, setSchedule } from './commands-schedule.ts';
import { facilityFields } from './commands.ts';
import { exceptionForm, readableRows, scheduleFields, scheduleForm } from './forms-schedule.ts';
import { ChangePage, ChangesPage } from './pages-changes.tsx';
import { DuplicatesPage, MergePage, type Side } from './pages-merge.tsx';
import { PhotosPage } from './pages-photos.tsx';
import { SchedulePage } from './pages-schedule.tsx';
import { changeById, changesOf, waitingChanges } from './queries-changes.ts';
import { aroundFacility, duplicates } from './queries-merge.ts';
import {
  entryOf,
  exceptionsOf,
  photoBytes,
  photosOf,
  runningServices,
  schedulesOf,
  wishList,
} from './queries-place.ts';
import { facilityById, type Facility } from './queries.ts';
import { lineOf, type Hours } from './rules-schedule.ts';
import { words as changeWords } from './words-changes.ja.ts';
import { words as mergeWords } from './words-merge.ja.ts';
import { words as photoWords } from './words-photos.ja.ts';
import { words as scheduleWords } from './words-schedule.ja.ts';
import { words } from './words.ja.ts';

/** Hours, pictures, proposed changes and doubles of a place. */
export const placeRoutes = new Hono<Env>();
const routes = placeRoutes;

const crumb: Crumb = { label: words.list.title, href: '/facilities' };
const one = '/facilities/:id{[0-9]+}';
type Shown = FormState & { conflict?: Conflict };

async function editable(tx: ReadTx, c: Ctx): Promise<Facility> {
  const facility = found(await facilityById(tx, numberIn(c, 'id')));
  if (!facility.may_edit) throw new Refusal(403);
  return facility;
}
const crumbs = (facility: { id: number; name: string }, last: string): Crumb[] => [
  crumb,
  { label: facility.name, href: `/facilities/${facility.id}` },
  { label: last },
];
const pathOf = (c: Ctx): string => `/facilities/${numberIn(c, 'id')}`;

/** A button of a facility's without fields. */
function button(
  path: string,
  run: (tx: Parameters<typeof undoMerge>[0], c: Ctx) => Promise<[string, string]>,
) {
  routes.post(
    `${one}${path}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => done(...(await run(tx, c))),
    }),
  );
}

// ---- hours ---------------------------------------------------------------------------------

interface ScheduleView {
  hours: Shown | null;
  exception: FormState;
  extra: number;
  preview: boolean;
}

async function showSchedule(tx: ReadTx, c: Ctx, shown: ScheduleView): Promise<Screen> {
  const facility = await editable(tx, c);
  const stored: Hours[] = await schedulesOf(tx, facility.id);
  // The entry's one line of hours is where the rows begin, so that it is not lost when the first row is saved.
  const line = lineOf(facility);
  const begin = stored.length > 0 ? stored : line ? [line] : [];
  return {
    title: scheduleWords.title,
    breadcrumbs: crumbs(facility, scheduleWords.title),
    body: (
      <SchedulePage
        facility={facility}
        services={await runningServices(tx, facility.id)}
        state={shown.hours ?? filled({ ...scheduleFields(begin), _version: facility.version })}
        extra={shown.extra}
        preview={
          shown.preview && shown.hours
            ? { rows: readableRows(shown.hours.values), unsaved: true }
            : { rows: begin, unsaved: false }
        }
        exceptions={await exceptionsOf(tx, facility.id, tx.today)}
        exceptionState={shown.exception}
        today={tx.today}
      />
    ),
  };
}
const plain = { exception: emptyForm, extra: 1, preview: false };
routes.get(
  `${one}/hours`,
  view((tx, c) => showSchedule(tx, c, { ...plain, hours: null })),
);
routes.post(
  `${one}/hours`,
  action({
    form: scheduleForm,
    again: (tx, hours, c) => showSchedule(tx, c, { ...plain, hours }),
    theirs: async (tx, c) => ({
      schedule: JSON.stringify(await schedulesOf(tx, (await editable(tx, c)).id)),
    }),
    run: async (tx, data, c) => {
      await setSchedule(tx, numberIn(c, 'id')!, data);
      return done(`${pathOf(c)}/hours`, scheduleWords.saved);
    },
  }),
);
// Neither writes anything: the form comes back with one more row, or with what its rows mean for the next two weeks.
const typedFields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
for (const [path, shown] of [
  ['rows', { ...plain, extra: 2 }],
  ['preview', { ...plain, preview: true }],
] as const) {
  routes.post(
    `${one}/hours/${path}`,
    action({
      form: typedFields,
      again: async (tx, hours, c) => ({
        ...(await showSchedule(tx, c, { ...shown, hours: { ...hours, errors: {} } })),
        status: 200,
      }),
      run: () => invalid({}),
    }),
  );
}
routes.get(`${one}/hours/:what{rows|preview}`, (c) =>
  c.redirect(`/facilities/${c.req.param('id')}/hours`, 303),
);
routes.post(
  `${one}/closures`,
  action({
    form: exceptionForm,
    again: (tx, exception, c) => showSchedule(tx, c, { ...plain, hours: null, exception }),
    run: async (tx, data, c) => {
      await addException(tx, numberIn(c, 'id')!, data);
      return done(`${pathOf(c)}/hours#closures`, scheduleWords.added);
    },
  }),
);
button('/closures/:exception{[0-9]+}/remove', async (tx, c) => {
  await removeException(tx, numberIn(c, 'id')!, numberIn(c, 'exception')!);
  return [`${pathOf(c)}/hours#closures`, scheduleWords.removed];
});

// ---- pictures ------------------------------------------------------------------------------

async function showPhotos(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const facility = await editable(tx, c);
  return {
    title: photoWords.title,
    width: 'form',
    islands: ['base/directory/photo'],
    breadcrumbs: crumbs(facility, photoWords.title),
    body: (
      <PhotosPage
        facility={facility}
        photos={await photosOf(tx, facility.id)}
        removed={await photosOf(tx, facility.id, true)}
        state={state}
      />
    ),
  };
}
const photoForm = z.object({
  alt: longText(300).refine((value) => value !== '', photoWords.altMissing),
  credit: longText(100),
  consent: ticked().refine((value) => value, photoWords.consentMissing),
});
routes.get(
  `${one}/photos`,
  view((tx, c) => showPhotos(tx, emptyForm, c)),
);
routes.post(
  `${one}/photos`,
  action({
    form: photoForm,
    again: showPhotos,
    run: async (tx, { alt, credit }, c, uploads) => {
      await addPhoto(tx, numberIn(c, 'id')!, { file: uploads['photo']?.[0], alt, credit });
      return done(`${pathOf(c)}/photos`, photoWords.added);
    },
  }),
);
routes.post(
  `${one}/photos/:photo{[0-9]+}/describe`,
  action({
    form: z.object({ alt: text(300), credit: longText(100) }),
    again: showPhotos,
    run: async (tx, data, c) => {
      await describePhoto(tx, numberIn(c, 'id')!, numberIn(c, 'photo')!, data);
      return done(`${pathOf(c)}/photos`, photoWords.saved);
    },
  }),
);
for (const [path, by] of [
  ['up', -1],
  ['down', 1],
] as const) {
  button(`/photos/:photo{[0-9]+}/${path}`, async (tx, c) => {
    await movePhoto(tx, numberIn(c, 'id')!, numberIn(c, 'photo')!, by);
    return [`${pathOf(c)}/photos`, photoWords.moved];
  });
}
for (const [path, removed, said] of [
  ['remove', true, photoWords.removed],
  ['restore', false, photoWords.restored],
] as const) {
  button(`/photos/:photo{[0-9]+}/${path}`, async (tx, c) => {
    await removePhoto(tx, numberIn(c, 'id')!, numberIn(c, 'photo')!, removed);
    return [`${pathOf(c)}/photos`, said];
  });
}

/** The picture itself, for anybody. With its hash in the address it never changes; without it is asked for again. */
routes.get(
  '/open/photos/:photo{[0-9]+}',
  openView(async (tx, c) => {
    const photo = found(await photoBytes(tx, numberIn(c, 'photo')));
    const etag = `"${photo.sha256.slice(0, 32)}"`;
    const named = (c.req.query('v') ?? '') !== '' && photo.sha256.startsWith(c.req.query('v')!);
    const headers = {
      'Cache-Control': named ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      ETag: etag,
      // The same for everybody: neither cookie nor language makes another picture of it.
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
    };
    c.set('content_policy', "default-src 'none'; sandbox");
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
    return c.body(new Uint8Array(photo.bytes).buffer, 200, {
      ...headers,
      'Content-Type': photo.media_type,
      'Content-Disposition': 'inline',
    });
  }),
);

// ---- proposed changes ----------------------------------------------------------------------

routes.get(
  '/facilities/changes',
  view(async (tx) => {
    if (!tx.has('directory.manage')) throw new Refusal(404);
    return {
      title: changeWords.listTitle,
      breadcrumbs: [crumb, { label: changeWords.listTitle }],
      body: <ChangesPage changes={await waitingChanges(tx)} zone={tx.actor.municipality.time_zone} />,
    };
  }),
);

async function showChange(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const facility = found(await facilityById(tx, numberIn(c, 'id')));
  const change = found(await changeById(tx, facility.id, numberIn(c, 'change')));
  return {
    title: changeWords.title,
    breadcrumbs: crumbs(facility, changeWords.title),
    body: (
      <ChangePage
        change={change}
        current={facilityFields(facility, await entryOf(tx, facility.id))}
        wishes={new Map((await wishList(tx, true)).map(({ code, name }) => [code, name]))}
        earlier={(await changesOf(tx, facility.id)).filter((other) => other.id !== change.id)}
        mayDecide={facility.may_manage}
        mine={change.proposed_by === tx.actor.person_id}
        reason={{ value: String(state.values['reason'] ?? ''), error: state.errors['reason'] }}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
}
routes.get(
  `${one}/changes/:change{[0-9]+}`,
  view((tx, c) => showChange(tx, emptyForm, c)),
);
button('/changes/:change{[0-9]+}/accept', async (tx, c) => {
  await acceptChange(tx, numberIn(c, 'id')!, numberIn(c, 'change')!);
  return [pathOf(c), changeWords.acceptedFlash];
});
routes.post(
  `${one}/changes/:change{[0-9]+}/return`,
  action({
    form: z.object({ reason: longText(1000).refine((value) => value !== '', changeWords.reasonRequired) }),
    again: showChange,
    run: async (tx, { reason }, c) => {
      await returnChange(tx, numberIn(c, 'id')!, numberIn(c, 'change')!, reason);
      return done(pathOf(c), changeWords.returnedFlash);
    },
  }),
);
button('/changes/:change{[0-9]+}/withdraw', async (tx, c) => {
  await withdrawChange(tx, numberIn(c, 'id')!, numberIn(c, 'change')!);
  return [pathOf(c), changeWords.withdrawnFlash];
});

// ---- doubles -------------------------------------------------------------------------------

const shownPairs = 100;

async function showDuplicates(tx: ReadTx, state: FormState, chosen: Facility | null): Promise<Screen> {
  if (!tx.has('directory.manage')) throw new Refusal(404);
  const pairs = await duplicates(tx, shownPairs + 1);
  const mine = chosen === null ? pairs : pairs.filter(({ a, b }) => a === chosen.id || b === chosen.id);
  return {
    title: mergeWords.title,
    breadcrumbs: [crumb, { label: mergeWords.title }],
    body: (
      <DuplicatesPage
        pairs={mine.slice(0, shownPairs)}
        more={mine.length > shownPairs}
        chosen={chosen}
        state={state}
      />
    ),
  };
}
routes.get(
  '/facilities/duplicates',
  view(async (tx, c) => {
    const text = c.req.query('with') ?? '';
    const chosen = /^[1-9][0-9]{0,15}$/.test(text) ? found(await facilityById(tx, Number(text))) : null;
    return showDuplicates(tx, emptyForm, chosen);
  }),
);
routes.post(
  '/facilities/duplicates/:id{[0-9]+}',
  action({
    form: z.object({ other_id: id() }),
    again: async (tx, state, c) =>
      showDuplicates(tx, state, found(await facilityById(tx, numberIn(c, 'id')))),
    run: async (tx, { other_id }, c) => {
      if (!tx.has('directory.manage')) throw new Refusal(403);
      const own = found(await facilityById(tx, numberIn(c, 'id')));
      const other = await facilityById(tx, other_id);
      if (!other) return invalid({ other_id: mergeWords.chooseWrong });
      if (other.id === own.id) return invalid({ other_id: mergeWords.chooseSelf });
      return done(`/facilities/${own.id}/merge/${other.id}`);
    },
  }),
);
routes.get(
  `${one}/merge/:other{[0-9]+}`,
  view(async (tx, c) => {
    if (!tx.has('directory.manage')) throw new Refusal(404);
    const sideOf = async (name: string): Promise<Side> => {
      const facility = found(await facilityById(tx, numberIn(c, name)));
      if (facility.merged_into_id !== null) throw new Refusal(409, mergeWords.alreadyMerged);
      return {
        facility,
        fields: facilityFields(facility, await entryOf(tx, facility.id)),
        around: await aroundFacility(tx, facility.id),
      };
    };
    const sides: [Side, Side] = [await sideOf('id'), await sideOf('other')];
    if (sides[0].facility.id === sides[1].facility.id) throw new Refusal(409, mergeWords.chooseSelf);
    return {
      title: mergeWords.compareTitle,
      breadcrumbs: [
        crumb,
        { label: mergeWords.title, href: '/facilities/duplicates' },
        { label: mergeWords.compareTitle },
      ],
      body: <MergePage sides={sides} />,
    };
  }),
);
button('/merge/:other{[0-9]+}', async (tx, c) => {
  await mergeFacilities(tx, numberIn(c, 'other')!, numberIn(c, 'id')!);
  return [pathOf(c), mergeWords.mergedFlash];
});
button('/merge/:other{[0-9]+}/distinct', async (tx, c) => {
  await sayDistinct(tx, numberIn(c, 'id')!, numberIn(c, 'other')!);
  return ['/facilities/duplicates', mergeWords.distinctFlash];
});
button('/merges/:merge{[0-9]+}/undo', async (tx, c) => {
  await undoMerge(tx, numberIn(c, 'id')!, numberIn(c, 'merge')!);
  return [pathOf(c), mergeWords.undoneFlash];
});
