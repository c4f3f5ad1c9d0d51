import { DomainError, ShapeError } from '@monge/ndarray';
import type { Assignment } from '../../exact/assignment.js';

/** 8! = 40 320 permutations take a millisecond or two. */
const LARGEST = 8;

/**
 * The cheapest one-to-one assignment, source i to `target[i]`, by trying all n! of them: for n ≤ 8. Transport between uniform weights of 1/n has this as its
 * optimum, at `cost`/n (Birkhoff's theorem).
 *
 * @param costs [n, n], row by row.
 * @throws {ShapeError} when the number of costs is not a square.
 * @throws {DomainError} when n > 8.
 *
 * @example
 * bestAssignment([4, 1, 3, 2, 0, 5, 3, 2, 2]); // → { target: [1, 0, 2], cost: 5 }
 */
export function bestAssignment(costs: ArrayLike<number>): Pick<Assignment, 'target' | 'cost'> {
  const n = Math.round(Math.sqrt(costs.length));
  if (n * n !== costs.length) {
    throw new ShapeError(
      `sinkhorn.bestAssignment: expected n² costs (a square matrix, row by row), got ${costs.length}`,
    );
  }
  if (n > LARGEST) {
    throw new DomainError(
      `sinkhorn.bestAssignment: expected n ≤ ${LARGEST} (all n! assignments are tried), got ${n}`,
    );
  }
  const permutation = Int32Array.from({ length: n }, (_, i) => i);
  let best: Pick<Assignment, 'target' | 'cost'> = { target: permutation.slice(), cost: Infinity };

  function assign(i: number, cost: number): void {
    if (i === n) {
      if (cost < best.cost) best = { target: permutation.slice(), cost };
      return;
    }
    for (let k = i; k < n; k++) {
      swap(i, k);
      assign(i + 1, cost + costs[i * n + permutation[i]]);
      swap(i, k);
    }
  }

  function swap(i: number, k: number): void {
    [permutation[i], permutation[k]] = [permutation[k], permutation[i]];
  }

  assign(0, 0);
  return best;
}
