import type { TransportInput, TransportSolver } from '../transport-solver.js';

/** Something that is true of every correct solver. */
export interface TransportLaw {
  /** The law in a sentence. */
  readonly name: string;
  /**
   * Puts a solver to the test on an input. `tolerance` bounds the mass, as a fraction of the total, that may be misplaced in a plan, and
   * errors of costs, as a fraction of their range plus ε; it is to be some hundred times the L1 marginal error at which the solver stops.
   *
   * @throws {Error} when the law is broken, with the numbers.
   */
  readonly check: (solver: TransportSolver, input: TransportInput, tolerance: number) => void;
}
