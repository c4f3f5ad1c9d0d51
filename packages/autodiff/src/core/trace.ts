import type { Primitive } from './primitive.js';
import type { Traced, Value } from './traced.js';

/** A transformation at work. The one that was started last, inside the others, has the highest level. */
export interface Trace {
  readonly level: number;
  /** How its function was called, for messages: `grad`. */
  readonly name: string;
  /** Whether it keeps the values it follows after they have been used: reverse mode does. */
  readonly remembers: boolean;
  /** 'open' while its function runs; 'closed' for good afterwards. A 'paused' one takes no operations for a while. */
  state: 'open' | 'paused' | 'closed';
  /** What operations take for a value that it follows, while that function is run once more by somebody else. */
  standIn: ((value: Traced) => Traced) | undefined;
  /** Applies a primitive to inputs, one or more of which it follows, and follows the result. */
  process<P>(primitive: Primitive<P>, inputs: readonly Value[], params: P): Traced;
}
