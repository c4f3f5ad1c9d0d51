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
  // A NaN or an infinity makes it NaN: half the time of comparisons. Four at once, since one sum would wait for itself: half of the time again.
  let zero = 0;
  let i = 0;
  for (const end = x.length - 3; i < end; i += 4) {
    zero += x[i] - x[i] + (x[i + 1] - x[i + 1]) + (x[i + 2] - x[i + 2]) + (x[i + 3] - x[i + 3]);
  }
  for (; i < x.length; i++) zero += x[i] - x[i];
  return zero === 0;
}
