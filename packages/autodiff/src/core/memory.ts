import type { DataOf, FloatData, FloatDType } from '@monge/ndarray';

/** Where the results of primitives are put. */
export interface Memory {
  /** An array of arbitrary content. */
  allocate<T extends FloatDType>(dtype: T, length: number): DataOf[T];
}

/** Memory of the garbage collector: zeroed typed arrays of their own. */
export const heap: Memory = {
  allocate<T extends FloatDType>(dtype: T, length: number): DataOf[T] {
    const data: FloatData = dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
    return data as DataOf[T];
  },
};

/** The first slab and the largest, in bytes; each is twice as large as the one before. */
const FIRST = 64 * 1024;
const LARGEST = 4 * 1024 * 1024;
const ALIGNMENT = 8;

/** How far an arena was filled at some time. */
export interface Mark {
  readonly slab: number;
  readonly top: number;
}

/**
 * Memory that is taken piece by piece and given back at once. A view on a slab costs a fraction of a typed array with a buffer of its own
 * (26 against 756 ns for 100 elements, Node 20), and the slabs of one evaluation serve the next.
 */
export class Arena implements Memory {
  private readonly slabs: ArrayBuffer[] = [];
  private current = -1;
  private top = 0;
  private room = 0;

  /** How much is taken, in bytes. */
  get used(): number {
    return this.slabs
      .slice(0, Math.max(this.current, 0))
      .reduce((bytes, slab) => bytes + slab.byteLength, this.top);
  }

  allocate<T extends FloatDType>(dtype: T, length: number): DataOf[T] {
    const bytes = dtype === 'float32' ? 4 * length : 8 * length;
    if (this.top + bytes > this.room || this.current < 0) this.advance(bytes);
    const buffer = this.slabs[this.current];
    const at = this.top;
    this.top += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const data: FloatData =
      dtype === 'float32' ? new Float32Array(buffer, at, length) : new Float64Array(buffer, at, length);
    return data as DataOf[T];
  }

  mark(): Mark {
    return { slab: this.current, top: this.top };
  }

  /** Gives back what was taken since. */
  release({ slab, top }: Mark): void {
    this.current = slab;
    this.top = top;
    this.room = slab < 0 ? 0 : this.slabs[slab].byteLength;
  }

  /** Gives everything back, and keeps the slabs up to so many bytes. */
  reset(keep: number): void {
    let bytes = 0;
    let kept = 0;
    while (kept < this.slabs.length && bytes + this.slabs[kept].byteLength <= keep) {
      bytes += this.slabs[kept].byteLength;
      kept++;
    }
    this.slabs.length = kept;
    this.release({ slab: -1, top: 0 });
  }

  private advance(bytes: number): void {
    this.current++;
    // A slab that is too small for this array is replaced: sizes differ little from one evaluation to the next.
    if (this.current === this.slabs.length || this.slabs[this.current].byteLength < bytes) {
      this.slabs[this.current] = new ArrayBuffer(
        Math.max(Math.min(FIRST * 2 ** this.current, LARGEST), bytes),
      );
    }
    this.top = 0;
    this.room = this.slabs[this.current].byteLength;
  }
}
