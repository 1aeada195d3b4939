import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programFor } from '../browser.ts';
import { freePort } from '../ports.ts';
import { makeWorld, type World } from '../world.ts';
import { accessible, browserArguments, browserPath, fits } from './city.ts';

describe.skipIf(browserPath === null)('the component kit', () => {
  let world: World;
  let server: Server;
  let browser: Browser;
  let base: string;
  beforeAll(async () => {
    world = await makeWorld();
    const { app } = programFor(world);
    const listener = getRequestListener(app.fetch);
    const port = await freePort();
    base = `http://localhost:${port}`;
    server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(port);
    browser = await chromium.launch({ executablePath: browserPath!, args: browserArguments });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await world.close();
  });

  for (const width of [320, 768, 1280]) {
    it(`shows every component without breaking an accessibility rule or the screen's width at ${width} px`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'ja-JP' });
      const page = await context.newPage();
      const answer = await page.goto(`${base}/kit`);
      expect(answer?.status()).toBe(200);
      await fits(page);
      await accessible(page);
      await context.close();
    });
  }

  it('is not there outside demo mode', async () => {
    const { app } = programFor(world, { DEMO: false });
    expect((await app.request('/kit')).status).toBe(404);
  });
});
