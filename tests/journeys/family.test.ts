import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleCase } from '../../src/family/cases/samples.ts';
import { browserPath, fillDate, tabTo, usable } from './city.ts';
import { button, download, follow, heading, openTown, press, step, type Town } from './town.ts';

const caller = '「夜中に赤ちゃんが泣きやまない。だれとも話さない日が続いている」';
const wish = 'ひとりで抱えずに、だれかと話しながら育てたい';
const need = '親子で過ごしながら、話を聞いてもらえる所';
const hiroba = 'なかよしひろば';
const told = '夜泣きで眠れない日が続いている。最初は短い時間から始めたい。';

describe.skipIf(browserPath === null)(
  browserPath === null ? 'a family (skipped: no Chromium was found or brought)' : 'a family',
  () => {
    let town: Town;
    beforeAll(async () => {
      town = await openTown();
      const { world } = town;
      world.at('2026-11-24T10:05:00+09:00');
      // The districts of the year, and a place for parents with its own account.
      for (const [at, team] of [world.case_team.east, world.case_team.west].entries())
        await world.owner('insert into district_team (fiscal_year, area_id, team_id) values (2026, $1, $2)', [
          world.area[at],
          team,
        ]);
      await world.owner('update appointment set facility_id = $1 where person_id = $2', [
        world.facility[5],
        world.person.other_head,
      ]);
      await world.owner(
        `insert into facility_offer (facility_id, wish_code)
         select $1, code from wish where question like '%ちょっと相談%' or question like '%いつも同じ人%'`,
        [world.facility[5]],
      );
    });
    afterAll(() => town?.close(), 60_000);
    afterEach(() => expect(town.problems.splice(0)).toEqual([]));

    describe('from the telephone to the place that takes it up', () => {
      let worker: Page;
      let place: Page;

      it('a nurse takes the call down by keyboard alone, and the district’s team has it', async () => {
        const page = await town.enter('nurse');
        await usable(page);
        const { keyboard } = page;
        await tabTo(page, 'a', /^ささえる$/);
        await keyboard.press('Enter');
        await heading(page, '相談').waitFor();
        await usable(page);
        await tabTo(page, 'a', /^相談を受け付ける$/);
        await keyboard.press('Enter');
        await heading(page, '相談を受け付ける').waitFor();
        await usable(page);
        await tabTo(page, 'input', /^電話$/);
        await keyboard.press('Space');
        await tabTo(page, 'select', /だれからですか/);
        await pick(page, '家族');
        await tabTo(page, 'select', /何の相談ですか/);
        await pick(page, '育児・しつけ');
        await tabTo(page, 'textarea', /話されたこと/);
        await keyboard.type(caller);
        await tabTo(page, 'input', /^セイ（カナ）/);
        await keyboard.type('ホシゾラ');
        await tabTo(page, 'input', /^メイ（カナ）/);
        await keyboard.type('ミナト');
        await tabTo(page, 'input', /^姓/);
        await keyboard.type('星空');
        await tabTo(page, 'input', /^名/);
        await keyboard.type('みなと');
        await tabTo(page, 'input', /^年$/);
        await keyboard.type('R7');
        await tabTo(page, 'input', /^月$/);
        await keyboard.type('5');
        await tabTo(page, 'input', /^日$/);
        await keyboard.type('12');
        await tabTo(page, 'summary', /^2人め$/);
        await keyboard.press('Enter');
        await tabTo(page, 'select', /^続柄/);
        await pick(page, '母');
        await tabTo(page, 'input', /^姓/);
        await keyboard.type('星空');
        await tabTo(page, 'input', /^名/);
        await keyboard.type('のぞみ');
        await tabTo(page, 'select', /住んでいる地区/);
        await pick(page, '神楽');
        // Nobody of this name is known: the page said so while she typed.
        await page.getByText('当てはまる世帯はありません。').waitFor();
        await tabTo(page, 'input', /^新しい世帯をつくる$/);
        await keyboard.press('Space');
        for (const [question, answer] of [
          ['保護を求めていますか', 'いいえ'],
          ['差しせまった訴え', 'いいえ'],
          ['すでに重い結果', 'いいえ'],
          ['次に虐待があれば', '不明'],
          ['繰り返されていますか', 'いいえ'],
          ['虐待の影響と思われる', '不明'],
          ['保護者に、危うさ', 'はい'],
          ['家庭や暮らしに、危うさ', 'はい'],
        ] as const)
          await chooseIn(page, question, answer);
        await page.getByText('「はい」が2つあります').waitFor();
        await chooseIn(page, '緊急度', '1〜2日のうちに');
        await tabTo(page, 'textarea', /そう判断した理由/);
        await keyboard.type('母の睡眠がとれず、頼れる人が近くにいない。');
        await usable(page);
        await tabTo(page, 'button', /^登録する$/);
        await keyboard.press('Enter');
        await page.getByText('西部地区担当に渡しました').waitFor();
        await usable(page);
      }, 120_000);

      it('its supervisor gives it to somebody, who makes it a case with the next day', async () => {
        const lead = await town.enter('west_supervisor');
        await usable(lead);
        await lead.goto('/consultations?view=unassigned');
        await usable(lead);
        await follow(lead, /^相談 2026-/, /^相談 2026-/);
        await lead.getByText(caller).waitFor();
        await lead.locator('#f-worker_id').selectOption('西 相子（相談員）');
        await press(lead, '担当者を決める', '担当を変えました。');

        worker = await town.enter('west_worker');
        await usable(worker);
        await worker.goto('/consultations?view=mine');
        await follow(worker, /^相談 2026-/, /^相談 2026-/);
        await follow(worker, '支援ケースにする', '支援を始める');
        await worker.getByRole('checkbox', { name: /星空 みなと/ }).check();
        await worker.getByLabel('どのような支援ですか').fill('夜泣きと孤立。話せる場所を一緒にさがす');
        await worker.getByRole('radio', { name: '要支援児童' }).check();
        await worker.getByRole('combobox', { name: 'どのチームが担当しますか' }).selectOption('西部地区担当');
        await worker.getByRole('combobox', { name: 'だれが担当しますか' }).selectOption('西 相子');
        await fillDate(worker, '次に連絡する日', '2026-11-26');
        await worker.getByRole('combobox', { name: '次の連絡のしかた' }).selectOption('訪問');
        await press(worker, '支援を始める', '支援ケースを始めました。');
      }, 90_000);

      it('she looks at how they are, and writes the plan in the family’s own words', async () => {
        const page = worker;
        await follow(page, 'アセスメントを書く', 'アセスメントを書く');
        await page.getByRole('combobox', { name: 'どの子についてですか' }).selectOption('星空 みなと');
        await page.getByLabel('だれが、どこで見ましたか').fill('家庭訪問。母と子に会った');
        for (const [item, level] of [
          ['保護者の心と体', '心配'],
          ['家族の関係', '少し心配'],
        ] as const)
          await page
            .getByRole('group', { name: item, exact: true })
            .getByRole('group', { name: '心配' })
            .getByRole('radio', { name: level, exact: true })
            .check();
        await page
          .getByLabel(/^まとめ：/)
          .fill('眠れないことが重なっている。母は話すのが好きで、外に出たい気持ちがある。');
        await press(page, '保存する', 'アセスメントを保存しました。');

        await page.goto(page.url().replace(/\/cases\/(\d+).*/, '/cases/$1'));
        await follow(page, '計画をつくる', 'サポートプランをつくる');
        await page.getByLabel('ご本人の願い').fill(wish);
        await page.getByLabel('めざすこと').fill('3か月のうちに、週に一度は話せる場所に出かける。');
        const first = page.getByRole('group', { name: '支援 1' });
        await first.getByLabel('何を').fill('ひろばに一緒に行く');
        await first.getByLabel('だれが').fill('西 相子');
        await first.getByLabel('どのくらい').fill('最初の1回');
        await page.getByLabel('ご家族ができること').fill('眠い日は、無理をせず連絡する。');
        await fillDate(page, '見直す日', '2027-02-24');
        await usable(page);
        await press(page, '計画を保存する', '計画を保存しました。');
        await page.getByText(wish).first().waitFor();
        await fillDate(page, '説明した日', '2026-11-24');
        await fillDate(page, '手渡した日', '2026-11-24');
        await page.getByRole('radio', { name: '同意した', exact: true }).check();
        await fillDate(page, '返事があった日', '2026-11-24');
        await press(page, '保存する', '説明と返事を保存しました。');
        for (const name of ['PDFで印刷する', 'ふりがな付きPDF']) {
          const paper = await download(page, name);
          expect(paper.subarray(0, 5).toString('latin1')).toBe('%PDF-');
          expect(paper.length).toBeGreaterThan(10_000);
        }
      }, 90_000);

      it('she asks who has room without saying for whom, and the place answers from a phone', async () => {
        const page = worker;
        await page.goto('/capacity');
        await follow(page, 'たずねる', '新しくたずねる');
        await page.getByLabel('必要なこと').fill(need);
        await page.getByRole('combobox', { name: '年齢のめやす' }).selectOption('1〜2歳');
        await page.getByRole('combobox', { name: 'たずねる場所 1' }).selectOption(hiroba);
        await press(page, 'たずねる', 'たずねました。');

        place = await town.enter('other_head', '/', { phone: true });
        await usable(place);
        await place.goto('/capacity');
        await usable(place);
        await follow(place, need, need);
        expect(await place.getByRole('main').innerText()).not.toContain('星空');
        await place.getByRole('radio', { name: '受けられる', exact: true }).check();
        await place.getByLabel('一言').fill('火曜と木曜の午前が落ち着いています。');
        await press(place, '答える', '答えを送りました。');
        await page.reload();
        await page.getByText('火曜と木曜の午前が落ち着いています。').waitFor();
        await page.getByText('令和8年11月24日（火）現在').waitFor();
      }, 60_000);

      it('she refers them: a place by wishes, warm words, consent, and exactly what is passed on', async () => {
        const page = worker;
        await page.goto('/cases');
        await follow(page, /^R8-/, /星空/);
        await follow(page, '機関につなぐ', 'つなぎを始める');
        await page.getByLabel('必要なこと').fill(need);
        await page.getByRole('combobox', { name: '年齢のめやす' }).selectOption('1〜2歳');
        await page.getByRole('checkbox', { name: '遊ばせながら、ちょっと相談したい' }).check();
        await button(page, '合う場所をさがす').click();
        const found = page.getByRole('radio', { name: new RegExp(hiroba) });
        await found.waitFor();
        await usable(page);
        expect(await page.getByLabel('必要なこと').inputValue()).toBe(need);
        await found.check();
        await page.getByLabel('だれに話が届くか').fill('ひろばの主任さんだけに届きます');
        await page.getByLabel('いつ行くか').fill('木曜の10時に一緒に行きます');
        await page
          .getByLabel('そこで何があるか')
          .fill('お茶を飲みながら話せます。途中で帰ってもかまいません。');
        await fillDate(page, '家庭に話した日', '2026-11-24');
        await press(page, '下書きにする', '下書きにしました。');

        await follow(page, '根拠と渡す項目を決める', '情報を渡す');
        for (const answer of [/^市 → 園・ひろば/, /^支援が要るかもしれない/, /^はい、得ている/, /^いいえ/])
          await page.getByRole('radio', { name: answer }).check();
        await press(page, '答えを見る', '「');
        // No consent is written down yet: the page leads there, knowing for whom, and back.
        await follow(page, '同意・断りを書き留める', '同意・断りを書き留める');
        expect(
          await page.getByLabel('渡す相手（園・ひろばなど） 1').locator('option:checked').innerText(),
        ).toBe(hiroba);
        await page.getByRole('radio', { name: '同意した' }).check();
        for (const item of ['子どもの名前', '保護者の名前', '本人・家庭の願い', '状況とお願いしたいこと'])
          await page.getByRole('checkbox', { name: item, exact: true }).check();
        await page.getByLabel('何のために').fill('ひろばで安心して過ごせるように迎えるため');
        await page.getByLabel('だれが言ったか').fill('母');
        await page.getByRole('radio', { name: '口頭（面談）' }).check();
        await page.getByRole('checkbox', { name: /いつでも取り下げられる/ }).check();
        await press(page, '書き留める', '書き留めました。');
        await heading(page, '情報を渡す').waitFor();
        for (const item of [/^子どもの名前/, /^保護者の名前/, /^状況とお願い/])
          await page.getByRole('checkbox', { name: item }).check();
        await page.getByLabel('状況とお願いしたいこと', { exact: true }).last().fill(told);
        await page.getByLabel('なぜ必要か').fill('名前で迎え、無理のない過ごし方を用意するため');
        await page.getByLabel('害がないかの検討').fill('母が選んだ内容だけを渡す。住所と電話は渡さない。');
        await press(page, 'この内容に決める', '決めました。');
        await step(page, '送る', '送りました。');
      }, 90_000);

      it('the place reads a need without a name, says yes on its phone, and only then knows whom', async () => {
        await place.goto('/');
        await usable(place);
        await follow(place, /つなぎ 第1号/, /つなぎ 第1号/);
        const before = await place.getByRole('main').innerText();
        expect(before).toContain('引き受けるまで、名前や連絡先は見えません。');
        expect(before).not.toContain('星空');
        expect(before).not.toContain(told);
        await step(place, '引き受ける', '引き受けました。', (box) =>
          box.getByLabel('送り手への一言').fill('お待ちしています。'),
        );
        const after = await place.getByRole('main').innerText();
        expect(after).toContain('星空 みなと');
        expect(after).toContain(told);
        // Nobody agreed to these.
        expect(after).not.toContain('R7.5.12');

        town.world.at('2026-11-26T13:00:00+09:00');
        await town.signIn(place, 'other_head');
        await place.reload();
        await step(place, '利用が始まった', '始まったことを送り手に知らせました。');
        town.world.at('2026-12-24T13:00:00+09:00');
        await town.signIn(place, 'other_head');
        await place.reload();
        await step(place, '結果を知らせる', '結果を送り手に知らせました。', (box) =>
          box.getByLabel('結果', { exact: true }).fill('毎週木曜に来て、ほかの母親と話すようになった。'),
        );
      }, 90_000);

      it('the sender reads the outcome on the first page, reviews it and closes', async () => {
        const page = worker;
        await town.signIn(page, 'west_worker');
        await page.goto('/');
        await usable(page);
        await follow(page, /つなぎ 第1号/, /つなぎ 第1号/);
        await page.getByText('ほかの母親と話すようになった').waitFor();
        await step(page, '結果を確かめる', '確かめました。', async (box) => {
          await box.getByRole('radio', { name: 'これで終える' }).check();
          await box.getByLabel('確かめたこと').fill('母は眠れる日が増えた。木曜の利用は続く。');
        });
        await page.getByText('このつなぎは終わりました').waitFor();
        // Whose access is over reads it no more.
        await place.reload();
        await usable(place);
        expect(await place.getByRole('main').innerText()).not.toContain('星空');
      }, 60_000);
    });

    describe('a family that is known already', () => {
      let case_id = 0;
      let household_id = 0;
      let worker: Page;
      const child = '架空川 ひなた';

      /** A referral to a place with the mother’s consent, decided and sent as its pages would; gives its number. */
      async function sent(): Promise<number> {
        const { world } = town;
        const by = world.as('consultation_worker');
        const post = async (path: string, fields: Parameters<typeof by.post>[1]) => {
          const answer = await by.post(path, fields);
          expect(answer.status, answer.text).toBe(303);
          return answer.location!;
        };
        const draft = await post(`/referrals/new?case=${case_id}`, {
          need,
          age_band: '1-2',
          urgency: 'normal',
          channel: 'account',
          facility_id: world.facility[0],
          told_who: '園長だけ',
          told_on: '2026-12-24',
        });
        await post(`/disclosures/household/${household_id}/consents/new`, {
          given: 'yes',
          facility_ids: [world.facility[0]!, world.facility[5]!],
          items: ['child_name', 'circumstances'],
          purpose: '園庭の開放に行くため',
          starts_on: '2026-12-01',
          ends_on: '2027-05-31',
          said_by: '母',
          how: 'spoken',
          said_on: '2026-12-24',
        });
        const [consent] = await world.owner<{ id: number }>('select max(id) as id from consent');
        const [basis] = await world.owner<{ id: number }>(
          `select id from legal_basis where code = 'consent'`,
        );
        const id = Number(/\d+$/.exec(draft)![0]);
        await post(`/disclosures/new?referral=${id}`, {
          basis_id: basis!.id,
          answer_way: 'city_place',
          answer_about: 'general',
          answer_consent: 'yes',
          answer_danger: 'no',
          consent_id: consent!.id,
          items: ['child_name', 'circumstances'],
          circumstances: told,
          necessity: '迎えるため',
          harm_check: '困ることはない',
          way: 'system',
          until: '2027-03-31',
        });
        await post(`/referrals/${id}/send`, {});
        return id;
      }

      beforeAll(async () => {
        town.world.at('2026-12-24T10:00:00+09:00');
        case_id = await town.world.writing('consultation_worker', (tx) =>
          sampleCase(tx, {
            headline: '外で遊ぶ所をさがしている',
            household: {
              family_name: '架空川',
              members: [
                { relation: 'mother', given_name: 'みどり', given_kana: 'ミドリ', born_on: '1995-02-03' },
                { relation: 'child', given_name: 'ひなた', given_kana: 'ヒナタ', born_on: '2024-08-01' },
              ],
            },
          }),
        );
        const [row] = await town.world.owner<{ household_id: number }>(
          'select household_id from support_case where id = $1',
          [case_id],
        );
        household_id = Number(row!.household_id);
      });

      it('is told no with a reason and a next step, and is referred elsewhere without being asked anew', async () => {
        await sent();
        const place = await town.enter('facility_head', '/', { phone: true });
        await usable(place);
        await follow(place, /つなぎ 第\d+号/, /つなぎ 第/);
        // A no without its reason is asked for it, and nothing is sent.
        await step(place, '引き受けられない', '選んでください。', (box) =>
          box.getByLabel('一言').fill('1月は工事で園庭が使えません。'),
        );
        const again = place.locator('details.confirm[open]');
        expect(await again.getByLabel('一言').inputValue()).toContain('工事');
        await again.getByRole('radio', { name: 'いま空きがない' }).check();
        await again.getByRole('radio', { name: '別の場所をすすめる' }).check();
        await again.locator('button[type=submit]').click();
        await place.getByText('返事を送りました。').waitFor();
        await usable(place);

        worker = await town.enter('consultation_worker', '/');
        await usable(worker);
        await follow(worker, /つなぎ 第\d+号/, /つなぎ 第/);
        await worker.getByText('いま空きがない').first().waitFor();
        await step(worker, '結果を確かめる', '続きのつなぎの下書きができました。', async (box) => {
          await box.getByRole('radio', { name: '別の所へつなぐ' }).check();
          await box.getByLabel('確かめたこと').fill('園からひろばを教えてもらった。');
        });
        await follow(worker, '下書きを直す', '下書きを直す');
        expect(await worker.getByLabel('必要なこと').inputValue()).toBe(need);
        await worker.getByRole('combobox', { name: '園・ひろばなど' }).selectOption(hiroba);
        await fillDate(worker, '家庭に話した日', '2026-12-24');
        await press(worker, '下書きにする', '下書きを直しました。');
        await follow(worker, '根拠と渡す項目を決める', '情報を渡す');
        for (const answer of [/^市 → 園・ひろば/, /^そのほかの家庭/, /^はい、得ている/, /^いいえ/])
          await worker.getByRole('radio', { name: answer }).check();
        await press(worker, '答えを見る', '「');
        // The mother agreed to both places: that consent is there to be used.
        await worker.getByRole('checkbox', { name: /^子どもの名前/ }).check();
        await worker.getByLabel('なぜ必要か').fill('名前で迎えるため');
        await worker.getByLabel('害がないかの検討').fill('名前だけを渡す。');
        await press(worker, 'この内容に決める', '決めました。');
        await step(worker, '送る', '送りました。');
      }, 120_000);

      it('reads what was passed on, takes its consent back, and the place reads nothing from then on', async () => {
        const id = await sent();
        const place = await town.enter('facility_head', `/referrals/${id}`, { phone: true });
        await step(place, '引き受ける', '引き受けました。');
        await place.getByText(child).waitFor();

        const page = worker;
        await page.goto(`/cases/${case_id}`);
        await follow(page, '伝えた内容の台帳', '情報を渡した台帳');
        await page.getByText('こもれび保育園').first().waitFor();
        const paper = await download(page, '家庭に渡す紙（PDF）');
        expect(paper.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        const consent = page.locator('#consents');
        const mine = consent.locator('details.confirm').first();
        await mine.locator('summary').click();
        await mine.getByLabel('どのように伝えられたか').fill('母から電話');
        await usable(page);
        await mine.locator('button[type=submit]').click();
        await page.getByText('取り下げを書き留めました。相手はもう読めません。').waitFor();
        await usable(page);
        await page.getByText('同意の取り下げで終了').first().waitFor();

        await place.reload();
        await usable(place);
        const after = await place.getByRole('main').innerText();
        expect(after).not.toContain(child);
        expect(after).not.toContain(told);
        expect(after).toContain('共有は終わっています');
      }, 90_000);
    });
  },
);

/** Goes by Tab into a group of choices and takes one of them by its letters’ place, as the keyboard does. */
async function chooseIn(page: Page, group: string, answer: string): Promise<void> {
  await tabTo(page, 'input', new RegExp(`^(はい|いますぐ)`), group);
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press(press === 0 ? 'Space' : 'ArrowDown');
    const at = await page.evaluate(
      () => (document.activeElement as HTMLInputElement).labels?.[0]?.textContent ?? '',
    );
    if (at.includes(answer)) return;
  }
  throw new Error(`${answer} is not among the choices of ${group}.`);
}

/** Goes down a list of choices by the arrow until one with these words is chosen. */
async function pick(page: Page, words: string): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('ArrowDown');
    const at = await page.evaluate(
      () => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.textContent ?? '',
    );
    if (at.includes(words)) return;
  }
  throw new Error(`No ${words} among the choices.`);
}
