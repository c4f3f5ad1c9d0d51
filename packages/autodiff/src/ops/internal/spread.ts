import { dtypeOfDense, shapeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { broadcastToShape } from '../shape/broadcast-and-sum.js';
import { castValue } from '../shape/cast.js';
import { sameShape } from './binary.js';

/** A tangent in the shape and element type of the output it belongs to. */
export function spread(tangent: Value, output: Value): Value {
  const [from, to] = [plainOf(tangent), plainOf(output)];
  const shape = shapeOf(to);
  const full = sameShape(shapeOf(from), shape) ? tangent : broadcastToShape(tangent, shape);
  if (typeof to === 'number' || typeof from === 'number') return full;
  const dtype = dtypeOfDense(to);
  return dtypeOfDense(from) === dtype ? full : castValue(full, dtype);
}
