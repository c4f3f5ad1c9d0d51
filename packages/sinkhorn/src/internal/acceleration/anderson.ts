import { sum } from '../sums.js';
import type { Accelerator } from './accelerator.js';
import { type Nesterov, nesterov } from './nesterov.js';
import { regularisedSolve } from './regularised-solve.js';

/** L1 error of the marginals above which S is too far from linear. */
const LINEAR = 0.3;

/** As many combinations as are remembered have to bring the error below this share of what it was: where potentials drift, each raises the dual, and no further than a plain step. */
const PROGRESS = 0.8;

/** Steps with momentum after a combination that would not do: twice as many each time, until so many combinations in a row have done as are remembered. */
const LEAST_PATIENCE = 1;

/** A combination that lowered the dual is tried again at this share of its length, and at this share of that: so many times. */
const SHORTER = 0.25;
const MOST_RETREATS = 6;

/**
 * Anderson acceleration (Anderson 1965; Walker & Ni 2011, "Anderson acceleration for fixed-point iterations", § 2): with the residuals r = S(g) − g of the last
 * steps, and Δ for differences from step to step,
 *
 *   g ← S(g) − ΔS γ,   γ the minimiser of |r − Δr γ| in the mean square under b,
 *
 * the combination of the last steps whose residual would be the least if S were linear. At the solution S is self-adjoint in that mean. Nesterov's momentum
 * leads up to where S is nearly linear, and goes on, as fast as it was, from where S has turned out not to be: at small ε potentials drift at a steady pace for
 * many steps, until mass moves elsewhere, and combinations lead too far. O(m · memory) a step beside the iteration.
 *
 * @param b the target weights.
 */
export function anderson(b: Float64Array, memory: number): Accelerator {
  const m = b.length;
  const mass = sum(b);
  const shares = b.map((weight) => weight / mass);
  const roots = shares.map(Math.sqrt);
  const momentum: Nesterov = nesterov(m);
  /** The last r √b, and the last S(g). */
  const residual = new Float64Array(m);
  const last = new Float64Array(m);
  /** Rows of differences Δr √b and ΔS, [memory, m], each new one in the place of the oldest, and the products ⟨Δr, Δr⟩ and ⟨Δr, r⟩ under b. */
  const residuals = new Float64Array(memory * m);
  const images = new Float64Array(memory * m);
  const gram = new Float64Array(memory * memory);
  const gamma = new Float64Array(memory);
  const scratch = new Float64Array(memory * (memory + 1));
  /** From g to the next. */
  const move = new Float64Array(m);
  /** Since the last start, of which all but the last `memory` are forgotten. */
  let steps = 0;
  /** Times that the last combination has been shortened. */
  let retreats = 0;
  /** Steps to be taken with momentum yet, and after the next combination that will not do. */
  let waiting = 0;
  let patience = LEAST_PATIENCE;
  /** The error when progress was last looked for. */
  let errorBefore = Infinity;

  function remember(g: Float64Array, image: Float64Array): void {
    // The constant between f and g is of no account.
    let mean = 0;
    for (let j = 0; j < m; j++) if (b[j] > 0) mean += shares[j] * (image[j] - g[j]);
    const newest = (steps + memory - 1) % memory;
    const row = newest * m;
    for (let j = 0; j < m; j++) {
      const value = b[j] > 0 ? roots[j] * (image[j] - g[j] - mean) : 0;
      residuals[row + j] = value - residual[j];
      images[row + j] = image[j] - last[j];
      residual[j] = value;
      last[j] = image[j];
    }
    if (steps > 0) multiply(newest);
    steps++;
  }

  /** Brings the products up to date, two rows at a time: those of all differences with the newest one, and with the residual. */
  function multiply(newest: number): void {
    const count = Math.min(steps, memory);
    const added = newest * m;
    for (let k = 0; k < count; k += 2) {
      const l = Math.min(k + 1, count - 1);
      const rowK = k * m;
      const rowL = l * m;
      let addedK = 0;
      let addedL = 0;
      let residualK = 0;
      let residualL = 0;
      for (let j = 0; j < m; j++) {
        const differenceK = residuals[rowK + j];
        const differenceL = residuals[rowL + j];
        addedK += differenceK * residuals[added + j];
        addedL += differenceL * residuals[added + j];
        residualK += differenceK * residual[j];
        residualL += differenceL * residual[j];
      }
      gram[k * memory + newest] = gram[newest * memory + k] = addedK;
      gram[l * memory + newest] = gram[newest * memory + l] = addedL;
      gamma[k] = residualK;
      gamma[l] = residualL;
    }
  }

  /** Takes the place to the combination of the last steps, if that may raise the dual. */
  function combine(g: Float64Array, image: Float64Array, excess: Float64Array): boolean {
    const order = Math.min(steps - 1, memory);
    regularisedSolve(gram, memory, order, scratch, gamma);
    for (let j = 0; j < m; j++) move[j] = image[j] - g[j];
    for (let k = 0; k < order; k += 2) {
      const l = Math.min(k + 1, order - 1);
      const rowK = k * m;
      const rowL = l * m;
      const shareK = gamma[k];
      const shareL = k === l ? 0 : gamma[l];
      for (let j = 0; j < m; j++) move[j] -= shareK * images[rowK + j] + shareL * images[rowL + j];
    }
    // The dual is concave: where it falls at first it falls all the way.
    let slope = 0;
    for (let j = 0; j < m; j++) slope -= excess[j] * move[j];
    if (slope < 0) return false;
    for (let j = 0; j < m; j++) g[j] += move[j];
    return true;
  }

  /** Whether as many combinations as are remembered have led nowhere. */
  function isStale(error: number): boolean {
    if (steps % (memory + 1) !== 0) return false;
    const stale = steps > 0 && error > PROGRESS * errorBefore;
    if (steps > 0 && !stale) patience = LEAST_PATIENCE;
    errorBefore = error;
    return stale;
  }

  function giveUp(): void {
    waiting = patience;
    patience *= 2;
    steps = 0;
    momentum.resume();
  }

  return {
    advance(place, findings) {
      const { g, image, excess } = place;
      // What led here is far away.
      if (retreats > 0) steps = 0;
      retreats = 0;
      if (waiting === 0 && findings.error <= LINEAR) {
        if (!isStale(findings.error)) {
          remember(g, image);
          if (combine(g, image, excess)) return;
        }
        giveUp();
      }
      if (waiting > 0) waiting--;
      if (steps > 0) momentum.resume();
      steps = 0;
      momentum.advance(place, findings);
    },
    retreat({ g }, kept) {
      if (steps === 0 || retreats === MOST_RETREATS) return false;
      retreats++;
      for (let j = 0; j < m; j++) g[j] = kept[j] + SHORTER * (g[j] - kept[j]);
      return true;
    },
    restart() {
      retreats = 0;
      if (steps > 0) giveUp();
      else momentum.restart();
    },
  };
}
