import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessible, browserPath, fits, openCity, type City } from './city.ts';

/** Those who see most first: what a later one meets again is only looked at for its width. */
const doors = [
  '連携会議 事務局',
  '保育サポートコーディネーター',
  '施設長',
  'システム管理者',
  '監査担当',
  '会議構成員',
  '閲覧者',
  '相談員',
];
const desk = { width: 1280, height: 900 };
const phone = { width: 375, height: 812 };
/** The smallest that WCAG 2.2 asks for. */
const smallest = { width: 320, height: 640 };

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

/** One page of each kind is looked at: /visits/12 and /visits/13 are the same kind, so is a list whatever its conditions. */
const kindOf = (path: string): string => path.replace(/\?.*/, '').replaceAll(/[0-9]+/g, '1');
const isFile = (path: string): boolean =>
  /\.(docx|pdf|xlsx|csv)$|\/export$|\/attachments\/|\/sample/.test(path);

/** Addresses of pages that links on this page lead to. */
async function linked(page: Page, base: string): Promise<string[]> {
  const addresses = await page
    .locator('a[href]')
    .evaluateAll((links) =>
      links
        .filter((one) => !one.hasAttribute('download'))
        .map((one) => new URL(one.getAttribute('href')!, location.href).href),
    );
  return addresses
    .map((address) => new URL(address))
    .filter((url) => url.origin === base && !url.searchParams.has('format') && !isFile(url.pathname))
    .map((url) => url.pathname + url.search);
}

describe.skipIf(browserPath === null)(
  browserPath === null ? 'every page (skipped: no Chromium was found or brought)' : 'every page',
  () => {
    let city: City;
    const seen = new Set<string>();
    beforeAll(async () => {
      city = await openCity();
    }, 180_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it.each(doors)(
      'can be used by anybody on any screen, as far as links lead: %s',
      async (door) => {
        const page = await city.enter(door);
        const waiting = ['/'];
        const own = new Set<string>();
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          if (own.has(kindOf(path))) continue;
          own.add(kindOf(path));
          await page.setViewportSize(desk);
          const answer = await page.goto(path);
          expect(answer?.status(), path).toBe(200);
          waiting.push(...(await linked(page, city.base)));
          const known = seen.has(kindOf(path)) && path !== '/';
          seen.add(kindOf(path));
          if (!known) await accessible(page);
          await fits(page);
          await page.setViewportSize(phone);
          // What is on the page has been looked at; here it is what the width changes.
          if (!known) await accessible(page, whatWidthChanges);
          await fits(page);
          await page.setViewportSize(smallest);
          await fits(page);
        }
        expect(own.size).toBeGreaterThan(10);
      },
      240_000,
    );
  },
);
