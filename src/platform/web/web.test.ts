import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberForm } from '../../family/households/forms.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { date, daysOfLife, optionalDate } from './fields.ts';

describe('the web layer', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  it('answers 404 with a sentence for an address nobody has', async () => {
    const answer = await world.as('coordinator').get('/nowhere');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('ページが見つかりません');
  });

  it('leads an address with a slash behind it to the one without, whatever is there or not', async () => {
    const asked = async (path: string, method = 'GET') => {
      const response = await world.app.request(path, { method });
      return [response.status, response.headers.get('location')];
    };
    expect(await asked('/open-data/')).toEqual([301, '/open-data']);
    expect(await asked('/open/places/?kind=1&lang=en')).toEqual([301, '/open/places?kind=1&lang=en']);
    expect(await asked('/api/hsds/services/')).toEqual([301, '/api/hsds/services']);
    // A record that is hidden, one that is missing and an address nobody has are answered alike.
    for (const path of ['/cases/1', '/cases/999999', '/nowhere', '/open/places/999999'])
      expect(await asked(`${path}/`), path).toEqual([301, path]);
    expect((await asked('/open-data/', 'POST'))[0]).not.toBe(301);
    // Nobody is sent to another site, and a line's end stays what it was typed as.
    for (const path of ['//elsewhere.example/', '/%5Celsewhere.example/', '/open//elsewhere.example/'])
      expect((await asked(path))[1] ?? '', path).not.toMatch(/^(?:\/\/|\/\\|https?:)/);
    expect(await asked('/open/%0D%0ASet-Cookie:x/')).toEqual([301, '/open/%0D%0ASet-Cookie:x']);
  });

  it('says it is alive and ready', async () => {
    expect((await world.as(null).get('/healthz')).text).toBe('ok');
    expect((await world.as(null).get('/readyz')).text).toBe('ready');
  });

  it('allows no script but its own', async () => {
    const { response } = await world.as('coordinator').get('/nowhere');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('packs a page for whoever takes it packed, the same page', async () => {
    const { cookie } = (await world.session('coordinator'))!;
    const asked = (coding: string) =>
      world.app.request('/areas', { headers: { cookie, 'accept-encoding': coding } });
    const plain = await asked('identity');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await asked('br, gzip;q=0')).headers.get('content-encoding')).toBeNull();
    const packed = await asked('br, gzip;q=0.5');
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    for (const answer of [plain, packed]) expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    // What is new with each page: its guard and its key.
    const lasting = (html: string) => html.replaceAll(/name="_(?:csrf|once)" value="[^"]*"/g, '');
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect(lasting(gunzipSync(bytes).toString())).toBe(lasting(await plain.text()));
    expect(bytes.length).toBeLessThan(gunzipSync(bytes).length / 2);
  });

  it('says that too many were chosen at once, and keeps the text', async () => {
    const answer = await world.as('coordinator').post('/issues/new', {
      title: '多すぎる施設',
      facility_ids: Array.from({ length: 70_000 }, (_, at) => at + 1),
    } as never);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('一度に選べるのは5,000件までです');
    expect(answer.html).toContain('多すぎる施設');
  });

  it('refuses a day of the work whose year slipped, and says which year to look at', async () => {
    const raised = (raised_on: string) =>
      world.as('coordinator').post('/issues/new', {
        title: '打ち間違えた日',
        description: '書いた文',
        theme_code: 'record',
        weight: '2',
        source: 'hand',
        raised_on,
        statement: '',
      });
    for (const [typed, said] of [
      ['1900/11/21', '1900年（明治33年）11月21日（水）は受け付けられません。'],
      ['昭和64年1月7日', '1989年（昭和64年）1月7日（土）は受け付けられません。'],
      ['2200-01-01', '2200年（令和182年）1月1日（水）は受け付けられません。'],
    ] as const) {
      const answer = await raised(typed);
      expect(answer.status, typed).toBe(422);
      expect(answer.text).toContain(`${said}年を確かめて、2000年から2099年までの日付を入力してください。`);
      expect(answer.html).toContain('書いた文');
    }
    expect(await world.owner("select 1 from issue where title = '打ち間違えた日'")).toEqual([]);
  });

  it('takes days of lives and of history from before', () => {
    const read = (field: ReturnType<typeof date>, typed: string) => field.safeParse(typed).data;
    expect(read(date(daysOfLife), '昭和10年1月5日')).toBe('1935-01-05');
    expect(read(date(daysOfLife), '明治33年11月21日')).toBe('1900-11-21');
    expect(read(date(daysOfLife), '2200-01-01')).toBeUndefined();
    expect(read(date(), '昭和10年1月5日')).toBeUndefined();
    expect(optionalDate().safeParse('').data).toBeNull();
    expect(memberForm.shape.born_on.safeParse('S10.1.5').data).toBe('1935-01-05');
  });

  it('divides a place of many pages, for each only with what is theirs', async () => {
    const parts = (html: string) =>
      [...html.matchAll(/class="within-part" href="([^"]+)"[^>]*>([^<]+)</g)].map(([, href, label]) => [
        label,
        href,
      ]);
    const own = await world.as('coordinator').get('/visits');
    expect(parts(own.html)).toEqual([
      ['巡回', '/visits'],
      ['課題と会議', '/issues'],
      ['学び合い', '/open-days'],
      ['協働と質', '/initiatives'],
    ]);
    const head = await world.as('facility_head').get('/my-facility/visits');
    expect(parts(head.html)[0]).toEqual(['巡回', '/my-facility/visits']);
    expect(head.html).not.toContain('href="/visits"');
    const worker = await world.as('administrator').get('/');
    expect(parts(worker.html)).toEqual([]);
  });
});
