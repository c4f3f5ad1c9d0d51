import {
  type ArrayInput,
  contiguous,
  DomainError,
  type FloatDType,
  resultDtype,
  ShapeError,
} from '@monge/ndarray';
import { firstAsymmetry } from './asymmetry.js';
import type { LowRankCost } from './geometry.js';
import { asDistances } from './low-rank/as-distances.js';
import { lowRankSpread } from './low-rank/low-rank-spread.js';
import { shiftedPairwise } from './low-rank/shifted-pairwise.js';

/**
 * The geometry of costs of low rank, C = U Vᵀ: inner products of features, such as −x·y, or any cost by its factors. Nothing of size n·m is stored: the kernels are those of
 * squared distances, to which −2 x·y differs by a term for each source and one for each target. O(n·m·r) an iteration.
 *
 * @param left U, [n, r], features of the sources, finite. Copied.
 * @param right V, [m, r], features of the targets. Two float32 factors are worked on in float32, anything else in float64.
 * @throws {ShapeError} when a factor is empty or the ranks differ.
 * @throws {DomainError} when an entry is NaN or beyond 1e75.
 *
 * @example
 * ```ts
 * import { linearProblem, lowRankCost, solve } from '@monge/sinkhorn';
 *
 * const likeness = lowRankCost([[-1, 0], [0, -1]], [[1, 0], [0, 1], [1, 1]]); // −x·y
 * solve(linearProblem(likeness, { epsilon: 0.1 })).status; // → 'converged'
 * ```
 */
export function lowRankCost(left: ArrayInput, right: ArrayInput): LowRankCost {
  const dtype = resultDtype(left, right);
  const [u, n, rank] = readFactor(left, 'left', 'n');
  const [v, m, other] = readFactor(right, 'right', 'm');
  if (rank !== other) {
    throw new ShapeError(
      `${caller}: expected right of shape [m, ${rank}] (features of the targets, as many as left has), got [${m}, ${other}]`,
    );
  }
  return lowRank({ rank, left: u, right: v, n, m }, dtype);
}

interface Factors extends Pick<LowRankCost, 'rank' | 'left' | 'right'> {
  readonly n: number;
  readonly m: number;
}

function lowRank({ rank, left, right, n, m }: Factors, dtype: FloatDType): LowRankCost {
  const distances = asDistances(left, right, rank, dtype);
  const { points, atSources, atTargets } = distances;
  function costOf(i: number, j: number): number {
    let cost = 0;
    for (let k = 0; k < rank; k++) cost += left[i * rank + k] * right[j * rank + k];
    return cost;
  }
  return Object.freeze<LowRankCost>({
    kind: 'lowRankCost',
    shape: [n, m],
    dtype,
    kernelSize: n * m,
    rank,
    left,
    right,
    distances: () => distances,
    pairwise: (executor) => shiftedPairwise(executor.pairwise(points, dtype), atSources, atTargets),
    costRow(i, out) {
      for (let j = 0; j < m; j++) out[j] = costOf(i, j);
    },
    costSpread: (a, b) => lowRankSpread(left, right, rank, a, b),
    asymmetry: () => firstAsymmetry(n, costOf),
  });
}

const caller = 'sinkhorn.lowRankCost';

/** Products of entries, and their squares, have to be numbers. */
const LARGEST = 1e75;

function readFactor(input: ArrayInput, name: string, count: string): readonly [Float64Array, number, number] {
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [${count}, r] with ${count}, r ≥ 1 (features), got [${shape.join(', ')}]`,
    );
  }
  const [rows, rank] = shape as readonly [number, number];
  for (let at = 0; at < data.length; at++) {
    if (Math.abs(data[at]) <= LARGEST) continue;
    throw new DomainError(
      `${caller}: expected entries in [−1e75, 1e75] in ${name} (they are multiplied), got ${data[at]} at [${Math.floor(at / rank)}, ${at % rank}]`,
    );
  }
  return [data.slice(), rows, rank];
}
