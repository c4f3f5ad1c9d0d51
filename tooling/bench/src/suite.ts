import type { Contender } from './contender.js';
import type { Limit } from './limit.js';
import type { PeerKey, Roster } from './roster.js';
import type { Target } from './target.js';
import type { Unit } from './unit.js';

/** A piece of work that several contenders do, each its own way, on the same data. */
export interface Case {
  readonly name: string;
  readonly unit: Unit;
  /** Cases in a row that share a table of the page: one line each. Without it, a case has a table of its own. */
  readonly line?: Line;
  /** Makes the data, sets the contenders up, and checks that they agree: nothing of it is timed. */
  prepare(roster: Roster): Promise<Field>;
}

/** The place of a case on the page: the table, and the line in it. */
export interface Line {
  readonly table: string;
  readonly label: string;
}

/** Who takes part in a case. A peer that is not there is undefined. */
export interface Field {
  readonly ours: Contender;
  readonly peers: Readonly<Record<string, Contender | undefined>>;
  /** Ends what the contenders hold on to: threads. */
  close?(): void;
}

export interface SuiteOptions {
  /** Smaller sizes, for a look in a minute. */
  readonly quick: boolean;
}

export interface Suite {
  readonly name: string;
  /** The libraries that it compares with. */
  readonly peers: readonly PeerKey[];
  cases(options: SuiteOptions): readonly Case[];
  /** What its cases should reach. */
  readonly targets?: readonly Target[];
  /** What the machine allows at most. */
  readonly limits?: readonly Limit[];
}
