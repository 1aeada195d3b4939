import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openCity, usable, type City } from './city.ts';

const office = '連携会議 事務局';
const observer = '閲覧者';
const year = 2025;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });

describe.skipIf(browserPath === null)(
  browserPath === null ? 'the year (skipped: no Chromium was found or brought)' : 'the year',
  () => {
    let city: City;
    beforeAll(async () => {
      city = await openCity();
    }, 300_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('is looked at by its goals: a finding names the indicator it is read from, and becomes a measure of the next year', async () => {
      const page = await city.enter(office);
      await page.goto(`${city.base}/goals/next?year=${year}`);
      await usable(page);
      await page.locator('#finding-new summary').click();
      await page.getByLabel('何が見えましたか').fill('巡回の実施率は上がったが、冬の訪問が少ない');
      await page.getByRole('group', { name: '目標から見て' }).getByLabel('両面ある').check();
      await page.getByRole('group', { name: '根拠の強さ' }).getByLabel(/^強い/).check();
      await page.getByRole('combobox', { name: '何から分かりますか' }).selectOption({ label: '指標の値' });
      await page
        .getByRole('combobox', { name: 'どの指標・どの質の観点ですか' })
        .selectOption('indicator:visit_rate');
      await button(page, '根拠を書き残す').click();
      await page.getByText('根拠を書き残しました').first().waitFor();
      await usable(page);
      const finding = page.locator('.resource', { hasText: '冬の訪問が少ない' });
      expect(await finding.getByRole('link', { name: /もと：指標の値/ }).getAttribute('href')).toBe(
        `/indicators/visit_rate?year=${year}`,
      );
      await finding.getByRole('link', { name: 'この根拠から施策をつくる' }).click();
      await page.getByLabel('区分').fill('現場伴走・基盤強化');
      await page.getByLabel('取組内容').fill('冬の巡回を11月までに前もって組む');
      await page.getByLabel('年度中に実施').check();
      await page
        .getByRole('combobox', { name: '担当する団体・機関' })
        .selectOption({ label: '旭川市保育センター' });
      await usable(page);
      await button(page, '施策を加える').click();
      await page.getByText('施策を加えました').first().waitFor();
      await page.goto(`${city.base}/measures?year=${year + 1}`);
      await page.getByText('冬の巡回を11月までに前もって組む').waitFor();
      await usable(page);
    }, 120_000);

    it('is closed again with a reason; each closed figure stands beside what its kept rows add up to', async () => {
      const page = await city.enter(office);
      await page.goto(`${city.base}/goals/report?year=${year}`);
      await page.locator('#close-again summary').click();
      await page.getByLabel('締め直すわけ').fill('欠席の訂正');
      await button(page, '締め直す').last().click();
      await page.getByText('年度を締めました').first().waitFor();
      await page
        .getByText(/2回めの締め/)
        .first()
        .waitFor();
      await usable(page);
      const rows = page.locator('#close table tbody tr');
      expect(await rows.count()).toBeGreaterThan(4);
      for (const row of await rows.all()) expect(await row.innerText()).toContain('一致');
    }, 120_000);

    it('is told in four files within twenty seconds, and whoever reads figures reads them', async () => {
      const page = await city.enter(office);
      await page.goto(`${city.base}/goals/report?year=${year}`);
      const begun = Date.now();
      await button(page, '報告書をつくる').click();
      const first = page.locator('#files .resource').first();
      await first.getByRole('link', { name: /1枚/ }).waitFor({ timeout: 60_000 });
      console.log(`report: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
      await usable(page);
      const reader = await city.enter(observer);
      await reader.goto(`${city.base}/goals/report?year=${year}`);
      const files = reader.locator('#files .resource').first();
      for (const [name, magic] of [
        [/^Word/, 'PK'],
        [/^PDF/, '%PDF'],
        [/^Excel/, 'PK'],
        [/1枚/, '%PDF'],
      ] as const) {
        const href = await files.getByRole('link', { name }).getAttribute('href');
        const answer = await reader.request.get(city.base + href!);
        expect(answer.status()).toBe(200);
        expect((await answer.body()).subarray(0, magic.length).toString()).toBe(magic);
      }
    }, 120_000);

    it('is read on a phone too', async () => {
      const phone = await city.enter(observer, { phone: true });
      for (const path of [
        `/goals?year=${year}`,
        `/goals/core?year=${year}`,
        '/measures',
        `/goals/report?year=${year}`,
      ]) {
        await phone.goto(city.base + path);
        await usable(phone);
      }
    }, 120_000);

    it('a head reads the own practice on the first page, says yes, and it is published', async () => {
      const head = await city.enter('施設長', { phone: true });
      await head.goto(city.base);
      await link(head, /雪の日の園庭を、斜面から始める/)
        .first()
        .click();
      await usable(head);
      const address = new URL(head.url()).pathname;
      await head
        .getByRole('group', { name: 'この実践を紹介してよいですか' })
        .getByLabel('よい', { exact: true })
        .check();
      await head.getByLabel('園の名前を出してよい').check();
      await button(head, '返事をする').click();
      await head.getByText('返事をしました').first().waitFor();
      const coordinator = await city.enter('保育サポートコーディネーター');
      await coordinator.goto(city.base + address);
      await usable(coordinator);
      // Two people in charge are named: somebody looks whether they can be known by it, and says so.
      await button(coordinator, '公開する').click();
      await coordinator.getByText('だれのことか分かってしまわないか').first().waitFor();
      await coordinator.getByLabel(/分かってしまわないことを確かめました/).check();
      await button(coordinator, '公開する').click();
      await coordinator.getByText('公開しました').first().waitFor();
      const reader = await city.enter(observer);
      await reader.goto(`${city.base}/practices?q=斜面`);
      await usable(reader);
      await link(reader, /雪の日の園庭/).click();
      await reader.getByText('神楽保育所').first().waitFor();
    }, 120_000);

    it('draws who met whom, two years beside each other, and around one facility, on a desk and on a phone', async () => {
      for (const phone of [false, true]) {
        const page = await city.enter('保育サポートコーディネーター', phone ? { phone: true } : {});
        for (const path of [
          '/network-map',
          '/network-map?year=2026&before=2025',
          '/practices',
          '/workforce',
          '/practices/criteria',
          '/practices/1',
          '/practices/new?blank=1',
          '/practices/new',
          '/network-map?ego=f1',
        ]) {
          await page.goto(city.base + path);
          await usable(page);
        }
        await page.goto(`${city.base}/network-map`);
        expect(await page.locator('svg.network .network-node').count()).toBeGreaterThan(20);
      }
    }, 120_000);

    it('shows a stranger what was published for everybody', async () => {
      const stranger = await city.arrive();
      await stranger.goto(`${city.base}/open/practices`);
      await usable(stranger);
      await link(stranger, /迎えの時間に/).click();
      await stranger.waitForURL(/\/open\/practices\/\d+/);
      await usable(stranger);
    }, 60_000);
  },
);
