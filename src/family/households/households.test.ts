import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { createHousehold, linkReach, setAddress, addContact } from './commands.ts';
import { householdById } from './queries.ts';
import { mergeProblem, type MergeSide } from './rules.ts';
import { sampleMember } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const address = '試験市神楽岡一条9-9';
const phone = '0166-00-7777';

/** A household of the east with an address and a telephone number. */
const family = async (given_name: string, who: Who = 'nurse', team: 'east' | 'west' = 'east') =>
  world.writing(who, async (tx) => {
    const id = await createHousehold(tx, {
      team_id: world.case_team[team],
      members: [{ ...sampleMember, given_name, given_kana: given_name }],
    });
    const household = (await householdById(tx, id))!;
    await setAddress(tx, household, { postal_code: null, address, starts_on: tx.today });
    await addContact(tx, household, { kind: 'phone', value: phone, member_id: null, note: '' });
    return id;
  });
const row = async (id: number) =>
  (await world.owner<Record<string, unknown>>('select * from household where id = $1', [id]))[0]!;

/** The west works with the family too: it has a consultation of it. */
const westWorksWith = async (household_id: number) => {
  await world.owner(
    `insert into consultation (fiscal_year, number, team_id, household_id, received_at, received_by, way, route_code, kind_code, words_said, created_at, updated_at)
     values (2026, (select coalesce(max(number), 0) + 1 from consultation), $1, $2, '2026-11-20T09:00:00+09:00', $3, 'phone', 'family', 'parenting', 'x', now(), now())`,
    [world.case_team.west, household_id, world.person.west_worker],
  );
  await world.writing('west_worker', (tx) => linkReach(tx, household_id, world.case_team.west));
};

describe('who may not', () => {
  it.each<Who>([
    'west_worker',
    'west_supervisor',
    'administrator',
    'auditor',
    'facility_head',
    'coordinator',
    'secretariat',
    'link_coordinator',
    'partner',
    'legal_desk',
    'former',
  ])('the %s finds no household of the east, and changes nothing of it', async (who) => {
    const id = await family('みえない');
    for (const path of ['', '/edit', '/log', '/protection', '/merge', '/hand', '/members/new'])
      expect([403, 404], path).toContain((await world.as(who).get(`/households/${id}${path}`)).status);
    const before = await row(id);
    await world.as(who).post(`/households/${id}/protection`, { protection_note: 'x' });
    await world.as(who).post(`/households/${id}/address`, {
      address: 'x',
      starts_on_y: '2026',
      starts_on_m: '11',
      starts_on_d: '1',
    });
    expect(await row(id)).toEqual(before);
  });

  it('whose share has run out, or was of another kind, reads nothing', async () => {
    const id = await family('きれた');
    await world.owner(
      `insert into case_share (person_id, kind, subject_id, team_id, reason, starts_at, ends_at, created_by, created_at)
       values ($1, 'case', $2, $3, 'x', '2026-01-01', '2026-06-01', $4, '2026-01-01')`,
      [world.person.west_worker, id, world.case_team.east, world.person.nurse],
    );
    expect((await world.as('west_worker').get(`/households/${id}`)).status).toBe(404);
  });
});

describe('a household protected from being found', () => {
  it('shows its address, telephone and places to the keeping team alone, and says why to the other that works with it', async () => {
    const id = await family('まもる');
    await westWorksWith(id);
    expect((await world.as('west_worker').get(`/households/${id}`)).text).toContain(address);
    // not the other team's to say
    expect(
      (await world.as('west_worker').post(`/households/${id}/protection`, { protection_note: 'x' })).status,
    ).toBe(403);
    const on = await world.as('nurse').post(`/households/${id}/protection`, { protection_note: '支援措置' });
    expect(on.status).toBe(303);
    for (const who of ['nurse', 'supervisor'] as const)
      expect((await world.as(who).get(`/households/${id}`)).text, who).toContain(address);
    const west = await world.as('west_worker').get(`/households/${id}`);
    expect(west.status).toBe(200);
    for (const hidden of [address, phone, '支援措置']) expect(west.html).not.toContain(hidden);
    expect(west.text).toContain('担当の東部地区担当だけが見られます');
    // not past the page either
    for (const table of ['household_address', 'household_contact', 'household_member_place'] as const)
      expect(
        await world.reading('west_worker', (tx) =>
          tx.db.selectFrom(table).select('id').where('household_id', '=', id).execute(),
        ),
        table,
      ).toEqual([]);
    // nor by looking for the address
    const looked = await world.as('west_worker').post('/households/search', { address });
    expect(looked.text).not.toContain('まもる');
    const off = await world
      .as('supervisor')
      .post(`/households/${id}/protection/end`, { reason: '期間が終わった' });
    expect(off.status).toBe(303);
    expect((await world.as('west_worker').get(`/households/${id}`)).text).toContain(address);
  });
});

describe('an emergency', () => {
  it('alone lets a family’s page ask what other teams keep: at the daily work nothing asks', async () => {
    const id = await family('ふだん');
    await world.owner('alter function household_records(bigint) rename to household_records_gone');
    try {
      // Whoever works with the family, and whoever reads it at the daily work: the page does without.
      for (const who of ['nurse', 'supervisor', 'west_worker'] as const)
        expect((await world.as(who).get(`/households/${id}`)).status, who).not.toBe(500);
      expect((await world.as('nurse').get(`/households/${id}`)).text).toContain('ふだん');
    } finally {
      await world.owner('alter function household_records_gone(bigint) rename to household_records');
    }
  });

  it('opens another team’s household for four hours with a reason, tells the team, and never the address of a protected one', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const id = await family('きんきゅう');
    const door = await world.as('west_worker').get(`/households/${id}/emergency`);
    expect(door.text).toContain('東部地区担当');
    // Whom to ring first stands there to be pressed.
    await world.owner(
      `update organisation set phone = '0166-00-1234' where id = (select organisation_id from team where id = $1)`,
      [world.case_team.east],
    );
    expect((await world.as('west_worker').get(`/households/${id}/emergency`)).html).toContain(
      'href="tel:0166001234"',
    );
    expect(door.html).not.toContain('きんきゅう');
    expect((await world.as('coordinator').get(`/households/${id}/emergency`)).status).toBe(404);
    expect(
      (await world.as('west_worker').post(`/households/${id}/emergency`, { reason: '急ぎ' })).status,
    ).toBe(422);
    await world.as('nurse').post(`/households/${id}/protection`, { protection_note: '支援措置' });
    const opened = await world
      .as('west_worker')
      .post(`/households/${id}/emergency`, { reason: '夜間に保護の電話があったため' });
    expect(opened.status).toBe(303);
    const page = await world.as('west_worker').get(`/households/${id}`);
    expect(page.text).toContain('きんきゅう');
    expect(page.html).not.toContain(address);
    expect((await world.as('supervisor').get('/')).text).toContain(`世帯 第${id}号を開いています`);
    expect(
      (
        await world.as('west_worker').post(`/households/${id}/address`, {
          address: 'x',
          starts_on_y: '2026',
          starts_on_m: '11',
          starts_on_d: '21',
        })
      ).status,
    ).toBe(403);
    world.at('2026-11-21T14:01:00+09:00');
    expect((await world.as('west_worker').get(`/households/${id}`)).status).toBe(404);
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('an emergency in a family of two entries', () => {
  it('opens both, tells the team once, names the records one may not read, and ends with one step', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const [kept, merged] = [await family('ひとえ'), await family('ふたえ')];
    await world
      .as('nurse')
      .post(`/households/${kept}/merge`, { a_id: kept, b_id: merged, kept_id: kept, reason: '同じ家族' });
    await world.owner(
      `insert into consultation (fiscal_year, number, team_id, household_id, received_at, received_by, way, route_code, kind_code, words_said, created_at, updated_at)
       values (2026, 4711, $1, $2, '2026-11-20T09:00:00+09:00', $3, 'phone', 'family', 'parenting', 'x', now(), now())`,
      [world.case_team.east, merged, world.person.nurse],
    );
    const numbers = async (who: Who) =>
      (await world.as(who).get(`/households/${kept}`)).text.includes('2026-4711');
    const told = async () =>
      Number(
        (
          await world.owner<{ n: number }>(
            'select count(*) as n from notice where person_id = $1 and url = $2',
            [world.person.supervisor, `/households/${kept}`],
          )
        )[0]!.n,
      );
    expect(await numbers('west_worker')).toBe(false);
    const before = await told();
    await world
      .as('west_worker')
      .post(`/households/${kept}/emergency`, { reason: '夜間に保護の電話があったため' });
    expect(await told()).toBe(before + 1);
    const page = await world.as('west_worker').get(`/households/${kept}`);
    for (const name of ['ひとえ', 'ふたえ']) expect(page.text).toContain(name);
    expect(page.text).toContain(`まとめた世帯 第${merged}号の登録`);
    // The call is the other team's to read; that there is one is said, or the page would say there is none.
    expect(await numbers('west_worker')).toBe(true);
    expect(page.html).not.toContain('href="/consultations/');
    const [open] = await world.owner<{ id: number }>(
      `select id from emergency_access where subject_id = $1 and subject_kind = 'household'`,
      [kept],
    );
    await world.as('west_worker').post(`/households/emergencies/${open!.id}/end`, {});
    for (const id of [kept, merged])
      expect((await world.as('west_worker').get(`/households/${id}`)).status, `${id}`).toBe(404);
  });
});

describe('two entries of one family', () => {
  it('are found, seen side by side, made one and parted again with all their rows', async () => {
    const [a, b] = [await family('ふたつ'), await family('ふたつ', 'supervisor')];
    expect((await world.as('nurse').get('/households/duplicates')).html).toContain(
      `/households/${a}/merge?other=${b}`,
    );
    expect((await world.as('west_supervisor').get('/households/duplicates')).text).not.toContain('ふたつ');
    const page = await world.as('nurse').get(`/households/${a}/merge?other=${b}`);
    expect(page.text).toContain(`第${a}号を残す`);
    const fields = { a_id: a, b_id: b, kept_id: a };
    expect((await world.as('nurse').post(`/households/${a}/merge`, fields)).status).toBe(422);
    const merged = await world
      .as('nurse')
      .post(`/households/${a}/merge`, { ...fields, reason: '同じ住所、同じ子' });
    expect(merged.location).toBe(`/households/${a}`);
    expect(await row(b)).toMatchObject({ merged_into_id: a });
    const one = await world.as('nurse').get(`/households/${a}`);
    expect(one.text.match(/架空 ふたつ/g)!.length).toBeGreaterThanOrEqual(2);
    // the given up one leads on and is changed no more
    expect((await world.as('nurse').get(`/households/${b}`)).html).toContain(`href="/households/${a}"`);
    expect(
      (await world.as('nurse').post(`/households/${b}/contacts`, { kind: 'phone', value: phone })).status,
    ).toBe(409);
    const [merge] = await world.owner<{ id: number }>('select id from household_merge where merged_id = $1', [
      b,
    ]);
    expect((await world.as('west_worker').post(`/households/merges/${merge!.id}/undo`)).status).toBe(404);
    expect((await world.as('nurse').post(`/households/merges/${merge!.id}/undo`)).status).toBe(303);
    expect(await row(b)).toMatchObject({ merged_into_id: null });
    expect((await world.as('nurse').post(`/households/merges/${merge!.id}/undo`)).status).toBe(409);
  });

  it('lend their reach to each other only while they are one', async () => {
    const [a, b] = [await family('とどく'), await family('とどく2')];
    await westWorksWith(b);
    expect((await world.as('west_worker').get(`/households/${a}`)).status).toBe(404);
    await world
      .as('nurse')
      .post(`/households/${a}/merge`, { a_id: a, b_id: b, kept_id: a, reason: '同じ家庭' });
    expect((await world.as('west_worker').get(`/households/${a}`)).status).toBe(200);
    const [merge] = await world.owner<{ id: number }>('select id from household_merge where merged_id = $1', [
      b,
    ]);
    await world.as('nurse').post(`/households/merges/${merge!.id}/undo`);
    expect((await world.as('west_worker').get(`/households/${a}`)).status).toBe(404);
    expect((await world.as('west_worker').get(`/households/${b}`)).status).toBe(200);
  });

  const side: MergeSide = { id: 1, team_id: 1, protected: false, merged_into_id: null, may_keep: true };
  it.each([
    ['the same number', { ...side }, 'same'],
    ['one merged already', { ...side, id: 2, merged_into_id: 3 }, 'merged'],
    ['another team’s', { ...side, id: 2, team_id: 2, may_keep: false }, 'other_team'],
    ['one protected', { ...side, id: 2, protected: true }, 'protection'],
    ['alike', { ...side, id: 2 }, null],
  ])('%s', (_, other, problem) => {
    expect(mergeProblem(side, other)).toBe(problem);
  });
});

describe('a household’s record', () => {
  it('says who has looked at the family, to the teams that work with it', async () => {
    const id = await family('しらべ');
    await world.as('supervisor').get(`/households/${id}`);
    const page = await world.as('nurse').get(`/households/${id}/log`);
    expect(page.text).toContain('助 言子');
    expect(page.text).toContain('世帯の記録を開いた');
    expect(page.html).not.toContain('しらべ');
  });

  it('takes members with other surnames, living apart, and unborn with a due date', async () => {
    const id = await family('きょうだい');
    const member = {
      relation: 'child',
      family_name: '別姓',
      given_name: 'そら',
      family_kana: 'べっせい',
      lives_apart: true,
    };
    expect((await world.as('nurse').post(`/households/${id}/members/new`, member)).status).toBe(303);
    const unborn = { relation: 'child', due_on_y: '2027', due_on_m: '2', due_on_d: '1' };
    expect((await world.as('nurse').post(`/households/${id}/members/new`, unborn)).status).toBe(303);
    const nobody = await world
      .as('nurse')
      .post(`/households/${id}/members/new`, { relation: 'mother', care: '長い言葉' });
    expect(nobody.status).toBe(422);
    expect(nobody.html).toContain('長い言葉');
    const page = await world.as('nurse').get(`/households/${id}`);
    for (const text of ['別姓 そら', '別居', 'これから生まれる子', '姓のちがう家族'])
      expect(page.text).toContain(text);
  });

  it('keeps the texts of two people at once', async () => {
    const id = await family('ふたり');
    const [member] = await world.owner<{ id: number; version: number }>(
      'select id, version from household_member where household_id = $1',
      [id],
    );
    const mended = {
      relation: 'child',
      family_name: '架空',
      given_name: 'ふたり',
      _version: Number(member!.version),
    };
    const path = `/households/${id}/members/${member!.id}`;
    expect((await world.as('nurse').post(path, { ...mended, care: '看護師の言葉' })).status).toBe(303);
    const second = await world.as('supervisor').post(path, { ...mended, care: '上司の言葉' });
    expect(second.status).toBe(422);
    for (const text of ['看護師の言葉', '上司の言葉']) expect(second.html).toContain(text);
  });

  it('goes to another team’s keeping with a reason', async () => {
    const id = await family('わたす');
    expect(
      (
        await world
          .as('nurse')
          .post(`/households/${id}/hand`, { team_id: world.case_team.west, reason: '転居' })
      ).status,
    ).toBe(303);
    expect(Number((await row(id)).team_id)).toBe(world.case_team.west);
    expect((await world.as('west_worker').get(`/households/${id}/edit`)).status).toBe(200);
    expect((await world.as('nurse').get(`/households/${id}/edit`)).status).toBe(404);
  });
});
