import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  againstWishes,
  dayWarning,
  dueReason,
  overlaps,
  proposeCoordinators,
  stateOf,
  type DueFacts,
} from './rules.ts';

const slot = (planned_on: string, planned_from: string | null = null, planned_to: string | null = null) => ({
  planned_on,
  planned_from,
  planned_to,
});

describe('proposal of coordinators', () => {
  it('keeps last year’s person and the area together', () => {
    const proposed = proposeCoordinators(
      [
        { facility_id: 1, area_id: 1, last_coordinator_id: 10 },
        { facility_id: 2, area_id: 1, last_coordinator_id: null },
        { facility_id: 3, area_id: 2, last_coordinator_id: 20 },
        { facility_id: 4, area_id: 2, last_coordinator_id: null },
      ],
      [10, 20],
    );
    expect([...proposed]).toEqual(
      expect.arrayContaining([
        [1, 10],
        [2, 10],
        [3, 20],
        [4, 20],
      ]),
    );
  });

  it('leaves facilities open where nobody holds the post, and ignores who left', () => {
    expect(
      proposeCoordinators([{ facility_id: 1, area_id: null, last_coordinator_id: 5 }], []).get(1),
    ).toBeNull();
    expect(proposeCoordinators([{ facility_id: 1, area_id: null, last_coordinator_id: 5 }], [6]).get(1)).toBe(
      6,
    );
  });

  it('gives every facility to somebody and nobody more than the even share', () => {
    const facility = fc.record({
      area_id: fc.option(fc.integer({ min: 1, max: 5 })),
      last_coordinator_id: fc.option(fc.integer({ min: 1, max: 6 })),
    });
    fc.assert(
      fc.property(fc.array(facility, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (list, people) => {
        const coordinators = Array.from({ length: people }, (_, at) => at + 1);
        const proposed = proposeCoordinators(
          list.map((one, at) => ({ facility_id: at + 1, ...one })),
          coordinators,
        );
        const load = Map.groupBy(proposed.values(), (id) => id);
        expect(proposed.size).toBe(list.length);
        for (const [id, all] of load) {
          expect(coordinators).toContain(id);
          expect(all.length).toBeLessThanOrEqual(Math.ceil(list.length / people));
        }
      }),
    );
  });
});

describe('why a facility is due', () => {
  const facts: DueFacts = {
    planned_count: 2,
    visits_this_year: 1,
    last_visited_on: '2026-10-01',
    follow_up_due_on: null,
    follow_up_what: null,
    open_issues: 0,
    new_head_since: null,
  };
  const today = '2026-11-21';
  const code = (changes: Partial<DueFacts>) =>
    dueReason({ ...facts, ...changes }, today)?.reason.code ?? null;

  it('says one reason, promises first', () => {
    expect(code({})).toBe('behind');
    expect(code({ visits_this_year: 2 })).toBeNull();
    expect(code({ visits_this_year: 2, last_visited_on: '2026-05-20' })).toBe('long_ago');
    expect(code({ open_issues: 3, last_visited_on: '2026-05-20' })).toBe('issues');
    expect(code({ visits_this_year: 0, last_visited_on: '2026-02-01', open_issues: 9 })).toBe(
      'not_this_year',
    );
    expect(code({ visits_this_year: 0, last_visited_on: '2026-02-01', new_head_since: '2026-10-01' })).toBe(
      'new_head',
    );
    expect(code({ visits_this_year: 0, last_visited_on: null })).toBe('never');
    expect(code({ visits_this_year: 0, last_visited_on: null, follow_up_due_on: '2026-12-05' })).toBe(
      'follow_up',
    );
    expect(code({ visits_this_year: 2, follow_up_due_on: '2026-12-06' })).toBeNull();
  });

  it('does not call for facilities that are to be visited no times, except for a promise or a new head', () => {
    expect(code({ planned_count: 0, visits_this_year: 0, last_visited_on: null })).toBeNull();
    expect(code({ planned_count: 0, follow_up_due_on: '2026-11-20' })).toBe('follow_up');
  });

  it('puts the longer waiting first', () => {
    const urgency = (last_visited_on: string) =>
      dueReason({ ...facts, visits_this_year: 0, last_visited_on }, today)!.urgency;
    expect(urgency('2025-06-01')).toBeGreaterThan(urgency('2026-02-01'));
  });
});

describe('warnings while planning', () => {
  it('knows holidays, weekends, the turn of the year and days past', () => {
    expect(dayWarning('2026-11-23', '2026-11-21')).toEqual({ code: 'closed', name: '勤労感謝の日' });
    expect(dayWarning('2026-12-05', '2026-11-21')).toEqual({ code: 'closed', name: '土曜日' });
    expect(dayWarning('2026-12-30', '2026-11-21')).toEqual({ code: 'closed', name: '年末年始' });
    expect(dayWarning('2026-11-20', '2026-11-21')).toEqual({ code: 'past' });
    expect(dayWarning('2026-11-24', '2026-11-21')).toBeNull();
  });

  it('sees times that touch, assuming an hour and a half where no end is given', () => {
    expect(overlaps(slot('2026-12-01', '10:00', '11:00'), slot('2026-12-01', '11:00'))).toBe(false);
    expect(overlaps(slot('2026-12-01', '10:00'), slot('2026-12-01', '11:00'))).toBe(true);
    expect(overlaps(slot('2026-12-01', '10:00'), slot('2026-12-02', '10:00'))).toBe(false);
    expect(overlaps(slot('2026-12-01'), slot('2026-12-01'))).toBe(true);
    expect(overlaps(slot('2026-12-01'), slot('2026-12-01', '10:00'))).toBe(false);
  });

  it('reads weekdays and halves of the day in the facility’s wishes', () => {
    // 2026-12-02 is a Wednesday
    expect(againstWishes('水曜の午前が都合がよい', slot('2026-12-02', '10:00'))).toBe(false);
    expect(againstWishes('水曜の午前が都合がよい', slot('2026-12-02', '14:00'))).toBe(true);
    expect(againstWishes('水曜の午前が都合がよい', slot('2026-12-03', '10:00'))).toBe(true);
    expect(againstWishes('月・水・金が助かります', slot('2026-12-02'))).toBe(false);
    expect(againstWishes('水曜は避けてください', slot('2026-12-02'))).toBe(true);
    expect(againstWishes('水曜は避けてください', slot('2026-12-03'))).toBe(false);
    expect(againstWishes('午睡明けを見てほしい、行事の前は難しい', slot('2026-12-02', '10:00'))).toBe(false);
    expect(againstWishes(null, slot('2026-12-02'))).toBe(false);
  });
});

it('reads a visit’s state from its facts', () => {
  const bare = { planned_on: '2026-11-21', visited_on: null, cancelled_at: null };
  expect(stateOf(bare, '2026-11-20')).toBe('planned');
  expect(stateOf(bare, '2026-11-21')).toBe('unrecorded');
  expect(stateOf({ ...bare, visited_on: '2026-11-21' }, '2026-11-22')).toBe('recorded');
  expect(stateOf({ ...bare, cancelled_at: new Date() }, '2026-11-22')).toBe('cancelled');
});
