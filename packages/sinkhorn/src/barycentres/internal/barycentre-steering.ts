import { UnsupportedError } from '@monge/ndarray';
import { accelerationFor } from '../../internal/acceleration/acceleration-for.js';
import type { Steering } from '../../internal/acceleration/steering.js';
import type { Settings } from '../../internal/settings.js';
import type { BarycentreProblem } from '../barycentre-problem.js';
import { andersonByError } from './anderson-by-error.js';
import type { BarycentreIteration, Legs } from './barycentre-iteration.js';

/**
 * No potential over ε is taken further than this, so that masses change by some such powers of e. The error does not tell masses that have been lost from those that ought to be zero, since neither
 * changes: without a limit some barycentres ended in a single point.
 */
const REACH = 2;

/** How the iteration is carried along: by its dual, or without the bias, which leaves no such dual, by its error. */
export function barycentreSteering(
  { weights, objective }: BarycentreProblem,
  { acceleration, caller }: Settings,
  { q, epsilon }: Legs,
  { logDensity }: BarycentreIteration,
): Steering {
  const n = q.length;
  if (objective === 'cost' || acceleration.kind === 'none') {
    // The potentials one after the other, each with its weight.
    const b = Float64Array.from(
      { length: weights.length * n },
      (_, at) => weights[Math.floor(at / n)] * q[at % n],
    );
    return accelerationFor({ b }, acceleration);
  }
  if (acceleration.kind !== 'anderson') {
    throw new UnsupportedError(
      `${caller}: expected acceleration 'anderson' or 'none' for the objective 'divergence' (others need a dual that rises), got '${acceleration.kind}'`,
    );
  }
  // The masses are zero in many places, where the potentials do not matter.
  const weightsAt = () =>
    Float64Array.from({ length: (weights.length + 1) * n }, (_, at) => {
      const share = at < weights.length * n ? weights[Math.floor(at / n)] : 1;
      return share * q[at % n] * Math.exp(logDensity[at % n]);
    });
  return andersonByError((weights.length + 1) * n, acceleration.memory, REACH * epsilon, weightsAt);
}
