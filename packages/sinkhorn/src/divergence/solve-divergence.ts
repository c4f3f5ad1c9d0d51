import { DomainError, ShapeError, subtract } from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { sum } from '../internal/sums.js';
import { type LinearProblemOptions, linearProblem } from '../linear-problem.js';
import type { Status } from '../solution.js';
import { solve } from '../solve.js';
import type { SolveOptions } from '../solve-options.js';
import { debiasedTransport } from './debiased-transport.js';
import type { DivergenceSolutions, SinkhornDivergence } from './divergence.js';
import { solveSymmetric } from './solve-symmetric.js';

/** The costs of the three problems of a divergence. */
export interface DivergenceGeometries {
  /** Between sources and targets, [n, m]. */
  readonly xy: Geometry;
  /** Between the sources, [n, n], symmetric. */
  readonly xx: Geometry;
  /** Between the targets, [m, m], symmetric. */
  readonly yy: Geometry;
}

export type DivergenceOptions = LinearProblemOptions & SolveOptions;

/**
 * {@link sinkhornDivergence} for any three geometries, such as three matrices of costs. One ε for the three problems: by default that of
 * the problem between sources and targets. The first is solved by {@link solve}, starting from the solution of the third unless `init`
 * or `initialiser` says otherwise, the others by {@link solveSymmetric}; `onProgress` hears of all three, one after the other.
 *
 * @throws {ShapeError} when the geometries do not fit each other.
 * @throws {DomainError} when `tauA` and `tauB` differ. And as these functions.
 *
 * @example
 * ```ts
 * import { denseCost, solveDivergence } from '@monge/sinkhorn';
 *
 * const [xy, xx, yy] = [[[4], [1]], [[0, 1], [1, 0]], [[0]]].map(denseCost);
 * const { divergence } = solveDivergence({ xy, xx, yy }, { epsilon: 1e-3 });
 * divergence.toFixed(2); // → '2.50'
 * ```
 */
export function solveDivergence(
  geometries: DivergenceGeometries,
  options: DivergenceOptions = {},
): SinkhornDivergence {
  refuseMisfits(geometries);
  const problem = linearProblem(geometries.xy, options);
  const { a, b, epsilon, tauA, tauB } = problem;
  if (tauA !== tauB) {
    throw new DomainError(
      `sinkhorn.solveDivergence: expected tauA and tauB equal (it is not zero for equal measures otherwise), got ${tauA} and ${tauB}`,
    );
  }
  const itself: SolveOptions = { ...options, init: {} };
  const xx = solveSymmetric(linearProblem(geometries.xx, { a, b: a, epsilon, tauA, tauB }), itself);
  const yy = solveSymmetric(linearProblem(geometries.yy, { a: b, b, epsilon, tauA, tauB }), itself);
  const told = options.init !== undefined || options.initialiser !== undefined;
  const xy = solve(problem, told ? options : { ...options, init: { g: yy.g } });
  const solutions: DivergenceSolutions = { xy, xx, yy };
  return Object.freeze<SinkhornDivergence>({
    ...solutions,
    // Dual values are wrong by the square of what the potentials are, regularised costs by as much as the marginals.
    divergence: xy.dualCost - xx.dualCost / 2 - yy.dualCost / 2 + (epsilon / 2) * (sum(a) - sum(b)) ** 2,
    status: worst([xy.status, xx.status, yy.status]),
    epsilon,
    f: subtract(xy.f, xx.f),
    g: subtract(xy.g, yy.g),
    transport: (points, side) => debiasedTransport(solutions, points, side),
  });
}

function worst(statuses: readonly Status[]): Status {
  const order: readonly Status[] = ['diverged', 'maxIterations'];
  return order.find((status) => statuses.includes(status)) ?? 'converged';
}

function refuseMisfits({ xy, xx, yy }: DivergenceGeometries): void {
  const [n, m] = xy.shape;
  for (const [name, { shape }, length] of [
    ['xx', xx, n],
    ['yy', yy, m],
  ] as const) {
    if (shape[0] === length && shape[1] === length) continue;
    throw new ShapeError(
      `sinkhorn.solveDivergence: expected ${name} of shape [${length}, ${length}] (xy is [${n}, ${m}]), got [${shape.join(', ')}]`,
    );
  }
}
