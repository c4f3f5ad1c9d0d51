import type { TensorCost } from '../joint-cost.js';
import type { Joint } from './joint.js';
import { outer } from './outer.js';

/** Factors of the stored tensor beyond exp(±this) take it to be computed anew, so that what vanished from it comes back. */
const DRIFT_LIMIT = 28;

/** Sums of stored entries beyond exp(±this) may have lost some that count. */
const TRUST_LIMIT = 575;

/**
 * Joint distributions as a stored tensor E = exp((Σ_k f_k − C)/ε): sweeps multiply and add, two passes a marginal, and exponentials are taken only when it is
 * computed anew. Where entries vanish that count, sums are taken in the log domain. O(Π n_k) each.
 */
export function tensorJoint(
  { costs, shape }: TensorCost,
  marginals: readonly Float64Array[],
  epsilon: number,
): Joint {
  const tensor = new Float64Array(costs.length);
  /** The exponents of the tensor, where it is not to be trusted. */
  let logs: Float64Array | undefined;
  /** The potentials that the tensor is of, over ε, and those it was last computed from: none yet. */
  const held = shape.map((length) => new Float64Array(length));
  const filled = shape.map((length) => new Float64Array(length).fill(Number.NaN));
  const found = shape.map((length) => new Float64Array(length));
  const factors = shape.map((length) => new Float64Array(length));
  const before = shape.map((_, k) => outer(marginals.slice(0, k)));
  const after = shape.map((_, k) => outer(marginals.slice(k + 1)));

  /** The tensor of the potentials. */
  function fill(potentials: readonly Float64Array[]): void {
    potentials.forEach((potential, k) => {
      for (let i = 0; i < potential.length; i++) filled[k][i] = held[k][i] = potential[i] / epsilon;
    });
    exponents(costs, shape, epsilon, held, tensor);
    for (let at = 0; at < tensor.length; at++) tensor[at] = Math.exp(tensor[at]);
  }

  /** The tensor with f_k in the place of what it holds; false where that is too far from what it was computed from. */
  function update(k: number, potential: Float64Array): boolean {
    let moved = false;
    for (let i = 0; i < potential.length; i++) {
      const exponent = potential[i] / epsilon;
      if (!(Math.abs(exponent - filled[k][i]) <= DRIFT_LIMIT) && marginals[k][i] > 0) return false;
      moved ||= exponent !== held[k][i];
      factors[k][i] = Math.exp(exponent - held[k][i]);
      held[k][i] = exponent;
    }
    if (moved) multiplyAlong(tensor, factors[k], after[k].length);
    return true;
  }

  function follow(potentials: readonly Float64Array[]): void {
    if (!potentials.every((potential, k) => update(k, potential))) fill(potentials);
  }

  /** log of the marginal k over a_k, from the tensor if its entries can be trusted. */
  function excess(potentials: readonly Float64Array[], k: number): Float64Array {
    const out = found[k];
    sumsAlong(tensor, before[k], after[k], out);
    let trusted = true;
    for (let i = 0; i < out.length; i++) {
      out[i] = Math.log(out[i]);
      trusted &&= Math.abs(out[i]) <= TRUST_LIMIT;
    }
    if (!trusted) {
      const scaled = potentials.map((potential) => potential.map((value) => value / epsilon));
      logs ??= new Float64Array(costs.length);
      exponents(costs, shape, epsilon, scaled, logs);
      logSumsAlong(logs, before[k], after[k], out);
    }
    return out;
  }

  return {
    dtype: 'float64',
    first: 0,
    sweep(potentials, visit) {
      follow(potentials);
      for (let k = 0; k < shape.length; k++) {
        visit(k, excess(potentials, k));
        if (!update(k, potentials[k])) fill(potentials);
      }
    },
    totals(potentials) {
      fill(potentials);
      const sums = shape.map((_, k) => {
        sumsAlong(tensor, before[k], after[k], found[k]);
        return found[k].map((value, i) => (marginals[k][i] === 0 ? 0 : marginals[k][i] * value));
      });
      let cost = 0;
      const [first, rest] = [marginals[0], after[0]];
      for (let i = 0, at = 0; i < first.length; i++) {
        let row = 0;
        for (let j = 0; j < rest.length; j++, at++) if (rest[j] > 0) row += rest[j] * tensor[at] * costs[at];
        if (first[i] > 0) cost += first[i] * row;
      }
      return { cost, marginals: sums };
    },
    pair(potentials, k, l) {
      fill(potentials);
      const masses = outer(marginals);
      const out = new Float64Array(shape[k] * shape[l]);
      const [strideK, strideL] = [after[k].length, after[l].length];
      for (let at = 0; at < tensor.length; at++) {
        if (masses[at] === 0) continue;
        const [i, j] = [Math.floor(at / strideK) % shape[k], Math.floor(at / strideL) % shape[l]];
        out[i * shape[l] + j] += masses[at] * tensor[at];
      }
      return out;
    },
    release: () => undefined,
  };
}

/** Σ_k h_k − C/ε */
function exponents(
  costs: Float64Array,
  shape: readonly number[],
  epsilon: number,
  logs: readonly Float64Array[],
  out: Float64Array,
): void {
  let rest = 1;
  let offsets = Float64Array.of(0);
  // From the last axis to the first: sums over the trailing axes, each repeated by those before.
  for (let k = shape.length - 1; k > 0; k--) {
    const next = new Float64Array(rest * shape[k]);
    for (let i = 0, at = 0; i < shape[k]; i++) {
      for (let j = 0; j < rest; j++, at++) next[at] = logs[k][i] + offsets[j];
    }
    offsets = next;
    rest *= shape[k];
  }
  for (let i = 0, at = 0; i < shape[0]; i++) {
    for (let j = 0; j < rest; j++, at++) out[at] = logs[0][i] + offsets[j] - costs[at] / epsilon;
  }
}

/** Multiplies a tensor by a vector along an axis after which `stride` elements follow each other, in place. */
function multiplyAlong(tensor: Float64Array, factors: Float64Array, stride: number): void {
  for (let at = 0; at < tensor.length; ) {
    for (let i = 0; i < factors.length; i++) {
      const factor = factors[i];
      for (let q = 0; q < stride; q++, at++) tensor[at] *= factor;
    }
  }
}

/** Σ over all axes but one, weighted by the masses of the axes before and after it. */
function sumsAlong(tensor: Float64Array, before: Float64Array, after: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let o = 0, at = 0; o < before.length; o++) {
    const weight = before[o];
    for (let i = 0; i < out.length; i++) {
      let total = 0;
      // Where there is no mass, entries may have overflowed.
      for (let q = 0; q < after.length; q++, at++) if (after[q] > 0) total += after[q] * tensor[at];
      if (weight > 0) out[i] += weight * total;
    }
  }
}

/** The logarithms of such sums of exponentials. */
function logSumsAlong(
  logs: Float64Array,
  before: Float64Array,
  after: Float64Array,
  out: Float64Array,
): void {
  const largest = new Float64Array(out.length).fill(-Infinity);
  const visit = (each: (i: number, at: number, weight: number) => void) => {
    for (let o = 0, at = 0; o < before.length; o++) {
      for (let i = 0; i < out.length; i++) {
        for (let q = 0; q < after.length; q++, at++) {
          const weight = before[o] * after[q];
          if (weight > 0) each(i, at, weight);
        }
      }
    }
  };
  visit((i, at) => {
    if (logs[at] > largest[i]) largest[i] = logs[at];
  });
  out.fill(0);
  visit((i, at, weight) => {
    out[i] += weight * Math.exp(logs[at] - largest[i]);
  });
  for (let i = 0; i < out.length; i++) out[i] = largest[i] + Math.log(out[i]);
}
