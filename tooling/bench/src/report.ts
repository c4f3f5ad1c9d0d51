import type { Facts } from './contender.js';
import { fastest } from './fastest.js';
import type { Samples } from './interleave.js';
import type { LimitOutcome } from './limit.js';
import type { Machine } from './machine.js';
import type { Case, Line } from './suite.js';
import type { TargetOutcome } from './target.js';

/** What a run says before its cases. */
export interface Header {
  readonly suite: string;
  readonly quick: boolean;
  readonly machine: Machine;
  /** The peers that take part. */
  readonly versions: Readonly<Record<string, string>>;
  /** The peers that do not, and why. */
  readonly absent: Readonly<Record<string, string>>;
}

/** The outcome of a case. Figures are the fastest over the rounds, in `unit`. */
export interface CaseReport {
  readonly suite: string;
  readonly case: string;
  readonly unit: string;
  readonly line?: Line | undefined;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  /** How many times faster ours is than each peer: seconds of theirs over seconds of ours. */
  readonly ratio: Readonly<Record<string, number>>;
  /** The smallest and the largest sample of each contender, `ours` among them. */
  readonly spread: Readonly<Record<string, readonly [number, number]>>;
  readonly rounds: Readonly<Record<string, number>>;
  readonly facts: Readonly<Record<string, Facts>>;
}

/** What a run says after its cases. */
export interface Summary {
  readonly targets: readonly TargetOutcome[];
  readonly limits: readonly LimitOutcome[];
}

/** All that a run found. */
export interface Outcome extends Summary {
  readonly header: Header;
  readonly reports: readonly CaseReport[];
}

/** The name that our own contender has among the samples. */
export const OURS = 'ours';

/** Sums samples up; those under `ours` are compared with all others. */
export function reportOf(
  { suite, name, unit, line }: Pick<Case, 'name' | 'unit'> & { suite: string; line?: Line | undefined },
  samples: Samples,
  facts: Readonly<Record<string, Facts>> = {},
): CaseReport {
  const told = mapValues(samples, (seconds) => seconds.map((value) => unit.of(value)));
  const { [OURS]: ours = [], ...peers } = samples;
  return {
    suite,
    case: name,
    unit: unit.label,
    line,
    ours: unit.of(fastest(ours)),
    peers: mapValues(peers, (seconds) => unit.of(fastest(seconds))),
    ratio: mapValues(peers, (seconds) => fastest(seconds) / fastest(ours)),
    spread: mapValues(told, (values) => [Math.min(...values), Math.max(...values)]),
    rounds: mapValues(samples, ({ length }) => length),
    facts,
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
