import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, fillDate, mailTo, openCity, unfold, usable, type City } from './city.ts';

/** What an authenticator program shows at a moment: RFC 6238 with six digits and thirty seconds. */
function totp(secret: string, now: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function signOut(page: Page): Promise<void> {
  await unfold(page, 'さんのメニュー');
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.getByText('サインアウトしました。').waitFor();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByLabel('パスワード', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
}

describe.skipIf(browserPath === null)(
  browserPath === null ? 'accounts (skipped: no Chromium was found or brought)' : 'accounts',
  () => {
    let city: City;
    const email = 'kisaragi@example.invalid';
    const password = 'ゆきの あさ に 足あと ふたつ';
    let invitation = '';
    let secret = '';

    beforeAll(async () => {
      city = await openCity();
    });
    afterAll(() => city?.close(), 60_000);
    afterEach(() => expect(city.problems.splice(0)).toEqual([]));

    it('lets an administrator register a person, give her a post and invite her by mail', async () => {
      const page = await city.enter('システム管理者');
      await page.goto('/people');
      await usable(page);
      await page.getByRole('link', { name: '人を登録する' }).click();
      await page.getByLabel('姓', { exact: false }).first().waitFor();
      await usable(page);
      await page.getByLabel('姓', { exact: false }).first().fill('如月');
      await page.getByRole('textbox', { name: /^名(?!字)/ }).fill('あゆみ');
      await page.getByLabel('セイ').fill('キサラギ');
      await page.getByLabel('メイ').fill('アユミ');
      await page.getByLabel('メールアドレス').fill(email);
      await page
        .getByRole('button', { name: /登録する|保存する/ })
        .last()
        .click();
      await page.getByText('登録しました。続けて配置を決めてください。').waitFor();
      await usable(page);
      await page.getByRole('link', { name: '配置を加える' }).first().click();
      await page.getByRole('combobox', { name: '役割' }).waitFor();
      await usable(page);
      await page.getByRole('combobox', { name: '役割' }).selectOption('相談員');
      await page.getByRole('combobox', { name: '団体・機関' }).selectOption('旭川市 子ども総合相談センター');
      await fillDate(page, '始まり', '2026-04-01');
      await page.getByRole('button', { name: '配置を加える' }).click();
      // A role that reaches the records of families takes a second person, and so does the way in to it.
      await page.getByText('もう1人の、人を管理する人が確かめると有効になります。').waitFor();
      const second = await city.enter('事務局');
      const confirm = async () => {
        await second.goto('/');
        await second.getByText('2人めの確認を待っています').waitFor();
        await second.goto('/confirmations');
        await usable(second);
        await unfold(second, '確かめたので有効にする');
        await second
          .getByRole('group')
          .getByRole('button', { name: /実行する|有効にする/ })
          .first()
          .click();
        await second.getByText('確認しました。有効になりました。').waitFor();
      };
      await confirm();
      await page.reload();
      await unfold(page, '招待を送る');
      await page.getByText(`${email} に招待のメールを送ります。`).waitFor();
      await usable(page);
      await page
        .getByRole('group')
        .getByRole('button', { name: /実行する|送る/ })
        .first()
        .click();
      await page.getByText('もう1人の、人を管理する人が確かめると有効になります。').waitFor();
      await confirm();
      const mail = await mailTo(city, email);
      invitation = /https?:\/\/\S+\/invitations\/\S+/.exec(mail)![0];
      expect(invitation.startsWith(city.base)).toBe(true);
    }, 120_000);

    it('opens the way in from the mail, once', async () => {
      const page = await city.arrive({ phone: true });
      await page.goto(invitation);
      await page.getByText('如月 あゆみ').first().waitFor();
      await usable(page);
      await page.getByLabel('パスワード', { exact: false }).first().fill('short');
      await page.getByLabel('パスワード（もう一度）').fill('short');
      await page.getByRole('button', { name: 'アカウントをつくる' }).click();
      await page.getByRole('alert').getByText('12文字以上').waitFor();
      await usable(page);
      await page.getByLabel('パスワード', { exact: false }).first().fill(password);
      await page.getByLabel('パスワード（もう一度）').fill(password);
      await page.getByRole('button', { name: 'アカウントをつくる' }).click();
      await page.getByText('アカウントができました。サインインしてください。').waitFor();
      await usable(page);
      await page.goto(invitation);
      await page.getByRole('heading', { name: 'この招待はもう使えません' }).waitFor();
      await usable(page);
      // Not found, as it should be.
      city.problems.splice(0);
    }, 60_000);

    it('asks for a second factor where the role reaches the records of families, and sets it up', async () => {
      const page = await city.arrive();
      await signIn(page, email, 'まちがえた あいことば です');
      await page.getByRole('alert').getByText('メールアドレスかパスワードが違います').waitFor();
      await usable(page);
      await signIn(page, email, password);
      await page.getByRole('heading', { name: '先に二段階認証を設定してください' }).waitFor();
      await usable(page);
      await page.getByLabel('いまのパスワード').fill(password);
      await page.getByRole('button', { name: '認証アプリの設定を始める' }).click();
      await page.getByRole('img', { name: '認証アプリに読み取らせる QR コード' }).waitFor();
      await usable(page);
      secret = (await page.getByRole('code').first().innerText()).replaceAll(' ', '');
      await page.getByLabel('確認コード').fill(totp(secret, Date.now()));
      await page.getByRole('button', { name: '設定を終える' }).click();
      await page.getByRole('heading', { level: 1, name: '予備コード' }).waitFor();
      await usable(page);
      await page.getByRole('link', { name: '書き写しました' }).click();
      await page.getByText('認証アプリを使っています').waitFor();
      await page.getByRole('link', { name: '今日' }).first().click();
      await page.getByRole('heading', { level: 1, name: /如月さん$/ }).waitFor();
      await usable(page);
    }, 60_000);

    it('takes the code at the next sign-in, and signs out everywhere at once', async () => {
      const phone = await city.arrive({ phone: true });
      await signIn(phone, email, password);
      await phone.getByRole('heading', { level: 1, name: '確認コードの入力' }).waitFor();
      await usable(phone);
      // A code works once: the one after the one that was used for setting up.
      await phone.getByLabel('確認コード').fill(totp(secret, Date.now() + 30_000));
      await phone.getByRole('button', { name: '確認する' }).click();
      await phone.getByRole('heading', { level: 1, name: /如月さん$/ }).waitFor();
      await phone.goto('/account');
      await usable(phone);
      expect(await phone.getByRole('button', { name: 'サインアウトさせる' }).count()).toBe(1);
      await unfold(phone, 'すべての端末からサインアウトする');
      await phone.getByRole('button', { name: 'すべての端末からサインアウトする' }).click();
      await phone.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
      await phone.goto('/account');
      await phone.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
    }, 60_000);

    it('lets a passkey stand for password and code', async () => {
      const page = await city.enter('事務局');
      const device = await page.context().newCDPSession(page);
      await device.send('WebAuthn.enable');
      await device.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await page.goto('/account/second-factor');
      await usable(page);
      await page.getByLabel('この端末の呼び名').fill('事務局のノート');
      await page.getByRole('button', { name: 'この端末のパスキーを登録する' }).click();
      await page.getByRole('rowheader', { name: '事務局のノート' }).waitFor();
      await usable(page);
      await signOut(page);
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
      await page.getByRole('heading', { level: 1, name: /戸田さん$/ }).waitFor();
    }, 60_000);
  },
);
