import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { render, type Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, Undo, writing, type ReadTx } from '../../platform/db/transaction.ts';
import { asset, island, pageAssets } from '../../platform/web/assets.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { check, type Errors, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  guardOf,
  openView,
  scripted,
  view,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { withinLimit } from '../../platform/web/open.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { Page } from '../../platform/ui/page.tsx';
import { themes } from '../issues/queries.ts';
import { draftOf, recordOf } from '../visits/queries-record.ts';
import { receivePiece } from './commands-files.ts';
import {
  decide,
  deviceEmptied,
  endDevice,
  enrolDevice,
  greetDevice,
  handKey,
  keepWaiting,
  receive,
  receiveSubmission,
} from './commands.ts';
import { decideForm, deviceForm, endForm, enrolForm, operationsForm, pieceForm } from './forms.ts';
import { DevicesPage, DeviceTexts } from './pages-devices.tsx';
import { ShellPage } from './pages.tsx';
import { countDevices, deviceById, deviceState, devicesOf, openTexts, pieceOf } from './queries.ts';
import { submitField, textIn, type Fields, type Operation, type Received } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation = [];

const shell = '/visits/offline';

/** Whoever records visits takes them along; whoever keeps the system sees the list of devices. */
function mustRecord(tx: ReadTx): void {
  if (!tx.has('visit.record') || tx.session.teams.length === 0) throw new Refusal(404);
}

// ---- the app ---------------------------------------------------------------------------------

const appIcons = { small: 'src/platform/ui/icon-192.png', large: 'src/platform/ui/icon-512.png' };
/** System fonts: the network's would be megabytes on the device. */
const appAssets = () => {
  const { style, icon, scripts } = pageAssets(['platform/ui/form', 'improvement/offline/app']);
  return { style, ...(icon === undefined ? {} : { icon }), scripts: scripts ?? [] };
};

routes.get(
  shell,
  view(async (tx, c) => {
    mustRecord(tx);
    const page = (
      <Page
        title={words.title}
        assets={{ ...appAssets(), manifest: `${shell}.webmanifest`, touchIcon: asset(appIcons.small) }}
        nav={[]}
        bare
        municipality={c.var.municipality.name}
        zone="network"
        width="form"
      >
        <ShellPage themes={await themes(tx)} />
      </Page>
    );
    c.header('Cache-Control', 'no-store');
    return c.html(render(page));
  }),
);

routes.get(`${shell}.webmanifest`, (c) => {
  c.header('Content-Type', 'application/manifest+json; charset=utf-8');
  c.header('Cache-Control', 'public, max-age=3600');
  return c.body(
    JSON.stringify({
      id: shell,
      name: words.appName,
      short_name: words.appShort,
      description: words.appDescription,
      lang: 'ja',
      start_url: shell,
      scope: shell,
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#0017c1',
      icons: [
        { src: asset(appIcons.small), sizes: '192x192', type: 'image/png', purpose: 'any' },
        { src: asset(appIcons.large), sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
      ],
    }),
  );
});

// The worker's own file says which assets belong to this version of the program: another version is another worker.
routes.get(`${shell}-worker.js`, (c) => {
  const { style, icon, scripts } = appAssets();
  const files = [style, icon, ...scripts, asset(appIcons.small), `${shell}.webmanifest`].filter(
    (one) => one !== undefined,
  );
  const version = createHash('sha256')
    .update([...files, island('improvement/offline/worker')].join('\n'))
    .digest('hex')
    .slice(0, 16);
  c.header('Content-Type', 'text/javascript; charset=utf-8');
  c.header('Cache-Control', 'no-cache');
  return c.body(
    `self.tsunagiOffline = ${JSON.stringify({ version, shell, files })};\nimportScripts(${JSON.stringify(island('improvement/offline/worker'))});\n`,
  );
});

/** How often one address may ask whether its device is given up, an hour: an office has many devices behind one. */
const stateLimit = 2000;
const tokenOf = (c: Ctx): string => (c.req.header('x-offline-device') ?? '').slice(0, 200);

const tellState = openView(async (tx, c) =>
  c.json({ state: (await deviceState(tx, tokenOf(c))) ?? 'unknown' }),
);
// Counted before the transaction: whoever holds a connection may not wait for a second one.
routes.get(`${shell}/state`, async (c) =>
  (await withinLimit(c, 'offline-state', stateLimit, 3_600_000))
    ? tellState(c)
    : c.json({ state: 'unknown' }, 429),
);
// Whoever holds the device's secret may say that it is empty; it changes nothing but that.
routes.post(`${shell}/emptied`, async (c) => {
  if (!(await withinLimit(c, 'offline-state', stateLimit, 3_600_000))) return c.json({}, 429);
  await writing(c.var.actor, (tx) => deviceEmptied(tx, tokenOf(c)));
  return c.json({});
});

const idIn = (text: string | undefined): number => (/^[1-9][0-9]{0,15}$/.test(text ?? '') ? Number(text) : 0);

/** Who is there, and the guard for what the device sends. Without a device: for one that is to be enrolled. */
routes.get(
  `${shell}/hello`,
  view(async (tx, c) => {
    mustRecord(tx);
    const device = await deviceById(tx, idIn(c.req.query('device')));
    return c.json({
      mine: device?.mine ?? false,
      gone: device?.mine === true && device.ended_at !== null,
      csrf: guardOf(c),
      name: tx.session.name,
    });
  }),
);

routes.get(
  `${shell}/bundle`,
  view(async (tx, c) => {
    mustRecord(tx);
    const device = await deviceById(tx, idIn(c.req.query('device')));
    if (!device?.mine || device.ended_at !== null) throw new Refusal(404);
    const piece = await pieceOf(tx, idIn(c.req.query('after')));
    const body = JSON.stringify(piece);
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    c.header('Cache-Control', 'private, no-store');
    c.header('ETag', etag);
    // A proxy or the packing of the answer may have weakened it.
    if ((c.req.header('if-none-match') ?? '').replace(/^W\//, '') === etag) return c.body(null, 304);
    tx.opened({
      action: 'offline.take_along',
      subject_kind: 'offline_device',
      subject_id: device.id,
      detail: { facilities: piece.facilities.length },
    });
    c.header('Content-Type', 'application/json; charset=utf-8');
    return c.body(body);
  }),
);

/** A script's form, checked; 400 where it is none of ours. */
function read<T>(result: { ok: true; data: T } | { ok: false; errors: Errors }): T {
  if (!result.ok) throw new Refusal(400);
  return result.data;
}

routes.post(
  `${shell}/enrol`,
  scripted(async (write, typed) => {
    const { name } = read(check(enrolForm, typed));
    return write((tx) => enrolDevice(tx, name));
  }),
);
routes.post(
  `${shell}/key`,
  scripted(async (write, typed) => {
    const { device } = read(check(deviceForm, typed));
    return write(async (tx) => ({ part: await handKey(tx, device) }));
  }),
);

/** One's own device in use; 404 for any other. */
async function ownDevice(tx: ReadTx, id: number): Promise<void> {
  const device = await deviceById(tx, id);
  if (!device?.mine || device.ended_at !== null) throw new Refusal(404);
}

routes.post(
  `${shell}/greet`,
  scripted(async (write, typed) => {
    const { device } = read(check(deviceForm, typed));
    const clock = Number(typed['clock']);
    return write(async (tx) => ({
      state: await greetDevice(tx, device, Number.isFinite(clock) ? clock : null),
      now: tx.now.getTime(),
    }));
  }),
);
routes.post(
  `${shell}/operations`,
  scripted(async (write, typed) => {
    const { device, operations } = read(check(operationsForm, typed));
    const texts = operations.filter((one) => one.field !== submitField);
    const received: Received[] = [];
    if (texts.length > 0)
      received.push(
        ...(await write(async (tx) => {
          await ownDevice(tx, device);
          return receive(tx, device, texts);
        })),
      );
    for (const one of operations.filter((operation) => operation.field === submitField))
      received.push(
        await submission(
          (work) =>
            write(async (tx) => {
              await ownDevice(tx, device);
              return work(tx);
            }),
          device,
          one,
        ),
      );
    return { received };
  }),
);

/** What the record's own rules refuse undoes the submission alone: it waits, with their sentence. */
async function submission(
  write: Parameters<Parameters<typeof scripted>[0]>[0],
  device: number,
  operation: Operation,
): Promise<Received> {
  try {
    return await write((tx) => receiveSubmission(tx, device, operation));
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    const { errors } = error.value as { errors: Errors };
    return write((tx) =>
      keepWaiting(tx, device, operation, Object.values(errors)[0] ?? words.waiting.conflict),
    );
  }
}

routes.post(
  `${shell}/files/:id{[0-9a-f]{8}-[0-9a-f-]{27}}`,
  scripted(async (write, typed, c, uploads) => {
    const { device, ...piece } = read(check(pieceForm, typed));
    const bytes = new Uint8Array((await uploads['piece']?.[0]?.arrayBuffer()) ?? new ArrayBuffer(0));
    return write(async (tx) => {
      await ownDevice(tx, device);
      return receivePiece(tx, { ...piece, id: c.req.param('id')!, device_id: device, bytes });
    });
  }),
);

// ---- devices ---------------------------------------------------------------------------------

async function showDevices(tx: ReadTx, c: Ctx): Promise<Screen> {
  const everybody = tx.has('system.manage');
  if (!everybody && !tx.has('visit.record')) throw new Refusal(404);
  const paging = pagingOf(c);
  return {
    title: words.devices,
    breadcrumbs: [{ label: words.title, href: shell }, { label: words.devices }],
    body: (
      <DevicesPage
        devices={await devicesOf(tx, { limit: paging.size, offset: paging.offset })}
        total={await countDevices(tx)}
        page={paging.page}
        size={paging.size}
        href={(page) => hrefWith(c, { page: String(page) })}
        texts={(await openTexts(tx, null)).filter((one) => one.outcome === 'refused')}
        everybody={everybody}
        may_write={tx.has('visit.record') && tx.session.teams.length > 0}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
}
routes.get(`${shell}/devices`, view(showDevices));
routes.post(
  `${shell}/devices/:id{[0-9]+}/end`,
  action({
    form: endForm,
    run: async (tx, { why }, c) => {
      await endDevice(tx, numberIn(c, 'id') ?? 0, why);
      return done(`${shell}/devices`, words.deviceList.done);
    },
  }),
);
routes.post(
  `${shell}/texts`,
  action({
    form: decideForm,
    run: async (tx, choices) => {
      await decide(
        tx,
        null,
        choices.filter((one) => one.choice === 'seen'),
      );
      return done(`${shell}/devices`, words.beside.seenDone);
    },
  }),
);

// ---- on the visit's own page -----------------------------------------------------------------

async function deviceTexts(tx: ReadTx, visit_id: number, errors?: Errors): Promise<Child> {
  const texts = await openTexts(tx, visit_id);
  if (texts.length === 0) return null;
  const [draft, record] = [await draftOf(tx, visit_id), await recordOf(tx, visit_id)];
  const fields = (draft?.fields ?? record ?? {}) as unknown as Fields;
  return (
    <DeviceTexts
      visit_id={visit_id}
      texts={texts}
      current={(field) => textIn(fields, field)}
      {...(errors === undefined ? {} : { errors })}
    />
  );
}

/** What a visit's page tells of texts that came from devices. */
export async function besideVisit(tx: ReadTx, visit: { id: number; may_record: boolean }): Promise<Child> {
  return visit.may_record ? deviceTexts(tx, visit.id) : null;
}

routes.post(
  '/visits/:id{[0-9]+}/offline-texts',
  action({
    form: decideForm,
    again: async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
      const id = numberIn(c, 'id') ?? 0;
      return {
        title: words.beside.title,
        breadcrumbs: [{ label: words.beside.openRecord, href: `/visits/${id}/record` }],
        body: (
          <>
            <h1>{words.beside.title}</h1>
            {await deviceTexts(tx, id, state.errors)}
          </>
        ),
      };
    },
    run: async (tx, choices, c) => {
      const id = found(numberIn(c, 'id'));
      const n = await decide(tx, id, choices);
      const onlySeen = choices.every((one) => one.choice === 'seen');
      return onlySeen
        ? done(`/visits/${id}`, words.beside.seenDone)
        : done(`/visits/${id}/record`, words.beside.done(n));
    },
  }),
);
