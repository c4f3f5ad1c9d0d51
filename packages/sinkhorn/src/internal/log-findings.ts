import type { FloatDType } from '@monge/ndarray';
import type { Findings, Place } from './iteration.js';
import type { Relaxation, Standing } from './relaxation.js';
import { softMean } from './soft-mean.js';
import { leastOf } from './sums.js';
import { SOME_ULPS, ULP } from './ulp.js';

/** What a step finds out, in kernels that computed in `dtype`; the excess goes to its place. */
export function logFindings(
  b: Float64Array,
  relaxation: Relaxation,
  dtype: FloatDType,
  { dual, magnitude }: Standing,
  place: Place,
): Findings {
  const rounding = SOME_ULPS * ULP[dtype] * magnitude;
  return { error: columnError(b, relaxation, place), dual, rounding };
}

/** The part of it that does not need f: the L1 error of the column sums over the mass. */
export function columnError(
  b: Float64Array,
  { epsilon, rhoB, tauB }: Relaxation,
  { g, image, excess }: Place,
): number {
  const met = rhoB === Infinity;
  const least = met ? 0 : leastOf(b, g);
  let mass = 0;
  let error = 0;
  for (let j = 0; j < b.length; j++) {
    excess[j] = 0;
    // Where there is no mass the exponential may overflow, and zero times infinity is NaN.
    if (b[j] === 0) continue;
    const log = met ? 0 : (least - g[j]) / rhoB;
    const target = met ? b[j] : b[j] * Math.exp(log);
    // log of the column sum over what it should be: log plus this is what does not overflow.
    const ratio = (g[j] - image[j]) / (epsilon * tauB);
    excess[j] = met || ratio < 1 ? target * Math.expm1(ratio) : b[j] * Math.exp(log + ratio) - target;
    mass += target;
    error += Math.abs(excess[j]);
  }
  return error / mass;
}

/**
 * S(g) but for the constant that is best between f and g, for an iteration that leaves it alone: the one for which the column sums add up to what they
 * should.
 */
export function levelled(
  b: Float64Array,
  { epsilon, rhoB, tauB, balanced }: Relaxation,
  g: Float64Array,
  image: Float64Array,
): Float64Array {
  if (balanced) return image;
  const unit = epsilon * tauB;
  const asked = softMean(
    b,
    1,
    g.map((value) => value / rhoB),
  );
  const found = softMean(
    b,
    1,
    g.map((value, j) => value / rhoB - (value - image[j]) / unit),
  );
  return image.map((value) => value - unit * (found.value - asked.value));
}
