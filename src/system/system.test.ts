import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditNumbers, auditSubjects } from '../family/cases/queries.ts';
import { sampleCase } from '../family/cases/samples.ts';
import { publish, type SearchEntry } from '../platform/search/search.ts';
import { writing } from '../platform/db/transaction.ts';
import { foldForSearch } from '../platform/ja/kana.ts';
import { sql } from 'kysely';
import { sayAuditEnd, tidy, verifyChain } from './jobs.ts';
import { leavingActions } from './rules.ts';
import { makeWorld, type Who, type World } from '../../tests/world.ts';

describe('what stands around everybody’s work', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    const entry = (changes: Partial<SearchEntry>): SearchEntry => ({
      kind: 'issue',
      subject_id: 1,
      title: '休憩がとりにくい',
      url: '/issues/1',
      words: 'キュウケイ ノンコンタクトタイム',
      audience_duty: 'issue.read',
      ...changes,
    });
    await world.writing('coordinator', async (tx) => {
      await publish(tx, entry({}));
      await publish(
        tx,
        entry({
          kind: 'facility',
          title: 'こもれび保育園',
          url: '/facilities/1',
          words: 'コモレビホイクエン',
          audience_duty: 'public',
        }),
      );
      await publish(
        tx,
        entry({
          kind: 'visit',
          title: 'こもれび保育園の巡回',
          url: '/visits/1',
          words: '',
          audience_duty: 'never',
          audience_team_id: world.team,
        }),
      );
      await publish(
        tx,
        entry({
          kind: 'meeting',
          title: 'こもれびの回',
          url: '/meetings/1',
          words: '',
          audience_duty: 'never',
          audience_facility_id: world.facility[0]!,
        }),
      );
    });
  });
  afterAll(() => world.close());
  const finds = async (who: Who, text: string) =>
    [
      ...(await world.as(who).get(`/search?q=${encodeURIComponent(text)}`)).html.matchAll(
        /href="(\/[a-z]+\/1)"/g,
      ),
    ].map((match) => match[1]);

  describe('the search box', () => {
    it('shows nobody what they may not find', async () => {
      expect(await finds('facility_head', '休憩')).toEqual([]);
      expect(await finds('observer', 'こもれび')).toEqual(['/facilities/1']);
      expect(await finds('other_head', 'こもれび')).toEqual(['/facilities/1']);
      expect(await finds('facility_head', 'こもれび')).toEqual(
        expect.arrayContaining(['/facilities/1', '/meetings/1']),
      );
      expect(await finds('coordinator', 'こもれび')).toEqual(
        expect.arrayContaining(['/facilities/1', '/visits/1']),
      );
    });

    it('finds from two characters, in any kana and width, and several words at once', async () => {
      for (const text of ['休憩', 'きゅうけい', 'ｷｭｳｹｲ', 'キュウケイ 休憩'])
        expect(await finds('coordinator', text)).toEqual(['/issues/1']);
      expect(await finds('coordinator', '休憩 ない言葉')).toEqual([]);
      expect((await world.as('coordinator').get('/search?q=休')).text).toContain('2文字以上');
    });

    it('takes signs of patterns as plain letters', async () => {
      expect(await finds('coordinator', '%%')).toEqual([]);
      expect(await finds('coordinator', '__')).toEqual([]);
    });

    it('folds words in the program as the database does', async () => {
      for (const text of ['ガッコウ・ｶﾞｯｺｳ', '髙﨑　ｼﾝｲﾁ', 'ＡＢＣ-１２３～', 'パーティー', '𠮷野家㈱']) {
        const [row] = await world.owner<{ folded: string }>('select search_fold($1) as folded', [text]);
        expect(row!.folded).toBe(foldForSearch(text));
      }
    });
  });

  describe('the auditor’s page', () => {
    it('is not there for others', async () => {
      for (const who of [
        'coordinator',
        'secretariat',
        'administrator',
        'facility_head',
        'observer',
      ] as const) {
        expect((await world.as(who).get('/audit')).status).toBe(404);
        expect((await world.as(who).get('/audit/export?purpose=調べるため')).status).toBe(404);
      }
    });

    it('answers who has looked at this person, by record and by day', async () => {
      await world.reading('coordinator', async (tx) => {
        tx.opened({
          action: 'person.open',
          subject_kind: 'person',
          subject_id: world.person.facility_head,
          about_person_id: world.person.facility_head,
        });
      });
      const auditor = world.as('auditor');
      expect((await auditor.get('/audit?about=園長子')).text).toContain('巡 一子');
      const narrowed = await auditor.get('/audit?who=監');
      expect(narrowed.text).not.toContain('巡 一子');
      // What was asked for stands above its answer, and can be taken away.
      expect(narrowed.text).toContain('した人：監');
      expect(narrowed.html).toMatch(/class="filter-chip" href="\/audit"/);
      expect(narrowed.html).not.toMatch(/class="filter-details" open/);
      expect(
        (
          await auditor.get(
            `/audit?subject_kind=person&subject_id=${world.person.facility_head}&from_y=2026&from_m=11&from_d=21`,
          )
        ).text,
      ).toContain('巡 一子');
      expect((await auditor.get('/audit?to_y=R8&to_m=11&to_d=20')).text).not.toContain('巡 一子');
    });

    it('asks for a kind of record by its word, once, whatever codes it has had', async () => {
      await world.reading('coordinator', async (tx) => {
        for (const subject_kind of ['action', 'action_item'])
          tx.opened({ action: 'visit.export', subject_kind, subject_id: 9_002 });
      });
      const page = await world.as('auditor').get('/audit?subject_kind=action&subject_id=9002');
      expect(page.html.split('<table')[1]!.match(/対応事項 9002/g)).toHaveLength(2);
      expect(page.html.match(/<option[^>]*>対応事項</g)).toHaveLength(1);
    });

    it('answers what left the house, and nothing else with it', async () => {
      await world.reading('coordinator', async (tx) => {
        for (const action of ['case.open', 'case.plan_print', 'referral.send', 'consultation.print'])
          tx.opened({ action, subject_kind: 'case', subject_id: 9_001 });
      });
      const left = await world.as('auditor').get('/audit?action=left_the_house&subject_id=9001');
      for (const word of ['サポートプランを出力した', 'つなぎを送った', '相談の受付票を印刷した'])
        expect(left.html.split('<table')[1], word).toContain(word);
      expect(left.html.split('<table')[1]).not.toContain('ケースを開いた');
      for (const code of [
        'visit.export',
        'council.print',
        'disclosure.copy_print',
        'course_certificate.reprint',
      ])
        expect(leavingActions).toContain(code);
      for (const code of ['case.open', 'disclosure.open', 'referral.draft', 'audit.read'])
        expect(leavingActions).not.toContain(code);
    });

    describe('by the number people have on paper', () => {
      const begun = async (who: 'consultation_worker' | 'west_worker') => {
        const id = await world.writing(who, (tx) =>
          sampleCase(tx, { household: { address: '試験市秘密町1-1' } }),
        );
        const [one] = await world.owner<{ number: number; household_id: number }>(
          'select number, household_id::int from support_case where id = $1',
          [id],
        );
        return { id, household: one!.household_id, number: `R8-${one!.number}` };
      };

      it('tells nobody but the auditor which records belong to a number', async () => {
        const { id, number } = await begun('consultation_worker');
        const asked = { kind: 'case' as const, year: 2026, number: Number(number.slice(3)) };
        for (const who of [
          'consultation_worker',
          'supervisor',
          'administrator',
          'coordinator',
          null,
        ] as const) {
          expect(await world.reading(who, (tx) => auditSubjects(tx, asked)), `${who}`).toEqual([]);
          expect((await world.reading(who, (tx) => auditNumbers(tx, [{ kind: 'case', id }]))).size).toBe(0);
        }
      });

      it('finds what was done with the case, its family and its consultation, and of no other case', async () => {
        const [one, other] = [await begun('consultation_worker'), await begun('consultation_worker')];
        const taken = await world.as('consultation_worker').post('/consultations/new', {
          way: 'phone',
          received_on_y: '2026',
          received_on_m: '11',
          received_on_d: '20',
          received_time: '10:00',
          route_code: 'neighbour',
          kind_code: 'parenting',
          words_said: '夜の声が気になる',
        } as never);
        expect(taken.status).toBe(303);
        const [call] = await world.owner<{ id: number; number: number }>(
          `update consultation set case_id = $1, household_id = $2 where id = (select max(id) from consultation)
             returning id::int, number`,
          [one.id, one.household],
        );
        await world.reading('consultation_worker', async (tx) => {
          tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: one.household });
          tx.opened({ action: 'household.export', subject_kind: 'household', subject_id: other.household });
        });
        const auditor = world.as('auditor');
        const rows = async (query: string) => (await auditor.get(`/audit?${query}`)).html.split('<table')[1]!;
        const found = await rows(`number=${one.number}`);
        for (const known of [
          `支援ケース ${one.number}`,
          `相談 2026-${String(call!.number).padStart(4, '0')}`,
          `世帯 ${one.household}`,
        ])
          expect(found).toContain(known);
        for (const strange of [`支援ケース ${other.number}<`, `世帯 ${other.household}<`])
          expect(found).not.toContain(strange);
        // the number of the call's own paper leads to the same, and no word of a family comes with it
        const byCall = await rows(`number=2026-${String(call!.number).padStart(4, '0')}`);
        expect(byCall).toContain(`支援ケース ${one.number}`);
        for (const text of [found, byCall])
          for (const secret of ['仮野', '秘密町', '夜の声', '育児の負担']) expect(text).not.toContain(secret);
        expect((await auditor.get('/audit?number=R8-99999')).text).toContain('条件に合う記録はありません');
        expect((await auditor.get('/audit?number=なにか')).text).toContain('R8-12 や 2026-0012 のように');
        // the case itself stays shut
        expect((await auditor.get(`/cases/${one.id}`)).status).toBe(404);
        expect(
          (await world.reading('auditor', (tx) => sql`select * from support_case`.execute(tx.db))).rows,
        ).toEqual([]);
      });
    });

    it('is itself looked at: each search is in the log with what was asked, people by who they are', async () => {
      const kept = () =>
        world.owner<{ detail: Record<string, unknown> }>(
          `select detail from audit_event where action = 'audit.search' and person_id = $1 order by seq`,
          [world.person.auditor],
        );
      const before = (await kept()).length;
      const auditor = world.as('auditor');
      await auditor.get('/audit');
      expect(await kept(), 'opened without a question').toHaveLength(before);
      await auditor.get(
        '/audit?who=巡一子&number=R8-12&action=left_the_house&from_y=2026&from_m=11&from_d=1&page=2',
      );
      await auditor.get('/audit?about=だれでもない人');
      expect((await kept()).slice(before).map(({ detail }) => detail)).toEqual([
        {
          who: [world.person.coordinator],
          who_found: 1,
          number: 'R8-12',
          action: 'left_the_house',
          from: '2026-11-01',
          page: 2,
        },
        { about: [], about_found: 0 },
      ]);
      const told = (await auditor.get('/audit')).text;
      expect(told).toContain('した人：巡 一子');
      expect(told).toContain('この日から：令和8年11月1日（日）');
      expect(told).toContain('（当てはまる人なし）');
      expect(told, 'what was typed is not kept').not.toContain('だれでもない人');
    });

    it('exports only with a reason, and the export is in the log', async () => {
      const auditor = world.as('auditor');
      expect((await auditor.get('/audit/export?purpose=')).status).toBe(409);
      const file = await auditor.get(`/audit/export?purpose=${encodeURIComponent('年次の点検のため')}`);
      expect(file.status).toBe(200);
      expect(file.response.headers.get('content-disposition')).toContain('.xlsx');
      expect((await auditor.get('/audit')).text).toContain('年次の点検のため');
    });
  });

  it('shows a notice to its person alone', async () => {
    await world.owner(
      `insert into notice (person_id, title, url, created_at) values ($1, '期限が近い対応事項があります', '/actions/1', now())`,
      [world.person.facility_head],
    );
    expect((await world.as('other_head').get('/notices')).text).not.toContain('期限が近い');
    expect((await world.as('facility_head').get('/notices')).text).toContain('期限が近い');
    await world.as('facility_head').post('/notices/read');
    expect((await world.as('facility_head').get('/notices')).text).not.toContain('未読');
  });

  it('keeps a list’s conditions for oneself and leads only to its own pages', async () => {
    const saved = await world
      .as('coordinator')
      .post('/views', { page: '/issues', name: '止まっている', query: 'stuck=1' });
    expect(saved.location).toBe('/issues?stuck=1');
    expect(
      (await world.as('coordinator').post('/views', { page: 'https://example.com', name: 'x', query: '' }))
        .status,
    ).toBe(409);
    expect(
      (await world.as('coordinator').post('/views', { page: '//example.com', name: 'x', query: '' })).status,
    ).toBe(409);
    const rows = await world.reading('secretariat', (tx) =>
      tx.db.selectFrom('saved_view').selectAll().execute(),
    );
    expect(rows).toEqual([]);
  });

  it('shows dead letters to the administrator only', async () => {
    expect((await world.as('secretariat').get('/system')).status).toBe(404);
    expect((await world.as('administrator').get('/system')).text).toContain('止まっている処理はありません');
  });

  describe('every night', () => {
    it('tidies away what nothing can meet any more, and nothing else', async () => {
      const at = '2026-11-21T10:00:00+09:00';
      await world.owner(`insert into submission (token, person_id, location, answered_at) values
        ('00000000-0000-8000-a000-000000000001', ${world.person.coordinator}, '/', timestamptz '${at}' - interval '31 days'),
        ('00000000-0000-8000-a000-000000000002', ${world.person.coordinator}, '/', timestamptz '${at}' - interval '29 days')`);
      await world.owner(`insert into job_done (key, done_at) values
        ('long ago', timestamptz '${at}' - interval '211 days'), ('may still be put back', timestamptz '${at}' - interval '179 days')`);
      await world.owner(`insert into notice (person_id, title, url, created_at, read_at) values
        (${world.person.coordinator}, '読んで久しいもの', '/', timestamptz '${at}' - interval '300 days', timestamptz '${at}' - interval '181 days'),
        (${world.person.coordinator}, '読んだもの', '/', timestamptz '${at}' - interval '300 days', timestamptz '${at}' - interval '10 days'),
        (${world.person.coordinator}, 'まだ読んでいないもの', '/', timestamptz '${at}' - interval '300 days', null)`);
      await expect(
        world
          .writing('coordinator', (tx) => tidy.run(tx, {}, {} as never))
          .then(() => world.owner(`select 1 from notice where title = '読んで久しいもの'`)),
      ).resolves.toHaveLength(1);
      expect(tidy.schedule).toBeDefined();
      await writing({ ...world.actor(null), kind: 'job', label: 'job:system.tidy' }, (tx) =>
        tx.plan(tidy, {}),
      );
      expect(await world.house.jobs.drain()).toBeGreaterThan(0);
      expect(
        await world.owner(`select token::text from submission where token::text like '00000000-%'`),
      ).toEqual([{ token: '00000000-0000-8000-a000-000000000002' }]);
      expect(
        await world.owner(`select key from job_done where key like '%long ago%' or key like 'may%'`),
      ).toEqual([{ key: 'may still be put back' }]);
      const page = await world.as('coordinator').get('/notices');
      expect(page.text).not.toContain('読んで久しいもの');
      expect(page.text).toContain('読んだもの');
      expect(page.text).toContain('まだ読んでいないもの');
    });
  });

  describe('the check of the audit chain', () => {
    const answered = async () => {
      await world.house.jobs.drain();
      return (await world.as('auditor').get('/audit')).text;
    };

    it('is begun by nobody but the auditor, and told to nobody but the auditor and the administrator', async () => {
      for (const who of [
        'coordinator',
        'secretariat',
        'administrator',
        'facility_head',
        'supervisor',
        'observer',
      ] as const) {
        expect((await world.as(who).post('/audit/check')).status, who).toBe(404);
        for (const ask of ['audit_check(0, 1000)', 'audit_ends()'])
          expect(
            (await world.reading(who, (tx) => sql.raw(`select * from ${ask}`).execute(tx.db))).rows,
            `${who} ${ask}`,
          ).toEqual([]);
      }
      expect(await answered()).toContain('まだ検査していません');
      expect((await world.as('auditor').post('/audit/check')).location).toBe('/audit');
      const waits = await world.as('auditor').get('/audit');
      expect(waits.text).toContain('に検査を頼みました');
      expect(waits.html).not.toContain('action="/audit/check"');
      expect((await world.as('auditor').post('/audit/check')).status, 'one is under way').toBe(409);
      const whole = await answered();
      expect(whole).toMatch(/前回の検査：令和8年11月21日.*書き換えも欠けもありませんでした/);
      expect(whole).toMatch(/自動処理 *操作の記録を検査した/);
      expect((await world.as('auditor').get('/')).text).not.toContain('操作の記録が壊れています');
      for (const who of ['coordinator', 'secretariat', 'supervisor', 'observer', null] as const)
        expect(
          (await world.reading(who, (tx) => sql`select * from audit_verdict()`.execute(tx.db))).rows,
        ).toEqual([]);
      expect(verifyChain.schedule).toBeDefined();
    });

    it('says a breach first of all to the auditor and the administrator, and where it is to the auditor alone', async () => {
      const [event] = await world.owner<{ seq: number; action: string }>(
        'select seq::int, action from audit_event order by seq limit 1 offset 2',
      );
      const rewrite = (action: string) =>
        world.owner('update audit_event set action = $1 where seq = $2', [action, event!.seq]);
      await rewrite('case.close');
      try {
        await world.as('auditor').post('/audit/check');
        expect(await answered()).toContain(`No ${event!.seq} の記録が、あとから書き換えられています。`);
        expect((await world.as('auditor').get('/')).text).toContain('書き換え・欠けが 1 か所見つかりました');
        expect((await world.as('administrator').get('/')).text).toContain('操作の記録が壊れています');
        const system = (await world.as('administrator').get('/system')).text;
        expect(system).toContain('書き換え・欠けが 1 か所見つかりました');
        expect(system).not.toContain(`No ${event!.seq} `);
        for (const who of ['coordinator', 'secretariat'] as const)
          expect((await world.as(who).get('/')).text).not.toContain('操作の記録が壊れています');
      } finally {
        await rewrite(event!.action);
      }
      await world.as('auditor').post('/audit/check');
      expect(await answered()).toContain('書き換えも欠けもありませんでした');
      expect((await world.as('administrator').get('/')).text).not.toContain('操作の記録が壊れています');
    });
  });

  it('says the end of the audit chain in the log every night, and to nobody else', async () => {
    const said: string[] = [];
    const { log } = world.house;
    Object.assign(world.house, { log: (line: string) => void said.push(line) });
    try {
      await writing({ ...world.actor(null), kind: 'job', label: 'job:test' }, (tx) =>
        tx.plan(sayAuditEnd, {}),
      );
      await world.house.jobs.drain();
    } finally {
      Object.assign(world.house, { log });
    }
    const [head] = await world.owner<{ seq: number; hash: string }>(
      `select seq, encode(hash, 'hex') as hash from audit_head`,
    );
    expect(said).toContain(`audit end municipality:999997 seq:${head!.seq} hash:${head!.hash}`);
    for (const who of ['administrator', 'auditor', null] as const)
      expect((await world.reading(who, (tx) => sql`select * from audit_end()`.execute(tx.db))).rows).toEqual(
        [],
      );
  });
});
