import { costDeviation } from '../geometry/cost-deviation.js';
import { defaultExecutor } from '../internal/default-executor.js';
import { isBalanced } from '../internal/relaxation.js';
import type { LinearProblem } from '../linear-problem.js';
import { entropicGaussianInitialiser } from './entropic-gaussian-initialiser.js';
import type { InitialiserOptions, InitialPotentials } from './initialiser.js';
import { dualValues } from './internal/dual-values.js';
import { staircasePotentials } from './internal/staircase-potentials.js';
import { kMeansInitialiser } from './k-means-initialiser.js';

/** Above this many standard deviations of the costs ε has moved potentials so far from those of unregularised transport that these are no good start. */
const LARGE_EPSILON = 0.1;

/** Up to so many dimensions the clusters of k-means are small, and a better start than the Gaussian even for Gaussians. */
const FEW_DIMENSIONS = 5;

/**
 * The best start that can be told in advance.
 *
 * - On the line, where the cost is a convex function of x − y and ε no more than a tenth of its standard deviation: {@link staircaseInitialiser}.
 * - Else in up to five dimensions, and under other costs than the squared Euclidean: {@link kMeansInitialiser}.
 * - In more dimensions: that or {@link entropicGaussianInitialiser}, whichever has the higher dual value.
 * - For a matrix of costs: none.
 *
 * Where a marginal may give way, always the second. `docs/initialisers.md` has the iterations that it saves; on no set there does it take more than
 * none. It takes time: O((n + m) log(n + m)) on the line, O(n^{3/2} d) for n points a side elsewhere, and O(n²d) for the two dual values. For up to some
 * thousand points in the plane that is as much as an accelerated solve to 1e-3; it pays for more points, a smaller ε, and always on the line.
 *
 * @example
 * ```ts
 * import { linearProblem, pointCloud, solve } from '@monge/sinkhorn';
 *
 * const y = Array.from({ length: 100 }, (_, j) => j / 99);
 * const problem = linearProblem(pointCloud(y.map((v) => v ** 3), y), { epsilon: 1e-4 });
 * solve(problem, { initialiser: 'auto' }).iterations < solve(problem).iterations / 3; // → true
 * ```
 */
export function autoInitialiser(
  problem: LinearProblem,
  { executor = defaultExecutor() }: InitialiserOptions = {},
): InitialPotentials {
  const { geometry, a, b, epsilon } = problem;
  if (geometry.kind !== 'pointCloud') return {};
  const { dimension } = geometry.x;
  const balanced = isBalanced(problem);
  if (balanced && dimension === 1 && epsilon <= LARGE_EPSILON * costDeviation(geometry, a, b)) {
    const potentials = staircasePotentials(geometry, a, b);
    if (potentials !== undefined) return potentials;
  }
  const clustered = kMeansInitialiser()(problem, { executor });
  if (!balanced || dimension <= FEW_DIMENSIONS || geometry.costs().kind !== 'squaredDistance')
    return clustered;
  const gaussian = entropicGaussianInitialiser(problem);
  const [ofClustered, ofGaussian] = dualValues(problem, [clustered.g, gaussian.g], executor);
  return ofGaussian > ofClustered ? gaussian : clustered;
}
