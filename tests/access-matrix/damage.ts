import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../world.ts';
import { fillEveryTable } from './fixture.ts';
import {
  answersOf,
  askAll,
  copiesOf,
  partsOf,
  standingOf,
  standingsOf,
  written,
  type Copy,
  type Part,
  type Standings,
  type Told,
  type Visitors,
} from './matrix.ts';
import { damages, type Damage } from './policy-damages.ts';

/** Straight to whoever waits for it. */
const say = (line: string) => process.stdout.write(`${line}\n`);

describe('every line of every policy is missed when it is gone', () => {
  let world: World;
  let visitors: Visitors;
  let standings: Standings;
  let parts: Part[];
  let told: Told;
  let owner: pg.Client;
  let copies: Copy[];
  const expected = readFileSync(new URL('expected.txt', import.meta.url), 'utf8');
  beforeAll(async () => {
    world = await makeWorld();
    visitors = await fillEveryTable(world);
    standings = await standingsOf(world, visitors);
    parts = await partsOf(world);
    copies = await copiesOf(world, standings);
    told = await askAll(copies, parts);
    owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    await owner.query('set search_path = m999997, shared, extensions, pg_temp');
  });
  afterAll(async () => {
    await owner.end();
    for (const copy of copies) await copy.close();
    await world.close();
  });

  it('begins from the matrix written down', () => {
    expect(written(answersOf(told, standings, parts), parts)).toBe(expected);
  });

  /** What a session begins with is asked of the program itself, in the world's own database. */
  async function noticedAtTheStart(damage: Damage): Promise<boolean> {
    await owner.query(`begin; ${damage.break}; commit`);
    try {
      for (const [name, who] of Object.entries(visitors))
        if ((await standingOf(world, who)).reach !== standings.get(name)!.reach) return true;
      return false;
    } catch (error) {
      if (error instanceof pg.DatabaseError) return true;
      throw error;
    } finally {
      await owner.query(`begin; ${damage.mend}; commit`);
    }
  }

  const noticed = (damage: Damage, copy: Copy) =>
    copy.notices(
      damage.break,
      parts.filter(({ name }) => damage.parts.has(name)),
      told,
    );
  /** A damage the database refuses says nothing of the line; it is our own mistake (policy-damages.ts). */
  const refused = (error: unknown): string => {
    if (error instanceof pg.DatabaseError) return error.message;
    throw error;
  };

  it('is missed by the matrix', async () => {
    const wanted = (process.env.DAMAGED_SLICES ?? '').split(' ').filter(Boolean);
    const all = damages().filter(({ slice }) => wanted.length === 0 || wanted.includes(slice));
    // A name mistyped would prove nothing and look well.
    expect(all.length, `no policy line in ${wanted.join(', ')}`).toBeGreaterThan(0);
    const unnoticed: string[] = [];
    const impossible: string[] = [];
    let made = 0;
    const done = (damage: Damage, missed: boolean | string) => {
      if (typeof missed === 'string') {
        impossible.push(damage.what);
        say(`impossible (${missed})  ${damage.what}`);
      } else if (!missed) {
        unnoticed.push(damage.what);
        say(`unnoticed  ${damage.what}`);
      }
      if (++made % 250 === 0) say(`… ${made} of ${all.length}`);
    };
    const atTheStart = all.filter(({ parts: names }) => names.has('session_of()'));
    for (const damage of atTheStart) done(damage, await noticedAtTheStart(damage));
    // Each copy of the database takes the next line.
    const left = all.filter((damage) => !atTheStart.includes(damage));
    await Promise.all(
      copies.map(async (copy) => {
        for (let damage = left.shift(); damage; damage = left.shift())
          done(damage, await noticed(damage, copy).catch(refused));
      }),
    );
    made -= impossible.length;
    say(`${made} damages made, ${made - unnoticed.length} noticed, ${unnoticed.length} unnoticed.`);
    if (unnoticed.length > 0)
      say(
        'Each unnoticed line: take it out of its policies.sql where another line already says it; else give the fixture of\n' +
          'tests/access-matrix a row or a visitor of whom only this line decides, and then npm test -- tests/access-matrix -u.',
      );
    expect(unnoticed.length, 'lines nobody misses (listed above)').toBe(0);
    expect(impossible.length, 'damages that cannot be made: mend policy-damages.ts').toBe(0);
  });
});
