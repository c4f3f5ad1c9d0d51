import { fromData, type NdArray, UnsupportedError } from '@monge/ndarray';
import { costsOneByOne } from './costs-one-by-one.js';
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
  const [, m] = coupling.problem.geometry.shape;
  const costOf = costsOneByOne(coupling.problem.geometry);
  return onPairs(coupling, (pairwise) => {
    let total = 0;
    for (const { first, count, values } of modulatedPlan(coupling, pairwise, modulation)) {
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < m; j++) total += values[i * m + j] * costOf(first + i, j);
      }
    }
    return total;
  });
}
