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
import { damages } from './policy-damages.ts';

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
  async function noticedAtTheStart(damage: { break: string; mend: string }): Promise<boolean> {
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

  const all = damages();
  for (const damage of all.filter(({ parts: names }) => names.has('session_of()'))) {
    it(damage.what, async () => {
      expect(await noticedAtTheStart(damage), 'somebody reaches more or less').toBe(true);
    });
  }

  // Each copy of the database takes the next line; as many at a time as there are copies (damage.config.ts).
  for (const damage of all.filter(({ parts: names }) => !names.has('session_of()'))) {
    it.concurrent(damage.what, async () => {
      const copy = copies.pop()!;
      try {
        const touched = parts.filter(({ name }) => damage.parts.has(name));
        expect(await copy.notices(damage.break, touched, told), 'somebody reaches more or less').toBe(true);
      } finally {
        copies.push(copy);
      }
    });
  }
});
