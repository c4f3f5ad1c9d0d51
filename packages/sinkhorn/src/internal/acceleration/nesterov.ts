import type { Accelerator } from './accelerator.js';
import { momentumSequence } from './momentum-sequence.js';

/** Momentum, which may be left for other steps and taken up again. */
export interface Nesterov extends Accelerator {
  /** Goes on from the next step with the velocity of the last, wherever that step is taken from. */
  resume(): void;
}

/**
 * Nesterov's momentum for the ascent of the dual that Sinkhorn's iteration is: g ← S(g) + m_k (S(g) − the S(g) before), started anew when it has
 * carried past the top (the gradient scheme of O'Donoghue & Candès 2015, "Adaptive restart for accelerated gradient schemes").
 */
export function nesterov(length: number): Nesterov {
  const momenta = momentumSequence();
  /** S(g) of the step before. */
  const before = new Float64Array(length);
  /** S(g) − the S(g) before, of the last step. */
  const velocity = new Float64Array(length);
  let resumed = true;
  return {
    advance({ g, image, excess }) {
      if (resumed) for (let j = 0; j < length; j++) before[j] = image[j] - velocity[j];
      resumed = false;
      if (slopeAlong(excess, image, before) < 0) momenta.restart();
      const momentum = momenta.next();
      for (let j = 0; j < length; j++) {
        velocity[j] = image[j] - before[j];
        g[j] = image[j] + momentum * velocity[j];
        before[j] = image[j];
      }
    },
    restart: momenta.restart,
    resume() {
      resumed = true;
    },
  };
}

/** How the dual rises along a move from one target potential to another: negative when the move has carried past the top. */
export function slopeAlong(excess: Float64Array, to: Float64Array, from: Float64Array): number {
  let slope = 0;
  for (let j = 0; j < excess.length; j++) slope -= excess[j] * (to[j] - from[j]);
  return slope;
}
