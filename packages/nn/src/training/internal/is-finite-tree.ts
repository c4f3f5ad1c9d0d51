import type { FloatData } from '@monge/ndarray';
import { sweep } from '../../internal/sweep.js';

/** Whether there is no NaN and no infinity in a tree. */
export function isFiniteTree(params: unknown, caller: string): boolean {
  let finite = true;
  sweep(caller, { params }, 0, ([x]) => {
    finite &&= allFinite(x);
  });
  return finite;
}

function allFinite(x: FloatData): boolean {
  // A NaN or an infinity makes it NaN: half the time of comparisons.
  let zero = 0;
  for (let i = 0; i < x.length; i++) zero += x[i] - x[i];
  return zero === 0;
}
