import { type Executor, fromData, type NdArray } from '@monge/ndarray';

/**
 * One half of a low-rank plan: how the mass of points is shared among the r latent points, Q_ik = a_i W_ik, and the room that a step of mirror descent on it
 * needs. The arrays are written in place.
 */
export interface Link {
  /** The weights of the points, [n]. */
  readonly weights: Float64Array;
  readonly rank: number;
  /** W, [n, r], rows of which add up to one. */
  shares: Float64Array;
  /** The W that a step leads to. */
  next: Float64Array;
  /** In turn: the gradient G of the cost with respect to Q, its slack, and the kernel K of the step, [n, r]. */
  readonly work: Float64Array;
  /** f, the potential of the points, [n]. */
  readonly potential: Float64Array;
  /** λ, the potential of the latent points, [r]. */
  readonly latent: Float64Array;
  /** The scalings u [n] and v [r] of the kernel. */
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  /** Kᵀ (a u), [r] */
  readonly sums: Float64Array;
}

/** How far a link is from complementary slackness. */
export interface Slackness {
  /** Its part of the duality gap, ⟨Q, slack⟩. */
  readonly gap: number;
  readonly largest: number;
}

/** Shares are no less than this: from zero there is no way back, and constraints that only zeros could meet would send scalings beyond the range of floats. */
const LEAST_SHARE = 1e-30;

export function createLink(weights: Float64Array, rank: number, shares: Float64Array): Link {
  const matrix = () => new Float64Array(weights.length * rank);
  return {
    weights,
    rank,
    shares: shares.map((share) => Math.max(LEAST_SHARE, share)),
    next: matrix(),
    work: matrix(),
    potential: new Float64Array(weights.length),
    latent: new Float64Array(rank),
    rows: new Float64Array(weights.length),
    columns: new Float64Array(rank),
    sums: new Float64Array(rank),
  };
}

/** Q, [n, r] */
export function factor({ weights, rank, shares }: Link): NdArray<Float64Array> {
  const data = shares.map((share, at) => weights[Math.floor(at / rank)] * share);
  return fromData(data, [weights.length, rank]);
}

/** Qᵀ 1, [r] */
export function latentMasses({ weights, rank, shares }: Link): Float64Array {
  const masses = new Float64Array(rank);
  for (let i = 0, at = 0; i < weights.length; i++) {
    for (let k = 0; k < rank; k++, at++) masses[k] += weights[i] * shares[at];
  }
  return masses;
}

/**
 * From the gradient to its slack G_ik − λ_k − f_i ≥ 0, in place, with the largest feasible f. At a stationary plan there is mass only where the slack is zero.
 */
export function slacken({ weights, rank, shares, work, potential, latent }: Link): Slackness {
  let gap = 0;
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    const start = i * rank;
    let least = Infinity;
    for (let k = 0; k < rank; k++) {
      const reduced = work[start + k] - latent[k];
      work[start + k] = reduced;
      if (reduced < least) least = reduced;
    }
    potential[i] = least;
    let violation = 0;
    for (let at = start; at < start + rank; at++) {
      const slack = work[at] - least;
      work[at] = slack;
      violation += shares[at] * slack;
      if (slack > largest) largest = slack;
    }
    gap += weights[i] * violation;
  }
  return { gap, largest };
}

/** From the slack to the kernel K = W ⊙ exp(−γ slack), in place. */
export function exponentiate({ shares, work }: Link, gamma: number, executor: Executor): void {
  for (let at = 0; at < work.length; at++) work[at] *= -gamma;
  executor.map('exp', work, work);
  for (let at = 0; at < work.length; at++) work[at] *= shares[at];
}

/** The scalings u = 1/(K v) of the rows, and the sums of the columns that come with them. */
export function scaleRows({ weights, rank, work, rows, columns, sums }: Link): void {
  sums.fill(0);
  for (let i = 0; i < weights.length; i++) {
    const start = i * rank;
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += work[start + k] * columns[k];
    rows[i] = 1 / sum;
    const weight = weights[i] / sum;
    for (let k = 0; k < rank; k++) sums[k] += weight * work[start + k];
  }
}

/** Takes the shares diag(u) K diag(v); {@link exchange} takes the last ones back. */
export function scale(link: Link): void {
  const { rank, next, work, rows, columns } = link;
  for (let i = 0, at = 0; i < rows.length; i++) {
    for (let k = 0; k < rank; k++, at++) next[at] = Math.max(LEAST_SHARE, rows[i] * work[at] * columns[k]);
  }
  exchange(link);
}

/** Exchanges the shares for those before them. */
export function exchange(link: Link): void {
  [link.shares, link.next] = [link.next, link.shares];
}

/** Σ a_i (f_i + log(u_i)/γ), the part of the points in the dual value of a step. */
export function dualPart({ weights, potential, rows }: Link, gamma: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > 0) total += weights[i] * (potential[i] + Math.log(rows[i]) / gamma);
  }
  return total;
}
