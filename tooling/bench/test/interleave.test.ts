import { describe, expect, it } from 'vitest';
import type { Contender } from '../src/contender.js';
import { interleave, SAMPLE_SECONDS, turned } from '../src/interleave.js';

/** Contenders that take the seconds they are given, one after the other, and note that they ran. */
function scripted(log: string[], name: string, seconds: number[]): Contender {
  return {
    seconds() {
      log.push(name);
      return seconds.shift() ?? 0;
    },
  };
}

describe('interleave', () => {
  it('runs in rounds whose order turns, everybody until it is warm and once more', async () => {
    const log: string[] = [];
    const contenders = { a: scripted(log, 'a', []), b: scripted(log, 'b', []), c: scripted(log, 'c', []) };
    await interleave(contenders, 4);
    const [a, b, c] = ['aaaaa', 'bbbbb', 'ccccc'];
    expect(log).toEqual([a, b, c, b, c, a, c, a, b, a, b, c].flatMap((block) => block.split('')));
  });

  it('keeps the sample after those that warm up, which go on while they get faster', async () => {
    const contenders = {
      even: scripted([], 'even', [0.2, 0.2, 0.2, 0.2, 0.1, 0.2, 0.2, 0.2, 0.2, 0.11]),
      compiled: scripted(
        [],
        'compiled',
        [0.2, 0.1, 0.2, 0.05, 0.048, 0.05, 0.05, 0.04, 0.2, 0.2, 0.2, 0.2, 0.03],
      ),
    };
    expect(await interleave(contenders, 2)).toEqual({ even: [0.1, 0.11], compiled: [0.04, 0.03] });
  });

  it('warms no longer than half a second, however it goes', async () => {
    const asked: number[] = [];
    let here = 0.2;
    const seconds = (atLeast: number) => {
      asked.push(atLeast);
      here *= 0.9;
      return here;
    };
    await interleave({ one: { seconds } }, 1);
    expect(asked.slice(0, -1).reduce((sum, atLeast) => sum + atLeast)).toBeCloseTo(0.5, 10);
    expect(asked.at(-1)).toBe(SAMPLE_SECONDS);
  });

  it('takes a sample again while the machine is disturbed, before it or after', async () => {
    const paces = [1.3, 1, 1, 1.2, 1.05, 1];
    const pace = () => paces.shift() ?? 1;
    const one = scripted([], 'one', [0, 0, 0, 0, 0.1, 0.09, 0.12, 9]);
    expect(await interleave({ one }, 1, { pace })).toEqual({ one: [0.09] });
    expect(paces).toEqual([]);
  });

  it('waits for contenders that answer later', async () => {
    const later: Contender = { seconds: () => Promise.resolve(5) };
    expect(await interleave({ later }, 2)).toEqual({ later: [5, 5] });
  });

  it('warms long work up once only, and samples it three times', async () => {
    const contenders = { long: scripted([], 'long', [9, 1, 2, 3, 4]) };
    expect(await interleave(contenders, 5)).toEqual({ long: [1, 2, 3] });
  });

  it('takes the word of a contender that is too slow for rounds', async () => {
    const log: string[] = [];
    const slow = { ...scripted(log, 's', []), once: 60 };
    expect(
      await interleave({ quick: scripted(log, 'q', [0, 0, 0, 0, 0.1, 0, 0, 0, 0, 0.2]), slow }, 2),
    ).toEqual({
      quick: [0.1, 0.2],
      slow: [60],
    });
    expect(log).not.toContain('s');
  });
});

describe('turned', () => {
  it('begins at the given element and wraps round', () => {
    expect(turned(['a', 'b', 'c'], 4)).toEqual(['b', 'c', 'a']);
  });

  it('of nothing is nothing', () => {
    expect(turned([], 3)).toEqual([]);
  });
});
