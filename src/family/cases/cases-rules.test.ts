import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caseActions,
  differenceOf,
  may,
  pairedSupports,
  piecesOf,
  warningsOf,
  type CaseAction,
  type CaseState,
} from './rules.ts';

const nobody = { works: false, supervises: false, keeps_ledger: false, reads: false, proposer: false };
const worker = { ...nobody, works: true, reads: true };
const actors = {
  stranger: nobody,
  reader: { ...nobody, reads: true },
  // supervises and keeps the ledger, of another team
  elsewhere: { ...nobody, reads: true, supervises: true, keeps_ledger: true },
  worker,
  proposer: { ...worker, proposer: true },
  office: { ...worker, keeps_ledger: true },
  supervisor: { ...worker, supervises: true, keeps_ledger: true },
  proposing_supervisor: { ...worker, supervises: true, keeps_ledger: true, proposer: true },
};
const work: CaseAction[] = ['note', 'task', 'event', 'assess', 'plan', 'change', 'move'];

describe('who may do what to a case in which state', () => {
  const allowed = (who: keyof typeof actors, state: CaseState, listed = false) =>
    caseActions.filter((action) => may(actors[who], state, action, listed));

  it.each(['open', 'closing', 'closed'] as const)(
    'a stranger nothing, a reader reading only: %s',
    (state) => {
      for (const listed of [true, false]) {
        expect(allowed('stranger', state, listed)).toEqual([]);
        expect(allowed('reader', state, listed)).toEqual(['read']);
        expect(allowed('elsewhere', state, listed)).toEqual(['read']);
      }
    },
  );

  it.each([
    ['worker', 'open', false, ['read', ...work, 'propose_closing']],
    ['worker', 'open', true, ['read', ...work]],
    ['worker', 'closing', false, ['read', ...work]],
    ['worker', 'closed', false, ['read']],
    ['proposer', 'closing', false, ['read', ...work, 'withdraw_closing']],
    ['office', 'open', false, ['read', ...work, 'propose_closing', 'register']],
    ['office', 'open', true, ['read', ...work, 'review']],
    ['supervisor', 'closing', false, ['read', ...work, 'approve_closing', 'return_closing']],
    ['supervisor', 'closing', true, ['read', ...work, 'return_closing', 'review']],
    ['supervisor', 'closed', false, ['read', 'reopen']],
    ['proposing_supervisor', 'closing', false, ['read', ...work, 'withdraw_closing']],
  ] as const)('%s, %s, in the ledger: %s', (who, state, listed, actions) => {
    expect(allowed(who, state, listed)).toEqual(actions);
  });

  it('on random walks closes nothing without two people, and nothing the council follows', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(...caseActions));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state: CaseState = 'open';
        let listed = false;
        let proposer: number | null = null;
        for (const [who, action] of steps) {
          const actor = { ...worker, supervises: who < 2, keeps_ledger: who < 3, proposer: proposer === who };
          if (!may(actor, state, action, listed)) continue;
          if (action === 'propose_closing') [state, proposer] = ['closing', who];
          if (action === 'withdraw_closing' || action === 'return_closing')
            [state, proposer] = ['open', null];
          if (action === 'reopen') state = 'open';
          if (action === 'register') listed = true;
          if (action === 'review') listed = false;
          if (action === 'approve_closing') {
            expect(proposer).not.toBe(who);
            expect(listed).toBe(false);
            [state, proposer] = ['closed', null];
          }
        }
      }),
    );
  });
});

describe('warnings', () => {
  const quiet = {
    category: 'support',
    stage: 'supporting',
    opened_on: '2026-01-01',
    closed_on: null,
    next_contact_on: '2026-12-01',
    last_contact_on: '2026-09-22',
    plan_review_on: null,
    plan_answer: null,
    plan_made_on: null,
    council_review_on: null,
    isolation: null,
  };
  it('come on the day after what the stage allows, and never for a closed case', () => {
    expect(warningsOf(quiet, '2026-11-21')).toEqual([]);
    expect(warningsOf(quiet, '2026-11-22')).toEqual(['lost_contact']);
    expect(warningsOf({ ...quiet, stage: 'watching' }, '2026-11-22')).toEqual([]);
    expect(warningsOf({ ...quiet, council_review_on: '2026-11-20', isolation: 2 }, '2026-11-21')).toEqual([
      'council_overdue',
      'isolated',
    ]);
    expect(warningsOf({ ...quiet, closed_on: '2026-11-01' }, '2027-11-22')).toEqual([]);
  });
});

describe('two versions of a text', () => {
  const text = fc
    .array(fc.constantFrom('a。', 'b。', 'c\n', 'd'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  const of = (pieces: ReturnType<typeof piecesOf>, side: 'old' | 'new') =>
    pieces.filter((piece) => piece.in === 'both' || piece.in === side).map((piece) => piece.text.trim());

  it('lose nothing side by side: what is in one and what is in both make up each of them', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const pieces = piecesOf(old, now);
        expect(of(pieces, 'old').join('')).toBe(old.replaceAll('\n', ''));
        expect(of(pieces, 'new').join('')).toBe(now.replaceAll('\n', ''));
        if (old === now) expect(pieces.every((piece) => piece.in === 'both')).toBe(true);
      }),
    );
    expect(piecesOf('眠りたい。朝も。', '眠りたい。昼も。').map((piece) => piece.in)).toEqual([
      'both',
      'old',
      'new',
    ]);
  });

  it('are the same, changed, added or gone, and supports find each other by what is done', () => {
    expect([
      differenceOf('a', 'a '),
      differenceOf('a', 'b'),
      differenceOf('', 'b'),
      differenceOf('a', ''),
    ]).toEqual(['same', 'changed', 'added', 'gone']);
    const [x, y, z] = ['x', 'y', 'z'].map((what) => ({ what }));
    expect(pairedSupports([x!, y!], [y!, z!])).toEqual([
      { old: y, now: y },
      { old: null, now: z },
      { old: x, now: null },
    ]);
  });
});
