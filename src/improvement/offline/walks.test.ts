import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { holdDraft, recordable, saveDraft, submitRecord } from '../visits/commands-record.ts';
import { draftOf, recordOf } from '../visits/queries-record.ts';
import { sampleVisit } from '../visits/samples.ts';
import { cancelVisit } from '../visits/commands.ts';
import { visitById } from '../visits/queries.ts';
import { decide, enrolDevice } from './commands.ts';
import { openTexts } from './queries.ts';
import { pieceBytes, submitField, textIn, type Fields, type Operation, type VisitName } from './rules.ts';
import {
  begin,
  sync,
  textOf,
  type,
  unsent,
  weekOf,
  type Ask,
  type Kept,
  type KeptFile,
  type Queued,
  type Store,
} from './rules-sync.ts';

// The very engine of the device against the very server, in any order of typing, losing the network, dying, a second device,
// wrong clocks, a server that refuses or forgets to answer, and others writing at the same time.

/** A device's disk: what is in it outlives everything. */
function disk(): Store & {
  rows: Map<number, { tried: boolean; operation: Operation }>;
  kept: Map<string, unknown>;
} {
  const rows = new Map<number, { tried: boolean; operation: Operation }>();
  const kept = new Map<string, unknown>();
  let next = 1;
  const copy = <T>(value: T): T => structuredClone(value);
  return {
    rows,
    kept,
    async add(operation, instead) {
      const there = instead && rows.get(instead.seq);
      if (instead && there && !there.tried)
        rows.set(instead.seq, { tried: false, operation: copy(instead.operation) });
      else rows.set(next++, { tried: false, operation: copy(operation) });
    },
    async queue() {
      return [...rows]
        .toSorted(([a], [b]) => a - b)
        .map(([seq, row]): Queued => ({ seq, tried: row.tried, operation: copy(row.operation) }));
    },
    async tried(seqs) {
      for (const seq of seqs) if (rows.has(seq)) rows.get(seq)!.tried = true;
    },
    async drop(seqs) {
      for (const seq of seqs) rows.delete(seq);
    },
    async get<T>(name: string) {
      return copy(kept.get(name)) as T | undefined;
    },
    async list<K extends keyof Kept>(prefix: K) {
      return [...kept]
        .filter(([name]) => name.startsWith(prefix))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => ({ name, value: copy(value) as Kept[K] }));
    },
    async put(values) {
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined) kept.delete(name);
        else kept.set(name, copy(value));
      }
    },
  };
}

/** What may happen to a request. */
type Fate = 'well' | 'not sent' | 'answer lost' | 'away' | 'broken' | 'killed';
class Killed extends Error {}

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function network(fates: readonly Fate[]): Promise<Ask> {
  const session = (await world.session('coordinator'))!;
  let asked = 0;
  return async (path, init = {}) => {
    const fate = fates[asked++] ?? 'well';
    if (fate === 'not sent') throw new TypeError('network');
    if (fate === 'away') return new Response('', { status: 503 });
    if (fate === 'broken') return new Response('', { status: 500 });
    const answer = await world.app.request(path, {
      ...init,
      headers: { ...init.headers, cookie: session.cookie },
    });
    if (fate === 'answer lost') throw new TypeError('network');
    if (fate === 'killed') throw new Killed('the page died');
    return answer;
  };
}

interface Device {
  id: number;
  token: string;
  store: ReturnType<typeof disk>;
  clock: number;
}

async function newDevice(name: string): Promise<Device> {
  const { device_id, token } = await world.writing('coordinator', (tx) => enrolDevice(tx, name));
  return { id: device_id, token, store: disk(), clock: 0 };
}

const exchange = async (device: Device, fates: readonly Fate[]) => {
  try {
    return await sync(device.store, await network(fates), {
      id: device.id,
      token: device.token,
      clock: () => world.house.clock().getTime() + device.clock,
    });
  } catch (error) {
    if (error instanceof Killed) return { state: 'killed' as const };
    throw error;
  }
};

const field = fc.constantFrom('hearing', 'strengths', 'needs', 'issue_title_1');
const fate = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>('well') },
  { weight: 5, arbitrary: fc.constantFrom<Fate>('not sent', 'answer lost', 'away', 'broken', 'killed') },
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('type' as const), device: fc.nat(1), where: fc.nat(3), field }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('begin' as const), device: fc.nat(1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      device: fc.nat(1),
      fates: fc.array(fate, { maxLength: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      device: fc.nat(1),
      by: fc.integer({ min: -4e11, max: 4e11 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('other' as const), field }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('submit' as const), device: fc.nat(1), where: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('photo' as const), device: fc.nat(1), where: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('choose' as const), which: fc.constantFrom('mine', 'theirs') }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'desk opens' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('desk saves' as const), field }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('days pass' as const), days: fc.integer({ min: 1, max: 3 }) }),
  },
);

/** A picture of its own for each number, of three pieces. */
function picture(n: number): Uint8Array {
  const bytes = new Uint8Array(2 * pieceBytes + 500).fill(n % 200);
  bytes.set([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
  bytes.set([0xff, 0xd9], bytes.length - 2);
  return bytes;
}

async function walk(
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
  cancelled: boolean,
): Promise<void> {
  world.at('2026-11-21T10:00:00+09:00');
  await world.owner('delete from offline_chunk');
  await world.owner('delete from offline_upload');
  await world.owner('delete from offline_operation');
  await world.owner('delete from offline_device');
  await world.owner('update issue set visit_id = null');
  await world.owner('delete from visit');
  const visit = await world.writing('coordinator', (tx) =>
    sampleVisit(tx, {
      facility_id: world.facility[0]!,
      lead_id: world.person.coordinator,
      planned_on: '2026-11-20',
    }),
  );
  const devices = [await newDevice('タブレット'), await newDevice('電話')];
  for (const device of devices) expect(await exchange(device, [])).toMatchObject({ state: 'done' });
  const typed: string[] = [];
  const photos: string[] = [];
  let number = 0;
  let desk: Fields | null = null;
  let day = 21;
  const word = () => `語${++number}。`;
  const begun: string[] = [];
  /** One of the visits that lie on the device: the planned one first, then those begun on it or on another. */
  const kept = async (device: Device, where: number) => {
    const all = (await weekOf(device.store)).flatMap((one) => one.visits);
    const own: (VisitName | undefined)[] = [visit, ...begun];
    return all.find((one) => one.id === own[where % own.length]) ?? all.find((one) => one.id === visit);
  };

  for (const one of steps) {
    if (one.do === 'type') {
      const device = devices[one.device]!;
      const there = await kept(device, one.where);
      if (!there) continue;
      const base = textOf(there, await device.store.queue(), one.field);
      const own = word();
      typed.push(own);
      await type(device.store, {
        id: crypto.randomUUID(),
        visit_id: there.id,
        field: one.field,
        value: base + own,
        base,
        said_at: new Date(world.house.clock().getTime() + device.clock).toISOString(),
      });
    } else if (one.do === 'submit') {
      const device = devices[one.device]!;
      const there = await kept(device, one.where);
      const visit_id = there?.id ?? visit;
      for (const [name, value] of [
        ['met', '園長'],
        ['visited_on', '2026/11/20'],
        ['issue_theme_1', 'staffing'],
      ] as const) {
        const base = there ? textOf(there, await device.store.queue(), name) : '';
        await type(device.store, {
          id: crypto.randomUUID(),
          visit_id,
          field: name,
          value,
          base,
          said_at: '',
        });
      }
      await type(device.store, {
        id: crypto.randomUUID(),
        visit_id,
        field: submitField,
        value: '1',
        base: '',
        said_at: '',
      });
    } else if (one.do === 'begin') {
      const device = devices[one.device]!;
      const id = crypto.randomUUID();
      begun.push(id);
      const now = new Date(world.house.clock().getTime() + device.clock).toISOString();
      await begin(device.store, {
        id,
        facility_id: world.facility[0]!,
        day: now.slice(0, 10),
        said_at: now,
        shown: { when: '', purpose: '', lead: '' },
      });
    } else if (one.do === 'sync') await exchange(devices[one.device]!, one.fates);
    else if (one.do === 'clock') devices[one.device]!.clock = one.by;
    else if (one.do === 'photo') {
      const id = crypto.randomUUID();
      const bytes = picture(++number);
      const place = await kept(devices[one.device]!, one.where);
      photos.push(id);
      const values: Record<string, unknown> = {
        [`file:${id}`]: {
          id,
          visit_id: place?.id ?? visit,
          name: `${number}.jpg`,
          type: 'image/jpeg',
          size: bytes.length,
          caption: id,
          sent: 0,
          problem: null,
        } satisfies KeptFile,
      };
      for (let at = 0; at * pieceBytes < bytes.length; at++)
        values[`bytes:${id}:${at}`] = bytes.slice(at * pieceBytes, (at + 1) * pieceBytes).buffer;
      await devices[one.device]!.store.put(values);
    } else if (one.do === 'other') {
      if (one.field === 'issue_title_1') continue;
      const own = word();
      typed.push(own);
      await world.writing('coordinator2', async (tx) => {
        const row = await recordOf(tx, visit);
        const texts = Object.fromEntries(
          ['met', 'hearing', 'strengths', 'challenges', 'needs', 'support', 'next_step'].map((name) => [
            name,
            String(row?.[name as 'hearing'] ?? (name === 'met' || name === 'hearing' ? '二郎' : '')),
          ]),
        ) as Record<
          'met' | 'hearing' | 'strengths' | 'challenges' | 'needs' | 'support' | 'next_step',
          string
        >;
        await submitRecord(tx, await recordable(tx, visit), {
          ...texts,
          [one.field]: texts[one.field as 'hearing'] + own,
          visited_on: '2026-11-20',
          memo: '',
          caption: '',
          restricted: false,
          done_follow_ups: [],
          issues: [],
          follow_ups: [],
          done: [],
          unchosen: {},
          _version: row?.version ?? 0,
        });
      });
    } else if (one.do === 'choose') {
      await world.writing('coordinator', async (tx) => {
        const texts = (await openTexts(tx, visit)).filter((text) => text.outcome === 'conflict');
        if (texts.length === 0) return;
        // one after the other, as on a page that shows what stands there now
        for (const text of texts) {
          const now = (await holdDraft(tx, (await visitById(tx, visit))!)).fields;
          await decide(tx, visit, [
            { id: text.id, choice: one.which as 'mine', seen: textIn(now, text.field) },
          ]);
        }
      });
    } else if (one.do === 'desk opens') {
      desk = await world.reading('coordinator', async (tx) => {
        const draft = await draftOf(tx, visit);
        const row = await recordOf(tx, visit);
        return {
          ...((draft?.fields ?? row ?? {}) as unknown as Fields),
          _version: String(draft?.base_version ?? row?.version ?? 0),
        };
      });
    } else if (one.do === 'desk saves') {
      if (desk === null) continue;
      const own = word();
      typed.push(own);
      const page: Fields = desk;
      desk = { ...page, [one.field]: `${textIn(page, one.field)}${own}` };
      const fields: Fields = desk;
      await world.writing('coordinator', async (tx) => saveDraft(tx, await recordable(tx, visit), fields));
    } else {
      day = Math.min(28, day + one.days);
      world.at(`2026-11-${day}T10:00:00+09:00`);
    }
  }

  if (cancelled)
    await world.writing('secretariat', async (tx) => {
      const there = (await visitById(tx, visit))!;
      if (there.visited_on !== null) return;
      await cancelVisit(tx, visit, {
        cancel_reason: 'weather',
        cancel_note: null,
        planned_on: null,
        planned_from: null,
        planned_to: null,
      });
    });

  // The network comes back for good.
  for (const device of [...devices, devices[0]!]) {
    const ending = await exchange(device, []);
    expect(ending.state).toBe('done');
    const files = (await device.store.list('file:')).map(({ value }) => value);
    expect(unsent(await device.store.queue(), cancelled ? [] : files)).toBe(0);
  }

  const [found] = await world.owner<{ all: string }>(
    `select concat_ws('|', (select jsonb_agg(to_jsonb(r)) from visit_record r), (select jsonb_agg(to_jsonb(d)) from visit_draft d),
       (select jsonb_agg(mine) from offline_operation where mine is not null and decided_at is null),
       (select jsonb_agg(title) from issue where visit_id is not null)) as all`,
  );
  const lost = typed.filter((text) => !found!.all.includes(text));
  // A draft of a visit called off goes with it, as on a desk: what was on it was never typed away from the network alone.
  if (!cancelled) expect(lost).toEqual([]);

  // Nothing doubled: each text once where it stands, each picture once, each issue once.
  const rows = await world.owner<{ text: string }>(
    `select unnest(array[hearing, strengths, needs]) as text from visit_record
     union all select unnest(array[fields ->> 'hearing', fields ->> 'strengths', fields ->> 'needs']) from visit_draft`,
  );
  // What nobody planned was begun once, whichever device said so how often.
  const visits = await world.owner<{ begun_as: string }>(
    'select begun_as from visit where begun_as is not null order by begun_as',
  );
  expect(visits.map((one) => one.begun_as)).toEqual(begun.toSorted());
  for (const device of devices) expect(await device.store.list('begun:')).toEqual([]);
  for (const { text } of rows)
    for (const one of typed)
      expect((text ?? '').split(one).length, `${one} in ${text}`).toBeLessThanOrEqual(2);
  if (!cancelled) {
    const pictures = await world.owner<{ caption: string }>(
      'select caption from visit_attachment order by caption',
    );
    expect(pictures.map((one) => one.caption)).toEqual(photos.toSorted());
  }
}

describe('offline random walks', () => {
  it('lose nothing and double nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => walk(steps, false)),
      { numRuns: 40, endOnFailure: false },
    );
  });

  it('of a visit that is called off keep every text for its author', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({
              do: fc.constant('type' as const),
              device: fc.nat(1),
              where: fc.constant(0),
              field,
            }),
            fc.record({
              do: fc.constant('clock' as const),
              device: fc.nat(1),
              by: fc.integer({ min: -4e11, max: 4e11 }),
            }),
          ),
          { minLength: 3, maxLength: 10 },
        ),
        async (steps) => {
          // Something was typed in every walk, whatever else happened to the clocks.
          await walk([{ do: 'type', device: 0, where: 0, field: 'hearing' }, ...steps], true);
          const refused = await world.owner<{ mine: string }>(
            `select mine from offline_operation where outcome = 'refused' order by place`,
          );
          expect(refused.map((one) => one.mine).join('')).toContain('語1。');
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a week offline', () => {
  it('on two devices with wrong clocks: all texts arrive in the server’s order, the second device’s wait for a choice', async () => {
    await walk(
      [
        { do: 'clock', device: 0, by: -3 * 365 * 86_400_000 },
        { do: 'clock', device: 1, by: 365 * 86_400_000 },
        ...[0, 1, 0, 1, 0].flatMap((device) => [
          { do: 'type' as const, device, where: 0, field: 'hearing' as const },
          { do: 'sync' as const, device, fates: ['not sent' as const] },
          { do: 'days pass' as const, days: 2 },
        ]),
      ],
      false,
    );
    const waiting = await world.owner<{ mine: string; theirs: string }>(
      `select mine, theirs from offline_operation where outcome = 'conflict' and decided_at is null`,
    );
    expect(waiting).toEqual([{ mine: '語2。語4。', theirs: '語1。語3。語5。' }]);
  });
});
