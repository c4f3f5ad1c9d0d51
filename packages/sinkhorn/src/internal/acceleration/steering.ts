import type { Findings, Place } from '../iteration.js';

/** How a run goes on from one step to the next, and where it may stop. */
export interface Steering {
  /** Writes the next g to the place of the last step. */
  advance(place: Place, findings: Findings): void;
  /** The g to stop at where the last step has lowered the dual, and is not one to stop at. */
  resort(findings: Findings): Float64Array | undefined;
}
