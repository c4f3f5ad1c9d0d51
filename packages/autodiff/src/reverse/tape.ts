import { bind } from '../core/bind.js';
import { runningTraces } from '../core/evaluation.js';
import type { Primitive } from '../core/primitive.js';
import type { Trace } from '../core/trace.js';
import { Traced, type Value } from '../core/traced.js';
import { Cotangents } from './cotangents.js';

/** A value on a tape, and how it was computed: all that reverse mode remembers of an operation, in one object. */
export class Recorded extends Traced {
  /** Its number among the values of the tape. */
  readonly slot: number;
  /** What was applied; nothing for a leaf, and for the result of a call. */
  readonly primitive: Primitive<unknown> | undefined;
  /** What it was applied to, as it was given: values of the tape among them. */
  readonly operands: readonly Value[];
  /** The same as they are one transformation further out. */
  readonly inner: readonly Value[];
  readonly params: unknown;

  constructor(
    tape: Tape,
    value: Value,
    slot: number,
    primitive: Primitive<unknown> | undefined,
    operands: readonly Value[],
    inner: readonly Value[],
    params: unknown,
  ) {
    super(tape, value);
    this.slot = slot;
    this.primitive = primitive;
    this.operands = operands;
    this.inner = inner;
    this.params = params;
  }
}

/** From the cotangents of a call's results to those of its inputs; undefined is zero. */
export type Pullback = (cotangents: readonly (Value | undefined)[]) => readonly (Value | undefined)[];

/** A call of a function with a derivative of its own; its results take `count` slots from `slot` on. */
interface Call {
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
  private readonly entries: (Recorded | Call)[] = [];
  private slots = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Follows a value from here on. */
  leaf(value: Value): Recorded {
    return new Recorded(this, value, this.slots++, undefined, NOTHING, NOTHING, undefined);
  }

  process<P>(primitive: Primitive<P>, inputs: readonly Value[], params: P): Traced {
    const inner = this.innerOf(inputs);
    const output = bind(primitive, inner, params);
    const result = new Recorded(this, output, this.slots++, primitive, inputs, inner, params);
    this.entries.push(result);
    return result;
  }

  /** Follows the results of a call. */
  call(inputs: readonly Value[], outputs: readonly Value[], pullback: Pullback): Recorded[] {
    const sources = inputs.map((input) => this.slotOf(input));
    const slot = this.slots;
    const results = outputs.map((output) => this.leaf(output));
    this.entries.push({ pullback, sources, slot, count: outputs.length });
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
    const cotangents = new Cotangents(this.slots);
    for (let k = 0; k < results.length; k++) cotangents.collect(this.slotOf(results[k]), seeds[k]);
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index];
      if (entry instanceof Recorded) this.pullApplication(entry, cotangents);
      else pullCall(entry, cotangents);
    }
    return leaves.map(({ slot }) => cotangents.of(slot));
  }

  private pullApplication(entry: Recorded, cotangents: Cotangents): void {
    const { slot, primitive, operands, inner, value, params } = entry;
    const cotangent = cotangents.of(slot);
    if (cotangent === undefined || primitive === undefined) return;
    const contributions = primitive.vjp(cotangent, inner, value, params, this.wantedOf(operands));
    for (let k = 0; k < contributions.length; k++) {
      cotangents.collect(this.slotOf(operands[k]), contributions[k]);
    }
  }

  private innerOf(values: readonly Value[]): Value[] {
    const inner: Value[] = [];
    for (let k = 0; k < values.length; k++) inner.push(this.inner(values[k]));
    return inner;
  }

  /** Which values are followed. */
  private wantedOf(values: readonly Value[]): readonly boolean[] {
    if (values.length === 1) return ONLY;
    if (values.length === 2) {
      if (!this.follows(values[0])) return SECOND;
      return this.follows(values[1]) ? BOTH : FIRST;
    }
    return values.map((value) => this.follows(value));
  }

  private slotOf(value: Value): number {
    return this.follows(value) ? value.slot : -1;
  }
}

const NOTHING: readonly Value[] = [];
const ONLY = [true] as const;
const FIRST = [true, false] as const;
const SECOND = [false, true] as const;
const BOTH = [true, true] as const;

/** What a call hands on to its inputs; nothing if no result depends on it. */
function pullCall({ slot, count, sources, pullback }: Call, cotangents: Cotangents): void {
  const own = Array.from({ length: count }, (_, k) => cotangents.of(slot + k));
  if (own.every((cotangent) => cotangent === undefined)) return;
  const contributions = pullback(own);
  for (let k = 0; k < contributions.length; k++) cotangents.collect(sources[k], contributions[k]);
}
