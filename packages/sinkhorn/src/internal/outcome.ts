import type { FloatDType } from '@monge/ndarray';
import type { Status } from '../solution.js';
import type { Potentials } from './iteration.js';
import { largestError, type Measurement } from './measurement.js';

/** How a run ended: the potentials, and what their plan amounts to. */
export interface Outcome extends Potentials, Measurement {
  readonly status: Status;
  readonly errors: Float64Array;
}

/** What rounding may add to the marginal errors of a plan that the iteration found good. */
export const ROUNDING = { float64: 1e-9, float32: 2e-5 } as const;

/**
 * A plan whose marginal errors are larger than the iteration's by more than this has been lost to rounding: exponents are so large that
 * their digits behind the point are gone.
 */
const LOST_TO_ROUNDING = 0.1;

/** Of a plan whose row sums are exact, so that its column sums have the mass that they should: it may be all in the wrong place. */
const LARGEST_ERROR = 2;

/** How a run ended whose iteration, or measurement, found an error, by kernels that computed in `dtype`. */
export function statusOf(error: number, measured: Measurement, threshold: number, dtype: FloatDType): Status {
  const largest = largestError(measured);
  const possible = Math.min(2 * error, LARGEST_ERROR);
  if (!(largest <= possible + LOST_TO_ROUNDING) || error === Infinity || !(measured.mass < Infinity))
    return 'diverged';
  return error <= threshold && largest <= 2 * threshold + ROUNDING[dtype] ? 'converged' : 'maxIterations';
}
