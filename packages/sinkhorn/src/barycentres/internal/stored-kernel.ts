import type { FloatDType, Pairwise, Scaling } from '@monge/ndarray';
import { withMass } from '../../internal/with-mass.js';

/** The kernel K_ij = exp((α_i − C_ij)/ε) of a geometry, which all measures that share the geometry share. */
export interface StoredKernel {
  readonly scaling: Scaling;
  /** The soft minima of the costs, so that Σ_j K_ij q_j = 1. */
  readonly alpha: Float64Array;
}

export function storedKernel(pairwise: Pairwise, q: Float64Array, epsilon: number): StoredKernel {
  const scaling = pairwise.scaling(pairwise.dtype);
  const alpha = new Float64Array(pairwise.rows);
  pairwise.softmin(1, epsilon, withMass(new Float64Array(q.length), q, epsilon), alpha);
  scaling.fill(epsilon, alpha, new Float64Array(q.length));
  return { scaling, alpha };
}

/**
 * How far apart scalings may be, as logarithms: entries of the kernel vanish below 2^-960, or 2^-90 in float32, which are exp(−665) and exp(−62), and what they would have
 * contributed has to be beyond the last digit of the sums.
 */
export const TRUSTED_SPAN: Readonly<Record<FloatDType, number>> = { float64: 600, float32: 44 };
