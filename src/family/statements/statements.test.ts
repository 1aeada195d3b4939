import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../conferences/samples.ts';
import { sampleStatement } from './samples.ts';

const outsiders = [
  'administrator',
  'auditor',
  'secretariat',
  'coordinator',
  'council_member',
  'facility_head',
  'partner',
  'legal_desk',
] as const satisfies readonly Who[];

describe('a statement out of the case zone', () => {
  let world: World;
  const cases: number[] = [];
  let west_case: number;
  const form = (more: Record<string, unknown> = {}) => ({
    ...sampleStatement,
    draft_id: '',
    consultations: '',
    case_ids: cases.slice(0, 5),
    area_id: '',
    age_band: '',
    kind_code: '',
    _version: 0,
    ...more,
  });
  const write = async (more: Record<string, unknown> = {}, who: Who = 'consultation_worker') => {
    const answer = await world.as(who).post('/statements/new', form(more) as never);
    expect(answer.status, answer.text.slice(0, 600)).toBe(303);
    return Number(/\/statements\/(\d+)/.exec(answer.location!)![1]);
  };
  const versionOf = async (id: number) =>
    (await world.owner<{ version: number }>('select version from statement where id = $1', [id]))[0]!.version;
  const send = (id: number, who: Who = 'consultation_worker') => world.as(who).post(`/statements/${id}/send`);
  const approve = async (id: number, more: Record<string, unknown> = {}, who: Who = 'supervisor') =>
    world.as(who).post(`/statements/${id}/approve`, {
      owner_id: world.person.secretariat,
      _version: await versionOf(id),
      ...more,
    } as never);

  beforeAll(async () => {
    world = await makeWorld();
    for (let n = 1; n <= 6; n++) {
      const made = await sampleCase(world, {
        team_id: world.case_team.east,
        worker_id: world.person.consultation_worker,
        number: n,
        child: ['蒼空', 'ゆい', '陽菜', '湊', '紬', '律'][n - 1]!,
      });
      cases.push(made.case_id);
    }
    const [first] = await world.owner<{ household_id: number }>(
      'select household_id from support_case where id = $1',
      [cases[0]],
    );
    await world.owner(
      `update household_member set family_kana = 'カクウ', given_kana = 'ソラ', known_as = 'そらぽん' where household_id = $1`,
      [first!.household_id],
    );
    await world.owner(
      `insert into household_address (household_id, team_id, team_ids, protected, address, address_folded, starts_on, created_at)
       select id, team_id, team_ids, protected, '試験県試験市神楽岡一条5-6', '試験県試験市神楽岡一条5-6', '2024-04-01', now() from household where id = $1`,
      [first!.household_id],
    );
    west_case = (
      await sampleCase(world, {
        team_id: world.case_team.west,
        worker_id: world.person.west_worker,
        number: 20,
      })
    ).case_id;
  });
  afterAll(() => world.close());

  describe('who may not', () => {
    let id: number;
    beforeAll(async () => {
      id = await write();
    });

    it.each(outsiders)('the %s finds neither list nor statement nor form', async (who) => {
      for (const page of ['/statements', '/statements/new', `/statements/${id}`, `/statements/${id}/edit`])
        expect((await world.as(who).get(page)).status, page).toBe(404);
      for (const table of [
        'statement',
        'statement_source',
        'statement_issue',
        'statement_return',
        'statement_reason',
      ] as const)
        expect(
          await world.reading(who, (tx) => tx.db.selectFrom(table).selectAll().execute()),
          table,
        ).toEqual([]);
    });

    it('another team neither reads nor decides on it, and links no case it does not have', async () => {
      const west = world.as('west_supervisor');
      expect((await west.get(`/statements/${id}`)).status).toBe(404);
      expect((await west.post(`/statements/${id}/return`, { return_reason: 'なおす' })).status).toBe(404);
      const stolen = await world
        .as('consultation_worker')
        .post('/statements/new', form({ case_ids: [west_case] }) as never);
      expect(stolen.status).toBe(422);
      await expect(
        world.writing('consultation_worker', (tx) =>
          tx.db
            .insertInto('statement_source')
            .values({
              statement_id: id,
              statement_team_id: world.case_team.east,
              team_id: world.case_team.west,
              case_id: west_case,
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
    });

    it('a colleague neither mends, sends nor takes back what another wrote', async () => {
      for (const [path, body] of [
        ['edit', form({ _version: 1 })],
        ['send', {}],
        ['withdraw', {}],
      ] as const)
        expect((await world.as('nurse').post(`/statements/${id}/${path}`, body as never)).status, path).toBe(
          403,
        );
    });

    it('a worker approves nothing, and the author never, even as a supervisor or by direct SQL', async () => {
      expect((await send(id)).status).toBe(303);
      expect((await approve(id, {}, 'nurse')).status).toBe(403);
      expect((await approve(id, {}, 'consultation_worker')).status).toBe(403);
      const own = await write({}, 'supervisor');
      // Nobody else of the team may approve: it is said, and it does not go out.
      const alone = await send(own, 'supervisor');
      expect(alone.status).toBe(409);
      expect(alone.text).toContain('あなたのほかに承認できる人がいません');
      await world.owner('update statement set sent_at = now() where id = $1', [own]);
      expect((await approve(own, {}, 'supervisor')).status).toBe(403);
      await expect(
        world.writing('supervisor', (tx) =>
          tx.db
            .updateTable('statement')
            .set({ approved_at: tx.now, approved_by: world.person.supervisor })
            .where('id', '=', own)
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      await expect(
        world.owner('update statement set approved_at = now(), approved_by = author_id where id = $1', [own]),
      ).rejects.toThrow('statement_four_eyes');
    });

    it('nobody outside supervision raises an issue through the function, and nobody reads outcomes of others', async () => {
      const { sql } = await import('kysely');
      for (const who of ['consultation_worker', 'secretariat', 'administrator', 'partner'] as const) {
        const { rows } = await world.writing(who, (tx) =>
          sql<{
            id: number | null;
          }>`select issue_raise_from_family('x', '', 'other', null, ${world.person.secretariat}, ${tx.today}, ${tx.now}) as id`.execute(
            tx.db,
          ),
        );
        expect(rows[0]!.id, who).toBeNull();
      }
    });
  });

  describe('the check', () => {
    const said = async (more: Record<string, unknown>) => {
      const id = await write(more);
      return (await world.as('consultation_worker').get(`/statements/${id}`)).text;
    };
    it('finds nothing in words that lead to nobody, over enough families', async () => {
      expect(await said({})).toContain('名前・住所・日付・まれな組み合わせは見つかりませんでした');
    });
    it.each([
      ['架空蒼空さんの家', '人の名前や呼び名「架空蒼空'],
      ['そらぽんがいつも一人', '人の名前や呼び名「そらぽん」'],
      ['かくうそらという子', '人の名前や呼び名「かくうそら」'],
      ['かくうという家', '人の名前や呼び名「かくう」'],
      ['ひまわりクリニックに通う子', '学校や園、医療機関の名前のような言葉「ひまわりクリニック」'],
      ['こもれび保育園に通う子', '施設の名前「こもれび保育園」'],
      ['東雲小学校の子たち', '学校や園、医療機関の名前のような言葉「東雲小学校」'],
      ['神楽岡１条の団地', '町名や住所「神楽岡」'],
      ['090-1234-5678に電話', '電話番号「090-1234-5678」'],
      ['R8-12の家庭', '記録の番号「R8-12」'],
      ['令和8年10月3日に', 'くわしい日付「令和8年10月3日」'],
      ['１０月３日のこと', 'くわしい日付「１０月３日」'],
      ['３歳の子', 'くわしい年齢や学年「３歳」'],
      ['小学3年生の子', 'くわしい年齢や学年「小学3年生」'],
      ['2世帯で起きた', '5に満たない数「2世帯」'],
      ['田中さんの例', '人の名前や呼び名「田中さん」'],
    ])('in 「%s」 it says how to mend it', async (text, sentence) => {
      expect(await said({ keeps_happening: `${text}。夜の預かりが足りない。` })).toContain(sentence);
    });
    it('leaves ordinary words alone', async () => {
      const page = await said({
        keeps_happening:
          '3歳児健診のあとや、0〜2歳のころに、一人で抱え込む保護者が多い。地元の小学校や保育園でも、今年度は10世帯以上から同じ声がある。お母さん、保育士さんも困っている。うちから近い保育園に入れず、あまり保育園に行けない子、それから小学校に入る前の子がいる。',
      });
      expect(page).toContain('見つかりませんでした');
    });
    it('says so when few families are behind it, and when few are alike', async () => {
      const page = await said({ case_ids: cases.slice(0, 2), area_id: world.area[0], age_band: 'infant' });
      expect(page).toContain('もとになった家庭が5に満たない');
      expect(page).toContain('合う家庭が、チームの記録では5に満ちません');
    });
    it('takes a rare circumstance beside an area for what it is', async () => {
      expect(
        await said({ area_id: world.area[0], keeps_happening: '双子の家庭の外出がたいへん。' }),
      ).toContain('まれな事情「双子」');
      expect(await said({ keeps_happening: '双子の家庭の外出がたいへん。' })).not.toContain('まれな事情');
    });
    it('stands at its place in the form, too', async () => {
      const id = await write({ keeps_happening: '10月3日に困った。' });
      const page = await world.as('consultation_worker').get(`/statements/${id}/edit`);
      expect(page.text).toContain('確かめの結果：くわしい日付「10月3日」');
    });
    it('without a source there is no statement, and the text is kept', async () => {
      const answer = await world
        .as('consultation_worker')
        .post('/statements/new', form({ case_ids: [] }) as never);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('もとになった支援を1つ以上選んでください');
      expect(answer.html).toContain(sampleStatement.title);
    });
  });

  it('keeps a draft for its author alone, and forgets it when the statement is saved', async () => {
    const kept = await world.as('nurse').post('/statements/draft', { title: '書きかけの題' });
    const { fields } = (await kept.response.json()) as { fields: { draft_id: number } };
    expect((await world.as('nurse').get('/statements')).html).toContain(
      `/statements/new?draft=${fields.draft_id}`,
    );
    expect((await world.as('nurse').get(`/statements/new?draft=${fields.draft_id}`)).html).toContain(
      '書きかけの題',
    );
    expect(
      (await world.as('consultation_worker').get(`/statements/new?draft=${fields.draft_id}`)).html,
    ).not.toContain('書きかけの題');
    await write({ draft_id: fields.draft_id }, 'nurse');
    expect(await world.owner('select id from statement_draft')).toEqual([]);
  });

  it('telephone numbers are mended before anybody is asked', async () => {
    const id = await write({ would_help: '0166-12-3456へ' });
    const sent = await send(id);
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('消してから承認に出してください');
  });

  it('is sent back with words, mended and sent again, and can be taken back until it is approved', async () => {
    const id = await write();
    expect((await send(id)).status).toBe(303);
    expect((await world.as('supervisor').get('/')).html).toContain(`href="/statements/${id}"`);
    expect(
      (await world.as('supervisor').post(`/statements/${id}/return`, { return_reason: '' })).status,
    ).toBe(422);
    expect(
      (
        await world
          .as('supervisor')
          .post(`/statements/${id}/return`, { return_reason: 'もっと広く書けませんか' })
      ).status,
    ).toBe(303);
    const today = await world.as('consultation_worker').get('/');
    expect(today.html).toContain(`href="/statements/${id}"`);
    expect((await world.as('consultation_worker').get(`/statements/${id}`)).text).toContain(
      'もっと広く書けませんか',
    );
    const stale = await world
      .as('consultation_worker')
      .post(`/statements/${id}/edit`, form({ _version: 1, title: 'ほかの題' }) as never);
    expect(stale.status).toBe(422);
    expect(
      (
        await world
          .as('consultation_worker')
          .post(`/statements/${id}/edit`, form({ _version: await versionOf(id), title: '広い題' }) as never)
      ).status,
    ).toBe(303);
    expect((await send(id)).status).toBe(303);
    expect((await world.as('consultation_worker').post(`/statements/${id}/withdraw`)).status).toBe(303);
    expect((await approve(id)).status).toBe(409);
    expect((await send(id)).status).toBe(409);
  });

  it('what was found needs the approver’s reason, one by one, and the reason is kept', async () => {
    const id = await write({ keeps_happening: '夏の間、1月3日のような休みの日に困る。' });
    await send(id);
    const page = await world.as('supervisor').get(`/statements/${id}`);
    const name = /name="(reason_keeps_happening_date_\d+)"/.exec(page.html)![1]!;
    const without = await approve(id);
    expect(without.status).toBe(422);
    expect(without.text).toContain('通す理由を5文字以上で書くか');
    expect((await approve(id, { [name]: '三が日のことで、家庭の日付ではない' })).status).toBe(303);
    expect(
      await world.owner('select kind, body, reason from statement_reason where statement_id = $1', [id]),
    ).toEqual([{ kind: 'date', body: '1月3日', reason: '三が日のことで、家庭の日付ではない' }]);
  });

  it('what the approver did not read is not approved', async () => {
    const id = await write();
    await send(id);
    expect((await approve(id, { _version: 1 })).status).toBe(409);
    expect(await world.owner('select from statement_issue where statement_id = $1', [id])).toEqual([]);
  });

  describe('once approved', () => {
    let id: number;
    let issue_id: number;
    beforeAll(async () => {
      id = await write({ title: '休みの日に行ける所が足りない' });
      await send(id);
      expect((await approve(id)).status).toBe(303);
      issue_id = (
        await world.owner<{ issue_id: number }>(
          'select issue_id from statement_issue where statement_id = $1',
          [id],
        )
      )[0]!.issue_id;
    });

    it('is an issue of the improvement loop, held by whom the approver chose', async () => {
      const page = await world.as('secretariat').get(`/issues/${issue_id}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('休みの日に行ける所が足りない');
      expect(page.text).toContain('相談・支援の場から');
      expect(page.text).toContain('5以上の家庭');
      expect(await world.owner('select source, owner_id::int from issue where id = $1', [issue_id])).toEqual([
        { source: 'family', owner_id: world.person.secretariat },
      ]);
    });

    it('neither the issue, its search entry, a notice nor any event of the log leads to a case', async () => {
      const numbers = new RegExp(`\\b(${cases.join('|')})\\b`);
      const [issue] = await world.owner<{ row: string }>(
        `select to_jsonb(issue)::text as row from issue where id = $1`,
        [issue_id],
      );
      expect(issue!.row).not.toContain('case');
      const [entry] = await world.owner<{ folded: string; url: string; title: string; summary: string }>(
        `select folded, url, title, summary from search_entry where kind = 'issue' and subject_id = $1`,
        [issue_id],
      );
      expect(entry!.url).toBe(`/issues/${issue_id}`);
      for (const text of [entry!.folded, entry!.title, entry!.summary])
        for (const one of ['statement', '蒼空', '架空', '東部']) expect(text).not.toContain(one);
      expect(
        await world.owner(`select from search_entry where kind not in ('issue', 'publication')`),
      ).toEqual([]);
      const events = await world.owner<{
        action: string;
        subject_kind: string;
        detail: Record<string, unknown>;
      }>(
        `select action, subject_kind, coalesce(detail, '{}') as detail from audit_event
         where action like 'statement.%' or action like 'issue.%'`,
      );
      expect(events.length).toBeGreaterThan(3);
      for (const event of events) {
        expect(JSON.stringify(event.detail), event.action).not.toMatch(/case|household|consultation/);
        expect(['statement', 'issue']).toContain(event.subject_kind);
        if (event.action === 'statement.write') expect(Object.keys(event.detail)).toEqual(['sources']);
      }
      const notices = await world.owner<{ title: string; url: string }>(
        `select title, url from notice where url = $1`,
        [`/issues/${issue_id}`],
      );
      expect(notices).toHaveLength(1);
      expect(notices[0]!.url).not.toMatch(numbers.source === '' ? /x/ : /cases/);
    });

    it('those who look after issues cannot read the link, by SQL either', async () => {
      for (const who of [
        'secretariat',
        'coordinator',
        'auditor',
        'administrator',
        'west_supervisor',
      ] as const) {
        for (const table of ['statement_issue', 'statement_source', 'statement'] as const)
          expect(
            (await world.reading(who, (tx) => tx.db.selectFrom(table).selectAll().execute())).filter((row) =>
              'issue_id' in row ? row.issue_id === issue_id : true,
            ),
            `${who} ${table}`,
          ).toEqual([]);
        const { sql } = await import('kysely');
        const { rows } = await world.reading(who, (tx) =>
          sql`select * from statement_outcomes()`.execute(tx.db),
        );
        expect(rows, who).toEqual([]);
      }
    });

    it('nothing of it changes any more', async () => {
      expect((await world.as('consultation_worker').post(`/statements/${id}/withdraw`)).status).toBe(409);
      const { numUpdatedRows } = await world.writing('consultation_worker', (tx) =>
        tx.db.updateTable('statement').set({ title: 'x' }).where('id', '=', id).executeTakeFirst(),
      );
      expect(numUpdatedRows).toBe(0n);
    });

    it('the author reads what became of it, and the answer is on their first page until read', async () => {
      const author = world.as('consultation_worker');
      expect((await author.get(`/statements/${id}`)).text).toContain('会議に出されるのを待っています');
      expect((await author.get(`/issues/${issue_id}`)).status).toBe(404);
      await world
        .as('secretariat')
        .post(`/issues/${issue_id}/events`, { kind: 'shared', happened_on: '2026-11-21', note: '' });
      const form = await world.as('secretariat').get(`/issues/${issue_id}/answer`);
      expect(form.html).toContain(`name="family_${issue_id}"`);
      expect(
        (
          await world
            .as('secretariat')
            .post(`/issues/${issue_id}/answer`, { [`family_${issue_id}`]: '休日の広場を試します' })
        ).status,
      ).toBe(303);
      const today = await author.get('/');
      expect(today.html).toContain(`/statements/${id}#outcome`);
      expect((await world.as('nurse').get('/')).html).not.toContain(`/statements/${id}#outcome`);
      const page = await author.get(`/statements/${id}`);
      expect(page.text).toContain('会議で共有されました');
      expect(page.text).toContain('休日の広場を試します');
      expect((await world.as('supervisor').post(`/statements/${id}/read`)).status).toBe(403);
      expect((await author.post(`/statements/${id}/read`)).status).toBe(303);
      expect((await author.get('/')).html).not.toContain(`/statements/${id}#outcome`);
      for (const who of ['facility_head', 'council_member', 'consultation_worker'] as const)
        expect(
          (await world.as(who).post(`/issues/${issue_id}/answer`, { [`family_${issue_id}`]: 'x' })).status,
          who,
        ).not.toBe(303);
    });

    it('a case that moved is no longer named to those who left it', async () => {
      expect((await world.as('consultation_worker').get(`/statements/${id}`)).html).toContain(
        `href="/cases/${cases[0]}"`,
      );
      const { sql } = await import('kysely');
      await world.writing('consultation_worker', (tx) =>
        sql`select case_move(${cases[0]}, ${world.case_team.west}, ${world.person.west_worker}, ${tx.today})`.execute(
          tx.db,
        ),
      );
      const page = await world.as('consultation_worker').get(`/statements/${id}`);
      expect(page.status).toBe(200);
      expect(page.html).not.toContain(`href="/cases/${cases[0]}"`);
      expect((await world.as('west_worker').get(`/statements/${id}`)).status).toBe(404);
    });
  });
});
