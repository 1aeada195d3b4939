import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../../src/platform/root.ts';

/** Where scripts/test.ts found or brought a Chromium; the journeys are skipped, saying so, where there is none. */
export const browserPath: string | null =
  [process.env.TSUNAGI_BROWSER, '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path)) ??
  null;

export interface City {
  base: string;
  /** A page of its own, signed in through the demo's door with this name on it. */
  enter(door: string, options?: { phone?: boolean; script?: boolean }): Promise<Page>;
  close(): Promise<void>;
}

/** The demo municipality, started as a new user would, with a browser before it. */
export async function openCity(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-journey-'));
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
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const contexts: BrowserContext[] = [];
  return {
    base,
    async enter(door, { phone = false, script = true } = {}) {
      const context = await browser.newContext({
        baseURL: base,
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        javaScriptEnabled: script,
        viewport: phone ? { width: 375, height: 812 } : { width: 1280, height: 900 },
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      // Anything the pages may not do, or that is missing, is an error of ours.
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security|Refused/.test(message.text()))
          throw new Error(message.text());
      });
      await page.goto('/sign-in');
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

/** No accessibility rule of WCAG 2.2 AA is broken on this page; the message names element and rule. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
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

/** Fills the three boxes of a date. */
export async function fillDate(page: Page, name: string, iso: string): Promise<void> {
  const [y, m, d] = iso.split('-');
  await page.locator(`[name="${name}_y"]`).fill(y!);
  await page.locator(`[name="${name}_m"]`).fill(String(Number(m)));
  await page.locator(`[name="${name}_d"]`).fill(String(Number(d)));
}
