import { asStrided } from '../as-strided.js';
import type { Operand, Strided } from '../strided.js';
import { detached } from './with-dtype.js';

/**
 * An input as a checked array of float64, float32 or uint8; other integers are copied to float64. V8 compiles a loop
 * over typed arrays well for up to four element types and runs it at a quarter of the speed from the fifth on, for
 * good: so the loops over operands see three.
 */
export function asOperand(input: Operand, name: string, caller: string): Strided {
  const view = asStrided(input, name, caller);
  const tag = view.data[Symbol.toStringTag];
  if (tag === 'Float64Array' || tag === 'Float32Array' || tag === 'Uint8Array') return view;
  return detached(view, 'float64', name, caller);
}
