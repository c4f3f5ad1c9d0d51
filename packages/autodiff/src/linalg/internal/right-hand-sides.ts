import { shapeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { reshapeValue } from '../../ops/shape/reshape.js';
import { dimensionsOf } from './matrices.js';

/** Applies a solver for matrices of right-hand sides, [..., n, k], to these or to one vector [n]. */
export function withColumns(a: Value, b: Value, solved: (columns: Value) => Value): Value {
  const shape = shapeOf(plainOf(b));
  // What does not fit is refused by the solver, as it was given.
  if (shape.length !== 1 || shape[0] !== dimensionsOf(a).rows) return solved(b);
  const x = solved(reshapeValue(b, [shape[0], 1]));
  return reshapeValue(x, shapeOf(plainOf(x)).slice(0, -1));
}
