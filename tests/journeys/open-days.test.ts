import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writing } from '../../src/platform/db/transaction.ts';
import { askWhatBecame, remind } from '../../src/improvement/learning/jobs.ts';
import { browserPath, fillDate, unfold, usable } from './city.ts';
import { button, heading, link, openTown, type Town } from './town.ts';

const title = '片付けは、だれの時間か';

/** A day from a facility's offer to what another tried three months later, on the town's own clock. */
describe.skipIf(browserPath === null)(
  browserPath === null ? 'open days (skipped: no Chromium was found or brought)' : 'open days',
  () => {
    let town: Town;
    let day = '';
    beforeAll(async () => {
      town = await openTown();
      town.world.at('2026-11-21T10:00:00+09:00');
    }, 300_000);
    afterAll(() => town?.close(), 60_000);
    afterEach(() => expect(town.problems.splice(0)).toEqual([]));

    const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

    it('are offered by a head on a phone from a short form that keeps itself', async () => {
      const page = await town.enter('facility_head', '/open-days', { phone: true });
      await usable(page);
      await link(page, '公開保育を申し出る').click();
      await heading(page, '公開保育を申し出る').waitFor();
      await page.getByLabel('題名は何ですか').fill(title);
      await page.getByRole('combobox', { name: 'テーマは何ですか' }).selectOption('practice');
      await page.getByLabel('見る人に、何を問いかけますか').fill('子どもは何を決めていますか');
      await says(page, /保存しました/);
      await page.goto(`${town.base}/open-days/new`);
      expect(await page.getByLabel('題名は何ですか').inputValue()).toBe(title);
      await fillDate(page, 'いつ開きますか', '2026-12-10');
      await page.getByLabel('何人まで見学できますか').fill('2');
      await page.getByLabel('どこで、何を見てよいですか').fill('3歳児の保育室');
      await page.getByLabel('環境や掲示だけ（人は写さない）').check();
      await usable(page);
      await button(page, '申し出る').click();
      await says(page, '申し出を送りました');
      day = new URL(page.url()).pathname;
      await usable(page);
      await link(page, '問いを直す').click();
      await page.getByLabel('問い2').fill('大人はどこで待っていますか');
      await usable(page);
      await button(page, '保存する').click();
      await says(page, '問いを保存しました。');
    }, 120_000);

    it('are checked and published by a coordinator, who finds the offer on the first page', async () => {
      const page = await town.enter('coordinator', '/');
      await link(page, '確かめる').first().click();
      await usable(page);
      await unfold(page, '公開する');
      await button(page, '公開する').click();
      await says(page, '申込みを受け付けています。');
      await usable(page);
      await page.goto(`${town.base}/open-days/practices`);
      await usable(page);
    }, 60_000);

    it('take sign-ups with a yes and a promise; one waits, and gets the place that comes free', async () => {
      const full = await town.enter('coordinator', `${day}/sign-up`);
      await full
        .getByRole('combobox', { name: 'どの施設から来ますか' })
        .selectOption(`${town.world.facility[3]}`);
      await full.getByLabel('何人で来ますか').fill('2');
      await full.getByLabel(/施設長の了解/).check();
      await usable(full);
      await button(full, '申し込む').click();
      await says(full, '申込みが決まりました。');

      const page = await town.enter('other_head', day, { phone: true });
      await link(page, '申し込む').click();
      await page.getByLabel('何人で来ますか').fill('1');
      await page.getByLabel('来る人の職名と名前').fill('主任');
      await page.getByLabel(/施設長として参加を認め/).check();
      await usable(page);
      await button(page, '申し込む').click();
      await says(page, /空きを待つ列/);
      await usable(page);

      await unfold(full, '申込みを取り消す');
      await button(full, '取り消す').click();
      await says(full, '申込みを取り消しました。');
      await town.world.house.jobs.drain();
      await page.goto(`${town.base}/`);
      await says(page, /空きが出ました/);
      await page.goto(`${town.base}${day}`);
      await unfold(page, '参加する');
      await button(page, '参加する').click();
      await says(page, '参加が決まりました。');
    }, 120_000);

    it('are seen on the day with a sheet in the hand, and without script as well', async () => {
      const job = { ...town.world.actor(null), kind: 'job' as const, label: 'job:test' };
      town.world.at('2026-12-08T07:00:00+09:00');
      await writing(job, (tx) => remind.run(tx, {}, {} as never));
      town.world.at('2026-12-10T10:00:00+09:00');
      const phone = await town.enter('other_head', day, { phone: true });
      await link(phone, '観察シートを開く').click();
      await usable(phone);
      const first = phone.locator('#question-1');
      await first.getByLabel('見えた姿').fill('棚の前に三人いた');
      await first.getByLabel('良さ').fill('自分で選んでいた\n待っている大人がいた');
      await says(phone, /保存しました/);
      await phone.reload();
      expect(await phone.locator('#question-1').getByLabel('見えた姿').inputValue()).toBe('棚の前に三人いた');
      await unfold(phone, '良さ・疑問・提案を付箋に出す');
      await button(phone, '良さ・疑問・提案を付箋に出す').click();
      await says(phone, '2枚の付箋を貼りました。');
      await usable(phone);

      const plain = await town.enter('facility_staff', `${day}/board`, { script: false });
      await plain.getByLabel('提案').check();
      await plain.getByLabel('付箋に書くこと').fill('棚の高さを変えてみる');
      await button(plain, '貼る').click();
      await says(plain, '付箋を貼りました。');

      const desk = await town.enter('coordinator', `${day}/board`);
      await usable(desk);
      await desk.getByLabel('疑問').check();
      await desk.getByLabel('付箋に書くこと').fill('全体はだれが見ているのか');
      await button(desk, '貼る').click();
      await says(desk, '全体はだれが見ているのか');
      // What one lays down appears at the other's board by itself; a card goes to the next question by an arrow key.
      await says(phone, '全体はだれが見ているのか');
      const card = desk.locator('[data-card]').filter({ hasText: '全体はだれが見ているのか' });
      await card.focus();
      await desk.keyboard.press('ArrowRight');
      await desk
        .locator('[data-heading="2"] [data-card]')
        .filter({ hasText: '全体はだれが見ているのか' })
        .waitFor();
    }, 180_000);

    it('are written down by host and visitor, who takes one practice home', async () => {
      town.world.at('2026-12-11T16:00:00+09:00');
      const desk = await town.enter('coordinator', day);
      await unfold(desk, '申込みどおりに参加を記録する');
      await button(desk, '申込みどおりに参加を記録する').click();
      await says(desk, '1施設の参加を記録しました。');
      const host = await town.enter('facility_head', `${day}/texts/discussion`);
      await host.getByLabel('話し合いの記録').fill('問い1：選び直せると安心する。');
      await usable(host);
      await button(host, '保存する').click();
      await says(host, '選び直せると安心する');
      await host.goto(`${town.base}${day}/texts/reflection`);
      await host.getByLabel('開いた園の振返り').fill('選び直す合図をつくる。');
      await button(host, '保存する').click();
      await says(host, '選び直す合図をつくる。');

      const page = await town.enter('other_head', day, { phone: true });
      await link(page, '振返りを書く').first().click();
      await page.getByLabel('ひとことの振返り').fill('待つ長さに驚いた。');
      await usable(page);
      await button(page, '保存する').click();
      await says(page, '待つ長さに驚いた。');
      await host.reload();
      expect(await host.getByText('待つ長さに驚いた。').count()).toBe(0);
      await link(page, /実践を決める|持ち帰る実践/)
        .first()
        .click();
      await page.getByLabel('試すこと').fill('朝の支度の順番を任せる');
      await fillDate(page, 'いつから試すか', '2026-12-21');
      await page.getByLabel(/みなさんに見せる/).check();
      await usable(page);
      await button(page, '決める').click();
      await says(page, '持ち帰る実践を保存しました。');
      await usable(page);
    }, 120_000);

    it('are followed up three months later: tried, what happened, kept', async () => {
      const job = { ...town.world.actor(null), kind: 'job' as const, label: 'job:test' };
      town.world.at('2027-03-10T09:00:00+09:00');
      await writing(job, (tx) => askWhatBecame.run(tx, {}, {} as never));
      const page = await town.enter('other_head', '/', { phone: true });
      await says(page, /その後を伺っています/);
      await page.goto(`${town.base}${day}`);
      await link(page, '答える').first().click();
      await usable(page);
      await page.getByLabel('試した', { exact: true }).check();
      await page.getByLabel('何が起きましたか').fill('急がせる言葉が減った');
      await page.getByLabel('続ける', { exact: true }).check();
      await button(page, '答える').click();
      await says(page, 'その後を記録しました');
      const reader = await town.enter('administrator', '/open-days/practices?year=2026');
      await says(reader, '急がせる言葉が減った');
      await usable(reader);
    }, 60_000);
  },
);
