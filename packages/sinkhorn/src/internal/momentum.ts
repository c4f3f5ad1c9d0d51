import type { Acceleration } from '../solve-options.js';
import type { Findings } from './iteration.js';

/** What to do after a step: go on with some momentum, or take the last one back. */
export type Move = { readonly kind: 'advance'; readonly momentum: number } | { readonly kind: 'retreat' };

/** Decides after each step; it remembers the steps before. */
export type Momentum = (findings: Findings) => Move;

/**
 * Nesterov's momentum t_k = (1 + √(1 + 4 t²_{k−1}))/2, (t_k − 1)/t_{k+1}, for the ascent of the dual that Sinkhorn's iteration is, started
 * anew when it has carried past the top (the gradient scheme of O'Donoghue & Candès 2015, "Adaptive restart for accelerated gradient
 * schemes"). A step is kept only while the dual rises; a plain step in its place never lowers it, so that convergence is as safe as
 * without momentum.
 */
export function createMomentum(acceleration: Acceleration): Momentum {
  if (acceleration === 'none') return () => ({ kind: 'advance', momentum: 0 });
  let t = 1;
  /** The dual that has been reached for certain. */
  let reached = -Infinity;
  return ({ dual, rounding, slope }) => {
    if (dual + rounding < reached) {
      t = 1;
      // The dual of the plain step that follows is no lower than that of the step before.
      reached = -Infinity;
      return { kind: 'retreat' };
    }
    reached = Math.max(reached, dual - rounding);
    if (slope < 0) t = 1;
    const next = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    const momentum = (t - 1) / next;
    t = next;
    return { kind: 'advance', momentum };
  };
}
