import type { Findings, Place } from '../iteration.js';

/** Chooses where the next step is taken from. It remembers the steps before, and outlives a change of what the kernel is stored in. */
export interface Accelerator {
  /** Writes the next g to the place of the last step. */
  advance(place: Place, findings: Findings): void;
  /**
   * The last step lowered the dual: brings the g of its place nearer to `kept`, where a plain step would have been taken from, to try again. False when it
   * has nothing nearer to try; and without this method it never has.
   */
  retreat?(place: Place, kept: Float64Array): boolean;
  /** The last step lowered the dual; the next will be plain. */
  restart(): void;
}
