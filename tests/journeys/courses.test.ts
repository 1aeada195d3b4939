import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openCity, usable, type City } from './city.ts';

const coordinator = '保育サポートコーディネーター';
const head = '施設長';
const staff = '施設職員';
const title = '園の明日を語る研修';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
const fillDay = async (page: Page, name: string, day: string): Promise<void> => {
  const [y, m, d] = day.split('-');
  await page.locator(`[name="${name}_y"]`).fill(y!);
  await page.locator(`[name="${name}_m"]`).fill(m!);
  await page.locator(`[name="${name}_d"]`).fill(d!);
};
/** Opens the question of a button that asks first, and answers it. */
const confirm = async (page: Page, label: string, reason?: [string, string]): Promise<void> => {
  const question = page.locator('details.confirm').filter({ hasText: label }).first();
  await question.locator('summary').click();
  if (reason) await question.getByLabel(reason[0]).fill(reason[1]);
  await question.locator('button[type="submit"]').click();
};

describe.skipIf(browserPath === null)(
  browserPath === null ? 'courses (skipped: no Chromium was found or brought)' : 'courses',
  () => {
    let city: City;
    let course = '';
    beforeAll(async () => {
      city = await openCity();
    }, 300_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('begin with a template, get their sittings, and come into the calendar', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}/courses`);
      await usable(page);
      await link(page, '研修をつくる').first().click();
      await usable(page);
      await link(page, /^新任/).click();
      await page.getByLabel('研修の題名').fill(title);
      await page.getByLabel('カリキュラム（科目）').fill('60分 明日を語る\n選択 30分 情報交換');
      await page.getByLabel('修了に必要な時間（分）').fill('60');
      await fillDay(page, 'closes_on', inDays(0));
      await usable(page);
      await button(page, '下書きとして保存する').click();
      await page.getByText('研修の下書きをつくりました').waitFor();
      course = new URL(page.url()).pathname;
      await link(page, '回を加える').first().click();
      await page.getByLabel('回の題名').fill('第1回　語り合う');
      await fillDay(page, 'held_on', inDays(1));
      await page.getByLabel('会場').first().fill('保育センター 研修室');
      for (const box of await page
        .getByRole('group', { name: 'この回で行う科目' })
        .getByRole('checkbox')
        .all())
        await box.check();
      await usable(page);
      await button(page, '保存する').click();
      await page.getByText('回を保存しました').waitFor();
      await confirm(page, '公開して募集する');
      await page.getByText('公開しました').waitFor();
      await usable(page);
      const feed = await page.request.get(`${city.base}/open/feeds/training.ics`);
      expect((await feed.text()).replaceAll('\r\n ', '')).toContain(title);
    }, 120_000);

    it('are applied for on a phone, and the head says yes', async () => {
      const phone = await city.enter(staff, { phone: true });
      await phone.goto(`${city.base}${course}`);
      await usable(phone);
      await link(phone, '自分が申し込む').click();
      await phone.getByLabel('経験年数').fill('2');
      await usable(phone);
      await button(phone, '申し込む').click();
      await phone.getByText('施設長の返事を待っています').waitFor();
      await usable(phone);

      const desk = await city.enter(head, { phone: true });
      await desk.goto(`${city.base}/`);
      await desk.getByText('研修の申込みに返事を待っています').waitFor();
      await desk.goto(`${city.base}${course}`);
      await usable(desk);
      await button(desk, 'はい').first().click();
      await desk.getByText('「はい」と答えました').waitFor();
    }, 120_000);

    it('are applied for by another town’s staff without an account and without script', async () => {
      const page = await city.arrive({ phone: true, script: false });
      await page.goto(`${city.base}/open/courses`);
      await usable(page);
      await link(page, title).click();
      await link(page, '申し込む').click();
      await page.getByLabel('市町村の名前').fill('鷹栖町');
      await page.getByLabel('施設・学校の名前').fill('見本の森こども園');
      await page.getByLabel('施設長・所属長の名前').fill('見本 園長');
      await page.getByLabel('施設長・所属長の了承を得ています').check();
      await page.getByRole('textbox', { name: /^名前/ }).first().fill('見本 となり');
      await page.getByLabel('メール').fill('tonari@example.invalid');
      await button(page, '申し込む').click();
      await page.getByText('参加が決まっています').waitFor();
      await usable(page);
    }, 120_000);

    it('end, for one finished before, with a certificate another town can check; it is withdrawn and given anew', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}/courses?scheme=layer`);
      await link(page, '令和8年度 新任保育者の対話型研修（前期）').click();
      await usable(page);
      await link(page, /修了の確認と修了証/).click();
      await usable(page);
      const before = await page.getByText(/2026-L1-\d{4}/).allTextContents();
      expect(before.length).toBeGreaterThan(0);
      await confirm(page, '修了証を取り消す', ['取り消す理由', '名前の誤り']);
      await page.getByText('修了証を取り消しました').waitFor();
      await confirm(page, '修了証を出す');
      await page.getByText('1人に修了証を出しました').waitFor();
      const now = (await page.locator('main').innerText()).match(/2026-L1-\d{4}/g)!;
      expect(new Set(now).size).toBe(new Set(before.map((one) => /2026-L1-\d{4}/.exec(one)![0])).size + 1);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        link(page, /^修了証 2026-L1-\d{4} のPDF$/)
          .first()
          .click(),
      ]);
      expect(
        readFileSync(await file.path())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');

      const other = await city.arrive({ phone: true });
      await other.goto(`${city.base}/open/courses/verify`);
      await other.getByLabel('修了証番号').fill('2026-L1-9999');
      await other.getByLabel('確認コード').fill('ABCDE-FGHJK');
      await button(other, '確かめる').click();
      await other.getByText('見つかりません').first().waitFor();
      await usable(other);
    }, 120_000);

    it('show people their record, the head the facility’s, and the group its sheet', async () => {
      const own = await city.enter(staff, { phone: true });
      await own.goto(`${city.base}/my-courses`);
      await usable(own);
      const desk = await city.enter(head);
      await desk.goto(`${city.base}/courses/records`);
      await usable(desk);
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}/courses`);
      await link(page, '令和8年度 新任保育者の対話型研修（前期）').click();
      await link(page, /事例検討のグループ/).click();
      await usable(page);
      await link(page, 'グループ1の記録を開く').click();
      await usable(page);
    }, 120_000);

    it('are asked for as a lecture at one’s own place, and arranged', async () => {
      const phone = await city.enter(head, { phone: true });
      await phone.goto(`${city.base}/lectures`);
      await usable(phone);
      await link(phone, /^この講座を頼む：児童虐待/).click();
      await phone.getByLabel('何のために開きますか').fill('園内研修で学びたい');
      await phone.getByLabel('参加する人数のめやす').fill('12');
      await phone.getByLabel('来てほしい日時').fill('1月20日 14時から');
      await usable(phone);
      await button(phone, '頼む').click();
      await phone.getByText('依頼を送りました').waitFor();
      const lecture = new URL(phone.url()).pathname;
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}${lecture}`);
      await usable(page);
      await fillDay(page, 'held_on', inDays(20));
      await page.locator('[name="starts_at"]').fill('14:00');
      await page.locator('[name="ends_at"]').fill('15:00');
      await page.getByRole('textbox', { name: /^講師/ }).fill('見本 講師');
      await button(page, '決めて知らせる').click();
      await page.getByText('日程を決めて知らせました').waitFor();
      await usable(page);
    }, 120_000);
  },
);
