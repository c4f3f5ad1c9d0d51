import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { dot } from '../../internal/sums.js';
import { type Coupling, onPairs } from './coupling.js';
import { type Modulation, modulatedPlan } from './modulated-plan.js';

/** Entries of the largest array that every engine allows. */
const LARGEST = 2 ** 31 - 1;

/** W as a matrix, [n, m]. */
export function costCotangent(coupling: Coupling, modulation: Modulation | undefined): NdArray<Float64Array> {
  const [n, m] = coupling.problem.geometry.shape;
  if (n * m > LARGEST) {
    throw new UnsupportedError(
      `sinkhorn.gradient: expected a cost matrix of at most ${LARGEST} entries (its gradient is stored), got ${n} × ${m}; use x() and y()`,
    );
  }
  const out = new Float64Array(n * m);
  onPairs(coupling, (pairwise) => {
    for (const { first, values } of modulatedPlan(coupling, pairwise, modulation)) out.set(values, first * m);
  });
  return fromData(out, [n, m]);
}

/** ⟨W, C⟩ */
export function costContraction(coupling: Coupling, modulation: Modulation | undefined): number {
  const { geometry } = coupling.problem;
  const [, m] = geometry.shape;
  const costs = new Float64Array(m);
  return onPairs(coupling, (pairwise) => {
    let total = 0;
    for (const { first, count, values } of modulatedPlan(coupling, pairwise, modulation)) {
      for (let i = 0; i < count; i++) {
        geometry.costRow(first + i, costs);
        // Where mass may not move a cost is infinite, and its weight zero.
        total += dot(values.subarray(i * m, (i + 1) * m), costs);
      }
    }
    return total;
  });
}
