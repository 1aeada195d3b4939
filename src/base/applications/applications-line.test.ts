import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedEvent } from '../../../tests/events.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { writing, type Actor } from '../../platform/db/transaction.ts';
import { answerByCode, enter } from './commands.ts';
import { closeApplications, deletePersonalData, drawLottery, moveLine } from './commands-line.ts';
import { drawnOrder, nextInLine, sha256, stateOf, type Facts } from './rules.ts';

let world: World;
let job: Actor;
beforeAll(async () => {
  world = await makeWorld();
  job = { ...world.actor(null), kind: 'job', label: 'job:test' };
});
afterAll(() => world.close());

const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
let codes = 0;
/** A code nobody has had yet. */
function nextCode(): string {
  let n = ++codes;
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = letters[n % 31]! + text;
    n = Math.floor(n / 31);
  }
  return text;
}

async function makeSitting(event: Record<string, unknown> = {}): Promise<number> {
  const { sittings } = await seedEvent(
    world,
    { application: 'form', capacity: 7, capacity_unit: 'person', ...event },
    ['2026-12-10'],
  );
  return sittings[0]!;
}

interface Row extends Facts {
  id: number;
  number: number;
  places: number;
  line: number | null;
  code_hash: string;
  held: number;
  lost_lottery_at: Date | null;
  cancelled_by: string | null;
}
const rowsOf = (sitting: number) =>
  world.owner<Row>(
    `select event_application.*, (select count(*)::int from event_place where event_application_id = event_application.id) as held
     from event_application where event_session_id = $1 order by number`,
    [sitting],
  );

const applicant = (n: number, adults = 1) => ({
  name: `試験${n}`,
  name_kana: '',
  phone: `0166-${String(1000 + n).slice(-4)}-${String(n).padStart(4, '0')}`,
  email: null,
  adults,
  children: 0,
  child_ages_months: [],
  note: '',
});

const apply = (sitting: number, n: number, adults = 1, code = nextCode()) =>
  world.writing(null, (tx) => enter(tx, sitting, 'public', applicant(n, adults), code));
const answer = (code: string, what: 'accept' | 'cancel') =>
  world.writing(null, (tx) => answerByCode(tx, code, what));
const move = (sitting: number) => writing(job, (tx) => moveLine(tx, sitting));

/** What must always hold, whatever happened. */
async function mustHold(sitting: number, capacity: number, entered: number): Promise<Row[]> {
  const rows = await rowsOf(sitting);
  // Nobody is lost, and everybody has a state of their own.
  expect(rows).toHaveLength(entered);
  expect(rows.map((row) => row.number)).toEqual(rows.map((_, at) => at + 1));
  const now = world.house.clock();
  let held = 0;
  for (const row of rows) {
    const state = stateOf(row, now);
    const holds = ['confirmed', 'offered', 'attended', 'absent'].includes(state);
    // An offer whose time is over keeps its places until the job notes it.
    if (state === 'lapsed' && row.lapsed_at === null) expect(row.held).toBe(row.places);
    else expect(row.held, `${row.number} is ${state}`).toBe(holds ? row.places : 0);
    held += row.held;
  }
  // Never more places than there are.
  expect(held).toBeLessThanOrEqual(capacity);
  const [outside] = await world.owner<{ n: number }>(
    'select count(*)::int as n from event_place where event_session_id = $1 and place > $2',
    [sitting, capacity],
  );
  expect(outside!.n).toBe(0);
  // The counts everybody reads are those of the rows.
  const [queue] = await world.owner<{ taken: number; waiting: number; confirmed: number }>(
    'select taken, waiting, confirmed from event_queue where event_session_id = $1',
    [sitting],
  );
  if (rows.length > 0) {
    expect(queue!.taken).toBe(held);
    expect(queue!.waiting).toBe(
      rows.filter((row) => row.waitlisted_at && !row.offered_at && !row.confirmed_at && !row.cancelled_at)
        .length,
    );
  }
  return rows;
}

describe('who gets a place when many apply at once', () => {
  it('gives seven places to seven of forty strangers and lets the others wait in their order', async () => {
    const sitting = await makeSitting();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => apply(sitting, n)));
    const outcomes = answers.map((one) => ('refused' in one ? one.refused : one.outcome));
    expect(outcomes.filter((one) => one === 'confirmed')).toHaveLength(7);
    expect(outcomes.filter((one) => one === 'waiting')).toHaveLength(33);
    const rows = await mustHold(sitting, 7, 40);
    // Places went to the first numbers, and the line is the order of the numbers.
    expect(rows.filter((row) => row.confirmed_at !== null).map((row) => row.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(rows.filter((row) => row.line !== null).map((row) => row.line)).toEqual(
      Array.from({ length: 33 }, (_, at) => at + 1),
    );
  });

  it('keeps its places and its order while people cancel, accept and apply at the same time', async () => {
    const sitting = await makeSitting();
    const code = new Map<number, string>();
    const entered: string[] = [];
    const come = async (n: number, adults: number) => {
      const one = nextCode();
      const said = await apply(sitting, n, adults, one);
      if (!('refused' in said)) {
        code.set(said.number, one);
        entered.push(one);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => come(n, 1 + (n % 3))));
    // Three rounds of everything at once.
    for (let round = 0; round < 3; round++) {
      const rows = await rowsOf(sitting);
      const confirmed = rows.filter((row) => row.held > 0 && row.confirmed_at !== null);
      const offered = rows.filter((row) => row.offered_at !== null && row.confirmed_at === null);
      const leaving = confirmed.slice(0, 3).map((row) => () => answer(code.get(row.number)!, 'cancel'));
      const accepting = offered.map((row) => () => answer(code.get(row.number)!, 'accept'));
      const twice = confirmed.slice(0, 1).map((row) => () => answer(code.get(row.number)!, 'cancel'));
      const coming = Array.from({ length: 8 }, (_, n) => () => come(100 + round * 10 + n, 1 + (n % 2)));
      const moving = Array.from({ length: 3 }, () => () => move(sitting));
      await Promise.all([...leaving, ...coming, ...accepting, ...moving, ...twice].map((work) => work()));
      await move(sitting);
      await mustHold(sitting, 7, entered.length);
    }
    // Among those of one size nobody was asked before somebody who stood in front of them.
    const rows = await rowsOf(sitting);
    for (const places of [1, 2, 3]) {
      const line = rows
        .filter((row) => row.line !== null && row.places === places && row.cancelled_at === null)
        .toSorted((a, b) => a.line! - b.line!);
      const asked = line.map((row) => row.offered_at !== null);
      expect(asked, `parties of ${places}`).toEqual(asked.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  it('takes one and the same contact once, however often and however fast it is sent', async () => {
    const sitting = await makeSitting();
    const answers = await Promise.all(Array.from({ length: 12 }, () => apply(sitting, 5)));
    expect(answers.filter((one) => !('refused' in one))).toHaveLength(1);
    expect(answers.filter((one) => 'refused' in one && one.refused === 'twice')).toHaveLength(11);
    await mustHold(sitting, 7, 1);
  });

  it('gives one offered place to whoever accepts once, also when sent twice at once', async () => {
    const sitting = await makeSitting({ capacity: 1 });
    const first = nextCode();
    const second = nextCode();
    await apply(sitting, 1, 1, first);
    await apply(sitting, 2, 1, second);
    expect(await answer(first, 'cancel')).toEqual({ ok: true });
    await Promise.all([move(sitting), move(sitting), move(sitting)]);
    const said = await Promise.all(Array.from({ length: 5 }, () => answer(second, 'accept')));
    expect(said.filter((one) => one.ok)).toHaveLength(1);
    const rows = await mustHold(sitting, 1, 2);
    expect(rows[1]!.confirmed_at).not.toBeNull();
  });
});

describe('random walks', () => {
  type Step =
    | { do: 'apply'; adults: number }
    | { do: 'accept' | 'cancel'; who: number }
    | { do: 'move' }
    | { do: 'wait'; hours: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('apply' as const), adults: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), who: fc.nat(30) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('accept' as const), who: fc.nat(30) }) },
    { weight: 3, arbitrary: fc.constant({ do: 'move' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
    },
  );

  it('never give away more places than there are, lose nobody and pass nobody who would fit', async () => {
    let people = 1000;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        async (capacity, steps) => {
          const start = new Date('2026-11-21T10:00:00+09:00').getTime();
          let hours = 0;
          world.at(new Date(start).toISOString());
          const sitting = await makeSitting({ capacity, waiting_list: true });
          const mine: string[] = [];
          for (const one of steps) {
            if (one.do === 'apply') {
              const before = await rowsOf(sitting);
              const code = nextCode();
              const said = await apply(sitting, people++, one.adults, code);
              if ('refused' in said) {
                expect(said.refused).toBe('too_many');
                expect(one.adults).toBeGreaterThan(capacity);
                continue;
              }
              mine.push(code);
              const free = capacity - before.reduce((all, row) => all + row.held, 0);
              const fitting = before.filter(
                (row) =>
                  row.waitlisted_at &&
                  !row.offered_at &&
                  !row.confirmed_at &&
                  !row.cancelled_at &&
                  row.places <= free,
              );
              expect(said.outcome).toBe(one.adults <= free && fitting.length === 0 ? 'confirmed' : 'waiting');
            } else if (one.do === 'move') {
              const before = (await rowsOf(sitting)).filter(
                (row) => stateOf(row, world.house.clock()) === 'waiting',
              );
              await move(sitting);
              const after = await rowsOf(sitting);
              const asked = before.filter(
                (row) => after.find(({ id }) => id === row.id)!.offered_at !== null,
              );
              const left = before.filter((row) => !asked.includes(row));
              const free = capacity - after.reduce((all, row) => all + row.held, 0);
              // Whoever was not asked does not fit into what is left.
              for (const row of left) expect(row.places).toBeGreaterThan(free);
            } else if (one.do === 'wait') {
              hours += one.hours;
              world.at(new Date(start + hours * 3_600_000).toISOString());
            } else if (mine.length > 0) {
              const which = one.who % mine.length;
              const row = (await rowsOf(sitting))[which]!;
              const state = stateOf(row, world.house.clock());
              const said = await answer(mine[which]!, one.do);
              const expected =
                one.do === 'accept'
                  ? state === 'offered'
                  : ['waiting', 'offered', 'confirmed'].includes(state) ||
                    // an offer over but not yet noted may still be declined
                    (state === 'lapsed' && row.lapsed_at === null);
              expect(said.ok, `${one.do} when ${state}`).toBe(expected);
            }
            await mustHold(sitting, capacity, mine.length);
          }
        },
      ),
      { numRuns: 12 },
    );
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('a line that moves', () => {
  it('asks the next who fits, keeps the stand of a larger family, and lets a silent offer go', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const sitting = await makeSitting({ capacity: 4 });
    const code = [nextCode(), nextCode(), nextCode(), nextCode(), nextCode()];
    await apply(sitting, 1, 1, code[0]); // number 1 holds one place
    await apply(sitting, 2, 3, code[1]); // number 2 holds three
    await apply(sitting, 3, 4, code[2]); // number 3: a family of four waits
    await apply(sitting, 4, 1, code[3]); // number 4: one person waits
    await apply(sitting, 5, 1, code[4]); // number 5: another
    await answer(code[0]!, 'cancel');
    expect(await move(sitting)).toBe(1);
    let rows = await mustHold(sitting, 4, 5);
    expect(rows.map((row) => stateOf(row, world.house.clock()))).toEqual([
      'cancelled',
      'confirmed',
      'waiting',
      'offered',
      'waiting',
    ]);
    // A day later nobody has answered: the next is asked, and the first one's offer is over.
    world.at('2026-11-22T10:00:00+09:00');
    expect(await move(sitting)).toBe(1);
    rows = await mustHold(sitting, 4, 5);
    expect(rows.map((row) => stateOf(row, world.house.clock()))).toEqual([
      'cancelled',
      'confirmed',
      'waiting',
      'lapsed',
      'offered',
    ]);
    // All places come free: the family is the first to be looked at.
    await answer(code[1]!, 'cancel');
    await answer(code[4]!, 'cancel');
    await move(sitting);
    rows = await mustHold(sitting, 4, 5);
    expect(stateOf(rows[2]!, world.house.clock())).toBe('offered');
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('frees a place at once for nobody but the line: a newcomer waits behind it', async () => {
    const sitting = await makeSitting({ capacity: 1 });
    const first = nextCode();
    await apply(sitting, 1, 1, first);
    await apply(sitting, 2);
    await answer(first, 'cancel');
    // Before any job has run.
    expect(await apply(sitting, 3)).toMatchObject({ outcome: 'waiting' });
    await move(sitting);
    const rows = await mustHold(sitting, 1, 3);
    expect(rows.map((row) => row.offered_at !== null)).toEqual([false, true, false]);
  });

  it('is closed when the sitting is called off, and nobody gets a place any more', async () => {
    const sitting = await makeSitting({ capacity: 1 });
    await apply(sitting, 1);
    await apply(sitting, 2);
    await world.owner(
      `update event_session set cancelled_at = now(), cancel_reason = '大雪のため' where id = $1`,
      [sitting],
    );
    expect(await writing(job, (tx) => closeApplications(tx, sitting))).toBe(2);
    expect(await writing(job, (tx) => closeApplications(tx, sitting))).toBe(0);
    const rows = await mustHold(sitting, 1, 2);
    expect(rows.map((row) => row.cancelled_by)).toEqual(['event', 'event']);
    expect(await apply(sitting, 3)).toEqual({ refused: 'cancelled' });
  });

  it('says it is full where there is no waiting list', async () => {
    const sitting = await makeSitting({ capacity: 2, waiting_list: false });
    await apply(sitting, 1, 2);
    expect(await apply(sitting, 2)).toEqual({ refused: 'full' });
    await mustHold(sitting, 2, 1);
  });
});

describe('a lottery', () => {
  const lottery = () =>
    makeSitting({
      application: 'lottery',
      capacity: 3,
      application_closes_at: '2026-11-25T17:00:00+09:00',
      lottery_at: '2026-11-25T18:00:00+09:00',
    });

  it('is drawn once, only after its hour, in the order its sealed number gives; everybody else waits in that order', async () => {
    const sitting = await lottery();
    await Promise.all(Array.from({ length: 12 }, (_, n) => apply(sitting, n, 1 + (n % 2))));
    const secret = () =>
      world
        .owner<{ seed: string; seal: string; drawn_at: Date | null }>(
          'select seed, seal, drawn_at from event_lottery where event_session_id = $1',
          [sitting],
        )
        .then((rows) => rows[0]!);
    const sealed = await secret();
    expect(sealed.seal).toBe(sha256(sealed.seed));
    await writing(job, (tx) => drawLottery(tx, sitting));
    expect((await secret()).drawn_at).toBeNull();

    world.at('2026-11-25T18:00:00+09:00');
    await Promise.all([1, 2, 3].map(() => writing(job, (tx) => drawLottery(tx, sitting))));
    expect(await secret()).toMatchObject({ seed: sealed.seed, seal: sealed.seal });
    const rows = await mustHold(sitting, 3, 12);
    const drawn = drawnOrder(sealed.seed, rows);
    const winners = nextInLine(drawn, 3);
    expect(rows.filter((row) => row.confirmed_at !== null).map((row) => row.number)).toEqual(
      winners.map((row) => row.number).toSorted((a, b) => a - b),
    );
    const losers = drawn.filter((row) => !winners.includes(row));
    expect(losers.map((row) => row.line)).toEqual(losers.map((_, at) => at + 1));
    for (const row of losers) expect(row.lost_lottery_at).not.toBeNull();
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('favours nobody: over many seeds every number comes first about equally often', () => {
    const entries = Array.from({ length: 6 }, (_, at) => ({ number: at + 1 }));
    const first = new Map<number, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const [one] = drawnOrder(`seed ${seed}`, entries);
      first.set(one!.number, (first.get(one!.number) ?? 0) + 1);
    }
    // Six standard deviations of 1,000 ± 29.
    for (const { number } of entries) expect(Math.abs(first.get(number)! - 1000)).toBeLessThan(174);
  });
});

describe('what identifies people', () => {
  it('is deleted when its time is over; the counts stay', async () => {
    const sitting = await makeSitting();
    await apply(sitting, 1, 2);
    expect(await writing(job, (tx) => deletePersonalData(tx))).toBe(0);
    world.at('2027-01-09T03:20:00+09:00');
    expect(await writing(job, (tx) => deletePersonalData(tx))).toBe(0);
    world.at('2027-01-10T03:20:00+09:00');
    expect(await writing(job, (tx) => deletePersonalData(tx))).toBeGreaterThanOrEqual(1);
    const left = await world.owner(
      `select 1 from event_applicant join event_application on event_application.id = event_application_id where event_session_id = $1`,
      [sitting],
    );
    expect(left).toEqual([]);
    const [row] = await world.owner<{ adults: number; personal_data_deleted_at: Date }>(
      'select adults, personal_data_deleted_at from event_application where event_session_id = $1',
      [sitting],
    );
    expect(row).toMatchObject({ adults: 2 });
    expect(row!.personal_data_deleted_at).not.toBeNull();
    world.at('2026-11-21T10:00:00+09:00');
  });
});
