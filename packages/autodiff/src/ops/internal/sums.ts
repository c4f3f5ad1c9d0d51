import type { FloatData, FloatDType } from '@monge/ndarray';
import type { Memory } from '../../core/memory.js';

/** Zeros that `add` has added to in float64, rounded to the element type once. */
export function sums(
  dtype: FloatDType,
  size: number,
  memory: Memory,
  add: (totals: Float64Array) => void,
): FloatData {
  const totals = memory.allocate('float64', size);
  totals.fill(0);
  add(totals);
  if (dtype === 'float64') return totals;
  const rounded = memory.allocate(dtype, size);
  rounded.set(totals);
  return rounded;
}
