import { describe, expect, it } from 'vitest';
import type { Contender } from '../src/contender.js';
import { interleave, turned } from '../src/interleave.js';

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
    const contenders = { fast: scripted([], 'fast', [9, 1, 9, 2]), slow: scripted([], 'slow', [9, 3, 9, 4]) };
    expect(await interleave(contenders, 2)).toEqual({ fast: [1, 2], slow: [3, 4] });
  });

  it('waits for contenders that answer later', async () => {
    const later: Contender = { seconds: () => Promise.resolve(5) };
    expect(await interleave({ later }, 2)).toEqual({ later: [5, 5] });
  });

  it('takes the word of a contender that is too slow for rounds', async () => {
    const log: string[] = [];
    const slow = { ...scripted(log, 's', []), once: 60 };
    expect(await interleave({ quick: scripted(log, 'q', [9, 1, 9, 2]), slow }, 2)).toEqual({
      quick: [1, 2],
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
