import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '../../src/platform/web/context.ts';
import { mount } from '../../src/routes.ts';
import {
  barriers,
  browserPath,
  marksOf,
  openCity,
  overhang,
  seenIn,
  throughGlass,
  undrawn,
  type City,
} from './city.ts';

/** A stranger, then everybody of the demo, those who see most first: what a later one meets again is not looked at again. */
const anybody = '';
const doors = [
  anybody,
  '連携会議 事務局',
  '保育サポートコーディネーター',
  '施設長',
  '施設職員',
  'システム管理者',
  '監査担当',
  '会議構成員',
  '閲覧者',
  '統括コーディネーター',
  '相談員',
  'スーパーバイザー',
  '保健師',
  '要対協調整機関',
  'つなぎ役（子育てコンシェルジュ）',
  '関係機関の職員（学校）',
  '個人情報保護担当',
];
const desk = { width: 1280, height: 900 };
/** The smallest that WCAG 2.2 asks for. */
const smallest = { width: 320, height: 640 };

/** The ways to read the public pages besides plain Japanese. */
const ways = ['lang=vi', 'easy=1', 'lang=pt', 'lang=zh', 'ruby=1', 'lang=tl', 'lang=ko', 'lang=en'];

/** Rules whose answer depends on how wide the screen is. */
const whatWidthChanges = [
  'target-size',
  'scrollable-region-focusable',
  'link-in-text-block',
  'landmark-unique',
  'heading-order',
  'region',
  'aria-hidden-focus',
  'button-name',
  'link-name',
];

/** Pages no link leads to, but a form, a mail or somebody's memory. */
const doorsteps = [
  '/search?q=保育',
  '/visits/emergencies',
  '/confirmations',
  '/open/cards',
  '/open/courses',
  '/open/courses/receipt',
  '/open/courses/verify',
  '/open/receipt',
  '/open/referral',
  // Of these kinds the first few that links lead to are still to come, or are not for who is led there.
  '/open-days/1/board',
  '/courses/1/sessions/1/attendance',
];

/** Answers that are no pages, and pages that stand only in the middle of a task; the other journeys go through those. */
const elsewhere = [
  /\.(pdf|docx|ics|json|xml|txt)$|\.ics\}$|\.\(\?:docx\|pdf\)\}$|\/(export|template|refused)$|^\/(api|postal)\b|^\/open-data\/:file/,
  /\/attachments\/|\/documents\/:document|\/photos\/:photo|^\/indicators\/summary$/,
  /^\/visits\/offline(\/(state|hello|bundle)|-worker\.js|\.webmanifest)$/, // what the app asks for by itself: offline.test.ts
  // A number of people put right, what became of a sitting's reflection, a figure's way to its table: their slices' tests.
  /^\/open-days\/:id\{\[0-9\]\+\}\/participations\/|\/sessions\/:session\{\[0-9\]\+\}\/later$|^\/survey-figures\//,
  // Files, and what a page asks for by itself while somebody waits or moves things.
  /^\/measures\/file$|^\/goals\/report\/(rows$|:id)|\/certificate$|^\/rights\/:id\{\[0-9\]\+\}\/records$/,
  /^\/study-(groups|sessions)\/:id\{\[0-9\]\+\}\/(progress|move|stamp)$/,
  // On the day itself, and for a facility that came: open-days.test.ts.
  /^\/open-days\/:id\{\[0-9\]\+\}\/(sheet$|board\/|practices\/)/,
  /^\/handovers\/(transfers|:id\{\[0-9\]\+\}\/transfer$)/, // a case that another team is asked to take over: transfer.test.ts
  /\/hours\/:what/, // leads back to the form it belongs to
  /^\/households\/:id\{\[0-9\]\+\}\/emergency$/, // of another team's family, whose number is told by telephone
  /^\/open\/support-file\/(mine|lent)\b/, // behind a family's code and passphrase: its slice's tests open them
  /^\/open\/courses\/door\/:code$/, // on the poster at a course's door: its slice's tests stand before it
  /\\\.pdf\}$/, // a file by its number
  /^\/open\/cards\/:code$/, // the code is on a card in somebody's hand
  /^\/events\/feeds\/:feed/, // the demo takes no other city's calendar in
  /^\/kit$/, // kit.test.ts
  /\/import\/:batch|^\/events\/questions\/:question/, // finding.test.ts
  /^\/meetings\/:id\{\[0-9\]\+\}\/hold/, // loop.test.ts
  // A conference that sits or waits for its minutes, a proposal just made, a closed case: their slices' tests open them.
  /^\/conferences\/:id\{\[0-9\]\+\}\/(minutes|items|cases)\b|^\/caseload\/proposals\/:id|^\/cases\/:id\{\[0-9\]\+\}\/reopen$/,
];

/** How many pages of a kind each of them opens: lists lead on to records in more than one state. */
const ofAKind = 3;

interface Found {
  kind: string;
  path: string;
  /** Element kinds, roles and classes on it. */
  marks: Set<string>;
}

interface Stop {
  door: string;
  path: string;
  /** Whether it shows something that no page before has shown: only then on a wide screen too, and its colours. */
  fresh: boolean;
}

/** The program's own addresses: two pages at the same one are the same kind, whatever number or condition they carry. */
const table = new Hono<Env>();
mount(table);
const addresses = [...new Set(table.routes.filter((one) => one.method === 'GET').map((one) => one.path))];
const kinds = new Hono();
for (const address of addresses) kinds.get(address, (c) => c.text(address));
const known = new Map<string, string>();
const kindOf = async (path: string): Promise<string> => {
  const bare = path.replace(/\?.*/, '');
  let kind = known.get(bare);
  if (kind === undefined) {
    const answer = await kinds.request(bare);
    kind = answer.ok ? await answer.text() : bare.replaceAll(/[0-9]+/g, '1');
    known.set(bare, kind);
  }
  return kind;
};

const plain = (attribute: string): string =>
  attribute.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

/** Where the links and the searches of a page lead, on this server. */
function* linked(html: string, at: URL): Generator<string> {
  for (const [, rest] of html.matchAll(/<(?:a|form)\s((?:"[^"]*"|[^>"])*)>/g)) {
    if (/(^|\s)download\b|method="post"/.test(rest!)) continue;
    const address = /(?:^|\s)(?:href|action)="([^"]*)"/.exec(rest!);
    if (!address) continue;
    const url = new URL(plain(address[1]!), at);
    // Files; and the languages of the public pages, which have their turn below.
    if (
      url.origin !== at.origin ||
      ['format', 'lang', 'easy', 'ruby'].some((one) => url.searchParams.has(one))
    )
      continue;
    yield url.pathname + url.search;
  }
}

/** Goes through the demo's doors without a screen; gives the cookies of each. */
async function enterAll(city: City): Promise<Map<string, string>> {
  const html = await (await fetch(`${city.base}/sign-in`)).text();
  const cookies = new Map([[anybody, '']]);
  for (const door of doors.slice(1)) {
    const form = new FormData();
    form.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(html)![1]!);
    form.set('_once', crypto.randomUUID());
    form.set('to', '/');
    form.set('user', new RegExp(`>${door}[\\s\\S]*?name="user" value="([^"]+)"`).exec(html)![1]!);
    const answer = await fetch(`${city.base}/sign-in/demo`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    cookies.set(
      door,
      answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; '),
    );
  }
  return cookies;
}

/** Follows the links from the first page as this reader, without a screen; every address must answer. */
async function walk(city: City, cookie: string, faults: string[]): Promise<Found[]> {
  // A set takes what is put to it while it is gone through, each address once.
  const waiting = new Set([cookie ? '/' : '/open', ...doorsteps]);
  const count = new Map<string, number>();
  const stops: Found[] = [];
  for (const path of waiting) {
    const kind = await kindOf(path);
    const before = count.get(kind) ?? 0;
    if (before >= ofAKind || elsewhere.some((one) => one.test(kind))) continue;
    const answer = await fetch(`${city.base}${path}`, { headers: { cookie } });
    const html = await answer.text();
    // Nobody was led to a doorstep: whom it is not for is told so.
    if (doorsteps.includes(path) && (!answer.ok || answer.url.includes('/sign-in'))) continue;
    if (answer.status !== 200) faults.push(`${answer.status} ${path}`);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    count.set(kind, before + 1);
    stops.push({ kind, path, marks: marksOf(html) });
    for (const path of linked(html, new URL(answer.url))) waiting.add(path);
  }
  return stops;
}

/**
 * What is wrong with a page: as the program shows it in a window of one size, and as it stands in one of the other. By turns it is
 * opened on the phone and at the desk, and looked at closely on the other; what is new is looked at closely on both.
 */
async function look(page: Page, { path, fresh }: Stop): Promise<string[]> {
  const faults: string[] = [];
  const wider = async (at: Page, { width }: typeof desk) => {
    const over = await overhang(at);
    if (over > 0) faults.push(`${path}: ${over} px wider than a screen of ${width}`);
  };
  const size = page.viewportSize()!;
  const other = size.width === desk.width ? smallest : desk;
  await page.goto(path);
  await wider(page, size);
  await throughGlass(page, other, async (glass) => {
    await wider(glass, other);
    // Colours are the stylesheet's alone (no style stands in a page): the same element has the same everywhere.
    faults.push(...(await seenIn(glass, fresh ? {} : { without: ['color-contrast'] })));
  });
  // What is on the page has been looked at; here it is what the width changes.
  if (fresh) faults.push(...(await barriers(page, { only: whatWidthChanges })));
  return faults;
}

/** Looks at all of them, in a window at the desk and one of a phone, each signed in as whoever is led there. */
async function lookAt(city: City, stops: readonly Stop[], cookies: Map<string, string>): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...stops];
  const window = async (size: typeof desk) => {
    const page = await city.arrive();
    page.setDefaultTimeout(60_000);
    await page.setViewportSize(size);
    let at: string | null = null;
    for (let stop = waiting.shift(); stop; stop = waiting.shift()) {
      if (at !== stop.door) {
        at = stop.door;
        await page.context().clearCookies();
        const pairs = cookies.get(at)!.split('; ').filter(Boolean);
        await page.context().addCookies(
          pairs.map((pair) => ({
            name: pair.slice(0, pair.indexOf('=')),
            value: pair.slice(pair.indexOf('=') + 1),
            url: city.base,
          })),
        );
      }
      faults.push(...(await look(page, stop)));
      // A way of reading is remembered: whoever comes next begins anew.
      if (ways.some((way) => stop.path.endsWith(way))) at = null;
    }
  };
  await Promise.all([window(desk), window(smallest)]);
  return faults;
}

describe.skipIf(browserPath === null)(
  browserPath === null ? 'every page (skipped: no Chromium was found or brought)' : 'every page',
  () => {
    let city: City;
    const stops: Stop[] = [];
    let cookies = new Map<string, string>();
    beforeAll(async () => {
      city = await openCity(undrawn);
    });
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('is reached by links from the first page, and answers everybody who is led there', async () => {
      const faults: string[] = [];
      cookies = await enterAll(city);
      const walks = await Promise.all(doors.map((door) => walk(city, cookies.get(door)!, faults)));
      const seen = new Set<string>();
      const met = new Set<string>();
      let translated = 0;
      for (const [index, walked] of walks.entries()) {
        expect(walked.length, doors[index]).toBeGreaterThan(20);
        for (const { kind, path, marks } of walked) {
          const before = seen.has(kind);
          const fresh = [...marks].some((mark) => !met.has(mark));
          // The first of its kind; afterwards only what shows something that no page looked at has shown.
          if (before && !fresh) continue;
          seen.add(kind);
          for (const mark of marks) met.add(mark);
          stops.push({ door: doors[index]!, path, fresh });
          if (!before && path.startsWith('/open')) {
            // One of the other ways to read it, in turn.
            const way = ways[translated++ % ways.length]!;
            const other = `${path}${path.includes('?') ? '&' : '?'}${way}`;
            stops.push({ door: doors[index]!, path: other, fresh: false });
          }
        }
      }
      expect(faults).toEqual([]);
      const missed = addresses.filter((one) => !seen.has(one) && !elsewhere.some((other) => other.test(one)));
      expect(missed, 'no link leads there').toEqual([]);
    }, 240_000);

    it('can be used by anybody on any screen', async () => {
      expect(await lookAt(city, stops, cookies)).toEqual([]);
    }, 600_000);
  },
);
