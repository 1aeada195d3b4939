import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleCase } from '../conferences/samples.ts';

describe('the load of a team', () => {
  let world: World;
  const cases: number[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    for (let n = 1; n <= 6; n++) {
      const made = await sampleCase(world, {
        team_id: world.case_team.east,
        worker_id: world.person.consultation_worker,
        number: n,
        category: n < 3 ? 'protection' : 'general',
      });
      cases.push(made.case_id);
    }
  });
  afterAll(() => world.close());

  describe('who may not', () => {
    it.each(['administrator', 'auditor', 'secretariat', 'partner', 'coordinator'] as const)(
      'the %s finds no page of it',
      async (who) => {
        for (const page of [
          '/caseload',
          '/caseload/weights',
          '/supervision',
          `/supervision/cases/${cases[0]}`,
        ])
          expect((await world.as(who).get(page)).status, page).toBe(404);
      },
    );

    it('another team sees neither the case nor the load, and says nothing to it', async () => {
      const west = world.as('west_supervisor');
      expect((await west.get(`/supervision/cases/${cases[0]}`)).status).toBe(404);
      expect((await west.get(`/caseload?team=${world.case_team.east}`)).status).toBe(404);
      expect((await west.post(`/supervision/cases/${cases[0]}/comments`, { body: 'x' })).status).toBe(404);
      expect((await west.post('/caseload/proposals', { team_id: world.case_team.east })).status).toBe(403);
    });

    it('a worker neither weighs, limits, proposes nor comments', async () => {
      const worker = world.as('consultation_worker');
      expect((await worker.post('/caseload/weights', { protection: '9' })).status).toBe(403);
      expect(
        (await worker.post(`/caseload/limits?team=${world.case_team.east}`, { person_id: 0, points: 5 }))
          .status,
      ).toBe(403);
      expect((await worker.post('/caseload/proposals', { team_id: world.case_team.east })).status).toBe(403);
      expect((await worker.post(`/supervision/cases/${cases[0]}/comments`, { body: 'x' })).status).toBe(403);
    });

    it('what somebody says of how they are is for themselves and their supervisor', async () => {
      const said = await world
        .as('consultation_worker')
        .post('/caseload/check-in', { load: 5, motivation: 2, words: '眠れない日がある' });
      expect(said.status).toBe(303);
      for (const who of ['nurse', 'council_office', 'west_supervisor'] as const) {
        expect((await world.as(who).get('/supervision')).text, who).not.toContain('眠れない日がある');
        expect((await world.as(who).get('/caseload')).text, who).not.toContain('眠れない日がある');
        const rows = await world.reading(who, (tx) =>
          tx.db.selectFrom('caseload_check_in').select('id').execute(),
        );
        expect(rows, who).toEqual([]);
      }
      expect((await world.as('supervisor').get('/supervision')).text).toContain('眠れない日がある');
      expect((await world.as('consultation_worker').get('/caseload')).text).toContain('眠れない日がある');
    });
  });

  it('weights are the supervisor’s to mend, and what is no number is told beside its field', async () => {
    const supervisor = world.as('supervisor');
    const wrong = await supervisor.post('/caseload/weights', { protection: '重い', general: '１．５' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('重い');
    expect((await supervisor.post('/caseload/weights', { protection: '５', general: '1.5' })).status).toBe(
      303,
    );
    // 5 + 1 (in support) twice, 1.5 + 1 four times
    expect((await supervisor.get('/caseload')).text).toContain('22点');
  });

  it('a proposal changes nothing until its moves are taken one by one, and then the successor is asked', async () => {
    const supervisor = world.as('supervisor');
    await supervisor.post(`/caseload/limits?team=${world.case_team.east}`, { person_id: 0, points: 16 });
    const proposed = await supervisor.post('/caseload/proposals', { team_id: world.case_team.east });
    expect(proposed.status).toBe(303);
    const waiting = await supervisor.get(proposed.location!);
    expect(waiting.text).toContain('よりよい案をさがしています');
    expect(waiting.response.headers.get('refresh')).toBe('1');
    await world.house.jobs.drain();
    const page = await supervisor.get(proposed.location!);
    expect(page.response.headers.get('refresh')).toBeNull();
    expect(page.text).not.toContain('もとになることが変わりました');
    expect(page.text).toContain('1家庭の担当替えで、上限を超える点が 6 から 0 になります');
    const [move] = await world.owner<{ case_id: number; to_id: number }>(
      'select case_id, to_id from caseload_move',
    );
    const owner = () =>
      world.owner<{ worker_id: number }>('select worker_id::int from support_case where id = $1', [
        move!.case_id,
      ]);
    expect(await owner()).toEqual([{ worker_id: world.person.consultation_worker }]);
    const take = `${proposed.location}/${move!.case_id}/take`;
    expect((await world.as('nurse').post(take)).status).toBe(404);
    expect((await supervisor.post(take)).status).toBe(303);
    expect((await supervisor.post(take)).status).toBe(409);
    expect(await owner()).toEqual([{ worker_id: world.person.consultation_worker }]);
    expect(
      await world.owner('select successor_id::int from handover_item where case_id = $1', [move!.case_id]),
    ).toEqual([{ successor_id: Number(move!.to_id) }]);
  });

  it('a team has one proposal under way; given up, it makes room, and nothing comes of it', async () => {
    const supervisor = world.as('supervisor');
    const team_id = world.case_team.east;
    const first = (await supervisor.post('/caseload/proposals', { team_id })).location!;
    const second = await supervisor.post('/caseload/proposals', { team_id });
    expect(second.status).toBe(409);
    expect(second.text).toContain('今つくっているところです');
    expect((await supervisor.get(`/caseload?team=${team_id}`)).html).toContain(`href="${first}"`);
    for (const who of ['nurse', 'west_supervisor', 'administrator'] as const)
      expect((await world.as(who).post(`${first}/give-up`)).status, who).toBe(404);
    expect((await supervisor.post(`${first}/give-up`)).status).toBe(303);
    await world.house.jobs.drain();
    expect((await supervisor.get(first)).text).toContain('途中でやめた案です');
    expect((await supervisor.post(`${first}/give-up`)).status).toBe(409);
    expect((await supervisor.post('/caseload/proposals', { team_id })).status).toBe(303);
    await world.house.jobs.drain();
  });

  it('one whose worker ended is told as standing still, and the next makes it room', async () => {
    const supervisor = world.as('supervisor');
    const team_id = world.case_team.east;
    const first = (await supervisor.post('/caseload/proposals', { team_id })).location!;
    world.at('2026-11-21T10:05:00+09:00');
    expect((await supervisor.get(first)).text).toContain('1分より長く進んでいません');
    const next = await supervisor.post('/caseload/proposals', { team_id });
    expect(next.status).toBe(303);
    await world.house.jobs.drain();
    expect((await supervisor.get(first)).text).toContain('途中でやめた案です');
    const page = await supervisor.get(next.location!);
    expect(page.text).toContain('偏りをならす案');
    expect(page.text).not.toContain('1分より長く');
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('whose right to lead has ended meanwhile gets no result', async () => {
    const supervisor = world.as('supervisor');
    const team_id = world.case_team.east;
    const before = await world.owner('select proposal_id, case_id from caseload_move');
    const asked = (await supervisor.post('/caseload/proposals', { team_id })).location!;
    await world.owner(`update appointment set ends_on = '2026-11-20' where person_id = $1`, [
      world.person.supervisor,
    ]);
    await world.house.jobs.drain();
    expect(await world.owner('select proposal_id, case_id from caseload_move')).toEqual(before);
    await world.owner('update appointment set ends_on = null where person_id = $1', [
      world.person.supervisor,
    ]);
    expect((await supervisor.post(`${asked}/give-up`)).status).toBe(303);
  });

  it('a result says when what it was reckoned from has changed, and offers to begin anew', async () => {
    const supervisor = world.as('supervisor');
    const team_id = world.case_team.east;
    const { location } = await supervisor.post('/caseload/proposals', { team_id });
    await world.house.jobs.drain();
    expect((await supervisor.get(location!)).text).not.toContain('もとになることが変わりました');
    await supervisor.post(`/caseload/limits?team=${team_id}`, {
      person_id: world.person.nurse,
      points: 7,
    });
    const stale = await supervisor.get(location!);
    expect(stale.text).toContain('もとになることが変わりました');
    expect(stale.text).toContain('今の状態でつくり直す');
    expect((await supervisor.get(`/caseload?team=${team_id}`)).text).toContain('の案');
  });

  it('the supervisor’s word is read by the team, and its worker is told by number', async () => {
    const at = `/supervision/cases/${cases[0]}`;
    expect(
      (await world.as('supervisor').post(`${at}/comments`, { body: '父の話も聞いてみましょう' })).status,
    ).toBe(303);
    expect((await world.as('nurse').get(at)).text).toContain('父の話も聞いてみましょう');
    const [notice] = await world.owner<{ title: string }>(
      'select title from notice where person_id = $1 order by id desc limit 1',
      [world.person.consultation_worker],
    );
    expect(notice!.title).toBe('ケース R8-1 に助言があります');
    // Who had to do with the case is told in words, whatever slice it was done in.
    const { text } = await world.as('consultation_worker').get(`/cases/${cases[0]}/readers`);
    expect(text).toContain('助言を書いた');
    expect(text).not.toMatch(/[a-z]+\.[a-z_]+/);
  });

  it('two who set a case’s facts at once are shown both', async () => {
    const at = `/supervision/cases/${cases[1]}/facts`;
    const facts = { severity: 'high', travel: 'far', court: true, _version: 0 };
    expect((await world.as('nurse').post(at, facts)).status).toBe(303);
    const second = await world.as('consultation_worker').post(at, { ...facts, severity: 'low' });
    expect(second.status).toBe(422);
    expect((await world.as('consultation_worker').post(at, { ...facts, _version: 1 })).status).toBe(303);
  });

  it('what was learnt is written by oneself or the supervisor, and not for a colleague', async () => {
    const skill = (person_id: number) => ({
      person_id,
      kind: 'course',
      name: '家族支援の研修会',
      gained_on_y: '2026',
      gained_on_m: '7',
      gained_on_d: '1',
    });
    expect((await world.as('nurse').post('/supervision/skills', skill(world.person.supervisor))).status).toBe(
      403,
    );
    expect((await world.as('nurse').post('/supervision/skills', skill(world.person.nurse))).status).toBe(303);
    expect((await world.as('consultation_worker').get('/supervision')).text).not.toContain(
      '家族支援の研修会',
    );
    expect((await world.as('supervisor').get('/supervision')).text).toContain('家族支援の研修会');
  });
});
