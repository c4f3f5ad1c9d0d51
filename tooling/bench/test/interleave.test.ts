import { describe, expect, it } from 'vitest';
import type { Contender } from '../src/contender.js';
import { interleave, turned } from '../src/interleave.js';

/** Contenders that take the seconds they are given, one after the other, and note that they ran. */
function scripted(log: string[], name: string, seconds: number[], once = false): Contender {
  return {
    once,
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
    const contenders = { fast: scripted([], 'fast', [9, 1, 9, 2]), slow: scripted([], 'slow', [9, 3, 9, 4]) };
    expect(await interleave(contenders, 2)).toEqual({ fast: [1, 2], slow: [3, 4] });
  });

  it('waits for contenders that answer later', async () => {
    const later: Contender = { seconds: () => Promise.resolve(5) };
    expect(await interleave({ later }, 2)).toEqual({ later: [5, 5] });
  });

  it('runs a contender that is too slow for rounds exactly once', async () => {
    const log: string[] = [];
    const samples = await interleave(
      { quick: scripted(log, 'q', [9, 1, 9, 1, 9, 1]), slow: scripted(log, 's', [60], true) },
      3,
    );
    expect(samples).toEqual({ quick: [1, 1, 1], slow: [60] });
    expect(log.filter((name) => name === 's')).toHaveLength(1);
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
