import { sweep } from '../../internal/sweep.js';

/** Whether there is no NaN and no infinity in a tree. */
export function isFiniteTree(params: unknown, caller: string): boolean {
  let finite = true;
  sweep(caller, { params }, 0, ([x]) => {
    for (let i = 0; finite && i < x.length; i++) finite = x[i] - x[i] === 0;
  });
  return finite;
}
