import type { Plain } from '../plain.js';
import { sweep } from './sweep.js';

/** The same tree in memory of its own. */
export function copyOf<P>(params: P, caller: string): Plain<P> {
  const [copy] = sweep(caller, { params }, 1, () => {});
  return copy as Plain<P>;
}
