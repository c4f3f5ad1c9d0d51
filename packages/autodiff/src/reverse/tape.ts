import { bind } from '../core/bind.js';
import { runningTraces } from '../core/evaluation.js';
import type { Primitive } from '../core/primitive.js';
import type { Trace } from '../core/trace.js';
import { Traced, type Value } from '../core/traced.js';
import { type Cotangents, collect } from './cotangents.js';

/** A value on a tape. */
export class Recorded extends Traced {
  /** Its number among the values of the tape. */
  readonly slot: number;

  constructor(tape: Tape, value: Value, slot: number) {
    super(tape, value);
    this.slot = slot;
  }
}

/** From the cotangents of a call's results to those of its inputs; undefined is zero. */
export type Pullback = (cotangents: readonly (Value | undefined)[]) => readonly (Value | undefined)[];

/** An application of a primitive, one transformation further out; `sources` are the slots of its inputs, −1 for constants. */
interface Application {
  readonly primitive: Primitive<unknown>;
  readonly inputs: readonly Value[];
  readonly sources: readonly number[];
  readonly output: Value;
  readonly slot: number;
  readonly params: unknown;
}

/** A call of a function with a derivative of its own; its results take `count` slots from `slot` on. */
interface Call {
  readonly primitive: undefined;
  readonly pullback: Pullback;
  readonly sources: readonly number[];
  readonly slot: number;
  readonly count: number;
}

/** Reverse mode: what a function computed, in order, to be gone through backwards. */
export class Tape implements Trace {
  readonly name: string;
  readonly level = runningTraces().length;
  readonly remembers = true;
  state: Trace['state'] = 'open';
  standIn: Trace['standIn'];
  private readonly entries: (Application | Call)[] = [];
  private slots = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Follows a value from here on. */
  leaf(value: Value): Recorded {
    return new Recorded(this, value, this.slots++);
  }

  process<P>(primitive: Primitive<P>, inputs: readonly Value[], params: P): Traced {
    const values: Value[] = [];
    const sources: number[] = [];
    for (const input of inputs) {
      values.push(this.inner(input));
      sources.push(this.slotOf(input));
    }
    const output = bind(primitive, values, params);
    const result = this.leaf(output);
    this.entries.push({ primitive, inputs: values, sources, output, slot: result.slot, params });
    return result;
  }

  /** Follows the results of a call. */
  call(inputs: readonly Value[], outputs: readonly Value[], pullback: Pullback): Recorded[] {
    const sources = inputs.map((input) => this.slotOf(input));
    const slot = this.slots;
    const results = outputs.map((output) => this.leaf(output));
    this.entries.push({ primitive: undefined, pullback, sources, slot, count: outputs.length });
    return results;
  }

  /** A value as it is one transformation further out. */
  inner(value: Value): Value {
    return this.follows(value) ? value.value : value;
  }

  follows(value: Value): value is Recorded {
    return value instanceof Recorded && value.trace === this;
  }

  /** The cotangents of the leaves, given those of the results; undefined is zero. A tape can be pulled several times. */
  pull(
    results: readonly Value[],
    seeds: readonly (Value | undefined)[],
    leaves: readonly Recorded[],
  ): (Value | undefined)[] {
    const cotangents: Cotangents = new Array<undefined>(this.slots).fill(undefined);
    for (let k = 0; k < results.length; k++) collect(cotangents, this.slotOf(results[k]), seeds[k]);
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index];
      const contributions = contributionsOf(entry, cotangents);
      if (contributions === undefined) continue;
      for (let k = 0; k < contributions.length; k++) collect(cotangents, entry.sources[k], contributions[k]);
    }
    return leaves.map(({ slot }) => cotangents[slot]?.value);
  }

  private slotOf(value: Value): number {
    return this.follows(value) ? value.slot : -1;
  }
}

/** What an entry hands on to its inputs; nothing if no result depends on it. */
function contributionsOf(
  entry: Application | Call,
  cotangents: Cotangents,
): readonly (Value | undefined)[] | undefined {
  if (entry.primitive === undefined) {
    const { slot, count } = entry;
    const own = Array.from({ length: count }, (_, k) => cotangents[slot + k]?.value);
    return own.every((cotangent) => cotangent === undefined) ? undefined : entry.pullback(own);
  }
  const cotangent = cotangents[entry.slot];
  if (cotangent === undefined) return undefined;
  const { primitive, inputs, output, params, sources } = entry;
  return primitive.vjp(cotangent.value, inputs, output, params, wantedOf(sources));
}

const ONLY = [true] as const;
const BOTH = [true, true] as const;

/** Which inputs are followed. */
function wantedOf(sources: readonly number[]): readonly boolean[] {
  if (sources.length === 1) return ONLY;
  if (sources.length === 2 && sources[0] >= 0 && sources[1] >= 0) return BOTH;
  return sources.map((source) => source >= 0);
}
