import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { sum } from './sums.js';

/** Weights divided by their total, [count]; equal ones where none are given. */
export function shares(
  input: ArrayInput | undefined,
  count: number,
  caller: string,
  name = 'weights',
): Float64Array {
  if (input === undefined) return new Float64Array(count).fill(1 / count);
  const { data, shape } = contiguous(input, 'float64', { name, caller });
  if (shape.length !== 1 || shape[0] !== count) {
    throw new ShapeError(`${caller}: expected ${name} of shape [${count}], got [${shape.join(', ')}]`);
  }
  for (const value of data) {
    if (!(value >= 0))
      throw new DomainError(`${caller}: expected weights in [0, ∞) in ${name}, got ${value}`);
  }
  const total = sum(data);
  if (!(total > 0 && total < Infinity)) {
    throw new DomainError(`${caller}: expected weights of a finite, positive total in ${name}, got ${total}`);
  }
  return data.map((value) => value / total);
}
