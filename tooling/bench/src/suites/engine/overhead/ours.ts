import { add, exp, fromData, zeros } from '@monge/ndarray';
import { type Computation, computation } from '../../../computation.js';
import type { Call } from './overhead-case.js';

/** Into a new array. */
export function ourCall(call: Call, x: Float64Array, y: Float64Array): Computation {
  const [a, b] = [fromData(x, [x.length]), fromData(y, [y.length])];
  return computation(call === 'add' ? () => add(a, b).data : () => exp(a).data);
}

/** Into an array that is there already. */
export function intoOut(call: Call, x: Float64Array, y: Float64Array): Computation {
  const [a, b] = [fromData(x, [x.length]), fromData(y, [y.length])];
  const out = zeros([x.length]);
  return computation(call === 'add' ? () => add(a, b, { out }).data : () => exp(a, { out }).data);
}
