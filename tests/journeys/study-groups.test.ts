import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openCity, unfold, usable, type City } from './city.ts';

const coordinator = '保育サポートコーディネーター';
const head = '施設長';
const staff = '施設職員';
const observer = '閲覧者';
const kagura = '神楽保育所';
const title = '合図と待ち時間を持ち寄る';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

describe.skipIf(browserPath === null)(
  browserPath === null ? 'study groups (skipped: no Chromium was found or brought)' : 'study groups',
  () => {
    let city: City;
    let call = '';
    let board = '';
    beforeAll(async () => {
      city = await openCity();
    }, 300_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('begin with a theme from the issues, and 24 facilities sign up: one by phone, the others by telephone', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}/study-groups`);
      await usable(page);
      await link(page, /このテーマで募集する$/)
        .first()
        .click();
      await page.getByLabel('募集の題名').fill(title);
      await page
        .getByLabel('話し合うことの候補')
        .fill('合図のそろえ方\n待つ時間\n家庭への伝え方\n話し合う時間');
      await page
        .getByLabel('集まれる日時の候補')
        .fill([20, 21, 22, 23].map((days) => `${inDays(days)} 14:00-15:30`).join('\n'));
      await usable(page);
      await button(page, '募集を始める').click();
      await page.getByText('募集を始めました').waitFor();
      call = new URL(page.url()).pathname;

      const phone = await city.enter(head, { phone: true });
      await phone.goto(`${city.base}${call}`);
      await usable(phone);
      await link(phone, '申し込む').click();
      await phone
        .getByRole('group', { name: /話し合いたいこと/ })
        .getByLabel('合図のそろえ方')
        .check();
      await phone
        .getByRole('group', { name: /伝えられること/ })
        .getByLabel('待つ時間')
        .check();
      for (const box of await phone.getByRole('group', { name: '来られる日時' }).getByRole('checkbox').all())
        await box.check();
      await usable(phone);
      await button(phone, '申し込む').click();
      await phone.getByText('申し込みました').first().waitFor();

      await page.goto(`${city.base}${call}/entry`);
      // The form's own fields, filled for 23 others one after the other.
      const signed = await page.evaluate(async (kagura) => {
        const form = document.querySelector<HTMLFormElement>('main form')!;
        const choice = form.querySelector<HTMLSelectElement>('select[name="facility_id"]')!;
        const others = [...choice.options].filter(({ value, text }) => value !== '' && text !== kagura);
        let count = 0;
        for (const [n, { value }] of others.entries()) {
          if (n % 5 !== 0 || count === 23) continue;
          const data = new FormData(form);
          data.set('_once', crypto.randomUUID());
          data.set('facility_id', value);
          data.append('asks', `${1 + (count % 4)}`);
          data.append('offers', `${1 + ((count + 1) % 4)}`);
          for (const time of [1, 2, 3, 4]) if ((count + time) % 4 !== 0) data.append('times', `${time}`);
          const answer = await fetch(form.action, { method: 'POST', body: data, redirect: 'manual' });
          if (answer.type === 'opaqueredirect') count++;
        }
        return count;
      }, kagura);
      expect(signed).toBe(23);
      await page.goto(`${city.base}${call}`);
      await page.getByText('24施設が申し込んでいます。').waitFor();
    }, 120_000);

    it('are reckoned while the page waits, moved by hand with the cost in sight, and told', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}${call}`);
      await link(page, 'グループを決める').click();
      await button(page, '案を作る').click();
      await page.getByText(/組合せの点 平均/).waitFor({ timeout: 60_000 });
      await page.getByText(/これより良い分け方は/).waitFor();
      await usable(page);
      const groups = page.locator('[data-study-group]');
      expect(await groups.locator('[data-study-facility]').count()).toBe(24);

      await groups
        .first()
        .getByRole('link', { name: /へ移す$/ })
        .first()
        .click();
      await page.getByText('移したときの点の増減').waitFor();
      await usable(page);
      await button(page, /^ここへ移す/)
        .first()
        .click();
      await page.getByText(/へ移しました。平均点は/).waitFor();

      // By hand: lifted over another group, what it costs is said there before it is let go.
      const grip = groups.nth(1).locator('[data-study-facility] > span').first();
      const target = groups.nth(2);
      await grip.scrollIntoViewIfNeeded();
      const [from, to] = [(await grip.boundingBox())!, (await target.boundingBox())!];
      await page.mouse.move(from.x + 10, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(to.x + 60, to.y + 40, { steps: 5 });
      expect(await target.locator('[data-study-effect]').innerText()).toMatch(/点|変わらない/);
      await page.mouse.up();
      await page.getByText(/へ移しました。平均点は/).waitFor();

      await unfold(page, 'このグループで施設に知らせる');
      await button(page, '決めて知らせる').click();
      await page.getByText('グループを決め、施設に知らせました。').waitFor();
      await usable(page);
    }, 120_000);

    it('meet at one board: three people at once, one by keys, one without script', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}${call}`);
      await page
        .locator('.study-groups > section')
        .filter({ hasText: kagura })
        .getByRole('link', { name: /の集まりを決める$/ })
        .click();
      await page.getByRole('textbox', { name: '場所' }).fill('保育センター');
      await button(page, '決めて施設に知らせる').click();
      await page.getByText('集まりを決め、施設に知らせました。').waitFor();
      board = new URL(page.url()).pathname;
      await usable(page);

      const keys = await city.enter(head, { phone: true });
      await keys.goto(`${city.base}${board}`);
      const plain = await city.enter(staff, { script: false });
      await plain.goto(`${city.base}${board}`);
      const lay = async (one: Page, kind: string, body: string) => {
        await one.getByRole('radio', { name: kind }).check();
        await one.getByLabel('カードに書くこと').fill(body);
        await button(one, /^貼る$/).click();
        await one.locator('[data-card]').filter({ hasText: body }).waitFor();
      };
      await lay(page, '工夫', '合図を三つに決める');
      await lay(keys, '課題', '合図が人によって違う');
      await lay(plain, '事例', '絵カードを選んで動き出せた');
      // What the others laid comes by itself; without script with the next page.
      for (const one of [page, keys])
        for (const body of ['合図を三つに決める', '合図が人によって違う', '絵カードを選んで動き出せた'])
          await one.locator('[data-card]').filter({ hasText: body }).waitFor();

      await unfold(page, '見出しを足す');
      await page.getByLabel('新しい見出し').fill('合図');
      await button(page, /^足す$/).click();
      await page.getByRole('heading', { name: '合図', exact: true }).waitFor();
      const column = (one: Page) =>
        one
          .locator('[data-heading]')
          .filter({ has: one.getByRole('heading', { name: '合図', exact: true }) });
      await column(keys).waitFor();
      await keys.locator('[data-card]').filter({ hasText: '合図が人によって違う' }).focus();
      await keys.keyboard.press('ArrowRight');
      await column(keys).getByText('合図が人によって違う').waitFor();
      await column(page).getByText('合図が人によって違う').waitFor();
      await plain.reload();
      const own = plain.locator('[data-card]').filter({ hasText: '合図を三つに決める' });
      await own.getByText('動かす・直す').click();
      await own.getByRole('combobox', { name: '移す先の見出し' }).selectOption('合図');
      await own.getByRole('button', { name: '移す', exact: true }).click();
      await column(plain).getByText('合図を三つに決める').waitFor();
      await plain
        .locator('[data-card]')
        .filter({ hasText: '合図を三つに決める' })
        .getByRole('button', { name: /大切/ })
        .click();
      await plain.getByRole('button', { name: /大切 1（あなたも）/ }).waitFor();
      await page.getByRole('button', { name: /大切 1/ }).waitFor();
      for (const one of [page, keys, plain]) await usable(one);

      await link(page, 'まとめを書く').click();
      await page.getByLabel('話し合いのまとめ').fill('合図を職員でそろえることから始める。');
      await button(page, '保存する').click();
      await keys.getByText('合図を職員でそろえることから始める。').waitFor();
    }, 120_000);

    it('hand out what came of it to every facility', async () => {
      const page = await city.enter(coordinator);
      await page.goto(`${city.base}${call}`);
      await button(page, '情報共有資料をまとめる').first().click();
      await page.getByRole('heading', { level: 1, name: '情報共有資料をまとめる' }).waitFor();
      expect(await page.getByLabel('工夫・次の一歩').inputValue()).toContain('合図を三つに決める');
      await usable(page);
      await page.getByLabel('題名').fill('合図は三つから');
      await button(page, 'すべての施設に公開する').click();
      await page.getByText('すべての施設に公開しました').waitFor();
      const reader = await city.enter(observer);
      await reader.goto(`${city.base}/study-handouts`);
      await usable(reader);
      await link(reader, '合図は三つから').click();
      await reader.getByText('・合図を三つに決める').waitFor();
      await usable(reader);
    }, 60_000);
  },
);
