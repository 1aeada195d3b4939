import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';

describe('the guide as dated data', () => {
  let world: World;
  const ask = '?way=city_public&about=general&consent=no&danger=no';
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());
  const basis = async (code: string) =>
    (
      await world.owner<{ id: number }>(
        'select id::int from legal_basis where code = $1 and valid_to is null',
        [code],
      )
    )[0]!.id;
  const question = (more: Record<string, unknown> = {}) => ({
    text: '差し迫った危険はありますか',
    help: '',
    code_0: 'yes',
    label_0: 'はい',
    code_1: 'no',
    label_1: 'いいえ、待てます',
    valid_from: '2026-12-01',
    ...more,
  });

  it.each(['nurse', 'supervisor', 'administrator', 'secretariat', 'facility_head'] as const)(
    'the %s neither ends a basis nor changes a question',
    async (who) => {
      const id = await basis('public_body');
      expect(
        (await world.as(who).post(`/disclosures/bases/${id}/end`, { ends_from: '2026-12-01' })).status,
      ).toBe(403);
      for (const page of [
        '/disclosures/guide/questions',
        '/disclosures/guide/questions/danger',
        '/disclosures/guide/preview',
      ])
        expect((await world.as(who).get(page)).status, page).toBe(403);
      expect(
        (await world.as(who).post('/disclosures/guide/questions/danger', question() as never)).status,
      ).toBe(403);
      await expect(
        world.writing(who, (tx) =>
          tx.db
            .insertInto('guide_question_text')
            .values({
              question_code: 'danger',
              text: 'x',
              valid_from: '2027-01-01',
              created_by: world.person[who],
              created_at: tx.now,
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
    },
  );

  it('a basis ends without another in its place: from that day the guide does not name it, and says so', async () => {
    const desk = world.as('legal_desk');
    const id = await basis('public_body');
    expect((await desk.post(`/disclosures/bases/${id}/end`, { ends_from: '2026-11-21' })).status).toBe(422);
    expect((await desk.post(`/disclosures/bases/${id}/end`, { ends_from: '2026-12-01' })).status).toBe(303);
    expect((await desk.post(`/disclosures/bases/${id}/end`, { ends_from: '2026-12-02' })).status).toBe(409);
    const [named] = await world.owner<{ name: string }>('select name from legal_basis where id = $1', [id]);
    expect((await world.as('nurse').get(`/disclosures/guide${ask}`)).text).toContain(
      `「${named!.name}」で渡せます`,
    );
    const preview = await desk.get(`/disclosures/guide/preview${ask}&on=2026-12-01`);
    expect(preview.text).toContain('とおりで、答えが変わります');
    world.at('2026-12-01T09:00:00+09:00');
    const after = await world.as('nurse').get(`/disclosures/guide${ask}`);
    expect(after.text).not.toContain(`「${named!.name}」で渡せます`);
    expect(after.text).toContain(`「${named!.name}」は令和8年11月30日（月）で終わったため、いまは使えません`);
    expect((await world.as('nurse').get('/disclosures/bases')).text).toContain('終わった根拠');
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('a share that stands on an ended basis is before its team’s supervisor, and stays until somebody decides', async () => {
    const { east } = world.case_team;
    const worker = world.person.consultation_worker;
    const at = '2026-11-20T09:00:00+09:00';
    const one = async (text: string, values: unknown[]) =>
      Number((await world.owner<{ id: number }>(`${text} returning id`, values))[0]!.id);
    const household = await one(
      `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at) values ($1, array[$1]::bigint[], true, $2, $3, $3)`,
      [east, worker, at],
    );
    const id = await one(
      `insert into disclosure (household_id, team_id, team_ids, protected, by_team_id, basis_id, second_person, answers,
         recipient_name, items, necessity, harm_check, way, until, decided_by, decided_at, second_by, second_at)
       select $1, $2, array[$2]::bigint[], false, $2, id, 'before', '{}', '架空クリニック', '{child_name}', 'x', 'x', 'paper',
         '2027-02-20', $3, $4, $5, $4 from legal_basis where code = 'public_body'`,
      [household, east, worker, at, world.person.nurse],
    );
    expect((await world.as('supervisor').get('/')).html).not.toContain(`href="/disclosures/${id}"`);
    world.at('2026-12-01T09:00:00+09:00');
    expect((await world.as('supervisor').get('/')).html).toContain(`href="/disclosures/${id}"`);
    for (const who of ['consultation_worker', 'west_supervisor', 'legal_desk'] as const)
      expect((await world.as(who).get('/')).html, who).not.toContain(`href="/disclosures/${id}"`);
    const page = await world.as('supervisor').get(`/disclosures/${id}`);
    expect(page.text).toContain('この共有は続いています');
    await world.as('supervisor').post(`/disclosures/${id}/end`, { ended_reason: '根拠が終わった' });
    expect((await world.as('supervisor').get('/')).html).not.toContain(`href="/disclosures/${id}"`);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('a question has its next wording and answers from a day on; until then everybody is asked as before', async () => {
    const desk = world.as('legal_desk');
    expect(
      (
        await desk.post(
          '/disclosures/guide/questions/danger',
          question({ valid_from: '2026-11-21' }) as never,
        )
      ).status,
    ).toBe(422);
    expect(
      (await desk.post('/disclosures/guide/questions/danger', question({ ended_0: 'on' }) as never)).status,
    ).toBe(422);
    const saved = await desk.post(
      '/disclosures/guide/questions/danger',
      question({ label_2: 'わからない', code_2: '' }) as never,
    );
    expect(saved.location).toBe('/disclosures/guide/preview?on=2026-12-01');
    expect((await desk.get('/disclosures/guide/questions')).text).toContain(
      '令和8年12月1日（火）から変わります',
    );
    expect((await world.as('nurse').get('/disclosures/guide')).text).not.toContain('待てます');
    expect((await desk.get(saved.location!)).text).toContain('待てます');
    expect(
      (
        await desk.post(
          '/disclosures/guide/questions/danger',
          question({ valid_from: '2026-12-05' }) as never,
        )
      ).status,
    ).toBe(409);
    world.at('2026-12-01T09:00:00+09:00');
    const now = (await world.as('facility_head').get('/disclosures/guide')).text;
    expect(now).toContain('差し迫った危険はありますか');
    expect(now).toContain('いいえ、待てます');
    expect(now).toContain('わからない');
    // What was asked before is still known.
    expect(
      await world.owner(
        `select from guide_question_text where question_code = 'danger' and valid_to = '2026-11-30'`,
      ),
    ).toHaveLength(1);
    // An answer no basis names leads to none, and can be given to one.
    const form = await desk.get(`/disclosures/bases/${await basis('urgent')}`);
    expect(form.text).toContain('わからない');
    world.at('2026-11-21T10:00:00+09:00');
  });
});
