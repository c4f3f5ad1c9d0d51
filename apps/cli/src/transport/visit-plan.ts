import { setImmediate } from 'node:timers/promises';
import { pointAt } from '../read/points.js';
import type { Solved } from './solved.js';

/** How long the thread is kept at a time, in milliseconds. */
const turnLength = 30;

/**
 * Visits every entry of the plan that has mass, row by row and without storing it, so that any number of sums over groups of points
 * takes one pass of O(nm) time and O(n + m) memory.
 *
 * @throws the signal's reason when it fires.
 */
export async function visitPlan(
  { source, target, cost, solution }: Solved,
  signal: AbortSignal | undefined,
  visit: (i: number, j: number, mass: number, cost: number) => void,
): Promise<void> {
  signal?.throwIfAborted();
  const { problem } = solution;
  const y = Array.from(problem.b, (_, j) => pointAt(target, j));
  let turn = performance.now();
  let i = 0;
  for (const row of solution.rows()) {
    const x = pointAt(source, i);
    for (let j = 0; j < row.length; j++) {
      if (row[j] > 0) visit(i, j, row[j], cost.cost.between(x, y[j]));
    }
    i++;
    if (performance.now() - turn < turnLength) continue;
    await setImmediate();
    signal?.throwIfAborted();
    turn = performance.now();
  }
}
