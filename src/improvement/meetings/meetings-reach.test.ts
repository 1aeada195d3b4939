import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { holdSitting, planSitting, publishSitting, sampleForum } from './samples.ts';

// What reaches people of a forum beside its own pages: the search box, and being asked to pass a meeting's outcome on.

let world: World;

const on = async <T>(day: string, work: Parameters<typeof world.writing<T>>[1]): Promise<T> => {
  world.at(`${day}T10:00:00+09:00`);
  return world.writing('secretariat', work);
};
const finds = async (who: Who, text: string): Promise<string[]> =>
  [
    ...(await world.as(who).get(`/search?q=${encodeURIComponent(text)}`)).html.matchAll(
      /href="(\/(?:meetings|forums|actions)\/\d+)"/g,
    ),
  ].map((match) => match[1]!);

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => world.close());

describe('the search box and forums', () => {
  const members = ['council_member', 'facility_head', 'facility_staff'] as const;
  const others = ['other_head', 'observer', 'administrator', 'auditor', 'lead_coordinator'] as const;
  const items = [
    {
      title: '霧の日の園外保育',
      purpose: 'decide' as const,
      conclusion: '見合わせの目安をそろえる。',
      decisions: ['視程の目安を園で共有する。'],
      actions: [{ what: '目安の一覧をつくる', owner: '', due_on: '2026-08-31' }],
    },
  ];
  let forum: number;
  let meeting: number;
  beforeAll(async () => {
    items[0]!.actions[0]!.owner = `o${world.organisation.university}`;
    await on('2026-04-01', async (tx) => {
      forum = await sampleForum(tx, {
        name: '園外保育の安全会議',
        kind: 'network',
        organisation_id: world.organisation.center,
        members: [
          {
            organisation_id: world.organisation.university,
            person_id: world.person.council_member,
            starts_on: '2026-04-01',
          },
          { facility_id: world.facility[0]!, starts_on: '2026-04-01' },
        ],
      });
    });
    meeting = await on('2026-06-01', (tx) =>
      planSitting(tx, { forum_id: forum, held_on: '2026-06-20', items }, false),
    );
  });

  test('finds the forum for its members, and for nobody outside', async () => {
    for (const who of others) expect(await finds(who, '園外保育の安全'), who).toEqual([]);
    for (const who of members) expect(await finds(who, '園外保育の安全'), who).toContain(`/forums/${forum}`);
  });

  test('while the agenda is prepared only those who prepare it, among the members, find the meeting', async () => {
    for (const who of [...others, 'facility_head', 'facility_staff'] as const)
      expect(await finds(who, '霧の日'), who).toEqual([]);
    for (const who of ['secretariat', 'coordinator', 'council_member'] as const)
      expect(await finds(who, '霧の日'), who).toEqual([`/meetings/${meeting}`]);
  });

  test('once invited every member finds it once, by what the invitation says and nothing more', async () => {
    expect((await world.as('secretariat').post(`/meetings/${meeting}/invite`)).status).toBe(303);
    for (const who of others) expect(await finds(who, '霧の日'), who).toEqual([]);
    for (const who of members) {
      expect(await finds(who, '霧の日'), who).toEqual([`/meetings/${meeting}`]);
      expect((await world.as(who).get(`/meetings/${meeting}`)).status).toBe(200);
    }
    await on('2026-06-20', (tx) => holdSitting(tx, meeting, { items }));
    for (const who of [...others, 'facility_head', 'facility_staff'] as const)
      expect(await finds(who, '視程の目安'), who).toEqual([]);
    expect(await finds('council_member', '視程の目安')).toEqual([`/meetings/${meeting}`]);
  });

  test('with the minutes published every member finds what was decided and given out', async () => {
    await on('2026-06-27', (tx) => publishSitting(tx, meeting));
    for (const who of others) {
      expect(await finds(who, '視程の目安'), who).toEqual([]);
      expect(await finds(who, '目安の一覧'), who).toEqual([]);
    }
    for (const who of members) {
      expect(await finds(who, '視程の目安'), who).toEqual([`/meetings/${meeting}`]);
      const [action] = await finds(who, '目安の一覧');
      expect(action).toMatch(/^\/actions\//);
      expect((await world.as(who).get(action!)).status).toBe(200);
    }
  });

  test('minutes taken back to be mended are no longer found by those who may not read them', async () => {
    expect((await world.as('secretariat').post(`/meetings/${meeting}/minutes/withdraw`)).status).toBe(303);
    expect(await finds('facility_head', '視程の目安')).toEqual([]);
    expect(await finds('facility_head', '霧の日')).toEqual([`/meetings/${meeting}`]);
    expect(await finds('council_member', '視程の目安')).toEqual([`/meetings/${meeting}`]);
  });

  test('a meeting called off is found by nobody', async () => {
    const off = await on('2026-07-01', (tx) =>
      planSitting(tx, {
        forum_id: forum,
        held_on: '2026-07-20',
        items: [{ title: '雪渓の話', purpose: 'report' }],
      }),
    );
    expect(await finds('facility_head', '雪渓の話')).toEqual([`/meetings/${off}`]);
    await world.as('secretariat').post(`/meetings/${off}/cancel`, { reason: '日程が合わないため' });
    for (const who of [...members, 'secretariat'] as const) expect(await finds(who, '雪渓の話')).toEqual([]);
  });
});

describe('asked to pass a meeting’s outcome on without a seat in the forum', () => {
  const items = [{ title: '雪かきの応援', purpose: 'decide' as const, decisions: ['応援の当番を決める。'] }];
  const answer = {
    shared_on: '2027-04-05',
    way: 'staff_meeting',
    staff_count: '8',
    reaction: '助かるとの声。',
  };
  let operators: { id: number; meeting_id: number };
  let ended: { id: number; meeting_id: number };
  let notAsked: number;

  beforeAll(async () => {
    const sit = async (name: string, member: object) => {
      const forum = await on('2026-04-01', (tx) =>
        sampleForum(tx, {
          name,
          kind: 'network',
          organisation_id: world.organisation.center,
          members: [{ starts_on: '2026-04-01', ...member }],
        }),
      );
      const meeting = await on('2027-03-10', (tx) =>
        planSitting(tx, { forum_id: forum, held_on: '2027-03-20', items }),
      );
      await on('2027-03-20', (tx) => holdSitting(tx, meeting, { items }));
      await on('2027-03-28', (tx) => publishSitting(tx, meeting));
      const [row] = await world.owner<{ id: number }>('select id from share_back where meeting_id = $1', [
        meeting,
      ]);
      return { id: Number(row!.id), meeting_id: meeting };
    };
    // The operator sits there as a whole, without one of its facilities: its facility heads are told.
    operators = await sit('運営者の集まり', { organisation_id: world.organisation.operator });
    // The facility's seat ended with the fiscal year, before its staff were told.
    ended = await sit('年度の集まり', { facility_id: world.facility[0]!, ends_on: '2027-03-31' });
    notAsked = (await sit('別の集まり', { facility_id: world.facility[1]! })).meeting_id;
    world.at('2027-04-06T10:00:00+09:00');
  });

  test('other facilities, staff who do not answer and those without a part in it may not confirm', async () => {
    for (const { id, meeting_id } of [operators, ended]) {
      for (const who of ['other_head', 'observer', 'administrator', 'consultation_worker'] as const) {
        expect((await world.as(who).get(`/share-backs/${id}`)).status, who).toBe(404);
        expect((await world.as(who).get(`/meetings/${meeting_id}/minutes`)).status, who).toBe(404);
        expect((await world.as(who).post(`/share-backs/${id}`, answer)).status, who).toBe(404);
      }
      expect((await world.as('facility_staff').post(`/share-backs/${id}`, answer)).status).not.toBe(303);
    }
    expect((await world.as('facility_staff').get(`/share-backs/${operators.id}`)).status).toBe(404);
    expect((await world.as('facility_head').get(`/meetings/${notAsked}/minutes`)).status).toBe(404);
  });

  test.each(['operators', 'ended'] as const)(
    'the head reads what was decided and confirms (%s)',
    async (which) => {
      const { id, meeting_id } = which === 'operators' ? operators : ended;
      const page = await world.as('facility_head').get(`/share-backs/${id}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('応援の当番を決める。');
      expect((await world.as('facility_head').get(`/meetings/${meeting_id}/minutes`)).status).toBe(200);
      expect((await world.as('facility_head').post(`/share-backs/${id}`, answer)).status).toBe(303);
      expect((await world.as('facility_head').get('/my-facility/share-backs')).html).toContain(
        `/share-backs/${id}`,
      );
    },
  );

  test('minutes taken back are not read by those asked either', async () => {
    await world.as('secretariat').post(`/meetings/${ended.meeting_id}/minutes/withdraw`);
    expect((await world.as('facility_head').get(`/meetings/${ended.meeting_id}/minutes`)).status).toBe(404);
    const page = await world.as('facility_head').get(`/share-backs/${ended.id}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('応援の当番を決める。');
  });
});
