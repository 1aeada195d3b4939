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

  it('would tell of a button nobody can name and of words too pale to read', async () => {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const put = async (make: () => void): Promise<void> => {
      await page.goto(`${base}/kit`);
      await page.evaluate(make);
    };
    await put(() => document.querySelector('main')!.append(document.createElement('button')));
    await expect(accessible(page)).rejects.toMatchObject({
      actual: [expect.stringContaining('button-name')],
    });
    await put(() => {
      const pale = Object.assign(document.createElement('p'), {
        className: 'of-this-test',
        textContent: '薄い字',
      });
      pale.style.color = '#aaa';
      document.querySelector('main')!.append(pale);
    });
    await expect(accessible(page)).rejects.toMatchObject({
      actual: [expect.stringContaining('color-contrast')],
    });
    await context.close();
  });

  it('lets a long list be narrowed by typing, by keyboard alone, and keeps what is chosen', async () => {
    const context = await browser.newContext({ locale: 'ja-JP' });
    const page = await context.newPage();
    await page.goto(`${base}/kit`);
    const list = page.locator('select[name="many"]');
    const lines = () => list.evaluate((one: HTMLSelectElement) => [...one.options].map(({ text }) => text));
    const box = page.getByRole('searchbox', { name: '園（長い一覧）の一覧を、名前の一部で絞る' });
    await box.focus();
    // Full width, as it comes from a Japanese keyboard.
    await page.keyboard.type('園１');
    expect((await lines()).slice(1)).toEqual(
      [1, 10, 13, 16, 19, 11, 14, 17, 12, 15, 18].map((n) => `架空の園${n}`),
    );
    await box.fill('園17');
    await page.keyboard.press('Enter');
    expect([await list.inputValue(), page.url()]).toEqual(['17', `${base}/kit`]);
    expect(await list.evaluate((one) => one === document.activeElement)).toBe(true);
    await box.fill('ない園');
    expect(await lines()).toEqual(['選んでください', '架空の園17']);
    expect(await page.locator('.narrow-note').first().innerText()).toContain('当てはまるものがありません');
    await box.fill('');
    expect(await lines()).toHaveLength(61);
    expect(await list.inputValue()).toBe('17');
    // Short lists are left as they are.
    expect(await page.locator('.narrow-box').count()).toBe(1);
    await context.close();
  });

  it('is not there outside demo mode', async () => {
    const { app } = programFor(world, { DEMO: false });
    expect((await app.request('/kit')).status).toBe(404);
  });
});
