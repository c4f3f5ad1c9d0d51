import { fromData, type NdArray } from '@monge/ndarray';
import { floats } from '@monge/ndarray/testing';
import fc from 'fast-check';

/** Constraints of {@link costMatrices}. */
export interface CostMatricesConstraints {
  /** How many sources. */
  readonly rows: number;
  /** How many targets. */
  readonly columns: number;
  /** The least cost. Default 0. */
  readonly min?: number;
  /** The greatest cost. Default 1. */
  readonly max?: number;
}

/**
 * An arbitrary of cost matrices, [rows, columns], in float64, with no structure: no metric, no symmetry. It shrinks to
 * whole costs.
 *
 * @example
 * import fc from 'fast-check';
 * fc.assert(fc.property(costMatrices({ rows: 2, columns: 3 }), (matrix) => matrix.shape[1] === 3));
 */
export function costMatrices(constraints: CostMatricesConstraints): fc.Arbitrary<NdArray<Float64Array>> {
  const { rows, columns, min = 0, max = 1 } = constraints;
  const size = rows * columns;
  return fc
    .array(floats({ min, max }), { minLength: size, maxLength: size })
    .map((costs) => fromData(Float64Array.from(costs), [rows, columns]));
}
