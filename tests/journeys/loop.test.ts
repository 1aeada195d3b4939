import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, fillDate, openCity, unfold, usable, type City } from './city.ts';

const coordinator = '保育サポートコーディネーター';
const secretariat = '連携会議 事務局';
const head = '施設長';
const observer = '閲覧者';
const kagura = '神楽保育所';
const network = '地域における保育の質の向上 連携会議';

const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
const inDays = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
/** The day as the pages write it: 11月21日 */
const monthDay = (iso: string): string => `${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`;

/** The same in tables: R8.11.21 */
const inShort = (iso: string): string => {
  const [y, m, d] = iso.split('-').map(Number);
  return `R${y! - 2018}.${m}.${d}`;
};

/** A small picture, as a phone would hand it in. */
function picture(): Buffer {
  const size = 32;
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, 0x60)]);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name });

const choice = (page: Page | Locator, name: string | RegExp) => page.getByRole('combobox', { name });

/** Presses a button and stays until the page after it says so. */
async function press(page: Page, name: string, then: string | RegExp): Promise<void> {
  await button(page, name).last().click();
  await page.getByText(then).first().waitFor();
}

async function follow(page: Page, name: string | RegExp, heading: string | RegExp): Promise<void> {
  await link(page, name).first().click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** How far the figures stand, as the observer reads them. */
async function figures(city: City): Promise<{ visited: number; issues: number }> {
  const page = await city.enter(observer);
  await follow(page, 'みえる', '指標');
  const text = await page.getByRole('main').innerText();
  const visited = /施設のうち([\d,]+)施設/.exec(text)![1]!;
  const issues = /把握・整理した課題件数\s+([\d,]+)\s*件/.exec(text)![1]!;
  const number = (shown: string) => Number(shown.replace(',', ''));
  return { visited: number(visited), issues: number(issues) };
}

/** Sends the plan; days that are closed or ask for care are confirmed as the page asks. */
async function sendPlan(page: Page, count: number): Promise<void> {
  const done = page.getByText(`${count}件の訪問の予定を入れました。`);
  const asked = page.getByRole('checkbox', { name: /注意を確かめました/ });
  await button(page, '予定を入れる').click();
  await done.or(asked).first().waitFor();
  if (await asked.isVisible()) {
    await usable(page);
    await asked.check();
    await button(page, '予定を入れる').click();
  }
  await done.waitFor();
}

describe.skipIf(browserPath === null)(
  browserPath === null ? 'the loop (skipped: no Chromium was found or brought)' : 'the loop',
  () => {
    let city: City;
    let before: { visited: number; issues: number };
    /** the three that are visited: at a desk, on a phone, without script */
    const facilities: string[] = [];
    let fresh = 0;
    const noPaper = '記録の様式が多く、書く時間がとれない';
    const lateHome = '記録が勤務のあとに残ってしまう';
    const regional = '記録の負担を減らし、子どもと過ごす時間をつくる';
    const ask = '様式の見本を一枚試し、よかった点を持ち寄る';
    const promise = '様式の見本を持参する';
    const meeting = '記録を考える臨時の連携会議';

    beforeAll(async () => {
      city = await openCity();
      before = await figures(city);
    }, 180_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('lets a coordinator plan the month from the list of those who wait', async () => {
      const page = await city.enter(coordinator);
      await usable(page);
      await follow(page, 'よくする', '巡回');
      await usable(page);
      await follow(page, '月の予定を立てる', /の巡回の予定$/);
      await usable(page);
      const waiting = page.getByRole('row').filter({ hasText: /今年度まだ訪問していません/ });
      for (const row of [waiting.nth(0), waiting.nth(1)]) {
        facilities.push((await row.getByRole('rowheader').innerText()).trim());
        await row.getByRole('checkbox').check();
      }
      await button(page, '選んだ施設の日を決める').click();
      await page.getByRole('heading', { level: 1, name: '訪問の予定を入れる' }).waitFor();
      await usable(page);
      for (const [at, name] of facilities.entries()) {
        const own = page.getByRole('group', { name, exact: true });
        await fillDate(own, 'いつ行きますか', today);
        await own.getByLabel('始まり').fill(`1${3 + at * 2}:00`);
        await own.getByLabel('終わり').fill(`1${4 + at * 2}:00`);
      }
      await sendPlan(page, 2);
      await usable(page);

      // A colleague's facility that asked for a visit: found by its area.
      await page.getByLabel('担当', { exact: true }).selectOption('全員');
      await page.getByRole('combobox', { name: '区域' }).selectOption('神楽・緑が丘地区');
      await page.getByLabel('予定がもう入っている施設も表示する').check();
      await button(page, 'この条件で表示').click();
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: kagura }) });
      await row.getByRole('checkbox').check();
      facilities.push(kagura);
      await button(page, '選んだ施設の日を決める').click();
      await page.getByRole('combobox', { name: 'だれが行きますか' }).selectOption('柏木 奈津子');
      const own = page.getByRole('group', { name: kagura, exact: true });
      await fillDate(own, 'いつ行きますか', today);
      await own.getByLabel('始まり').fill('17:00');
      await own.getByRole('combobox', { name: 'きっかけ' }).selectOption('園からの声かけ');
      await own.getByLabel('施設への伝言').fill('記録の時間のことをゆっくり伺います。');
      await sendPlan(page, 1);

      // Whether the year's figure moves depends on who was not visited yet.
      await page.goto('/');
      for (const name of facilities) {
        await link(page, name).first().click();
        await follow(page, 'この施設の経過', `${name}の経過`);
        await usable(page);
        const figure = page.getByText('今年度', { exact: true }).locator('..');
        if (/今年度\s*0/.test(await figure.innerText())) fresh++;
        await page.goto('/');
      }
      expect(fresh).toBeGreaterThanOrEqual(2);
    }, 120_000);

    it('keeps what is typed while she writes, and lets her come back to it', async () => {
      const page = await city.enter(coordinator);
      const own = page.getByRole('listitem').filter({ hasText: facilities[0]! });
      await own.getByRole('link', { name: '記録する' }).first().click();
      await page.getByRole('heading', { level: 1, name: /の訪問の記録$/ }).waitFor();
      await usable(page);
      await page.getByLabel('どなたに会えましたか').fill('園長と主任');
      await page
        .getByLabel('どんな話を聞きましたか')
        .fill('午睡の間に日誌を書いている。「書きたいことはあるのに時間がない」。');
      await page.getByRole('status').filter({ hasText: '下書きを保存しました' }).waitFor();
      await link(page, '今日').first().click();
      const kept = page.getByRole('listitem').filter({ hasText: facilities[0]! });
      await kept.getByRole('link', { name: '続きを書く' }).click();
      await page.getByText('下書きの続きです').waitFor();
      expect(await page.getByLabel('どなたに会えましたか').inputValue()).toBe('園長と主任');
      await page
        .getByLabel('次に試してみることは何ですか')
        .fill('来月から、午前の30分を書く時間にしてみる（園長）。');
      await press(page, '記録を提出する', '記録を提出しました。');
      await page.getByText('「書きたいことはあるのに時間がない」').waitFor();
      await usable(page);
    }, 60_000);

    it('takes an issue, a promise and a picture from a phone', async () => {
      const page = await city.enter(coordinator, { phone: true });
      await usable(page);
      const own = page.getByRole('listitem').filter({ hasText: kagura });
      await own.getByRole('link', { name: '記録する' }).first().click();
      await page.getByRole('heading', { level: 1, name: /の訪問の記録$/ }).waitFor();
      await usable(page);
      await page.getByLabel('どなたに会えましたか').fill('所長、4歳児の担任');
      await page
        .getByLabel('どんな話を聞きましたか')
        .fill('日誌、個人の記録、連絡帳で同じことを三度書いている。');
      await page.getByLabel('うまくいっていること').fill('子どもの言葉を壁に貼り、職員どうしで話している。');
      await page
        .getByLabel('写真・PDF・声のメモ', { exact: true })
        .setInputFiles({ name: 'kabe.png', mimeType: 'image/png', buffer: picture() });
      await page.getByLabel('写真・PDF・声のメモの説明').fill('子どもの言葉を貼った壁');
      await press(page, 'いま選んだファイルを加える', '1個のファイルを加えました');
      const issue = page.getByRole('group', { name: '課題 1' });
      await issue.getByLabel('課題をひとことで').fill(noPaper);
      await issue.getByRole('combobox', { name: 'テーマ' }).selectOption('記録・業務の負担');
      await issue.getByRole('combobox', { name: '重さ' }).selectOption('重い：早めに考えたい');
      await issue.getByLabel('くわしいこと').fill('同じことを三つの様式に書いている。');
      const follow_up = page.getByRole('group', { name: '約束 1' });
      await follow_up.getByLabel('何をしますか').fill(promise);
      await fillDate(follow_up, 'いつまでに', inDays(14));
      await usable(page);
      await press(page, '記録を提出する', '課題を1件、台帳に入れました。約束を1件、入れました。');
      await usable(page);
      await link(page, 'kabe.png').waitFor();
      await page.getByText('子どもの言葉を貼った壁').waitFor();
      await link(page, noPaper).waitFor();
      await unfold(page, '施設と共有する');
      await press(page, '共有する', '記録を施設と共有しました。');
      await page.getByText('次にすること').waitFor();
      await page.getByRole('heading', { name: `約束したこと：${promise}` }).waitFor();
    }, 90_000);

    it('works the same where no script runs', async () => {
      const page = await city.enter(coordinator, { script: false });
      const own = page.getByRole('listitem').filter({ hasText: facilities[1]! });
      await own.getByRole('link', { name: '記録する' }).first().click();
      await page.getByLabel('どなたに会えましたか').fill('園長');
      const issue = page.getByRole('group', { name: '課題 1' });
      await issue.getByLabel('課題をひとことで').fill(lateHome);
      await button(page, '記録を提出する').click();
      // Two answers are missing: the summary names them, and nothing typed is gone.
      const summary = page.getByRole('alert');
      await summary.getByRole('link', { name: 'どんな話を聞いたか、ひとことでも書いてください。' }).waitFor();
      await summary.getByRole('link', { name: '課題のテーマを選んでください。' }).waitFor();
      // Tab leads on from there to the first thing to mend.
      expect(await summary.evaluate((shown) => shown === document.activeElement)).toBe(true);
      expect(await page.getByLabel('どなたに会えましたか').inputValue()).toBe('園長');
      expect(await issue.getByLabel('課題をひとことで').inputValue()).toBe(lateHome);
      await usable(page);
      await page.getByLabel('どんな話を聞きましたか').fill('一日の記録を家に持ち帰る職員がいる。');
      await issue.getByRole('combobox', { name: 'テーマ' }).selectOption('記録・業務の負担');
      await press(page, '記録を提出する', '課題を1件、台帳に入れました。');
      await link(page, lateHome).waitFor();
    }, 60_000);

    it('brings two issues together into one of the region and answers both facilities', async () => {
      const page = await city.enter(secretariat);
      await usable(page);
      await follow(page, 'よくする', '巡回');
      await follow(page, '課題', '課題');
      await usable(page);
      await choice(page, 'テーマ').selectOption('記録・業務の負担');
      await choice(page, '状態').selectOption('把握');
      await button(page, 'この条件で表示').click();
      await page.getByText('いまの条件').waitFor();
      for (const title of [noPaper, lateHome])
        await page.getByRole('checkbox', { name: `${title}を選ぶ` }).check();
      await button(page, '選んだ課題をまとめる').click();
      await page.getByRole('heading', { level: 1, name: '課題を1つにまとめる' }).waitFor();
      await usable(page);
      await page.getByLabel('まとめた課題の名前').fill(regional);
      await page.getByLabel('まとめた内容').fill('同じことを何度も書いている。書く時間が勤務の中にない。');
      await page.getByRole('radio', { name: '重い' }).check();
      await page
        .getByLabel(`${kagura}へ`)
        .fill('二つの施設から同じ声をいただきました。連携会議で様式の見直しを話し合います。');
      await press(page, 'まとめて回答を送る', '1つの課題にまとめました。');
      await usable(page);

      await follow(page, '会議体を決める', '課題を直す');
      await usable(page);
      for (const place of ['共有', '話し合', '取組と役割分担', '振り返'])
        await page.getByRole('combobox', { name: new RegExp(`どの場で${place}`) }).selectOption(network);
      await press(page, '保存する', '保存しました。');
      await page.getByRole('heading', { name: `「${network}」で共有する` }).waitFor();
    }, 90_000);

    it('builds the agenda from the issues and what was left undone', async () => {
      const page = await city.enter(secretariat);
      await page.goto('/meetings');
      await usable(page);
      await follow(page, '会議をつくる', '会議をつくる');
      await usable(page);
      await choice(page, '会議体').selectOption(network);
      await page.getByLabel('会議の名前').fill(meeting);
      await fillDate(page, '開催日', today);
      await page.getByLabel('開始').fill('18:00');
      await page.getByLabel('終了').fill('19:30');
      await page.getByLabel('場所', { exact: true }).fill('保育センター　研修室');
      await press(page, '会議をつくる', /会議をつくりました。.*持越しの議題に入れました。/);
      await page.getByRole('heading', { level: 1, name: '議題の組み立て' }).waitFor();
      await usable(page);
      const candidate = page.getByRole('form', { name: new RegExp(regional) });
      await choice(candidate, '目的').selectOption('決定');
      await button(candidate, new RegExp(`^議題に加える\\s*（課題[0-9]+「${regional}`)).click();
      await page.getByText(`課題：${regional}`).waitFor();
      await usable(page);
    }, 60_000);

    it('holds the meeting: who was there, what was said, decided and given out', async () => {
      const page = await city.enter(secretariat);
      await page.goto('/meetings');
      await follow(page, meeting, meeting);
      await press(page, '会議を始める', '会議の記録');
      await usable(page);
      await page.getByRole('checkbox', { name: 'すべて出席にする' }).check();
      await choice(page, kagura).selectOption('欠席');
      await press(page, '出席を保存する', '出席を保存しました。');

      await link(page, new RegExp(regional)).first().click();
      await page.getByRole('heading', { level: 1, name: new RegExp(regional) }).waitFor();
      await usable(page);
      await page.getByLabel('説明', { exact: true }).fill('二つの施設の声を事務局から紹介した。');
      await page.getByLabel('意見').fill('様式を一枚にまとめた園の例があるとよい（保育所）。');
      await page.getByLabel('まとめ', { exact: true }).fill('様式の見本をつくり、試した結果を持ち寄る。');
      await press(page, '記録を保存する', '記録を保存しました。');
      await page.getByLabel('決まったこと').fill('日誌と個人の記録を一枚にした様式の見本をつくる。');
      await press(page, '決定を加える', '決定事項を加えました。');
      await choice(page, '団体').selectOption('旭川市保育センター');
      await page.getByLabel('受け持つこと').fill('様式の見本をつくる');
      await press(page, '役割を加える', '役割を加えました。');
      const given = page.locator('#actions');
      await given.getByLabel('すること').fill(ask);
      await given.getByRole('combobox', { name: '担当' }).selectOption(kagura);
      await fillDate(given, '期限', inDays(21));
      await press(page, '対応事項を加える', '対応事項を加えました。');
      await given.getByLabel('すること').fill('様式の見本を各施設に届ける');
      await given.getByRole('combobox', { name: '担当' }).selectOption('旭川市保育センター');
      await fillDate(given, '期限', inDays(28));
      await press(page, '対応事項を加える', '対応事項を加えました。');
      await usable(page);

      await follow(page, '記録の一覧へ戻る', '会議の記録');
      await page.getByText('理由をここで書く').click();
      for (const reason of await page.getByLabel(/を(決定なしとする|扱わなかった)理由$/).all())
        await reason.fill('今回は記録の話に時間を使うため、次回に扱う。');
      await page.getByLabel('会議全体のまとめ').fill('記録の負担について、見本をつくり試すことが決まった。');
      await usable(page);
      await press(page, '会議を閉じる', '会議を閉じました。議事録を確かめてください。');
      await usable(page);
    }, 120_000);

    it('publishes the minutes and hands them out as Word and PDF', async () => {
      const page = await city.enter(secretariat);
      await page.goto('/meetings');
      await follow(page, meeting, meeting);
      await follow(page, '議事録を確かめる', '議事録');
      await usable(page);
      await page
        .getByLabel('園内共有のことば')
        .fill('様式の見本を試す園を募ります。職員のみなさんの声を聞いてください。');
      await fillDate(page, '園内共有の期限', inDays(7));
      await press(page, '公開する', /議事録を公開し、\d+件に園内共有をお願いしました。/);
      await usable(page);
      await page.goto('/meetings');
      await follow(page, meeting, meeting);
      await page.goto(`${page.url().replace(/[?#].*/, '')}/minutes`);
      for (const [name, begins] of [
        ['Wordで出力する', 'PK'],
        ['PDFで出力する', '%PDF-'],
      ] as const) {
        const [download] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
        const bytes = readFileSync(await download.path());
        expect(bytes.subarray(0, begins.length).toString('latin1')).toBe(begins);
        expect(bytes.length).toBeGreaterThan(5_000);
        expect(download.suggestedFilename()).toContain(meeting);
      }
    }, 60_000);

    it('leads the facility head to what the meeting said, asked and answered', async () => {
      const page = await city.enter(head);
      await usable(page);
      const shared = page.getByRole('listitem').filter({ hasText: meeting }).filter({ hasText: '共有する' });
      await shared.getByText('欠席された会議です').waitFor();
      await link(shared, '共有する').click();
      await page.getByText('この会議には欠席でした').waitFor();
      await usable(page);
      await fillDate(page, '共有した日', today);
      await page.getByRole('radio', { name: '職員会議で話した' }).check();
      await page.getByLabel('伝わった職員の数').fill('１２');
      await page.getByLabel('職員の反応').fill('試してみたいという声が多かった。');
      await press(page, '園内共有を確認する', '園内共有の確認を送りました。');
      await page.getByText('職員12人').waitFor();

      await link(page, '今日').first().click();
      const asked = page.getByRole('listitem').filter({ hasText: ask });
      await link(asked, '答える').click();
      await page.getByRole('heading', { level: 1, name: ask }).waitFor();
      await usable(page);
      await page.getByLabel('結果').fill('4歳児の組で一週間試した。書く時間が短くなった。');
      await press(page, '完了として知らせる', '完了を記録しました。');

      await page.goto('/my-facility/visits');
      await usable(page);
      const visit = page.getByRole('listitem').filter({ hasText: monthDay(today) });
      await link(visit, '共有された記録を読む').first().click();
      await page.getByText('同じことを三度書いている').waitFor();
      expect(await link(page, 'kabe.png').count()).toBe(0);
      await usable(page);

      await page.goto('/my-facility/issues');
      const answered = page.getByText('連携会議で様式の見直しを話し合います。');
      await answered.waitFor();
      await usable(page);
      const card = page.locator('section').filter({ has: answered });
      await button(card, '読みました').click();
      await card.getByText(/が読みました$/).waitFor();
    }, 90_000);

    it('shows in the figures what was done, down to these very visits', async () => {
      const after = await figures(city);
      expect(after.visited - before.visited).toBe(fresh);
      expect(after.issues - before.issues).toBe(2);

      const page = await city.enter(coordinator);
      await follow(page, 'みえる', '指標');
      await usable(page);
      await follow(page, '巡回の実施率', '巡回の実施率');
      await usable(page);
      const rows = page.getByRole('search').filter({ has: choice(page, '並び順') });
      await choice(rows, '並び順').selectOption('最初の訪問が新しい順');
      await button(rows, 'この条件で表示').click();
      const row = page.getByRole('row').filter({ hasText: facilities[0]! });
      await row.first().waitFor();
      await usable(page);
      await link(row, inShort(today)).click();
      await page.getByText('「書きたいことはあるのに時間がない」').waitFor();

      await page.goto('/indicators');
      await follow(page, '把握・整理した課題件数', '把握・整理した課題件数');
      await usable(page);
    }, 90_000);

    it('puts the promise and the answered action where the coordinator and the secretariat begin their day', async () => {
      const page = await city.enter(coordinator);
      await page.getByRole('listitem').filter({ hasText: promise }).waitFor();
      await page.goto('/actions');
      await link(page, '様式の見本を各施設に届ける').waitFor();
      const office = await city.enter(secretariat);
      await office.getByText(`対応事項が完了しました：${ask}`).waitFor();
    }, 60_000);
  },
);
