import { DomainError, ShapeError } from '@monge/ndarray';
import type { Assignment } from '../../exact/assignment.js';
import { type AlignedSpaces, sideOf, squareLoss } from './gromov-cost.js';

/** 8! = 40 320 permutations take some milliseconds. */
const LARGEST = 8;

/**
 * The best one-to-one alignment of two spaces of n points, min Σ_ik L(C_ik, C′_{σ(i)σ(k)}) over the permutations σ, by trying all n! of them: for n ≤
 * 8. Gromov–Wasserstein between uniform weights of 1/n has this as its minimum, at `cost`/n², where the cost is concave on the plans: for squared
 * distances, and distances, of Euclidean spaces and the square loss.
 *
 * @throws {ShapeError} unless both spaces have n² costs, {DomainError} when n > 8.
 *
 * @example
 * bestAlignment({ source: [0, 1, 3, 1, 0, 2, 3, 2, 0], target: [0, 2, 3, 2, 0, 1, 3, 1, 0] }); // → { target: [2, 1, 0], cost: 0 }
 */
export function bestAlignment({
  source,
  target,
  loss = squareLoss,
}: AlignedSpaces): Pick<Assignment, 'target' | 'cost'> {
  const n = sideOf(source, 'source');
  if (sideOf(target, 'target') !== n) {
    throw new ShapeError(
      `sinkhorn.bestAlignment: expected target of ${n} × ${n} costs (as many points as in source), got ${target.length} of them`,
    );
  }
  if (n > LARGEST) {
    throw new DomainError(`sinkhorn.bestAlignment: expected n ≤ ${LARGEST} (all n! are tried), got ${n}`);
  }
  const permutation = Int32Array.from({ length: n }, (_, i) => i);
  let best: Pick<Assignment, 'target' | 'cost'> = { target: permutation.slice(), cost: Infinity };

  /** Places points from i on; the first i, with what they cost among themselves, are placed. */
  function place(i: number, cost: number): void {
    if (i === n) {
      if (cost < best.cost) best = { target: permutation.slice(), cost };
      return;
    }
    for (let at = i; at < n; at++) {
      swap(i, at);
      let added = 0;
      for (let k = 0; k <= i; k++) {
        const [j, l] = [permutation[i], permutation[k]];
        added += loss(source[i * n + k], target[j * n + l]);
        if (k < i) added += loss(source[k * n + i], target[l * n + j]);
      }
      place(i + 1, cost + added);
      swap(i, at);
    }
  }

  function swap(i: number, k: number): void {
    [permutation[i], permutation[k]] = [permutation[k], permutation[i]];
  }

  place(0, 0);
  return best;
}
