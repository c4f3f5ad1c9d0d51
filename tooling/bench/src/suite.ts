import type { Contender } from './contender.js';
import type { Roster } from './roster.js';
import type { Unit } from './unit.js';

/** A piece of work that several contenders do, each its own way, on the same data. */
export interface Case {
  readonly name: string;
  readonly unit: Unit;
  /** Makes the data, sets the contenders up, and checks that they agree: nothing of it is timed. */
  prepare(roster: Roster): Promise<Field>;
}

/** Who takes part in a case. A peer that is not there is undefined. */
export interface Field {
  readonly ours: Contender;
  readonly peers: Readonly<Record<string, Contender | undefined>>;
}

export interface SuiteOptions {
  /** Smaller sizes, for a look in a minute. */
  readonly quick: boolean;
}

export interface Suite {
  readonly name: string;
  cases(options: SuiteOptions): readonly Case[];
}
