import { astype, broadcastTo, divide, type Operand, reshape, sum, type Tensor } from '@monge/autodiff';
import { DomainError, fromData, ShapeError } from '@monge/ndarray';
import { denseUnder, readTensor } from './read-tensor.js';

/** What the values of each list of a batch weigh. */
export interface Weights {
  /** Of the sum 1 for each list, [batch, n, 1]. */
  readonly shares: Tensor;
  /** How many values of each list weigh anything, [batch]. */
  readonly counts: Float64Array;
}

interface Layout {
  /** That of the values. */
  readonly shape: readonly number[];
  readonly batch: number;
  readonly n: number;
  /** An array of that shape as [batch, n, 1]. */
  readonly laidOut: (array: Tensor) => Tensor;
  readonly caller: string;
}

/** The weights that a caller gave, [n] for all lists or one for each value, or the same for all values. */
export function weightsOf(
  weights: Operand | undefined,
  { shape, batch, n, laidOut, caller }: Layout,
): Weights {
  if (weights === undefined) {
    const even = fromData(new Float64Array(batch * n).fill(1 / n), [batch, n, 1]);
    return { shares: even, counts: new Float64Array(batch).fill(n) };
  }
  const given = astype(readTensor(weights, 'weights', caller), 'float64');
  const [one, each] = [isShape(given.shape, [n]), isShape(given.shape, shape)];
  if (!one && !each) {
    const shapes = shape.length === 1 ? `[${n}]` : `[${n}] or [${shape.join(', ')}]`;
    throw new ShapeError(
      `${caller}: expected weights of shape ${shapes} (one for each value), got [${given.shape.join(', ')}]`,
    );
  }
  const lists = each ? laidOut(given) : broadcastTo(reshape(given, [1, n, 1]), [batch, n, 1]);
  const counts = checkedCounts(denseUnder(lists).data, batch, n, caller);
  return { shares: divide(lists, sum(lists, { axis: 1, keepDims: true })), counts };
}

function isShape(shape: readonly number[], expected: readonly number[]): boolean {
  return shape.length === expected.length && shape.every((length, axis) => length === expected[axis]);
}

function checkedCounts(data: ArrayLike<number>, batch: number, n: number, caller: string): Float64Array {
  return Float64Array.from({ length: batch }, (_, lane) => {
    let [total, count] = [0, 0];
    for (let i = 0; i < n; i++) {
      const weight = data[lane * n + i];
      if (!(weight >= 0 && weight < Infinity)) {
        throw new DomainError(`${caller}: expected weights in [0, ∞), got ${weight} at ${i}`);
      }
      total += weight;
      if (weight > 0) count++;
    }
    if (total > 0 && total < Infinity) return count;
    throw new DomainError(
      `${caller}: expected weights with a sum in (0, ∞) for each list, got ${total}; give some value a weight`,
    );
  });
}
