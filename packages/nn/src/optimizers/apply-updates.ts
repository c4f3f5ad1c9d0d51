import { sweep } from '../internal/sweep.js';
import type { Plain } from '../plain.js';

/**
 * The parameters after an update: their sum with it, leaf by leaf, in the element types of the parameters.
 *
 * @throws ShapeError when the trees differ in structure or shapes.
 * @example
 * applyUpdates({ w: [1, 2], b: 3 }, { w: [0.5, -0.5], b: 1 }); // → { w: [1.5, 1.5], b: 4 }
 */
export function applyUpdates<P>(params: P, updates: unknown): Plain<P> {
  const [sums] = sweep('nn.applyUpdates', { params, updates }, 1, ([p, u]) => {
    for (let i = 0; i < p.length; i++) p[i] += u[i];
  });
  return sums as Plain<P>;
}
