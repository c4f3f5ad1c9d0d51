import { type ArrayInput, contiguous, ShapeError } from '@monge/ndarray';
import { firstAsymmetry } from './asymmetry.js';
import type { PointCloud, SeparableCost } from './geometry.js';
import { refuseLargeCosts } from './refuse-large-costs.js';
import { axisCosts, mirrored } from './separable/axis-costs.js';
import { separablePairwise } from './separable/separable-pairwise.js';
import { type AxisMatrix, separableSpread } from './separable/separable-spread.js';

/**
 * The geometry of two grids of d axes whose cost is a sum over the axes, C_ij = Σ_k C_k[i_k, j_k]: what {@link grid} makes of coordinates. Points are numbered in
 * row-major order, the last axis fastest, and weights may have the shape of their grid.
 *
 * Only the matrices of the axes are stored. A sum over all N points of a side is d products with them: O(N Σ n_k) in the place of O(N²), in the log
 * domain and in float64, accurate to rounding at any ε. (Solomon et al. 2015, "Convolutional Wasserstein distances"; Peyré & Cuturi 2019, § 4.3.)
 *
 * @param matrices the costs along each axis, [n_k, m_k]: any numbers up to 1e150.
 * @throws {ShapeError} unless there is a matrix and each has two axes, none empty.
 * @throws {DomainError} when a cost is NaN or beyond 1e150.
 *
 * @example
 * ```ts
 * import { linearProblem, separableCost, solve } from '@monge/sinkhorn';
 *
 * const steps = separableCost([[[0, 1], [1, 0]], [[0, 1, 4], [1, 0, 1], [4, 1, 0]]]);
 * steps.shape; // → [6, 6]
 * solve(linearProblem(steps, { a: [[1, 0, 0], [0, 0, 0]], b: [[0, 0, 0], [0, 0, 1]], epsilon: 0.1 })).cost; // → 5
 * ```
 */
export function separableCost(matrices: readonly ArrayInput[]): SeparableCost {
  return separable(matrices, 'sinkhorn.separableCost');
}

/** @param cloud the same costs as those of points, where there are points. */
export function separable(
  matrices: readonly ArrayInput[],
  caller: string,
  cloud?: () => PointCloud,
): SeparableCost {
  if (matrices.length === 0) {
    throw new ShapeError(`${caller}: expected the costs of at least one axis, got none`);
  }
  const axes = matrices.map((matrix, k) => readMatrix(matrix, k, caller));
  const forward = axes.map(({ n, m, costs }) => axisCosts(costs, n, m));
  const sides = { 1: forward, 0: forward.map(mirrored) };
  const sourceShape = axes.map(({ n }) => n);
  const targetShape = axes.map(({ m }) => m);
  const costRow = (i: number, out: Float64Array) => sumOfRows(axes, i, out);
  return Object.freeze<SeparableCost>({
    kind: 'separableCost',
    shape: [product(sourceShape), product(targetShape)],
    dtype: 'float64',
    kernelSize: Infinity,
    sourceShape,
    targetShape,
    ...(cloud === undefined ? {} : { cloud }),
    pairwise: (executor) => separablePairwise(sides, costRow, executor),
    costRow,
    costSpread: (a, b) => separableSpread(axes, a, b),
    asymmetry: () => asymmetryOfAxes(axes),
  });
}

function readMatrix(matrix: ArrayInput, k: number, caller: string): AxisMatrix {
  const name = `matrices[${k}]`;
  const { data, shape } = contiguous(matrix, 'float64', { name, caller });
  if (shape.length !== 2 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [n, m] with n, m ≥ 1 (costs along axis ${k}), got [${shape.join(', ')}]`,
    );
  }
  const [n, m] = shape as readonly [number, number];
  refuseLargeCosts(data, m, name, caller);
  return { n, m, costs: data.slice() };
}

function asymmetryOfAxes(axes: readonly AxisMatrix[]): string | undefined {
  for (const [k, { n, m, costs }] of axes.entries()) {
    const found =
      n === m
        ? firstAsymmetry(n, (i, j) => costs[i * n + j])
        : `as many targets as sources, got ${n} and ${m}`;
    if (found !== undefined) return `${found} along axis ${k}`;
  }
  return undefined;
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** The costs of source i, from the last axis to the first: each repeats what the axes after it amount to. */
function sumOfRows(axes: readonly AxisMatrix[], i: number, out: Float64Array): void {
  let rest = i;
  let size = 1;
  out[0] = 0;
  for (const { n, m, costs } of axes.toReversed()) {
    const row = (rest % n) * m;
    rest = Math.floor(rest / n);
    // Downwards, since the first block is what is repeated.
    for (let j = m - 1; j >= 0; j--) {
      const cost = costs[row + j];
      for (let at = 0; at < size; at++) out[j * size + at] = cost + out[at];
    }
    size *= m;
  }
}
