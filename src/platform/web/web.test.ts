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
});
