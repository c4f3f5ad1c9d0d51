import { type Executor, exp, sum, tanh } from '@monge/ndarray';
import { type Computation, computation } from '../../../computation.js';
import { strided } from '../../floats.js';
import type { Values } from './operation-name.js';

/** As a user writes it, into an array that is there already; with an executor's kernels, or without. */
export function ourOperation({ operation, x }: Values, executor?: Executor): Computation {
  const input = strided(x, x.length);
  if (operation === 'sum') return computation(() => [sum(input)]);
  const out = strided(x.slice(), x.length);
  const apply = operation === 'exp' ? exp : tanh;
  const options = executor ? { out, executor } : { out };
  return computation(() => apply(input, options).data);
}
