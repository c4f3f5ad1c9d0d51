import { type ArrayInput, argsort, DomainError, ShapeError } from '@monge/ndarray';
import { pointCloud } from '../geometry/point-cloud.js';
import { linearProblem } from '../linear-problem.js';
import { crossingPays } from './crossing-pays.js';
import { type ExactTransport, exactTransport } from './exact-transport.js';
import { staircase } from './staircase.js';

export interface TransportOnLineOptions {
  /** Source weights, [n], ≥ 0, of any total, which has to be that of `b`. Default: the mass of `b` spread evenly, 1 in all if there is no `b` either. */
  readonly a?: ArrayInput;
  /** Target weights, [m], ≥ 0. Default: the mass of `a` spread evenly. */
  readonly b?: ArrayInput;
  /** h, convex: moving a unit from x to y costs h(x − y). Checked are moves next to each other, which must not be cheaper when they cross. Default the square. */
  readonly cost?: (difference: number) => number;
}

/**
 * Exact optimal transport on the line, for costs h(x − y) with h convex: mass is moved in order, leftmost to leftmost,
 *
 *   min ⟨P, C⟩ = ∫₀¹ h(F_a⁻¹(t) − F_b⁻¹(t)) dt   (for masses of 1)
 *
 * (Santambrogio 2015, Optimal Transport for Applied Mathematicians, Thm 2.9). The moves are listed from left to right. Where the potentials of a pair may lie
 * in an interval, since a source and a target are used up at once, they take its middle. O((n + m) log(n + m)).
 *
 * @param x source points, [n], in any order, equal ones too.
 * @param y target points, [m]
 * @throws {ShapeError} when a cloud is empty or not on the line, or the weights do not fit.
 * @throws {DomainError} when a weight is negative, NaN or infinite, all are zero, the masses differ, or a cost is not finite or seen not to be convex.
 *
 * @example
 * ```ts
 * import { transportOnLine } from '@monge/sinkhorn';
 *
 * const { cost, support } = transportOnLine([2, 0], [1, 5], { a: [0.25, 0.75], cost: Math.abs });
 * cost; // → 2.5
 * support.source; // → Int32Array [1, 1, 0]
 * support.target; // → Int32Array [0, 1, 1]
 * support.mass; // → Float64Array [0.5, 0.25, 0.25]
 * ```
 */
export function transportOnLine(
  x: ArrayInput,
  y: ArrayInput,
  options: TransportOnLineOptions = {},
): ExactTransport {
  const { cost: h = (difference) => difference * difference, ...weights } = options;
  const geometry = pointCloud(x, y);
  const [from, to] = [geometry.x, geometry.y];
  if (from.dimension !== 1) {
    throw new ShapeError(
      `sinkhorn.transportOnLine: expected x and y of shapes [n] and [m] (points of the line), got points of ${from.dimension} coordinates; use ` +
        'solveExactly',
    );
  }
  const problem = linearProblem(geometry, { ...weights, epsilon: 1 });
  const sides = {
    a: problem.a,
    b: problem.b,
    sources: argsort(from.data).data,
    targets: argsort(to.data).data,
  };
  const costOf = (i: number, j: number) => h(from.data[i] - to.data[j]);
  const { f, g, support, cost } = staircase(sides, (i, j) => {
    const value = costOf(i, j);
    if (Number.isFinite(value)) return value;
    throw new DomainError(
      `sinkhorn.transportOnLine: expected a finite cost (of moving a unit from x to y, a function of x − y), got ${value} for ${from.data[i] - to.data[j]}`,
    );
  });
  if (crossingPays(support, costOf)) {
    throw new DomainError(
      'sinkhorn.transportOnLine: expected a convex cost (mass is moved in order then), got one for which some moves are cheaper when they cross; use solveExactly',
    );
  }
  return Object.freeze(exactTransport(problem, support, cost, f, g));
}
