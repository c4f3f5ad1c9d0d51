import { Traced, type Value } from '../core/traced.js';
import { Dual } from './forward.js';

/** A value with its arrays copied out of the arena. What a tape remembers stays where it is: the tape holds it. */
export function settled(value: Traced): Traced;
export function settled(value: Value): Value;
export function settled(value: Value): Value {
  if (value instanceof Dual) {
    const { trace, tangent } = value;
    return new Dual(trace, settled(value.value), tangent === undefined ? undefined : settled(tangent));
  }
  if (value instanceof Traced || typeof value === 'number') return value;
  return { data: value.data.slice(), shape: value.shape };
}
