import { describe, expect, it } from 'vitest';
import { timed, timedLater } from '../src/contender.js';

describe('timed', () => {
  it('repeats short work until the sample is long enough, and tells the time of one execution', () => {
    let runs = 0;
    const seconds = timed(() => runs++).seconds(0.02) as number;
    expect(runs).toBeGreaterThan(1);
    expect(seconds * runs).toBeGreaterThanOrEqual(0.02 * (1 - 1e-9));
  });
});

describe('timedLater', () => {
  it('waits for each execution before the next', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    expect(await timedLater(work).seconds(0.02)).toBeGreaterThan(0);
    expect(most).toBe(1);
  });
});
