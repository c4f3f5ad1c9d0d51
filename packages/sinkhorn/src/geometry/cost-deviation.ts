import type { CostSpread, Geometry } from './geometry.js';

/** Costs that deviate by less than this fraction of their mean are the same up to rounding. */
const ROUNDING = 1e-12;

/** A standard deviation, or 0 where it is a matter of rounding. */
export function deviationOf({ mean, deviation }: CostSpread): number {
  return deviation <= ROUNDING * mean ? 0 : deviation;
}

/** The standard deviation of the costs C_ij under the product measure a ⊗ b, the natural scale for ε; 0 where it is a matter of rounding. */
export function costDeviation(geometry: Geometry, a: Float64Array, b: Float64Array): number {
  return deviationOf(geometry.costSpread(a, b));
}
