import type { Accelerator } from './accelerator.js';

/** Factors above this multiply what rounding leaves more than they gain. */
const LARGEST = 1.99;

/** Steps of one factor before their rate is looked at: the first ones are not typical. */
const LEAST_STEPS = 2;

/** Rates that change by less than this share of what they are below 1, from step to step, are settled. */
const SETTLED = 0.3;

/**
 * Over-relaxation of both half-steps, f ← f + ω (T(g) − f), g ← g + ω (T(f) − g) (Thibault, Chizat, Dossal & Papadakis 2021, "Overrelaxed Sinkhorn–Knopp
 * algorithm for regularized optimal transport"), with f eliminated:
 *
 *   g ← S(g) + (ω² − 1)(S(g) − g) + (ω − 1)² (g − the g before).
 *
 * Both are the same sequence of g where T is linear, as it is near the solution (Young's successive over-relaxation for two blocks), and this one leaves the row sums
 * exact, the error free, and the kernel read once an iteration.
 *
 * Plain steps divide errors by 1/θ² each, the best factor ω = 2/(1 + √(1 − θ²)) by 1/(ω − 1): some 1/√(1 − θ²) times fewer. Without a factor it is found
 * on the way (Lehmann, von Renesse, Sambale & Uschmajew 2021, "A note on overrelaxation in the Sinkhorn algorithm"): from the rate λ at which steps of a
 * factor shrink, as long as that is too small a factor, by (λ + ω − 1)² = λ ω² θ² (Carré 1961, "The determination of the optimum accelerating factor for
 * successive over-relaxation").
 *
 * @param b the target weights, in whose mean squares steps are measured.
 */
export function overRelaxation(b: Float64Array, factor?: number): Accelerator {
  const before = new Float64Array(b.length);
  let omega = factor ?? 1;
  /** Since the last start, and since the last change of the factor. */
  let steps = 0;
  let stepsOfFactor = 0;
  let size = Number.NaN;
  let rate = Number.NaN;

  /** Raises the factor once its rate has settled above what the best factor has. */
  function adapt(nextSize: number): void {
    const nextRate = nextSize / size;
    const settled = Math.abs(nextRate - rate) <= SETTLED * (1 - nextRate);
    size = nextSize;
    rate = nextRate;
    stepsOfFactor++;
    if (stepsOfFactor <= LEAST_STEPS || !settled || rate <= omega - 1) return;
    const square = (rate + omega - 1) ** 2 / (rate * omega * omega);
    const best = 2 / (1 + Math.sqrt(Math.max(0, 1 - square)));
    if (best <= omega) return;
    omega = Math.min(best, LARGEST);
    stepsOfFactor = 0;
  }

  return {
    advance({ g, image }) {
      if (factor === undefined) adapt(sizeOfStep(b, g, image));
      const excess = (steps === 0 ? omega : omega * omega) - 1;
      const inertia = steps === 0 ? 0 : (omega - 1) ** 2;
      for (let j = 0; j < b.length; j++) {
        const from = g[j];
        g[j] = image[j] + excess * (image[j] - from) + inertia * (from - before[j]);
        before[j] = from;
      }
      steps++;
    },
    restart() {
      omega = factor ?? 1;
      steps = 0;
      stepsOfFactor = 0;
      size = Number.NaN;
    },
  };
}

/** The standard deviation of S(g) − g under b, but for a constant: it does not change with the constant between f and g. */
function sizeOfStep(b: Float64Array, g: Float64Array, image: Float64Array): number {
  let mass = 0;
  let mean = 0;
  for (let j = 0; j < b.length; j++) {
    if (b[j] === 0) continue;
    mass += b[j];
    mean += b[j] * (image[j] - g[j]);
  }
  mean /= mass;
  let squares = 0;
  for (let j = 0; j < b.length; j++) if (b[j] !== 0) squares += b[j] * (image[j] - g[j] - mean) ** 2;
  return Math.sqrt(squares);
}
