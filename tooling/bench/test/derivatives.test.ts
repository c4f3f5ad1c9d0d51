import { uniform } from '@monge/random';
import { describe, expect, it } from 'vitest';
import { requireAgreement } from '../src/agreement.js';
import type { Computation } from '../src/computation.js';
import { chainByHand } from '../src/suites/autodiff/chain/by-hand.js';
import { makeChain } from '../src/suites/autodiff/chain/chain.js';
import { ourChain } from '../src/suites/autodiff/chain/ours.js';
import { ourLoop, ourScan } from '../src/suites/autodiff/recurrence/ours.js';
import { makeParticleFilter } from '../src/suites/autodiff/recurrence/particle-filter.js';
import { ourGradient } from '../src/suites/autodiff/small-gradient/ours.js';
import { gradientByHand } from '../src/suites/autodiff/small-gradient/peers.js';

describe('the derivatives that are timed', () => {
  it.each([
    ['float64', 1e-13],
    ['float32', 1e-4],
  ] as const)('of a chain are those worked out on paper, in %s', (dtype, tolerance) => {
    const chain = makeChain(40, dtype);
    expect(error(ourChain(chain), chainByHand(chain))).toBeLessThan(tolerance);
  });

  it('of a chain stay clear of subnormal numbers', () => {
    const { y, a, b, ...rest } = makeChain(1000, 'float32');
    const byStart = new Float64Array(ourChain({ y, a, b, ...rest }).answer()).subarray(0, y.length);
    expect(Math.min(...byStart.map(Math.abs))).toBeGreaterThan(1e-30);
  });

  it('of a recurrence are the same by a loop, by scan, and in √T memory', () => {
    const filter = makeParticleFilter();
    const loop = ourLoop(filter);
    expect(error(ourScan(filter, {}), loop)).toBeLessThan(1e-13);
    expect(error(ourScan(filter, { checkpoint: 'sqrt' }), loop)).toBeLessThan(1e-13);
  });

  it("of Rosenbrock's function are those worked out on paper", () => {
    const x = uniform(1, 10, { low: -1, high: 2 }).data;
    expect(error(ourGradient(x), gradientByHand(x))).toBeLessThan(1e-14);
  });
});

function error(work: Computation, expected: Computation): number {
  return requireAgreement('work', work.answer(), expected.answer(), Infinity);
}
