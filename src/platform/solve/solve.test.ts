import { describe, expect, it } from 'vitest';
import { solve, type Come } from './solve.ts';

const workshop = `Maximize
 profit: 3 x + 2 y
Subject To
 wood: x + y <= 4.5
 hours: x + 3 y <= 6
Bounds
 0 <= x <= 3
 0 <= y <= 3
`;

/** Four sums to be met at once by yes and no: small, and far beyond what can be proven in a second. */
function hard(): string {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647);
  const columns = Array.from({ length: 30 }, (_, n) => `x${n}`);
  const rows = Array.from({ length: 4 }, (_, row) => {
    const weights = columns.map(() => random() % 100);
    const half = Math.floor(weights.reduce((sum, weight) => sum + weight, 0) / 2);
    return ` r${row}: ${columns.map((name, n) => `${weights[n]} ${name}`).join(' + ')} + o${row} - u${row} = ${half}`;
  });
  const missed = [0, 1, 2, 3].map((row) => `o${row} + u${row}`).join(' + ');
  return `Minimize\n missed: ${missed}\nSubject To\n${rows.join('\n')}\nBinary\n ${columns.join('\n ')}\nEnd\n`;
}

describe('solving in a process of its own', () => {
  it('finds the best in whole numbers and proves it; what is 0 is left out', async () => {
    const whole = `${workshop} 0 <= z <= 3\nGeneral\n x\n y\n z\nEnd\n`;
    expect(await solve({ model: whole, seconds: 20 })).toEqual({
      outcome: 'best',
      values: { x: 3, y: 1 },
      value: 11,
      bound: 11,
    });
  });

  it('says that there is no way, and does not take a text for a model', async () => {
    const none = 'Minimize\n cost: x\nSubject To\n a: x >= 4\n b: x <= 3\nEnd\n';
    expect(await solve({ model: none, seconds: 20 })).toEqual({
      outcome: 'impossible',
      values: {},
      value: null,
      bound: null,
    });
    await expect(solve({ model: 'as much as can be', seconds: 20 })).rejects.toThrow('the solver ended');
  });

  it('when time is over gives what it has found with a bound; meanwhile the program goes on and hears how far it is', async () => {
    let turns = 0;
    let over = false;
    const go = () => {
      turns++;
      if (!over) setImmediate(go);
    };
    go();
    const heard: Come[] = [];
    const solution = await solve({ model: hard(), seconds: 2 }, { come: (come) => heard.push(come) });
    over = true;
    expect(solution.outcome).toBe('found');
    expect(solution.bound!).toBeLessThan(solution.value!);
    expect(Object.keys(solution.values).length).toBeGreaterThan(0);
    expect(heard.length).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(100);
  });

  it('ends at once when it is given up, before or after it began', async () => {
    const given = new AbortController();
    const asked = solve(
      { model: hard(), seconds: 600 },
      { signal: given.signal, come: () => given.abort(new Error('given up')) },
    );
    await expect(asked).rejects.toThrow('given up');
    await expect(solve({ model: hard(), seconds: 600 }, { signal: given.signal })).rejects.toThrow(
      'given up',
    );
  });
});
