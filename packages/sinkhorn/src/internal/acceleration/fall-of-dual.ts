import type { Findings } from '../iteration.js';

/** The dual, watched step by step. */
export interface FallOfDual {
  /** Whether the dual has fallen for certain below what had been reached. */
  seenIn(findings: Pick<Findings, 'dual' | 'rounding'>): boolean;
  /** Forgets what had been reached: the dual of a plain step that follows is no lower than that of the step before. */
  restart(): void;
}

export function fallOfDual(): FallOfDual {
  /** The dual that has been reached for certain. */
  let reached = -Infinity;
  return {
    seenIn({ dual, rounding }) {
      if (dual + rounding < reached) return true;
      reached = Math.max(reached, dual - rounding);
      return false;
    },
    restart() {
      reached = -Infinity;
    },
  };
}
