import type { Axis, Pairwise } from '@monge/ndarray';
import { add, dot } from '../../internal/sums.js';

/** The kernels for the costs D_ij − r_i − s_j, from those for D: (φ + r) and (ψ + s) are to the one what φ and ψ are to the other. */
export function shiftedPairwise(pairwise: Pairwise, r: Float64Array, s: Float64Array): Pairwise {
  const [shiftedPhi, shiftedPsi] = [new Float64Array(r.length), new Float64Array(s.length)];
  const atRows = (phi: Float64Array) => add(phi, r, shiftedPhi);
  const atColumns = (psi: Float64Array) => add(psi, s, shiftedPsi);
  /** Takes the own shift from what a minimum over the other side found. */
  const withoutOwn = (axis: Axis, out: Float64Array) => {
    const own = axis === 1 ? r : s;
    for (let i = 0; i < out.length; i++) out[i] -= own[i];
  };
  const atOthers = (axis: Axis, potential: Float64Array) =>
    axis === 1 ? atColumns(potential) : atRows(potential);
  return {
    rows: pairwise.rows,
    columns: pairwise.columns,
    dtype: pairwise.dtype,
    softmin(axis, epsilon, potential, out) {
      pairwise.softmin(axis, epsilon, atOthers(axis, potential), out);
      withoutOwn(axis, out);
    },
    cTransform(axis, potential, out) {
      pairwise.cTransform(axis, atOthers(axis, potential), out);
      withoutOwn(axis, out);
    },
    product: (axis, epsilon, phi, psi, vector, out) =>
      pairwise.product(axis, epsilon, atRows(phi), atColumns(psi), vector, out),
    totals(epsilon, phi, psi, rowSums, columnSums) {
      const cost = pairwise.totals(epsilon, atRows(phi), atColumns(psi), rowSums, columnSums);
      return cost - dot(rowSums, r) - dot(columnSums, s);
    },
    weights: (epsilon, phi, psi, first, last, out) =>
      pairwise.weights(epsilon, atRows(phi), atColumns(psi), first, last, out),
    scaling(storage) {
      const { dtype, fill, iterate } = pairwise.scaling(storage);
      return {
        dtype,
        iterate,
        fill: (epsilon, phi, psi, bounded) => fill(epsilon, atRows(phi), atColumns(psi), bounded),
      };
    },
    release: () => pairwise.release(),
  };
}
