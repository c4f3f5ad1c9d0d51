import type { Data } from '../dtype.js';
import { make } from '../internal/make.js';
import { packedStride } from '../internal/shape.js';
import type { NdArray } from '../nd-array.js';
import { laidOut } from './laid-out.js';

/** An array, and in words how it lies in memory. */
export interface NamedLayout<D extends Data> {
  readonly name: string;
  readonly array: NdArray<D>;
}

/**
 * Arrays of equal contents and shape, each laid out in memory in another way: what works on the first one must work
 * on all. The elements are given in C order; those after the first layout are copies.
 *
 * @example
 * const data = Float64Array.of(1, 2, 3, 4, 5, 6);
 * layouts(data, [2, 3]).map(({ name }) => name); // → ['packed', 'transposed', 'stepped', 'offset', 'backwards', 'mixed']
 */
export function layouts<D extends Data>(data: D, shape: readonly number[]): NamedLayout<D>[] {
  const axes = [...shape.keys()];
  const every = (step: number) => axes.map(() => step);
  const views = {
    transposed: { order: axes.toReversed(), step: every(1), margin: 0 },
    stepped: { order: axes, step: every(2), margin: 0 },
    offset: { order: axes, step: every(1), margin: 5 },
    backwards: { order: axes, step: every(-1), margin: 0 },
    mixed: { order: axes.toReversed(), step: axes.map((axis) => (axis % 2 === 0 ? -2 : 3)), margin: 3 },
  };
  return [
    { name: 'packed', array: make(data, shape, packedStride(shape)) },
    ...Object.entries(views).map(([name, layout]) => ({ name, array: laidOut(data, shape, layout) })),
  ];
}
