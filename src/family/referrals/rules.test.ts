import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actions,
  actors,
  ageBandOf,
  endStates,
  holderOf,
  isOpen,
  may,
  path,
  shares,
  stateOf,
  states,
  type Action,
  type Actor,
  type ReferralFacts,
  type State,
} from './rules.ts';

/** Who may do what where, written down apart from the rule: every other combination is a no. */
const allowed: Record<State, readonly `${Actor} ${Action}`[]> = {
  draft: ['sender change', 'sender send', 'sender recall'],
  sent: ['system deliver', 'system lapse', 'family withdraw', 'sender recall'],
  delivered: ['receiver accept', 'receiver decline', 'system lapse', 'family withdraw', 'sender recall'],
  accepted: ['receiver start', 'receiver not_reached', 'family withdraw', 'sender recall'],
  in_service: ['receiver hold', 'receiver outcome', 'receiver not_reached', 'family withdraw'],
  on_hold: ['receiver resume', 'receiver outcome', 'receiver not_reached', 'family withdraw'],
  declined: ['sender review'],
  lapsed: ['sender review'],
  returned: ['sender review'],
  not_reached: ['sender review'],
  withdrawn: ['sender review'],
  recalled: [],
  closed: [],
  reopened: [],
  elsewhere: [],
};

const nothing: ReferralFacts = {
  sent_at: null,
  delivered_at: null,
  accepted_at: null,
  declined_at: null,
  lapsed_at: null,
  started_at: null,
  held_at: null,
  outcome_at: null,
  outcome: null,
  recalled_at: null,
  reviewed_at: null,
  review: null,
};

/** What each step writes down, as commands.ts does. */
function after(facts: ReferralFacts, action: Action, now: Date, review: string): ReferralFacts {
  const ended = { outcome_at: now, held_at: null };
  const written: Record<Action, Partial<ReferralFacts>> = {
    change: {},
    send: { sent_at: now },
    deliver: { delivered_at: now },
    accept: { accepted_at: now },
    decline: { declined_at: now },
    lapse: { lapsed_at: now },
    start: { started_at: now },
    hold: { held_at: now },
    resume: { held_at: null },
    outcome: { ...ended, outcome: 'returned' },
    not_reached: { ...ended, outcome: 'not_reached' },
    withdraw: { ...ended, outcome: 'withdrawn' },
    recall: { recalled_at: now },
    review: { reviewed_at: now, review },
  };
  return { ...facts, ...written[action] };
}

describe('a referral’s path', () => {
  it.each(states)('in state %s allows the steps written down and no others', (state) => {
    for (const actor of actors) {
      for (const action of actions) {
        const said = `${actor} ${action}` as const;
        expect(may(actor, action, state), `${state}: ${said}`).toBe(allowed[state].includes(said));
      }
    }
  });

  it('recalls nothing once it was used or there is an outcome', () => {
    for (const state of ['in_service', 'on_hold', 'returned', 'not_reached', 'withdrawn', 'closed'] as const)
      expect(may('sender', 'recall', state)).toBe(false);
  });

  it('has a holder wherever it is open, who can move it or have it moved, and none at its end', () => {
    for (const state of states) {
      expect(holderOf(state) === null, state).toBe(!isOpen(state));
      if (!isOpen(state)) expect(allowed[state]).toEqual([]);
      else expect(allowed[state].length, state).toBeGreaterThan(0);
    }
    expect(states.filter((state) => !isOpen(state)).toSorted()).toEqual([...endStates].toSorted());
  });

  it('whatever is tried: lands where the path says, ends once, is never lost and never shares what it must not', () => {
    const tries = fc.array(
      fc.record({
        actor: fc.constantFrom(...actors),
        action: fc.constantFrom(...actions),
        review: fc.constantFrom('closed', 'reopened', 'elsewhere'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(tries, (walk) => {
        let facts = nothing;
        let outcomes = 0;
        let answers = 0;
        walk.forEach(({ actor, action, review }, step) => {
          const before = stateOf(facts);
          if (!may(actor, action, before)) return;
          facts = after(facts, action, new Date(1e12 + step), review);
          const state = stateOf(facts);
          expect(path[action].to).toContain(state);
          if (['outcome', 'not_reached', 'withdraw'].includes(action)) outcomes += 1;
          if (['accept', 'decline', 'lapse'].includes(action)) answers += 1;
          expect(outcomes).toBeLessThanOrEqual(1);
          expect(answers).toBeLessThanOrEqual(1);
          // Open and held by somebody, or over for good.
          expect(holderOf(state) !== null).toBe(isOpen(state));
          if (!isOpen(before)) throw new Error(`moved on from ${before}`);
          const open = ['accepted', 'in_service', 'on_hold', 'returned', 'not_reached'].includes(state);
          expect(shares(facts), state).toBe(open);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is reached in every state by some walk', () => {
    const seen = new Set<State>(['draft']);
    const queue: ReferralFacts[] = [nothing];
    while (queue.length > 0) {
      const facts = queue.pop()!;
      for (const action of actions) {
        for (const review of ['closed', 'reopened', 'elsewhere']) {
          if (!may(path[action].actor, action, stateOf(facts))) continue;
          const next = after(facts, action, new Date(1e12), review);
          if (seen.has(stateOf(next))) continue;
          seen.add(stateOf(next));
          queue.push(next);
        }
      }
    }
    expect([...seen].toSorted()).toEqual([...states].toSorted());
  });
});

describe('an age band', () => {
  it.each([
    [-1, 'expectant'],
    [0, '0'],
    [11, '0'],
    [12, '1-2'],
    [35, '1-2'],
    [36, '3-5'],
    [72, '6-11'],
    [144, '12-14'],
    [180, '15-17'],
    [null, 'family'],
  ])('of %s months is %s', (months, band) => expect(ageBandOf(months)).toBe(band));
});
