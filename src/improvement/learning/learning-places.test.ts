import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { moveLine } from '../../base/applications/commands-line.ts';
import { writing, Refusal, Undo } from '../../platform/db/transaction.ts';
import { answerSignup, signUp } from './commands-signups.ts';
import { sampleOpenDay } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const room = 6;
const start = Date.parse('2026-11-21T10:00:00+09:00');
const job = () => ({ ...world.actor(null), kind: 'job' as const, label: 'job:test' });

const open = (): Promise<number> =>
  world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[0]!,
      theme_code: 'practice',
      title: '列の試験',
      held_on: '2027-02-10',
      places: room,
    }),
  );

interface Row {
  id: number;
  facility_id: number;
  people: number;
  line: number | null;
  sitting: number;
  held: number;
  confirmed: boolean;
  offered: boolean;
  over: boolean;
  cancelled: boolean;
}
const rowsOf = (id: number) =>
  world.owner<Row>(
    `select open_day_signup.id, open_day_signup.facility_id, people, line, event_session_id as sitting,
       (select count(*)::int from event_place where event_place.event_application_id = place.id) as held,
       confirmed_at is not null as confirmed, offered_at is not null as offered, lapsed_at is not null as over,
       cancelled_at is not null as cancelled
     from open_day_signup join event_application as place on place.id = open_day_signup.event_application_id
     where open_day_id = $1 order by number`,
    [id],
  );

/** What must hold whatever happened: no place twice, none beyond the room, and the board's readers are who has one. */
async function holds(id: number): Promise<void> {
  const rows = await rowsOf(id);
  expect(rows.reduce((sum, row) => sum + row.held, 0)).toBeLessThanOrEqual(room);
  for (const row of rows) {
    const has = !row.cancelled && (row.confirmed || (row.offered && !row.over));
    expect(row.held, JSON.stringify(row)).toBe(has ? row.people : 0);
  }
  for (const facility_id of world.facility)
    expect(
      rows.filter((row) => row.facility_id === facility_id && !row.cancelled && (row.confirmed || !row.over))
        .length,
    ).toBeLessThanOrEqual(1);
  const [day] = await world.owner<{ guests: string }>(
    'select array_to_string(guest_facility_ids, $2) as guests from open_day where id = $1',
    [id, ','],
  );
  const confirmed = rows
    .filter((row) => row.confirmed && !row.cancelled)
    .map((row) => Number(row.facility_id))
    .toSorted((a, b) => a - b);
  expect(day!.guests).toBe(confirmed.join(','));
}

const tried = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof Undo)) throw error;
  }
};

describe('places at an open day', () => {
  it('are given once when every facility signs up at the same moment', async () => {
    const id = await open();
    await Promise.all(
      world.facility
        .slice(1)
        .map((facility_id) =>
          world.writing('coordinator', (tx) => signUp(tx, id, { facility_id, people: 2, who: '', wish: '' })),
        ),
    );
    await holds(id);
    const rows = await rowsOf(id);
    expect(rows.filter((row) => row.confirmed)).toHaveLength(3);
    expect(rows.filter((row) => !row.confirmed).map((row) => row.line)).toEqual([1, 2]);
  });

  it('are never given twice to two heads of one facility', async () => {
    const id = await open();
    const once = () =>
      tried(() =>
        world.writing('coordinator', (tx) =>
          signUp(tx, id, { facility_id: world.facility[1]!, people: 1, who: '', wish: '' }),
        ),
      );
    await Promise.all([once(), once(), once()]);
    expect(await rowsOf(id)).toHaveLength(1);
  });

  it('hold in every order of signing up, cancelling, accepting and letting time pass', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('sign' as const),
        facility: fc.integer({ min: 1, max: 5 }),
        people: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        do: fc.constantFrom('cancel' as const, 'accept' as const),
        facility: fc.integer({ min: 1, max: 5 }),
      }),
      fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 80) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        let now = start;
        world.at(new Date(now).toISOString());
        const id = await open();
        for (const one of steps) {
          if (one.do === 'wait') {
            now += one.hours * 3_600_000;
            world.at(new Date(now).toISOString());
          } else {
            const facility_id = world.facility[one.facility]!;
            await tried(() =>
              world.writing('coordinator', async (tx) => {
                if (one.do === 'sign')
                  return signUp(tx, id, { facility_id, people: one.people, who: '', wish: '' });
                const row = (await rowsOf(id))
                  .filter((each) => Number(each.facility_id) === facility_id)
                  .at(-1);
                return answerSignup(tx, id, row === undefined ? null : Number(row.id), one.do);
              }),
            );
          }
          const [row] = await rowsOf(id);
          if (row !== undefined) {
            const before = await rowsOf(id);
            await writing(job(), (tx) => moveLine(tx, Number(row.sitting)));
            // Whoever was asked stood before every one who still waits and needs no more places.
            const after = await rowsOf(id);
            for (const asked of after.filter(
              (each) => each.offered && !before.find((old) => old.id === each.id)!.offered,
            ))
              for (const waiting of after.filter(
                (each) => each.line !== null && !each.offered && !each.confirmed && !each.cancelled,
              ))
                expect(waiting.line! > asked.line! || waiting.people > asked.people).toBe(true);
          }
          await holds(id);
        }
      }),
      { numRuns: 12 },
    );
    world.at(new Date(start).toISOString());
  }, 120_000);
});
