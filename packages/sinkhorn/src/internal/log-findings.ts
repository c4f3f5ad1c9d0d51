import type { FloatDType } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import type { Findings, Potentials } from './iteration.js';
import { dot, dotOfMagnitudes, sum } from './sums.js';
import { SOME_ULPS, ULP } from './ulp.js';

/** A step of the iteration in the log domain: f from g, its image S(g) from f, and the S(g) before. */
export interface LogStep extends Potentials {
  readonly image: Float64Array;
  readonly before: Float64Array;
}

/** What a step finds out, in kernels that computed in `dtype`. */
export function logFindings(
  { a, b }: LinearProblem,
  epsilon: number,
  dtype: FloatDType,
  step: LogStep,
): Findings {
  const { f, g } = step;
  const dual = dot(a, f) + dot(b, g);
  const rounding = SOME_ULPS * ULP[dtype] * (dotOfMagnitudes(a, f) + dotOfMagnitudes(b, g));
  return { ...columnFindings(b, epsilon, step), dual, rounding };
}

/** The part of it that does not need f. */
export function columnFindings(
  b: Float64Array,
  epsilon: number,
  { g, image, before }: Omit<LogStep, 'f'>,
): Pick<Findings, 'error' | 'slope'> {
  let error = 0;
  let slope = 0;
  for (let j = 0; j < b.length; j++) {
    // Where there is no mass the exponential may overflow, and zero times infinity is NaN.
    if (b[j] === 0) continue;
    const excess = b[j] * Math.expm1((g[j] - image[j]) / epsilon);
    error += Math.abs(excess);
    slope -= excess * (image[j] - before[j]);
  }
  return { error: error / sum(b), slope };
}
