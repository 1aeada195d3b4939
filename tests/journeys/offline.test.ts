import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { browserPath, fillDate, openCity, unfold, usable, type City } from './city.ts';

const coordinator = '保育サポートコーディネーター';
const observer = '閲覧者';
const passphrase = '砂場と雪だるまの園庭';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
/** A working day of the next fortnight, at least a week away: what the proposal plans and the device takes along. */
const callDay = [9, 10, 11, 12, 13]
  .map(inDays)
  .find((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))!;
const fiscalYear = Number(today.slice(0, 4)) - (today.slice(5, 7) < '04' ? 1 : 0);

/** Somebody of the demo joins the visiting team, so that two people can write the same record. */
async function joinTeam(city: City): Promise<void> {
  const database = await startEmbedded({ folder: city.folder });
  const client = new pg.Client({ connectionString: database.url('tsunagi_owner') });
  await client.connect();
  await client.query(`set search_path = m012041, shared, extensions`);
  await client.query(`
    insert into appointment (person_id, role_code, organisation_id, team_id, starts_on, created_at)
    select (select person_id from appointment where role_code = 'observer' order by id limit 1), 'coordinator',
      a.organisation_id, a.team_id, '2026-04-01', now()
    from appointment a where a.role_code = 'coordinator' and a.team_id is not null order by a.id limit 1`);
  await client.end();
}

describe.skipIf(browserPath === null)(
  browserPath === null
    ? 'visits away from the network (skipped: no Chromium was found or brought)'
    : 'visits away from the network',
  () => {
    let city: City;
    let phone: Page;
    let visit = '';
    let facility = '';
    let elsewhere = '';
    let walkIn = '';
    const said: string[] = [];
    beforeAll(async () => {
      city = await openCity();
      await joinTeam(city);
    }, 300_000);
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    const word = () => phone.locator('[data-form-unlock] input[type="password"]');
    const unlockAt = async () => {
      await word().fill(passphrase);
      await button(phone, '開く').click();
    };
    const unlock = async () => {
      await word().fill(passphrase);
      await button(phone, '開く').click();
      await phone.getByRole('heading', { name: '持ってきた施設' }).waitFor();
    };

    it('are planned: a proposal is worked out, one call moved and so locked, its month taken over', async () => {
      phone = await city.enter(coordinator, { phone: true });
      phone.on('dialog', (dialog) => {
        said.push(dialog.message());
        void dialog.accept();
      });
      await phone.goto(`/rounds/${fiscalYear}/proposal`);
      await unfold(phone, 'この案をやめる');
      await button(phone, /^(はい|実行する|この案をやめる|続ける)/)
        .first()
        .click();
      await phone.getByText('案をやめました。').waitFor();
      await usable(phone);
      await button(phone, '案をつくる').click();
      await phone.getByRole('heading', { name: '月と人' }).waitFor({ timeout: 240_000 });
      await usable(phone);
      await phone.goto(`/rounds/${fiscalYear}/proposal/months/${callDay.slice(0, 7)}`);
      await usable(phone);
      await phone.locator('.round-call:not(.round-call-visit) a').first().click();
      facility = (await phone.getByRole('heading', { level: 1 }).innerText()).replace('の訪問の案', '');
      await usable(phone);
      await fillDate(phone, 'いつにしますか', callDay);
      const me = await phone.locator('.user-menu-name').textContent();
      await phone.getByRole('combobox', { name: 'だれが行きますか' }).selectOption({ label: me!.trim() });
      await button(phone, /^動かす$/).click();
      // What speaks against the day is said first.
      const sure = phone.getByLabel('注意を確かめました。このとおり動かします。');
      const moved = phone.getByText('止めている（組み直しても動きません）');
      await sure.or(moved).first().waitFor();
      if (await sure.isVisible()) {
        await sure.check();
        await button(phone, /^動かす$/).click();
      }
      await phone.getByText('止めている（組み直しても動きません）').waitFor();
      await usable(phone);
      await phone.goto(`/rounds/${fiscalYear}/proposal#accept`);
      await phone
        .locator('#accept')
        .getByRole('checkbox', { name: new RegExp(`${Number(callDay.slice(5, 7))}月`) })
        .check();
      await button(phone, '選んだ月を予定に入れる').click();
      await phone
        .getByText(/件を訪問の予定に入れました。/)
        .first()
        .waitFor();
      await usable(phone);
    }, 300_000);

    it('are taken along: the device is enrolled with a passphrase, and opens without a network', async () => {
      await phone.goto('/');
      await usable(phone);
      await link(phone, '通信できないところで記録を書く').click();
      await phone.getByRole('heading', { name: 'この端末で使えるようにする' }).waitFor();
      await usable(phone);
      await phone.getByLabel('合言葉').first().fill('12345678');
      await phone.getByLabel('合言葉をもう一度').first().fill('12345678');
      await button(phone, 'この端末で使い始める').click();
      await phone.getByText('数字だけの合言葉は、12桁以上にしてください。').waitFor();
      await usable(phone);
      await phone.getByLabel('合言葉').first().fill(passphrase);
      await phone.getByLabel('合言葉をもう一度').first().fill(passphrase);
      await button(phone, 'この端末で使い始める').click();
      await phone.getByRole('heading', { name: '持ってきた施設' }).waitFor();
      await phone.getByText(/すべて受け取りました/).waitFor();
      await phone.getByText('通信できないところでも開けます。').waitFor();
      await usable(phone);

      await phone.context().setOffline(true);
      await phone.goto('/visits/offline');
      await phone.getByRole('heading', { name: '合言葉で開く' }).waitFor();
      await usable(phone);
      await word().fill('ちがう合言葉です');
      await button(phone, '開く').click();
      await phone.getByText(/合言葉が違います。あと7回/).waitFor();
      await unlock();
      await phone.getByText(/^(通信できません|通信できるところで、自動で送ります)/).waitFor();
    }, 120_000);

    it('are written there: texts and a picture outlive the page, and what is not sent is said on it', async () => {
      const line = phone.getByRole('listitem').filter({ hasText: facility });
      visit = (await line.getByRole('link').first().getAttribute('href'))!.replace('#visit-', '');
      await line.getByRole('link').first().click();
      await phone.getByRole('heading', { name: `${facility}の記録を書く` }).waitFor();
      await unfold(phone, '施設のこと');
      await phone.getByRole('heading', { name: '続いている課題' }).waitFor();
      await usable(phone);
      await fillDate(phone, 'いつ訪問しましたか', today);
      await phone.getByLabel(/どなたに会えましたか/).fill('園長');
      await phone
        .getByLabel(/どんな話を聞きましたか/)
        .fill('雪の日の散歩を、年長の子が先に歩いて道をつくっていた。');
      await phone.getByLabel(/うまくいっていること/).fill('待つ時間に手遊びがある。');
      await phone.getByLabel('次に加えるものの説明').fill('雪の園庭');
      // A photograph, as the camera hands it over.
      const picture = await phone.evaluate(async () => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 800;
        const brush = canvas.getContext('2d')!;
        for (let n = 0; n < 3000; n++) {
          brush.fillStyle = `hsl(${(n * 47) % 360} 60% 60%)`;
          brush.fillRect((n * 131) % 800, (n * 277) % 800, 30, 30);
        }
        const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg', 1));
        return [...new Uint8Array(await blob.arrayBuffer())];
      });
      await phone
        .locator('input[type="file"]')
        .setInputFiles({ name: '園庭.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture) });
      await phone.getByText('写真1枚を、この端末に入れました。').waitFor();
      await phone.getByText(/この端末に保存しました/).waitFor();
      await phone.getByText('この端末から、まだ送っていないものが5件あります。').waitFor();
      await usable(phone);
      // Killed and opened again, still without a network.
      await phone.goto('about:blank');
      await phone.goto(`/visits/offline#visit-${visit}`);
      await word().fill(passphrase);
      await button(phone, '開く').click();
      await phone.getByRole('heading', { name: `${facility}の記録を書く` }).waitFor();
      expect(await phone.getByLabel(/どんな話を聞きましたか/).inputValue()).toContain('年長の子が先に歩いて');
      await phone.getByText('送るのを待っています').waitFor();
      // Nothing of it can be read on the device without the passphrase.
      const plain = await phone.evaluate(async () => {
        const database = await new Promise<IDBDatabase>((done) => {
          const request = indexedDB.open('tsunagi-offline');
          request.onsuccess = () => done(request.result);
        });
        let text = JSON.stringify({ ...localStorage });
        for (const name of ['kept', 'queue']) {
          const rows = await new Promise<{ bytes: ArrayBuffer }[]>((done) => {
            const request = database.transaction(name).objectStore(name).getAll();
            request.onsuccess = () => done(request.result as { bytes: ArrayBuffer }[]);
          });
          for (const row of rows) text += new TextDecoder().decode(row.bytes);
        }
        database.close();
        return text;
      });
      expect(plain).not.toContain('散歩');
      expect(plain).not.toContain(facility);
    }, 120_000);

    it('hold a spoken note, kept sealed while it is spoken, and a visit nobody planned', async () => {
      const spoken = () =>
        phone.evaluate(async () => {
          const database = await new Promise<IDBDatabase>((done) => {
            const request = indexedDB.open('tsunagi-offline');
            request.onsuccess = () => done(request.result);
          });
          const names = await new Promise<IDBValidKey[]>((done) => {
            const request = database.transaction('kept').objectStore('kept').getAllKeys();
            request.onsuccess = () => done(request.result);
          });
          database.close();
          return names.filter((name) => typeof name === 'string' && name.startsWith('spoken:')).length;
        });
      await button(phone, '録音を始める').click();
      await phone.getByText('録音しています（0分0秒）').waitFor();
      await vi.waitFor(async () => expect(await spoken()).toBeGreaterThan(0), { timeout: 15_000 });
      await usable(phone);
      await button(phone, '録音を終える').click();
      await phone.getByText('声のメモを、この端末に入れました。').waitFor();
      await phone
        .getByText(/^声のメモ_.*webm/)
        .first()
        .waitFor();
      expect(await spoken()).toBe(0);

      // Cut off in the middle of a word: what was said until then is a note all the same.
      await button(phone, '録音を始める').click();
      await vi.waitFor(async () => expect(await spoken()).toBeGreaterThan(0), { timeout: 15_000 });
      await phone.goto('about:blank');
      await phone.goto(`/visits/offline#visit-${visit}`);
      await unlockAt();
      await phone.getByRole('heading', { name: `${facility}の記録を書く` }).waitFor();
      expect(await phone.locator('[data-files] strong', { hasText: /^声のメモ_.*webm/ }).count()).toBe(2);

      // On the way back somebody calls from a gate: nobody had planned it.
      await link(phone, '一覧に戻る').click();
      await unfold(phone, '予定になかった訪問を書く');
      await button(phone, '記録を書き始める').click();
      await phone.getByText('施設を選んでください。').waitFor();
      const place = phone.getByLabel(/訪問した施設/);
      elsewhere = (await place.locator('option').allTextContents()).find(
        (name) => name !== facility && name !== '選んでください',
      )!;
      await place.selectOption({ label: elsewhere });
      await usable(phone);
      await button(phone, '記録を書き始める').click();
      await phone.getByRole('heading', { name: `${elsewhere}の記録を書く` }).waitFor();
      walkIn = new URL(phone.url()).hash.replace('#visit-', '');
      expect(walkIn).toMatch(/^[0-9a-f-]{36}$/);
      await phone.getByLabel(/どんな話を聞きましたか/).fill('門の前で、秋の遠足の帰り道のことを聞いた。');
      await phone.getByText(/この端末に保存しました/).waitFor();
      await phone.goto('about:blank');
      await phone.goto('/visits/offline');
      await unlock();
      await phone.getByText('この端末で始めた訪問').waitFor();
      await usable(phone);
      await phone.goto(`/visits/offline#visit-${walkIn}`);
      expect(await phone.getByLabel(/どんな話を聞きましたか/).inputValue()).toContain('秋の遠足');
      await phone.goto('about:blank');
      await phone.goto(`/visits/offline#visit-${visit}`);
      await unlockAt();
      await phone.getByRole('heading', { name: `${facility}の記録を書く` }).waitFor();
    }, 180_000);

    it('meet another person’s record: both texts stand side by side, a person chooses, none is lost', async () => {
      const desk = await city.enter(observer);
      await desk.goto(`/visits/${visit}/record`);
      await fillDate(desk, 'いつ訪問しましたか', today);
      await desk.getByLabel(/どなたに会えましたか/).fill('園長');
      await desk.getByLabel(/どんな話を聞きましたか/).fill('電話で、散歩の道の除雪を心配していると聞いた。');
      await button(desk, '記録を提出する').click();
      await desk
        .getByText(/記録を提出しました/)
        .first()
        .waitFor();

      await phone.context().setOffline(false);
      await button(phone, 'いま送る').click();
      await phone
        .getByText(/あなたが選ぶのを待っています/)
        .first()
        .waitFor();
      await phone.getByText('この端末に、送っていないものはありません。').waitFor();
      await phone.getByText('「聞き取り」に、ほかの文があります').waitFor();
      await usable(phone);
      await phone.goto('/');
      await usable(phone);
      await phone.getByText('端末で書いた文の確かめ').waitFor();
      await phone.goto(`/visits/${visit}`);
      const sides = phone.getByRole('group', { name: '「聞き取り」はどちらを残しますか' });
      await sides.getByText('年長の子が先に歩いて').waitFor();
      await sides.getByText('除雪を心配している').waitFor();
      await usable(phone);
      await sides.getByLabel('あなたの入力').check();
      await button(phone, '選んだ文にする').click();
      await phone.getByText(/件の文を確かめました/).waitFor();
      await usable(phone);
      expect(await phone.getByLabel(/うまくいっていること/).inputValue()).toBe('待つ時間に手遊びがある。');
      await button(phone, '直した記録を保存する').click();
      await phone.getByText('記録を保存しました。').waitFor();
      await phone.getByText('年長の子が先に歩いて').waitFor();
      await link(phone, /園庭\.jpg/).waitFor();
      await unfold(phone, '前の文（保存の履歴）');
      await phone.getByText('除雪を心配している').first().waitFor();
      await usable(phone);
    }, 120_000);

    it('arrive: the spoken notes can be heard, the visit nobody planned is there once', async () => {
      await phone.goto(`/visits/${visit}`);
      await link(phone, /声のメモ/)
        .first()
        .waitFor();
      const notes = await link(phone, /声のメモ/).evaluateAll((all) =>
        all.map((one) => one.getAttribute('href')),
      );
      expect(new Set(notes).size).toBe(2);
      const note = await phone.request.get(
        (await link(phone, /声のメモ/)
          .first()
          .getAttribute('href'))!,
      );
      expect(note.status()).toBe(200);
      expect(note.headers()['content-type']).toContain('webm');
      expect((await note.body()).length).toBeGreaterThan(1000);
      await phone.goto(`/visits/offline#visit-${walkIn}`);
      await unlockAt();
      await phone.getByRole('heading', { name: `${elsewhere}の記録を書く` }).waitFor();
      await button(phone, 'いま送る').click();
      await phone.getByText(/すべて受け取りました/).waitFor();
      expect(await phone.getByLabel(/どんな話を聞きましたか/).inputValue()).toContain('秋の遠足');
      await phone.goto(`/visits?q=${encodeURIComponent(elsewhere)}&state=unrecorded`);
      await usable(phone);
      await phone.goto('/visits/offline');
      await unlock();
      const lines = phone.locator(`a[href="#visit-${walkIn}"]`);
      expect(await lines.count()).toBe(1);
      expect(await phone.getByText('この端末で始めた訪問').count()).toBe(0);
      await phone.goto('about:blank');
    }, 120_000);

    it('are said on every page while they wait, and before a sign-out takes them', async () => {
      await phone.goto(`/visits/offline#visit-${visit}`);
      await word().fill(passphrase);
      await button(phone, '開く').click();
      await phone.getByRole('heading', { name: `${facility}の記録を書く` }).waitFor();
      await phone.context().setOffline(true);
      await phone.getByLabel(/どんな手助けや情報が/).fill('除雪の道具を借りられる先。');
      await phone.getByText(/まだ送っていないものが1件あります/).waitFor();
      await phone.goto('about:blank');
      await phone.context().setOffline(false);
      await phone.goto('/visits');
      await phone.getByText('この端末に、まだ送っていない記録が1件あります。').waitFor();
      await usable(phone);
      await phone.locator('.user-menu summary').click();
      await button(phone, 'サインアウト').click();
      await phone.waitForURL(/sign-in/);
      expect(said.at(-1)).toContain('まだ送っていない記録が1件あります。サインアウトすると消えて');
      const left = await phone.evaluate(async () => [
        localStorage.length,
        (await indexedDB.databases()).length,
        (await caches.keys()).length,
      ]);
      expect(left).toEqual([0, 0, 0]);
    }, 120_000);

    it('leave a lost device at its next contact: the list says so, the device is empty', async () => {
      phone = await city.enter(coordinator, { phone: true });
      await phone.goto('/visits/offline');
      await phone.getByLabel('合言葉').first().fill(passphrase);
      await phone.getByLabel('合言葉をもう一度').first().fill(passphrase);
      await button(phone, 'この端末で使い始める').click();
      await phone.getByText(/すべて受け取りました/).waitFor();
      const keeper = await city.enter('システム管理者');
      await keeper.goto('/visits/offline/devices');
      await usable(keeper);
      const row = keeper.getByRole('row').filter({ hasText: '使用中' });
      await unfold(row, 'なくした');
      await row.locator('details[open]').getByRole('button', { name: 'なくした' }).click();
      await keeper.getByText('届けを受け付けました。').waitFor();
      await button(phone, 'いま送る').click();
      await phone.getByRole('heading', { name: 'この端末に置いたものを消しました' }).waitFor();
      await usable(phone);
      expect(await phone.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
      await keeper.reload();
      await keeper.getByText(/端末が自分で消しました/).waitFor();
      await usable(keeper);
    }, 120_000);
  },
);
