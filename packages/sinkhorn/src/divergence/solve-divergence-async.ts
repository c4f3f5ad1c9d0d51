import type { LinearProblemOptions } from '../linear-problem.js';
import { solveForAsync } from '../solve-async.js';
import type { SolveAsyncOptions } from '../solve-options.js';
import type { SinkhornDivergence } from './divergence.js';
import { divergenceOf } from './divergence-of.js';
import { type DivergenceGeometries, divergenceProblems } from './divergence-problems.js';
import { startingFrom } from './solve-divergence.js';
import { solveSymmetricForAsync } from './solve-symmetric-async.js';

export type DivergenceAsyncOptions = LinearProblemOptions & SolveAsyncOptions;

/**
 * `solveDivergence`, handing the thread back, on any executor: by `solveAsync` and `solveSymmetricAsync`, which say what is
 * computed where. On executors of the processor the result is that of `solveDivergence` to the bit.
 *
 * On an asynchronous executor, in float32, some 1e-6 of the costs is rounding. Of the divergence, `transport()` and what the three solutions are asked for run on the
 * processor.
 *
 * @throws as `solveDivergence`, by rejecting, and {UnsupportedError} as `solveAsync`.
 *
 * @example
 * ```ts
 * import { denseCost, solveDivergenceAsync } from '@monge/sinkhorn';
 *
 * const [xy, xx, yy] = [[[4], [1]], [[0, 1], [1, 0]], [[0]]].map(denseCost);
 * const { divergence } = await solveDivergenceAsync({ xy, xx, yy }, { epsilon: 1e-3 });
 * divergence.toFixed(2); // → '2.50'
 * ```
 */
export async function solveDivergenceAsync(
  geometries: DivergenceGeometries,
  options: DivergenceAsyncOptions = {},
): Promise<SinkhornDivergence> {
  const caller = 'sinkhorn.solveDivergenceAsync';
  const problems = divergenceProblems(geometries, options, caller);
  // Potentials to start from are those of the problem between sources and targets.
  const itself: SolveAsyncOptions = { ...options, init: {} };
  const xx = await solveSymmetricForAsync(caller, problems.xx, itself);
  const yy = await solveSymmetricForAsync(caller, problems.yy, itself);
  const xy = await solveForAsync(caller, problems.xy, startingFrom(yy, options));
  return divergenceOf({ xy, xx, yy });
}
