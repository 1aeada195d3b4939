import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { csrfFor } from '../../src/platform/web/handlers.tsx';
import { programFor } from '../browser.ts';
import { makeWorld, type Who, type World } from '../world.ts';

/** Requests no page of ours would send. */
describe('a hostile request', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const stranger = (fields: Record<string, string> = {}) =>
    new URLSearchParams({ _csrf: csrfFor(world.house.settings.SECRET, 'nobody'), ...fields });
  const signedIn = async (who: Who) => {
    const { id, cookie } = (await world.session(who))!;
    return { cookie, csrf: csrfFor(world.house.settings.SECRET, id) };
  };
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };

  describe('from another site', () => {
    const people = async (headers: Record<string, string>, fields: Record<string, string> = {}) => {
      const { cookie, csrf } = await signedIn('secretariat');
      const body = new URLSearchParams({ _csrf: csrf, family_name: '他', given_name: '所', ...fields });
      return world.app.request('/people/new', {
        method: 'POST',
        headers: { cookie, ...formType, ...headers },
        body,
      });
    };

    it('is refused by what the browser says of its origin, even with a right token', async () => {
      for (const site of ['cross-site', 'same-site'])
        expect((await people({ 'sec-fetch-site': site })).status).toBe(403);
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example'])
        expect((await people({ origin })).status).toBe(403);
      expect(await world.owner(`select from person where family_name = '他'`)).toEqual([]);
    });

    it('is refused without the token, with none, an old one and another person’s', async () => {
      const other = (await signedIn('coordinator')).csrf;
      for (const _csrf of ['', 'x', other, csrfFor(world.house.settings.SECRET, 'nobody')])
        expect((await people({}, { _csrf })).status).toBe(403);
      expect(await world.owner(`select from person where family_name = '他'`)).toEqual([]);
    });

    it('is taken from our own pages, by old browsers and new', async () => {
      const { host } = new URL(world.house.settings.BASE_URL);
      expect((await people({ origin: `http://${host}` }, { given_name: '一' })).status).toBe(303);
      expect((await people({ 'sec-fetch-site': 'same-origin' }, { given_name: '二' })).status).toBe(303);
    });

    it('learns nothing of the token from the size of compressed pages: it is written otherwise each time, and good each time', async () => {
      const { cookie } = await signedIn('secretariat');
      const written = new Set<string>();
      for (let time = 0; time < 3; time++) {
        const page = await (await world.app.request('/people/new', { headers: { cookie } })).text();
        const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
        written.add(_csrf);
        expect((await people({}, { _csrf, family_name: '同', given_name: `${time}` })).status).toBe(303);
        expect(
          (await people({}, { _csrf: (_csrf.startsWith('A') ? 'B' : 'A') + _csrf.slice(1) })).status,
        ).toBe(403);
      }
      expect(written.size).toBe(3);
    });

    it('cannot set the sentence shown after a form, where https keeps neighbours away', async () => {
      const { app } = programFor(world, { BASE_URL: 'https://tsunagi.example.jp' });
      const answer = await app.request('/sign-out', { method: 'POST', headers: formType, body: stranger() });
      const cookies = answer.headers.getSetCookie().filter((one) => one.includes('flash'));
      expect(cookies).toHaveLength(1);
      expect(cookies[0]).toMatch(/^__Host-tsunagi_flash=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    });

    it('cannot put a page into a frame, nor read one across origins', async () => {
      for (const path of ['/sign-in', '/people', '/nowhere', '/healthz', '/assets/none.js']) {
        const { headers } = await world.app.request(path);
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
    });
  });

  describe('that is no form', () => {
    it('is answered with a sentence, whatever its body is', async () => {
      const { cookie } = await signedIn('secretariat');
      for (const [type, body] of [
        ['application/json', '{"_csrf":{"toString":1}}'],
        ['text/plain', 'x'],
        ['multipart/form-data', 'no boundary'],
        ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data\r\n\r\n'],
        [
          'application/xml',
          '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        ],
      ] as const) {
        for (const path of [
          '/people/new',
          '/sign-in',
          '/sign-out',
          '/forgot',
          '/views',
          '/account/password',
        ]) {
          const headers: Record<string, string> = {
            'content-type': type,
            ...(path === '/people/new' ? { cookie } : {}),
          };
          const answer = await world.app.request(path, { method: 'POST', headers, body });
          expect([path, type, answer.status]).toEqual([path, type, 400]);
        }
      }
    });

    it('or names its fields after what every object has, harms nothing', async () => {
      const { cookie, csrf } = await signedIn('secretariat');
      const form = new FormData();
      form.set('_csrf', csrf);
      for (const name of [
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'hasOwnProperty',
        '__proto___y',
        '__proto__[admin]',
      ]) {
        form.append(name, 'x');
        form.append(name, 'y');
        form.append(name, new File(['x'], 'x.txt'));
        form.append(`choose_${name}`, 'theirs');
      }
      form.set('family_name', '普');
      form.set('given_name', '通');
      const answer = await world.app.request('/people/new', {
        method: 'POST',
        headers: { cookie },
        body: form,
      });
      expect(answer.status).toBe(303);
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    });

    it('with NUL, half characters and direction overrides is stored without them', async () => {
      const made = await world
        .as('secretariat')
        .post('/people/new', { family_name: '零\0\u202e', given_name: 'a\ud800b' });
      expect(made.status).toBe(303);
      const [row] = await world.owner<{ given_name: string }>(
        `select given_name from person where family_name = '零'`,
      );
      expect(row!.given_name).toBe('a\ufffdb');
    });

    it('with one name three hundred thousand times is read once through', async () => {
      const { cookie, csrf } = await signedIn('secretariat');
      const answer = await world.app.request('/people/new', {
        method: 'POST',
        headers: { cookie, ...formType },
        body: `_csrf=${csrf}&${'a=1&'.repeat(300_000)}`,
      });
      expect(answer.status).toBe(422);
    });
  });

  describe('too large', () => {
    it('is cut off early from somebody who is not signed in, later from those who are', async () => {
      const post = (path: string, headers: Record<string, string>, length: number) =>
        world.app.request(path, {
          method: 'POST',
          headers: { ...formType, ...headers },
          body: `a=${'x'.repeat(length)}`,
        });
      for (const path of [
        '/sign-in',
        '/forgot',
        '/invitations/999997.x',
        '/api/auth/passkey/verify-authentication',
        '/nowhere',
      ])
        expect((await post(path, {}, 300_000)).status).toBe(413);
      const { cookie } = await signedIn('facility_staff');
      expect((await post('/views', { cookie }, 300_000)).status).not.toBe(413);
      expect((await post('/views', { cookie }, 5_000_000)).status).toBe(413);
    });

    it('is measured while it comes when it does not say its length', async () => {
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(100_000));
        },
      });
      const answer = await world.app.request('/sign-in', {
        method: 'POST',
        headers: formType,
        body,
        duplex: 'half',
      } as RequestInit);
      expect(answer.status).toBe(413);
    });
  });

  describe('made to be slow', () => {
    // These would run for minutes if a pattern cost the square of its text: the test would end by its time limit.
    it('with an endless address at sign-in is refused like any wrong one', async () => {
      for (const path of ['/sign-in', '/forgot']) {
        const body = stranger({ email: `a@${'.'.repeat(200_000)}@`, password: 'x' });
        expect((await world.app.request(path, { method: 'POST', headers: formType, body })).status).toBe(422);
      }
    });

    it('with endless dates, numbers and kana is refused like any wrong one', async () => {
      const evil = [
        `2${' '.repeat(300_000)}3`,
        '一二三'.repeat(100_000),
        '1'.repeat(300_000),
        `1${'.1'.repeat(150_000)}`,
      ];
      for (const text of evil) {
        const appointment = await world
          .as('secretariat')
          .post(`/people/${world.person.observer}/appointments/new`, {
            role_code: text,
            organisation_id: text,
            starts_on: text,
            ends_on: text,
          });
        expect(appointment.status).toBe(422);
        const person = await world.as('secretariat').post('/people/new', {
          family_name: text,
          family_kana: text,
          email: text,
          phone: text,
          _version: text,
        });
        expect(person.status).toBe(422);
      }
    });
  });

  describe('with numbers and texts no record has', () => {
    it('finds nothing there, and the database is not troubled', async () => {
      for (const number of ['0', '007', '99999999999999999999', '9'.repeat(400), '9999999999999999'])
        for (const path of [
          `/people/${number}`,
          `/people/${number}/edit`,
          `/areas/${number}`,
          `/organisations/${number}`,
        ])
          expect([path.slice(0, 40), (await world.as('secretariat').get(path)).status]).toEqual([
            path.slice(0, 40),
            404,
          ]);
      for (const path of ['/people/0/disable', '/people/99999999999999999/invite', '/appointments/0/reopen'])
        expect((await world.as('administrator').post(path)).status).toBe(404);
      expect((await world.as('secretariat').get('/people?q=%00')).status).toBe(404);
      expect((await world.as('secretariat').get('/people?organisation=1e300')).status).toBe(404);
      expect((await world.as('secretariat').get('/people?page=1e300&q=%ED%A0%80%FF')).status).toBe(200);
    });

    it('is told beside the form when a chosen record is not there', async () => {
      const answer = await world.as('secretariat').post(`/people/${world.person.observer}/appointments/new`, {
        role_code: 'emperor',
        organisation_id: 999_999_999,
        starts_on: '2026-12-01',
        title: '書いた言葉',
      });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain('書いた言葉');
      expect(answer.text).not.toMatch(/violates|constraint|SQL|postgres/i);
    });
  });

  describe('for another address', () => {
    it('never leaves this program, whatever a form, a record or a link says', async () => {
      const { cookie, csrf } = await signedIn('observer');
      for (const page of [
        '//evil.example',
        '/\\evil.example',
        'https://evil.example',
        '/people\nSet-Cookie: a=b',
        '/people?x',
        'javascript:alert(1)',
      ]) {
        const body = new URLSearchParams({
          _csrf: csrf,
          page,
          name: '保存',
          query: 'a=b\r\nSet-Cookie: c=d',
        });
        const answer = await world.app.request('/views', {
          method: 'POST',
          headers: { cookie, ...formType },
          body,
        });
        expect([page, answer.status]).toEqual([page, 409]);
      }
      const saved = await world
        .as('observer')
        .post('/views', { page: '/people', name: '保存', query: 'q=a\nSet-Cookie: c=d' });
      expect(saved.location).toBe('/people?q=a%0ASet-Cookie%3A+c%3Dd');
      for (const url of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/a\nb']) {
        const [row] = await world.owner<{ id: number }>(
          `insert into notice (person_id, title, url, created_at) values ($1, 'x', $2, now()) returning id`,
          [world.person.observer, url],
        );
        expect((await world.as('observer').post(`/notices/${row!.id}/open`)).location).toBe('/');
      }
      for (const path of ['//evil.example', '//evil.example/people', '/%5Cevil.example', '/\\evil.example']) {
        const answer = await world.app.request(path);
        expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/);
      }
    });

    it('finds no file outside the built assets', async () => {
      for (const path of [
        '/assets/../../package.json',
        '/assets/..%2f..%2fpackage.json',
        '/assets/%2e%2e/%2e%2e/package.json',
        '/assets/..\\..\\package.json',
        '/assets//etc/passwd',
        '/assets/.%00./secret',
        '/assets/%ff',
        '/.vite/manifest.json',
        '/assets',
      ]) {
        const answer = await world.app.request(path);
        expect([path, answer.status]).toEqual([path, 404]);
      }
      expect((await world.app.request('/assets/')).headers.get('location')).toBe('/assets');
    });
  });

  describe('sent a second time', () => {
    const team = (who: Who, organisation: number, name: string, _once: string) =>
      world.as(who).post(`/organisations/${organisation}/teams`, { name, kind: 'other', _once });

    it('at another address, or by somebody else, is another one; its key opens nothing of the first', async () => {
      const once = crypto.randomUUID();
      const { city, center } = world.organisation;
      await team('secretariat', city, '一の班', once);
      const again = await team('secretariat', city, '一の班', once);
      expect(again.location).toBe(`/organisations/${city}`);
      expect((await team('secretariat', center, '二の班', once)).location).toBe(`/organisations/${center}`);
      expect((await team('administrator', city, '三の班', once)).location).toBe(`/organisations/${city}`);
      expect((await team('observer', city, '四の班', once)).status).toBe(403);
      const teams = await world.owner<{ name: string }>(
        `select name from team where name like '%の班' order by name`,
      );
      expect(teams.map(({ name }) => name).sort()).toEqual(['一の班', '三の班', '二の班']);
    });

    it('with a key that only looks like one is an ordinary form', async () => {
      const answer = await team('secretariat', world.organisation.city, '五の班', '-'.repeat(36));
      expect(answer.status).toBe(303);
    });
  });

  describe('and what is told of it', () => {
    it('holds nobody’s data in the log, and no invitation’s token', async () => {
      const lines: string[] = [];
      const log = vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => {
        lines.push(
          said
            .map((one) =>
              one instanceof Error ? `${one.message}\n${one.stack}\n${JSON.stringify(one)}` : String(one),
            )
            .join(' '),
        );
      });
      try {
        // What a row may hold and the form does not know of: the database tells the whole row, and we do not.
        await world.owner(`alter table person add constraint test_never check (family_name <> '秘密の花子')`);
        await world.as('secretariat').post('/people/new', {
          family_name: '秘密の花子',
          given_name: '秘密の山田',
          family_kana: 'ヒミツ',
          given_kana: 'ヤマダ',
        });
        await world.as('secretariat').get('/people?organisation=1e300&q=秘密の太郎');
        await world.owner('alter table invitation rename to invitation_gone');
        expect((await world.as(null).get('/invitations/999997.TokenOfSomebody')).status).toBe(500);
      } finally {
        log.mockRestore();
        await world.owner('alter table if exists invitation_gone rename to invitation');
        await world.owner('alter table person drop constraint if exists test_never');
      }
      expect(lines).toHaveLength(3);
      expect(lines.join('\n')).not.toMatch(/秘密|TokenOfSomebody|Failing row|Key \(/);
      expect(lines[0]).toMatch(/PostgreSQL 23514 .*person/);
    });

    it('says nothing of our insides on the page, only a number to ask with', async () => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      await world.owner('alter table organisation rename column note to note_gone');
      try {
        const answer = await world.as('secretariat').get(`/organisations/${world.organisation.city}/edit`);
        const failed =
          answer.status === 500
            ? answer
            : await world.as('secretariat').post('/organisations/new', { name: '新', kind: 'other' });
        expect(failed.status).toBe(500);
        expect(failed.text).toMatch(/番号「[0-9A-F]{8}」/);
        expect(failed.html).not.toMatch(/organisation_|column|relation|\.tsx?:|node_modules|at \w+ \(/);
      } finally {
        log.mockRestore();
        await world.owner('alter table organisation rename column note_gone to note');
      }
    });

    it('is kept by no browser or proxy', async () => {
      const { cookie } = await signedIn('coordinator');
      for (const path of ['/', '/people', '/nowhere', '/account', '/sign-in']) {
        const { headers } = await world.app.request(path, { headers: { cookie } });
        expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      }
    });
  });

  describe('on the wire', () => {
    let server: Server;
    let port: number;
    beforeAll(async () => {
      const listener = getRequestListener(world.app.fetch);
      server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      ({ port } = server.address() as AddressInfo);
    });
    afterAll(() => server.close());

    const raw = async (text: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
      socket.on('error', () => undefined);
      socket.write(text);
      await once(socket, 'close');
      return answer;
    };

    it('with an unheard-of method gets a plain no', async () => {
      for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'OPTIONS']) {
        const answer = await raw(
          `${method} /people HTTP/1.1\r\nHost: x\r\nX-Secret: reflected\r\nConnection: close\r\n\r\n`,
        );
        expect([method, answer.slice(0, 12)]).toEqual([method, expect.stringMatching(/^HTTP\/1\.1 4\d\d$/)]);
        expect(answer).not.toContain('reflected');
      }
    });

    it('is not smuggled past in the body of another', async () => {
      const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
      for (const head of [
        'Content-Length: 4\r\nTransfer-Encoding: chunked',
        'Content-Length: 4\r\nContent-Length: 60',
        'Transfer-Encoding: chunked, identity',
      ]) {
        const answer = await raw(
          `POST /sign-in HTTP/1.1\r\nHost: x\r\n${head}\r\nConnection: close\r\n\r\n0\r\n\r\n${smuggled}`,
        );
        expect(answer.slice(0, 12)).toBe('HTTP/1.1 400');
        expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
      }
    });

    it('with endless headers is turned away', async () => {
      expect((await raw(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).slice(0, 12)).toBe(
        'HTTP/1.1 431',
      );
    });

    it('cannot choose the host that pages and mails lead to', async () => {
      const { auth } = programFor(world);
      const email = 'mail@example.invalid';
      await auth.createAccount('999997', {
        person_id: world.person.observer,
        name: '閲 覧子',
        email,
        password: 'あさひ橋 の うえ で',
      });
      const evil = 'Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example';
      const body = stranger({ email }).toString();
      const answer = await raw(
        `POST /forgot HTTP/1.1\r\n${evil}\r\nContent-Type: ${formType['content-type']}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      expect(answer.slice(0, 12)).toBe('HTTP/1.1 200');
      await world.house.jobs.drain();
      const folder = join(world.house.settings.DATA_DIR, 'mail');
      const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      expect(mails).toHaveLength(1);
      const text = Buffer.from(mails[0]!.split('\r\n\r\n')[1]!, 'base64').toString();
      expect(text).toContain(`${world.house.settings.BASE_URL}/forgot/`);
      expect(`${answer}${mails[0]}${text}`).not.toContain('evil.example');
    });
  });

  describe('what one person does too often, or may not', () => {
    it('makes files and searches only so often in a minute, each person for themselves', async () => {
      world.at('2026-11-21T15:00:00+09:00');
      const ask = async (times: number, path: string) => {
        let last = 0;
        for (let time = 0; time < times; time++) last = (await world.as('observer').get(path)).status;
        return last;
      };
      expect(await ask(60, '/people?format=nothing')).not.toBe(429);
      const refused = await world.as('observer').get('/facilities?format=csv');
      expect(refused.status).toBe(429);
      expect(refused.text).toContain('1分ほど待ってから');
      expect(refused.response.headers.get('retry-after')).toBe('60');
      expect((await world.as('observer').get('/search?q=保育')).status).toBe(200);
      expect((await world.as('coordinator').get('/facilities?format=csv')).status).toBe(200);
      world.at('2026-11-21T15:01:00+09:00');
      expect((await world.as('observer').get('/facilities?format=csv')).status).toBe(200);
    });

    it('is written down when a page is refused: who and which kind of page, never the address itself', async () => {
      const lines: string[] = [];
      const before = world.house.log;
      world.house.log = (line) => void lines.push(line);
      try {
        await world.as('observer').get('/visits/987654321?secret=words');
        await world.as('facility_head').post('/forums/new', { name: '秘密の名前' });
        await world.as('observer').get('/no-such-page/%E7%A7%98%E5%AF%86');
        await world.as(null).get('/visits/987654321');
      } finally {
        world.house.log = before;
      }
      const by = (who: 'observer' | 'facility_head') => `person:${world.person[who]} municipality:999997`;
      expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
        `refused 404 GET /visits/:id{[0-9]+} ${by('observer')}`,
        expect.stringMatching(new RegExp(`^refused 40[34] POST /forums/new ${by('facility_head')}$`)),
        `refused 404 GET - ${by('observer')}`,
      ]);
      expect(lines.join()).not.toMatch(/987654321|secret|秘密|%E7/);
    });
  });
});
