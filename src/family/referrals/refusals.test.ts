import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { writing } from '../../platform/db/transaction.ts';
import { openSeal, showCode } from '../../platform/web/open.ts';
import { lapseOverdue } from './commands-clock.ts';
import { referralByCode, watched } from './queries.ts';
import { stateOf } from './rules.ts';
import { sampleConsent, sampleReferral } from './samples.ts';

const at = '2026-11-01T09:00:00+09:00';
const child = '架空谷';
const circumstances = '夜の授乳がつらいと話している';
const { need } = sampleReferral(0);

let world: World;
let household: number;
let case_id: number;
beforeAll(async () => {
  world = await makeWorld();
  const { east } = world.case_team;
  const { consultation_worker } = world.person;
  const one = async (text: string, values: unknown[]) =>
    Number((await world.owner<{ id: number }>(text, values))[0]!.id);
  household = await one(
    `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at) values ($1, array[$1]::bigint[], true, $2, $3, $3) returning id`,
    [east, consultation_worker, at],
  );
  await world.owner(
    `insert into household_member (household_id, team_id, team_ids, protected, position, relation, family_name, given_name, born_on, created_at, updated_at)
     values ($1, $2, array[$2]::bigint[], false, 1, 'child', $3, '一', '2024-05-05', $4, $4)`,
    [household, east, child, at],
  );
  case_id = await one(
    `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by, next_contact_on, next_contact_way, created_at, updated_at)
     values (2026, 1, $1, $2, $3, 'support', '育児の負担', '2026-11-01', $3, '2026-12-01', 'visit', $4, $4) returning id`,
    [household, east, consultation_worker, at],
  );
});
afterAll(() => world.close());
beforeEach(() => world.at('2026-11-21T10:00:00+09:00'));

type Fields = Record<string, string | number | string[]>;
const until = { until_y: 2027, until_m: 2, until_d: 20 };
const sender = () => world.as('consultation_worker');
const head = () => world.as('facility_head');

const fresh = (more: Fields = {}): Fields => ({
  ...sampleReferral(world.facility[0]!),
  ...more,
});
async function draft(more: Fields = {}): Promise<number> {
  const answer = await sender().post(`/referrals/new?case=${case_id}`, fresh(more));
  expect(answer.status, answer.text).toBe(303);
  return Number(/(\d+)$/.exec(answer.location!)![1]);
}
const consentFields = (more: Fields = {}): Fields => ({
  ...sampleConsent(world.facility[0]!),
  ...more,
});
async function consent(more: Fields = {}): Promise<number> {
  const answer = await sender().post(`/disclosures/household/${household}/consents/new`, consentFields(more));
  expect(answer.status, answer.text).toBe(303);
  return Number((await world.owner<{ id: number }>('select max(id) as id from consent'))[0]!.id);
}
const basis = async (code: string): Promise<number> =>
  Number((await world.owner<{ id: number }>('select id from legal_basis where code = $1', [code]))[0]!.id);
const decision = async (code: string, more: Fields = {}): Promise<Fields> => ({
  basis_id: await basis(code),
  answer_way: code === 'council' ? 'council' : 'city_place',
  answer_about: code === 'council' ? 'council_child' : 'general',
  answer_consent: code === 'consent' ? 'yes' : code === 'urgent' ? 'hard' : 'no',
  answer_danger: code === 'urgent' ? 'yes' : 'no',
  items: ['child_name', 'circumstances'],
  circumstances,
  necessity: '迎えるために名前と様子が要る',
  harm_check: '困ることはない',
  way: 'system',
  ...until,
  ...more,
});
const lastDisclosure = async (): Promise<number> =>
  Number((await world.owner<{ id: number }>('select max(id) as id from disclosure'))[0]!.id);
const stateIs = async (id: number): Promise<string> =>
  (await world.owner<{ state: string }>('select state from referral where id = $1', [id]))[0]!.state;

async function decided(
  more: Fields = {},
  consented: Fields = {},
): Promise<{ id: number; consent_id: number }> {
  const id = await draft(more);
  const consent_id = await consent(consented);
  const answer = await sender().post(
    `/disclosures/new?referral=${id}`,
    await decision('consent', { consent_id }),
  );
  expect(answer.status, answer.text).toBe(303);
  return { id, consent_id };
}
async function sent(more: Fields = {}, consented: Fields = {}) {
  const made = await decided(more, consented);
  const answer = await sender().post(`/referrals/${made.id}/send`);
  expect(answer.status, answer.text).toBe(303);
  return made;
}
async function accepted() {
  const made = await sent();
  await head().get(`/referrals/${made.id}`);
  expect((await head().post(`/referrals/${made.id}/accept`)).status).toBe(303);
  expect((await head().get(`/referrals/${made.id}`)).text).toContain(child);
  return made;
}

describe('who may not', () => {
  const strangers: Who[] = [
    'west_worker',
    'west_supervisor',
    'other_head',
    'facility_staff',
    'link_coordinator',
    'partner',
    'legal_desk',
    'administrator',
    'auditor',
    'observer',
    'secretariat',
  ];
  it.each(strangers)('the %s finds no referral, no ledger and no letter, and moves nothing', async (who) => {
    const { id } = await accepted();
    const disclosure = await lastDisclosure();
    for (const path of [
      `/referrals/${id}`,
      `/referrals/${id}/edit`,
      `/referrals/${id}/letter.pdf`,
      `/referrals/new?case=${case_id}`,
      `/disclosures/household/${household}`,
      `/disclosures/household/${household}/ledger.pdf`,
      `/disclosures/household/${household}/consents/new`,
      `/disclosures/new?household=${household}`,
      `/disclosures/${disclosure}`,
    ]) {
      const answer = await world.as(who).get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.text, path).not.toContain(child);
    }
    for (const [path, fields] of [
      [`/referrals/${id}/start`, {}],
      [`/referrals/${id}/outcome`, { body: 'x' }],
      [`/referrals/${id}/withdraw`, { told_by: '母' }],
      [`/referrals/${id}/recall`, { reason: 'other' }],
      [`/referrals/${id}/message`, { body: 'x' }],
      [`/disclosures/${disclosure}/end`, { ended_reason: 'x' }],
    ] as const) {
      const answer = await world.as(who).post(path, fields);
      expect([403, 404], path).toContain(answer.status);
    }
    expect(await stateIs(id)).toBe('accepted');
  });

  it('a receiver sees no draft, and the sender’s page of none of its family’s words before the yes', async () => {
    const { id } = await decided();
    expect((await head().get(`/referrals/${id}`)).status).toBe(404);
    await sender().post(`/referrals/${id}/send`);
    const answer = await head().get(`/referrals/${id}`);
    expect(answer.text).toContain(need);
    for (const word of [child, circumstances, '迎えるために']) expect(answer.text).not.toContain(word);
  });

  it('a receiver’s pages before its yes are the same, letter for letter, for two families that have nothing in common', async () => {
    const first = { household, case_id };
    /** What the place sees of a referral, but for its number, pictures, and what each form is sent with. */
    const seen = (id: number, html: string): string =>
      html
        .replace(/(name="_(?:csrf|once)" value=")[^"]*/g, '$1')
        .replace(/<svg[^]*?<\/svg>/g, '')
        .replaceAll(new RegExp(`(第|/referrals/)${id}(?![0-9])`, 'g'), '$1N');
    const pages = async (more: Fields): Promise<string[]> => {
      const { id } = await decided(more);
      expect((await sender().post(`/referrals/${id}/send`)).status).toBe(303);
      await head().get(`/referrals/${id}`);
      const line = new RegExp(`<li[^>]*>(?:(?!</li>)[^])*/referrals/${id}"[^]*?</li>`);
      const told = await world.owner<{ title: string }>(
        `select title from notice where url = '/referrals/' || $1 order by id`,
        [id],
      );
      const paper = await decided(
        { ...more, channel: 'paper', facility_id: '', recipient_name: '架空クリニック' },
        { facility_ids: '', other_recipients: '架空クリニック' },
      );
      expect((await sender().post(`/referrals/${paper.id}/send`)).status).toBe(303);
      const [row] = await world.owner<{ code_sealed: string }>(
        'select code_sealed from referral_letter where referral_id = $1',
        [paper.id],
      );
      const code = openSeal(world.house, row!.code_sealed)!;
      expect((await world.as(null).post('/open/referral', { code: showCode(code) })).status).toBe(303);
      const headers = { cookie: `tsunagi_receipt=${code}` };
      const letter = await (await world.app.request('/open/referral', { headers })).text();
      const received = (await head().get('/referrals/received')).html;
      return [
        seen(id, (await head().get(`/referrals/${id}`)).html),
        seen(id, line.exec(received)![0]),
        ...told.map(({ title }) => seen(id, title)),
        seen(paper.id, letter),
      ];
    };
    const one = await pages({ told_who: 'ひろばの山田さんに話す', told_what: '手あそび', told_day: '火曜' });
    const { east } = world.case_team;
    const { nurse, consultation_worker } = world.person;
    const made = async (text: string, values: unknown[]) =>
      Number((await world.owner<{ id: number }>(`${text} returning id`, values))[0]!.id);
    try {
      household = await made(
        `insert into household (team_id, team_ids, languages, care, invented, created_by, created_at, updated_at)
         values ($1, array[$1]::bigint[], '{vi}', '犬が苦手', true, $2, $3, $3)`,
        [east, nurse, at],
      );
      for (const [place, relation, name, born] of [
        [1, 'mother', '別沢', '1999-01-02'],
        [2, 'child', '違田', '2012-03-04'],
      ])
        await world.owner(
          `insert into household_member (household_id, team_id, team_ids, protected, position, relation, family_name, given_name, born_on, created_at, updated_at)
           values ($1, $2, array[$2]::bigint[], false, $3, $4, $5, '二', $6, $7, $7)`,
          [household, east, place, relation, name, born, at],
        );
      case_id = await made(
        `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by, next_contact_on, next_contact_way, created_at, updated_at)
         values (2025, 77, $1, $2, $3, 'protection', '不登校と転居', '2026-02-01', $3, '2027-01-01', 'phone', $4, $4)`,
        [household, east, consultation_worker, at],
      );
      const other = await pages({ told_who: '学童の佐藤さんへ', told_what: '工作', told_day: '土曜の朝' });
      expect(one[0]).toContain(need);
      expect(other).toEqual(one);
    } finally {
      ({ household, case_id } = first);
    }
  });

  it('a receiver neither sends, recalls nor reviews, and a sender answers nothing for the place', async () => {
    const { id } = await sent();
    await head().get(`/referrals/${id}`);
    for (const [verb, fields] of [
      ['send', {}],
      ['recall', { reason: 'other' }],
      ['review', { review: 'closed', body: 'x' }],
    ] as const)
      expect((await head().post(`/referrals/${id}/${verb}`, fields)).status, verb).toBe(403);
    for (const [verb, fields] of [
      ['accept', {}],
      ['decline', { reason: 'full', next: 'later' }],
      ['start', {}],
    ] as const)
      expect((await sender().post(`/referrals/${id}/${verb}`, fields)).status, verb).toBe(403);
    expect(await stateIs(id)).toBe('delivered');
  });

  it('watchers read need, state and days, never a name or what was agreed', async () => {
    const { id } = await accepted();
    const page = await world.as('link_coordinator').get('/referrals/watch');
    expect(page.status).toBe(200);
    expect(page.text).toContain(`第${id}号`);
    expect(page.text).toContain('社会福祉法人こもれび会');
    for (const word of [child, circumstances, '相 談子']) expect(page.text).not.toContain(word);
    const rows = await world.reading('link_coordinator', (tx) => watched(tx));
    expect(JSON.stringify(rows)).not.toContain(`"case_id":${case_id}`);
    for (const who of ['facility_head', 'administrator', 'auditor'] as Who[])
      expect((await world.as(who).get('/referrals/watch')).status, who).toBe(403);
  });

  it('nobody reads after the family took its consent back, in the same moment, and the ledger keeps what was seen', async () => {
    const { id, consent_id } = await accepted();
    const path = `/disclosures/consents/${consent_id}/withdraw`;
    for (const who of ['west_worker', 'facility_head', 'partner'] as Who[])
      expect([403, 404], who).toContain((await world.as(who).post(path)).status);
    // What was typed is there to be mended, on the ledger, and nothing has changed meanwhile.
    const early = await sender().post(path, { withdrawn_on: '2026-12-24', withdrawn_how: '母から電話で' });
    expect(early.status).toBe(422);
    expect(early.html).toContain('value="母から電話で"');
    expect(early.text).toContain('取り下げの日：');
    expect((await head().get(`/referrals/${id}`)).text).toContain(child);
    const answer = await sender().post(path, { withdrawn_on: '2026-11-21', withdrawn_how: '電話' });
    expect(answer.status).toBe(303);
    const page = await head().get(`/referrals/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(child);
    expect(page.text).toContain('共有は終わっています');
    const ledger = await sender().get(`/disclosures/household/${household}`);
    expect(ledger.text).toContain('同意の取り下げで終了');
    const detail = await sender().get(`/disclosures/${await lastDisclosure()}`);
    expect(detail.text).toContain(circumstances);
    const again = await sender().post(`/disclosures/consents/${consent_id}/withdraw`, {
      withdrawn_on: '2026-11-21',
      withdrawn_how: '電話',
    });
    expect(again.status).toBe(409);
  });

  it('nobody reads by a consent that another has replaced', async () => {
    const { id, consent_id } = await accepted();
    await consent({ supersedes_id: consent_id, items: ['child_name'] });
    expect((await head().get(`/referrals/${id}`)).text).not.toContain(child);
    const twice = await sender().post(
      `/disclosures/household/${household}/consents/new`,
      consentFields({ supersedes_id: consent_id }),
    );
    expect(twice.status).toBe(422);
  });

  it('a consent that covers receiver, items, time and purpose carries the share on, and the ledger says so', async () => {
    const { id, consent_id } = await accepted();
    const disclosure = await lastDisclosure();
    // Another purpose carries nothing by itself.
    const other = await accepted();
    const second = await lastDisclosure();
    await consent({ supersedes_id: other.consent_id, purpose: '別の目的' });
    expect((await head().get(`/referrals/${other.id}`)).text).not.toContain(child);
    expect(await world.owner('select from disclosure_carried where disclosure_id = $1', [second])).toEqual(
      [],
    );
    const newer = await consent({
      supersedes_id: consent_id,
      items: ['child_name', 'circumstances', 'care'],
      ends_on: '2027-06-30',
    });
    expect((await head().get(`/referrals/${id}`)).text).toContain(child);
    expect(
      await world.owner(
        'select from_consent_id::int, to_consent_id::int from disclosure_carried where disclosure_id = $1',
        [disclosure],
      ),
    ).toEqual([{ from_consent_id: consent_id, to_consent_id: newer }]);
    expect((await sender().get(`/disclosures/${disclosure}`)).text).toContain(
      '新しい同意のもとで続いています',
    );
    // From then on it stands and falls with the newer one.
    await sender().post(`/disclosures/consents/${newer}/withdraw`, {
      withdrawn_on: '2026-11-21',
      withdrawn_how: '電話',
    });
    expect((await head().get(`/referrals/${id}`)).text).not.toContain(child);
  });

  it('another purpose carries the share on only where it is said that it contains the old one', async () => {
    const { id, consent_id } = await accepted();
    await consent({ supersedes_id: consent_id, purpose: 'ひろばと一時預かりの利用', same_purpose: 'on' });
    expect((await head().get(`/referrals/${id}`)).text).toContain(child);
  });

  it('the ledger tells apart what was allowed, what could be opened and what was opened', async () => {
    const made = await sent();
    await head().get(`/referrals/${made.id}`);
    const disclosure = await lastDisclosure();
    expect((await head().post(`/referrals/${made.id}/accept`)).status).toBe(303);
    const before = await sender().get(`/disclosures/${disclosure}`);
    expect(before.text).toContain('渡してよいと決めた（相手はまだ開いていない）');
    expect(before.text).toContain('まだ開かれていません');
    // The team's own looking is no opening by the receiver.
    await sender().get(`/referrals/${made.id}`);
    const opened = () =>
      world.owner<{ first_opened_at: Date | null }>(
        'select first_opened_at from disclosure_content where disclosure_id = $1',
        [disclosure],
      );
    expect(await opened()).toEqual([{ first_opened_at: null }]);
    world.at('2026-11-23T09:30:00+09:00');
    expect((await head().get(`/referrals/${made.id}`)).text).toContain(child);
    expect((await opened())[0]!.first_opened_at).toEqual(new Date('2026-11-23T09:30:00+09:00'));
    world.at('2026-11-24T09:30:00+09:00');
    await head().get(`/referrals/${made.id}`);
    expect((await opened())[0]!.first_opened_at).toEqual(new Date('2026-11-23T09:30:00+09:00'));
    const after = await sender().get(`/disclosures/${disclosure}`);
    expect(after.text).toContain('相手がはじめて開いた日 令和8年11月23日');
    expect(
      await world.owner(
        `select from audit_event where action = 'referral.open_content' and subject_id = $1`,
        [made.id],
      ),
    ).toHaveLength(2);
    for (const who of ['other_head', 'west_worker', 'partner', 'administrator'] as const) {
      const { sql } = await import('kysely');
      const { rows } = await world.writing(who, (tx) =>
        sql<{ said: boolean }>`select disclosure_opened(${disclosure}, ${tx.now}) as said`.execute(tx.db),
      );
      expect(rows, who).toEqual([{ said: false }]);
    }
  });

  it('nobody reads after the share’s time is over, nor after the team ended it', async () => {
    const { id } = await accepted();
    world.at('2027-02-20T23:00:00+09:00');
    expect((await head().get(`/referrals/${id}`)).text).toContain(child);
    world.at('2027-02-21T00:30:00+09:00');
    expect((await head().get(`/referrals/${id}`)).text).not.toContain(child);
    world.at('2026-11-21T10:00:00+09:00');
    const other = await accepted();
    await sender().post(`/disclosures/${await lastDisclosure()}/end`, { ended_reason: '事情が変わった' });
    expect((await head().get(`/referrals/${other.id}`)).text).not.toContain(child);
  });

  it('nobody reads after the family left or the sender took it back', async () => {
    const one = await accepted();
    await head().post(`/referrals/${one.id}/withdraw`, { told_by: '母' });
    expect(await stateIs(one.id)).toBe('withdrawn');
    expect((await head().get(`/referrals/${one.id}`)).text).not.toContain(child);
    const two = await accepted();
    await sender().post(`/referrals/${two.id}/recall`, { reason: 'other' });
    expect((await head().get(`/referrals/${two.id}`)).text).not.toContain(child);
  });

  it('nothing is sent without a basis in force, nor before the family was told', async () => {
    const bare = await draft();
    expect((await sender().post(`/referrals/${bare}/send`)).status).toBe(409);
    const withdrawn = await decided();
    await sender().post(`/disclosures/consents/${withdrawn.consent_id}/withdraw`, {
      withdrawn_on: '2026-11-21',
      withdrawn_how: '電話',
    });
    expect((await sender().post(`/referrals/${withdrawn.id}/send`)).status).toBe(409);
    const untold = await decided({ told_on_y: '', told_on_m: '', told_on_d: '' });
    expect((await sender().post(`/referrals/${untold.id}/send`)).status).toBe(409);
    const moved = await decided();
    await sender().post(
      `/referrals/${moved.id}/edit`,
      fresh({ facility_id: world.facility[1]!, _version: 1 }),
    );
    expect((await sender().post(`/referrals/${moved.id}/send`)).status).toBe(409);
    for (const { id } of [withdrawn, untold, moved]) expect(await stateIs(id)).toBe('draft');
  });

  it('whoever decided without a consent is not the second person; another is, once', async () => {
    const id = await draft();
    const answer = await sender().post(`/disclosures/new?referral=${id}`, await decision('council'));
    expect(answer.status, answer.text).toBe(303);
    const disclosure = await lastDisclosure();
    expect((await sender().post(`/referrals/${id}/send`)).status).toBe(409);
    expect((await sender().post(`/disclosures/${disclosure}/sign`)).status).toBe(409);
    expect((await world.as('west_worker').post(`/disclosures/${disclosure}/sign`)).status).toBe(404);
    await expect(
      world.owner('update disclosure set second_by = decided_by, second_at = now() where id = $1', [
        disclosure,
      ]),
    ).rejects.toThrow(/disclosure_second_is_another/);
    expect((await world.as('nurse').get('/')).text).toContain(`第${id}号`);
    expect((await world.as('nurse').post(`/disclosures/${disclosure}/sign`)).status).toBe(303);
    expect((await world.as('supervisor').post(`/disclosures/${disclosure}/sign`)).status).toBe(409);
    expect((await sender().post(`/referrals/${id}/send`)).status).toBe(303);
  });

  it.each([
    ['an item the consent does not name', { items: ['child_name', 'care'] }],
    ['longer than the consent', { until_y: 2027, until_m: 6, until_d: 1 }],
    ['a basis the guide does not name for these answers', { answer_consent: 'refused' }],
    ['no reason why', { necessity: '' }],
    ['no thought of harm', { harm_check: '' }],
  ] as [string, Fields][])('nothing is passed on with %s', async (_what, more) => {
    const id = await draft();
    const consent_id = await consent();
    const before = await lastDisclosure().catch(() => 0);
    const answer = await sender().post(
      `/disclosures/new?referral=${id}`,
      await decision('consent', { consent_id, ...more }),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(circumstances);
    expect(await lastDisclosure().catch(() => 0)).toBe(before);
  });

  it('an address of a protected family is passed on to nobody', async () => {
    await world.owner(`update household set protected = true, protected_since = '2026-11-01' where id = $1`, [
      household,
    ]);
    try {
      const id = await draft();
      const answer = await sender().post(
        `/disclosures/new?referral=${id}`,
        await decision('urgent', { items: ['child_name', 'address'] }),
      );
      expect(answer.status).toBe(422);
      const page = await sender().get(
        `/disclosures/new?referral=${id}&way=city_place&about=general&consent=hard&danger=yes`,
      );
      expect(page.html).not.toContain('value="address"');
    } finally {
      await world.owner('update household set protected = false, protected_since = null where id = $1', [
        household,
      ]);
    }
  });

  it('a name is not written into what goes before the yes without being asked about', async () => {
    const answer = await sender().post(
      `/referrals/new?case=${case_id}`,
      fresh({ need: '花子ちゃんと母が休める場所' }),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('花子ちゃん');
    const asked = await sender().post('/capacity/new', {
      need: '太郎くんの預かり',
      age_band: '1-2',
      facility_ids: [String(world.facility[0]!)],
      expires_on: '2026-12-10',
    });
    expect(asked.status).toBe(422);
  });

  it('what is no code at all is said to be none: nothing typed, and too little', async () => {
    for (const [code, said] of [
      ['', '手紙に書かれた番号を入れてください'],
      ['ABC', '英字と数字の10文字です'],
      ['ABCDE-FGHJK', '見つかりません'],
    ] as const) {
      const answer = await world.as(null).post('/open/referral', { code });
      expect([answer.status, answer.text], code).toEqual([422, expect.stringContaining(said)]);
    }
  });

  it('a wrong code opens nothing and says nothing of what was wrong', async () => {
    for (const code of ['ABCDE-FGHJK', '２３４５６ＡＢＣＤＥ']) {
      const answer = await world.as(null).post('/open/referral', { code });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('見つかりません');
    }
    expect((await world.as(null).post('/open/referral/accept')).location).toBe('/open/referral');
  });
});

describe('a basis that is a consent', () => {
  it('asks for the consent first where there is none, and for nothing that could not be decided yet', async () => {
    const { consultation_worker } = world.person;
    const one = async (text: string, values: unknown[]): Promise<number> =>
      Number((await world.owner<{ id: number }>(`${text} returning id`, values))[0]!.id);
    const at = '2026-11-01T09:00:00+09:00';
    const other = await one(
      `insert into household (team_id, team_ids, created_by, created_at, updated_at)
       values ($1, array[$1]::bigint[], $2, $3, $3)`,
      [world.case_team.east, consultation_worker, at],
    );
    const other_case = await one(
      `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by, next_contact_on, next_contact_way, created_at, updated_at)
       values (2026, 901, $1, $2, $3, 'support', '育児の負担', '2026-11-01', $3, '2026-12-01', 'visit', $4, $4)`,
      [other, world.case_team.east, consultation_worker, at],
    );
    const begun = await sender().post(`/referrals/new?case=${other_case}`, fresh());
    const id = /(\d+)$/.exec(begun.location!)![1];
    const path = `/disclosures/new?referral=${id}&way=city_place&about=general&consent=yes&danger=no`;
    const before = await sender().get(path);
    expect(before.text).toContain('先に、同意を書き留める');
    expect(before.html).not.toContain('name="necessity"');
    const written = await sender().post(`/disclosures/household/${other}/consents/new`, consentFields());
    expect(written.status, written.text).toBe(303);
    expect((await sender().get(path)).html).toContain('name="necessity"');
  });
});

describe('a step whose form lacks something', () => {
  it('stands open again on the same page with what was typed, and nothing has happened', async () => {
    const { id } = await sent();
    await head().get(`/referrals/${id}`);
    const again = await head().post(`/referrals/${id}/decline`, { body: '四月までは人手が足りません' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('四月までは人手が足りません');
    expect(again.html).toMatch(
      /<details class="confirm" open[^>]*>(?:(?!<details).)*action="\/referrals\/\d+\/decline"/s,
    );
    expect(await stateIs(id)).toBe('delivered');
  });
});

describe('a letter', () => {
  const codeOf = async (id: number): Promise<string> => {
    const [row] = await world.owner<{ code_sealed: string }>(
      'select code_sealed from referral_letter where referral_id = $1',
      [id],
    );
    return openSeal(world.house, row!.code_sealed)!;
  };
  const byLetter = (code: string) => ({
    async send(path: string, fields: Record<string, string> = {}) {
      const { csrfFor } = await import('../../platform/web/handlers.tsx');
      const { secret } = await import('../../../tests/world.ts');
      const form = new FormData();
      form.set('_csrf', csrfFor(secret, 'nobody'));
      form.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      return world.app.request(path, {
        method: 'POST',
        body: form,
        headers: { cookie: `tsunagi_receipt=${code}` },
      });
    },
    async get(path: string) {
      const answer = await world.app.request(path, { headers: { cookie: `tsunagi_receipt=${code}` } });
      return answer.text();
    },
  });

  it('is answered by its code: need first, the agreed items after the yes, nothing after the consent went', async () => {
    const { id, consent_id } = await sent(
      { channel: 'paper', facility_id: '', recipient_name: '架空クリニック' },
      { facility_ids: '', other_recipients: '架空クリニック' },
    );
    expect((await sender().get(`/referrals/${id}`)).text).toContain(
      '手紙は、印刷して郵送するか手渡すまで、相手に届きません',
    );
    expect((await sender().get(`/referrals/${id}/letter.pdf`)).response.headers.get('content-type')).toBe(
      'application/pdf',
    );
    const code = await codeOf(id);
    expect((await world.as(null).post('/open/referral', { code: showCode(code) })).status).toBe(303);
    expect(await stateIs(id)).toBe('delivered');
    const letter = byLetter(code);
    const before = await letter.get('/open/referral');
    expect(before).toContain(need);
    expect(before).not.toContain(child);
    expect((await letter.send('/open/referral/start')).status).toBe(409);
    expect((await letter.send('/open/referral/accept', { body: 'お待ちしています' })).status).toBe(303);
    expect((await letter.send('/open/referral/accept')).status).toBe(409);
    const openedOn = () =>
      world.owner<{ first_opened_at: Date | null }>(
        'select first_opened_at from disclosure_content where referral_id = $1',
        [id],
      );
    expect(await openedOn()).toEqual([{ first_opened_at: null }]);
    expect(await letter.get('/open/referral')).toContain(child);
    expect((await openedOn())[0]!.first_opened_at).not.toBeNull();
    await sender().post(`/disclosures/consents/${consent_id}/withdraw`, {
      withdrawn_on: '2026-11-21',
      withdrawn_how: '電話',
    });
    expect(await letter.get('/open/referral')).not.toContain(child);
    expect((await letter.send('/open/referral/not_reached', { body: '来なかった' })).status).toBe(303);
    expect(await stateIs(id)).toBe('not_reached');
    expect((await sender().get(`/referrals/${id}`)).text).toContain('来なかった');
    world.at('2027-08-01T10:00:00+09:00');
    const hash = (
      await world.owner<{ h: string }>('select code_hash as h from referral_letter where referral_id = $1', [
        id,
      ])
    )[0]!.h;
    expect(await world.reading(null, (tx) => referralByCode(tx, hash))).toBeUndefined();
    // Its time is over: since when and whom to telephone, by the code and on a page left open, and no word of the family.
    await world.owner(
      `update organisation set phone = '0166-00-0100' where id = (select organisation_id from team where id = $1)`,
      [world.case_team.east],
    );
    const typed = await world.as(null).post('/open/referral', { code: showCode(code) });
    expect(typed.status).toBe(422);
    for (const page of [typed.html, await letter.get('/open/referral')]) {
      expect(page).toContain('この手紙の期限は過ぎました');
      expect(page).toContain('href="tel:0166000100"');
      for (const word of [need, child, '見つかりません']) expect(page).not.toContain(word);
    }
    const late = await letter.send('/open/referral/not_reached', { body: '来なかった' });
    expect([late.status, late.headers.get('location')]).toEqual([303, '/open/referral']);
    // A code that never was says neither.
    const wrong = await world.as(null).post('/open/referral', { code: 'ABCDE-FGHJK' });
    expect(wrong.text).toContain('見つかりません');
    expect(wrong.html).not.toContain('tel:0166000100');
  });
});

describe('a letter’s other steps', () => {
  const steps = async () => {
    const { id } = await sent(
      { channel: 'paper', facility_id: '', recipient_name: '架空クリニック' },
      { facility_ids: '', other_recipients: '架空クリニック' },
    );
    const [row] = await world.owner<{ code_sealed: string }>(
      'select code_sealed from referral_letter where referral_id = $1',
      [id],
    );
    const code = openSeal(world.house, row!.code_sealed)!;
    expect((await world.as(null).post('/open/referral', { code: showCode(code) })).status).toBe(303);
    const { csrfFor } = await import('../../platform/web/handlers.tsx');
    const { secret } = await import('../../../tests/world.ts');
    const post = async (verb: string, fields: Record<string, string> = {}) => {
      const form = new FormData();
      form.set('_csrf', csrfFor(secret, 'nobody'));
      form.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const answer = await world.app.request(`/open/referral/${verb}`, {
        method: 'POST',
        body: form,
        headers: { cookie: `tsunagi_receipt=${code}` },
      });
      said = await answer.text();
      return answer.status;
    };
    let said = '';
    const page = async () =>
      (await world.app.request('/open/referral', { headers: { cookie: `tsunagi_receipt=${code}` } })).text();
    return { id, post, page, said: () => said };
  };

  it('a no without its reason is shown again where it was written, with what was typed and what is missing', async () => {
    const { id, post, page, said } = await steps();
    expect(await post('decline', { body: '今月は手いっぱいです' })).toBe(422);
    expect(said()).toContain('今月は手いっぱいです');
    const summary = /data-error-summary[\s\S]*?<\/ul>/.exec(said())![0];
    for (const name of ['reason', 'next']) {
      expect(summary).toContain(`href="#f-${name}"`);
      expect(said()).toContain(`id="f-${name}"`);
    }
    expect(said()).not.toContain(child);
    expect(await stateIs(id)).toBe('delivered');
    expect(await post('decline', { reason: 'full', next: 'other_place', body: '今月は手いっぱいです' })).toBe(
      303,
    );
    expect(await stateIs(id)).toBe('declined');
    const over = await page();
    expect(over).not.toContain('/open/referral/accept');
    // Nothing was shared that could be over, and there is nothing more to answer.
    expect(over).toContain('「引き受けられない」とのお返事を受け取りました');
    for (const other of ['共有は終わっています', 'すべて受け取りました']) expect(over).not.toContain(other);
    // The step is over: nothing that is sent again brings its form back.
    expect(await post('decline')).toBe(409);
  });

  it('put on hold, go on again, and are told that the family does not want it any more', async () => {
    const { id, post, page } = await steps();
    expect(await post('hold', { reason: 'illness' })).toBe(409);
    expect(await post('accept')).toBe(303);
    expect(await post('start')).toBe(303);
    expect(await page()).toContain('/open/referral/hold');
    expect(await post('hold')).toBe(422);
    expect(await post('hold', { reason: 'illness', body: '入院のため' })).toBe(303);
    expect(await stateIs(id)).toBe('on_hold');
    expect(await post('resume')).toBe(303);
    expect(await stateIs(id)).toBe('in_service');
    expect(await post('withdraw')).toBe(422);
    expect(await post('withdraw', { told_by: '母' })).toBe(303);
    expect(await stateIs(id)).toBe('withdrawn');
    expect(await page()).not.toContain(child);
    expect(await post('resume')).toBe(409);
    expect(
      await world.owner(
        `select actor, reason from referral_event where referral_id = $1 and action = 'withdraw'`,
        [id],
      ),
    ).toEqual([{ actor: 'family', reason: '母' }]);
  });
});

describe('in an emergency', () => {
  it('a referral of the opened household is read while the opening lasts, without its content, and moved by nothing', async () => {
    const { id } = await accepted();
    const west = world.as('west_worker');
    expect((await west.get(`/referrals/${id}`)).status).toBe(404);
    await world.owner(
      `insert into emergency_access (person_id, subject_kind, subject_id, team_id, reason, opened_at, ends_at)
       values ($1, 'household', $2, $3, '夜間に通報があり確かめるため', '2026-11-21T09:30:00+09:00', '2026-11-21T13:30:00+09:00')`,
      [world.person.west_worker, household, world.case_team.east],
    );
    const page = await west.get(`/referrals/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('緊急で開いた家庭のつなぎです');
    expect(page.text).not.toContain(child);
    for (const verb of ['withdraw', 'message', 'recall', 'accept']) {
      expect(page.html).not.toContain(`/referrals/${id}/${verb}`);
      const sent = await west.post(`/referrals/${id}/${verb}`, { told_by: 'x', body: 'x', reason: 'other' });
      expect(sent.status, verb).toBe(404);
    }
    expect(
      await world.owner(
        `select detail from audit_event where action = 'referral.open' and subject_id = $1 and person_id = $2`,
        [id, world.person.west_worker],
      ),
    ).toEqual([{ detail: { as: 'emergency' } }]);
    world.at('2026-11-21T13:30:01+09:00');
    expect((await west.get(`/referrals/${id}`)).status).toBe(404);
  });
});

describe('the path in the database', () => {
  it('has for every row the state that the rule reads from its dates', async () => {
    const rows = await world.owner<Parameters<typeof stateOf>[0] & { id: number; state: string }>(
      'select * from referral',
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(row.state, `${row.id}`).toBe(stateOf(row));
  });

  it.each([
    ['sent without a basis', 'referral_sent_on_a_basis', `sent_at = now(), due_at = now()`],
    ['accepted before it was delivered', 'referral_answered_after_delivered', `accepted_at = now()`],
    [
      'declined without a reason',
      'referral_decline_is_whole',
      `delivered_at = now(), declined_at = now(), decline_reason = 'full'`,
    ],
    ['started before the yes', 'referral_started_after_accepted', `started_at = now()`],
    [
      'returned before the yes',
      'referral_outcome_after_accepted',
      `outcome_at = now(), outcome = 'returned'`,
    ],
    ['reviewed before any end', 'referral_reviewed_after_an_end', `reviewed_at = now(), review = 'closed'`],
  ])('is never %s', async (_what, constraint, set) => {
    const id = set.startsWith('delivered') ? (await sent()).id : await draft();
    await expect(world.owner(`update referral set ${set} where id = $1`, [id])).rejects.toThrow(constraint);
  });

  it('a form sent twice makes one draft and one step', async () => {
    const _once = crypto.randomUUID();
    const one = await sender().post(`/referrals/new?case=${case_id}`, { ...fresh(), _once });
    const two = await sender().post(`/referrals/new?case=${case_id}`, { ...fresh(), _once });
    expect(two.location).toBe(one.location);
    const { id } = await sent();
    await head().get(`/referrals/${id}`);
    await head().get(`/referrals/${id}`);
    expect((await head().post(`/referrals/${id}/accept`)).status).toBe(303);
    expect((await head().post(`/referrals/${id}/accept`)).status).toBe(409);
    expect((await head().post(`/referrals/${id}/decline`, { reason: 'full', next: 'later' })).status).toBe(
      409,
    );
  });

  it('whoever lapsed is escalated once, and leads to its next', async () => {
    const { id } = await sent();
    world.at('2026-11-29T10:00:00+09:00');
    const job = { ...world.actor(null), kind: 'job' as const, label: 'job:referrals.lapse' };
    expect(await writing(job, lapseOverdue)).toContain(id);
    expect(await writing(job, lapseOverdue)).toEqual([]);
    const told = await world.owner<{ person_id: number; title: string }>(
      'select person_id, title from notice where url = $1 and title like $2',
      [`/referrals/${id}`, '%期限まで%'],
    );
    expect(told.map((one) => Number(one.person_id)).toSorted((a, b) => a - b)).toEqual(
      [world.person.consultation_worker, world.person.supervisor].toSorted((a, b) => a - b),
    );
    for (const { title } of told) expect(title).not.toContain(child);
    expect((await head().post(`/referrals/${id}/accept`)).status).toBe(409);
    const answer = await sender().post(`/referrals/${id}/review`, { review: 'elsewhere', body: '別の所へ' });
    const next = Number(/(\d+)$/.exec(answer.location!)![1]);
    expect(await stateIs(next)).toBe('draft');
    expect((await sender().get(`/referrals/${id}`)).html).toContain(`/referrals/${next}`);
  });

  it('moves with its case to another team, and away from the first', async () => {
    const { id } = await sent();
    await world.owner('update support_case set team_id = $1 where id = $2', [world.case_team.west, case_id]);
    try {
      expect((await sender().get(`/referrals/${id}`)).status).toBe(404);
      expect((await world.as('west_worker').get(`/referrals/${id}`)).status).toBe(200);
    } finally {
      await world.owner('update support_case set team_id = $1 where id = $2', [
        world.case_team.east,
        case_id,
      ]);
    }
  });

  it('writes down who opened what was agreed, and not the names', async () => {
    const { id } = await accepted();
    const rows = await world.owner<{ action: string; detail: unknown }>(
      `select action, detail from audit_event where subject_kind = 'referral' and subject_id = $1`,
      [id],
    );
    expect(rows.map((one) => one.action)).toEqual(
      expect.arrayContaining(['referral.send', 'referral.open_content']),
    );
    expect(JSON.stringify(rows)).not.toContain(child);
  });
});

describe('capacity', () => {
  it('is asked without anybody, answered by the places asked alone, with the day it is true of', async () => {
    const asked = await sender().post('/capacity/new', {
      need,
      age_band: '1-2',
      facility_ids: [String(world.facility[0]!)],
      expires_on: '2026-12-10',
    });
    expect(asked.status, asked.text).toBe(303);
    const path = asked.location!;
    for (const who of ['other_head', 'facility_staff', 'administrator', 'partner'] as Who[])
      expect((await world.as(who).get(path)).status, who).toBe(404);
    const answer = { answer: 'waiting', as_of: '2026-11-21' };
    expect((await world.as('other_head').post(`${path}/answers/${world.facility[0]}`, answer)).status).toBe(
      404,
    );
    expect((await sender().post(`${path}/answers/${world.facility[0]}`, answer)).status).toBe(403);
    expect(
      (await head().post(`${path}/answers/${world.facility[0]}`, { ...answer, as_of: '2026-12-01' })).status,
    ).toBe(422);
    expect((await head().post(`${path}/answers/${world.facility[0]}`, answer)).status).toBe(303);
    expect((await sender().get(path)).text).toContain('空き待ちの名簿に入れられる');
    world.at('2026-12-11T10:00:00+09:00');
    expect((await head().post(`${path}/answers/${world.facility[0]}`, answer)).status).toBe(409);
  });

  it('holds no column that could lead to a family', async () => {
    const rows = await world.owner<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name in ('capacity_question', 'capacity_answer')`,
    );
    for (const { column_name } of rows) expect(column_name).not.toMatch(/household|case|member|consultation/);
  });
});
