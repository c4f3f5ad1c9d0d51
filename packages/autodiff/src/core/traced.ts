import { type FloatDType, UnsupportedError } from '@monge/ndarray';
import { dtypeOfDense, type Plain, shapeOf } from './dense.js';
import { outOfPlace } from './out-of-place.js';
import type { Trace } from './trace.js';

/**
 * A value that a transformation follows: what a function gets for its arguments while it is differentiated. It stands for an array, and the
 * operations of this package take it for one. It has no elements to look at; what is known of it is its shape and element type.
 */
export abstract class Traced {
  /** The transformation that follows it. */
  readonly trace: Trace;
  /** What it stands for, one transformation further out. */
  readonly value: Value;

  constructor(trace: Trace, value: Value) {
    if (value instanceof Traced && value.trace.level >= trace.level)
      throw outOfPlace(`autodiff.${trace.name}`, value);
    this.trace = trace;
    this.value = value;
  }

  get shape(): readonly number[] {
    return shapeOf(plainOf(this));
  }

  get dtype(): FloatDType {
    const plain = plainOf(this);
    return typeof plain === 'number' ? 'float64' : dtypeOfDense(plain);
  }

  /** Numbers cannot be followed through JavaScript's own operators: they would lose the derivative. */
  valueOf(): never {
    throw new UnsupportedError(
      `autodiff: expected a plain number where an operator (+, *, <, …) or a function of Math was applied, got ${this.toString()}; use add, multiply, greater, exp, …`,
    );
  }

  /** Its elements come by operations; what looks like a tuple of numbers is one array. */
  [Symbol.iterator](): never {
    throw new UnsupportedError(
      `autodiff: expected a list of arrays to take apart, got ${this.toString()}; use slice or take for parts of it, and for an argument that is several numbers a record, { a: 1, b: 2 }, since [1, 2] is one array`,
    );
  }

  toString(): string {
    return `a traced ${this.dtype} array of shape [${this.shape.join(', ')}]`;
  }
}

/** What flows through the primitives. */
export type Value = Plain | Traced;

/** The array or number that a value stands for, all transformations taken off. */
export function plainOf(value: Value): Plain {
  let inner = value;
  while (inner instanceof Traced) inner = inner.value;
  return inner;
}
