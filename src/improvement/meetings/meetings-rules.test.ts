import { describe, expect, test } from 'vitest';
import { seatLine } from './exports.ts';
import {
  actionState,
  factsOf,
  forumWarnings,
  heldByNow,
  leftNothingToDo,
  openBecause,
  reminderDay,
} from './rules.ts';

const item = {
  explanation: '',
  opinions: '',
  conclusion: '',
  no_decision_reason: null,
  decisions: 0,
  actions: 0,
};

describe('an agenda item at closing', () => {
  test('to be decided stays open until a decision or a reason, whatever was written', () => {
    expect(openBecause({ ...item, purpose: 'decide', conclusion: '話し合った。', actions: 2 })).toBe(
      'undecided',
    );
    expect(openBecause({ ...item, purpose: 'decide', decisions: 1 })).toBeNull();
    expect(openBecause({ ...item, purpose: 'decide', no_decision_reason: '資料が足りない' })).toBeNull();
  });

  test('of another purpose is answered by any word, decision or action item', () => {
    expect(openBecause({ ...item, purpose: 'share' })).toBe('unanswered');
    expect(openBecause({ ...item, purpose: 'share', opinions: '賛成が多かった。' })).toBeNull();
    expect(openBecause({ ...item, purpose: 'review', actions: 1 })).toBeNull();
  });

  test('a sitting whose items gave nobody anything to do is one to point out', () => {
    expect(leftNothingToDo([item, item])).toBe(true);
    expect(leftNothingToDo([item, { ...item, actions: 1 }])).toBe(false);
  });
});

test('an issue gets the fact of the purpose, and a decision wherever one was made', () => {
  expect(factsOf('report', 0)).toEqual(['shared']);
  expect(factsOf('decide', 0)).toEqual(['discussed']);
  expect(factsOf('decide', 1)).toEqual(['discussed', 'decided']);
  expect(factsOf('review', 2)).toEqual(['reviewed', 'decided']);
});

test('reminders fall a week before, on the day and every seventh day after', () => {
  const due = '2026-07-10';
  expect(reminderDay(due, '2026-07-02', 7)).toBeNull();
  expect(reminderDay(due, '2026-07-03', 7)).toBe('2026-07-03');
  expect(reminderDay(due, '2026-07-09', 7)).toBe('2026-07-03');
  expect(reminderDay(due, '2026-07-10', 7)).toBe('2026-07-10');
  expect(reminderDay(due, '2026-07-16', 7)).toBe('2026-07-10');
  expect(reminderDay(due, '2026-07-17', 7)).toBe('2026-07-17');
  expect(reminderDay(due, '2026-07-25', 7)).toBe('2026-07-24');
});

test('an action item is overdue from the day after its date', () => {
  const action = { due_on: '2026-07-10', done_on: null, cancelled_at: null };
  expect(actionState(action, '2026-07-10')).toBe('week');
  expect(actionState(action, '2026-07-11')).toBe('overdue');
  expect(actionState(action, '2026-07-02')).toBe('later');
  expect(actionState({ ...action, done_on: '2026-07-30' }, '2026-08-01')).toBe('done');
});

describe('a forum’s year', () => {
  test('four sittings fall due at the end of each quarter', () => {
    expect([
      heldByNow(4, '2026-04-01'),
      heldByNow(4, '2026-06-30'),
      heldByNow(4, '2026-07-02'),
      heldByNow(4, '2027-03-31'),
    ]).toEqual([0, 0, 1, 3]);
  });

  test('nothing is said of one that has ended', () => {
    const forum = {
      meetings_per_year: 4,
      ended_on: '2026-09-30',
      held: 0,
      next_on: null,
      unnamed: 2,
      ending: 1,
      members: 3,
    };
    expect(forumWarnings(forum, '2026-11-21')).toEqual([]);
    expect(forumWarnings({ ...forum, ended_on: null }, '2026-11-21')).toEqual([
      'behind',
      'no_next',
      'unnamed',
      'ending',
    ]);
  });
});

describe('a line of the list of who was there', () => {
  const seat = {
    id: 1,
    organisation_id: 1,
    organisation: '架空大学',
    facility_id: null,
    facility: null,
    person_id: 2,
    person: '架空 花子',
    position: 'member',
    status: 'attended',
    proxy_name: null,
    may_reply: false,
  } as const;
  const body = { ...seat, person_id: null, person: null };

  test('names the member, and who came in their stead', () => {
    expect(seatLine(seat)).toBe('構成員　架空大学　架空 花子');
    expect(seatLine({ ...seat, status: 'proxy', proxy_name: '代 理子' })).toBe(
      '構成員　架空大学　架空 花子（代理　代 理子）',
    );
  });

  test('calls a body a body, with who came for it, or says that nobody was written down', () => {
    expect(seatLine({ ...body, status: 'online', proxy_name: '代 理子' })).toBe(
      '構成団体　架空大学　代 理子（オンライン）',
    );
    expect(seatLine({ ...body, facility_id: 3, facility: '架空園' })).toBe(
      '構成施設　架空園　（出席者の氏名は記していません）',
    );
    expect(seatLine({ ...body, status: 'absent' })).toBe('構成団体　架空大学');
    expect(seatLine({ ...body, position: 'secretariat', proxy_name: '代 理子' })).toBe(
      '事務局　架空大学　代 理子',
    );
  });
});
