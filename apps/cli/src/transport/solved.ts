import type { Solution } from '@monge/sinkhorn';
import type { Input } from '../read/read-input.js';
import type { NamedCost } from './costs.js';

/** A transport that has been computed: between what, at which cost, how, and the solution. */
export interface Solved extends Input {
  readonly cost: NamedCost;
  /** The column of the weights; `undefined` where they are uniform. */
  readonly weight: string | undefined;
  /** The L1 marginal error that was asked for. */
  readonly threshold: number;
  readonly solution: Solution;
  /** Wall-clock time of the solution, in seconds. */
  readonly seconds: number;
}
