import { UnsupportedError } from '@monge/ndarray';
import type { Traced } from './traced.js';

/** A traced value where the transformation that follows it cannot follow it. */
export function outOfPlace(caller: string, input: Traced): UnsupportedError {
  const { name, state } = input.trace;
  return new UnsupportedError(
    state === 'closed'
      ? `${caller}: expected values of a transformation that is still running, got ${input.toString()} that leaked out of ${name}; ` +
          'return it from the differentiated function (as the result, or with hasAux) instead of keeping it'
      : `${caller}: expected every traced value among the arguments, got ${input.toString()} of ${name} through a closure; ` +
          'pass it as an argument',
  );
}
