import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axeCore from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { expect, inject, vi } from 'vitest';
import { loadFont } from '../../src/platform/exports/fonts.ts';
import { root } from '../../src/platform/root.ts';

/** Where scripts/test.ts found or brought a Chromium; the journeys are skipped, saying so, where there is none. */
export const browserPath: string | null =
  [process.env.TSUNAGI_BROWSER, '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path)) ??
  null;

export interface Look {
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
  // a microphone that hears a tone, and nobody to ask whether it may
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
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

/** The program on the data of a folder, when it has said that it is ready. */
async function begin(folder: string): Promise<{ base: string; end: () => Promise<void> }> {
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
  return {
    base,
    end: async () => {
      program.kill('SIGTERM');
      await new Promise((resolve) =>
        program.exitCode === null ? program.once('exit', resolve) : resolve(null),
      );
    },
  };
}

/** The first journey of a run starts as a new user does and leaves what it then had; the others begin with a copy of it. */
async function freshData(folder: string): Promise<void> {
  const demo = inject('demo');
  const ready = join(demo, 'ready');
  try {
    mkdirSync(join(demo, 'data'));
    await (await begin(join(demo, 'data'))).end();
    writeFileSync(ready, '');
  } catch (error) {
    const failed = join(demo, 'failed');
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      writeFileSync(failed, String(error));
      throw error;
    }
    while (!existsSync(ready)) {
      if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'), { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  // With its owner: the database will not open the files of another.
  execFileSync('cp', ['-a', '--reflink=auto', `${join(demo, 'data')}/.`, folder]);
}

/**
 * Draws nothing: a page is laid out when it is asked how large it is, and that is all of it that is made. For looking at pages
 * nobody acts on: what waits for the next picture waits for ever.
 */
export const undrawn = ['--enable-begin-frame-control', '--run-all-compositor-stages-before-draw'];

let fontsHere: Promise<string> | undefined;

/** Where the browser is told that the machine has Noto Sans JP: the program's own font, put together as for its PDF. */
function installedFonts(): Promise<string> {
  fontsHere ??= (async () => {
    const folder = join(inject('demo'), `fonts-${process.pid}`);
    mkdirSync(folder);
    for (const weight of [400, 700] as const)
      writeFileSync(join(folder, `${weight}.ttf`), (await loadFont(weight)).bytes);
    const settings = join(folder, 'fonts.conf');
    writeFileSync(
      settings,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
       <fontconfig><dir>${folder}</dir><include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>`,
    );
    return settings;
  })();
  return fontsHere;
}

/**
 * A browser on a machine that has the program's font. Sent in some fifty pieces a page, as to one that has not, it is a quarter
 * of all the browser does; that way it is looked at in the kit (kit.test.ts).
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath!,
    args: [...browserArguments, '--disable-remote-fonts', ...more],
    env: { ...process.env, FONTCONFIG_FILE: await installedFonts() },
  });
}

/** The demo municipality as a new user finds it, with a browser before it. */
export async function openCity(more: readonly string[] = []): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-journey-'));
  await freshData(folder);
  const { base, end } = await begin(folder);
  const browser = await openBrowser(more);
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];
  const city: City = {
    base,
    folder,
    problems,
    async arrive(look) {
      const context = await watch(browser, base, look ?? {}, problems);
      contexts.push(context);
      const page = await context.newPage();
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
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return city;
}

/** A window of its own; what goes wrong in it is told to `problems`. */
export async function watch(
  browser: Browser,
  base: string,
  { phone = false, script = true }: Look,
  problems: string[],
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: base,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: script,
    viewport: phone ? { width: 375, height: 812 } : { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(15_000);
  const at = (page: Page | null) => (page ? new URL(page.url()).pathname : '');
  context.on('weberror', (fault) => problems.push(`${at(fault.page())}: ${fault.error().message}`));
  context.on('console', (message) => {
    // What could not be loaded is told better by the answer itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`${at(message.page())}: ${message.text()}`);
  });
  context.on('response', (response) => {
    const status = response.status();
    // A form that is shown again with what is to be mended answers 422.
    if (status >= 400 && !(status === 422 && response.request().isNavigationRequest()))
      problems.push(`${status} ${response.url()}`);
  });
  return context;
}

async function closeBrowser(browser: Browser): Promise<void> {
  await browser.close().catch(() => undefined);
}

async function announced(program: ChildProcess, base: string): Promise<void> {
  let said = '';
  program.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  program.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let attempt = 0; attempt < 2700; attempt++) {
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

/**
 * A window that stays open beside the journeys' own: what axe is to look at is put into it as it stands. Each page for itself would
 * read and warm up the program that looks anew, which costs more than the looking.
 */
interface Glass {
  page: Page;
  /** the looking before this one: one at a time */
  busy: Promise<unknown>;
}

const glasses = new WeakMap<Browser, Map<string, Promise<Glass>>>();

/**
 * Words before a gradient axe does not judge, and ours lie under whole pages and tables. Here they lie on the darkest colour of it.
 */
const flat = `
  *, *::before, *::after { background-image: none !important; transition: none !important; animation: none !important; }
  body { background-color: var(--glow) !important; }
  .next-step { background-color: var(--key-soft) !important; }
`;

type Size = { width: number; height: number };

function glassOf(page: Page, size: Size): Promise<Glass> {
  const browser = page.context().browser()!;
  const known = glasses.get(browser) ?? new Map<string, Promise<Glass>>();
  glasses.set(browser, known);
  const { origin } = new URL(page.url());
  const key = `${origin} ${size.width}x${size.height}`;
  const open = async (): Promise<Glass> => {
    const context = await browser.newContext({ viewport: size, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    const glass = await context.newPage();
    await glass.route(`${origin}/glass`, (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: '<!doctype html><html lang="ja"></html>',
      }),
    );
    await glass.goto(`${origin}/glass`);
    await glass.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }, flat);
    await glass.evaluate(axeSource);
    return { page: glass, busy: Promise.resolve() };
  };
  const glass = known.get(key) ?? open();
  known.set(key, glass);
  return glass;
}

/** Does something with the page as it stands, in a window of this size where axe is. */
export async function throughGlass<T>(
  page: Page,
  size: Size,
  look: (glass: Page, html: string) => Promise<T>,
): Promise<T> {
  const html = await page.content();
  const glass = await glassOf(page, size);
  const turn = glass.busy
    .catch(() => undefined)
    .then(async () => {
      await glass.page.evaluate(putIn, { html, path: page.url() });
      return look(glass.page, html);
    });
  glass.busy = turn;
  return turn;
}

/** In the window: takes over a page's mark-up; what it links for its looks is fetched once. */
async function putIn({ html, path }: { html: string; path: string }): Promise<void> {
  const shown = new DOMParser().parseFromString(html, 'text/html');
  const root = document.documentElement;
  history.replaceState(null, '', path);
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
  for (const { name, value } of shown.documentElement.attributes) root.setAttribute(name, value);
  const looks = (from: Document) => [...from.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  const had = new Map(looks(document).map((one) => [one.getAttribute('href'), one]));
  const head = document.adoptNode(shown.head);
  const waiting: Promise<unknown>[] = [];
  for (const one of head.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const before = had.get(one.getAttribute('href'));
    had.delete(one.getAttribute('href'));
    if (before) continue;
    waiting.push(
      new Promise((resolve, reject) => {
        one.addEventListener('load', resolve);
        one.addEventListener('error', () => reject(new Error(`${one.href} could not be loaded`)));
      }),
    );
    document.head.append(one);
  }
  // Before what they dress: what is dressed afterwards changes its colours slowly.
  await Promise.all(waiting);
  for (const gone of had.values()) gone.remove();
  for (const old of document.head.querySelectorAll('title, meta')) old.remove();
  document.head.prepend(...head.querySelectorAll('title, meta'));
  document.body.replaceWith(document.adoptNode(shown.body));
  scrollTo({ top: 0, behavior: 'instant' });
}

/** The program that looks for barriers, as a page takes it. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Rules {
  only?: readonly string[];
  without?: readonly string[];
}

/** What on this page breaks a rule of WCAG 2.2 AA (only these of them, or all but these): address, rule and element. */
export async function barriers(page: Page, rules: Rules = {}): Promise<string[]> {
  return throughGlass(page, page.viewportSize()!, (glass) => seenIn(glass, rules));
}

/** The same, of what stands in a window where axe is. */
export async function seenIn(glass: Page, { only, without = [] }: Rules = {}): Promise<string[]> {
  const found = await glass.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: typeof axeCore };
      // What lies half under a bar at the edge is whole a finger's push away; axe would call it too small.
      scrollTo({ top: 0, behavior: 'instant' });
      const { violations } = await axe.run(document, options);
      return violations.map((one) => `${one.id} ${one.nodes[0]?.html}`);
    },
    {
      runOnly: only ? { type: 'rule', values: [...only] } : { type: 'tag', values: everyRule },
      rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
      // Only what is wrong is told, so only for that the way to the element is worked out.
      resultTypes: ['violations'],
    } satisfies axeCore.RunOptions,
  );
  return found.map((one) => `${new URL(glass.url()).pathname}: ${one}`);
}

/** Element kinds, roles and classes of a page. */
export function marksOf(html: string): Set<string> {
  const marks = new Set<string>();
  for (const [, tag, rest] of html.matchAll(/<([a-z][a-z0-9]*)((?:"[^"]*"|[^>"])*)>/g)) {
    marks.add(tag + (/ (?:type|role)="[^"]*"/.exec(rest!)?.[0] ?? ''));
    for (const name of / class="([^"]*)"/.exec(rest!)?.[1]?.split(' ') ?? [])
      // A colour of a badge or the size of a picture is looked at in the kit.
      if (!/^(badge|icon|heat)-/.test(name)) marks.add(`.${name}`);
  }
  return marks;
}

/** What has been looked at in this process, by the window's size: its colours are the stylesheet's alone, the same everywhere. */
const coloursSeen = new Set<string>();

/** No rule of WCAG 2.2 AA is broken on this page; colours are looked at where it shows something that none before has shown. */
export async function accessible(page: Page): Promise<void> {
  const size = page.viewportSize()!;
  const found = await throughGlass(page, size, async (glass, html) => {
    const marks = [...marksOf(html)].map((mark) => `${size.width} ${mark}`);
    const fresh = marks.some((mark) => !coloursSeen.has(mark));
    for (const mark of marks) coloursSeen.add(mark);
    return seenIn(glass, fresh ? {} : { without: ['color-contrast'] });
  });
  expect(found, 'accessibility').toEqual([]);
}

/** By how many pixels something sticks out sideways: a phone page scrolls down only. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function fits(page: Page): Promise<void> {
  expect(await overhang(page), `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Anybody can use this page at this width. */
export async function usable(page: Page): Promise<void> {
  // What was pressed may just be leaving for the next page: then that one is looked at, when it is there.
  await accessible(page).catch(async (fault: Error) => {
    if (fault.name === 'AssertionError') throw fault;
    await page.waitForLoadState();
    await accessible(page);
  });
  await fits(page);
}

/** The text of a mail the program left in its folder for this address, once one with these words is there. */
export async function mailTo(city: City, address: string, words = ''): Promise<string> {
  const folder = join(city.folder, 'mail');
  return vi.waitFor(
    () => {
      const mails = existsSync(folder) ? readdirSync(folder) : [];
      const mail = mails
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .filter((text) => text.includes(address))
        .map(bodyOf)
        .find((text) => text.includes(words));
      expect(mail, `a mail to ${address}: ${words}`).toBeDefined();
      return mail!;
    },
    { timeout: 30_000, interval: 200 },
  );
}

function bodyOf(mail: string): string {
  const [head, ...body] = mail.split('\r\n\r\n');
  const text = body.join('\n');
  return /base64/i.test(head!)
    ? Buffer.from(text, 'base64').toString()
    : text
        .replace(/=\r?\n/g, '')
        .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
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

interface Focus {
  name: string;
  tag: string;
  seen: boolean;
  /** the question it belongs to */
  group: string;
}

/** What has the focus now, and whether a person can see that it has. */
export const focus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLLabelElement> | null };
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
    const group = at.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
    return { name: name.trim(), tag: at.tagName.toLowerCase(), seen: outlined && inSight, group };
  });

/** Presses Tab until something of this kind and name (and of this question) has the focus; every stop on the way must be visible. */
export async function tabTo(page: Page, tag: string, name: RegExp, group?: string): Promise<void> {
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    if (now.tag === 'body') continue;
    expect(now, `${page.url()}: the focus is seen`).toMatchObject({ seen: true });
    if (now.tag === tag && name.test(now.name) && now.group.includes(group ?? '')) return;
  }
  throw new Error(`No ${tag} ${name} is reached by Tab on ${page.url()}.`);
}
