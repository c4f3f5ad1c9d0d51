import { cholesky, eigh } from '@monge/ndarray/linalg';
import type { Computation } from '../../../computation.js';
import { strided } from '../../floats.js';
import type { Batch, Factorisation } from './batch.js';

export function ourFactorisation(factorisation: Factorisation, { count, n, data }: Batch): Computation {
  const matrices = strided(data, count, n, n);
  if (factorisation === 'cholesky') {
    return { run: () => cholesky(matrices), answer: () => cholesky(matrices).data };
  }
  return { run: () => eigh(matrices), answer: () => eigh(matrices).eigenvalues.data };
}
