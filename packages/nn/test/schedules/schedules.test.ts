import { DomainError } from '@monge/ndarray';
import {
  constantSchedule,
  cosineSchedule,
  exponentialSchedule,
  linearSchedule,
  type Schedule,
  warmUp,
} from '@monge/nn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../fixtures/optimizers.json' with { type: 'json' };

const rates = fc.double({ min: 1e-6, max: 10, noNaN: true });
const lengths = fc.integer({ min: 1, max: 10_000 });
const decays = [linearSchedule, cosineSchedule];

describe('a decay', () => {
  it('begins with one rate, ends with the other, and stays there', () => {
    fc.assert(
      fc.property(rates, rates, lengths, (from, to, steps) => {
        for (const decay of decays) {
          const schedule = decay({ from, to, steps });
          expect(schedule(0)).toBe(from);
          expect(schedule(steps)).toBe(to);
          expect(schedule(7 * steps + 1)).toBe(to);
        }
      }),
    );
  });

  it('is monotonic in between', () => {
    fc.assert(
      fc.property(rates, lengths, fc.nat(9_999), (from, steps, step) => {
        for (const decay of decays) {
          const schedule = decay({ from, steps });
          expect(schedule(step + 1)).toBeLessThanOrEqual(schedule(step));
        }
      }),
    );
  });

  it('is half-way at half of the time', () => {
    for (const decay of decays) expect(decay({ from: 3, to: 1, steps: 2000 })(1000)).toBeCloseTo(2, 14);
  });
});

describe('exponentialSchedule', () => {
  it('multiplies by the factor in each stretch, wherever it begins', () => {
    const schedule = exponentialSchedule({ from: 0.7, factor: 0.3, every: 250 });
    fc.assert(
      fc.property(fc.nat(5000), (step) => {
        expect(schedule(step + 250) / schedule(step)).toBeCloseTo(0.3, 12);
      }),
    );
  });

  it('takes a stretch for one step by default', () => {
    expect(exponentialSchedule({ from: 4, factor: 0.5 })(3)).toBe(0.5);
  });
});

describe('warmUp', () => {
  it('rises by equal amounts to the first rate, never from 0, and then is the schedule', () => {
    fc.assert(
      fc.property(rates, lengths, fc.integer({ min: 0, max: 200 }), (from, steps, start) => {
        const inner = cosineSchedule({ from, steps });
        const schedule = warmUp(inner, start);
        for (let step = 0; step < start; step++) {
          expect(schedule(step)).toBeCloseTo((from * (step + 1)) / (start + 1), 12);
        }
        for (const step of [0, 1, steps]) expect(schedule(start + step)).toBe(inner(step));
      }),
    );
  });
});

describe('schedules of optax', () => {
  const ours: Readonly<Record<keyof typeof fixture.schedules, Schedule>> = {
    constant: constantSchedule(0.3),
    linear: linearSchedule({ from: 0.3, to: 0.02, steps: 100 }),
    cosine: cosineSchedule({ from: 0.3, to: 0.03, steps: 100 }),
    exponential: exponentialSchedule({ from: 0.3, factor: 0.7, every: 20 }),
    'warm-up': warmUp(cosineSchedule({ from: 0.3, to: 0.02, steps: 80 }), 20),
  };

  it.each(Object.entries(ours))('%s has the same values', (name, schedule) => {
    for (const [step, value] of fixture.schedules[name as keyof typeof fixture.schedules]) {
      expect(schedule(step)).toBeCloseTo(value, 14);
    }
  });
});

describe('errors', () => {
  it.each([
    ['a length of 0', () => cosineSchedule({ from: 1, steps: 0 }), /nn\.cosineSchedule: expected steps/],
    ['half a step', () => linearSchedule({ from: 1, steps: 1.5 }), /nn\.linearSchedule: expected steps/],
    ['an infinite rate', () => linearSchedule({ from: Infinity, steps: 2 }), /expected from to be a finite/],
    [
      'a last rate of NaN',
      () => cosineSchedule({ from: 1, to: NaN, steps: 2 }),
      /expected to to be a finite/,
    ],
    ['a constant NaN', () => constantSchedule(NaN), /nn\.constantSchedule: expected rate/],
    [
      'a factor of 0',
      () => exponentialSchedule({ from: 1, factor: 0 }),
      /expected factor to be a number > 0/,
    ],
    ['no time', () => exponentialSchedule({ from: 1, factor: 1, every: 0 }), /expected every to be a number/],
    ['a start of negative length', () => warmUp(constantSchedule(1), -1), /nn\.warmUp: expected steps/],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(DomainError);
    expect(make).toThrow(message);
  });
});
