import type { FloatDType, PairwiseCosts } from '@monge/ndarray';
import { asymmetryOf } from './asymmetry.js';
import { costRow } from './cost-row.js';
import { costSpread } from './cost-spread.js';
import type { DenseCost } from './geometry.js';

/** A geometry whose costs an executor has kernels for: fused, or stored. The costs are made when first needed. */
export function onExecutor(
  shape: readonly [number, number],
  dtype: FloatDType,
  costs: () => PairwiseCosts,
): Omit<DenseCost, 'kind'> {
  return {
    shape,
    dtype,
    kernelSize: shape[0] * shape[1],
    costs,
    pairwise: (executor) => executor.pairwise(costs(), dtype),
    costRow: (i, out) => costRow(costs())(i, out),
    costSpread: (a, b) => costSpread(costs(), a, b),
    asymmetry: () => asymmetryOf(costs()),
  };
}
