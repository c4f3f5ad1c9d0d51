import type { Value } from '../../core/traced.js';
import { whereValues } from '../elementwise/where.js';
import { isZero } from './condition.js';

/** A distance as a divisor: ∞ for 0, so that the quotient is 0 there, and its derivatives are. */
export function infiniteAtZero(distance: Value): Value {
  return whereValues(isZero(distance), Infinity, distance);
}
