import type { Pairwise } from '@monge/ndarray';
import { add } from '../../internal/sums.js';
import { withMass } from '../../internal/with-mass.js';

/** What one measure b has to do with the support, on which q is even: the two half-steps between them. */
export interface Leg {
  /**
   * From g the f_i = −ε log Σ_j q_j exp((g_j − C_ij)/ε), which makes the row sums of b_i q_j exp((f_i + g_j − C_ij)/ε) exact, and from it the
   * s_j = −ε log Σ_i b_i exp((f_i − C_ij)/ε): the column sums of that plan are q_j exp((g_j − s_j)/ε).
   */
  step(g: Float64Array): void;
  /** [m] */
  readonly f: Float64Array;
  /** [n] */
  readonly s: Float64Array;
}

/** The half-steps in the log domain. O(m·n·d), an exponential for each pair, twice. */
export function logLeg(pairwise: Pairwise, b: Float64Array, q: Float64Array, epsilon: number): Leg {
  const f = new Float64Array(b.length);
  const s = new Float64Array(q.length);
  const [logB, logQ] = [withMass(f, b, epsilon), withMass(s, q, epsilon)];
  const [phi, psi] = [new Float64Array(b.length), new Float64Array(q.length)];
  return {
    f,
    s,
    step(g) {
      pairwise.softmin(1, epsilon, add(g, logQ, psi), f);
      pairwise.softmin(0, epsilon, add(f, logB, phi), s);
    },
  };
}
