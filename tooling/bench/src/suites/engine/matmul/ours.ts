import { type Executor, matmul } from '@monge/ndarray';
import { type Computation, computation } from '../../../computation.js';
import { strided } from '../../floats.js';
import type { SquareMatrices } from './matrices.js';

/** As a user writes it: into a new array. */
export function ourMatmul(executor: Executor, { n, a, b }: SquareMatrices): Computation {
  const [left, right] = [strided(a, n, n), strided(b, n, n)];
  return computation(() => matmul(left, right, { executor }).data);
}
