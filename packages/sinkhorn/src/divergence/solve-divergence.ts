import type { LinearProblemOptions } from '../linear-problem.js';
import type { Solution } from '../solution.js';
import { solveFor } from '../solve.js';
import type { SolveOptions } from '../solve-options.js';
import type { SinkhornDivergence } from './divergence.js';
import { divergenceOf } from './divergence-of.js';
import { type DivergenceGeometries, divergenceProblems } from './divergence-problems.js';
import { solveSymmetricFor } from './solve-symmetric.js';

export type DivergenceOptions = LinearProblemOptions & SolveOptions;

/**
 * {@link sinkhornDivergence} for any three geometries, such as three matrices of costs. One ε for the three problems: by default that of
 * the problem between sources and targets. The first is solved by {@link solve}, starting from the solution of the third unless `init`
 * or `initialiser` says otherwise, the others by {@link solveSymmetric}; `onProgress` hears of all three, one after the other.
 *
 * @throws {ShapeError} when the geometries do not fit each other.
 * @throws {DomainError} when `tauA` and `tauB` differ: there is no divergence then, see `require-equal-taus.ts`. And as these functions.
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
  const caller = 'sinkhorn.solveDivergence';
  const problems = divergenceProblems(geometries, options, caller);
  // Potentials to start from are those of the problem between sources and targets.
  const itself: SolveOptions = { ...options, init: {} };
  const xx = solveSymmetricFor(caller, problems.xx, itself);
  const yy = solveSymmetricFor(caller, problems.yy, itself);
  const xy = solveFor(caller, problems.xy, startingFrom(yy, options));
  return divergenceOf({ xy, xx, yy });
}

/** The options of the problem between sources and targets: from the solution of the targets against themselves, unless they say otherwise. */
export function startingFrom<Options extends Pick<SolveOptions, 'init' | 'initialiser'>>(
  { g }: Pick<Solution, 'g'>,
  options: Options,
): Options {
  const told = options.init !== undefined || options.initialiser !== undefined;
  return told ? options : { ...options, init: { g } };
}
