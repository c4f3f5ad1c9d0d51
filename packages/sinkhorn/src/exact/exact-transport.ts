import { fromData, type NdArray } from '@monge/ndarray';
import { dot } from '../internal/sums.js';
import type { SparsePlan } from '../plan/top-k.js';

/** A plan of transport without regularisation: minimise ⟨P, C⟩ over P ≥ 0 with P 1 = a, Pᵀ 1 = b; and potentials, which prove that it is optimal. */
export interface ExactTransport {
  /** ⟨P, C⟩ */
  readonly cost: number;
  /** ⟨a, f⟩ + ⟨b, g⟩, what is maximised; the cost, up to rounding, when the plan is optimal. */
  readonly dualCost: number;
  /** Source potential, [n], in the units of the cost: f_i + g_j ≤ C_ij, with equality where mass moves. Only f + g counts. */
  readonly f: NdArray<Float64Array>;
  /** Target potential, [m]. */
  readonly g: NdArray<Float64Array>;
  /** Where mass moves: `mass[e]` > 0 from `source[e]` to `target[e]`; at most n + m − 1 moves. */
  readonly support: SparsePlan;
  /** The plan P, [n, m]. */
  plan(): NdArray<Float64Array>;
}

/** The record of a plan of the given moves. */
export function exactTransport(
  { a, b }: { readonly a: Float64Array; readonly b: Float64Array },
  support: SparsePlan,
  cost: number,
  f: Float64Array,
  g: Float64Array,
): ExactTransport {
  const [n, m] = [a.length, b.length];
  return {
    cost,
    dualCost: dot(a, f) + dot(b, g),
    f: fromData(f, [n]),
    g: fromData(g, [m]),
    support,
    plan() {
      const matrix = new Float64Array(n * m);
      support.mass.forEach((mass, e) => {
        matrix[support.source[e] * m + support.target[e]] += mass;
      });
      return fromData(matrix, [n, m]);
    },
  };
}
