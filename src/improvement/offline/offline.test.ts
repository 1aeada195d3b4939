import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleRecord, sampleVisit } from '../visits/samples.ts';
import type { KeptFacility, Piece, Received } from './rules.ts';
import { beginField, beginningOf, pieceBytes, submitField } from './rules.ts';

let world: World;
let visit = 0;
let device = { device_id: 0, token: '', part: '' };

/** A request of the app's script, with the guard it asked for. */
async function ask(who: Who | null, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const session = who === null ? null : await world.session(who);
  return world.app.request(path, { headers: { ...headers, ...(session ? { cookie: session.cookie } : {}) } });
}
async function send(
  who: Who | null,
  path: string,
  fields: Record<string, string | File> = {},
): Promise<Response> {
  const session = who === null ? null : await world.session(who);
  const body = new FormData();
  if (session) {
    const hello = await ask(who, '/visits/offline/hello');
    if (hello.ok) body.set('_csrf', ((await hello.json()) as { csrf: string }).csrf);
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return world.app.request(path, {
    method: 'POST',
    body,
    headers: session ? { cookie: session.cookie } : {},
  });
}
async function enrol(who: Who = 'coordinator', name = '巡回用のタブレット') {
  const answer = await send(who, '/visits/offline/enrol', { name });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { device_id: number; token: string; part: string };
}
interface Typing {
  field: string;
  value: string;
  base?: string;
  id?: string;
  visit_id?: number | string;
  said_at?: string;
}
const operationsOf = (typed: Typing[]) =>
  JSON.stringify(
    typed.map((one) => ({
      id: crypto.randomUUID(),
      visit_id: visit,
      base: '',
      said_at: '2026-11-21T09:00:00+09:00',
      ...one,
    })),
  );
async function type(typed: Typing[], from = device, who: Who = 'coordinator'): Promise<Received[]> {
  const answer = await send(who, '/visits/offline/operations', {
    device: String(from.device_id),
    operations: operationsOf(typed),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { received: Received[] }).received;
}
const draft = async (person: Who = 'coordinator') =>
  (
    await world.owner<{ fields: Record<string, string>; past: { fields: Record<string, string> }[] }>(
      'select fields, past from visit_draft where visit_id = $1 and person_id = $2',
      [visit, world.person[person]],
    )
  )[0];
const record = async () =>
  (
    await world.owner<
      Record<string, string> & { past: { fields: Record<string, string>; unchosen: boolean }[] }
    >('select * from visit_record where visit_id = $1', [visit])
  )[0];
const open = () =>
  world.owner<{ id: string; field: string; mine: string; theirs: string; outcome: string }>(
    'select id, field, mine, theirs, outcome from offline_operation where visit_id = $1 and decided_at is null and mine is not null order by place',
    [visit],
  );
async function week(who: Who = 'coordinator', from = device): Promise<KeptFacility[]> {
  const answer = await ask(who, `/visits/offline/bundle?device=${from.device_id}`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as Piece).facilities;
}
const words = {
  met: '園長',
  hearing: '夕方の体制の話',
  strengths: '落ち着ける場所がある',
  next_step: '2週間試す',
};

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at('2026-11-21T10:00:00+09:00');
  await world.owner('delete from offline_chunk');
  await world.owner('delete from offline_upload');
  await world.owner('delete from offline_operation');
  await world.owner('delete from offline_device');
  await world.owner('update issue set visit_id = null');
  await world.owner('delete from visit');
  visit = await world.writing('coordinator', (tx) =>
    sampleVisit(tx, {
      facility_id: world.facility[0]!,
      lead_id: world.person.coordinator,
      planned_on: '2026-11-20',
    }),
  );
  device = await enrol();
});

describe('who may not', () => {
  it.each([
    'facility_head',
    'secretariat',
    'observer',
    'council_member',
    'consultation_worker',
    'administrator',
  ] as const)('%s has no page of the app, no week and no device', async (who) => {
    expect((await ask(who, '/visits/offline')).status).toBe(404);
    expect((await ask(who, '/visits/offline/hello')).status).toBe(404);
    expect((await ask(who, `/visits/offline/bundle?device=${device.device_id}`)).status).toBe(404);
    expect((await send(who, '/visits/offline/enrol', { name: 'x' })).status).toBe(403);
  });

  it('nobody who is not signed in gets anything but whether a device was given up', async () => {
    for (const path of [
      '/visits/offline',
      '/visits/offline/hello',
      `/visits/offline/bundle?device=${device.device_id}`,
    ])
      expect((await ask(null, path)).status).toBe(303);
    for (const path of ['enrol', 'key', 'operations', 'greet'])
      expect((await send(null, `/visits/offline/${path}`)).status).toBe(401);
    const state = await ask(null, '/visits/offline/state', { 'X-Offline-Device': device.token });
    expect(await state.json()).toEqual({ state: 'kept' });
    expect(
      await (await ask(null, '/visits/offline/state', { 'X-Offline-Device': 'guessed' })).json(),
    ).toEqual({
      state: 'unknown',
    });
  });

  it('a colleague sends nothing from another’s device, fetches nothing to it and gets no key', async () => {
    expect((await ask('coordinator2', `/visits/offline/bundle?device=${device.device_id}`)).status).toBe(404);
    const sent = await send('coordinator2', '/visits/offline/operations', {
      device: String(device.device_id),
      operations: operationsOf([{ field: 'hearing', value: '横から' }]),
    });
    expect(sent.status).toBe(404);
    expect(
      (await send('coordinator2', '/visits/offline/key', { device: String(device.device_id) })).status,
    ).toBe(404);
    expect(
      (
        await world
          .as('coordinator2')
          .post(`/visits/offline/devices/${device.device_id}/end`, { why: 'lost' })
      ).status,
    ).toBe(404);
  });

  it('the administrator sees that there is a device and ends it, but reads neither key nor text', async () => {
    await type([{ field: 'hearing', value: '端末の文' }]);
    const page = await world.as('administrator').get('/visits/offline/devices');
    expect(page.text).toContain('巡回用のタブレット');
    expect(page.text).not.toContain('端末の文');
    expect(
      (await send('administrator', '/visits/offline/key', { device: String(device.device_id) })).status,
    ).toBe(403);
    const seen = await world.reading('administrator', async (tx) => [
      await tx.db.selectFrom('offline_device_key').selectAll().execute(),
      await tx.db.selectFrom('offline_operation').selectAll().execute(),
    ]);
    expect(seen).toEqual([[], []]);
    const ended = await world
      .as('administrator')
      .post(`/visits/offline/devices/${device.device_id}/end`, { why: 'lost' });
    expect(ended.status).toBe(303);
    expect(await world.owner('select * from offline_device_key')).toEqual([]);
  });

  it('a form of another site sends nothing', async () => {
    const session = (await world.session('coordinator'))!;
    const body = new FormData();
    body.set('device', String(device.device_id));
    body.set('operations', operationsOf([{ field: 'hearing', value: 'x' }]));
    const answer = await world.app.request('/visits/offline/operations', {
      method: 'POST',
      body,
      headers: { cookie: session.cookie },
    });
    expect(answer.status).toBe(403);
  });
});

describe('what is taken along', () => {
  it('is the week of the team: last plain records, open issues, promises; nothing restricted, no memo', async () => {
    const earlier = async (planned_on: string, hearing: string, restricted: boolean) =>
      world.writing('coordinator', async (tx) => {
        const id = await sampleVisit(tx, {
          facility_id: world.facility[0]!,
          lead_id: world.person.coordinator,
          planned_on,
        });
        await sampleRecord(
          tx,
          id,
          {
            ...words,
            hearing,
            restricted,
            memo: 'チームのひみつ',
            issues: restricted ? [] : [{ title: '休憩がとれない', theme_code: 'staffing' }],
            follow_ups: [{ what: restricted ? '個別の確認' : '資料を送る', due_on: '2026-12-01' }],
          },
          planned_on,
        );
      });
    await earlier('2026-06-01', '春に聞いた話', false);
    await earlier('2026-07-01', '名前の出る話', true);
    const [facility] = await week();
    expect(facility).toMatchObject({
      name: 'こもれび保育園',
      visits: [{ id: visit, state: 'open', mine: true }],
      records: [{ texts: { hearing: '春に聞いた話' } }],
      issues: [{ title: '休憩がとれない' }],
      promises: [{ what: '資料を送る', may_close: true }],
    });
    const all = JSON.stringify(facility);
    for (const secret of ['名前の出る話', 'ひみつ', '個別の確認']) expect(all).not.toContain(secret);
  });

  it('leaves out a record that became restricted, with what was drafted for it', async () => {
    await type([
      { field: 'hearing', value: '名前の出る話' },
      { field: 'restricted', value: '1' },
    ]);
    const [before] = await week();
    expect(before!.visits[0]!.texts).toEqual({});
    await world.writing('coordinator', (tx) =>
      sampleRecord(tx, visit, { ...words, restricted: true }, '2026-11-20'),
    );
    const [after] = await week();
    expect(after!.visits[0]).toMatchObject({ state: 'restricted', texts: {}, conflicts: [] });
  });

  it('comes again only where something changed, and every taking along is in the log', async () => {
    const first = await ask('coordinator', `/visits/offline/bundle?device=${device.device_id}`);
    const etag = first.headers.get('etag')!;
    const again = await ask('coordinator', `/visits/offline/bundle?device=${device.device_id}`, {
      'If-None-Match': etag,
    });
    expect(again.status).toBe(304);
    await type([{ field: 'met', value: '園長' }]);
    const changed = await ask('coordinator', `/visits/offline/bundle?device=${device.device_id}`, {
      'If-None-Match': etag,
    });
    expect(changed.status).toBe(200);
    const logged = await world.owner(
      `select * from audit_event where action = 'offline.take_along' and subject_id = $1`,
      [device.device_id],
    );
    expect(logged).toHaveLength(2);
  });

  it('asks the same few questions for many facilities as for one', async () => {
    const asked = async () => {
      let n = 0;
      await world.reading('coordinator', async (tx) => {
        const { pieceOf } = await import('./queries.ts');
        const db = tx.db.withPlugin({
          transformQuery: ({ node }) => {
            n++;
            return node;
          },
          transformResult: async ({ result }) => result,
        });
        await pieceOf({ ...tx, db } as typeof tx, 0);
      });
      return n;
    };
    const one = await asked();
    for (const facility_id of world.facility.slice(1))
      await world.writing('coordinator', (tx) =>
        sampleVisit(tx, { facility_id, lead_id: world.person.coordinator, planned_on: '2026-11-24' }),
      );
    expect((await week()).length).toBe(6);
    expect(await asked()).toBe(one);
  });
});

describe('what was typed', () => {
  it('goes into the author’s draft, once however often it is sent, and nobody else sees it', async () => {
    const id = crypto.randomUUID();
    const typed = [
      { id, field: 'hearing', value: '聞いた話' },
      { field: 'visited_on', value: '2026/11/20' },
    ];
    expect((await type(typed)).map((one) => one.outcome)).toEqual(['applied', 'applied']);
    await type([{ field: 'hearing', value: '聞いた話の続き', base: '聞いた話' }]);
    expect(await type([typed[0]!])).toMatchObject([{ id, outcome: 'applied' }]);
    expect((await draft())!.fields).toMatchObject({ hearing: '聞いた話の続き', visited_on_d: '20' });
    const page = await world.as('coordinator').get(`/visits/${visit}/record`);
    expect(page.text).toContain('聞いた話の続き');
    expect((await world.as('coordinator2').get(`/visits/${visit}/record`)).text).not.toContain(
      '聞いた話の続き',
    );
  });

  it('is ordered by the server: a clock wrong by years is only told', async () => {
    const [, second] = await type([
      { field: 'hearing', value: 'はじめ', said_at: '2099-01-01T00:00:00Z' },
      { field: 'hearing', value: 'あと', base: 'はじめ', said_at: '1970-01-01T00:00:00Z' },
      { field: 'met', value: '園長', said_at: 'いつか' },
    ]);
    expect(second!.outcome).toBe('applied');
    expect((await draft())!.fields).toMatchObject({ hearing: 'あと', met: '園長' });
    await send('coordinator', '/visits/offline/greet', {
      device: String(device.device_id),
      clock: '4000000000000',
    });
    expect((await world.as('coordinator').get('/visits/offline/devices')).text).toContain('日ずれていました');
  });

  it('meets another person’s record field by field: both texts are shown, one or both chosen, none lost', async () => {
    await world.writing('coordinator2', (tx) =>
      sampleRecord(tx, visit, { met: '主任', hearing: '二郎の聞いた話', strengths: '' }, '2026-11-20'),
    );
    const received = await type([
      { field: 'hearing', value: '一子の聞いた話' },
      { field: 'met', value: '園長' },
      { field: 'strengths', value: '一子の見た強み' },
    ]);
    expect(received.map((one) => one.outcome)).toEqual(['conflict', 'conflict', 'applied']);
    const page = await world.as('coordinator').get(`/visits/${visit}`);
    expect(page.text).toContain('一子の聞いた話');
    expect(page.text).toContain('二郎の聞いた話');
    expect(page.text).toContain('巡 二郎さんの保存');
    expect((await world.as('coordinator').get('/')).text).toContain('端末で書いた文の確かめ');
    // nobody else is asked
    expect((await world.as('coordinator2').get(`/visits/${visit}`)).text).not.toContain('一子の聞いた話');
    const [hearing, met] = await open();
    const chosen = await world.as('coordinator').post(`/visits/${visit}/offline-texts`, {
      [`choose_${hearing!.id}`]: 'both',
      [`seen_${hearing!.id}`]: '二郎の聞いた話',
      [`choose_${met!.id}`]: 'mine',
      [`seen_${met!.id}`]: '主任',
    });
    expect(chosen.location).toBe(`/visits/${visit}/record`);
    expect((await draft())!.fields).toMatchObject({
      hearing: '二郎の聞いた話\n\n一子の聞いた話',
      met: '園長',
      strengths: '一子の見た強み',
    });
    await type(
      [
        { field: 'visited_on', value: '2026/11/20', base: '2026-11-20' },
        { field: submitField, value: '1' },
      ].slice(1),
    );
    expect(await record()).toMatchObject({ met: '園長', strengths: '一子の見た強み' });
    expect(JSON.stringify((await record())!.past)).toContain('主任');
    expect(await open()).toEqual([]);
  });

  it('that was not chosen stands in the record’s past', async () => {
    await world.writing('coordinator2', (tx) =>
      sampleRecord(tx, visit, { ...words, hearing: '二郎の話' }, '2026-11-20'),
    );
    await type([{ field: 'hearing', value: '一子の話' }]);
    const [one] = await open();
    await world.as('coordinator').post(`/visits/${visit}/offline-texts`, {
      [`choose_${one!.id}`]: 'theirs',
      [`seen_${one!.id}`]: '二郎の話',
    });
    await type([{ field: submitField, value: '1' }]);
    expect(await record()).toMatchObject({ hearing: '二郎の話' });
    expect((await record())!.past).toMatchObject([{ unchosen: true, fields: { hearing: '一子の話' } }]);
  });

  it('is asked about again where the other text changed while both were looked at', async () => {
    await world.writing('coordinator2', (tx) =>
      sampleRecord(tx, visit, { ...words, hearing: '二郎の話' }, '2026-11-20'),
    );
    await type([{ field: 'hearing', value: '一子の話' }]);
    const [one] = await open();
    const answer = await world.as('coordinator').post(`/visits/${visit}/offline-texts`, {
      [`choose_${one!.id}`]: 'mine',
      [`seen_${one!.id}`]: '前に見た文',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('また変わりました');
    expect(await open()).toHaveLength(1);
  });

  it('on two devices of one person: the second text waits beside the first, going on with it stays one', async () => {
    const second = await enrol('coordinator', '電話');
    await type([{ field: 'hearing', value: 'タブレットの文' }]);
    await type([{ field: 'hearing', value: '電話の' }], second);
    await type([{ field: 'hearing', value: '電話の文', base: '電話の' }], second);
    expect((await draft())!.fields).toMatchObject({ hearing: 'タブレットの文' });
    expect(await open()).toMatchObject([{ mine: '電話の文', theirs: 'タブレットの文' }]);
  });

  it('goes into the past where a form open on a desk saves over it unseen', async () => {
    await type([{ field: 'hearing', value: '園で書いた文' }]);
    await world
      .as('coordinator')
      .post(`/visits/${visit}/record/save-draft`, { hearing: '机で前から開いていた文', _version: 0 });
    expect((await draft())!.fields).toMatchObject({ hearing: '机で前から開いていた文' });
    await world.as('coordinator').post(`/visits/${visit}/record`, {
      ...words,
      visited_on_y: '2026',
      visited_on_m: '11',
      visited_on_d: '20',
      _version: 0,
    });
    expect(JSON.stringify((await record())!.past)).toContain('園で書いた文');
  });

  it('for a visit called off meanwhile is kept for its author to read', async () => {
    await world.as('secretariat').post(`/visits/${visit}/cancel`, { cancel_reason: 'weather' });
    expect(await type([{ field: 'hearing', value: '行ってから聞いた話' }])).toMatchObject([
      { outcome: 'refused', problem: 'cancelled' },
    ]);
    const page = await world.as('coordinator').get(`/visits/${visit}`);
    expect(page.text).toContain('行ってから聞いた話');
    expect((await world.as('coordinator').get('/visits/offline/devices')).text).toContain(
      '行ってから聞いた話',
    );
    const [one] = await open();
    await world.as('coordinator').post(`/visits/${visit}/offline-texts`, { [`choose_${one!.id}`]: 'seen' });
    expect((await world.as('coordinator').get(`/visits/${visit}`)).text).not.toContain('行ってから聞いた話');
  });

  it('outside the form’s fields, or of a visit that is not there, is refused and kept', async () => {
    const received = await type([
      { field: '__proto__', value: 'a' },
      { field: 'memo', value: 'b' },
      { field: 'hearing', value: 'c', visit_id: 999_999 },
    ]);
    expect(received.map((one) => one.outcome)).toEqual(['refused', 'refused', 'refused']);
    expect(await world.owner('select mine from offline_operation order by mine')).toEqual([
      { mine: 'a' },
      { mine: 'b' },
      { mine: 'c' },
    ]);
  });
});

describe('a submission', () => {
  const filled = () => [
    { field: 'met', value: '園長' },
    { field: 'hearing', value: '聞いた話' },
    { field: 'visited_on', value: '2026/11/20' },
  ];
  it('makes the record, with issues and promises typed away from the network', async () => {
    const received = await type([
      ...filled(),
      { field: 'issue_title_1', value: '休憩がとれない' },
      { field: 'issue_theme_1', value: 'staffing' },
      { field: 'follow_what_1', value: '資料を送る' },
      { field: 'follow_due_1', value: '2026/12/1' },
      { field: submitField, value: '1' },
    ]);
    expect(received.at(-1)).toMatchObject({ outcome: 'submitted' });
    expect(await record()).toMatchObject({ met: '園長', hearing: '聞いた話' });
    expect(await world.owner('select title from issue where visit_id = $1', [visit])).toEqual([
      { title: '休憩がとれない' },
    ]);
    expect(await world.owner('select what from visit_follow_up where visit_id = $1', [visit])).toEqual([
      { what: '資料を送る' },
    ]);
    expect(await draft()).toBeUndefined();
  });
  it('keeps the memo that the team wrote before', async () => {
    await world.writing('coordinator2', (tx) =>
      sampleRecord(tx, visit, { ...words, memo: 'チームのメモ' }, '2026-11-20'),
    );
    await type([
      { field: 'needs', value: '手助け' },
      { field: submitField, value: '1' },
    ]);
    expect(await record()).toMatchObject({ needs: '手助け' });
    expect(await world.owner('select body from visit_memo where visit_id = $1', [visit])).toEqual([
      { body: 'チームのメモ' },
    ]);
  });
  it('waits, with the sentence why, while something required is missing or the day lies ahead', async () => {
    const [, late] = [
      await type([{ field: 'met', value: '園長' }]),
      await type([{ field: submitField, value: '1' }]),
    ];
    expect(late).toMatchObject([{ outcome: 'waiting' }]);
    await type([
      { field: 'hearing', value: '聞いた話' },
      { field: 'visited_on', value: '2031/1/1' },
    ]);
    const again = await type([{ field: submitField, value: '1' }]);
    expect(again[0]!.outcome).toBe('waiting');
    expect(await record()).toBeUndefined();
    const page = await world.as('coordinator').get(`/visits/${visit}`);
    expect(page.text).toContain('端末からの提出は、まだ記録になっていません');
    expect((await draft())!.fields).toMatchObject({ hearing: '聞いた話' });
  });
  it('meets a record saved between: what only one wrote is taken over, what both wrote waits for a choice', async () => {
    await type(filled());
    await world.writing('coordinator2', (tx) =>
      sampleRecord(tx, visit, { met: '園長', hearing: '二郎の話', needs: '二郎のニーズ' }, '2026-11-20'),
    );
    expect(await type([{ field: submitField, value: '1' }])).toMatchObject([{ outcome: 'waiting' }]);
    expect(await open()).toMatchObject([{ field: 'hearing', mine: '聞いた話', theirs: '二郎の話' }]);
    const [one] = await open();
    await world.as('coordinator').post(`/visits/${visit}/offline-texts`, {
      [`choose_${one!.id}`]: 'mine',
      [`seen_${one!.id}`]: '二郎の話',
    });
    expect(await type([{ field: submitField, value: '1' }])).toMatchObject([{ outcome: 'submitted' }]);
    expect(await record()).toMatchObject({ hearing: '聞いた話', needs: '二郎のニーズ' });
    expect(JSON.stringify((await record())!.past)).toContain('二郎の話');
  });
});

describe('pictures and spoken notes', () => {
  const jpeg = (size: number): Uint8Array => {
    const bytes = new Uint8Array(size).fill(7);
    bytes.set([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    bytes.set([0xff, 0xd9], size - 2);
    return bytes;
  };
  const webm = (): Uint8Array => {
    const bytes = new Uint8Array(4000).fill(3);
    bytes.set(Buffer.from('\x1aE\xdf\xa3....B\x82\x84webm....Tracks..A_OPUS', 'latin1'));
    return bytes;
  };
  async function piece(id: string, bytes: Uint8Array, offset: number, more: Record<string, string> = {}) {
    const answer = await send('coordinator', `/visits/offline/files/${id}`, {
      device: String(device.device_id),
      visit_id: String(visit),
      name: '園庭.jpg',
      type: 'image/jpeg',
      caption: '砂場',
      ...more,
      size: String(bytes.length),
      offset: String(offset),
      piece: new File([bytes.slice(offset, offset + pieceBytes) as Uint8Array<ArrayBuffer>], 'piece'),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { received: number; done: boolean; problem: string | null };
  }
  const attached = () =>
    world.owner<{ media_type: string; caption: string; size: number }>(
      'select media_type, caption, size from visit_attachment where visit_id = $1 order by id',
      [visit],
    );

  it('come in pieces that go on where they broke off, each once', async () => {
    const bytes = jpeg(2 * pieceBytes + 1000);
    const id = crypto.randomUUID();
    expect(await piece(id, bytes, 0)).toMatchObject({ received: pieceBytes, done: false });
    // lost on the way back and sent again; out of order; from the beginning after the device was restarted
    expect(await piece(id, bytes, 0)).toMatchObject({ received: pieceBytes, done: false });
    expect(await piece(id, bytes, 2 * pieceBytes)).toMatchObject({ received: pieceBytes, done: false });
    expect(await piece(id, bytes, pieceBytes)).toMatchObject({ received: 2 * pieceBytes });
    expect(await piece(id, bytes, 2 * pieceBytes)).toMatchObject({ done: true });
    expect(await piece(id, bytes, 2 * pieceBytes)).toMatchObject({ done: true });
    expect(await attached()).toEqual([{ media_type: 'image/jpeg', caption: '砂場', size: bytes.length }]);
    expect(await world.owner('select * from offline_chunk')).toEqual([]);
  });

  it('a spoken note is known by its content and attached', async () => {
    expect(
      await piece(crypto.randomUUID(), webm(), 0, {
        name: '声のメモ.webm',
        type: 'audio/webm',
        caption: '話の覚え',
      }),
    ).toMatchObject({ done: true });
    expect(await attached()).toMatchObject([{ media_type: 'audio/webm', caption: '話の覚え' }]);
  });

  it('what may not be attached is told to the device, which keeps it', async () => {
    const script = new TextEncoder().encode('<script>alert(1)</script>');
    const answer = await piece(crypto.randomUUID(), script, 0);
    expect(answer.done).toBe(false);
    expect(answer.problem).toContain('受け取れない種類');
    expect(await attached()).toEqual([]);
  });
});

describe('a device that is given up', () => {
  it('is told so without a sign-in, empties itself once, and its key is gone at once', async () => {
    await world.as('coordinator').post(`/visits/offline/devices/${device.device_id}/end`, { why: 'lost' });
    const state = await ask(null, '/visits/offline/state', { 'X-Offline-Device': device.token });
    expect(await state.json()).toEqual({ state: 'gone' });
    expect(
      (await send('coordinator', '/visits/offline/key', { device: String(device.device_id) })).status,
    ).toBe(404);
    expect((await ask('coordinator', `/visits/offline/bundle?device=${device.device_id}`)).status).toBe(404);
    await world.app.request('/visits/offline/emptied', {
      method: 'POST',
      headers: { 'X-Offline-Device': device.token },
    });
    expect((await world.as('coordinator').get('/visits/offline/devices')).text).toContain(
      '端末が自分で消しました',
    );
    // nobody brings it back
    await expect(
      world.writing('coordinator', (tx) =>
        tx.db
          .updateTable('offline_device')
          .set({ ended_at: null, ended_by: null, ended_why: null })
          .executeTakeFirstOrThrow(),
      ),
    ).resolves.toMatchObject({ numUpdatedRows: 0n });
  });

  it('gets its half of the key back while it is in use, and the log says so', async () => {
    const answer = await send('coordinator', '/visits/offline/key', { device: String(device.device_id) });
    expect(await answer.json()).toEqual({ part: device.part });
    expect(
      await world.owner(`select * from audit_event where action = 'offline.unlock' and subject_id = $1`, [
        device.device_id,
      ]),
    ).toHaveLength(1);
  });

  it('signing out takes what is kept along, but not what somebody else keeps on the device', async () => {
    const own = await world.as('coordinator2').post('/sign-out');
    expect(own.response.headers.get('clear-site-data')).toBe('"storage"');
    const other = await world.as('secretariat').post('/sign-out', { keep: '1' });
    expect(other.response.headers.get('clear-site-data')).toBeNull();
  });
});

describe('the app', () => {
  it('is one page without anybody’s data, a manifest and a worker that names its files', async () => {
    const page = await world.as('coordinator').get('/visits/offline');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('巡 一子');
    expect(page.html).not.toContain('_csrf');
    expect(page.html).toContain('rel="manifest"');
    expect(page.html).not.toContain(' style=');
    const manifest = (await (await ask(null, '/visits/offline.webmanifest')).json()) as {
      start_url: string;
      icons: object[];
    };
    expect(manifest).toMatchObject({ start_url: '/visits/offline', display: 'standalone' });
    const worker = await ask(null, '/visits/offline-worker.js');
    expect(worker.headers.get('content-type')).toContain('javascript');
    expect(await worker.text()).toMatch(/"shell":"\/visits\/offline"[\s\S]*importScripts/);
  });
});

describe('a visit nobody planned', () => {
  const name = '6f1f5c1e-0d5a-4c5e-9d0e-1f6a7b8c9d01';
  const begin = (over: Partial<Typing> = {}): Typing => ({
    id: name,
    visit_id: name,
    field: beginField,
    value: beginningOf(world.facility[1]!, '2026-11-20'),
    ...over,
  });
  const begun = () =>
    world.owner<{ id: number; facility_id: number; planned_on: string; lead_id: number }>(
      `select id, facility_id, planned_on::text, lead_id from visit where begun_as = $1`,
      [name],
    );

  it('is not begun by those who may not plan visits: what was written is kept for its author to read', async () => {
    await world.owner(`delete from role_duty where role_code = 'coordinator' and duty = 'visit.plan'`);
    try {
      const received = await type([begin(), { visit_id: name, field: 'hearing', value: '玄関で聞いた話' }]);
      expect(received.map((one) => one.outcome)).toEqual(['refused', 'refused']);
      expect(received[0]!.problem).toBe('not_yours');
      expect((await week()).every((one) => !one.may_begin)).toBe(true);
    } finally {
      await world.owner(`insert into role_duty (role_code, duty) values ('coordinator', 'visit.plan')`);
    }
    expect(await begun()).toEqual([]);
    const page = await (await ask('coordinator', '/visits/offline/devices')).text();
    expect(page).toContain('玄関で聞いた話');
    expect(page).toContain('令和8年11月20日');
  });

  it('becomes one visit of its author, on the day the device said, with what was written in it', async () => {
    await type([begin(), { visit_id: name, field: 'hearing', value: '玄関で聞いた話' }]);
    const [made] = await begun();
    expect(made).toMatchObject({
      facility_id: world.facility[1]!,
      planned_on: '2026-11-20',
      lead_id: world.person.coordinator,
    });
    const kept = (await week()).find((one) => one.id === world.facility[1]!)!.visits[0]!;
    expect(kept).toMatchObject({ id: name, number: made!.id, texts: { hearing: '玄関で聞いた話' } });
  });

  it('is begun once, sent twice, from two devices and at the same moment', async () => {
    const second = await enrol('coordinator', '電話');
    await type([begin()]);
    await type([begin(), { visit_id: name, field: 'hearing', value: '一つ目' }]);
    await Promise.all([
      type([begin(), { visit_id: name, field: 'needs', value: '砂場の屋根' }]),
      type(
        [begin({ id: crypto.randomUUID() }), { visit_id: name, field: 'strengths', value: '声が通る' }],
        second,
      ),
    ]);
    expect(await begun()).toHaveLength(1);
    expect((await week()).find((one) => one.id === world.facility[1]!)!.visits[0]!.texts).toMatchObject({
      hearing: '一つ目',
      needs: '砂場の屋根',
      strengths: '声が通る',
    });
  });

  it('of a device whose clock is wrong stands on the day it was sent', async () => {
    await type([begin({ value: beginningOf(world.facility[1]!, '2031-02-03') })]);
    expect((await begun())[0]!.planned_on).toBe('2026-11-21');
  });

  it('at a place that is closed, or nowhere, is not begun; the file that belongs to it says so', async () => {
    const received = await type([begin({ value: beginningOf(999_999, '2026-11-20') })]);
    expect(received[0]).toMatchObject({ outcome: 'refused', problem: 'no_place' });
    expect((await type([begin({ id: crypto.randomUUID(), value: '2026' })]))[0]!.problem).toBe('field');
    expect(await begun()).toEqual([]);
    const answer = await send('coordinator', `/visits/offline/files/${crypto.randomUUID()}`, {
      device: String(device.device_id),
      visit_id: name,
      name: 'a.jpg',
      type: 'image/jpeg',
      size: '10',
      caption: '',
      offset: '0',
    });
    expect(await answer.json()).toMatchObject({ done: false, problem: expect.any(String) });
  });
});
