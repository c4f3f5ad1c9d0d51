import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import { asStrided, type DataFor, type NdArray, type Operand, ShapeError, take } from '@monge/ndarray';
import { foldIn, type KeyLike, permutation } from '@monge/random';
import { checkSetting } from '../internal/check-setting.js';

export interface MinibatchesOptions {
  /** Examples in a batch, a positive integer. */
  readonly size: number;
  /** What becomes of the examples of an epoch that fill no batch: `'drop'` leaves them out, `'keep'` makes a short batch of them. Default `'drop'`. */
  readonly last?: 'drop' | 'keep';
}

/** A tree of arrays with some of their rows. */
export type Rows<T> = T extends Operand
  ? NdArray<DataFor<T>>
  : T extends null | undefined
    ? T
    : { readonly [K in keyof T]: Rows<T[K]> };

/** Batches of data. */
export interface Minibatches<B> {
  /** The batch of a step, from 0: a pure function of a key and the step. */
  readonly at: (key: KeyLike, step: number) => B;
  /** Batches in an epoch. */
  readonly stepsPerEpoch: number;
}

/**
 * Batches of data in shuffled epochs: each example once an epoch, in an order that the key and the number of the epoch determine. The data are a tree of arrays
 * with one row for each example, and so are the batches, in the element types of the data; nothing is copied but the rows of the batch.
 *
 * The order of the last epoch that was asked for is remembered, 4 bytes an example; that is why steps in order are cheap, O(size of the batch).
 *
 * @throws ShapeError when the arrays differ in length, or there are fewer examples than a batch has (`last: 'drop'`).
 * @throws DomainError for a size that is no positive integer, or a step that is no integer ≥ 0.
 * @example
 * const batches = minibatches({ x: [[1, 2], [3, 4], [5, 6]], label: Uint8Array.of(0, 1, 2) }, { size: 2, last: 'keep' });
 * batches.stepsPerEpoch; // → 2
 * batches.at(7, 0); // → { x: [[3, 4], [5, 6]], label: [1, 2] }
 * batches.at(7, 1); // → { x: [[1, 2]], label: [0] }
 */
export function minibatches<T>(data: T, { size, last = 'drop' }: MinibatchesOptions): Minibatches<Rows<T>> {
  const caller = 'nn.minibatches';
  checkSetting(
    Number.isSafeInteger(size) && size > 0,
    'size',
    'a positive integer (examples in a batch)',
    size,
    caller,
  );
  checkSetting(last === 'drop' || last === 'keep', 'last', "'drop' or 'keep'", last, caller);
  const length = commonLength(data, caller);
  const stepsPerEpoch = last === 'keep' ? Math.ceil(length / size) : Math.floor(length / size);
  if (stepsPerEpoch === 0) {
    throw new ShapeError(
      `${caller}: expected data of at least one batch of ${size}, got ${length} examples; make size smaller, or keep the last batch`,
    );
  }
  const orderOf = shuffledEpochs(length);
  const at = (key: KeyLike, step: number): Rows<T> => {
    checkSetting(Number.isSafeInteger(step) && step >= 0, 'step', 'an integer ≥ 0', step, caller);
    const order = orderOf(key, Math.floor(step / stepsPerEpoch));
    const start = (step % stepsPerEpoch) * size;
    const rows = order.subarray(start, Math.min(start + size, length));
    return mapLeaves((leaf: Exclude<Operand, number>) => take(leaf, rows), data) as Rows<T>;
  };
  return { at, stepsPerEpoch };
}

/** The order of the examples in an epoch. */
function shuffledEpochs(length: number): (key: KeyLike, epoch: number) => Int32Array {
  let known: { readonly name: string; readonly order: Int32Array } | undefined;
  return (key, epoch) => {
    const name = `${String(key)} ${epoch}`;
    if (known?.name !== name) known = { name, order: permutation(foldIn(key, epoch), length).data };
    return known.order;
  };
}

function commonLength(data: unknown, caller: string): number {
  const lengths = namedLeaves(data).map(([name, leaf]) => {
    const title = name === '' ? 'data' : `data.${name}`;
    const { shape } = asStrided(leaf as Operand, title, caller);
    if (shape.length > 0) return shape[0];
    throw new ShapeError(
      `${caller}: expected ${title} to be an array with a row for each example, got a number`,
    );
  });
  if (lengths.length > 0 && lengths.every((length) => length === lengths[0])) return lengths[0];
  throw new ShapeError(
    `${caller}: expected data to be arrays with as many rows each, one for an example, got ${lengths.join(', ') || 'none'}`,
  );
}
