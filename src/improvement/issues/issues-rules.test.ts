import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { stuckReasonsOf, tables } from './queries.ts';
import {
  identifying,
  isOpen,
  mayRecord,
  movements,
  nextFact,
  patience,
  planPatience,
  recordable,
  states,
  stateOf,
  stuckBecause,
  type Fact,
  type Stage,
} from './rules.ts';

const facts = (...kinds: string[]): Fact[] =>
  kinds.map((kind, index) => ({ id: index + 1, kind, happened_on: addDays('2026-04-01', index) }));

describe('the state of an issue', () => {
  test('goes from 把握 to 終結 and 再開 as the facts come', () => {
    const walk = ['raised', 'shared', 'discussed', 'decided', 'acted', 'reviewed', 'closed', 'reopened'];
    const seen = walk.map((_, index) => stateOf(facts(...walk.slice(0, index + 1))));
    expect(seen).toEqual([
      'grasped',
      'shared',
      'discussed',
      'decided',
      'acting',
      'reviewed',
      'closed',
      'reopened',
    ]);
  });

  test('is not thrown back when a later meeting shares again what was decided', () => {
    expect(stateOf(facts('raised', 'shared', 'decided', 'shared'))).toBe('decided');
  });

  test('begins a next round with what follows a review', () => {
    expect(stateOf(facts('raised', 'decided', 'reviewed', 'discussed'))).toBe('discussed');
  });

  test('stays 終結 until it is reopened, and then begins anew', () => {
    expect(stateOf(facts('raised', 'closed', 'acted'))).toBe('closed');
    expect(stateOf(facts('raised', 'decided', 'closed', 'reopened'))).toBe('reopened');
    expect(stateOf(facts('raised', 'decided', 'closed', 'reopened', 'shared'))).toBe('shared');
  });

  test('follows the days on which things happened, not the order of writing', () => {
    expect(
      stateOf([
        { id: 1, kind: 'raised', happened_on: '2026-04-01' },
        { id: 2, kind: 'closed', happened_on: '2026-06-01' },
        { id: 3, kind: 'reopened', happened_on: '2026-07-01' },
        { id: 4, kind: 'decided', happened_on: '2026-05-01' },
      ]),
    ).toBe('reopened');
  });

  test('lets a closed issue only be reopened and a merged one not be touched', () => {
    expect(recordable.filter((kind) => mayRecord('closed', kind))).toEqual(['reopened']);
    expect(recordable.filter((kind) => mayRecord('merged', kind))).toEqual([]);
    for (const state of states.filter(isOpen)) expect(mayRecord(state, 'reopened')).toBe(false);
  });

  test('always knows what comes next unless merged', () => {
    for (const state of states) expect(nextFact[state] === null).toBe(state === 'merged');
  });
});

describe('a stuck issue', () => {
  const standing = {
    state: 'grasped' as const,
    weight: 2,
    moved_on: '2026-04-01',
    next_review_on: null,
    planned: ['share' as const],
    owner_in_office: true,
  };

  test('is one without movement for longer than its stage allows, half as long when it weighs most', () => {
    const last = addDays(standing.moved_on, patience.grasped);
    expect(stuckBecause(standing, last)).toEqual([]);
    expect(stuckBecause(standing, addDays(last, 1))).toEqual(['silent']);
    expect(
      stuckBecause({ ...standing, weight: 3 }, addDays(standing.moved_on, patience.grasped / 2 + 1)),
    ).toEqual(['silent']);
  });

  test('is one whose next stage has no forum, whose review is past, or whose owner is gone', () => {
    const day = addDays(standing.moved_on, planPatience + 1);
    expect(stuckBecause({ ...standing, planned: ['review'] }, day)).toEqual(['no_forum']);
    expect(stuckBecause({ ...standing, next_review_on: '2026-04-02' }, '2026-04-03')).toEqual([
      'review_past',
    ]);
    expect(stuckBecause({ ...standing, owner_in_office: false }, '2026-04-01')).toEqual(['owner_gone']);
  });

  test('is never one that is closed or merged', () => {
    for (const state of ['closed', 'merged'] as const) {
      expect(stuckBecause({ ...standing, state, owner_in_office: false }, '2030-01-01')).toEqual([]);
    }
  });
});

describe('what would give away who raised an issue', () => {
  const known = {
    facilities: [
      { name: 'こもれび保育園', concerned: true },
      { name: 'しらかば保育園', concerned: false },
    ],
    organisations: ['社会福祉法人こもれび会'],
    persons: [{ family_name: '架空', given_name: '花子', kana: 'カクウハナコ' }],
  };
  const of = (text: string) => identifying(text, known).map(({ kind }) => kind);

  test('is found: names of facilities, also shortened or written with spaces and half-width letters', () => {
    expect(of('こもれび保育園で')).toEqual(['facility']);
    expect(of('こもれび では')).toEqual(['facility']);
    expect(of('しらかば　保育園')).toEqual(['facility']);
    expect(of('社会福祉法人 こもれび会')).toContain('organisation');
  });

  test('is found: names of persons, phones and addresses', () => {
    expect(of('架空 花子さん')).toEqual(['person']);
    expect(of('架空先生が')).toEqual(['person']);
    expect(of('カクウ ハナコ')).toEqual(['person']);
    expect(of('電話は０１６６－１２－３４５６です')).toEqual(['phone']);
    expect(of('090 1234 5678')).toEqual(['phone']);
    expect(of('hana@example.jp へ')).toEqual(['email']);
  });

  test('is not seen where nothing of the kind stands', () => {
    expect(of('保育園の園長が集まる場で、令和8年10月に3施設から出された声')).toEqual([]);
    expect(of('予算は 120,000 円、子ども 30 人')).toEqual([]);
    expect(of('しらかばの木')).toEqual([]);
  });
});

describe('the database and the rules', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-04-01', n));
  const plannable: Stage[] = ['share', 'discuss', 'decide', 'review'];
  const walk = fc.record({
    weight: fc.integer({ min: 1, max: 3 }),
    owner: fc.constantFrom('coordinator' as const, 'former' as const, null),
    merged: fc.boolean(),
    next_review_on: fc.option(day),
    planned: fc.subarray(plannable),
    events: fc.array(
      fc.record({
        kind: fc.constantFrom('edited', 'published', 'answered', 'merged_here', ...recordable),
        happened_on: day,
      }),
      { maxLength: 12 },
    ),
  });

  test('agree on state, last movement and what is stuck, whatever happened to an issue', async () => {
    const walks = fc.sample(walk, { numRuns: 150, seed: 20261121 });
    const [target] = await world.owner<{ id: string }>(
      `insert into issue (title, theme_code, source, raised_on, raised_by, owner_id, regional, created_at, updated_at)
       values ('統合先', 'other', 'hand', '2026-04-01', $1, $1, true, now(), now()) returning id`,
      [world.person.coordinator],
    );
    const [forum] = await world.owner<{ id: string }>(
      `insert into forum (name, kind, meetings_per_year, organisation_id, created_at) values ('連携会議', 'network', 4, $1, now()) returning id`,
      [world.organisation.city],
    );
    const ids: number[] = [];
    for (const one of walks) {
      const [row] = await world.owner<{ id: string }>(
        `with raised as (
           insert into issue (title, theme_code, weight, source, raised_on, raised_by, owner_id, next_review_on, merged_into_id, merged_at, merged_by, created_at, updated_at)
           values ('歩み', 'other', $1, 'hand', '2026-04-01', $2, $3, $4, $5, case when $5::bigint is null then null else now() end,
             case when $5::bigint is null then null else $2::bigint end, now(), now()) returning id
         ), planned as (
           insert into issue_forum (issue_id, stage, forum_id) select raised.id, stage, $6 from raised, unnest($7::text[]) as stage
         ), events as (
           insert into issue_event (issue_id, kind, happened_on, person_id, created_at)
           select raised.id, kind, day, $2, now() from raised, unnest($8::text[], $9::date[]) as e (kind, day)
         ) select id from raised`,
        [
          one.weight,
          world.person.coordinator,
          one.owner === null ? null : world.person[one.owner],
          one.next_review_on,
          one.merged ? target!.id : null,
          forum!.id,
          one.planned,
          ['raised', ...one.events.map((event) => event.kind)],
          ['2026-04-01', ...one.events.map((event) => event.happened_on)],
        ],
      );
      ids.push(Number(row!.id));
    }
    const rows = await world.reading('secretariat', async (tx) =>
      tables(tx)
        .selectFrom('issue')
        .innerJoin('issue_state', 'issue_state.issue_id', 'issue.id')
        .where('issue.id', 'in', ids)
        .select([
          'issue.id',
          'issue_state.state',
          'issue_state.moved_on',
          stuckReasonsOf('2026-08-01').as('stuck'),
        ])
        .orderBy('issue.id')
        .execute(),
    );
    const stored = await world.owner<Fact & { issue_id: string }>(
      'select id::int, issue_id, kind, happened_on::text from issue_event order by id',
    );
    expect(rows.length).toBe(walks.length);
    for (const [index, row] of rows.entries()) {
      const one = walks[index]!;
      const own = stored.filter((event) => Number(event.issue_id) === row.id);
      const state = stateOf(own, one.merged);
      expect(states).toContain(row.state);
      expect(row.state).toBe(state);
      if (one.merged) expect(isOpen(row.state)).toBe(false);
      const moved_on = own
        .filter((event) => movements.includes(event.kind))
        .map((event) => event.happened_on)
        .toSorted()
        .at(-1)!;
      expect(row.moved_on).toBe(moved_on);
      const standing = {
        state,
        weight: one.weight,
        moved_on,
        next_review_on: one.next_review_on,
        planned: one.planned,
        owner_in_office: one.owner === 'coordinator',
      };
      expect(row.stuck).toEqual(stuckBecause(standing, '2026-08-01'));
    }
    expect(new Set(rows.map((row) => row.state)).size).toBe(states.length);
  });
});
