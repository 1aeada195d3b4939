import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleVisit } from './samples.ts';

let world: World;
let id = 0;

const words = {
  met: '園長、4歳児の担任',
  hearing: '夕方、担任が一人になる時間が40分ある。「休憩をどうつくるかが悩み」と園長。',
  strengths: '廊下に落ち着ける場所がある。',
  challenges: '午睡明けに応援が入れない。',
  needs: '同じ規模の園の工夫を知りたい。',
  support: '一日の流れを付箋に書き出した。',
  next_step: '着替えを二つのグループに分けて2週間試す（担任）。',
};
const day = { visited_on_y: '2026', visited_on_m: '11', visited_on_d: '20' };
const promise = (n: number, what: string) => ({
  [`follow_what_${n}`]: what,
  [`follow_due_${n}_y`]: 'R8',
  [`follow_due_${n}_m`]: '12',
  [`follow_due_${n}_d`]: '10',
});

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await world.writing('coordinator', (tx) =>
    sampleVisit(tx, {
      facility_id: world.facility[0]!,
      lead_id: world.person.coordinator,
      planned_on: '2026-11-20',
    }),
  );
});

const record = () =>
  world.owner<Record<string, unknown>>('select * from visit_record where visit_id = $1', [id]);

describe('the form', () => {
  it('asks as a person would, in one column, with drafts saved while typing', async () => {
    const page = await world.as('coordinator').get(`/visits/${id}/record`);
    expect(page.text).toContain('うまくいっていること、大事にされていることは何でしたか（強み）');
    expect(page.html).toContain(`data-autosave="/visits/${id}/record/draft"`);
    expect(page.text).not.toMatch(/指導|監査|違反/);
    expect(page.html).not.toContain(' style=');
  });

  it('takes the record with issues and promises in one sending; empty rows are left out', async () => {
    const sent = await world.as('coordinator').post(`/visits/${id}/record`, {
      ...words,
      ...day,
      memo: 'チームだけの話',
      _version: 0,
      issue_rows: 2,
      issue_title_1: '加配職員の休憩中に支援が途切れる',
      issue_theme_1: 'development',
      issue_weight_1: '3',
      issue_description_1: '午睡明けの時間帯',
      issue_statement_1: '休憩に入ると、だれも代われないのです。',
      issue_title_2: '',
      issue_weight_2: '2',
      follow_up_rows: 2,
      ...promise(1, '様子を伺う'),
      follow_owner_1: world.person.coordinator2,
      follow_what_2: '',
      follow_owner_2: world.person.coordinator,
    });
    expect(sent.location).toBe(`/visits/${id}`);
    const page = await world.as('coordinator2').get(`/visits/${id}`);
    expect(page.text).toContain('着替えを二つのグループに分けて2週間試す（担任）。');
    expect(page.text).toContain('加配職員の休憩中に支援が途切れる');
    expect(page.text).toContain('様子を伺う');
    expect(page.text).toContain('チームだけの話');
    const issues = await world.owner(
      'select theme_code, weight, source, raised_on, visit_id from issue where visit_id = $1',
      [id],
    );
    expect(issues).toEqual([
      { theme_code: 'development', weight: 3, source: 'visit', raised_on: '2026-11-20', visit_id: id },
    ]);
    expect(await world.owner('select owner_id from visit_follow_up where visit_id = $1', [id])).toEqual([
      { owner_id: world.person.coordinator2 },
    ]);
    // What the facility said stands at the issue in its own words, and not yet for a council.
    const [raised] = await world.owner<{ id: number }>('select id from issue where visit_id = $1', [id]);
    const said = '休憩に入ると、だれも代われないのです。';
    expect((await world.as('council_member').get(`/issues/${raised!.id}`)).text).not.toContain(said);
    expect((await world.as('coordinator2').get(`/issues/${raised!.id}`)).text).toContain(said);
    expect(await world.owner('select 1 from visit_draft where visit_id = $1', [id])).toEqual([]);
  });

  it('makes one record, issue and promise of a double sending', async () => {
    const fields = {
      ...words,
      ...day,
      _version: 0,
      issue_title_1: '二度送った課題',
      issue_theme_1: 'staffing',
      ...promise(1, '二度送った約束'),
      _once: crypto.randomUUID(),
    };
    const [first, second] = await Promise.all([
      world.as('coordinator').post(`/visits/${id}/record`, fields),
      world.as('coordinator').post(`/visits/${id}/record`, fields),
    ]);
    expect([first!.status, second!.status]).toEqual([303, 303]);
    expect(await world.owner('select 1 from issue where visit_id = $1', [id])).toHaveLength(1);
    expect(await world.owner('select 1 from visit_follow_up where visit_id = $1', [id])).toHaveLength(1);
  });

  it('answers half-filled rows and missing words beside the field and keeps everything typed', async () => {
    const sent = await world.as('coordinator').post(`/visits/${id}/record`, {
      ...day,
      strengths: '書きかけの強み',
      _version: 0,
      issue_rows: 1,
      issue_description_1: '題のない課題',
      follow_up_rows: 1,
      follow_what_1: '日のない約束',
    });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('どんな話を聞いたか、ひとことでも書いてください。');
    expect(sent.text).toContain('課題をひとことで書いてください。');
    expect(sent.text).toContain('いつまでにするか、日を入れてください。');
    expect(sent.html).toContain('書きかけの強み');
    expect(sent.html).toContain('題のない課題');
    expect(sent.html).toContain('value="日のない約束"');
    expect(await record()).toEqual([]);
    expect(await world.owner('select 1 from issue where visit_id = $1', [id])).toEqual([]);
  });

  it('refuses themes and holders that are not on its lists', async () => {
    const fields = {
      ...words,
      ...day,
      _version: 0,
      ...promise(1, '資料'),
      issue_title_1: '課題',
      issue_theme_1: 'staffing',
    };
    const theme = await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...fields, issue_theme_1: 'nothing' });
    expect(theme.status).toBe(422);
    expect(theme.text).toContain('課題のテーマを選んでください。');
    const holder = await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...fields, follow_owner_1: world.person.facility_head });
    expect(holder.status).toBe(422);
    expect(holder.text).toContain('コーディネーターとして配置されていません');
  });

  it('keeps, changes and takes away the team memo', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, memo: 'はじめのメモ', _version: 0 });
    await world
      .as('coordinator2')
      .post(`/visits/${id}/record`, { ...words, ...day, memo: '直したメモ', _version: 1 });
    expect((await world.as('coordinator').get(`/visits/${id}`)).text).toContain('直したメモ');
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, memo: '', _version: 2 });
    expect(await world.owner('select 1 from visit_memo where visit_id = $1', [id])).toEqual([]);
  });

  it('refuses a day in the future and a cancelled visit', async () => {
    const future = await world.as('coordinator').post(`/visits/${id}/record`, {
      ...words,
      visited_on_y: '2026',
      visited_on_m: '12',
      visited_on_d: '1',
      _version: 0,
    });
    expect(future.text).toContain('訪問した日は、今日までの日にしてください。');
    await world.as('coordinator').post(`/visits/${id}/cancel`, { cancel_reason: 'weather' });
    expect((await world.as('coordinator').get(`/visits/${id}/record`)).status).toBe(409);
    expect(
      (await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 })).status,
    ).toBe(409);
  });

  it('shows what was said before, and takes promises that are now kept', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, _version: 0, ...promise(1, '資料を届ける') });
    const later = await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[0]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-21',
      }),
    );
    const form = await world.as('coordinator').get(`/visits/${later}/record`);
    expect(form.text).toContain('着替えを二つのグループに分けて2週間試す（担任）。');
    expect(form.text).toContain('資料を届ける（12月10日（木）まで');
    const [open] = await world.owner<{ id: number }>('select id from visit_follow_up where visit_id = $1', [
      id,
    ]);
    await world.as('coordinator').post(`/visits/${later}/record`, {
      ...words,
      visited_on: '2026-11-21',
      _version: 0,
      done_follow_ups: [open!.id],
      [`done_note_${open!.id}`]: '主任に手渡した',
    });
    const history = await world.as('secretariat').get(`/visits/facility/${world.facility[0]}`);
    expect(history.text).toContain('「資料を届ける」は済み：主任に手渡した');
    expect(history.text).toContain('次の訪問、11月21日（土）に聞いたこと');
  });
});

describe('drafts', () => {
  it('are kept by script, private to their author, and resumed', async () => {
    const saved = await world
      .as('coordinator')
      .post(`/visits/${id}/record/draft`, { hearing: '書きかけの聞き取り', _version: 0 });
    expect(saved.status).toBe(200);
    expect(JSON.parse(saved.html)).toHaveProperty('saved_at');
    const page = await world.as('coordinator').get(`/visits/${id}/record`);
    expect(page.html).toContain('書きかけの聞き取り');
    expect(page.text).toContain('下書きはあなただけが読めます');
    expect((await world.as('coordinator2').get(`/visits/${id}/record`)).html).not.toContain(
      '書きかけの聞き取り',
    );
    const seen = await world.reading('coordinator2', (tx) =>
      tx.db.selectFrom('visit_draft').select('visit_id').execute(),
    );
    expect(seen).toEqual([]);
    expect((await world.as('coordinator').get(`/visits/${id}`)).text).toContain('書きかけの記録があります');
  });

  it('may be several of one visit, one for each coordinator', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record/draft`, { hearing: '一子の下書き', _version: 0 });
    await world
      .as('coordinator2')
      .post(`/visits/${id}/record/draft`, { hearing: '二郎の下書き', _version: 0 });
    expect((await world.as('coordinator').get(`/visits/${id}/record`)).html).toContain('一子の下書き');
    expect((await world.as('coordinator2').get(`/visits/${id}/record`)).html).toContain('二郎の下書き');
  });

  it('are saved by a button without script, and rows are added with all text kept', async () => {
    const save = await world
      .as('coordinator')
      .post(`/visits/${id}/record/save-draft`, { hearing: '手で保存', _version: 0 });
    expect(save.location).toBe(`/visits/${id}/record`);
    const more = await world.as('coordinator').post(`/visits/${id}/record/more-issues`, {
      hearing: '行を増やす前の文',
      issue_rows: 1,
      issue_title_1: '一つ目の課題',
      follow_what_1: '約束の途中',
      follow_due_1_y: 'R8',
      follow_due_1_m: '12',
      follow_due_1_d: '',
      done_follow_ups: ['1', '2'],
      _version: 0,
    });
    // to the new row: its first box has the focus
    expect(more.location).toBe(`/visits/${id}/record#f-issue_title_2`);
    const page = await world.as('coordinator').get(`/visits/${id}/record`);
    expect(page.html).toContain('id="f-issue_title_2"');
    expect(page.html).toContain('行を増やす前の文');
    expect(page.html).toContain('value="一つ目の課題"');
    expect(page.html).toContain('name="issue_title_2"');
    expect(page.html).toContain('value="R8"');
    for (let n = 0; n < 6; n++) {
      await world
        .as('coordinator')
        .post(`/visits/${id}/record/more-follow-ups`, { follow_up_rows: String(2 + n), _version: 0 });
    }
    const full = await world.as('coordinator').get(`/visits/${id}/record`);
    expect(full.html).toContain('name="follow_what_5"');
    expect(full.html).not.toContain('name="follow_what_6"');
  });

  it('can be thrown away', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record/draft`, { hearing: '捨てる下書き', _version: 0 });
    await world.as('coordinator').post(`/visits/${id}/record/discard`);
    expect((await world.as('coordinator').get(`/visits/${id}/record`)).html).not.toContain('捨てる下書き');
  });

  it('are not taken without the page’s guard', async () => {
    const sent = await world
      .as('coordinator')
      .post(`/visits/${id}/record/draft`, { hearing: 'x', _csrf: 'wrong' });
    expect(sent.status).toBe(403);
  });
});

describe('two people at one record', () => {
  it('shows the second both texts; what is not chosen stays readable', async () => {
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    const mine = { ...words, ...day, hearing: '二郎が聞いた話', needs: '二郎のニーズ' };
    const second = await world.as('coordinator2').post(`/visits/${id}/record`, { ...mine, _version: 0 });
    expect(second.status).toBe(422);
    expect(second.text).toContain('二郎が聞いた話');
    expect(second.text).toContain('夕方、担任が一人になる時間が40分ある。');
    expect((second.html.match(/name="_version"/g) ?? []).length).toBe(1);
    const chosen = await world.as('coordinator2').post(`/visits/${id}/record`, {
      ...mine,
      choose_hearing: 'theirs',
      unchosen_hearing: '二郎が聞いた話',
      choose_needs: 'mine',
      unchosen_needs: '二郎のニーズ',
      _version: 1,
    });
    expect(chosen.status).toBe(303);
    const [row] = await record();
    expect(row).toMatchObject({ hearing: words.hearing, needs: '二郎のニーズ', version: 2 });
    const page = await world.as('coordinator').get(`/visits/${id}`);
    expect(page.text).toContain('二郎が聞いた話');
    expect(page.text).toContain('同じ規模の園の工夫を知りたい。');
  });

  it('begins with the other’s words where the second changed nothing, and both texts can stay', async () => {
    const before = { ...words, ...day, needs: '' };
    await world.as('coordinator').post(`/visits/${id}/record`, { ...before, _version: 0 });
    await world.as('coordinator').post(`/visits/${id}/record`, {
      ...before,
      hearing: '一郎が直した話',
      strengths: '一郎が直した強み',
      needs: '一郎が足したニーズ',
      _version: 1,
    });
    const mine = { ...before, hearing: '二郎が直した話' };
    const second = await world.as('coordinator2').post(`/visits/${id}/record`, { ...mine, _version: 1 });
    const begins = Object.fromEntries(
      [
        ...second.html.matchAll(
          /<input type="radio" id="[^"]*" name="choose_([a-z]+)" value="([a-z]+)" checked=""/g,
        ),
      ].map(([, field, side]) => [field, side]),
    );
    expect(begins).toEqual({ hearing: 'mine', strengths: 'theirs', needs: 'theirs' });
    expect(second.text).toContain('あなたの入力（開いたときのまま）');
    // Gone on with as it stands but for one: both are kept, the other person's first, and nothing was lost.
    const on = await world.as('coordinator2').post(`/visits/${id}/record`, {
      ...mine,
      choose_hearing: 'both',
      unchosen_hearing: '二郎が直した話',
      choose_strengths: 'theirs',
      choose_needs: 'theirs',
      _version: 2,
    });
    expect(on.status).toBe(303);
    expect((await record())[0]).toMatchObject({
      hearing: '一郎が直した話\n\n二郎が直した話',
      strengths: '一郎が直した強み',
      needs: '一郎が足したニーズ',
      version: 3,
    });
  });

  it('asks again when a draft was saved while both texts were on the screen', async () => {
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    await world.as('coordinator2').post(`/visits/${id}/record/draft`, {
      ...words,
      hearing: 'まだ選んでいない',
      choose_hearing: 'mine',
      unchosen_hearing: 'まだ選んでいない',
      _version: 1,
    });
    const page = await world.as('coordinator2').get(`/visits/${id}/record`);
    expect(page.html).toContain('name="_version" value="0"');
    expect(page.html).not.toContain('choose_hearing');
  });

  it('tells who resumes an old draft after somebody else submitted', async () => {
    await world
      .as('coordinator2')
      .post(`/visits/${id}/record/draft`, { ...words, ...day, hearing: '古い下書き', _version: 0 });
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    const page = await world.as('coordinator2').get(`/visits/${id}/record`);
    expect(page.text).toContain('この下書きのあとに、ほかの人が記録を保存しています');
    const sent = await world
      .as('coordinator2')
      .post(`/visits/${id}/record`, { ...words, ...day, hearing: '古い下書き', _version: 0 });
    expect(sent.status).toBe(422);
    expect((await record())[0]).toMatchObject({ hearing: words.hearing });
  });

  it('submitted at the same instant, one wins and the other sees both', async () => {
    const [a, b] = await Promise.all([
      world
        .as('coordinator')
        .post(`/visits/${id}/record`, { ...words, ...day, hearing: '同時 一子', _version: 0 }),
      world
        .as('coordinator2')
        .post(`/visits/${id}/record`, { ...words, ...day, hearing: '同時 二郎', _version: 0 }),
    ]);
    expect([a!.status, b!.status].toSorted((a, b) => a - b)).toEqual([303, 422]);
    const lost = a!.status === 422 ? a! : b!;
    expect(lost.text).toContain('同時 一子');
    expect(lost.text).toContain('同時 二郎');
  });
});

describe('sharing with the facility', () => {
  it('tells the staff, and can be stopped', async () => {
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    expect((await world.as('facility_staff').get(`/my-facility/visits/${id}`)).status).toBe(404);
    await world.as('coordinator').post(`/visits/${id}/share`);
    expect((await world.as('facility_staff').get(`/my-facility/visits/${id}`)).status).toBe(200);
    const told = await world.owner<{ person_id: number }>(`select person_id from notice where url = $1`, [
      `/my-facility/visits/${id}`,
    ]);
    expect(told.map((notice) => Number(notice.person_id)).toSorted((a, b) => a - b)).toEqual(
      [world.person.facility_head, world.person.facility_staff].toSorted((a, b) => a - b),
    );
    await world.as('coordinator').post(`/visits/${id}/unshare`);
    expect((await world.as('facility_staff').get(`/my-facility/visits/${id}`)).status).toBe(404);
  });

  it('never goes together with restricted words', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, restricted: '1', _version: 0 });
    expect((await world.as('coordinator').post(`/visits/${id}/share`)).status).toBe(409);
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 1 });
    await world.as('coordinator').post(`/visits/${id}/share`);
    const again = await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, restricted: '1', _version: 2 });
    expect(again.status).toBe(422);
    expect(again.text).toContain('先に「共有をやめる」を押してください');
  });
});

describe('attachments', () => {
  // The smallest PNG there is: one pixel.
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = () => new File([png], '保育室.png', { type: 'image/png' });
  const attachments = () =>
    world.owner<{ id: number; name: string; restricted: boolean; removed_at: Date | null; size: number }>(
      'select id, name, restricted, removed_at, length(bytes) as size from visit_attachment where visit_id = $1',
      [id],
    );

  it('refuses a type that is not what its name says, and keeps the text', async () => {
    const fake = new File(['<html>'], '写真.png', { type: 'image/png' });
    const sent = await world
      .as('coordinator')
      .post(`/visits/${id}/record/attach`, { hearing: '消えない文', files: fake, _version: 0 });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('受け取れない種類のファイルです');
    expect(sent.html).toContain('消えない文');
    const page = new File(['%PDF-1.4 /JavaScript %%EOF'], 'a.pdf', { type: 'application/pdf' });
    expect(
      (await world.as('coordinator').post(`/visits/${id}/record/attach`, { files: page, _version: 0 }))
        .status,
    ).toBe(422);
    expect(await attachments()).toEqual([]);
  });

  it('is the team’s alone until the record says it names nobody; the facility never gets it', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record/attach`, { files: picture(), caption: '午睡明けの部屋', _version: 0 });
    const [one] = await attachments();
    expect(one).toMatchObject({ name: '保育室.png', restricted: true });
    const address = `/visits/${id}/attachments/${one!.id}`;
    expect((await world.as('coordinator2').get(address)).status).toBe(200);
    expect((await world.as('secretariat').get(address)).status).toBe(404);
    await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    const file = await world.as('secretariat').get(address);
    expect(file.response.headers.get('content-type')).toBe('image/png');
    expect(file.response.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    await world.as('coordinator').post(`/visits/${id}/share`);
    expect((await world.as('facility_head').get(address)).status).toBe(404);
  });

  it('is not lost when the record comes back to be mended, nor is it kept twice', async () => {
    const wrong = { ...words, ...day, hearing: '', files: picture(), caption: '入口', _version: 0 };
    expect((await world.as('secretariat').post(`/visits/${id}/record`, wrong)).status).not.toBe(303);
    expect(await attachments()).toEqual([]);
    for (let time = 0; time < 2; time++) {
      const sent = await world.as('coordinator').post(`/visits/${id}/record`, wrong);
      expect(sent.status).toBe(422);
      expect(sent.text).toContain('選んだファイル1個は、もう加えてあります');
      expect(sent.text).toContain('保育室.png');
      // Its words went with it: they are not asked again for the next file.
      expect(sent.html).not.toContain('value="入口"');
    }
    expect(await attachments()).toMatchObject([{ name: '保育室.png', restricted: true }]);
    expect(
      (await world.as('coordinator').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 })).status,
    ).toBe(303);
    expect(await attachments()).toMatchObject([{ name: '保育室.png', restricted: false }]);
  });

  it('keeps the good ones when one of several is refused, and says what is wrong with that one', async () => {
    const fake = new File(['<html>'], '写真.png', { type: 'image/png' });
    const sent = await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, files: [picture(), fake], _version: 0 });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('受け取れない種類のファイルです');
    expect(sent.text).toContain('選んだファイル1個は、もう加えてあります');
    expect(await attachments()).toMatchObject([{ name: '保育室.png' }]);
  });

  it('is not lost either when somebody else saved first; what names somebody stays the team’s alone', async () => {
    await world.as('coordinator2').post(`/visits/${id}/record`, { ...words, ...day, _version: 0 });
    const sent = await world.as('coordinator').post(`/visits/${id}/record`, {
      ...words,
      ...day,
      hearing: '別の聞き取り',
      restricted: 'on',
      files: picture(),
      _version: 0,
    });
    expect(sent.status).toBe(422);
    expect(await attachments()).toMatchObject([{ name: '保育室.png', restricted: true }]);
  });

  it('comes with the record’s sending, the same file once, and can be described and removed for good', async () => {
    await world.as('coordinator').post(`/visits/${id}/record/save-draft`, { files: picture(), _version: 0 });
    await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, files: picture(), _version: 0 });
    const [one, ...others] = await attachments();
    expect(others).toEqual([]);
    await world.as('coordinator').post(`/visits/${id}/attachments/${one!.id}`, { caption: '入口の掲示' });
    expect((await world.as('coordinator').get(`/visits/${id}`)).text).toContain('入口の掲示');
    expect((await world.as('secretariat').post(`/visits/${id}/attachments/${one!.id}/remove`)).status).toBe(
      403,
    );
    await world.as('coordinator').post(`/visits/${id}/attachments/${one!.id}/remove`);
    expect((await world.as('coordinator').get(`/visits/${id}/attachments/${one!.id}`)).status).toBe(404);
    expect((await attachments())[0]).toMatchObject({ size: 0 });
  });
});

describe('promises', () => {
  it('are closed by who holds them or the team, and nobody else', async () => {
    await world
      .as('coordinator')
      .post(`/visits/${id}/record`, { ...words, ...day, _version: 0, ...promise(1, '電話する') });
    const [open] = await world.owner<{ id: number }>('select id from visit_follow_up where visit_id = $1', [
      id,
    ]);
    const address = `/visits/${id}/follow-ups/${open!.id}/done`;
    expect((await world.as('secretariat').post(address)).status).toBe(404);
    expect((await world.as('facility_head').post(address)).status).toBe(404);
    expect((await world.as('coordinator2').post(address, { done_note: '電話で伺った' })).status).toBe(303);
    expect((await world.as('coordinator').get(`/visits/${id}`)).text).toContain('電話で伺った');
    expect((await world.as('coordinator').post(address)).status).toBe(404);
  });
});
