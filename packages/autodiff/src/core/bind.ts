import type { Plain } from './dense.js';
import { currentMemory } from './evaluation.js';
import { outOfPlace } from './out-of-place.js';
import type { Primitive } from './primitive.js';
import type { Trace } from './trace.js';
import { Traced, type Value } from './traced.js';

/** Applies a primitive: through the innermost transformation that follows one of the inputs, or at once if none does. */
export function bind<P>(primitive: Primitive<P>, inputs: readonly Value[], params: P): Value {
  const trace = innermostTrace(inputs, primitive.name);
  return trace === undefined
    ? primitive.evaluate(inputs as readonly Plain[], params, currentMemory())
    : trace.process(primitive, inputs, params);
}

/** The transformation that was started last of those that follow one of the values. */
export function innermostTrace(values: readonly Value[], operation: string): Trace | undefined {
  let innermost: Trace | undefined;
  for (const value of values) {
    if (!(value instanceof Traced)) continue;
    const { trace } = value;
    if (trace.state !== 'open') throw outOfPlace(`autodiff.${operation}`, value);
    if (innermost === undefined || trace.level > innermost.level) innermost = trace;
  }
  return innermost;
}
