import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/platform/root.ts';
import { browserPath, fillDate, fits, mailTo, openCity, unfold, usable, type City } from './city.ts';

const secretariat = '連携会議 事務局';
const head = '施設長';
const kagura = '神楽保育所';
const wish = '屋外で子どもが身体を動かせる';
/** The same wish in a family's words. */
const runAbout = '外で思いきり体を動かさせたい';
const event = '雪の園庭を開く土曜日';
const first = { name: '空知 みのり', email: 'sorachi@example.invalid' };
const second = { name: '天塩 はるか', email: 'teshio@example.invalid' };
const published = join(root, '..', 'shared', 'data');
const takamatsu = {
  bases: 'takamatsu_regional_child_rearing_support_base.csv',
  nurseries: 'takamatsu_nursery_school.csv',
  events: 'takamatsu_events.csv',
};
const there = existsSync(join(published, takamatsu.events));

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

/** The sheets a page comes out of the browser's printer on, each as wide and high as it is, in points. */
async function printed(page: Page): Promise<number[][]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]/g)].map(([, wide, high]) => [
    Math.round(Number(wide)),
    Math.round(Number(high)),
  ]);
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
    });
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
      await usable(page);
      await unfold(page, '施設の声');
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

    /** From the public front page to the form of application, as a family goes: where, why there, what is on, may we come. */
    async function findAndApply(parent: Page, who: typeof first, send: string): Promise<string> {
      await parent.goto('/open');
      await usable(parent);
      await follow(parent, /場所をさがす/, '場所をさがす');
      await choice(parent, 'お子さんの年齢').selectOption('2歳');
      await choice(parent, 'いつ').selectOption('土曜日');
      await choice(parent, '時間帯').selectOption('午前');
      await unfold(parent, '望みを選ぶ');
      await parent.getByRole('checkbox', { name: runAbout }).check();
      await button(parent, 'さがす').click();
      await parent.waitForURL(/wish=/);
      await usable(parent);
      const found = parent.getByRole('listitem').filter({ has: link(parent, kagura) });
      // Where one of the next Saturdays is closed (at the year's end, on a holiday), it says on how many it is open.
      await found
        .getByText(new RegExp(`「${wish}」の希望に合い、土曜日の午前(に|は\\d日のうち.+)開いています。`))
        .waitFor();
      await found.getByText('土曜日 9:30～11:30').waitFor();
      await follow(found, kagura, kagura);
      await usable(parent);
      await follow(parent.getByRole('main'), event, event);
      await usable(parent);
      // The page of the event says already whether one would wait.
      await follow(parent, send === '申し込む' ? /^この日に申し込む/ : /^キャンセル待ちに申し込む/, event);
      await usable(parent);
      await box(parent, 'お名前').fill(who.name);
      await box(parent, 'メールアドレス').fill(who.email);
      await parent.getByLabel('大人は何人来ますか').fill('１');
      await parent.getByLabel('子どもは何人来ますか').fill('１');
      await button(parent, send).click();
      await parent.getByText('申込みの控え').first().waitFor();
      await usable(parent);
      const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await parent.getByRole('main').innerText());
      expect(code, 'the code on the receipt').not.toBeNull();
      return code![0];
    }

    /** Opens one's application on any device, by the code alone. */
    async function openByCode(page: Page, code: string): Promise<void> {
      await page.goto('/open/applications');
      await usable(page);
      await box(page, '確認コード').fill(code.toLowerCase().replace('-', ''));
      await press(page, '開く', '申込みの控え');
    }

    it('leads a family from a wish to a place in the snow, and gives the place on when they cannot come', async () => {
      const parent = await city.arrive({ phone: true });
      const code = await findAndApply(parent, first, '申し込む');
      await parent.getByText('参加が決まっています。').waitFor();
      expect(await mailTo(city, first.email)).toContain(code);

      const other = await city.arrive({ phone: true, script: false });
      const theirs = await findAndApply(other, second, 'キャンセル待ちに申し込む');
      await other.getByText('キャンセル待ちの1番目です。').waitFor();

      const library = await city.arrive();
      await openByCode(library, code);
      await usable(library);
      await confirm(library, '申込みを取り消す', '取り消す', '申込みを取り消しました。');
      await usable(library);

      const offer = await mailTo(city, second.email, '席が空きました');
      expect(offer).toContain(theirs);
      expect(offer).not.toContain(first.name);
      await openByCode(other, theirs);
      await other.getByText('席が空きました。').first().waitFor();
      await usable(other);
      await confirm(other, '参加する', '参加する', '参加が決まりました。');
      await usable(other);
    }, 90_000);

    it('shows the host who comes, on the list and at the door', async () => {
      const page = await city.enter(head);
      await page.goto('/applications');
      await usable(page);
      await page.getByRole('row').filter({ hasText: event }).getByRole('link').first().click();
      const row = page.getByRole('row').filter({ hasText: second.name });
      await row.getByText('参加確定').waitFor();
      await page.getByRole('row').filter({ hasText: first.name }).getByText('取消し').waitFor();
      await usable(page);
      await follow(page, '当日の受付', /当日の受付|雪の園庭/);
      await page.getByText(second.name).first().waitFor();
      expect(await page.getByText(first.name).count()).toBe(0);
      await usable(page);
    }, 60_000);

    it('fits a telephone in every language and in plain words with their readings', async () => {
      const page = await city.arrive({ phone: true });
      await page.setViewportSize({ width: 320, height: 640 });
      for (const speech of ['lang=ja&easy=1&ruby=1', 'lang=en', 'lang=ko', 'lang=vi', 'lang=tl', 'lang=pt'])
        for (const path of [`/open/places/${place}`, '/open/places', '/open/help']) {
          await page.goto(`${path}?${speech}`);
          await fits(page);
        }
    }, 60_000);

    it('prints the month for the wall, on A4 and A3, and a place on one sheet', async () => {
      const page = await city.arrive();
      await page.goto(`/open/calendar?month=${saturday.slice(0, 7)}`);
      await usable(page);
      await follow(page, 'A4・A3で印刷する', /カレンダー/);
      await usable(page);
      for (const [paper, size] of [
        ['A4 横', '841.89 595.28'],
        ['A3 横', '1190.55 841.89'],
      ] as const) {
        await link(page, paper).click();
        await page
          .getByRole('link', { name: paper, exact: true })
          .and(page.locator('[aria-current]'))
          .waitFor();
        const pdf = await asked((await link(page, 'PDFで保存する').getAttribute('href'))!);
        expect(pdf.slice(0, 5)).toBe('%PDF-');
        expect([...pdf.matchAll(/\/MediaBox \[0 0 ([^\]]*)\]/g)].map((one) => one[1])).toEqual([size]);
        expect(/\/Count (\d+)/.exec(pdf)?.[1]).toBe('1');
        // The browser's own printing, too, is the sheet alone.
        expect(await printed(page)).toEqual([size.split(' ').map((points) => Math.round(Number(points)))]);
      }
      await page.goto(`/open/places/${place}`);
      expect(await printed(page)).toHaveLength(1);
    }, 60_000);

    it('hands a place over as a card of one sheet, which says how to answer when one has been there', async () => {
      const page = await city.enter(secretariat);
      await page.goto('/find');
      await link(page, 'この催しでカードを作る').first().click();
      await press(page, 'カードを作る', 'カードを作りました');
      await usable(page);
      for (const [paper, size] of [
        ['はがき大（A6）で見る', [298, 420]],
        ['A4で見る', [595, 842]],
      ] as const) {
        await link(page, paper).click();
        await page.waitForURL(/size=a/);
        expect(await printed(page), paper).toEqual([size]);
      }
      const card = page.locator('.card-sheet');
      const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await card.innerText())![0];
      const parent = await city.arrive({ phone: true, script: false });
      await parent.goto('/open/cards');
      await box(parent, '番号').fill(code.toLowerCase());
      await button(parent, 'カードを見る').click();
      await parent.getByRole('radio', { name: '行けた', exact: true }).check();
      await parent.getByRole('radio', { name: '役に立った', exact: true }).check();
      await button(parent, '答えを送る').click();
      await parent.getByText('ありがとうございました。答えを受け取りました。').waitFor();
      await usable(parent);
    }, 60_000);

    it.skipIf(!there)(
      there
        ? 'takes in what another city publishes, and asks about the days it cannot read'
        : `takes in what another city publishes (skipped: its files are not in ${published})`,
      async () => {
        const page = await city.enter(secretariat);
        const figure = (label: string) =>
          page
            .getByRole('main')
            .locator('p')
            .filter({ has: link(page, label) })
            .locator('..');
        const counted = async (added: number, refused: number) => {
          await page.getByRole('heading', { level: 1, name: '内容を確かめる' }).waitFor();
          for (const [label, n] of [
            ['新規', added],
            ['変更', 0],
            ['同じ', 0],
            ['取り込めない', refused],
          ] as const)
            expect(await figure(label).first().innerText(), label).toMatch(new RegExp(`\\s${n}\\s*件`));
          await usable(page);
        };
        const choose = async (base: string, file: string) => {
          await page.goto(base);
          await usable(page);
          await page.getByLabel('取り込むファイル').first().setInputFiles(join(published, file));
          await button(page, '読み取って確かめる').click();
          await page.waitForURL(/\/import\/\d+/);
        };
        const takeIn = async (said: string) => {
          await confirm(page, '取り込む', '取り込む', '取り込みを始めました。');
          await page.getByText(said).first().waitFor({ timeout: 30_000 });
          await usable(page);
        };

        await choose('/facilities/import', takamatsu.bases);
        // The list has no column for what kind of place it is: said once for all rows.
        await page.getByText('次の欄にあたる列が決まっていません：種別').waitFor();
        await usable(page);
        await page.getByLabel('種別', { exact: true }).fill('子育て支援センター');
        await button(page, 'この対応で確かめる').click();
        await counted(15, 0);
        await page.getByText('開始時間「10：00」を「10:00」に直しました。').first().waitFor();
        await takeIn('新規15件を登録し、0件を変更しました。');

        await choose('/facilities/import', takamatsu.nurseries);
        await counted(117, 1);
        await follow(page, /^取り込めない 1/, '内容を確かめる');
        await takeIn('新規117件を登録し、0件を変更しました。');

        await choose('/events/import', takamatsu.events);
        await counted(51, 0);
        await page.getByText('6件は開催日を自動で読めません。').waitFor();
        await takeIn('新規51件を登録し、0件を変更しました。');

        await page.goto('/events/questions');
        const open = page.getByRole('row').filter({ hasText: '確かめていません' });
        expect(await open.count()).toBe(6);
        await usable(page);
        await open.first().getByRole('link').click();
        await page.getByText('もとの文章').waitFor();
        await usable(page);
        await box(page, '開く日と時刻').fill('いつか');
        await button(page, 'この日で登録する').click();
        await page.getByRole('alert').waitFor();
        expect(await box(page, '開く日と時刻').inputValue()).toBe('いつか');
        await box(page, '開く日と時刻').fill('8月1日（土）～8月16日（日）9:00～17:00');
        await press(page, 'この日で登録する', 'あと5件です。');
        await open.first().getByRole('link').click();
        await box(page, '載せない理由').fill('日が決まっていないため');
        await press(page, '載せないことにする', 'あと4件です。');
        await page.getByText('登録しました').first().waitFor();
        expect(await open.count()).toBe(4);
      },
      120_000,
    );
  },
);
