import type { Dense, Plain } from './dense.js';
import type { Memory } from './memory.js';
import type { Value } from './traced.js';

/**
 * An operation that the transformations know how to differentiate. It is a plain record: a new primitive is one of these and a function
 * that calls `bind` with it. The rules are written with operations themselves, so that they can be differentiated in turn.
 */
export interface Primitive<P = undefined> {
  /** What error messages call it. */
  readonly name: string;
  /** The operation on plain arrays; the result lies in `memory`, or is (a view on) one of the inputs. */
  evaluate(inputs: readonly Plain[], params: P, memory: Memory): Dense;
  /**
   * The cotangent of each input that is `wanted`, given that of the output: v ↦ vᵀ ∂output/∂inputₖ. Each has the shape of its input, or is
   * undefined where it is zero.
   */
  vjp(
    cotangent: Value,
    inputs: readonly Value[],
    output: Value,
    params: P,
    wanted: readonly boolean[],
  ): readonly (Value | undefined)[];
  /** The tangent of the output, Σₖ ∂output/∂inputₖ · tangentₖ; an undefined tangent is zero, and not all of them are. */
  jvp(tangents: readonly (Value | undefined)[], inputs: readonly Value[], output: Value, params: P): Value;
}
