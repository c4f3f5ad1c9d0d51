import { DomainError } from '@monge/ndarray';
import type { Cost, CostInput } from './cost.js';

/** What a function is called that is written in place, as in `{ cost: (x, y) => … }`. */
const IN_PLACE = ['', 'cost'];

/**
 * A user's function as a cost record; records pass through.
 *
 * @throws {DomainError} for anything else.
 */
export function asCost(input: CostInput, caller: string): Cost {
  if (typeof input === 'function') {
    return { name: IN_PLACE.includes(input.name) ? 'custom' : input.name, between: input };
  }
  if (typeof input === 'object' && typeof input?.between === 'function') return input;
  throw new DomainError(
    `${caller}: expected cost a cost of @monge/sinkhorn (squaredEuclidean, euclidean, pNorm(p), cosine, greatCircle()) or a function of two ` +
      `points, got ${JSON.stringify(input)}`,
  );
}
