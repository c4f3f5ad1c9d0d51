import type { Solution } from '@monge/sinkhorn';
import { expect } from 'vitest';
import { centred, deviation } from './deviation.js';

/** Largest difference of two plans relative to the mass of an average pair. */
function planDeviation(one: Solution, other: Solution): number {
  const [p, q] = [one.plan().data, other.plan().data];
  const unit = other.mass / q.length;
  let largest = 0;
  for (let at = 0; at < p.length; at++) {
    const distance = Math.abs(p[at] - q[at]) / unit;
    if (!(distance <= largest)) largest = distance;
  }
  return largest;
}

/** Asserts that two solutions are one: status, costs, potentials where both marginals are met, plan, and products with it. */
export function expectSameSolution(one: Solution, other: Solution, tolerance: number): void {
  expect(one.status).toBe(other.status);
  const { a, b, tauA, tauB } = one.problem;
  for (const name of ['cost', 'mass', 'regularisedCost', 'dualCost'] as const) {
    expect(Math.abs(one[name] - other[name])).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(other[name])),
    );
  }
  const balanced = tauA === 1 && tauB === 1;
  const [own, theirs] = [one, other].map((solution) => {
    const { f, g } = balanced ? centred(solution, a) : { f: solution.f.data, g: solution.g.data };
    return { f: f.filter((_, i) => a[i] > 0), g: g.filter((_, j) => b[j] > 0) };
  });
  expect(deviation(own.f, theirs.f)).toBeLessThanOrEqual(tolerance);
  expect(deviation(own.g, theirs.g)).toBeLessThanOrEqual(tolerance);
  expect(planDeviation(one, other)).toBeLessThanOrEqual(20 * tolerance);
  const values = Float64Array.from(b, (_, j) => Math.sin(3 * j) - 0.3);
  const back = Float64Array.from(a, (_, i) => Math.cos(2 * i) + 0.1);
  expect(deviation(one.apply(values).data, other.apply(values).data)).toBeLessThanOrEqual(tolerance);
  expect(
    deviation(one.apply(back, { transpose: true }).data, other.apply(back, { transpose: true }).data),
  ).toBeLessThanOrEqual(tolerance);
}
