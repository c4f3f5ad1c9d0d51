import { regularisedSolve } from '../../internal/acceleration/regularised-solve.js';
import type { Steering } from '../../internal/acceleration/steering.js';

/** Errors above which the map is too far from linear. */
const LINEAR = 0.1;

/** After fewer steps than this since the start, one that is taken back says that the map is not linear here. */
const FEW = 4;

/** A step is taken back when its error is more than so many times the least since the last start. */
const MOST_GROWTH = 4;

/**
 * Anderson acceleration (Walker & Ni 2011) of a fixed-point map S that ascends nothing, so that only its error can tell whether a step was good: one that raised it too far is taken
 * back, and it starts anew with a plain step from the best. With the residuals r = S(g) − g of the last steps, and Δ for differences from step to step,
 *
 *   g ← S(g) − ΔS γ,   γ the minimiser of |r − Δr γ| in a weighted mean square.
 *
 * O(length · memory) a step, and 2 · memory · length numbers.
 *
 * @param reach no element is taken further from S(g) than this.
 * @param weightsAt the weights of the mean square where the map is now: asked for at each start.
 */
export function andersonByError(
  length: number,
  memory: number,
  reach: number,
  weightsAt: () => Float64Array,
): Steering {
  /** The last r √w and S(g), and the S(g) of the least error since the last start. */
  const residual = new Float64Array(length);
  const last = new Float64Array(length);
  const best = new Float64Array(length);
  /** The differences Δr √w and ΔS of the last steps, each new one in the place of the oldest, and the products ⟨Δr, Δr⟩ and ⟨Δr, r⟩. */
  const residuals: Float64Array[] = [];
  const images: Float64Array[] = [];
  const gram = new Float64Array(memory * memory);
  const gamma = new Float64Array(memory);
  const scratch = new Float64Array(memory * (memory + 1));
  const move = new Float64Array(length);
  let roots = new Float64Array(length);
  let steps = 0;
  let least = Infinity;
  /** Plain steps to be taken yet, and after the next one that is taken back: twice as many each time, until some in a row have been kept. */
  let waiting = 0;
  let patience = 1;

  function remember(g: Float64Array, image: Float64Array): void {
    if (steps === 0) roots = weightsAt().map(Math.sqrt);
    const newest = (steps + memory - 1) % memory;
    if (steps > 0 && newest === residuals.length) {
      residuals.push(new Float64Array(length));
      images.push(new Float64Array(length));
    }
    for (let at = 0; at < length; at++) {
      const value = roots[at] * (image[at] - g[at]);
      if (steps > 0) {
        residuals[newest][at] = value - residual[at];
        images[newest][at] = image[at] - last[at];
      }
      residual[at] = value;
      last[at] = image[at];
    }
    for (let k = 0; k < Math.min(steps, memory); k++) {
      gram[k * memory + newest] = gram[newest * memory + k] = dot(residuals[k], residuals[newest]);
      gamma[k] = dot(residuals[k], residual);
    }
    steps++;
  }

  /** Takes g on from S(g) to the combination of the last steps, as far as its reach. */
  function combine(g: Float64Array): void {
    const order = Math.min(steps - 1, memory);
    regularisedSolve(gram, memory, order, scratch, gamma);
    move.fill(0);
    for (let k = 0; k < order; k++) {
      const moved = images[k];
      const share = gamma[k];
      for (let at = 0; at < length; at++) move[at] -= share * moved[at];
    }
    for (let at = 0; at < length; at++) g[at] += Math.max(-reach, Math.min(move[at], reach));
  }

  return {
    advance({ g, image }, { error }) {
      if (!(error <= MOST_GROWTH * least)) {
        g.set(best);
        least = Infinity;
        patience = steps < FEW ? 2 * patience : 1;
        waiting = patience;
        steps = 0;
        return;
      }
      if (error < least) {
        least = error;
        best.set(image);
      }
      if (waiting > 0 || error > LINEAR) steps = 0;
      else remember(g, image);
      waiting = Math.max(0, waiting - 1);
      g.set(image);
      if (steps > 1) combine(g);
    },
    resort: ({ error }) => (error <= least ? undefined : best),
  };
}

function dot(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let at = 0; at < x.length; at++) total += x[at] * y[at];
  return total;
}
