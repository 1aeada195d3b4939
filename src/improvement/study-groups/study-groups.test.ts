import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { openSampleCall, signUpSample } from './samples.ts';
import { entriesOf, groupsOf, lastRun, studyFigures } from './queries.ts';
import { headingsOf, cardsOf } from './queries-board.ts';

let world: World;
let call: number;
beforeAll(async () => {
  world = await makeWorld();
  // Six facilities of six operators, so that two groups of three can be made.
  await world.owner(`insert into organisation (name, kind, created_at, updated_at)
    select '法人' || n, 'operator', now(), now() from generate_series(1, 4) as n`);
  await world.owner(`update facility set organisation_id = (select id from organisation where name = '法人' || f.n)
    from (select id, row_number() over (order by id) - 2 as n from facility) as f where f.id = facility.id and f.n > 0`);
  call = await world.writing('coordinator', (tx) => openSampleCall(tx, { aimed: 3, most_km: null }));
});
afterAll(() => world.close());

const facility = (n: number) => world.facility[n]!;
const entry = (given: Record<string, unknown> = {}) => ({
  facility_id: facility(0),
  asks: ['1', '2'],
  offers: ['3'],
  times: ['1', '2', '3'],
  question: '合図をどう決めていますか',
  aim: '',
  strength: '',
  _version: 0,
  ...given,
});
const callFields = {
  theme_code: 'guardian',
  title: '伝え方を持ち寄る',
  purpose: '',
  opens_on_y: '2026',
  opens_on_m: '11',
  opens_on_d: '21',
  closes_on_y: '令和8',
  closes_on_m: '12',
  closes_on_d: '1',
  topics: '送り迎えの会話\nお便りの書き方',
  times: '2026/12/8 14:00-15:30\n令和8年12月9日 10時〜11時半',
  smallest: 3,
  aimed: 4,
  largest: 5,
  most_km: '',
  weight_like: 35,
  weight_strength: 25,
  weight_mixed: 10,
  weight_near: 10,
  weight_fresh: 10,
  weight_size: 10,
  _version: 0,
};

describe('who may not', () => {
  it('opens a call: nobody but those who prepare', async () => {
    for (const who of ['facility_head', 'facility_staff', 'council_member', 'observer', 'auditor'] as const) {
      expect((await world.as(who).get('/study-groups/new')).status).toBe(403);
      expect((await world.as(who).post('/study-groups/new', callFields)).status).toBe(403);
    }
  });

  it('signs a facility up: no staff, no head of another one, nobody without a facility', async () => {
    for (const who of ['facility_staff', 'other_head', 'council_member'] as const)
      expect((await world.as(who).post(`/study-groups/${call}/entry`, entry())).status).toBe(403);
    expect(await world.owner('select from study_entry')).toEqual([]);
  });

  it('sees proposals, reckons, moves, tells: no facility', async () => {
    for (const who of ['facility_head', 'council_member'] as const) {
      expect((await world.as(who).get(`/study-groups/${call}/groups`)).status).toBe(403);
      for (const path of ['divide', 'tell', 'untell'])
        expect((await world.as(who).post(`/study-groups/${call}/${path}`)).status).toBe(403);
    }
  });
});

describe('a call', () => {
  it('is opened with days and times in any notation, and says which line it cannot read', async () => {
    const wrong = await world
      .as('secretariat')
      .post('/study-groups/new', { ...callFields, times: 'あした 昼から' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('「あした 昼から」の日時が読み取れません');
    const answer = await world.as('secretariat').post('/study-groups/new', callFields);
    expect(answer.status).toBe(303);
    const page = await world.as('facility_head').get(answer.location!);
    expect(page.text).toContain('12月8日');
    expect(page.text).toContain('12月9日（水） 10:00～11:30');
    expect(page.text).toContain('あなたの施設も申し込めます');
  });

  it('wants its times after the closing and its sizes in order', async () => {
    const page = await world
      .as('secretariat')
      .post('/study-groups/new', { ...callFields, times: '2026/11/30 10:00-11:00', aimed: 6 });
    expect(page.status).toBe(422);
    expect(page.text).toContain('申込みの締切りよりあとの日');
    expect(page.text).toContain('少なくとも ≦ めやす ≦ 多くとも');
  });

  it('keeps topics and times that were ticked', async () => {
    const own = await world.writing('coordinator', (tx) => openSampleCall(tx));
    await world.writing('coordinator', (tx) => signUpSample(tx, own, facility(0), 0));
    const page = await world.as('coordinator').get(`/study-groups/${own}/edit`);
    const version = /name="_version" value="(\d+)"/.exec(page.html)![1]!;
    const answer = await world
      .as('coordinator')
      .post(`/study-groups/${own}/edit`, { ...callFields, _version: version });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('最後の行のあとに足してください');
  });
});

describe('signing up', () => {
  it('is asked for on the first page of who may sign up, until it is done', async () => {
    const asks = '学び合いの小グループの参加を受け付けています';
    const head = await world.as('facility_head').get('/');
    expect(head.text).toContain(asks);
    expect(head.html).toContain(`href="/study-groups/${call}"`);
    for (const who of ['facility_staff', 'council_member'] as const)
      expect((await world.as(who).get('/')).text).not.toContain(asks);
  });

  it('keeps a draft, asks for a topic and a time, and takes it once whole', async () => {
    const head = world.as('facility_head');
    const draft = await head.post(
      `/study-groups/${call}/entry`,
      entry({ asks: [], times: [], question: '', draft: '1' }),
    );
    expect(draft.status).toBe(303);
    expect((await head.get(`/study-groups/${call}`)).text).toContain('下書きがあります');
    const empty = await head.post(
      `/study-groups/${call}/entry`,
      entry({ asks: [], times: [], question: '', _version: 1 }),
    );
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('来られる日時を1つは選んでください');
    expect((await head.post(`/study-groups/${call}/entry`, entry({ _version: 1 }))).status).toBe(303);
    expect((await head.get(`/study-groups/${call}`)).text).toContain('申込みを受け付けました');
    // A page that has become old overwrites nothing.
    expect((await head.post(`/study-groups/${call}/entry`, entry({ _version: 1 }))).status).toBe(409);
  });

  it('shows nobody else what a facility brings', async () => {
    expect((await world.as('other_head').get(`/study-groups/${call}`)).text).not.toContain(
      '合図をどう決めていますか',
    );
    expect(await world.reading('other_head', (tx) => entriesOf(tx, call))).toEqual([]);
    expect(await world.reading('facility_staff', (tx) => entriesOf(tx, call))).toHaveLength(1);
  });

  it('is over after the closing day, but those who prepare still take what was said by telephone', async () => {
    world.at('2026-12-20T10:00:00+09:00');
    const late = await world
      .as('other_head')
      .post(`/study-groups/${call}/entry`, entry({ facility_id: facility(1) }));
    expect(late.status).toBe(409);
    expect(late.text).toContain('申込みは');
    for (const n of [1, 2, 3, 4, 5]) {
      const answer = await world
        .as('coordinator')
        .post(`/study-groups/${call}/entry`, entry({ facility_id: facility(n), question: '' }));
      expect(answer.status).toBe(303);
    }
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('groups', () => {
  it('are reckoned as a job, with a reason for each and the gap in words', async () => {
    expect((await world.as('coordinator').post(`/study-groups/${call}/divide`)).status).toBe(303);
    expect((await world.as('coordinator').get(`/study-groups/${call}/groups`)).text).toContain(
      '組合せを計算しています',
    );
    expect((await world.as('coordinator').post(`/study-groups/${call}/divide`)).status).toBe(409);
    await world.house.jobs.drain();
    const page = await world.as('coordinator').get(`/study-groups/${call}/groups`);
    expect(page.text).toContain('これより良い分け方はありません（証明済み）');
    expect(page.text).toContain('この組合せの理由');
    expect(page.text).toContain('全員が来られる日時');
    const groups = await world.reading('coordinator', (tx) => groupsOf(tx, call));
    expect(groups.map((group) => group.facility_ids.length)).toEqual([3, 3]);
    expect(groups.flatMap((group) => group.facility_ids).toSorted((a, b) => a - b)).toEqual(
      [...world.facility].toSorted((a, b) => a - b),
    );
    expect(await world.reading('coordinator', (tx) => lastRun(tx, call))).toMatchObject({
      progress: 100,
      failed: false,
    });
    // A proposal is nobody else's business.
    expect(await world.reading('facility_head', (tx) => groupsOf(tx, call))).toEqual([]);
  });

  it('show before a move what it costs and breaks, take it, and can be mended back', async () => {
    const [first, second] = await world.reading('coordinator', (tx) => groupsOf(tx, call));
    const mover = first!.facility_ids[0]!;
    const page = await world.as('coordinator').get(`/study-groups/${call}/move?facility=${mover}`);
    expect(page.text).toContain('施設の数が合わない');
    const answer = await world
      .as('coordinator')
      .post(`/study-groups/${call}/move`, { facility_id: mover, to: second!.id });
    expect(answer.status).toBe(303);
    const after = await world.reading('coordinator', (tx) => groupsOf(tx, call));
    expect(after.map((group) => group.facility_ids.length)).toEqual([2, 4]);
    expect((await world.as('coordinator').get(`/study-groups/${call}/groups`)).text).toContain(
      '施設の数が合わない',
    );
    // By the button of the page one comes to; it goes once it was pressed elsewhere.
    const back = answer.response.headers.get('location')!.split('#')[0]!;
    const undo =
      /action="[^"]+\/move"[\s\S]*?name="facility_id" value="(\d+)"[\s\S]*?name="to" value="(\d+)"/.exec(
        (await world.as('coordinator').get(back)).html,
      )!;
    expect(undo.slice(1)).toEqual([`${mover}`, `${first!.id}`]);
    await world.as('coordinator').post(`/study-groups/${call}/move`, { facility_id: undo[1]!, to: undo[2]! });
    expect((await world.as('coordinator').get(back)).text).not.toContain('元に戻す（');
    expect(
      (await world.reading('coordinator', (tx) => groupsOf(tx, call))).map((one) => one.facility_ids),
    ).toEqual([first!.facility_ids, second!.facility_ids]);
  });

  it('are locked against moves and another reckoning', async () => {
    const [first, second] = await world.reading('coordinator', (tx) => groupsOf(tx, call));
    const lock = (path: string) =>
      world.as('coordinator').post(`/study-groups/${call}/${path}`, { group_id: first!.id });
    expect((await lock('lock')).status).toBe(303);
    const moved = await world
      .as('coordinator')
      .post(`/study-groups/${call}/move`, { facility_id: first!.facility_ids[0], to: second!.id });
    expect(moved.status).toBe(409);
    await world.as('coordinator').post(`/study-groups/${call}/divide`);
    await world.house.jobs.drain();
    const after = await world.reading('coordinator', (tx) => groupsOf(tx, call));
    expect(after.find(({ id }) => id === first!.id)?.facility_ids).toEqual(first!.facility_ids);
    expect(after.flatMap((group) => group.facility_ids)).toHaveLength(6);
    await lock('unlock');
  });

  it('are told to their facilities, and until a group has met the telling can be taken back', async () => {
    expect((await world.as('coordinator').post(`/study-groups/${call}/tell`)).status).toBe(303);
    const head = world.as('facility_head');
    expect((await head.get('/notices')).text).toContain('顔ぶれが決まりました');
    const page = await head.get(`/study-groups/${call}`);
    expect(page.text).toContain('あなたのグループ');
    const [mine] = (await world.reading('facility_head', (tx) => groupsOf(tx, call))).filter((group) =>
      group.facility_ids.includes(facility(0)),
    );
    // The others of the group, and nobody else, read what a facility brings.
    const seen = await world.reading('facility_head', (tx) => entriesOf(tx, call));
    expect(seen.map((one) => one.facility_id).toSorted((a, b) => a - b)).toEqual(mine!.facility_ids);
    expect((await head.post(`/study-groups/${call}/entry`, entry({ _version: 2 }))).status).toBe(409);
    expect((await world.as('coordinator').post(`/study-groups/${call}/untell`)).status).toBe(303);
    expect(await world.reading('facility_head', (tx) => groupsOf(tx, call))).toEqual([]);
    await world.as('coordinator').post(`/study-groups/${call}/tell`);
  });
});

describe('a sitting', () => {
  let id: number;
  it('is planned for a told group, by those who prepare, at a time all can come', async () => {
    const group = (await world.reading('coordinator', (tx) => groupsOf(tx, call))).find((one) =>
      one.facility_ids.includes(facility(0)),
    )!;
    const path = `/study-groups/groups/${group.id}/sessions/new`;
    expect((await world.as('facility_head').get(path)).status).toBe(403);
    expect((await world.as('coordinator').get(path)).text).toContain('全員が来られる日時');
    const fields = { held_on_y: 2026, held_on_m: 11, held_on_d: 21, starts_at: '14:00', ends_at: '15:30' };
    const nowhere = await world
      .as('coordinator')
      .post(path, { ...fields, place: '', join_url: '', note: '', _version: 0 });
    expect(nowhere.status).toBe(422);
    const answer = await world
      .as('coordinator')
      .post(path, { ...fields, place: '保育センター 研修室', join_url: '', note: '', _version: 0 });
    id = Number(/\d+$/.exec(answer.location!)![0]);
    expect((await world.as('facility_head').get(`/study-sessions/${id}`)).text).toContain(
      '保育センター 研修室',
    );
    const first = await world.as('facility_staff').get('/');
    expect(first.text).toContain('学び合いの集まり');
    expect(first.html).toContain(`href="/study-sessions/${id}"`);
    // The day has come: the groups stand.
    expect((await world.as('coordinator').post(`/study-groups/${call}/untell`)).status).toBe(409);
  });

  it('is not there for anybody outside the group', async () => {
    for (const who of ['council_member', 'observer', 'auditor', 'administrator'] as const) {
      expect((await world.as(who).get(`/study-sessions/${id}`)).status).toBe(404);
      expect((await world.as(who).get('/')).text).not.toContain('学び合いの集まり');
      expect((await world.as(who).get(`/study-sessions/${id}/stamp`)).status).toBe(404);
      expect(
        (await world.as(who).post(`/study-sessions/${id}/cards`, { kind: 'case', body: 'x' })).status,
      ).toBe(404);
    }
  });

  it('has a board: cards under headings, marks, order, by plain forms', async () => {
    const [staff, coordinator] = [world.as('facility_staff'), world.as('coordinator')];
    for (const [who, kind, body] of [
      [staff, 'case', '朝の切り替えに絵カードを使った'],
      [staff, 'issue', '職員で合図がそろわない'],
      [coordinator, 'idea', '合図を3つに絞って全員で使う'],
    ] as const)
      expect((await who.post(`/study-sessions/${id}/cards`, { kind, body })).status).toBe(303);
    expect((await staff.post(`/study-sessions/${id}/cards`, { kind: 'case', body: '' })).status).toBe(422);
    await staff.post(`/study-sessions/${id}/headings`, { name: '合図' });
    const [heading] = await world.reading('facility_staff', (tx) => headingsOf(tx, id));
    const cards = await world.reading('facility_staff', (tx) => cardsOf(tx, id));
    for (const card of [cards[2]!, cards[0]!])
      await staff.post(`/study-sessions/${id}/cards/${card.id}/move`, { heading_id: heading!.id });
    await staff.post(`/study-sessions/${id}/cards/${cards[0]!.id}/move`, {
      heading_id: heading!.id,
      step: 'up',
    });
    await staff.post(`/study-sessions/${id}/cards/${cards[2]!.id}/vote`);
    await coordinator.post(`/study-sessions/${id}/cards/${cards[2]!.id}/vote`);
    const after = await world.reading('facility_staff', (tx) => cardsOf(tx, id));
    const sorted = after.filter((card) => card.heading_id === heading!.id);
    expect(sorted.map((card) => [card.body, card.votes])).toEqual([
      ['朝の切り替えに絵カードを使った', 0],
      ['合図を3つに絞って全員で使う', 2],
    ]);
    // The mark of one person counts once: pressed again it goes.
    await staff.post(`/study-sessions/${id}/cards/${cards[2]!.id}/vote`);
    expect((await staff.get(`/study-sessions/${id}`)).text).toContain('大切 1');
  });

  it('lets nobody but the writer and who accompanies the group mend the words, and the second of two sees both', async () => {
    const cards = await world.reading('coordinator', (tx) => cardsOf(tx, id));
    const idea = cards.find((card) => card.kind === 'idea')!;
    const path = `/study-sessions/${id}/cards/${idea.id}`;
    expect((await world.as('facility_staff').get(`${path}/edit`)).status).toBe(403);
    expect((await world.as('facility_staff').post(`${path}/remove`)).status).toBe(403);
    const stale = await world
      .as('coordinator')
      .post(`${path}/edit`, { kind: 'idea', body: '合図を2つに', _version: idea.version - 1 });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('合図を2つに');
    expect(stale.text).toContain('合図を3つに絞って全員で使う');
  });

  it('gives each person five marks and takes no card when closed', async () => {
    for (let n = 0; n < 5; n++)
      await world.as('facility_head').post(`/study-sessions/${id}/cards`, { kind: 'idea', body: `工夫${n}` });
    const cards = await world.reading('facility_head', (tx) => cardsOf(tx, id));
    const answers = [];
    for (const card of cards.slice(0, 6))
      answers.push(
        (await world.as('facility_head').post(`/study-sessions/${id}/cards/${card.id}/vote`)).status,
      );
    expect(answers).toEqual([303, 303, 303, 303, 303, 409]);
    await world.as('coordinator').post(`/study-sessions/${id}/close`);
    expect(
      (await world.as('facility_head').post(`/study-sessions/${id}/cards`, { kind: 'idea', body: 'x' }))
        .status,
    ).toBe(409);
    expect((await world.as('facility_head').post(`/study-sessions/${id}/close`)).status).toBe(403);
    await world.as('coordinator').post(`/study-sessions/${id}/reopen`);
  });

  it('has a summary by those who accompany it, and goes on paper', async () => {
    expect((await world.as('facility_head').get(`/study-sessions/${id}/summary`)).status).toBe(403);
    const page = await world.as('coordinator').get(`/study-sessions/${id}/summary`);
    const version = /name="_version" value="(\d+)"/.exec(page.html)![1]!;
    await world.as('coordinator').post(`/study-sessions/${id}/summary`, {
      summary: '合図をそろえる話が中心でした。',
      _version: version,
    });
    expect((await world.as('facility_staff').get(`/study-sessions/${id}`)).text).toContain(
      '合図をそろえる話が中心でした。',
    );
    const pdf = await world.as('facility_staff').get(`/study-sessions/${id}/board.pdf`);
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
  });
});

describe('a hand-out', () => {
  let id: number;
  it('begins with the board, and is nobody else’s before it is published', async () => {
    const [group] = (await world.reading('coordinator', (tx) => groupsOf(tx, call))).filter((one) =>
      one.facility_ids.includes(facility(0)),
    );
    expect((await world.as('facility_head').post(`/study-groups/groups/${group!.id}/handout`)).status).toBe(
      403,
    );
    const answer = await world.as('coordinator').post(`/study-groups/groups/${group!.id}/handout`);
    id = Number(/handouts\/(\d+)/.exec(answer.location!)![1]);
    expect((await world.as('coordinator').get(answer.location!)).text).toContain(
      '・合図を3つに絞って全員で使う',
    );
    expect((await world.as('facility_head').get(`/study-handouts/${id}`)).status).toBe(404);
  });

  const fields = { title: '合図をそろえる', lead: '', cases: '', issues: '', ideas: '・合図を3つに絞る' };
  const version = async () =>
    /name="_version" value="(\d+)"/.exec(
      (await world.as('coordinator').get(`/study-handouts/${id}/edit`)).html,
    )![1]!;

  it('is not published with a name in it, and then to every facility', async () => {
    const named = await world.as('coordinator').post(`/study-handouts/${id}/edit`, {
      ...fields,
      ideas: '園 長子さんの工夫',
      publish: '1',
      _version: await version(),
    });
    expect(named.status).toBe(422);
    expect(named.text).toContain('個人や施設が分かる言葉があります');
    const answer = await world
      .as('coordinator')
      .post(`/study-handouts/${id}/edit`, { ...fields, publish: '1', _version: await version() });
    expect(answer.status).toBe(303);
    for (const who of ['other_head', 'facility_staff', 'observer'] as const)
      expect((await world.as(who).get(`/study-handouts/${id}`)).text).toContain('合図を3つに絞る');
    expect((await world.as('other_head').get('/notices')).text).toContain(
      '情報共有資料「合図をそろえる」が届きました',
    );
    expect((await world.as('other_head').get('/search?q=合図')).text).toContain('合図をそろえる');
    expect((await world.as('facility_head').post(`/study-handouts/${id}/edit`, fields)).status).toBe(403);
  });

  it('asks the facilities of its group after three months what they tried, once', async () => {
    const run = async () => {
      const job = (await import('./jobs.ts')).askWhatWasTried;
      const { writing } = await import('../../platform/db/transaction.ts');
      const actor = { ...world.actor(null), kind: 'job' as const, label: 'job:test' };
      await writing(actor, (tx) => job.run(tx, {}, {} as never));
    };
    await run();
    expect(await world.owner('select from study_trial')).toHaveLength(0);
    world.at('2027-02-21T10:00:00+09:00');
    await run();
    await run();
    expect(await world.owner('select from study_trial where asked_on is not null')).toHaveLength(3);
    const notices = await world.owner<{ title: string }>(
      `select title from notice where person_id = $1 and title like '%試したこと%'`,
      [world.person.facility_head],
    );
    expect(notices).toHaveLength(1);
  });

  it('shows every facility what others tried; only a head writes it, for the own facility', async () => {
    const story = { facility_id: facility(0), tried: 'partly', story: '合図を2つにして1か月続いた' };
    for (const who of ['facility_staff', 'other_head', 'coordinator'] as const)
      expect((await world.as(who).post(`/study-handouts/${id}/tried`, story)).status).toBe(403);
    expect((await world.as('facility_head').get(`/study-handouts/${id}`)).text).toContain(
      '試したことを聞いています',
    );
    const asks = '学び合いの資料から試したことを聞いています';
    expect((await world.as('facility_head').get('/')).text).toContain(asks);
    expect((await world.as('facility_staff').get('/')).text).not.toContain(asks);
    expect((await world.as('facility_head').post(`/study-handouts/${id}/tried`, story)).status).toBe(303);
    expect((await world.as('facility_head').get('/')).text).not.toContain(asks);
    await world
      .as('other_head')
      .post(`/study-handouts/${id}/tried`, { facility_id: facility(1), tried: 'tried', story: '' });
    const page = await world.as('observer').get(`/study-handouts/${id}`);
    expect(page.text).toContain('合図を2つにして1か月続いた');
    const figures = await world.reading('coordinator', (tx) => studyFigures(tx, 2026));
    expect(figures).toMatchObject({ groups: 2, facilities: 6, handouts: 1, answered: 2, tried: 2 });
  });

  it('is gone for the facilities when it is taken back', async () => {
    expect((await world.as('facility_head').post(`/study-handouts/${id}/withdraw`)).status).toBe(403);
    await world.as('coordinator').post(`/study-handouts/${id}/withdraw`);
    expect((await world.as('facility_head').get(`/study-handouts/${id}`)).status).toBe(404);
    world.at('2026-11-21T10:00:00+09:00');
  });
});
