import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';

describe('people, places and appointments', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const person = {
    family_name: '髙﨑',
    given_name: '花子',
    family_kana: 'たかさき',
    given_kana: 'ﾊﾅｺ',
    email: 'Hanako@Example.invalid',
    phone: '０１６６－００－１２３４',
  };
  const register = async (changes: object = {}) => {
    const answer = await world.as('secretariat').post('/people/new', {
      ...person,
      email: `${crypto.randomUUID()}@example.invalid`,
      certain: true,
      ...changes,
    });
    return Number(answer.location!.split('/').at(-1));
  };

  describe('who may not', () => {
    it('lets only those who manage people register, change, appoint and export', async () => {
      for (const who of ['coordinator', 'facility_head', 'observer', 'auditor', 'council_member'] as const) {
        const visitor = world.as(who);
        expect((await visitor.get('/people/new')).status).toBe(403);
        expect((await visitor.post('/people/new', person)).status).toBe(403);
        expect((await visitor.get('/people/export')).status).toBe(403);
        expect(
          (await visitor.post(`/people/${world.person.observer}/edit`, { ...person, _version: 1 })).status,
        ).toBe(403);
        expect((await visitor.get(`/people/${world.person.observer}/appointments/new`)).status).toBe(403);
        expect((await visitor.post('/organisations/new', { name: '新しい団体', kind: 'other' })).status).toBe(
          403,
        );
        expect((await visitor.get('/people/import')).status).toBe(404);
      }
      expect(await world.owner(`select from person where family_name = '髙﨑'`)).toEqual([]);
    });

    it('lets nobody give themselves an appointment', async () => {
      const answer = await world
        .as('secretariat')
        .post(`/people/${world.person.secretariat}/appointments/new`, {
          role_code: 'auditor',
          organisation_id: world.organisation.city,
          starts_on_y: '2026',
          starts_on_m: '4',
          starts_on_d: '1',
        });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('自分の配置は自分では変えられません');
    });

    it('shows contacts only to those who must reach people, and records the opening', async () => {
      const page = `/people/${world.person.facility_head}`;
      expect((await world.as('observer').get(page)).text).not.toContain('facility_head@example.invalid');
      expect((await world.as('coordinator').get(page)).text).toContain('facility_head@example.invalid');
      const seen = await world.owner<{ person_id: number }>(
        `select person_id from audit_event where action = 'person.open' and about_person_id = $1`,
        [world.person.facility_head],
      );
      expect(seen.map((row) => row.person_id)).toEqual([world.person.coordinator]);
    });

    it('turns away a person whose appointments have all ended', async () => {
      expect((await world.as('former').get('/people')).status).toBe(403);
    });
  });

  it('registers a person once, however often the form is sent, and keeps the name as it is written', async () => {
    const form = { ...person, _once: crypto.randomUUID() };
    const [first, second] = await Promise.all([
      world.as('secretariat').post('/people/new', form),
      world.as('secretariat').post('/people/new', form),
    ]);
    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
    const rows = await world.owner<{ family_name: string; family_kana: string; given_kana: string }>(
      `select * from person where family_name = '髙﨑'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ family_name: '髙﨑', family_kana: 'タカサキ', given_kana: 'ハナコ' });
    const page = await world.as('secretariat').get(first.location!);
    expect(page.text).toContain('hanako@example.invalid');
    expect(page.text).toContain('0166-00-1234');
  });

  it('asks before a namesake is registered and keeps what was typed', async () => {
    await register({ family_name: '同名', given_name: '太郎' });
    const again = await world
      .as('secretariat')
      .post('/people/new', { ...person, family_name: '同名', given_name: '太郎', email: '' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('同じ氏名・カナの人がすでにいます');
    expect(again.html).toContain('value="同名"');
  });

  it('says how to mend kana, telephone and mail', async () => {
    const answer = await world
      .as('secretariat')
      .post('/people/new', { family_name: '', family_kana: 'abc', email: 'x', phone: '12' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('入力してください');
    expect(answer.text).toContain('全角カタカナで入力してください');
    expect(answer.text).toContain('メールアドレスを確かめてください');
  });

  it('finds people by a part of name or kana, role, and an ending term', async () => {
    const secretariat = world.as('secretariat');
    expect((await secretariat.get('/people?q=巡一')).text).toContain('巡 一子');
    expect((await secretariat.get('/people?role=auditor')).text).not.toContain('巡 一子');
    expect((await secretariat.get('/people?state=none')).text).toContain('前 任子');
    expect((await secretariat.get('/people?q=%25')).text).toContain('条件に合う人はいません');
  });

  it('gives reach with an appointment and takes it away with its end', async () => {
    const { person: ids } = world;
    expect((await world.as('observer').get('/people/new')).status).toBe(403);
    const given = await world.as('administrator').post(`/people/${ids.observer}/appointments/new`, {
      role_code: 'secretariat',
      organisation_id: world.organisation.city,
      starts_on_y: 'R8',
      starts_on_m: '11',
      starts_on_d: '1',
      ends_on_y: '2026',
      ends_on_m: '11',
      ends_on_d: '30',
    });
    expect(given.location).toBe(`/people/${ids.observer}`);
    expect((await world.as('observer').get('/people/new')).status).toBe(403);
    const [waits] = await world.owner<{ id: number }>('select id from proposal where decided_at is null');
    expect((await world.as('secretariat').post(`/confirmations/${waits!.id}/confirm`)).status).toBe(303);
    expect((await world.as('observer').get('/people/new')).status).toBe(200);
    world.at('2026-12-01T00:00:00+09:00');
    expect((await world.as('observer').get('/people/new')).status).toBe(403);
    world.at('2026-11-30T23:59:00+09:00');
    expect((await world.as('observer').get('/people/new')).status).toBe(200);
    world.at('2026-11-21T10:00:00+09:00');
    const [held] = await world.owner<{ id: number }>(
      `select id from appointment where person_id = $1 and role_code = 'secretariat'`,
      [ids.observer],
    );
    await world
      .as('administrator')
      .post(`/appointments/${held!.id}/end`, { ends_on_y: '2026', ends_on_m: '11', ends_on_d: '20' });
    expect((await world.as('observer').get('/people/new')).status).toBe(403);
  });

  it('refuses two overlapping appointments of one kind, and an end before the beginning', async () => {
    const id = await register();
    const form = {
      role_code: 'observer',
      organisation_id: world.organisation.city,
      starts_on_y: '2026',
      starts_on_m: '4',
      starts_on_d: '1',
    };
    expect((await world.as('secretariat').post(`/people/${id}/appointments/new`, form)).status).toBe(303);
    const overlap = await world.as('secretariat').post(`/people/${id}/appointments/new`, form);
    expect(overlap.status).toBe(422);
    expect(overlap.text).toContain('この期間にすでにあります');
    const backwards = await world
      .as('secretariat')
      .post(`/people/${id}/appointments/new`, { ...form, ends_on_y: '2025', ends_on_m: '4', ends_on_d: '1' });
    expect(backwards.text).toContain('終わりは始まりより後の日');
  });

  it('takes no role, place or team that no list offers: another’s, one that has ended, or none at all', async () => {
    const { organisation, facility, team, case_team } = world;
    const id = await register();
    const made = await world
      .as('secretariat')
      .post('/organisations/new', { name: '終わった課', kind: 'department' });
    const ended = Number(made.location!.split('/').at(-1));
    expect((await world.as('secretariat').post(`${made.location}/end`)).status).toBe(303);
    const [old] = await world.owner<{ id: number }>(
      `insert into team (organisation_id, name, kind, ended_on) values ($1, '前のチーム', 'district', '2026-03-31') returning id`,
      [organisation.city],
    );
    const tried: [object, string][] = [
      [{ team_id: team }, '選んだ団体に今あるチームではありません'],
      [{ team_id: old!.id }, '選んだ団体に今あるチームではありません'],
      [{ team_id: 999_999 }, '選んだ団体に今あるチームではありません'],
      [{ organisation_id: ended }, '登録がないか、終わっています'],
      [{ organisation_id: 999_999 }, '登録がないか、終わっています'],
      [{ facility_id: facility[0] }, '選んだ団体が今運営している施設ではありません'],
      [{ role_code: 'nobody' }, 'この役割はありません'],
    ];
    // A role one person gives, and one that takes two.
    for (const role_code of ['observer', 'consultation_worker']) {
      const form = {
        role_code,
        organisation_id: organisation.city,
        starts_on_y: '2026',
        starts_on_m: '11',
        starts_on_d: '1',
      };
      const appoint = (changes: object) =>
        world.as('secretariat').post(`/people/${id}/appointments/new`, { ...form, ...changes });
      for (const [changes, said] of tried) {
        const answer = await appoint(changes);
        expect(answer.status, JSON.stringify(changes)).toBe(422);
        expect(answer.text).toContain(said);
      }
      expect((await appoint({ team_id: case_team.east })).status).toBe(303);
    }
    expect(
      await world.owner('select role_code, team_id from appointment where person_id = $1', [id]),
    ).toEqual([{ role_code: 'observer', team_id: case_team.east }]);
    expect(await world.owner('select role_code, team_id from proposal where person_id = $1', [id])).toEqual([
      { role_code: 'consultation_worker', team_id: case_team.east },
    ]);
  });

  it('says why an appointment is not opened again over the next one', async () => {
    const id = await register();
    const day = (name: string, month: string, at: string) => ({
      [`${name}_y`]: '2026',
      [`${name}_m`]: month,
      [`${name}_d`]: at,
    });
    const form = { role_code: 'observer', organisation_id: world.organisation.city };
    const secretariat = world.as('secretariat');
    for (const term of [
      { ...day('starts_on', '4', '1'), ...day('ends_on', '6', '30') },
      day('starts_on', '7', '1'),
    ])
      expect((await secretariat.post(`/people/${id}/appointments/new`, { ...form, ...term })).status).toBe(
        303,
      );
    const [first] = await world.owner<{ id: number }>(
      'select id from appointment where person_id = $1 order by starts_on limit 1',
      [id],
    );
    for (const answer of [
      await secretariat.post(`/appointments/${first!.id}/reopen`),
      await secretariat.post(`/appointments/${first!.id}/end`, day('ends_on', '8', '1')),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('この期間にすでにあります');
    }
  });

  it('offers to stop an account whose person has no address any more', async () => {
    await world.session('council_member');
    const page = `/people/${world.person.council_member}`;
    await world.owner('update person_contact set email = null where person_id = $1', [
      world.person.council_member,
    ]);
    expect((await world.as('secretariat').get(page)).text).toContain('アカウントを止める');
    expect((await world.as('secretariat').post(`${page}/disable`)).status).toBe(303);
    expect((await world.as('secretariat').get(page)).text).not.toContain('アカウントを止める');
  });

  it('puts no organisation below itself, below what is below it, or below one that has ended', async () => {
    const secretariat = world.as('secretariat');
    const found = async (name: string, parent_id: number | '' = '') => {
      const made = await secretariat.post('/organisations/new', { name, kind: 'circle', parent_id });
      return { made, id: Number(made.location?.split('/').at(-1)) };
    };
    const top = (await found('上の会')).id;
    const middle = (await found('中の会', top)).id;
    const low = (await found('下の会', middle)).id;
    for (const parent_id of [top, middle, low]) {
      const answer = await secretariat.post(`/organisations/${top}/edit`, {
        name: '上の会',
        kind: 'circle',
        parent_id,
        _version: 1,
      });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('自分の下にある団体は、上の団体にはできません');
    }
    const gone = await found('終わる会');
    expect((await secretariat.post(`${gone.made.location}/end`)).status).toBe(303);
    for (const parent_id of [gone.id, 999_999]) {
      const { made } = await found('次の会', parent_id);
      expect(made.status).toBe(422);
      expect(made.text).toContain('登録がないか、終わっています');
    }
    const team = (id: number) =>
      secretariat.post(`/organisations/${id}/teams`, { name: '新しいチーム', kind: 'district' });
    expect((await team(gone.id)).status).toBe(409);
    expect((await team(999_999)).status).toBe(404);
    expect(await world.owner(`select 1 from team where name = '新しいチーム'`)).toEqual([]);
  });

  it('shows both texts when two people change one record, and takes the chosen one', async () => {
    const id = await register({ family_name: '衝突', given_name: '一' });
    const form = { ...person, family_name: '衝突', given_name: '一', email: '', _version: 1 };
    expect(
      (await world.as('secretariat').post(`/people/${id}/edit`, { ...form, note: '先の人の覚え' })).status,
    ).toBe(303);
    const second = await world
      .as('administrator')
      .post(`/people/${id}/edit`, { ...form, note: '後の人の覚え' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('先の人の覚え');
    expect(second.text).toContain('後の人の覚え');
    const version = /name="_version" value="(\d+)"/.exec(second.html)![1]!;
    const chosen = await world.as('administrator').post(`/people/${id}/edit`, {
      ...form,
      note: '後の人の覚え',
      choose_note: 'theirs',
      _version: version,
    });
    expect(chosen.status).toBe(303);
    const [row] = await world.owner<{ note: string; version: number }>(
      'select note, version from person where id = $1',
      [id],
    );
    expect(row).toMatchObject({ note: '先の人の覚え' });
  });

  it('keeps an organisation that is in use, ends an empty one and brings it back', async () => {
    const secretariat = world.as('secretariat');
    expect((await secretariat.post(`/organisations/${world.organisation.operator}/end`)).status).toBe(409);
    const made = await secretariat.post('/organisations/new', {
      name: '空の団体',
      kind: 'circle',
      corporate_number: '１２３４５６７８９０１２３',
    });
    expect(
      (await secretariat.post('/organisations/new', { name: '空の団体', kind: 'circle' })).text,
    ).toContain('同じ名称の団体・機関があります');
    expect((await secretariat.post(`${made.location}/end`)).status).toBe(303);
    expect((await secretariat.get('/organisations')).text).not.toContain('空の団体');
    expect((await secretariat.post(`${made.location}/restore`)).status).toBe(303);
    expect((await secretariat.get('/organisations')).text).toContain('空の団体');
  });

  it('takes April’s list in: new, added and refused rows are shown before anything is written', async () => {
    const table = [
      '氏名,フリガナ,メール,職種,所属,発令日,任期満了日',
      '新任　桜子,シンニン　サクラコ,sakurako@example.invalid,施設職員,こもれび保育園,R9.4.1,令和12年3月31日',
      '巡 一子,,,閲覧者（管理職・議会報告）,試験市こども部,2027/4/1,',
      '不明 太郎,,,園長先生,こもれび保育園,,',
      '所属 なし子,,,施設長,どこにもない園,,',
    ].join('\r\n');
    const secretariat = world.as('secretariat');
    const uploaded = await secretariat.post('/people/import', { file: new File([table], '異動.csv') });
    expect(uploaded.status).toBe(303);
    const check = await secretariat.get(uploaded.location!);
    expect(check.status).toBe(200);
    const [count] = await world.owner<{ n: number }>(
      `select count(*) as n from person where family_name = '新任'`,
    );
    expect(Number(count!.n)).toBe(0);
    const refused = await world.owner<{ messages: string[] }>(
      `select messages from import_row where verdict = 'refused' order by row_number`,
    );
    expect(refused.map((row) => row.messages[0])).toEqual([
      expect.stringContaining('役割「園長先生」'),
      expect.stringContaining('どこにもない園'),
    ]);
    expect((await secretariat.post(`${uploaded.location}/apply`)).status).toBe(303);
    await world.house.jobs.drain();
    const rows = await world.owner<{
      family_name: string;
      starts_on: string;
      ends_on: string;
      facility_id: number;
    }>(
      `select family_name, a.starts_on, a.ends_on, a.facility_id from person p join appointment a on a.person_id = p.id where family_name = '新任'`,
    );
    expect(rows).toEqual([
      { family_name: '新任', starts_on: '2027-04-01', ends_on: '2030-03-31', facility_id: world.facility[0] },
    ]);
  });
});
