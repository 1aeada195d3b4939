import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../world.ts';
import { fillEveryTable } from './fixture.ts';
import {
  accessMatrix,
  answersOf,
  groupsOf,
  partsOf,
  standingsOf,
  written,
  type Answers,
  type Part,
  type Standings,
  type Visitors,
} from './matrix.ts';
import { damages } from './policy-damages.ts';

describe('every line of every policy is missed when it is gone', () => {
  let world: World;
  let visitors: Visitors;
  let standings: Standings;
  let parts: Part[];
  let before: Answers;
  let owner: pg.Client;
  const expected = readFileSync(new URL('expected.txt', import.meta.url), 'utf8');
  beforeAll(async () => {
    world = await makeWorld();
    visitors = await fillEveryTable(world);
    standings = await standingsOf(world, visitors);
    parts = await partsOf(world);
    before = await accessMatrix(world, standings, parts);
    owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    await owner.query('set search_path = m999997, shared, extensions, pg_temp');
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  it('begins from the matrix written down', () => {
    expect(written(before, parts)).toBe(expected);
  });

  /** Whether anybody's answer about these parts is another than before. */
  async function noticed(names: ReadonlySet<string>): Promise<boolean> {
    const touched = parts.filter(({ name }) => names.has(name));
    try {
      const now = names.has('session_of()') ? await standingsOf(world, visitors) : standings;
      for (const group of groupsOf(now)) {
        for (const [visitor, said] of await answersOf(world, group, touched)) {
          if (touched.some(({ name }) => said.get(name) !== before.get(visitor)!.get(name))) return true;
        }
      }
      return false;
    } catch (error) {
      // The database itself misses it: nothing can be asked at all.
      if (error instanceof pg.DatabaseError) return true;
      throw error;
    }
  }

  for (const damage of damages()) {
    it(damage.what, async () => {
      try {
        await owner.query(`begin; ${damage.break}; commit`);
      } catch (error) {
        await owner.query('rollback');
        throw error;
      }
      try {
        expect(await noticed(damage.parts), 'somebody reaches more or less').toBe(true);
      } finally {
        await owner.query(`begin; ${damage.mend}; commit`);
      }
    });
  }
});
