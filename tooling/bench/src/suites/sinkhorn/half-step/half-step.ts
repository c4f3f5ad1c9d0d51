import type { FloatDType } from '@monge/ndarray';
import { normal, split, uniform } from '@monge/random';

/**
 * One half-step of Sinkhorn in log form over two point clouds:
 * f_i = −ε log Σ_j b_j exp((g_j − |x_i − y_j|²)/ε).
 */
export interface HalfStep {
  readonly n: number;
  readonly dimension: number;
  readonly dtype: FloatDType;
  /** 0.05, and from four dimensions on in proportion to them, as squared distances are. */
  readonly epsilon: number;
  /** Both point clouds, [n, dimension], uniform in the unit cube. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly g: Float64Array;
  readonly b: Float64Array;
}

/** Work that was set up: every call computes f anew. */
export type ComputeF = () => ArrayLike<number>;

export function makeHalfStep(n: number, dimension: number, dtype: FloatDType): HalfStep {
  const [forX, forY, forG, forB] = split(1, 4);
  const masses = uniform(forB, n).data.map((value) => 0.5 + value);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return {
    n,
    dimension,
    dtype,
    epsilon: dimension > 3 ? (0.05 * dimension) / 3 : 0.05,
    x: uniform(forX, [n, dimension]).data,
    y: uniform(forY, [n, dimension]).data,
    g: normal(forG, n, { std: 0.05 }).data,
    b: masses.map((mass) => mass / total),
  };
}
