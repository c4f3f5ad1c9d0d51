import { describe, expect, it } from 'vitest';
import { alone, gather, type Run } from '../../src/pairwise/gather.js';
import type { Calls } from '../../src/pairwise/pack.js';

/** Twice what is asked for, and what it was asked for in each run. */
function doubling() {
  const seen: Calls<number>[] = [];
  const run: Run<number, number> = (calls) => {
    seen.push([...calls]);
    return Promise.resolve(calls.map((value) => 2 * (value ?? 0)));
  };
  return { run, seen };
}

describe('calls that are gathered', () => {
  it('are one run when they are made in one turn, each with its own result', async () => {
    const { run, seen } = doubling();
    const call = gather(4, run);
    const later = async () => {
      await Promise.resolve();
      return call(3, 30);
    };
    expect(await Promise.all([call(2, 20), call(0, 1), later()])).toEqual([40, 2, 60]);
    expect(seen).toEqual([[1, undefined, 20, 30]]);
  });

  it('are another run when the first has begun', async () => {
    const { run, seen } = doubling();
    const call = gather(2, run);
    const step = async (k: number) => call(k, await call(k, k + 1));
    expect(await Promise.all([step(0), step(1)])).toEqual([4, 8]);
    expect(seen).toEqual([
      [1, 2],
      [2, 4],
    ]);
  });

  it('are two runs when a problem makes two of them', async () => {
    const { run, seen } = doubling();
    const call = gather(2, run);
    expect(await Promise.all([call(0, 1), call(1, 2), call(0, 3)])).toEqual([2, 4, 6]);
    expect(seen).toEqual([
      [1, 2],
      [3, undefined],
    ]);
  });

  it('fail together, and those of the next turn do not', async () => {
    let lost = true;
    const call = gather<number, number>(2, (calls) =>
      lost ? Promise.reject(new RangeError('lost')) : Promise.resolve(calls.map(() => 7)),
    );
    const outcomes = await Promise.allSettled([call(0, 1), call(1, 2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    lost = false;
    expect(await call(1, 1)).toBe(7);
  });
});

it('calls of a problem alone are runs of their own', async () => {
  const { run, seen } = doubling();
  const call = alone(1, run);
  expect(await Promise.all([call(0, 1), call(0, 2)])).toEqual([2, 4]);
  expect(seen).toEqual([[1], [2]]);
});
