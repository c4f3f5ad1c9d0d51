import type { SparsePlan } from '../../plan/top-k.js';
import { type Marginals, marginalsOf } from './matrices.js';
import type { Space, Spaces } from './space.js';

/**
 * L ⊗ P, [n, m]: Σ_kl L(C_ik, C′_jl) P_kl = f₁(C) p ⊕ f₂(C′) q − κ h₁(C) P h₂(C′)ᵀ with p and q the marginals of P (Peyré, Cuturi & Solomon 2016,
 * Prop. 1); the mean of this and of the same with Cᵀ and C′ᵀ where these are not symmetric, which is half the gradient of ⟨L ⊗ P, P⟩.
 */
export function tensorProduct(spaces: Spaces, plan: Float64Array, n: number, m: number): Float64Array {
  return tensor(spaces, marginalsOf(plan, n, m), (source) => source.left(plan, m));
}

/** The same of a plan of some moves, whose marginals are given: one product of matrices less. */
export function tensorOfMoves(spaces: Spaces, moves: SparsePlan, marginals: Marginals): Float64Array {
  return tensor(spaces, marginals, (source) => source.leftOfMoves(moves, marginals.q.length));
}

function tensor(
  { source, target, kappa, opposite }: Spaces,
  { p, q }: Marginals,
  left: (source: Space) => Float64Array,
): Float64Array {
  const [n, m] = [p.length, q.length];
  const once = (x: Space, y: Space) => {
    const out = y.right(left(x), n);
    const rows = x.sums(p);
    const columns = y.sums(q);
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j < m; j++, at++) out[at] = rows[i] + columns[j] - kappa * out[at];
    }
    return out;
  };
  const forward = once(source, target);
  if (opposite === undefined) return forward;
  const backward = once(opposite.source, opposite.target);
  return forward.map((value, at) => (value + backward[at]) / 2);
}
