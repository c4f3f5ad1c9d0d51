import type { Data, DTypeOf } from '../dtype.js';
import { dtypeOf } from '../dtype-of.js';
import type { NdArray } from '../nd-array.js';
import { sizeOf } from './shape.js';

/**
 * A view with the properties and methods of a scijs array, for pages whose content security policy forbids scijs to
 * generate its own. Slower at `get` and `set`, the same otherwise; in particular, no method checks bounds.
 */
export class PlainView<D extends Data> implements NdArray<D> {
  readonly data: D;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;

  constructor(data: D, shape: readonly number[], stride: readonly number[], offset: number) {
    this.data = data;
    this.shape = [...shape];
    this.stride = [...stride];
    this.offset = offset;
  }

  get dtype(): DTypeOf<D> {
    return dtypeOf(this.data);
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  get dimension(): number {
    return this.shape.length;
  }

  get order(): readonly number[] {
    const reach = (axis: number) => Math.abs(this.stride[axis]);
    return [...this.shape.keys()].toSorted((a, b) => reach(a) - reach(b));
  }

  index(...index: number[]): number {
    return this.stride.reduce((at, step, axis) => at + step * index[axis], this.offset);
  }

  get(...index: number[]): number {
    return this.data[this.index(...index)];
  }

  set(...indexThenValue: number[]): number {
    const value = indexThenValue[this.dimension];
    this.data[this.index(...indexThenValue)] = value;
    return value;
  }

  lo(...start: number[]): NdArray<D> {
    const skipped = this.shape.map((_, axis) => Math.max(start[axis] ?? 0, 0));
    const shape = this.shape.map((length, axis) => length - skipped[axis]);
    return new PlainView(this.data, shape, this.stride, this.index(...skipped));
  }

  hi(...length: number[]): NdArray<D> {
    const shape = this.shape.map((own, axis) => (length[axis] >= 0 ? length[axis] : own));
    return new PlainView(this.data, shape, this.stride, this.offset);
  }

  step(...step: number[]): NdArray<D> {
    const every = this.shape.map((_, axis) => step[axis] ?? 1);
    const first = this.shape.map((length, axis) => (every[axis] < 0 ? length - 1 : 0));
    const shape = this.shape.map((length, axis) => Math.ceil(length / Math.abs(every[axis])));
    const stride = this.stride.map((own, axis) => own * every[axis]);
    return new PlainView(this.data, shape, stride, this.index(...first));
  }

  transpose(...axes: number[]): NdArray<D> {
    const order = this.shape.map((_, k) => axes[k] ?? k);
    const pick = (list: readonly number[]) => order.map((axis) => list[axis]);
    return new PlainView(this.data, pick(this.shape), pick(this.stride), this.offset);
  }

  pick(...index: (number | null)[]): NdArray<D> {
    const fixed = this.shape.map((_, axis) => index[axis] ?? -1);
    const kept = (_: number, axis: number) => fixed[axis] < 0;
    const at = this.index(...fixed.map((own) => Math.max(own, 0)));
    return new PlainView(this.data, this.shape.filter(kept), this.stride.filter(kept), at);
  }

  /** At rank 0 the element, as for scijs. */
  valueOf(): number | this {
    return this.dimension === 0 ? this.get() : this;
  }
}
