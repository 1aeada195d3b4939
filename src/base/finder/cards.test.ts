import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedEvent } from '../../../tests/events.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { birthdaysIn, emailsIn, peopleIn, phonesIn } from '../../platform/ja/contact-text.ts';

let world: World;
let session: number;
const texts = {
  day_text: '11月30日（月）10:00から',
  what_happens: 'おしゃべり会があります。',
  whom_to_ask: '初めてのかたは、ひろば担当の山田さんに声をかけてください。',
  how_to_get_there: '一条通一丁目のバス停から歩いて3分',
};
const made = async (who: Parameters<World['as']>[0] = 'coordinator', more: Record<string, string> = {}) => {
  const answer = await world
    .as(who)
    .post('/introductions/new', { facility_id: world.facility[5]!, ...texts, ...more });
  expect(answer.status).toBe(303);
  return Number(answer.location!.split('/').pop());
};
const codeOf = async (id: number) =>
  (await world.owner<{ code: string }>('select code from introduction where id = $1', [id]))[0]!.code;

beforeAll(async () => {
  world = await makeWorld();
  const { sittings } = await seedEvent(
    world,
    {
      organisation_id: world.organisation.other_operator,
      facility_id: world.facility[5],
      event_kind_code: 'parents',
      title: '月曜のおしゃべり会',
      summary: 'お茶を飲みながら話します。',
      contact_name: '広場',
    },
    ['2026-11-30'],
  );
  session = sittings[0]!;
});
afterAll(() => world.close());

describe('who may', () => {
  test('strangers make and list no cards', async () => {
    expect(
      (await world.as(null).post('/introductions/new', { facility_id: world.facility[5]!, ...texts })).status,
    ).toBe(403);
    expect((await world.as(null).get('/introductions')).location).toMatch(/^\/sign-in/);
    expect((await world.as('former').get('/introductions')).status).toBe(403);
  });

  test('a card is seen by its maker, both places and those who keep the directory', async () => {
    const id = await made('facility_staff', { from_facility_id: `${world.facility[0]}` });
    for (const who of ['facility_staff', 'facility_head', 'coordinator', 'secretariat'] as const)
      expect([who, (await world.as(who).get(`/introductions/${id}`)).status]).toEqual([who, 200]);
    for (const who of ['other_head', 'observer', 'consultation_worker', 'auditor'] as const)
      expect([who, (await world.as(who).get(`/introductions/${id}`)).status]).toEqual([who, 404]);
    expect(
      (await world.as('coordinator').post(`/introductions/${id}/handed`, { how: 'printed' })).status,
    ).toBe(403);
  });

  test('nobody makes a card in another facility’s name', async () => {
    const answer = await world.as('facility_staff').post('/introductions/new', {
      facility_id: world.facility[5]!,
      from_facility_id: world.facility[1]!,
      ...texts,
    });
    expect(answer.status).toBe(403);
  });

  test('nobody reads a single answer', async () => {
    await expect(
      world.reading('coordinator', (tx) => tx.db.selectFrom('introduction_answer').selectAll().execute()),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('making a card', () => {
  test('takes two clicks: the form is filled from the sitting, and its words can be changed', async () => {
    const form = await world
      .as('coordinator')
      .get(`/introductions/new?facility_id=${world.facility[5]}&event_session_id=${session}&wish=homely`);
    expect(form.html).toContain('value="11月30日（月）10:00から"');
    expect(form.text).toContain('「月曜のおしゃべり会」があります。お茶を飲みながら話します。');
    expect(form.text).toContain('広場さんに声をかけてください');
    expect(form.text).toContain('少人数でアットホームな雰囲気');
    const id = await made('coordinator', { event_session_id: `${session}`, wish: 'homely' });
    const card = await world.as('coordinator').get(`/introductions/${id}`);
    expect(card.text).toContain('おしゃべり会があります');
    expect(card.html).toContain('mailto:?subject=');
    expect(card.html).toContain('data:image/svg+xml;base64,');
    const [row] = await world.owner<{ wish_codes: string[]; expires_on: string; fiscal_year: number }>(
      'select wish_codes, expires_on::text, fiscal_year from introduction where id = $1',
      [id],
    );
    expect(row).toEqual({ wish_codes: ['homely'], expires_on: '2027-02-19', fiscal_year: 2026 });
  });

  test('「文章に入れる」 writes the chosen day into the text and stores nothing', async () => {
    const count = async () => (await world.owner('select id from introduction')).length;
    const before = await count();
    const form = await world.as('coordinator').post('/introductions/new', {
      facility_id: world.facility[5]!,
      event_session_id: session,
      ...texts,
      day_text: 'いつか',
      fill: 'on',
    });
    expect(form.html).toContain('value="11月30日（月）10:00から"');
    expect(await count()).toBe(before);
  });

  test('asks about what looks like a family’s own, and takes it when it is not', async () => {
    const send = (more: Record<string, string>) =>
      world
        .as('coordinator')
        .post('/introductions/new', { facility_id: world.facility[5]!, ...texts, ...more });
    for (const what_happens of [
      '鈴木さんにぴったりです。',
      'はなちゃんの好きな砂場があります。',
      '090-1234-5678に電話します。',
      'hana@example.jp',
      '令和6年3月2日生まれの子が多いです。',
    ]) {
      const asked = await send({ what_happens });
      expect([what_happens, asked.status]).toEqual([what_happens, 422]);
      expect(asked.text).toContain('家族の名前や連絡先のように見える');
      expect(asked.text).toContain(what_happens);
    }
    expect((await send({ what_happens: '鈴木さんにぴったりです。', nobody: 'on' })).status).toBe(303);
  });

  test('refuses a closed place, a sitting of another place and empty texts', async () => {
    expect((await world.as('coordinator').get('/introductions/new?facility_id=999999')).status).toBe(404);
    expect((await world.as('coordinator').get('/introductions/new')).status).toBe(404);
    const elsewhere = await world.as('coordinator').post('/introductions/new', {
      facility_id: world.facility[0]!,
      event_session_id: session,
      ...texts,
    });
    expect(elsewhere.status).toBe(422);
    expect(
      (await world.as('coordinator').post('/introductions/new', { facility_id: world.facility[0]! })).status,
    ).toBe(422);
  });

  test('gives a PDF without the maker’s name, and how it was handed over is kept', async () => {
    const id = await made();
    const { response } = await world.as('coordinator').get(`/introductions/${id}/card.pdf`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(new TextDecoder('latin1').decode(await response.arrayBuffer()).slice(0, 5)).toBe('%PDF-');
    expect(
      (await world.as('coordinator').post(`/introductions/${id}/handed`, { how: 'printed' })).status,
    ).toBe(303);
    const [row] = await world.owner<{ handed_over: string }>(
      'select handed_over from introduction where id = $1',
      [id],
    );
    expect(row!.handed_over).toBe('printed');
  });
});

describe('the card in a parent’s hand', () => {
  test('opens by its code in any writing, says nothing of its maker, and takes one answer', async () => {
    const id = await made();
    const code = await codeOf(id);
    const typed = await world
      .as(null)
      .post('/open/cards', { code: ` ${code.slice(0, 5).toLowerCase()}－${code.slice(5)}` });
    expect(typed.location).toBe(`/open/cards/${code}`);
    const page = await world.as(null).get(`/open/cards/${code}`);
    expect(page.text).toContain('なかよしひろば');
    expect(page.text).toContain('11月30日（月）10:00から');
    expect(page.text).not.toContain('巡 一子');
    // how to get there is told once; the map below is called a map
    expect(page.text.match(/行き方/g)).toHaveLength(1);
    expect((await world.as(null).post(`/open/cards/${code}`, { helped: 'yes' })).status).toBe(422);
    const answer = await world
      .as(null)
      .post(`/open/cards/${code}`, { went: 'yes', helped: 'partly', why_not: 'far' });
    expect(answer.location).toBe(`/open/cards/${code}`);
    expect((await world.as(null).get(`/open/cards/${code}`)).text).toContain(
      'このカードの答えは受け取りました',
    );
    await world.as(null).post(`/open/cards/${code}`, { went: 'no', why_not: 'far' });
    expect(
      await world.owner('select went, helped, why_not from introduction_answer where introduction_id = $1', [
        id,
      ]),
    ).toEqual([{ went: true, helped: 'partly', why_not: null }]);
  });

  test('a wrong code says so, and guessing is stopped', async () => {
    expect((await world.as(null).get('/open/cards/ABCDEFGHJK')).status).toBe(404);
    expect((await world.as(null).get('/open/cards/x')).status).toBe(404);
    let status = 0;
    for (let at = 0; at < 31; at += 1)
      status = (await world.as(null).post('/open/cards', { code: 'ABCDEFGHJK' })).status;
    expect(status).toBe(429);
    world.at('2026-11-21T12:30:00+09:00');
    expect((await world.as(null).post('/open/cards', { code: 'ABCDEFGHJK' })).status).toBe(422);
  });

  test('after its time the place is still shown, and no answer is taken', async () => {
    const id = await made();
    const code = await codeOf(id);
    world.at('2027-02-20T10:00:00+09:00');
    const page = await world.as(null).get(`/open/cards/${code}`);
    expect(page.text).toContain('このカードの期間は終わりました');
    await world.as(null).post(`/open/cards/${code}`, { went: 'yes' });
    expect(await world.owner('select 1 from introduction_answer where introduction_id = $1', [id])).toEqual(
      [],
    );
    world.at('2026-11-21T14:00:00+09:00');
  });
});

describe('figures', () => {
  const answered = async (facility: number, answers: number, cards = answers) => {
    for (let at = 0; at < cards; at += 1) {
      const id = await made('coordinator', { facility_id: `${world.facility[facility]}` });
      if (at < answers)
        await world.owner(
          `insert into introduction_answer (introduction_id, answered_at, answered_on, went) values ($1, now(), '2026-11-21', $2)`,
          [id, at > 0],
        );
    }
  };
  const sums = (who: Parameters<World['reading']>[0]) =>
    world.reading(who, async (tx) => {
      const { introductionSums } = await import('./queries-introductions.ts');
      return introductionSums(tx, 2026);
    });

  test('answers are counted in fives, a place’s own and what is left of all places together', async () => {
    await world.owner('delete from introduction');
    await answered(1, 4);
    await answered(2, 6, 7);
    await answered(3, 9);
    const byName = new Map((await sums('secretariat')).map((one) => [one.facility, one]));
    expect(byName.get('あおぞら幼稚園')).toMatchObject({ cards: 4, answers: null, went: null });
    expect(byName.get('しらかば保育園')).toMatchObject({ cards: 7, answers: 5, went: 4 });
    expect(byName.get('ポプラこども園')).toMatchObject({ cards: 9, answers: 5, went: 4 });
    const rows = await world.reading('observer', async (tx) => {
      const { sql } = await import('kysely');
      return (
        await sql<{
          facility_id: number | null;
          answers: number;
        }>`select * from introduction_answer_rows(2026, '2026-11-21')`.execute(tx.db)
      ).rows;
    });
    // 4 + 1 + 4 are left over: five of them are counted under no place.
    const counted = new Map(rows.map(({ facility_id, answers }) => [facility_id, answers]));
    expect(counted).toEqual(
      new Map([
        [world.facility[2], 5],
        [world.facility[3], 5],
        [null, 5],
      ]),
    );
    const page = await world.as('coordinator').get('/introductions');
    expect(page.text).toContain('5件未満');
  });

  test('one more answer moves nothing until there are five more', async () => {
    const before = await sums('secretariat');
    await answered(3, 1);
    const after = await sums('secretariat');
    // The card is counted, the tenth answer completes a second five; the eleventh would wait.
    const of = (list: typeof before) => list.find(({ facility }) => facility === 'ポプラこども園')!;
    expect([of(before).answers, of(after).answers]).toEqual([5, 10]);
    await answered(3, 4);
    expect(of(await sums('secretariat')).answers).toBe(10);
  });

  test('a facility sees its own, a consultation worker none', async () => {
    expect((await sums('other_head')).map(({ facility }) => facility)).toEqual(['あおぞら幼稚園']);
    expect(await sums('consultation_worker')).toEqual([]);
  });
});

test('what looks like a person or a number in a text is found, what does not is left alone', () => {
  expect(peopleIn('鈴木さん、はなちゃん、タロウくん')).toEqual(['鈴木さん', 'はなちゃん', 'タロウくん']);
  expect(peopleIn('お子さんとお母さん、職員さん、皆さん、たくさん')).toEqual([]);
  expect(phonesIn('０９０－１２３４－５６７８、0166-25-9106、12345')).toHaveLength(2);
  expect(emailsIn('連絡は HANA@Example.JP へ')).toEqual(['hana@example.jp']);
  expect(birthdaysIn('令和6年3月2日生まれ、2024.3.2生、先生、生後3か月')).toHaveLength(2);
});
