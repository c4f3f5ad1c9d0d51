import { type Axis, DomainError } from '@monge/ndarray';
import { isBalanced } from '../../internal/relaxation.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { CostRow } from '../cost-row.js';
import type { SparseCost } from '../geometry.js';
import { connectedParts } from './connected-parts.js';
import { noMoves } from './require-moves.js';
import { type Support, supportOf } from './support.js';

/**
 * The support of new points in the place of the sources (axis 1) or of the targets (axis 0), from their costs.
 *
 * @throws {DomainError} when a point may move to no mass, or, where both marginals have to be met, to masses that no moves connect: a constant is free between their potentials.
 */
export function supportAt(
  geometry: SparseCost,
  problem: LinearProblem,
  costs: CostRow,
  count: number,
  axis: Axis,
  caller: string,
): Support {
  const [n, m] = geometry.shape;
  const [others, weights, size] =
    axis === 1 ? (['targets', problem.b, m] as const) : (['sources', problem.a, n] as const);
  const parts = isBalanced(problem) ? connectedParts(geometry, problem) : undefined;
  const partOf = parts && (axis === 1 ? parts.ofTargets : parts.ofSources);
  const line = new Float64Array(size);
  const [points, places, kept]: [number[], number[], number[]] = [[], [], []];
  for (let k = 0; k < count; k++) {
    costs(k, line);
    let first = -1;
    for (let j = 0; j < size; j++) {
      if (line[j] === Infinity) continue;
      points.push(k);
      places.push(j);
      kept.push(line[j]);
      if (weights[j] === 0) continue;
      if (first < 0) first = j;
      if (partOf === undefined || partOf[j] === partOf[first]) continue;
      throw new DomainError(
        `${caller}: expected points whose ${others} are connected by moves (else their potentials are not determined against each other), got ${others} ${first} and ` +
          `${j}, which are not, for point ${k}; truncate less`,
      );
    }
    if (first < 0) throw noMoves(k, others, caller);
  }
  const [own, other] = [Int32Array.from(points), Int32Array.from(places)];
  const entries = Float64Array.from(kept);
  return axis === 1 ? supportOf([count, m], own, other, entries) : supportOf([n, count], other, own, entries);
}
