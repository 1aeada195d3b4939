import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';

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

  it('says it is alive and ready', async () => {
    expect((await world.as(null).get('/healthz')).text).toBe('ok');
    expect((await world.as(null).get('/readyz')).text).toBe('ready');
  });

  it('allows no script but its own', async () => {
    const { response } = await world.as('coordinator').get('/nowhere');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
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
