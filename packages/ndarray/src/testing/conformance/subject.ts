import type { FloatData, FloatDType } from '../../dtype.js';
import { dtypeOf } from '../../dtype-of.js';
import type { AsyncExecutor } from '../../executors/async-executor.js';
import type { MapOperation } from '../../executors/map-operation.js';
import type { NdArray } from '../../nd-array.js';
import type { AsyncPairwise } from '../../pairwise/async-pairwise.js';
import type { Pairwise, PairwiseCosts } from '../../pairwise/pairwise.js';
import { copy } from '../../views/copy.js';
import type { AnyExecutor } from './executor-law.js';
import { unwritten } from './float-data.js';

/** An executor of either kind, as the laws call it: behind promises. What a kernel leaves unwritten is NaN. */
export interface Subject {
  multiply(a: NdArray<FloatData>, b: NdArray<FloatData>): Promise<FloatData>;
  map(operation: MapOperation, x: NdArray<FloatData>): Promise<FloatData>;
  pairwise(costs: PairwiseCosts, dtype: FloatDType): PairwiseSubject;
}

/** The pairwise kernels that executors of both kinds have. */
export type PairwiseSubject = Pick<AsyncPairwise, 'softmin' | 'product' | 'totals' | 'release'>;

export function isAsync(executor: AnyExecutor): executor is AsyncExecutor {
  return 'asynchronous' in executor;
}

export function subjectOf(executor: AnyExecutor): Subject {
  if (isAsync(executor)) {
    return {
      multiply: async (a, b) => (await executor.gemm(a, b)).data,
      map: async (operation, x) => (await executor.map(operation, x)).data,
      pairwise: (costs) => executor.pairwise(costs),
    };
  }
  return {
    async multiply(a, b) {
      const out = unwritten(dtypeOf(a.data), a.shape[0] * b.shape[1]);
      executor.gemm(a, b, out);
      return out;
    },
    async map(operation, x) {
      const { data } = copy(x);
      const out = unwritten(x.dtype, data.length);
      executor.map(operation, data, out);
      return out;
    },
    pairwise: (costs, dtype) => behindPromises(executor.pairwise(costs, dtype)),
  };
}

function behindPromises(pairwise: Pairwise): PairwiseSubject {
  const { rows, columns } = pairwise;
  return {
    async softmin(axis, epsilon, potential) {
      const out = unwritten('float64', axis === 1 ? rows : columns);
      pairwise.softmin(axis, epsilon, potential, out);
      return out;
    },
    async product(axis, epsilon, phi, psi, vector) {
      const out = unwritten('float64', axis === 1 ? rows : columns);
      pairwise.product(axis, epsilon, phi, psi, vector, out);
      return out;
    },
    async totals(epsilon, phi, psi) {
      const [rowSums, columnSums] = [unwritten('float64', rows), unwritten('float64', columns)];
      const cost = pairwise.totals(epsilon, phi, psi, rowSums, columnSums);
      return { rowSums, columnSums, cost };
    },
    release: () => pairwise.release(),
  };
}
