import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';

let world: World;
const form = {
  kind: 'disclosure',
  received_on_y: '2026',
  received_on_m: '11',
  received_on_d: '10',
  family_name: '申込',
  given_name: '太郎',
  phone: '090-1111-2222',
  email: '',
  asked_by: 'self',
  identified_by: 'card',
  wish: '行事の申込みの記録を見たい',
};
const decided = (fields: Record<string, string>) => ({
  decision: 'full',
  decision_text: '',
  decided_on_y: '2026',
  decided_on_m: '11',
  decided_on_d: '20',
  ...fields,
});
let at: string;
beforeAll(async () => {
  world = await makeWorld();
  for (const [name, phone] of [
    ['申込 太郎', '09011112222'],
    ['申込　太郎', '0166-99-9999'],
    ['別の 人', '0166-88-8888'],
  ])
    await world.owner(
      `insert into helper_application (step, name, name_kana, phone, can_do, words, days, code_hash, applied_at, note, delete_after)
       values ('help', $1, 'モウシコミ', $2, '{}', 'できることをしたい', '', gen_random_uuid()::text, now(), '', '2027-11-01')`,
      [name, phone],
    );
  const made = await world.as('legal_desk').post('/rights/new', form);
  expect(made.status).toBe(303);
  at = made.location!;
});
afterAll(() => world.close());

describe('a request about one’s own records', () => {
  describe('who may not', () => {
    it.each([
      'administrator',
      'auditor',
      'secretariat',
      'consultation_worker',
      'coordinator',
      'west_supervisor',
    ] as const)('the %s reads none', async (who) => {
      expect((await world.as(who).get(at)).status).toBe(404);
      expect((await world.as(who).get(`${at}/records`)).status).toBe(404);
      expect([403, 404]).toContain((await world.as(who).post(`${at}/decide`, decided({}))).status);
      expect((await world.as(who).get('/rights')).text).not.toContain('申込');
    });
    it('nobody but the desk takes one down, and none of a day to come', async () => {
      expect([403, 404]).toContain((await world.as('supervisor').post('/rights/new', form)).status);
      expect(
        (await world.as('legal_desk').post('/rights/new', { ...form, received_on_d: '30' })).status,
      ).toBe(422);
    });
  });

  it('has thirty days, without those the person needed, and once thirty more with a reason', async () => {
    expect((await world.as('legal_desk').get(at)).text).toContain('あと19日');
    const clock = (fields: Record<string, string>) =>
      world.as('legal_desk').post(`${at}/clock`, {
        waiting_days: '0',
        extended_days: '0',
        extend_reason: '',
        _version: '1',
        ...fields,
      });
    expect((await clock({ extended_days: '31' })).status).toBe(422);
    expect((await clock({ extended_days: '30' })).status).toBe(422);
    expect(
      (await clock({ waiting_days: '5', extended_days: '30', extend_reason: '記録が多い' })).status,
    ).toBe(303);
    expect((await world.as('legal_desk').get(at)).text).toContain('あと54日');
    // somebody who had the page open before sees both texts
    const late = await clock({ extended_days: '10', extend_reason: '人手が足りない' });
    expect(late.status).toBe(422);
    for (const text of ['記録が多い', '人手が足りない']) expect(late.text).toContain(text);
    world.at('2027-02-01T10:00:00+09:00');
    expect((await world.as('legal_desk').get(at)).text).toContain('期限を18日過ぎています');
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('finds what is kept outside the case zone and says by what it was found', async () => {
    const page = await world.as('legal_desk').get(at);
    expect(page.text).toContain('担い手の申込み');
    expect(page.text).toContain('名前だけ');
    expect(page.text).not.toContain('0166-88-8888');
    const file = await world.as('legal_desk').get(`${at}/records?format=csv`);
    expect(file.html).toContain('09011112222');
    expect(file.html).toContain('電話番号');
    expect(
      await world.owner(`select purpose from audit_event where action = 'rights_request.export'`),
    ).toEqual([{ purpose: '本人からの開示の請求' }]);
  });

  it('asks a team about the case zone: its supervisor answers, no other', async () => {
    const { east } = world.case_team;
    expect((await world.as('legal_desk').post(`${at}/ask`, { team_id: east })).status).toBe(303);
    const early = await world.as('legal_desk').post(`${at}/decide`, decided({}));
    expect(early.status).toBe(409);
    const answer = (who: Who) => world.as(who).post(`${at}/answer`, { team_answer: 'records' });
    for (const who of ['west_supervisor', 'consultation_worker', 'legal_desk'] as const)
      expect([403, 404]).toContain((await answer(who)).status);
    const seen = await world.as('supervisor').get(at);
    expect(seen.text).toContain('申込 太郎');
    // what others kept of the person is the desk's alone
    expect(seen.text).not.toContain('09011112222');
    expect((await answer('supervisor')).status).toBe(303);
  });

  it('is decided once, a no with its reason, and after it was carried out no copy can be taken', async () => {
    const decide = (fields: Record<string, string>) =>
      world.as('legal_desk').post(`${at}/decide`, decided(fields));
    expect((await decide({ decision: 'partial' })).status).toBe(422);
    expect(
      (await decide({ decision: 'partial', decision_text: '通告した人の分かる部分を除く' })).status,
    ).toBe(303);
    expect((await decide({})).status).toBe(409);
    expect((await world.as('legal_desk').post(`${at}/carried`, {})).status).toBe(303);
    expect((await world.as('legal_desk').get(`${at}/records`)).status).toBe(409);
  });
});
