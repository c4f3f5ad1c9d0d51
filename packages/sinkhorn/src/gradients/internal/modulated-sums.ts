import type { Pairwise } from '@monge/ndarray';
import type { Coupling } from './coupling.js';
import { type Modulation, modulatedPlan } from './modulated-plan.js';

/** The row sums of W over the targets that have mass, [n], and its column sums over the sources that have, [m]. */
export function modulatedSums(
  coupling: Coupling,
  pairwise: Pairwise,
  modulation: Modulation,
): { readonly rowSums: Float64Array; readonly columnSums: Float64Array } {
  const { supportA, supportB } = coupling;
  const [n, m] = coupling.problem.geometry.shape;
  const rowSums = new Float64Array(n);
  const columnSums = new Float64Array(m);
  for (const { first, count, values } of modulatedPlan(coupling, pairwise, modulation)) {
    for (let i = 0; i < count; i++) {
      const weight = supportA[first + i];
      let total = 0;
      for (let j = 0; j < m; j++) {
        const value = values[i * m + j];
        total += supportB[j] * value;
        columnSums[j] += weight * value;
      }
      rowSums[first + i] = total;
    }
  }
  return { rowSums, columnSums };
}
