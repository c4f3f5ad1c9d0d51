import { UnsupportedError } from '@monge/ndarray';
import { describe } from '../geometry/describe.js';
import { exponents } from '../internal/exponents.js';
import type { Solution } from '../solution.js';
import type { SparsePlan } from './top-k.js';

/**
 * The plan of a problem with sparse costs, entry by entry: sources in order, and the targets of each. O(entries).
 *
 * @throws {UnsupportedError} for other geometries, whose plans are positive everywhere.
 */
export function sparsePlan({ problem, f, g }: Solution): SparsePlan {
  const { geometry, epsilon } = problem;
  if (geometry.kind !== 'sparseCost') {
    throw new UnsupportedError(
      `sinkhorn.sparsePlan: expected sparse costs (plans are positive everywhere else), got ${describe(geometry)}; use solution.topK(k)`,
    );
  }
  const { source, target, cost } = geometry;
  const { phi, psi, mass } = exponents(problem, { f: f.data, g: g.data });
  return {
    source: source.slice(),
    target: target.slice(),
    mass: cost.map((value, e) => mass * Math.exp((phi[source[e]] + psi[target[e]] - value) / epsilon)),
  };
}
