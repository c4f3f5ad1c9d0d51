import type { Accelerator } from './accelerator.js';
import { fallOfDual } from './fall-of-dual.js';
import type { Steering } from './steering.js';

/**
 * Takes steps from where an accelerator says, and keeps them only while the dual rises. One that lowered it is shortened or taken back, and a plain step in its
 * place never lowers it: convergence is as safe as without acceleration, and past errors that rounding hides the dual says nothing.
 */
export function safeguarded(accelerator: Accelerator, length: number): Steering {
  const fall = fallOfDual();
  /** g of the last step that was kept, and its S(g). */
  const reached = new Float64Array(length);
  const kept = new Float64Array(length);
  return {
    advance(place, findings) {
      if (fall.seenIn(findings)) {
        if (accelerator.retreat?.(place, kept)) return;
        fall.restart();
        accelerator.restart();
        place.g.set(kept);
        return;
      }
      reached.set(place.g);
      kept.set(place.image);
      accelerator.advance(place, findings);
    },
    resort: (findings) => (fall.seenIn(findings) ? reached : undefined),
  };
}
