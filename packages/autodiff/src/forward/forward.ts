import { bind } from '../core/bind.js';
import { runningTraces } from '../core/evaluation.js';
import type { Primitive } from '../core/primitive.js';
import type { Trace } from '../core/trace.js';
import { Traced, type Value } from '../core/traced.js';

/** A value and its tangent; undefined is zero. */
export class Dual extends Traced {
  readonly tangent: Value | undefined;

  constructor(trace: Trace, value: Value, tangent: Value | undefined) {
    super(trace, value);
    this.tangent = tangent;
  }
}

/** Forward mode: every value carries its tangent along. */
export class Forward implements Trace {
  readonly name: string;
  readonly level = runningTraces().length;
  readonly remembers = false;
  state: Trace['state'] = 'open';
  standIn: Trace['standIn'];

  constructor(name: string) {
    this.name = name;
  }

  process<P>(primitive: Primitive<P>, inputs: readonly Value[], params: P): Traced {
    const values = inputs.map((input) => this.inner(input));
    const tangents = inputs.map((input) => this.tangentOf(input));
    const output = bind(primitive, values, params);
    const still = tangents.every((tangent) => tangent === undefined);
    return new Dual(this, output, still ? undefined : primitive.jvp(tangents, values, output, params));
  }

  /** A value as it is one transformation further out. */
  inner(value: Value): Value {
    return this.follows(value) ? value.value : value;
  }

  tangentOf(value: Value): Value | undefined {
    return this.follows(value) ? value.tangent : undefined;
  }

  /** Whether no value has a tangent. */
  rests(values: readonly Value[]): boolean {
    return values.every((value) => this.tangentOf(value) === undefined);
  }

  follows(value: Value): value is Dual {
    return value instanceof Dual && value.trace === this;
  }
}
