import type { ArrayInput, NdArray } from '@monge/ndarray';
import type { TransportOptions } from '../plan/transport.js';
import type { Solution, Status } from '../solution.js';

/** The three problems that a divergence is made of, solved. The `dualCost` of each is its OT_ε in the divergence. */
export interface DivergenceSolutions {
  /** a against b. */
  readonly xy: Solution;
  /** a against itself. */
  readonly xx: Solution;
  /** b against itself. */
  readonly yy: Solution;
}

/** The Sinkhorn divergence of two measures. */
export interface SinkhornDivergence extends DivergenceSolutions {
  /** OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b) + ½ ε (Σa − Σb)², in the units of the cost. */
  readonly divergence: number;
  /** `'converged'` when all three problems have; otherwise the worst of theirs. */
  readonly status: Status;
  readonly epsilon: number;
  /** Debiased source potential f − f_aa, [n]: where marginals have to be met, the derivative of the divergence with respect to a, but for a constant. */
  readonly f: NdArray<Float64Array>;
  /** Debiased target potential g − g_bb, [m]. */
  readonly g: NdArray<Float64Array>;
  /**
   * The debiased map x ↦ x + T_ab(x) − T_aa(x), of the source points or of each point given, [k, d], T_ab and T_aa the barycentric maps of
   * two of the plans: x − ½∇(f − f_aa)(x) where marginals have to be met. It is the identity when a = b, where the barycentric map draws mass together (Pooladian, Cuturi
   * & Niles-Weed 2022, "Debiaser beware: pitfalls of centering regularized transport maps"). With `from: 'target'`, y + T_ba(y) − T_bb(y).
   *
   * @throws {UnsupportedError} unless the cost is the squared distance between points, of which it is the gradient.
   */
  transport(points?: ArrayInput, options?: TransportOptions): NdArray<Float64Array>;
}
