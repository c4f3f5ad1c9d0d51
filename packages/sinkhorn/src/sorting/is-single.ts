import { type Operand, Traced } from '@monge/autodiff';
import { resultDtype } from '@monge/ndarray';

/** Whether it is an array of float32. */
export function isSingle(x: Operand): boolean {
  if (typeof x === 'number') return false;
  return (x instanceof Traced ? x.dtype : resultDtype(x)) === 'float32';
}
