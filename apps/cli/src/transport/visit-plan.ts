import { setImmediate } from 'node:timers/promises';
import { pointAt } from '../read/points.js';
import type { Solved } from './solved.js';

/** How long the thread is kept at a time, in milliseconds. */
const turnLength = 30;

/**
 * Visits every entry of the plan, P_ij = aᵢ bⱼ exp((fᵢ + gⱼ − C_ij)/ε), row by row and without storing it, so that
 * any number of sums over groups of points takes one pass of O(nm) time and O(n + m) memory.
 *
 * @throws the signal's reason when it fires.
 */
export async function visitPlan(
  { source, target, cost, solution }: Solved,
  signal: AbortSignal | undefined,
  visit: (i: number, j: number, mass: number, cost: number) => void,
): Promise<void> {
  signal?.throwIfAborted();
  const { epsilon, f, g } = solution;
  const { a, b } = solution.problem;
  const y = Array.from(b, (_, j) => pointAt(target, j));
  const potentials = Array.from(b, (_, j) => g.get(j));
  let turn = performance.now();
  for (let i = 0; i < a.length; i++) {
    const x = pointAt(source, i);
    const potential = f.get(i);
    for (let j = 0; j < b.length; j++) {
      const c = cost.cost.between(x, y[j]);
      visit(i, j, a[i] * b[j] * Math.exp((potential + potentials[j] - c) / epsilon), c);
    }
    if (performance.now() - turn < turnLength) continue;
    await setImmediate();
    signal?.throwIfAborted();
    turn = performance.now();
  }
}
