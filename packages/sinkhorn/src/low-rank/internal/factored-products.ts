import type { CostFactors } from '../../geometry/cost-factors.js';
import type { CostProducts, WeightedRows } from './cost-products.js';

/** With C = U Vᵀ: C · R = U (Vᵀ R) and Cᵀ · Q = V (Uᵀ Q). */
export function factoredProducts({ left, right }: CostFactors): CostProducts {
  const inner = left.shape[1];
  return (q, r, width, atSources, atTargets) => {
    multiply(left.data, transposedProduct(right.data, r, inner, width), inner, width, atSources);
    multiply(right.data, transposedProduct(left.data, q, inner, width), inner, width, atTargets);
  };
}

/** Uᵀ · diag(weights) · rows, [inner, width]. */
function transposedProduct(
  factor: Float64Array,
  { weights, rows }: WeightedRows,
  inner: number,
  width: number,
): Float64Array {
  const out = new Float64Array(inner * width);
  for (let i = 0; i < weights.length; i++) {
    for (let p = 0; p < inner; p++) {
      const scale = weights[i] * factor[i * inner + p];
      for (let k = 0; k < width; k++) out[p * width + k] += scale * rows[i * width + k];
    }
  }
  return out;
}

function multiply(
  factor: Float64Array,
  small: Float64Array,
  inner: number,
  width: number,
  out: Float64Array,
): void {
  const count = out.length / width;
  for (let i = 0; i < count; i++) {
    const row = i * inner;
    for (let k = 0; k < width; k++) {
      let total = 0;
      for (let p = 0; p < inner; p++) total += factor[row + p] * small[p * width + k];
      out[i * width + k] = total;
    }
  }
}
