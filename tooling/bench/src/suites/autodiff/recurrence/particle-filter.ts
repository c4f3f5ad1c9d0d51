import { normal, split, uniform } from '@monge/random';

/**
 * Particle filters of several series at once, in the model of stochastic volatility,
 * x_t = μ + φ (x_{t−1} − μ) + σ e_t, y_t ~ N(0, exp x_t), with particles that are smoothed by a kernel instead of drawn anew, so that all is
 * differentiable. What is asked for are the derivatives of the log evidence by μ, φ and log σ, [series, 1] each.
 *
 * Source: J. Liu, M. West, Combined parameter and state estimation in simulation-based filtering (2001), §3, for the kernel.
 */
export interface ParticleFilter {
  readonly mu: Float64Array;
  readonly phi: Float64Array;
  readonly logSigma: Float64Array;
  /** [steps, series, 1]. */
  readonly observations: Float64Array;
  /** Standard normals, [steps, series, particles]: e_t, and those of the kernel. */
  readonly noise: Float64Array;
  readonly jitter: Float64Array;
}

export const STEPS = 150;
export const OPERATIONS_PER_STEP = 30;
export const SERIES = 10;
export const PARTICLES = 10;
/** How far particles are drawn towards their mean, how far they are spread again, and how much a weight matters a step later. */
export const SHRINKAGE = 0.98;
export const SPREAD = 0.2;
export const MEMORY = 0.5;

export function makeParticleFilter(): ParticleFilter {
  const [forMu, forPhi, forSigma, forY, forNoise, forJitter] = split(62, 6);
  return {
    mu: uniform(forMu, SERIES, { low: -1, high: 0 }).data,
    phi: uniform(forPhi, SERIES, { low: 0.9, high: 0.98 }).data,
    logSigma: uniform(forSigma, SERIES, { low: -2, high: -1 }).data,
    observations: normal(forY, STEPS * SERIES, { std: 0.7 }).data,
    noise: normal(forNoise, STEPS * SERIES * PARTICLES).data,
    jitter: normal(forJitter, STEPS * SERIES * PARTICLES).data,
  };
}
