import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { makeWorld, type Who, type World } from '../world.ts';
import { openBrowser, usable, watch, type Look } from './city.ts';

/** A town whose clock is ours: the test municipality behind a web server of its own, with a browser before it. */
export interface Town {
  world: World;
  base: string;
  /** What the pages may not do, or miss, as the browser told it. */
  problems: string[];
  /** A page of a browser nobody has signed in with. */
  arrive(look?: Look): Promise<Page>;
  /** The same, signed in, at this address. */
  enter(who: Who, path?: string, look?: Look): Promise<Page>;
  /** Lets somebody sign in anew in a browser that is open, as on another day. */
  signIn(page: Page, who: Who): Promise<void>;
  close(): Promise<void>;
}

export async function openTown(): Promise<Town> {
  const world = await makeWorld();
  const listener = getRequestListener((request) => world.app.fetch(request));
  const server: Server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];
  const town: Town = {
    world,
    base,
    problems,
    async arrive({ phone = false, script = true } = {}) {
      const context = await watch(browser, base, { phone, script }, problems);
      contexts.push(context);
      return context.newPage();
    },
    async enter(who, path = '/', look) {
      const page = await town.arrive(look);
      await town.signIn(page, who);
      await page.goto(path);
      return page;
    },
    async signIn(page, who) {
      const session = await world.session(who);
      await page.context().clearCookies();
      await page.context().addCookies(
        session!.cookie.split('; ').map((pair) => ({
          name: pair.slice(0, pair.indexOf('=')),
          value: pair.slice(pair.indexOf('=') + 1),
          url: base,
        })),
      );
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close().catch(() => undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.close();
    },
  };
  return town;
}

export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name });
export const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name });
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** Presses a button and stays until the page after it says so. */
export async function press(page: Page, name: string | RegExp, then: string | RegExp): Promise<void> {
  await button(page, name).last().click();
  await page.getByText(then).first().waitFor();
  await usable(page);
}

export async function follow(page: Page, name: string | RegExp, then: string | RegExp): Promise<void> {
  await link(page.getByRole('main'), name).first().click();
  await heading(page, then).waitFor();
  await usable(page);
}

/** A step that asks before it is done: its words, what is to be written, the yes. */
export async function step(
  page: Page,
  label: string,
  then: string,
  fill: (within: Locator) => Promise<void> = async () => undefined,
) {
  const box = page.locator('details.confirm', { has: page.locator('summary', { hasText: label }) }).first();
  await box.locator('summary').click();
  await fill(box);
  await box.locator('button[type=submit]').click();
  await page.getByText(then).first().waitFor();
  await usable(page);
}

export async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), link(page, name).first().click()]);
  return readFileSync(await file.path());
}
