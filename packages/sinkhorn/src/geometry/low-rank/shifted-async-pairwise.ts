import type { AsyncPairwise } from '@monge/ndarray';
import { dot } from '../../internal/sums.js';

/**
 * `shiftedPairwise` on a device: the kernels for the costs D_ij − r_i − s_j, from those for D. Of what a soft minimum is there too large by, only the fraction τ is kept:
 * the rest joins the logarithms of the weights.
 */
export function shiftedAsyncPairwise(
  pairwise: AsyncPairwise,
  r: Float64Array,
  s: Float64Array,
): AsyncPairwise {
  return {
    rows: pairwise.rows,
    columns: pairwise.columns,
    async softmin(axis, epsilon, potential) {
      const [own, other] = axis === 1 ? [r, s] : [s, r];
      return plus(await pairwise.softmin(axis, epsilon, plus(potential, other)), own, -1);
    },
    product: (axis, epsilon, phi, psi, vector) =>
      pairwise.product(axis, epsilon, plus(phi, r), plus(psi, s), vector),
    async totals(epsilon, phi, psi) {
      const { rowSums, columnSums, cost } = await pairwise.totals(epsilon, plus(phi, r), plus(psi, s));
      return { rowSums, columnSums, cost: cost - dot(rowSums, r) - dot(columnSums, s) };
    },
    async alternate(epsilon, { logA, logB, tauA = 1, tauB = 1, image, before }, momenta) {
      const start = {
        logA: plus(logA, r, 1 - tauA),
        logB: plus(logB, s, 1 - tauB),
        tauA,
        tauB,
        image: plus(image, s, tauB),
        before: plus(before, s, tauB),
      };
      const { f, images } = await pairwise.alternate(epsilon, start, momenta);
      return { f: plus(f, r, -tauA), images: images.map((found) => plus(found, s, -tauB)) };
    },
    async average(epsilon, { logA, tau = 1, potential }, steps) {
      const start = { logA: plus(plus(logA, s), r, -tau), tau, potential: plus(potential, r, tau) };
      const averaged = await pairwise.average(epsilon, start, steps);
      return averaged.map(({ once, twice }) => ({ once: plus(once, r, -tau), twice: plus(twice, r, -tau) }));
    },
    release: () => pairwise.release(),
  };
}

function plus(values: Float64Array, shift: Float64Array, factor = 1): Float64Array {
  return values.map((value, i) => value + factor * shift[i]);
}
