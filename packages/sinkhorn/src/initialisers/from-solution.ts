import { UnsupportedError } from '@monge/ndarray';
import { describe } from '../geometry/describe.js';
import type { Points } from '../geometry/geometry.js';
import { costsBetween } from '../geometry/point-cloud.js';
import { defaultExecutor } from '../internal/default-executor.js';
import type { Solution } from '../solution.js';
import type { Initialiser } from './initialiser.js';
import { softTransform } from './internal/reduced-problem.js';

/**
 * Makes an initialiser from the solution of a similar problem: other weights, another ε, points that have moved, more or fewer of them.
 *
 * While the targets are the same, their potential is taken as it is. Otherwise it is extended to where they are now, from the sources and the ε of
 * the earlier problem: g(y) = −ε log Σ_i a_i exp((f_i − c(x_i, y))/ε), at the cost of half an iteration, O(n·m·d) with n the earlier number of
 * sources. The target potential, [m].
 *
 * @throws {UnsupportedError} when called for other targets, unless both problems have point clouds of one dimension.
 *
 * @example
 * ```ts
 * import { fromSolution, linearProblem, pointCloud, solve } from '@monge/sinkhorn';
 *
 * const x = Array.from({ length: 50 }, (_, i) => Math.sin(i));
 * const y = Array.from({ length: 40 }, (_, j) => Math.cos(j) / 2);
 * const earlier = solve(linearProblem(pointCloud(x, y), { epsilon: 0.01 }), { threshold: 1e-6 });
 * const now = linearProblem(pointCloud(x, [...y.map((v) => v + 0.001), 0.3]), { epsilon: 0.01 });
 * solve(now, { initialiser: fromSolution(earlier) }).iterations < solve(now).iterations; // → true
 * ```
 */
export function fromSolution({ problem: earlier, f, g }: Solution): Initialiser {
  return (problem, { executor = defaultExecutor() } = {}) => {
    const [was, is] = [earlier.geometry, problem.geometry];
    if (was.kind !== 'pointCloud' || is.kind !== 'pointCloud') {
      if (was.shape[1] === is.shape[1]) return { g };
      throw different(
        `${was.shape[1]} targets then and ${is.shape[1]} now, and ${describe(was.kind === 'pointCloud' ? is : was)}`,
      );
    }
    if (samePoints(was.y, is.y)) return { g };
    if (was.x.dimension !== is.y.dimension) {
      throw different(`points of ${was.x.dimension} coordinates then and ${is.y.dimension} now`);
    }
    const costs = costsBetween(was.x, is.y, is.cost);
    return { g: softTransform(costs, is.dtype, earlier, f.data, executor) };
  };
}

function samePoints(x: Points, y: Points): boolean {
  return (
    x.dimension === y.dimension && x.count === y.count && x.data.every((value, i) => value === y.data[i])
  );
}

function different(got: string): UnsupportedError {
  return new UnsupportedError(
    `sinkhorn.fromSolution: expected the same targets, or point clouds of one dimension (potentials are extended from point to point), got ${got}; use ` +
      'another initialiser',
  );
}
