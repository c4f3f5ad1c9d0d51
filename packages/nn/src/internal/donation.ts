import type { Operand } from '@monge/autodiff';
import {
  contiguous,
  DomainError,
  dtypeOf,
  type FloatData,
  type FloatDType,
  type Strided,
} from '@monge/ndarray';

/** Arrays that are given up, for results to lie in their memory. */
export interface Donation {
  /** A copy of an input, to be changed: in the memory of an array given up for it, or in new memory where that does not do. */
  copyOf(input: FloatData, givenUp: Operand | undefined): FloatData;
  /** Ends it: arrays in whose memory a copy lies throw when they are read again, rather than show what is there now. */
  close(): void;
}

/**
 * What does is an array of the element type and the length of the input that has a buffer to itself: no view of something larger, and no memory where another
 * input or copy lies, in which the change would be seen. An input may be given up for its own copy.
 */
export function donation(inputs: readonly FloatData[], caller: string): Donation {
  const uses = new Map<ArrayBufferLike, number>();
  for (const { buffer } of inputs) uses.set(buffer, (uses.get(buffer) ?? 0) + 1);
  const taken: Strided[] = [];
  return {
    copyOf(input, givenUp) {
      if (givenUp === undefined || !isWhole(givenUp, input)) return input.slice();
      const { buffer } = givenUp.data;
      const own = buffer === input.buffer ? 1 : 0;
      if ((uses.get(buffer) ?? 0) > own) return input.slice();
      uses.set(buffer, own + 1);
      taken.push(givenUp);
      if (own === 0) givenUp.data.set(input);
      return givenUp.data;
    },
    close() {
      for (const array of taken) {
        Object.defineProperty(array, 'data', {
          get() {
            throw new DomainError(
              `${caller}: expected an array that is still there, got one that was given up for reuse; go on with what was returned for it, or keep a copy`,
            );
          },
        });
      }
    },
  };
}

/** Whether an array is like a packed one, and all that there is in its buffer. */
function isWhole(array: Operand, like: FloatData): array is Strided<FloatData> {
  if (typeof array === 'number' || !('data' in array) || Object.isSealed(array)) return false;
  const dtype = dtypeOf(like) as FloatDType;
  if (dtypeOf(array.data) !== dtype || array.data.length !== like.length) return false;
  return (
    contiguous(array, dtype).data === array.data && array.data.byteLength === array.data.buffer.byteLength
  );
}
