import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import * as addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programFor } from '../../tests/browser.ts';
import { seedEvent } from '../../tests/events.ts';
import { makeWorld, type Who, type World } from '../../tests/world.ts';
import { root } from '../platform/root.ts';
import { hsdsEndpoints } from './queries-endpoints.ts';
import { limiter } from './rules-limit.ts';
import { idOf, uuidOf, uuidOfKey } from './rules-uuid.ts';

let world: World;
const code = '999997';
const service: number[] = [];

/** Texts that are the network's own: none of them may stand in any answer. */
const secrets = [
  'ひみつの希望',
  '内々の覚え',
  'secret-staff@example.invalid',
  'facility_head@example.invalid',
  'ひみつの研修',
  'ひみつの下書き',
  'ひみつの予告',
  'ひみつの中止',
  '園 長子',
];

beforeAll(async () => {
  world = await makeWorld();
  // Only the tests of the limit ask so much in so little time.
  world.house.settings.OPEN_DATA_A_MINUTE = 0;
  const [f0, f1, , , , f5] = world.facility as [number, number, number, number, number, number];
  await world.owner(
    `update organisation set listed = true, note = '内々の覚え', email = 'secret-staff@example.invalid'
    where id = any($1)`,
    [[world.organisation.operator, world.organisation.other_operator]],
  );
  await world.owner(`update organisation set note = '内々の覚え' where not listed`);
  await world.owner(
    `update facility set visit_wishes = 'ひみつの希望', phone = '(0166)26-0001', postal_code = '078-0001', latitude = 43.77, longitude = 142.36,
       url = 'https://komorebi.example.jp', email = 'info@komorebi.example.jp', languages = '{ja,en}', accommodations = '{wheelchair,allergy}',
       functions = '{gathering}', nursing_room = true, weekdays = '月火水木金', opens_at = '09:00', closes_at = '16:00', confirmed_on = '2026-05-20',
       atmosphere = 'のんびり過ごせます', access_note = '一条駅から徒歩5分', age_from_months = 0, age_to_months = 72, updated_at = '2026-10-01T00:00:00+09:00'
     where id = $1`,
    [f0],
  );
  await world.owner(`update facility set ended_on = '2026-03-31' where id = $1`, [f5]);
  await world.owner(
    `insert into facility_offer (facility_id, wish_code) values ($1, 'homely'), ($1, 'outdoor'), ($2, 'homely')`,
    [f0, f1],
  );
  for (const [facility, programme, name, more] of [
    [
      f0,
      'tsudoi',
      'ひろば',
      {
        capacity: 20,
        places_free: 3,
        capacity_as_of: '2026-11-01',
        fee_amount: 300,
        fee_note: '1回300円',
        description: '親子で遊べます',
      },
    ],
    [f0, 'nursery', '保育', {}],
    [f1, 'kindergarten_plaza', '園庭開放', { starts_on: '2027-04-01' }],
    [f5, 'support_base', '拠点', {}],
    [f1, 'kindergarten', '幼児教育', { ends_on: '2026-03-31' }],
  ] as const) {
    const fields = { facility_id: facility, programme_code: programme, name, ...more };
    const names = Object.keys(fields);
    const [row] = await world.owner<{ id: number }>(
      `insert into service (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
      Object.values(fields),
    );
    service.push(Number(row!.id));
  }
  await world.owner(
    `insert into schedule (facility_id, service_id, byday, opens_at, closes_at, holidays, note) values
       ($1, $2, '{MO,WE}', '10:00', '12:00', 'closed', null), ($1, $2, '{1SA,TU}', '10:00', '15:00', 'open', '予約の日')`,
    [f0, service[0]],
  );
  await world.owner(
    `insert into schedule_exception (facility_id, starts_on, ends_on, reason) values ($1, '2026-12-29', '2027-01-03', '年末年始')`,
    [f0],
  );
  // The calendar's policies are not trusted here: even one that shows everything lets nothing of the network out.
  await world.owner(`grant select on event, event_session, event_kind to tsunagi_service`);
  for (const table of ['event', 'event_session', 'event_kind'])
    await world.owner(`create policy shown_to_all on ${table} for select to tsunagi_service using (true)`);
  for (const [title, more] of [
    ['ふれあい遊び', {}],
    ['ひみつの研修', { zone: 'network' }],
    ['ひみつの下書き', { published_at: null }],
    ['ひみつの予告', { published_at: '2026-12-01T00:00:00+09:00' }],
    ['ひみつの中止', { cancelled_at: '2026-11-01T00:00:00+09:00', cancel_reason: '雪' }],
  ] as const)
    await seedEvent(world, { title, starts_on: '2026-11-25', ...more }, ['2026-11-18', '2026-11-25']);
});
afterAll(() => world.close());

const get = async (path: string, who: Who | null = null) => world.as(who).get(path);
const json = async (
  path: string,
): Promise<Record<string, never> & { contents: Record<string, unknown>[] }> => {
  const answer = await get(path);
  expect(answer.status, path).toBe(200);
  return JSON.parse(answer.html) as never;
};
const id = (kind: string, number: number) => uuidOf(code, kind, number);

const everything = () => [
  '/api/hsds',
  '/api/openapi.json',
  '/open-data/index.json',
  '/open-data',
  `/open-data/${code}_event.csv`,
  `/open-data/${code}_preschool.csv`,
  ...[
    'services',
    'service_at_locations',
    'locations',
    'organizations',
    'taxonomies',
    'taxonomy_terms',
  ].flatMap((kind) => [
    `/api/hsds/${kind}`,
    `/api/hsds/${kind}?format=ndjson`,
    `/api/hsds/${kind}?full=true`.replace(/(locations|taxonom\w+)\?full=true$/, '$1'),
  ]),
  '/api/hsds/organizations?full=true&full_service=true',
  '/api/hsds/service_at_locations?full=true',
  `/api/hsds/services/${id('service', service[0]!)}`,
  `/api/hsds/locations/${id('location', world.facility[0]!)}`,
  `/api/hsds/organizations/${id('organization', world.organisation.operator)}?full_service=true`,
];

describe('what stays inside', () => {
  it('nothing of the network zone is in any answer, whoever asks', async () => {
    for (const who of [null, 'secretariat', 'facility_head'] as const) {
      for (const path of everything()) {
        const answer = await get(path, who);
        expect(answer.status, path).toBe(200);
        const text = /text|json|xml/.test(answer.response.headers.get('content-type') ?? '')
          ? answer.html
          : Buffer.from(await answer.response.arrayBuffer()).toString('latin1');
        // A signed-in person's own page carries their own name.
        const hidden =
          path === '/open-data' && who !== null ? secrets.filter((one) => one !== '園 長子') : secrets;
        for (const secret of hidden)
          expect(text.includes(secret), `${path} for ${who}: ${secret}`).toBe(false);
      }
    }
  });

  it('organisations that run nothing public are not named, by list or number', async () => {
    const listed = await json('/api/hsds/organizations');
    expect(listed.contents.map(({ name }) => name)).toEqual([
      '社会福祉法人こもれび会',
      '学校法人あおぞら学園',
    ]);
    expect(
      (
        await get(
          `/api/hsds/organizations/${id('organization', world.organisation.university)}`,
          'secretariat',
        )
      ).status,
    ).toBe(404);
  });

  it('closed places are left out of lists and files; their services say that they are given up', async () => {
    for (const path of [
      '/api/hsds/services?full=true',
      '/api/hsds/locations',
      `/open-data/${code}_preschool.csv`,
      '/api/hsds/organizations?full=true',
    ])
      expect((await get(path)).html, path).not.toContain('なかよしひろば');
    expect((await get(`/api/hsds/locations/${id('location', world.facility[5]!)}`)).status).toBe(404);
    expect(await json(`/api/hsds/services/${id('service', service[3]!)}`)).toMatchObject({
      status: 'defunct',
    });
    expect(await json(`/api/hsds/services/${id('service', service[4]!)}`)).toMatchObject({
      status: 'defunct',
    });
    expect(await json(`/api/hsds/services/${id('service', service[2]!)}`)).toMatchObject({
      status: 'inactive',
    });
  });

  it('takes nothing but questions', async () => {
    const sent = await world.app.request('/api/hsds/services', { method: 'POST', body: '{}' });
    expect(sent.status).toBe(405);
    expect(sent.headers.get('allow')).toContain('GET');
  });
});

describe('HSDS', () => {
  it('lists services in pages as HSDS counts them', async () => {
    const first = await json('/api/hsds/services?per_page=2');
    expect(first).toMatchObject({
      total_items: 3,
      total_pages: 2,
      page_number: 1,
      size: 2,
      first_page: true,
      last_page: false,
      empty: false,
    });
    const second = await json('/api/hsds/services?per_page=2&page=2');
    expect(second).toMatchObject({ page_number: 2, size: 1, first_page: false, last_page: true });
    expect(await json('/api/hsds/services?page=9')).toMatchObject({
      total_items: 3,
      size: 0,
      empty: true,
      last_page: true,
    });
    expect([...first.contents, ...second.contents].map(({ id: one }) => one)).toEqual(
      service.slice(0, 3).map((one) => id('service', one)),
    );
  });

  it('finds services by words of the place and of the service, however they are written', async () => {
    const names = async (search: string) =>
      (await json(`/api/hsds/services?search=${encodeURIComponent(search)}`)).contents.map(
        ({ name }) => name,
      );
    expect(await names('こもれび')).toEqual(['ひろば', '保育']);
    expect(await names('コモレビ ひろば')).toEqual(['ひろば']);
    expect(await names('園庭')).toEqual(['園庭開放']);
    expect(await names('どこにもない')).toEqual([]);
  });

  it('narrows by taxonomy, term, organization, time and nearness', async () => {
    const count = async (query: string) =>
      (await json(`/api/hsds/services?${query}`)).total_items as unknown as number;
    const terms = (await json('/api/hsds/taxonomy_terms?per_page=200')).contents as {
      id: string;
      code: string;
      taxonomy_id: string;
    }[];
    const term = (name: string) => terms.find((one) => one.code === name)!;
    expect(await count(`taxonomy_term_id=${term('outdoor').id}`)).toBe(2);
    expect(await count(`taxonomy_term_id=${term('homely').id}`)).toBe(3);
    expect(await count(`taxonomy_term_id=${term('tsudoi').id}`)).toBe(1);
    expect(await count(`taxonomy_term_id=${term('wheelchair').id}`)).toBe(2);
    expect(await count(`taxonomy_id=${term('gathering').taxonomy_id}`)).toBe(2);
    expect(await count(`taxonomy_term_id=${uuidOfKey(code, 'x', 'y')}`)).toBe(0);
    expect(await count(`organization_id=${id('organization', world.organisation.other_operator)}`)).toBe(1);
    expect(await count('modified_after=2026-09-01T00:00:00%2B09:00')).toBe(2);
    const near = async (query: string) => (await json(`/api/hsds/service_at_locations?${query}`)).total_items;
    expect(await near('postcode=0780001')).toBe(2);
    expect(await near('postcode=078-0001&proximity=500')).toBe(2);
    expect(await near('postcode=0000000&proximity=500')).toBe(0);
    expect((await get('/api/hsds/service_at_locations?proximity=500')).status).toBe(400);
  });

  it('says what a parameter is not, and what is not there, as a problem in JSON', async () => {
    for (const [path, status] of [
      ['/api/hsds/services?page=0', 400],
      ['/api/hsds/services?per_page=501', 400],
      ['/api/hsds/services?modified_after=gestern', 400],
      ['/api/hsds/services?organization_id=7', 400],
      ['/api/hsds/services/7', 404],
      [`/api/hsds/services/${id('location', 1)}`, 404],
      [`/api/hsds/services/${id('service', 999_999)}`, 404],
      ['/api/hsds/nothing', 404],
      ['/open-data/nothing.csv', 404],
    ] as const) {
      const answer = await get(path);
      expect(answer.status, path).toBe(status);
      expect(answer.response.headers.get('content-type'), path).toContain('application/problem+json');
      expect(JSON.parse(answer.html), path).toMatchObject({ status });
    }
    // With how it would be right.
    const { title } = JSON.parse((await get('/api/hsds/services?modified_after=gestern')).html) as {
      title: string;
    };
    expect(title).toMatch(/^modified_after: .+RFC 3339/);
  });

  it('tells opening times as RFC 5545 does, weekly and monthly apart, and the days that are otherwise', async () => {
    const found = (await json(`/api/hsds/services/${id('service', service[0]!)}`)) as never as {
      schedules: Record<string, unknown>[];
      alert: string;
      capacities: object[];
      cost_options: object[];
      minimum_age: number;
      maximum_age: number;
    };
    expect(
      found.schedules.map(({ freq, byday, opens_at, closes_at, timezone }) => [
        freq,
        byday,
        opens_at,
        closes_at,
        timezone,
      ]),
    ).toEqual([
      ['WEEKLY', 'MO,WE', '10:00', '12:00', 9],
      ['WEEKLY', 'TU', '10:00', '15:00', 9],
      ['MONTHLY', '1SA', '10:00', '15:00', 9],
    ]);
    expect(found.alert).toBe('12月29日（火）～1月3日（日）は休み（年末年始）');
    expect(found.capacities).toMatchObject([{ maximum: 20, available: 3, unit: { name: '人' } }]);
    expect(found.cost_options).toMatchObject([
      { currency: 'JPY', amount: 300, amount_description: '1回300円' },
    ]);
    expect([found.minimum_age, found.maximum_age]).toEqual([0, 6]);
    const other = (await json(`/api/hsds/services/${id('service', service[1]!)}`)) as never as {
      schedules: { byday: string; opens_at: string }[];
    };
    expect(other.schedules).toMatchObject([{ byday: 'MO,TU,WE,TH,FR', opens_at: '09:00' }]);
  });

  it('gives a place its address in parts, telephone, languages and what it takes care of', async () => {
    const place = await json(`/api/hsds/locations/${id('location', world.facility[0]!)}`);
    expect(place).toMatchObject({
      name: 'こもれび保育園',
      addresses: [{ city: '試験市', state_province: '試験県', postal_code: '078-0001', country: 'JP' }],
      phones: [{ number: '0166-26-0001' }],
      languages: [
        { code: 'ja', name: '日本語' },
        { code: 'en', name: '英語' },
      ],
      accessibility: [{ description: '授乳室' }, { description: '車いすでの利用' }],
    });
    expect(JSON.stringify(place)).toContain('食物アレルギー');
  });

  it('leads from an entry that became part of another to that one', async () => {
    const [from, into] = [world.facility[4]!, world.facility[2]!];
    await world.owner(`update facility set ended_on = '2026-01-31', merged_into_id = $2 where id = $1`, [
      from,
      into,
    ]);
    const answer = await get(`/api/hsds/locations/${id('location', from)}`);
    expect(answer.status).toBe(301);
    expect(answer.location).toBe(`/api/hsds/locations/${id('location', into)}`);
    await world.owner(`update facility set ended_on = null, merged_into_id = null where id = $1`, [from]);
  });

  it('gives only number and time where that is asked for, and everything a line at a time', async () => {
    const minimal = await json('/api/hsds/services?minimal=true');
    expect(Object.keys(minimal.contents[0]!)).toEqual(['id', 'last_modified']);
    const lines = (await get('/api/hsds/services?format=ndjson&full=true')).response;
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    const objects = (await lines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(objects.map((one) => one.id)).toEqual(service.slice(0, 3).map((one) => id('service', one)));
  });

  it('asks the database the same few questions for one service and for many', async () => {
    const asked = async (path: string) => {
      const before = world.house.pool.listenerCount('error');
      const text: string[] = [];
      const connect = world.house.pool.connect.bind(world.house.pool);
      const counted = {
        ...world.house,
        pool: Object.create(world.house.pool, {
          connect: {
            value: async () => {
              const client = await connect();
              const query = client.query.bind(client);
              client.query = ((...args: Parameters<typeof query>) => {
                const [one] = args as unknown as [string | { text: string }];
                text.push(typeof one === 'string' ? one : one.text);
                return query(...args);
              }) as never;
              const release = client.release.bind(client);
              client.release = (error) => {
                client.query = query as never;
                client.release = release;
                release(error);
              };
              return client;
            },
          },
        }) as typeof world.house.pool,
      };
      const { app } = programFor({ ...world, house: counted });
      expect((await app.request(path)).status).toBe(200);
      expect(world.house.pool.listenerCount('error')).toBe(before);
      return text.filter((one) => /^\s*select/i.test(one)).length;
    };
    const one = await asked('/api/hsds/services?full=true&per_page=1');
    expect(await asked('/api/hsds/services?full=true&per_page=3')).toBe(one);
    expect(one).toBeLessThanOrEqual(4);
  });
});

describe('UUIDs', () => {
  it('are the same for ever and lead back to their number, and to no other kind', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 47 }),
        fc.constantFrom('service', 'location', 'organization'),
        (number, kind) => {
          const uuid = uuidOf('012041', kind, number);
          expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          expect(idOf('012041', kind, uuid.toUpperCase())).toBe(number);
          expect(idOf('012041', 'other', uuid)).toBeNull();
          expect(idOf('141003', kind, uuid)).toBeNull();
        },
      ),
    );
    expect(uuidOf('012041', 'service', 1)).toBe('30151151-7dc9-840a-8e38-000000000001');
  });
});

describe('open data', () => {
  it('publishes the national list with its 53 headings, marked as UTF-8, lines ended as the standard ends them', async () => {
    const answer = await world.app.request(`/open-data/${code}_preschool.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.subarray(3).toString('utf8').split('\r\n');
    expect(lines[0]!.split(',')).toHaveLength(53);
    expect(lines[0]).toContain('"全国地方公共団体コード","ID","地方公共団体名"');
    expect(lines.filter((line) => line !== '')).toHaveLength(6);
    expect(bytes.includes('\n') && !/[^\r]\n/.test(bytes.toString('latin1'))).toBe(true);
  });

  it('publishes the coming public events, each sitting a row', async () => {
    const { html } = await get(`/open-data/${code}_event.csv`);
    const lines = html.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"ふれあい遊び","親子の集まり","2026-11-25","2026-11-25","10:00","11:30"');
    expect(lines[1]).toContain('こもれび保育園');
  });

  it('publishes people by town and age once they were taken in, in a table that is read back in as it is', async () => {
    const path = `/open-data/${code}_population_by_age.csv`;
    expect((await get(path)).status).toBe(404);
    expect((await get('/open-data')).html).not.toContain(path);
    await world.owner(
      `insert into population (town_id, counted_on, age_from, age_to, people) values
         ($1, '2026-10-01', 0, 0, 12), ($1, '2026-10-01', 1, 4, 50), ($1, '2026-10-01', 85, 150, 7), ($1, '2025-10-01', 0, 0, 13)`,
      [world.town[0]],
    );
    const answer = await get(path);
    const [header, ...lines] = answer.html.replace('\uFEFF', '').trim().split('\r\n');
    expect(header).toBe(
      '"全国地方公共団体コード","地方公共団体名","地域コード","地域名","調査年月日","年齢","人数"',
    );
    expect(lines.map((line) => line.split(',').slice(4).join())).toEqual([
      '"2026-10-01","0歳","12"',
      '"2026-10-01","1-4歳","50"',
      '"2026-10-01","85歳以上","7"',
      '"2025-10-01","0歳","13"',
    ]);
    expect((await get('/open-data')).html).toContain(path);
    const tag = answer.response.headers.get('etag')!;
    expect((await world.app.request(path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    const uploaded = await world
      .as('secretariat')
      .post('/population/import', { file: new File([answer.html], '人口.csv') });
    expect(uploaded.status).toBe(303);
    expect((await world.as('secretariat').get(uploaded.location!)).text).toMatch(/同じ ?4 ?件/);
    await world.owner('delete from population');
  });

  it('answers that nothing has changed until something has', async () => {
    for (const path of [
      `/open-data/${code}_preschool.csv`,
      '/open-data/facilities.xlsx',
      '/api/hsds/services',
      '/open-data/index.json',
      '/api/openapi.json',
    ]) {
      const first = await world.app.request(path);
      const etag = first.headers.get('etag')!;
      expect(etag, path).toMatch(/^W\/".+"$/);
      const again = await world.app.request(path, { headers: { 'if-none-match': etag } });
      expect(again.status, path).toBe(304);
      expect(await again.text(), path).toBe('');
    }
    const path = `/open-data/${code}_preschool.csv`;
    const first = await world.app.request(path);
    const since = { 'if-modified-since': first.headers.get('last-modified')! };
    expect((await world.app.request(path, { headers: since })).status).toBe(304);
    await world.owner(
      `update facility set name = 'こもれび新園', updated_at = '2026-11-20T09:00:00+09:00' where id = $1`,
      [world.facility[0]],
    );
    expect((await world.app.request(path, { headers: since })).status).toBe(200);
    const changed = await world.app.request(path, {
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('こもれび新園');
    await world.owner(
      `update facility set name = 'こもれび保育園', updated_at = '2026-10-01T00:00:00+09:00' where id = $1`,
      [world.facility[0]],
    );
  });

  it('tells people and programs what there is, since when and on which terms', async () => {
    const page = await get('/open-data');
    expect(page.text).toContain('子育て施設一覧');
    expect(page.text).toContain('CC BY 4.0');
    expect(page.html).toContain(`href="/open-data/${code}_preschool.csv"`);
    const catalogue = (await json('/open-data/index.json')) as never as {
      dataset: { distribution: { downloadURL: string }[] }[];
    };
    for (const { distribution } of catalogue.dataset) {
      const { pathname } = new URL(distribution[0]!.downloadURL);
      expect((await world.app.request(pathname)).status, pathname).toBe(200);
    }
  });

  it('may be read by other sites’ pages, asked for without a body, and sent small', async () => {
    for (const path of [`/open-data/${code}_preschool.csv`, '/api/hsds/services', '/api/hsds/services/7']) {
      const answer = await world.app.request(path, {
        headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*');
      const head = await world.app.request(path, { method: 'HEAD' });
      expect(head.status, path).toBe(answer.status);
      expect(await head.text(), path).toBe('');
    }
    const preflight = await world.app.request('/api/hsds/services', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'GET',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('GET');
    const small = await world.app.request('/api/hsds/services?full=true', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(small.headers.get('content-encoding')).toBe('gzip');
  });
});

describe('how much one address may ask', () => {
  it('refuses with the seconds to wait, each address for itself, and lets it ask again after them', async () => {
    const { app } = programFor(world, { OPEN_DATA_A_MINUTE: 5 });
    const ask = (address: string) => app.request('/api/hsds', { headers: { 'x-test-address': address } });
    for (let n = 0; n < 5; n += 1) expect((await ask('192.0.2.7')).status).toBe(200);
    const refused = await ask('192.0.2.7');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(12);
    expect((await ask('192.0.2.8')).status).toBe(200);
    world.at(new Date(Date.parse('2026-11-21T10:00:00+09:00') + wait * 1000).toISOString());
    expect((await ask('192.0.2.7')).status).toBe(200);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('never gives more than was said, however it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 8 })), {
          maxLength: 200,
        }),
        (asks) => {
          const limits = limiter(60);
          let now = 0;
          let given = 0;
          for (const [pause, cost] of asks) {
            now += pause;
            if (limits.take('one', cost, now) === 0) given += cost;
            expect(given).toBeLessThanOrEqual(60 + now / 1000 + 1e-6);
          }
        },
      ),
    );
    expect(limiter(0).take('one', 1e9, 0)).toBe(0);
  });
});

const published = join(root, '..', 'shared', 'data', 'hsds-3.0');
const folder = [
  process.env.HSDS_SCHEMAS ?? '',
  published,
  join(root, '..', '..', 'shared', 'data', 'hsds-3.0'),
].find((path) => path !== '' && existsSync(path));

describe.skipIf(folder === undefined)(
  'against the published schemas of HSDS 3.0 (skipped where ../shared/data/hsds-3.0 is not there)',
  () => {
    const schema = (name: string) =>
      JSON.parse(readFileSync(join(folder!, `${name}.json`), 'utf8')) as Record<string, never>;
    const ajv = () => {
      const made = new Ajv({ strict: false, allErrors: true });
      addFormats.default.default(made);
      return made;
    };
    let validate: Record<string, ValidateFunction>;
    beforeAll(() => {
      const full = schema('service') as never as {
        properties: { service_at_locations: { items: { properties: { location: object } } } };
      };
      const terms = ajv()
        .addSchema(schema('taxonomy'), 'taxonomy.json')
        .addSchema(schema('metadata'), 'metadata.json');
      validate = {
        service: ajv().compile(full),
        service_list: ajv().compile(schema('service_list')),
        organization: ajv().compile(schema('organization')),
        organization_list: ajv().compile(schema('organization_list')),
        // The single schemas refer to files that are not published beside them; the compiled service carries both whole.
        service_at_location: ajv().compile(full.properties.service_at_locations.items),
        location: ajv().compile(full.properties.service_at_locations.items.properties.location),
        service_at_location_list: ajv().compile(schema('service_at_location_list')),
        taxonomy: ajv().addSchema(schema('metadata'), 'metadata.json').compile(schema('taxonomy')),
        taxonomy_term: terms.compile(schema('taxonomy_term')),
      };
    }, 120_000);

    const isValid = (name: string, object: unknown, where: string) => {
      const ok = validate[name]!(object);
      expect(ok ? [] : validate[name]!.errors, where).toEqual([]);
    };

    it('every list is valid', async () => {
      for (const [path, name] of [
        ['services', 'service_list'],
        ['services?full=true', 'service'],
        ['service_at_locations', 'service_at_location_list'],
        ['service_at_locations?full=true', 'service_at_location'],
        ['locations', 'location'],
        ['organizations', 'organization_list'],
        ['organizations?full=true', 'organization'],
        ['organizations?full=true&full_service=true', 'organization'],
        ['taxonomies', 'taxonomy'],
        ['taxonomy_terms?per_page=200', 'taxonomy_term'],
      ] as const) {
        const { contents } = await json(`/api/hsds/${path}`);
        expect(contents.length, path).toBeGreaterThan(0);
        for (const object of contents) isValid(name, object, path);
      }
    });

    it('every single object is valid', async () => {
      for (const one of service)
        isValid('service', await json(`/api/hsds/services/${id('service', one)}`), 'service');
      isValid(
        'service_at_location',
        await json(`/api/hsds/service_at_locations/${id('service_at_location', service[0]!)}`),
        'service_at_location',
      );
      isValid(
        'location',
        await json(`/api/hsds/locations/${id('location', world.facility[0]!)}`),
        'location',
      );
      isValid(
        'organization',
        await json(`/api/hsds/organizations/${id('organization', world.organisation.operator)}`),
        'organization',
      );
      const { contents: lists } = await json('/api/hsds/taxonomies');
      for (const { id: one } of lists)
        isValid('taxonomy', await json(`/api/hsds/taxonomies/${String(one)}`), 'taxonomy');
      const { contents: terms } = await json('/api/hsds/taxonomy_terms?per_page=3');
      for (const { id: one } of terms)
        isValid('taxonomy_term', await json(`/api/hsds/taxonomy_terms/${String(one)}`), 'taxonomy_term');
    });

    it('knows every parameter and address HSDS 3.0 names', async () => {
      const theirs = schema('openapi') as never as {
        paths: Record<string, { get?: { parameters?: { $ref?: string; name?: string }[] } }>;
      };
      const ours = new Map(
        hsdsEndpoints.map((one) => [one.path.replace('/api/hsds', '') || '/', Object.keys(one.query.shape)]),
      );
      for (const [path, { get: asked }] of Object.entries(theirs.paths)) {
        expect(ours.has(path), path).toBe(true);
        for (const parameter of asked?.parameters ?? [])
          expect(ours.get(path), path).toContain(parameter.name ?? parameter.$ref!.split('/').at(-1));
      }
    });
  },
);

describe('the OpenAPI document', () => {
  it('documents every address, each of which answers as it says', async () => {
    const document = (await json('/api/openapi.json')) as never as {
      openapi: string;
      paths: Record<
        string,
        {
          get: {
            parameters: { name: string; in: string }[];
            responses: Record<string, { content?: object }>;
          };
        }
      >;
    };
    expect(document.openapi).toBe('3.1.0');
    const numbers: Record<string, string> = {
      services: id('service', service[0]!),
      service_at_locations: id('service_at_location', service[0]!),
      locations: id('location', world.facility[0]!),
      organizations: id('organization', world.organisation.operator),
    };
    for (const kind of ['taxonomies', 'taxonomy_terms'])
      numbers[kind] = String((await json(`/api/hsds/${kind}`)).contents[0]!.id);
    for (const [path, { get: described }] of Object.entries(document.paths)) {
      const kind = path.split('/')[3] ?? '';
      const answer = await world.app.request(path.replace('{id}', numbers[kind] ?? ''));
      expect(answer.status, path).toBe(200);
      const types = Object.keys(described.responses['200']!.content!);
      expect(types, path).toContain(answer.headers.get('content-type')!.split(';')[0]);
    }
    const parameters = document.paths['/api/hsds/services']!.get.parameters.map(({ name }) => name);
    expect(parameters).toEqual(
      expect.arrayContaining(['search', 'page', 'per_page', 'format', 'minimal', 'full', 'modified_after']),
    );
  });
});
