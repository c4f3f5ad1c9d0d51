import { dtypeOfDense, shapeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { sumToShape } from '../shape/broadcast-and-sum.js';
import { castValue } from '../shape/cast.js';
import { sameShape } from './binary.js';

/** A cotangent in the shape and element type of the input it belongs to: summed over the axes along which the input was repeated. */
export function fit(cotangent: Value, input: Value): Value {
  const [from, to] = [plainOf(cotangent), plainOf(input)];
  const shape = shapeOf(to);
  const summed = sameShape(shapeOf(from), shape) ? cotangent : sumToShape(cotangent, shape);
  if (typeof to === 'number' || typeof from === 'number') return summed;
  const dtype = dtypeOfDense(to);
  return dtypeOfDense(from) === dtype ? summed : castValue(summed, dtype);
}
