import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openCity, type City } from './city.ts';

// Nothing here is clicked, tapped or scrolled: whoever cannot hold a mouse finds a place, applies, and takes it back.

const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

interface Focus {
  tag: string;
  name: string;
  href: string | null;
  /** how wide the outline is that shows it */
  outline: number;
  /** whether it is there to be seen, not under or outside the window */
  seen: boolean;
}

const focused = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const one = document.activeElement ?? document.body;
    const labels = one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels : null;
    const box = one.getBoundingClientRect();
    // A mark on the map is drawn: what shows it is the line of its shape.
    const shape = one instanceof SVGElement ? one.querySelector('rect') : null;
    const style = getComputedStyle(one);
    return {
      tag: one.tagName,
      name: (one.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? one.textContent ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      href: one.getAttribute('href'),
      outline: shape
        ? parseFloat(getComputedStyle(shape).strokeWidth)
        : style.outlineStyle === 'none'
          ? 0
          : parseFloat(style.outlineWidth),
      seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
  });

/** Tab after Tab until what is wanted has the focus; every stop on the way must be seen, and the way must end. */
async function tabTo(page: Page, wanted: RegExp, most = 120): Promise<Focus> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const one = await focused(page);
    if (one.tag === 'BODY') continue;
    expect(one.outline, `an outline around ${one.tag} ${one.name}`).toBeGreaterThanOrEqual(2);
    expect(one.seen, `${one.tag} ${one.name} in sight`).toBe(true);
    if (wanted.test(one.name) || (one.href !== null && wanted.test(one.href))) return one;
  }
  throw new Error(`${wanted} was not reached by Tab on ${page.url()}`);
}

async function enter(page: Page, then: RegExp): Promise<void> {
  await Promise.all([page.waitForURL(then), page.keyboard.press('Enter')]);
}

/** Chooses in a list by its letters, as a list without a mouse is used. */
async function choose(page: Page, list: RegExp, letters: string): Promise<void> {
  await tabTo(page, list);
  await page.keyboard.type(letters);
}

describe.skipIf(browserPath === null)(
  browserPath === null
    ? 'without a mouse (skipped: no Chromium was found or brought)'
    : 'a parent without a mouse',
  () => {
    let city: City;
    let page: Page;
    beforeAll(async () => {
      city = await openCity();
      page = await city.arrive();
    });
    afterAll(() => city?.close(), 60_000);

    it('jumps over the head of the page, opens the languages and closes them with Escape', async () => {
      await page.goto('/open');
      await page.keyboard.press('Tab');
      expect((await focused(page)).name).toBe('本文へ進む');
      await page.keyboard.press('Enter');
      expect((await tabTo(page, /./, 1)).name).toContain('今日開いている場所');

      await page.goto('/open');
      await tabTo(page, /^ことばと表示/);
      await page.keyboard.press('Space');
      expect(await page.locator('details.open-switch').getAttribute('open')).not.toBeNull();
      await tabTo(page, /^English$/);
      await page.keyboard.press('Escape');
      expect(await page.locator('details.open-switch').getAttribute('open')).toBeNull();
      expect((await focused(page)).name).toMatch(/^ことばと表示/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^English$/);
      await enter(page, /lang=en/);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.goto('/open?lang=ja');
    }, 30_000);

    it('finds a place by age and wish, and moves the map by its buttons without being caught in it', async () => {
      await tabTo(page, /^場所をさがす/);
      await enter(page, /\/open\/places/);
      await choose(page, /お子さんの年齢/, '2');
      await tabTo(page, /^望みを選ぶ/);
      await page.keyboard.press('Enter');
      await tabTo(page, /外で思いきり体を動かさせたい/);
      await page.keyboard.press('Space');
      await tabTo(page, /^さがす$/);
      await enter(page, /wish=/);
      expect(new URL(page.url()).searchParams.get('age')).toBe('2');
      const before = await page.locator('#map').getAttribute('data-map');
      await tabTo(page, /^大きくする/);
      await page.keyboard.press('Enter');
      await page.locator(`#map:not([data-map="${before}"])`).waitFor();
      // The way goes on from the map, not from the top of the page again.
      await tabTo(page, /^大きくする/, 20);
      await tabTo(page, /^110 に電話する/);
    }, 40_000);

    it('turns the calendar to the next month, opens an event, applies and takes it back', async () => {
      await page.goto('/open/calendar');
      await tabTo(page, /^次の月/);
      await enter(page, /month=|day=/);
      await page.goto(`/open/calendar?view=list&day=${today}`);
      const events = await page
        .getByRole('main')
        .getByRole('link')
        .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
      const open = await (async () => {
        for (const href of new Set(events.filter((one) => /^\/open\/events\/\d+$/.test(one)))) {
          const answer = await page.request.get(href);
          if (/\/sessions\/\d+\/apply/.test(await answer.text())) return href;
        }
        throw new Error('no event takes applications');
      })();
      await tabTo(page, new RegExp(`^${open}$`), 400);
      await enter(page, new RegExp(`${open}$`));
      await tabTo(page, /\/apply$/);
      await enter(page, /\/apply$/);
      await tabTo(page, /お名前/);
      await page.keyboard.type('鍵盤 ひとえ');
      await tabTo(page, /メールアドレス/);
      await page.keyboard.type('keyboard@example.invalid');
      await tabTo(page, /大人は何人/);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('1');
      await tabTo(page, /子どもは何人/);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('1');
      await tabTo(page, /申し込む$/);
      await page.keyboard.press('Enter');
      await page.getByText('申込みの控え').first().waitFor();
      await tabTo(page, /^申込みを取り消す/);
      await page.keyboard.press('Enter');
      await tabTo(page, /^取り消す$/);
      await page.keyboard.press('Enter');
      await page.getByText('申込みを取り消しました。').first().waitFor();
    }, 50_000);
  },
);
