import {
  batchBytes,
  beginField,
  beginningOf,
  mostOperations,
  pieceBytes,
  same,
  submitField,
  type KeptFacility,
  type KeptVisit,
  type Operation,
  type Piece,
  type Received,
  type VisitName,
} from './rules.ts';

/** What the device keeps, opened: every method is one transaction, done when its promise is. */
export interface Store {
  /** Puts an operation at the end of the queue; in place of the one numbered `instead` where that was never sent. */
  add(operation: Operation, instead: { seq: number; operation: Operation } | null): Promise<void>;
  queue(): Promise<Queued[]>;
  /** Before they are sent: from now on they are never changed. */
  tried(seqs: readonly number[]): Promise<void>;
  drop(seqs: readonly number[]): Promise<void>;
  get<T>(name: string): Promise<T | undefined>;
  list<K extends keyof Kept>(prefix: K): Promise<{ name: string; value: Kept[K] }[]>;
  /** All of it or nothing; undefined deletes. */
  put(values: Record<string, unknown>): Promise<void>;
}

/** What lies under which beginning of a name. */
export interface Kept {
  'facility:': KeptFacility;
  'piece:': KeptPiece;
  'file:': KeptFile;
  'begun:': KeptBegun;
  'voice:': KeptVoice;
  [spoken: `spoken:${string}`]: ArrayBuffer;
}

/** A visit nobody planned, begun here; it stays until the week that was fetched holds it. */
export interface KeptBegun {
  facility_id: number;
  visit: KeptVisit;
}

export interface Queued {
  seq: number;
  tried: boolean;
  operation: Operation;
}

/** A picture or a spoken note that is on its way; its pieces lie under `bytes:<id>:<number>`. */
export interface KeptFile {
  id: string;
  visit_id: VisitName;
  name: string;
  type: string;
  size: number;
  caption: string;
  sent: number;
  problem: string | null;
}

/** A spoken note whose recording goes on, or was cut off; its pieces lie under `spoken:<id>:<number>`. */
export interface KeptVoice {
  visit_id: VisitName;
  name: string;
  type: string;
}

/** Asks the server; rejects where there is no network. */
export type Ask = (
  path: string,
  init?: { method?: string; body?: FormData; headers?: Record<string, string> },
) => Promise<Response>;

export type Ending =
  | { state: 'done'; stuck: number; waiting: number }
  | { state: 'offline' | 'signed-out' | 'not-mine' | 'gone' | 'later' };

/** A text as the person saw it and as it is now, into the queue. Nothing where it says what it said. */
export async function type(
  store: Store,
  made: { id: string; visit_id: VisitName; field: string; value: string; base: string; said_at: string },
): Promise<void> {
  if (made.value === made.base && made.field !== submitField) return;
  const before = (await store.queue()).findLast(
    ({ operation }) => operation.visit_id === made.visit_id && operation.field === made.field,
  );
  // Typing on over what was not sent yet is one text, over the base it began with; a submission stands between for good.
  const last = (await store.queue()).findLast(({ operation }) => operation.visit_id === made.visit_id);
  const open =
    before &&
    !before.tried &&
    made.field !== submitField &&
    last?.operation.field !== submitField &&
    before.operation.value === made.base
      ? before
      : null;
  await store.add(
    made,
    open && {
      seq: open.seq,
      operation: { ...open.operation, value: made.value, said_at: made.said_at },
    },
  );
}

/** A visit nobody planned, begun on the device: it and its first operation are kept before anything is typed. */
export async function begin(
  store: Store,
  made: {
    id: string;
    facility_id: number;
    day: string;
    said_at: string;
    shown: Pick<KeptVisit, 'when' | 'purpose' | 'lead'>;
  },
): Promise<void> {
  const { id, facility_id, day, said_at, shown } = made;
  // The operation first: a visit shown without it would never reach the server.
  const value = beginningOf(facility_id, day);
  await store.add({ id, visit_id: id, field: beginField, value, base: '', said_at }, null);
  await store.put({
    [`begun:${id}`]: {
      facility_id,
      visit: {
        id,
        number: null,
        planned_on: day,
        planned_from: null,
        planned_to: null,
        ...shown,
        mine: true,
        note: null,
        state: 'open',
        texts: {},
        draft: false,
        conflicts: [],
      },
    } satisfies KeptBegun,
  });
}

/** What is kept of the week, with the visits begun here among their places'. */
export async function weekOf(store: Store): Promise<KeptFacility[]> {
  const facilities = (await store.list('facility:')).map((one) => one.value);
  for (const { value } of await store.list('begun:')) {
    const there = facilities.find((one) => one.id === value.facility_id);
    if (there && !there.visits.some((one) => one.id === value.visit.id)) there.visits.push(value.visit);
  }
  return facilities;
}

/** What a field says on this device: what was typed last, else what stands on the server. */
export function textOf(visit: KeptVisit, queue: readonly Queued[], field: string): string {
  const typed = queue.findLast(
    ({ operation }) => operation.visit_id === visit.id && operation.field === field,
  );
  return typed ? typed.operation.value : (visit.texts[field] ?? '');
}

/** What is not yet on the server: fields of visits, and files. */
export function unsent(queue: readonly Queued[], files: readonly KeptFile[]): number {
  return (
    new Set(queue.map(({ operation }) => `${operation.visit_id} ${operation.field}`)).size + files.length
  );
}

/** The first operations that go together. One visit's stay in their order, and a submission goes alone. */
export function batchOf(queue: readonly Queued[], most = mostOperations): Queued[] {
  const batch: Queued[] = [];
  let bytes = 0;
  for (const one of queue) {
    const { operation } = one;
    const alone = operation.field === submitField;
    const size = operation.value.length * 3 + operation.base.length * 3;
    if (batch.length > 0 && (alone || batch.length >= most || bytes + size > batchBytes)) break;
    batch.push(one);
    bytes += size;
    if (alone) break;
  }
  return batch;
}

class Stop extends Error {
  readonly ending: Ending;
  constructor(ending: Ending) {
    super(ending.state);
    this.ending = ending;
  }
}

interface Hello {
  mine: boolean;
  gone: boolean;
  csrf: string;
}

/**
 * Everything there and back, in pieces; wherever it breaks off, the next call goes on from there. First what was typed goes,
 * then the files, then the week is fetched anew. `told` is called after each piece.
 */
export async function sync(
  store: Store,
  ask: Ask,
  device: { id: number; token: string; clock: () => number },
  told: () => void | Promise<void> = () => undefined,
): Promise<Ending> {
  try {
    const asked = await reach(ask, '/visits/offline/state', {
      headers: { 'X-Offline-Device': device.token },
    });
    if ((await read<{ state: string }>(asked)).state === 'gone') return { state: 'gone' };
    const said = await reach(ask, `/visits/offline/hello?device=${device.id}`);
    // Whoever is signed in records no visits.
    if (!said.ok) return { state: 'not-mine' };
    const hello = await read<Hello>(said);
    if (hello.gone) return { state: 'gone' };
    if (!hello.mine) return { state: 'not-mine' };
    const body = new FormData();
    for (const [name, value] of Object.entries({
      _csrf: hello.csrf,
      device: device.id,
      clock: device.clock(),
    }))
      body.set(name, String(value));
    const greeted = await reach(ask, '/visits/offline/greet', { method: 'POST', body });
    if (!greeted.ok) return { state: 'later' };
    const { stuck, waiting } = await sendOperations(store, ask, device.id, hello.csrf, told);
    const stuckFiles = await sendFiles(store, ask, device.id, hello.csrf, told);
    await fetchWeek(store, ask, device.id, told);
    return { state: 'done', stuck: stuck + stuckFiles, waiting };
  } catch (error) {
    if (error instanceof Stop) return error.ending;
    throw error;
  }
}

async function reach(ask: Ask, path: string, init?: Parameters<Ask>[1]): Promise<Response> {
  let answer: Response;
  try {
    answer = await ask(path, init);
  } catch {
    throw new Stop({ state: 'offline' });
  }
  if (
    answer.status === 401 ||
    answer.status === 0 ||
    (answer.status >= 300 && answer.status < 400 && answer.status !== 304)
  )
    throw new Stop({ state: 'signed-out' });
  if (answer.status === 429 || answer.status === 502 || answer.status === 503 || answer.status === 504)
    throw new Stop({ state: 'later' });
  return answer;
}

/** A JSON answer whose connection broke half way counts as none. */
async function read<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Stop({ state: 'offline' });
  }
}

async function sendOperations(
  store: Store,
  ask: Ask,
  device_id: number,
  csrf: string,
  told: () => void | Promise<void>,
): Promise<{ stuck: number; waiting: number }> {
  // What the server cannot take now stays in the queue, and what follows it in the same visit with it.
  const passed = new Set<number>();
  const stuckVisits = new Set<VisitName>();
  let most = mostOperations;
  let waiting = 0;
  for (;;) {
    const queue = (await store.queue()).filter(
      (one) => !passed.has(one.seq) && !stuckVisits.has(one.operation.visit_id),
    );
    const batch = batchOf(queue, most);
    if (batch.length === 0) break;
    await store.tried(batch.map((one) => one.seq));
    const body = new FormData();
    body.set('_csrf', csrf);
    body.set('device', String(device_id));
    body.set('operations', JSON.stringify(batch.map((one) => one.operation)));
    const answer = await reach(ask, '/visits/offline/operations', { method: 'POST', body });
    if (!answer.ok) {
      if (batch.length > 1) {
        most = Math.max(1, Math.floor(batch.length / 2));
        continue;
      }
      passed.add(batch[0]!.seq);
      stuckVisits.add(batch[0]!.operation.visit_id);
      most = mostOperations;
      continue;
    }
    const { received } = await read<{ received: Received[] }>(answer);
    const known = new Map(received.map((one) => [one.id, one]));
    waiting += received.filter((one) => ['conflict', 'refused', 'waiting'].includes(one.outcome)).length;
    await rememberTexts(store, batch, known);
    await store.drop(batch.filter((one) => known.has(one.operation.id)).map((one) => one.seq));
    // An answer that names none of what was sent is no answer.
    if (!batch.some((one) => known.has(one.operation.id))) {
      for (const one of batch) passed.add(one.seq);
    }
    await told();
  }
  return { stuck: passed.size, waiting };
}

/** Until the week is fetched anew, what was taken is shown from here. */
async function rememberTexts(
  store: Store,
  batch: readonly Queued[],
  known: ReadonlyMap<string, Received>,
): Promise<void> {
  const changed: Record<string, KeptFacility> = {};
  const facilities = await store.list('facility:');
  const begun = await store.list('begun:');
  const changedBegun: Record<string, KeptBegun> = {};
  for (const { operation } of batch) {
    const outcome = known.get(operation.id)?.outcome;
    const there = facilities.find(({ value }) =>
      value.visits.some((visit) => visit.id === operation.visit_id),
    );
    const here = begun.find(({ value }) => value.visit.id === operation.visit_id);
    const visit = there?.value.visits.find((one) => one.id === operation.visit_id) ?? here?.value.visit;
    if (!visit || operation.field === submitField || operation.field === beginField) continue;
    if (outcome === 'applied') visit.texts[operation.field] = operation.value;
    if (outcome === 'conflict') {
      visit.conflicts = visit.conflicts.filter(
        (one) => !(one.field === operation.field && same(one.mine, operation.base)),
      );
      visit.conflicts.push({
        id: operation.id,
        field: operation.field,
        mine: operation.value,
        theirs: visit.texts[operation.field] ?? '',
      });
    }
    if (there) changed[there.name] = there.value;
    else if (here) changedBegun[here.name] = here.value;
  }
  // What is known of their pieces is no longer what the server once told.
  const ids = new Set(Object.values(changed).map((one) => one.id));
  const pieces = (await store.list('piece:')).filter(({ value }) => value.ids.some((id) => ids.has(id)));
  await store.put({
    ...changed,
    ...changedBegun,
    ...Object.fromEntries(pieces.map(({ name }) => [name, undefined])),
  });
}

async function sendFiles(
  store: Store,
  ask: Ask,
  device_id: number,
  csrf: string,
  told: () => void | Promise<void>,
): Promise<number> {
  let stuck = 0;
  // A visit that is not begun on the server yet takes no files.
  const notBegun = new Set(
    (await store.queue())
      .filter(({ operation }) => operation.field === beginField)
      .map(({ operation }) => operation.visit_id),
  );
  for (const { name, value } of await store.list('file:')) {
    let file = value;
    if (file.problem !== null || notBegun.has(file.visit_id)) {
      stuck++;
      continue;
    }
    for (;;) {
      const at = Math.floor(file.sent / pieceBytes);
      const bytes = await store.get<ArrayBuffer>(`bytes:${file.id}:${at}`);
      const body = new FormData();
      body.set('_csrf', csrf);
      for (const [key, text] of Object.entries({
        device: device_id,
        visit_id: file.visit_id,
        name: file.name,
        type: file.type,
        size: file.size,
        caption: file.caption,
        offset: at * pieceBytes,
      }))
        body.set(key, String(text));
      if (bytes) body.set('piece', new File([bytes], 'piece'));
      const answer = await reach(ask, `/visits/offline/files/${file.id}`, { method: 'POST', body });
      if (!answer.ok) {
        stuck++;
        break;
      }
      const got = await read<{ received: number; done: boolean; problem: string | null }>(answer);
      if (got.done) {
        const pieces = Array.from(
          { length: Math.ceil(file.size / pieceBytes) },
          (_, n) => `bytes:${file.id}:${n}`,
        );
        await store.put(Object.fromEntries([name, ...pieces].map((key) => [key, undefined])));
        await told();
        break;
      }
      if (got.problem !== null) {
        // It stays here until the person has seen why.
        await store.put({ [name]: { ...file, problem: got.problem } });
        stuck++;
        await told();
        break;
      }
      // A server that does not come further is asked again another time.
      if (got.received === file.sent && got.received !== 0) {
        stuck++;
        break;
      }
      file = { ...file, sent: got.received };
      await store.put({ [name]: file });
      await told();
    }
  }
  return stuck;
}

export interface KeptPiece {
  etag: string;
  ids: number[];
  next: number | null;
}

async function fetchWeek(
  store: Store,
  ask: Ask,
  device_id: number,
  told: () => void | Promise<void>,
): Promise<void> {
  // Where the last fetching broke off; pieces before it are there already.
  const begun = (await store.get<{ at: number; ids: number[]; seen: number[] }>('fetching')) ?? {
    at: 0,
    ids: [],
    seen: [],
  };
  let { at } = begun;
  const ids = [...begun.ids];
  const seen = [...begun.seen];
  for (;;) {
    const before = await store.get<KeptPiece>(`piece:${at}`);
    const answer = await reach(ask, `/visits/offline/bundle?device=${device_id}&after=${at}`, {
      headers: before ? { 'If-None-Match': before.etag } : {},
    });
    let next: number | null;
    const values: Record<string, unknown> = {};
    if (answer.status === 304 && before) {
      ids.push(...before.ids);
      ({ next } = before);
    } else {
      if (!answer.ok) throw new Stop({ state: 'later' });
      const piece = await read<Piece>(answer);
      ({ next } = piece);
      for (const facility of piece.facilities) {
        ids.push(facility.id);
        values[`facility:${facility.id}`] = facility;
      }
      values[`piece:${at}`] = {
        etag: answer.headers.get('etag') ?? '',
        ids: piece.facilities.map((one) => one.id),
        next,
      } satisfies KeptPiece;
    }
    seen.push(at);
    if (next === null) {
      // What is not of the week any more goes, but never a place where something waits to be sent.
      const waiting = new Set((await store.queue()).map(({ operation }) => operation.visit_id));
      const stay = new Set(ids);
      const fetched = new Set<VisitName>();
      for (const { value } of await store.list('facility:'))
        if (stay.has(value.id)) for (const visit of value.visits) fetched.add(visit.id);
      for (const [key, value] of Object.entries(values))
        if (key.startsWith('facility:'))
          for (const visit of (value as KeptFacility).visits) fetched.add(visit.id);
      const files = new Set((await store.list('file:')).map(({ value }) => value.visit_id));
      // One begun here is the week's once that holds it; one the server refused goes when nothing of it lies here any more.
      for (const { name, value } of await store.list('begun:')) {
        const { id } = value.visit;
        if (fetched.has(id) || !(waiting.has(id) || files.has(id))) values[name] = undefined;
        else stay.add(value.facility_id);
      }
      for (const { name, value } of await store.list('facility:')) {
        if (!stay.has(value.id) && !value.visits.some((visit) => waiting.has(visit.id)))
          values[name] = undefined;
      }
      for (const { name } of await store.list('piece:'))
        if (!seen.includes(Number(name.slice('piece:'.length)))) values[name] = undefined;
      await store.put({ ...values, fetching: undefined, fetched: true });
      await told();
      return;
    }
    at = next;
    await store.put({ ...values, fetching: { at, ids, seen } });
    await told();
  }
}
