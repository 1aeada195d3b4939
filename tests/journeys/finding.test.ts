import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, fillDate, openCity, unfold, usable, type City } from './city.ts';

const secretariat = '連携会議 事務局';
const head = '施設長';
const kagura = '神楽保育所';
const wish = '屋外で子どもが身体を動かせる';
const event = '雪の園庭を開く土曜日';

const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
const inDays = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
/** The next Saturday that is not today. */
const saturday = inDays(((5 - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7) + 1);

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name });
const choice = (page: Page | Locator, name: string | RegExp) => page.getByRole('combobox', { name });
const box = (page: Page | Locator, name: string | RegExp) => page.getByRole('textbox', { name });

/** Presses a button and stays until the page after it says so. */
async function press(page: Page, name: string, then: string | RegExp): Promise<void> {
  await button(page, name).last().click();
  await page.getByText(then).first().waitFor();
}

async function follow(page: Page | Locator, name: string | RegExp, heading: string | RegExp): Promise<void> {
  await link(page, name).first().click();
  await ('page' in page ? page.page() : page).getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Unfolds the question behind a button and answers it. */
async function confirm(page: Page, label: string, answer: string, then: string | RegExp): Promise<void> {
  await unfold(page, label);
  await press(page, answer, then);
}

describe.skipIf(browserPath === null)(
  browserPath === null
    ? 'finding and meeting (skipped: no Chromium was found or brought)'
    : 'finding and meeting',
  () => {
    let city: City;
    let place = '';
    const asked = async (path: string): Promise<string> => {
      const answer = await fetch(`${city.base}${path}`);
      expect(answer.status, path).toBe(200);
      return answer.text();
    };

    beforeAll(async () => {
      city = await openCity();
    }, 180_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('lets the head of a facility write its Saturday hours, what it offers, and an event', async () => {
      const page = await city.enter(head);
      await follow(page, '施設の情報を直す', kagura);
      place = new URL(page.url()).pathname.split('/').at(-1)!;
      await follow(page, '曜日・時間・休みを直す', '曜日・時間・休み');
      await usable(page);
      const row = page.getByRole('group', { name: '3行目' });
      await choice(row, 'どの事業の時間か').selectOption('地域の子育てひろば');
      await row.getByRole('checkbox', { name: '土', exact: true }).check();
      await box(row, '開始').fill('09:30');
      await box(row, '終了').fill('11:30');
      await press(page, '保存する', '曜日と時間を保存しました。');

      await page.goto(`/facilities/${place}/edit`);
      await page.getByRole('checkbox', { name: wish }).check();
      await usable(page);
      await press(page, '確認に出す', '確認に出しました。');
      expect(await asked(`/open/places/${place}`)).not.toContain(wish);

      await page.goto('/events/new');
      await box(page, '行事の名前').fill(event);
      await choice(page, '種類').selectOption('園庭・園舎開放');
      await fillDate(page, '最初の日', saturday);
      await box(page, '始まる時刻').fill('10:00');
      await box(page, '終わる時刻').fill('11:00');
      await choice(page, '開く施設').selectOption({ label: kagura });
      await choice(page, '対象の年齢（から）').selectOption('1歳');
      await choice(page, '対象の年齢（まで）').selectOption('3歳まで');
      await page.getByRole('radio', { name: '必要（ここで受ける・先着順）' }).check();
      await box(page, '定員').fill('1');
      await page.getByRole('radio', { name: '組（家族ごと）' }).check();
      await unfold(page, '申込みのしかた・注意');
      await page.getByRole('checkbox', { name: 'いっぱいになったら、キャンセル待ちを受ける' }).check();
      await page.getByRole('radio', { name: 'すぐに公開する' }).check();
      await usable(page);
      await button(page, '保存する').click();
      await page.getByRole('heading', { level: 1, name: event }).waitFor();
      await usable(page);
    }, 60_000);

    it('shows what was written, once the city looked at it, on the page, in the feed and in the open data', async () => {
      const page = await city.enter(secretariat);
      await page.goto('/facilities/changes');
      await usable(page);
      await follow(page.getByRole('main'), kagura, '変更の確認');
      await page.getByText(wish).first().waitFor();
      await usable(page);
      await confirm(page, 'この内容で載せる', 'この内容で載せる', '直した内容を載せました。');

      const parent = await city.arrive({ phone: true });
      await parent.goto(`/open/places/${place}`);
      await parent.getByText(wish).first().waitFor();
      await parent.getByText('土曜日 9:30～11:30').first().waitFor();
      await link(parent, event).first().waitFor();
      await usable(parent);

      const feed = (await asked(`/open/feeds/facility-${place}.ics`)).replaceAll('\r\n ', '');
      const entry = feed.split('BEGIN:VEVENT').find((one) => one.includes(event))!;
      // Ten o'clock in Japan is one o'clock in the world's time.
      expect(entry).toContain(`DTSTART:${saturday.replaceAll('-', '')}T010000Z`);

      const found = JSON.parse(
        await asked(
          `/api/hsds/services?search=${encodeURIComponent('地域の子育てひろば')}&per_page=200&full=true`,
        ),
      ) as { contents: object[] };
      expect(JSON.stringify(found.contents)).toContain(
        '"byday":"SA","wkst":"MO","opens_at":"09:30","closes_at":"11:30"',
      );
      const index = await asked('/open-data/index.json');
      const csv = await asked(/\/open-data\/[0-9]+_preschool\.csv/.exec(index)![0]);
      expect(csv.split('\n').find((line) => line.includes(`"${kagura}"`))).toContain(
        '"月火水木金土","07:30","18:30"',
      );
    }, 60_000);
  },
);
