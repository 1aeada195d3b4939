import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../world.ts';
import { fillEveryTable } from './fixture.ts';
import { accessMatrix, partsOf, standingsOf, written } from './matrix.ts';

describe('who reaches which rows of which table', () => {
  let world: World;
  let matrix: string;
  beforeAll(async () => {
    world = await makeWorld();
    const standings = await standingsOf(world, await fillEveryTable(world));
    const parts = await partsOf(world);
    matrix = written(await accessMatrix(world, standings, parts), parts);
  });
  afterAll(() => world.close());

  it('is the matrix written down', async () => {
    await expect(matrix).toMatchFileSnapshot('expected.txt');
  });
});
