import {
  type ArrayInput,
  contiguous,
  DomainError,
  fromData,
  ShapeError,
  UnsupportedError,
} from '@monge/ndarray';
import { asCost } from '../costs/as-cost.js';
import type { Cost, CostInput } from '../costs/cost.js';
import { squaredEuclidean } from '../costs/squared-euclidean.js';
import { costMatrix } from './cost-matrix.js';
import type { Points, SeparableCost } from './geometry.js';
import { pointCloud } from './point-cloud.js';
import { separable } from './separable-cost.js';

export interface GridOptions {
  /** Coordinates along each axis of the target grid, [m_k] each. Default: those of the source grid. */
  readonly targets?: readonly ArrayInput[];
  /**
   * Cost between two coordinates, one for all axes or one for each; the cost between two points is the sum over the axes. Default {@link squaredEuclidean}.
   * `pNorm(p)` too is between points what it is between coordinates, summed.
   */
  readonly cost?: CostInput | readonly CostInput[];
}

const caller = 'sinkhorn.grid';

/**
 * The geometry of the points of a grid, such as the pixels of an image, under a cost that is a sum over the axes. As accurate as a {@link pointCloud} of these points,
 * and far cheaper: O(N^{1 + 1/d}) an iteration for N points, and O(N) memory; see {@link separableCost}.
 *
 * Points are numbered in row-major order, the last axis fastest. Weights may have the shape of the grid.
 *
 * @param axes coordinates along each axis, [n_k] each: finite, in any order and at any distances.
 * @throws {ShapeError} when there are no axes, one is empty, or the targets have another number of them.
 * @throws {DomainError} when a coordinate is NaN or beyond 1e75, or a cost is not finite.
 * @throws {UnsupportedError} for a cost that is not a sum over the axes: `euclidean`, `cosine`, `greatCircle`.
 *
 * @example
 * ```ts
 * import { grid, linearProblem, solve } from '@monge/sinkhorn';
 *
 * const image = [[1, 0, 0], [0, 0, 0]];
 * const moved = [[0, 0, 0], [0, 0, 1]];
 * const problem = linearProblem(grid([[0, 1], [0, 1, 2]]), { a: image, b: moved, epsilon: 0.1 });
 * solve(problem).cost; // → 5
 * ```
 */
export function grid(axes: readonly ArrayInput[], options: GridOptions = {}): SeparableCost {
  const sources = axes.map((axis, k) => coordinates(axis, `axes[${k}]`));
  const targets = options.targets?.map((axis, k) => coordinates(axis, `targets[${k}]`)) ?? sources;
  if (targets.length !== sources.length) {
    throw new ShapeError(
      `${caller}: expected as many axes in targets as in axes, got ${targets.length} and ${sources.length}`,
    );
  }
  const costs = costsOf(options.cost, sources.length);
  const matrices = costs.map((cost, k) =>
    fromData(costMatrix(sources[k], targets[k], cost, caller), [sources[k].count, targets[k].count]),
  );
  let cloud: ReturnType<typeof pointCloud> | undefined;
  return separable(matrices, caller, () => {
    cloud ??= pointCloud(gridPoints(sources), gridPoints(targets), { cost: sumOverAxes(costs) });
    return cloud;
  });
}

/** Squares of coordinates, and the squares of costs that are such squares, have to be numbers. */
const LARGEST = 1e75;

function coordinates(axis: ArrayInput, name: string): Points {
  const { data, shape } = contiguous(axis, 'float64', { name, caller });
  if (shape.length !== 1 || data.length === 0) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [n] with n ≥ 1 (coordinates), got [${shape.join(', ')}]`,
    );
  }
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i]) <= LARGEST) continue;
    throw new DomainError(
      `${caller}: expected coordinates in [−1e75, 1e75] in ${name}, got ${data[i]} at ${i}`,
    );
  }
  return { data, count: data.length, dimension: 1 };
}

function costsOf(input: GridOptions['cost'] = squaredEuclidean, dimension: number): readonly Cost[] {
  if (Array.isArray(input)) {
    if (input.length !== dimension) {
      throw new ShapeError(
        `${caller}: expected one cost, or one for each of ${dimension} axes, got ${input.length}`,
      );
    }
    return input.map((cost: CostInput) => asCost(cost, caller));
  }
  const cost = asCost(input as CostInput, caller);
  if (dimension > 1 && cost.fused !== undefined && !isSumOverAxes(cost.fused)) {
    throw new UnsupportedError(
      `${caller}: expected a cost that is a sum over the axes, got '${cost.name}', which is not; use pNorm(1) for the sum of distances along the axes, or ` +
        'pointCloud with the points of the grid',
    );
  }
  return new Array<Cost>(dimension).fill(cost);
}

function isSumOverAxes({ kind, embedding }: NonNullable<Cost['fused']>): boolean {
  return kind === 'squaredDistance' && embedding === undefined;
}

/** The cost between points. */
function sumOverAxes(costs: readonly Cost[]): Cost {
  const [first] = costs;
  const same = costs.every((cost) => cost === first);
  if (costs.length === 1 || (same && first.fused !== undefined)) return first;
  return {
    name: same ? `${first.name}, summed over the axes` : `sum of ${costs.map(({ name }) => name).join(', ')}`,
    // From the last axis to the first, as the grid does: the same to the bit.
    between: (x, y) =>
      costs.reduceRight(
        (total, cost, k) => total + cost.between(x.subarray(k, k + 1), y.subarray(k, k + 1)),
        0,
      ),
  };
}

/** All points of a grid in row-major order, [N, d]. */
function gridPoints(axes: readonly Points[]) {
  const dimension = axes.length;
  const count = axes.reduce((size, axis) => size * axis.count, 1);
  const points = new Float64Array(count * dimension);
  let stride = count;
  for (const [k, axis] of axes.entries()) {
    stride /= axis.count;
    for (let i = 0; i < count; i++)
      points[i * dimension + k] = axis.data[Math.floor(i / stride) % axis.count];
  }
  return fromData(points, [count, dimension]);
}
