import type { SinkhornDivergence, Solution } from '@monge/sinkhorn';
import type { Input } from '../read/read-input.js';
import type { Barycentre } from './barycentre.js';
import type { NamedCost } from './costs.js';
import type { InitialiserName } from './initialisers.js';
import type { MassBalance } from './mass-balance.js';

/** A transport that has been computed: between what, at which cost, how, and the solution. */
export interface Solved extends Input {
  readonly cost: NamedCost;
  /** The column of the weights; `undefined` where they are uniform. */
  readonly weight: string | undefined;
  /** The L1 marginal error that was asked for. */
  readonly threshold: number;
  /** Where the iteration started, if anybody said so. */
  readonly initialiser?: InitialiserName | undefined;
  readonly solution: Solution;
  /** Where the marginals may give way. */
  readonly balance?: MassBalance | undefined;
  /** Wall-clock time of the solution, in seconds; of all of them in a batch. */
  readonly seconds: number;
  /** Where it was asked for. */
  readonly divergence?: SinkhornDivergence | undefined;
  /** Where it was asked for. */
  readonly barycentre?: Barycentre | undefined;
}
