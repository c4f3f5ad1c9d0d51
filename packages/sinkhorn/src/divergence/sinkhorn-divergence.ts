import type { ArrayInput } from '@monge/ndarray';
import type { PointCloudOptions } from '../geometry/point-cloud.js';
import type { SinkhornDivergence } from './divergence.js';
import { divergenceClouds } from './divergence-clouds.js';
import { type DivergenceOptions, solveDivergence } from './solve-divergence.js';

export type SinkhornDivergenceOptions = PointCloudOptions & DivergenceOptions;

/**
 * The Sinkhorn divergence between two weighted point clouds,
 *
 *   S_ε(a, b) = OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b),   OT_ε = min ⟨P, C⟩ + ε KL(P | a ⊗ b),
 *
 * which, unlike OT_ε, is 0 for equal measures (Feydy et al. 2019, "Interpolating between optimal transport and MMD using Sinkhorn divergences",
 * eq. 3). For costs whose exp(−C/ε) is positive definite, such as powers in (0, 2] of the Euclidean distance, it is positive
 * otherwise and convex in each measure. It tends to the exact cost as ε → 0, and as ε → ∞ to the {@link energyDistance} with the cost in place of
 * the distance, halved: to |E x − E y|² for the squared distance.
 *
 * Unbalanced, with `tauA` and `tauB` equal and below one, OT_ε is that of the unbalanced problem, and ½ ε (Σa − Σb)² is added, which keeps it
 * positive (Séjourné, Feydy, Vialard, Trouvé & Peyré 2019, "Sinkhorn divergences for unbalanced optimal transport", Def. 6). The masses may differ then.
 *
 * The three terms grow with ε and cancel: of the divergence some ε·2^−53 is rounding, ε·2^−24 in float32.
 *
 * Three problems, of which the two symmetric ones take a handful of iterations: hardly more than OT_ε(a, b) alone.
 *
 * @param x source points, [n, d], or [n] on the line.
 * @param y target points, [m, d], or [m].
 * @param options as of `sinkhorn`. The cost has to be symmetric.
 * @throws as `sinkhorn`, and {DomainError} when the cost is not symmetric.
 *
 * @example
 * ```ts
 * import { sinkhornDivergence } from '@monge/sinkhorn';
 *
 * const x = [[0, 0], [1, 0], [0, 1]];
 * const y = x.map(([u, v]) => [u + 3, v - 1]);
 * const { divergence, transport } = sinkhornDivergence(x, y, { a: [0.2, 0.3, 0.5], b: [0.2, 0.3, 0.5], threshold: 1e-9 });
 * divergence.toFixed(6); // → '10.000000'
 * transport().get(1, 0).toFixed(6); // → '4.000000'
 * ```
 */
export function sinkhornDivergence(
  x: ArrayInput,
  y: ArrayInput,
  options: SinkhornDivergenceOptions = {},
): SinkhornDivergence {
  return solveDivergence(divergenceClouds(x, y, options), options);
}
