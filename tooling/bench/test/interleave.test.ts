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
  it('runs in rounds whose order turns, everybody twice in a row', async () => {
    const log: string[] = [];
    const contenders = { a: scripted(log, 'a', []), b: scripted(log, 'b', []), c: scripted(log, 'c', []) };
    await interleave(contenders, 4);
    expect(log.join('')).toBe(['aabbcc', 'bbccaa', 'ccaabb', 'aabbcc'].join(''));
  });

  it('keeps every second sample of each contender: the one before warms up', async () => {
    const contenders = {
      fast: scripted([], 'fast', [0.9, 0.1, 0.9, 0.2]),
      slow: scripted([], 'slow', [0.9, 0.23, 0.9, 0.24]),
    };
    expect(await interleave(contenders, 2)).toEqual({ fast: [0.1, 0.2], slow: [0.23, 0.24] });
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
    expect(await interleave({ quick: scripted(log, 'q', [0.9, 0.1, 0.9, 0.2]), slow }, 2)).toEqual({
      quick: [0.1, 0.2],
      slow: [60],
    });
    expect(log).not.toContain('s');
  });
});

describe('interleave, in seconds', () => {
  it('warms up for a whole sample before the first one, and shortly before the others', async () => {
    const asked: number[] = [];
    const seconds = (atLeast: number) => {
      asked.push(atLeast);
      return atLeast;
    };
    await interleave({ one: { seconds } }, 3);
    expect(asked).toEqual([SAMPLE_SECONDS, SAMPLE_SECONDS, 0.01, SAMPLE_SECONDS, 0.01, SAMPLE_SECONDS]);
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
