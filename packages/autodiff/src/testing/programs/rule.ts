import type { Language } from './language.js';
import type { Shape } from './shapes.js';

/** What a rule writes: one operation on one value, or two, and what it takes to make it smooth. */
export type Expression = <V>(o: Language<V>, x: V, y: V) => V;

/** A number of 0, 1 … n − 1 that is drawn. */
export type Choose = (n: number) => number;

/**
 * A way to make a value of a program from one or two that it has. What a rule writes is smooth everywhere, whatever its operands: where an
 * operation is not, operands are brought into an interval where it is.
 */
export interface Rule {
  /** Whether the first operand may have this shape. Default: always. */
  readonly takes?: (shape: Shape) => boolean;
  /** Whether there is a second operand, and may have this shape beside the first. Default: there is none. */
  readonly fits?: (first: Shape, second: Shape) => boolean;
  readonly write: (choose: Choose, first: Shape, second: Shape) => Expression;
}

/** A rule that is written in the same way whatever the shape. */
export function always(expression: Expression): Rule {
  return { write: () => expression };
}
