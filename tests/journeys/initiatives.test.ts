import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, fillDate, openCity, unfold, usable, type City } from './city.ts';

const coordinator = '保育サポートコーディネーター';
const head = '施設長';
const observer = '閲覧者';
const title = '冬の朝の遊戯室ひろば';
const sitting = '第1回 遊戯室ひろば';
const target = '冬も開く居場所を増やす';
const moved = '遊戯室ひろばを開いたので、冬に開く所が増えた';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

describe.skipIf(browserPath === null)(
  browserPath === null ? 'initiatives (skipped: no Chromium was found or brought)' : 'initiatives',
  () => {
    let city: City;
    let initiative = '';
    beforeAll(async () => {
      city = await openCity();
    }, 300_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('begin from an issue, and a head says yes on a phone', async () => {
      const page = await city.enter(coordinator);
      await page.goto('/issues?state=grasped');
      await page.locator('main table a[href^="/issues/"]').first().click();
      await usable(page);
      await link(page, 'この課題から取組をはじめる').click();
      await page.getByLabel(/^取組の名前/).fill(title);
      await page.getByLabel(/^目的/).fill('冬も親子が体を動かせる所をつくる。');
      await page.getByLabel(/^取組のイメージ/).fill('園の遊戯室を月に2回、午前に開く。');
      await usable(page);
      await button(page, '計画をはじめる').click();
      await page.getByText('取組の計画をはじめました').waitFor();
      initiative = new URL(page.url()).pathname;
      await usable(page);
      await unfold(page, '相手に声をかける');
      await page
        .getByRole('combobox', { name: /^どこに声をかけますか/ })
        .selectOption({ label: '神楽保育所' });
      await page.getByLabel(/^どんな役割をお願いしますか/).fill('遊戯室を開き、遊びを受け持つ');
      await button(page, '声をかける').click();
      await page.getByText('声をかけました').first().waitFor();

      const phone = await city.enter(head, { phone: true });
      await phone.getByRole('link', { name: title }).first().click();
      await usable(phone);
      await phone.getByLabel('参加する', { exact: true }).check();
      await phone.getByLabel(/^持ち寄れる強み/).fill('広い遊戯室');
      await button(phone, '返事をする').click();
      await phone.getByText('返事をしました').first().waitFor();
    }, 120_000);

    it('run, meet in the calendar, and two bodies see differently whether it is for the families', async () => {
      const page = await city.enter(coordinator);
      await page.goto(initiative);
      await button(page, 'はじめたことを記録する').click();
      await page.getByText('取組をはじめました').first().waitFor();
      await page.goto(`${initiative}/sessions/new`);
      await page.getByLabel('親子と行う回').check();
      await page.getByLabel(/^回の名前/).fill(sitting);
      await fillDate(page, 'いつですか', inDays(0));
      await page.getByLabel(/^何時から/).fill('10:00');
      await page.getByLabel(/^何時まで/).fill('11:30');
      await page.getByLabel(/^場所/).fill('遊戯室');
      await usable(page);
      await button(page, 'この回を決める').click();
      await page.getByText('カレンダーにも載せました').waitFor();
      const session = new URL(page.url()).pathname;
      await page.getByLabel(/^来た親子の組数/).fill('9');
      await page.getByLabel(/^あったこと、話したこと/).fill('そりで遊び、離乳食の相談を受けた。');
      await button(page, '記録を保存する').click();
      await page.getByText('記録を保存しました').first().waitFor();
      await usable(page);
      await link(page, /として振り返る$/)
        .first()
        .click();
      await page.getByLabel('なっている', { exact: true }).check();
      await usable(page);
      await button(page, '振り返りを出す').click();
      await page.getByText('振り返りを出しました').waitFor();

      const phone = await city.enter(head, { phone: true });
      await link(phone, '振り返る').first().click();
      await phone.getByLabel('一部はなっている').check();
      await phone.getByLabel(/^そう思うわけ/).fill('まだ来ていない家庭がある。');
      await usable(phone);
      await button(phone, '振り返りを出す').click();
      await phone.getByText('見方が分かれています').first().waitFor();
      await phone.goto(session);
      await usable(phone);
    }, 120_000);

    it('come to an outcome that moves a target of the guideline everybody reads', async () => {
      const page = await city.enter(coordinator);
      await page.goto(initiative);
      await unfold(page, '成果を書く');
      await page.getByLabel(/^何が変わりましたか/).fill('冬に出かける親子が増えた。');
      await page.getByLabel(/^はじめの値/).fill('4');
      await page.getByLabel(/^今の値/).fill('9');
      await page.getByLabel(/^単位/).fill('組');
      await page.getByLabel(/^数や声のもと/).fill('回の記録');
      await fillDate(page, 'いつのことですか', inDays(0));
      await button(page, '成果を書き残す').click();
      await page.getByText('成果を書き残しました').first().waitFor();
      await unfold(page, '指針の目標の動きとして書く');
      await link(page, target).last().click();
      await page.getByLabel(/^その日の値/).fill('25');
      await page.getByLabel(/^何がありましたか/).fill(moved);
      await usable(page);
      await button(page, '動きを書き残す').click();
      await page.getByText('目標の動きを書き残しました').waitFor();
      await usable(page);
      const guideline = new URL(page.url()).pathname;

      await page.goto(initiative);
      await page.getByText(moved).first().waitFor();
      await unfold(page.locator('#decide'), '終える');
      await page.getByLabel('めざした姿に届いたので終える').check();
      await page.getByLabel(/^終えるわけと、残したいこと/).fill('来年の冬も園と一緒に開く。');
      await button(page, '取組を終える').click();
      await page.getByText('取組を終えました').first().waitFor();
      await usable(page);

      for (const phone of [false, true]) {
        const stranger = await city.arrive({ phone });
        await stranger.goto('/open/guidelines');
        await usable(stranger);
        await stranger.goto(`/open${guideline}`);
        await stranger.getByText(moved).first().waitFor();
        await usable(stranger);
        await stranger.goto('/open/guidelines');
        await stranger
          .getByRole('link', { name: /実態調査/ })
          .first()
          .click();
        await stranger.getByText('調査').first().waitFor();
        await usable(stranger);
      }
    }, 120_000);

    it('let an area climb from step 2 to step 3, with an initiative as what it is seen by', async () => {
      const page = await city.enter(coordinator);
      await page.goto('/partnership/new');
      await page.getByLabel(/^回の名前/).fill('歩みを確かめる回');
      await page
        .getByRole('combobox', { name: /^どの区域ごとに確かめますか/ })
        .selectOption('visit_district');
      await fillDate(page, '回答をいつからはじめますか', inDays(0));
      await fillDate(page, '回答をいつまで受け付けますか', inDays(14));
      await button(page, 'この内容ではじめる').click();
      await page.getByText('連携チェックの回をはじめました').waitFor();
      const round = new URL(page.url()).pathname;

      const phone = await city.enter(head, { phone: true });
      await phone.goto(round);
      await link(phone, /として答える$/)
        .first()
        .click();
      await usable(phone);
      for (const one of await phone.getByRole('radio', { name: 'だいたいできている' }).all())
        await one.check();
      const evidence = phone.locator('details', { hasText: 'そう思うもとを書く' });
      for (const one of await evidence.all()) {
        await one.locator('summary').click();
        await one.getByRole('textbox').first().fill('雪の日も遊べる午前のひろば');
      }
      await button(phone, '回答を提出する').click();
      await phone.getByText('回答を提出しました').waitFor();
      await usable(phone);
      const area = new URL(phone.url()).pathname;

      await page.goto(area);
      await page.getByRole('heading', { name: 'そう思うもとになる協働の取組' }).waitFor();
      for (const [step, reason] of [
        ['2', '親子の様子を伝え合っている。'],
        ['3', '雪の日も遊べる午前のひろばで、互いの場を紹介し合うようになった。'],
      ] as const) {
        await unfold(page, 'この区域のステップを書き残す');
        await page.getByRole('combobox', { name: /^今のステップ/ }).selectOption(step);
        await fillDate(page, 'いつ決めましたか', inDays(0));
        await page.getByLabel(/^そう決めたわけ/).fill(reason);
        await button(page, 'ステップを書き残す').click();
        await page.getByText('ステップを書き残しました').first().waitFor();
      }
      await usable(page);
      await page.goto(area);
      await link(page, '雪の日も遊べる午前のひろば').first().click();
      await unfold(page, 'この取組をもとになったステップに結びつける');
      await page.getByRole('combobox', { name: /^どのステップですか/ }).selectOption({ index: 1 });
      await button(page, '結びつける').click();
      await page.getByText('ステップに結びつけました').waitFor();
      await usable(page);

      const reader = await city.enter(observer);
      await reader.goto(area);
      await reader.getByText('ステップ3').first().waitFor();
      await usable(reader);
    }, 120_000);
  },
);
