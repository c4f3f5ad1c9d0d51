import { describe, expect, it } from 'vitest';
import { SAMPLE_SECONDS, timed } from '../src/contender.js';

describe('timed', () => {
  it('repeats short work until the sample is long enough, and tells the time of one execution', () => {
    let runs = 0;
    const seconds = timed(() => runs++).seconds() as number;
    expect(runs).toBeGreaterThan(1);
    expect(seconds * runs).toBeGreaterThanOrEqual(SAMPLE_SECONDS * (1 - 1e-9));
  });
});
