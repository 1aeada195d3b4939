import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, focus, openCity, tabTo, usable, type City } from './city.ts';
import { openTown, type Town } from './town.ts';

/** Enter on what has the focus, and the page it leads to. */
async function enterTo(page: Page, heading: RegExp): Promise<void> {
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

describe.skipIf(browserPath === null)(
  browserPath === null
    ? 'other ways to use it (skipped: no Chromium was found or brought)'
    : 'other ways to use it',
  () => {
    let city: City;
    beforeAll(async () => {
      city = await openCity();
    });
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('folds the person’s menu away with Escape, and plans a visit by the reading of a name, without a mouse', async () => {
      const page = await city.enter('保育サポートコーディネーター');
      await page.goto('/visits/new');
      await tabTo(page, 'summary', /柏木/);
      await page.keyboard.press('Enter');
      const menu = page.locator('details.user-menu');
      expect(await menu.getAttribute('open')).not.toBeNull();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('open')).toBeNull();
      expect((await focus(page)).tag).toBe('summary');
      await tabTo(page, 'input', /^どの施設に行きますか/);
      await page.keyboard.type('かぐら');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.waitForURL(/facility=\d+/);
      await page.getByRole('group', { name: '神楽保育所' }).waitFor();
      await usable(page);
    });

    it('goes from the sign-in page to a saved issue by keyboard alone, the focus always in sight', async () => {
      const page = await city.arrive();
      await tabTo(page, 'a', /^本文へ進む$/);
      await page.keyboard.press('Enter');
      await tabTo(page, 'button', /^柏木 奈津子さんで入る$/);
      await enterTo(page, /柏木さん$/);
      await tabTo(page, 'a', /^よくする$/);
      await enterTo(page, /^巡回$/);
      await tabTo(page, 'a', /^課題と会議$/);
      await enterTo(page, /^課題$/);
      await tabTo(page, 'a', /^課題を書きとめる$/);
      await enterTo(page, /^課題を書きとめる$/);
      await tabTo(page, 'input', /^課題の名前/);
      await page.keyboard.type('雪の日に散歩へ出る支度に時間がかかる');
      // Sent too early: the errors come first, and what was typed stays.
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await expect.poll(async () => (await focus(page)).name).toContain('入力を確かめてください');
      await usable(page);
      await tabTo(page, 'a', /テーマ/);
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await focus(page)).tag).toBe('select');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, 'input', /^軽い$|^ふつう$/);
      await page.keyboard.press('Space');
      await tabTo(page, 'summary', /認可公立保育所/);
      await page.keyboard.press('Enter');
      await tabTo(page, 'input', /^神楽保育所$/);
      await page.keyboard.press('Space');
      await tabTo(page, 'textarea', /施設のことば/);
      await page.keyboard.type('支度のあいだに、遊ぶ時間がなくなってしまう。');
      await tabTo(page, 'button', /^課題として残す$/);
      await enterTo(page, /^雪の日に散歩へ出る支度に時間がかかる$/);
      await page.getByText('課題を書きとめました。').waitFor();
      await page.getByText('支度のあいだに、遊ぶ時間がなくなってしまう。').waitFor();
      expect(await page.getByText('神楽保育所').count()).toBeGreaterThan(0);
      await usable(page);
    }, 120_000);

    it('filters, turns pages, hands out files and keeps what was typed where no script runs', async () => {
      const page = await city.enter('保育サポートコーディネーター', { script: false });
      await page.goto('/facilities');
      await usable(page);
      await page.getByLabel('名前・読み・住所・電話番号').fill('こども');
      await page.getByRole('button', { name: 'この条件で表示' }).click();
      await page.getByRole('link', { name: '条件「こども」を外す' }).waitFor();
      const first = await page.getByRole('rowheader').allInnerTexts();
      expect(first.length).toBeGreaterThan(0);
      expect(first.every((name) => name.includes('こども'))).toBe(true);
      await page.getByRole('link', { name: '次へ' }).first().click();
      await page.waitForURL(/page=2/);
      const second = await page.getByRole('rowheader').allInnerTexts();
      expect(second.filter((name) => first.includes(name))).toEqual([]);
      expect(second.every((name) => name.includes('こども'))).toBe(true);
      await usable(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'この一覧をExcelで' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
      expect(
        readFileSync(await download.path())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');

      await page.goto('/issues/new');
      await page.getByLabel('課題の名前').fill('冬の園庭で遊べる場所が少ない');
      await page.getByLabel('内容').fill('雪を寄せる場所と、遊ぶ場所が重なっている。');
      await page.getByRole('button', { name: '課題として残す' }).click();
      const summary = page.getByRole('alert');
      await summary.waitFor();
      await usable(page);
      expect(await page.getByLabel('課題の名前').inputValue()).toBe('冬の園庭で遊べる場所が少ない');
      expect(await page.getByLabel('内容').inputValue()).toBe('雪を寄せる場所と、遊ぶ場所が重なっている。');
      await summary.getByRole('link').first().click();
      expect(new URL(page.url()).hash).toBe('#f-theme_code');
      await page.getByRole('combobox', { name: 'どのテーマですか' }).selectOption('保育の内容・環境');
      await page.getByRole('radio', { name: 'ふつう' }).check();
      await page.getByRole('button', { name: '課題として残す' }).click();
      await page.getByText('課題を書きとめました。').waitFor();
    }, 90_000);
  },
);

describe.skipIf(browserPath === null)('a place out of a thousand', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown();
    await town.world.owner(
      `insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at)
       select organisation_id, '架空第' || n || '保育園', 'カクウ', kind, town_id, '試験県試験市架空町' || n, now(), now()
       from facility, generate_series(1, 1000) as n where id = $1`,
      [town.world.facility[0]],
    );
  });
  afterAll(() => town?.close(), 60_000);
  afterEach(() => expect(town.problems.splice(0)).toEqual([]));

  const said = (page: Page) => page.getByText('1件が見つかりました。');

  it('is looked for by keyboard, while what is typed elsewhere stays', async () => {
    const page = await town.enter('coordinator', '/issues/new');
    await page.getByLabel('課題の名前').fill('雪の日の散歩');
    await tabTo(page, 'input', /^ことばでさがす/);
    await page.keyboard.type('架空町７７７');
    await page.keyboard.press('Enter');
    await said(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/issues/new');
    expect(await page.getByLabel('課題の名前').inputValue()).toBe('雪の日の散歩');
    await tabTo(page, 'input', /^架空第777保育園/);
    await page.keyboard.press('Space');
    // Looking for another keeps the one that was chosen.
    const box = page.getByRole('searchbox', { name: 'ことばでさがす' });
    await box.fill('架空町55 第55');
    await box.press('Enter');
    await page.getByRole('checkbox', { name: /^架空第55保育園/ }).waitFor();
    expect(await page.getByRole('checkbox', { name: /^架空第777保育園/ }).isChecked()).toBe(true);
    await usable(page);
    await page.getByRole('combobox', { name: 'どのテーマですか' }).selectOption({ index: 1 });
    await page.getByRole('radio', { name: 'ふつう' }).check();
    // Enter in another box sends the form and looks for nothing.
    await box.fill('');
    await page.getByLabel('課題の名前').press('Enter');
    await page.getByText('課題を書きとめました。').waitFor();
    expect(await page.getByText('架空第777保育園').count()).toBeGreaterThan(0);
  });

  it('is looked for on a phone where no script runs', async () => {
    const page = await town.enter('coordinator', '/issues/new', { phone: true, script: false });
    await page.getByLabel('課題の名前').fill('雪の日の散歩、電話から');
    await page.getByRole('searchbox', { name: 'ことばでさがす' }).fill('架空町777');
    await page.getByRole('main').getByRole('button', { name: 'さがす', exact: true }).click();
    await said(page).waitFor();
    expect(await page.getByLabel('課題の名前').inputValue()).toBe('雪の日の散歩、電話から');
    await page.getByRole('checkbox', { name: /^架空第777保育園/ }).check();
    await usable(page);
  });
});
