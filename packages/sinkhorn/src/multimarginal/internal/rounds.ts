import { createPlace, type Findings, type Place } from '../../internal/iteration.js';
import { dotAndMagnitude, sum } from '../../internal/sums.js';
import { SOME_ULPS, ULP } from '../../internal/ulp.js';
import type { Joint } from './joint.js';

/** Rounds of updates as a fixed-point map, for accelerations. */
export interface Rounds {
  /** The potentials of all marginals but the first that is visited, which follows from them, one after the other: S(g) from g. */
  readonly place: Place;
  /** Their marginals. */
  readonly weights: Float64Array;
  /** A round from the g of the place. */
  step(): Findings;
  /** The potentials after the last round, [n_k] each. */
  readonly potentials: readonly Float64Array[];
}

/** Rounds from some potentials, which they overwrite. */
export function rounds(
  joint: Joint,
  marginals: readonly Float64Array[],
  epsilon: number,
  potentials: readonly Float64Array[],
): Rounds {
  const { first } = joint;
  const mass = sum(marginals[0]);
  const others = marginals.map((_, k) => k).filter((k) => k !== first);
  const offsets = new Int32Array(marginals.length);
  let length = 0;
  for (const k of others) {
    offsets[k] = length;
    length += marginals[k].length;
  }
  const place = createPlace(length);
  const weights = new Float64Array(length);
  for (const k of others) {
    weights.set(marginals[k], offsets[k]);
    place.g.set(potentials[k], offsets[k]);
  }

  /** Makes a marginal exact; by how much it was off, in L1, and where. */
  function correct(k: number, excess: Float64Array): number {
    const [potential, marginal] = [potentials[k], marginals[k]];
    let error = 0;
    for (let i = 0; i < potential.length; i++) {
      potential[i] -= epsilon * excess[i];
      // Where there is no mass the exponential may overflow, and zero times infinity is NaN.
      const off = marginal[i] === 0 ? 0 : marginal[i] * Math.expm1(excess[i]);
      error += Math.abs(off);
      if (k !== first) place.excess[offsets[k] + i] = off;
    }
    return error;
  }

  return {
    place,
    weights,
    potentials,
    step() {
      for (const k of others) {
        potentials[k].set(place.g.subarray(offsets[k], offsets[k] + potentials[k].length));
      }
      let error = 0;
      let { dot: dual, magnitude } = dotAndMagnitude(weights, place.g);
      joint.sweep(potentials, (k, excess) => {
        const misplaced = correct(k, excess);
        if (k === first) {
          const own = dotAndMagnitude(marginals[k], potentials[k]);
          dual += own.dot;
          magnitude += own.magnitude;
          return;
        }
        place.image.set(potentials[k], offsets[k]);
        error = Math.max(error, misplaced / mass);
      });
      return { error, dual, rounding: SOME_ULPS * ULP[joint.dtype] * magnitude };
    },
  };
}
