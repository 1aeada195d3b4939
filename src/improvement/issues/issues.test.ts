import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { raiseIssue, recordIssueEvent } from './commands.ts';
import { issueById, issueOptions, issuesOfFacility, issuesOfVisit, themes } from './queries.ts';
import { raiseSample, walkSample } from './samples.ts';

let world: World;
let forum: number;
beforeAll(async () => {
  world = await makeWorld();
  const [row] = await world.owner<{ id: string }>(
    `insert into forum (name, kind, meetings_per_year, organisation_id, created_at) values ('連携会議', 'network', 4, $1, now()) returning id`,
    [world.organisation.city],
  );
  forum = Number(row!.id);
});
afterAll(() => world.close());

const raise = (n: number, facilities: number[], who: Who = 'coordinator') =>
  world.writing(who, (tx) =>
    raiseSample(tx, n, { facility_ids: facilities.map((index) => world.facility[index]!) }),
  );

const typed = {
  title: '午睡のあとの人手が足りない',
  description: '午睡明けの時間に人手が薄くなる。',
  theme_code: 'staffing',
  weight: 2,
  source: 'hand',
  raised_on_y: 'R8',
  raised_on_m: '11',
  raised_on_d: '２０',
  statement: '起きる時間がまちまちで、目が足りません。',
};

describe('issues and who may not', () => {
  test('are not there for those without issue.read, in list, page, map, export and search', async () => {
    const id = await raise(0, [0]);
    for (const who of [
      'facility_head',
      'facility_staff',
      'observer',
      'administrator',
      'auditor',
      'consultation_worker',
    ] as const) {
      for (const path of [
        '/issues',
        `/issues/${id}`,
        '/issues/map',
        '/issues/export',
        `/issues/${id}/edit`,
        '/issues/merge',
      ]) {
        expect((await world.as(who).get(path)).status, `${who} ${path}`).toBe(404);
      }
      const found = await world.reading(who, (tx) => tx.db.selectFrom('issue').select('id').execute());
      expect(found).toEqual([]);
    }
    expect((await world.as(null).get('/issues')).location).toContain('/sign-in');
    expect((await world.as('former').get('/issues')).status).toBe(403);
  });

  test('are neither raised nor changed by a council member, who only reads them', async () => {
    const id = await raise(1, [0]);
    const member = world.as('council_member');
    expect((await member.get(`/issues/${id}`)).status).toBe(200);
    expect((await member.get('/issues/new')).status).toBe(403);
    expect((await member.post('/issues/new', { ...typed, facility_ids: world.facility[0]! })).status).toBe(
      403,
    );
    for (const page of ['edit', 'answer', 'publish']) {
      expect((await member.get(`/issues/${id}/${page}`)).status).toBe(403);
    }
    expect(
      (await member.post(`/issues/${id}/events`, { kind: 'shared', happened_on: '2026-11-21' })).status,
    ).toBe(403);
    expect((await member.post(`/issues/${id}/withdraw`)).status).toBe(403);
    expect((await member.get(`/issues/${id}`)).text).not.toContain('記録する');
  });

  test('show a council member the facilities and their words only once they are shared', async () => {
    const id = await raise(2, [0, 1]);
    const before = await world.as('council_member').get(`/issues/${id}`);
    expect(before.text).not.toContain('こもれび保育園');
    expect(before.text).not.toContain('同じくらいの経験の人');
    expect(before.text).toContain('共有されてから');
    expect((await world.as('coordinator').get(`/issues/${id}`)).text).toContain('こもれび保育園');
    await world.writing('coordinator', (tx) =>
      recordIssueEvent(tx, { issue_id: id, kind: 'shared', happened_on: '2026-11-21' }),
    );
    expect((await world.as('council_member').get(`/issues/${id}`)).text).toContain('こもれび保育園');
  });

  test('cannot be written behind the commands by those who may not', async () => {
    const id = await raise(3, [0]);
    const insert = (who: Who) =>
      world.writing(who, (tx) =>
        tx.db
          .insertInto('issue_facility')
          .values({
            issue_id: id,
            facility_id: world.facility[0]!,
            theme_code: 'guardian',
            raised_on: '2026-11-21',
            publication_id: null,
          })
          .execute(),
      );
    await expect(insert('facility_head')).rejects.toMatchObject({ status: 403 });
    await expect(
      world.writing('council_member', (tx) =>
        tx.db
          .insertInto('issue_event')
          .values({
            issue_id: id,
            kind: 'closed',
            happened_on: '2026-11-21',
            person_id: world.person.council_member,
            created_at: tx.now,
          })
          .execute(),
      ),
    ).rejects.toMatchObject({ status: 403 });
    // Nobody writes a fact in another's name.
    await expect(
      world.writing('coordinator', (tx) =>
        tx.db
          .insertInto('issue_event')
          .values({
            issue_id: id,
            kind: 'closed',
            happened_on: '2026-11-21',
            person_id: world.person.secretariat,
            created_at: tx.now,
          })
          .execute(),
      ),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      world.writing('council_member', (tx) => raiseSample(tx, 0, { facility_ids: [] })),
    ).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('an issue without a facility', () => {
  test('is raised with the areas it touches, beside those of its facilities', async () => {
    const areasOf = async (address: string | null) =>
      (
        await world.owner<{ area_id: string }>(
          'select area_id from issue_area where issue_id = $1 order by 1',
          [Number(address!.split('/').at(-1))],
        )
      ).map((row) => Number(row.area_id));
    const visitor = world.as('coordinator');
    const [centre, kagura] = world.area as [number, number];
    const alone = await visitor.post('/issues/new', { ...typed, source: 'survey', area_ids: kagura });
    expect(alone.status).toBe(303);
    expect(await areasOf(alone.location)).toEqual([kagura]);
    const both = await visitor.post('/issues/new', {
      ...typed,
      facility_ids: world.facility[0]!,
      area_ids: [centre, kagura],
    });
    expect(await areasOf(both.location)).toEqual([centre, kagura].toSorted((a, b) => a - b));
    const nowhere = await visitor.post('/issues/new', { ...typed, area_ids: 987_654 });
    expect(nowhere.status).toBe(422);
    expect(nowhere.html).toContain(typed.statement);
  });
});

describe('an issue raised', () => {
  test('by hand keeps its words, takes the areas of the facilities and is found by the search box', async () => {
    const answer = await world
      .as('coordinator')
      .post('/issues/new', { ...typed, facility_ids: [world.facility[0]!, world.facility[2]!] });
    expect(answer.status).toBe(303);
    const page = await world.as('coordinator').get(answer.location!);
    expect(page.text).toContain('午睡のあとの人手が足りない');
    expect(page.text).toContain('中央地区、神楽地区');
    expect(page.text).toContain('起きる時間がまちまちで');
    expect(page.text).toContain('令和8年11月20日');
    expect(page.text).toContain('巡 一子');
    const id = Number(answer.location!.split('/').at(-1));
    const [entry] = await world.owner<{ audience_duty: string; folded: string }>(
      `select audience_duty, folded from search_entry where kind = 'issue' and subject_id = $1`,
      [id],
    );
    expect(entry?.audience_duty).toBe('issue.read');
    // What a facility said is not for everybody with issue.read.
    expect(entry?.folded).not.toContain('こもれび');
    const [event] = await world.owner<{ detail: object }>(
      `select detail from audit_event where action = 'issue.raise' and subject_id = $1`,
      [id],
    );
    expect(event?.detail).toMatchObject({ source: 'hand', facilities: 2, areas: 2 });
  });

  test('is raised once when the form is sent twice', async () => {
    const once = crypto.randomUUID();
    const fields = { ...typed, title: '二度送られた課題', facility_ids: world.facility[0]!, _once: once };
    const first = await world.as('coordinator').post('/issues/new', fields);
    const second = await world.as('coordinator').post('/issues/new', fields);
    expect(second.location).toBe(first.location);
    expect(await world.owner(`select id from issue where title = '二度送られた課題'`)).toHaveLength(1);
  });

  test('with bad input gets sentences and keeps the text', async () => {
    const answer = await world.as('coordinator').post('/issues/new', {
      ...typed,
      title: '',
      theme_code: 'nonsense',
      raised_on_m: '13',
      facility_ids: world.facility[0]!,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('入力を確かめてください');
    expect(answer.html).toContain('起きる時間がまちまちで');
    const theme = await world.as('coordinator').post('/issues/new', { ...typed, theme_code: 'nonsense' });
    expect(theme.status).toBe(422);
    expect(theme.text).toContain('テーマを選び直してください');
    // A list is chosen from, not typed into.
    const none = await world.as('coordinator').post('/issues/new', { ...typed, theme_code: '' });
    expect(none.text).toContain('どのテーマですか：選んでください。');
    const facility = await world.as('coordinator').post('/issues/new', { ...typed, facility_ids: 999_999 });
    expect(facility.text).toContain('選び直してください');
  });

  test('in a visit is listed there, and at the facility', async () => {
    const [visit] = await world.owner<{ id: string }>(
      `insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at)
       values ($1, $2, $3, 'round', '2026-11-02', '2026-11-02', $3, now()) returning id`,
      [world.facility[3], world.team, world.person.coordinator],
    );
    const visit_id = Number(visit!.id);
    const id = await world.writing('coordinator', (tx) =>
      raiseSample(tx, 4, {
        facility_ids: [world.facility[3]!],
        source: 'visit',
        visit_id,
        raised_on: '2026-11-02',
      }),
    );
    const [ofVisit, ofFacility, hidden] = await world.reading('coordinator', async (tx) => [
      await issuesOfVisit(tx, visit_id),
      await issuesOfFacility(tx, world.facility[3]!),
      [],
    ]);
    expect(ofVisit!.map((issue) => issue.id)).toEqual([id]);
    expect(ofFacility!.map((issue) => issue.id)).toEqual([id]);
    expect(hidden).toEqual([]);
    expect(await world.reading('facility_head', (tx) => issuesOfVisit(tx, visit_id))).toEqual([]);
    expect(await world.reading('coordinator', (tx) => themes(tx))).toHaveLength(10);
  });
});

describe('the way of an issue', () => {
  test('shows one next step by its state, and records it with its day and words', async () => {
    const id = await raise(5, [0]);
    const page = () => world.as('secretariat').get(`/issues/${id}`);
    expect((await page()).text).toContain('共有する会議体を決めましょう');
    await world.writing('secretariat', (tx) => walkSample(tx, id, { forum_id: forum, from: '2026-11-21' }));
    expect((await page()).text).toContain('「連携会議」で共有する');
    // Two forms ask for the same here: each field has an id of its own.
    const ids = [...(await page()).html.matchAll(/ id="([^"]+)"/g)].map(([, one]) => one);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['f-happened_on', 'f-other-happened_on']));
    const steps = [
      ['shared', '共有'],
      ['discussed', '検討'],
      ['decided', '決定'],
      ['acted', '取組中'],
      ['reviewed', '振返り'],
      ['closed', '終結'],
      ['reopened', '再開'],
    ] as const;
    for (const [kind, state] of steps) {
      const answer = await world
        .as('secretariat')
        .post(`/issues/${id}/events`, { kind, happened_on: '2026-11-21', note: `${state}の記録` });
      expect(answer.status, kind).toBe(303);
      expect((await page()).html, kind).toMatch(new RegExp(`class="badge[^"]*">.*?${state}</span>`));
      expect((await page()).text).toContain(`${state}の記録`);
    }
  });

  test('refuses days before it was raised and to come, and what its state does not allow', async () => {
    const id = await raise(6, [0]);
    const post = (fields: Record<string, string>) =>
      world.as('coordinator').post(`/issues/${id}/events`, fields);
    const early = await post({ kind: 'shared', happened_on: '2026-11-01', note: '書いたことば' });
    expect(early.status).toBe(422);
    expect(early.text).toContain('把握した日より前');
    expect(early.html).toContain('書いたことば');
    expect((await post({ kind: 'shared', happened_on: '2026-12-01' })).text).toContain('今日までの日付');
    expect((await post({ kind: 'reopened', happened_on: '2026-11-21' })).status).toBe(409);
    await post({ kind: 'closed', happened_on: '2026-11-21' });
    expect((await post({ kind: 'acted', happened_on: '2026-11-21' })).status).toBe(409);
    expect((await post({ kind: 'published', happened_on: '2026-11-21' })).status).toBe(422);
  });

  test('counts each fact of one meeting once', async () => {
    const id = await raise(7, [0]);
    const [meeting] = await world.owner<{ id: string }>(
      `insert into meeting (forum_id, number, title, held_on, created_at) values ($1, 1, '第1回 連携会議', '2026-11-10', now()) returning id`,
      [forum],
    );
    const fact = {
      issue_id: id,
      kind: 'shared' as const,
      happened_on: '2026-11-10',
      meeting_id: Number(meeting!.id),
    };
    await world.writing('secretariat', async (tx) => {
      await recordIssueEvent(tx, fact);
      await recordIssueEvent(tx, fact);
    });
    expect(
      await world.owner(`select id from issue_event where issue_id = $1 and kind = 'shared'`, [id]),
    ).toHaveLength(1);
    const page = await world.as('secretariat').get(`/issues/${id}`);
    expect(page.text).toContain('第1回 連携会議');
  });

  test('puts what is planned for a forum first on its agenda, without what is over', async () => {
    const planned = await raise(8, [0]);
    const heavy = await raise(0, [0]);
    const over = await raise(1, [0]);
    await world.writing('secretariat', async (tx) => {
      await walkSample(tx, planned, { forum_id: forum, from: '2026-11-21' });
      await recordIssueEvent(tx, { issue_id: over, kind: 'closed', happened_on: '2026-11-21' });
    });
    const options = await world.reading('secretariat', (tx) => issueOptions(tx, { forum_id: forum }));
    const ids = options.map((issue) => issue.id);
    expect(ids.indexOf(planned)).toBeLessThan(ids.indexOf(heavy));
    expect(ids).not.toContain(over);
    expect(options.find((issue) => issue.id === planned)).toMatchObject({
      planned: ['share', 'discuss', 'decide', 'review'],
      state: 'grasped',
      facility_count: 1,
      last_kind: 'raised',
    });
  });

  test('shows decisions, roles and actions of the meetings', async () => {
    const id = await raise(2, [0]);
    const [row] = await world.owner<{ meeting_id: string }>(
      `with held as (
         insert into meeting (forum_id, number, title, held_on, created_at) values ($1, 2, '第2回 連携会議', '2026-11-15', now()) returning id, forum_id
       ), item as (
         insert into agenda_item (meeting_id, forum_id, position, title, purpose, issue_id) select id, forum_id, 1, '学び合い', 'decide', $2 from held returning id, meeting_id, forum_id
       ), decided as (
         insert into decision (meeting_id, forum_id, agenda_item_id, issue_id, body, decided_on, created_at)
         select meeting_id, forum_id, id, $2, '小グループを試行する', '2026-11-15', now() from item
       )
       insert into action_item (what, forum_id, meeting_id, agenda_item_id, issue_id, owner_organisation_id, due_on, first_due_on, created_at, created_by)
       select '参加施設を募る', forum_id, meeting_id, id, $2, $3, '2026-12-10', '2026-12-10', now(), $4 from item returning meeting_id`,
      [forum, id, world.organisation.center, world.person.secretariat],
    );
    const page = await world.as('secretariat').get(`/issues/${id}`);
    expect(page.text).toContain('小グループを試行する');
    expect(page.text).toContain('参加施設を募る');
    expect(page.text).toContain('試験市保育センター');
    expect(page.html).toContain(`/meetings/${row!.meeting_id}`);
  });
});

describe('two people editing one issue', () => {
  const fieldsOf = (html: string) => {
    const fields: Record<string, string | string[]> = {};
    for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
      if (name!.startsWith('_') && name !== '_version') continue;
      fields[name!] = name!.startsWith('was_') ? [...[fields[name!] ?? []].flat(), value!] : value!;
    }
    return fields;
  };

  test('the second sees both texts, chooses, and neither loses the lists the other changed', async () => {
    const id = await raise(3, [0]);
    const opened = fieldsOf((await world.as('coordinator2').get(`/issues/${id}/edit`)).html);
    const base = {
      ...opened,
      theme_code: 'guardian',
      weight: 2,
      owner_id: world.person.coordinator,
      area_ids: opened.was_area_ids,
      facility_ids: world.facility[0]!,
      [`statement_${world.facility[0]}`]: 'どこまで応じてよいのか、園の中でも考えが分かれています。',
    };
    const first = await world.as('secretariat').post(`/issues/${id}/edit`, {
      ...base,
      title: '事務局の名前',
      description: '事務局の文',
      facility_ids: [world.facility[0]!, world.facility[4]!],
    });
    expect(first.status).toBe(303);
    const second = await world
      .as('coordinator2')
      .post(`/issues/${id}/edit`, { ...base, title: 'わたしの名前', description: 'わたしの文' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('事務局の名前');
    expect(second.text).toContain('わたしの名前');
    expect(second.text).toContain('事 務子');
    expect(second.html.match(/name="_version"/g)).toHaveLength(1);
    const again = await world.as('coordinator2').post(`/issues/${id}/edit`, {
      ...base,
      ...fieldsOf(second.html),
      title: 'わたしの名前',
      description: 'わたしの文',
      choose_title: 'theirs',
      choose_description: 'mine',
    });
    expect(again.status).toBe(303);
    const issue = await world.reading('coordinator', (tx) => issueById(tx, id));
    expect(issue).toMatchObject({ title: '事務局の名前', description: 'わたしの文', facility_count: 2 });
  });

  test('the owner changes by choice among those who look after issues, and is told', async () => {
    const id = await raise(4, [0]);
    const opened = fieldsOf((await world.as('coordinator').get(`/issues/${id}/edit`)).html);
    const send = (owner: number) =>
      world.as('coordinator').post(`/issues/${id}/edit`, {
        ...opened,
        title: '持ち手が代わる課題',
        theme_code: 'practice',
        weight: 1,
        owner_id: owner,
        facility_ids: world.facility[0]!,
        area_ids: opened.was_area_ids,
      });
    const refused = await send(world.person.facility_head);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('持ち手を選び直してください');
    expect((await send(world.person.coordinator2)).status).toBe(303);
    expect(
      await world.owner('select title from notice where person_id = $1 and url = $2', [
        world.person.coordinator2,
        `/issues/${id}`,
      ]),
    ).toHaveLength(1);
    expect((await world.as('coordinator').get(`/issues/${id}`)).text).toContain('巡 二郎');
  });
});

describe('the commands other slices call', () => {
  test('raise an issue with given areas, and without facilities', async () => {
    const id = await world.writing('coordinator', (tx) =>
      raiseIssue(tx, {
        title: '会議で出た課題',
        description: '',
        theme_code: 'community',
        weight: 1,
        source: 'meeting',
        raised_on: '2026-11-20',
        facility_ids: [],
        area_ids: [world.area[1]!],
      }),
    );
    const issue = await world.reading('coordinator', (tx) => issueById(tx, id));
    expect(issue).toMatchObject({
      areas: ['神楽地区'],
      facility_count: 0,
      state: 'grasped',
      source: 'meeting',
    });
  });

  test('stop with 404 on an issue that is not there', async () => {
    await expect(
      world.writing('coordinator', (tx) =>
        recordIssueEvent(tx, { issue_id: 999_999, kind: 'shared', happened_on: '2026-11-20' }),
      ),
    ).rejects.toMatchObject({ status: 404 });
  });
});
