import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../../src/platform/root.ts';

/** Where scripts/test.ts found or brought a Chromium; the journeys are skipped, saying so, where there is none. */
export const browserPath: string | null =
  [process.env.TSUNAGI_BROWSER, '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path)) ??
  null;

/** Windows in which no script runs: axe cannot look at them from within. */
const scriptless = new WeakSet<BrowserContext>();

interface Look {
  phone?: boolean;
  script?: boolean;
}

/** Chromium as it runs anywhere: without a sandbox of its own for root, and asking nothing of the outside. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface City {
  base: string;
  /** where the program keeps its data; mails are in the folder `mail` in it */
  folder: string;
  /** What the pages may not do, or miss, as the browser told it: errors of script, refusals by the policy, missing files. */
  problems: string[];
  /** A page of its own at the sign-in page, as of somebody who comes for the first time. */
  arrive(look?: Look): Promise<Page>;
  /** The same, signed in through the demo's door with this name on it. */
  enter(door: string, look?: Look): Promise<Page>;
  close(): Promise<void>;
}

/** The demo municipality, started as a new user would, with a browser before it. */
export async function openCity(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-journey-'));
  // Run as root, the database belongs to somebody else, who must be able to enter.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const program = spawn(process.execPath, [join(root, 'dist/server/main.js')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, DEMO: 'true', BASE_URL: base },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await announced(program, base);
  const browser = await chromium.launch({
    executablePath: browserPath!,
    args: browserArguments,
  });
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];
  const city: City = {
    base,
    folder,
    problems,
    async arrive({ phone = false, script = true } = {}) {
      const context = await browser.newContext({
        baseURL: base,
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        javaScriptEnabled: script,
        viewport: phone ? { width: 375, height: 812 } : { width: 1280, height: 900 },
      });
      contexts.push(context);
      if (!script) scriptless.add(context);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const at = () => new URL(page.url()).pathname;
      page.on('pageerror', (error) => problems.push(`${at()}: ${error.message}`));
      page.on('console', (message) => {
        // What could not be loaded is told better by the answer itself.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          problems.push(`${at()}: ${message.text()}`);
      });
      page.on('response', (response) => {
        const status = response.status();
        // A form that is shown again with what is to be mended answers 422.
        if (status >= 400 && !(status === 422 && response.request().isNavigationRequest()))
          problems.push(`${at()}: ${status} ${response.url()}`);
      });
      await page.goto('/sign-in');
      return page;
    },
    async enter(door, look) {
      const page = await city.arrive(look);
      await page.getByRole('listitem').filter({ hasText: door }).getByRole('button').first().click();
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      return page;
    },
    async close() {
      for (const context of contexts) await context.close();
      await closeBrowser(browser);
      program.kill('SIGTERM');
      await new Promise((resolve) =>
        program.exitCode === null ? program.once('exit', resolve) : resolve(null),
      );
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return city;
}

async function closeBrowser(browser: Browser): Promise<void> {
  await browser.close().catch(() => undefined);
}

async function announced(program: ChildProcess, base: string): Promise<void> {
  let said = '';
  program.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  program.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (program.exitCode !== null) throw new Error(`The program stopped: ${said}`);
    if (said.includes(base)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The program did not announce itself: ${said}`);
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** The page as it stands, in a window where axe can run. */
async function withScript(page: Page): Promise<Page> {
  const html = await page.content();
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize() });
  const copy = await context.newPage();
  await copy.route(page.url(), (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  );
  await copy.goto(page.url());
  return copy;
}

/** No rule of WCAG 2.2 AA, or none of these, is broken on this page; the message names element and rule. */
export async function accessible(page: Page, rules?: readonly string[]): Promise<void> {
  const copy = scriptless.has(page.context()) ? await withScript(page) : null;
  // The legacy way checks one frame, which is all a page of ours has, in a fifth of the time.
  const axe = new AxeBuilder({ page: copy ?? page }).setLegacyMode();
  const { violations } = await (
    rules
      ? axe.withRules([...rules])
      : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  ).analyze();
  await copy?.context().close();
  expect(
    violations.map(
      (violation) => `${new URL(page.url()).pathname}: ${violation.id} ${violation.nodes[0]?.html}`,
    ),
    'accessibility',
  ).toEqual([]);
}

/** Nothing sticks out sideways: a phone page scrolls down only. */
export async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Anybody can use this page at this width. */
export async function usable(page: Page): Promise<void> {
  await accessible(page);
  await fits(page);
}

/** Fills the three boxes under a question that asks for a day. */
export async function fillDate(within: Page | Locator, question: string, iso: string): Promise<void> {
  const group = within.getByRole('group', { name: question }).last();
  const [y, m, d] = iso.split('-');
  await group.getByRole('textbox', { name: '年', exact: true }).fill(y!);
  await group.getByRole('textbox', { name: '月', exact: true }).fill(String(Number(m)));
  await group.getByRole('textbox', { name: '日', exact: true }).fill(String(Number(d)));
}

/** Opens what a page keeps folded, by its words. */
export async function unfold(within: Page | Locator, words: string): Promise<void> {
  await within.locator('summary', { hasText: words }).first().click();
}
