import type { Strided } from '../strided.js';

/**
 * Whether writing to `out` may change elements of `x` before they are read, in a loop that reads and writes index by
 * index. An `x` that lies element for element where `out` does is safe. Both have the same shape.
 */
export function overlaps(x: Strided, out: Strided): boolean {
  return !coincide(x, out) && reachesInto([x], out);
}

/** Whether what is written to `out` may be seen through one of the arrays, in whatever order. */
export function reachesInto(arrays: readonly Strided[], out: Strided): boolean {
  return arrays.some((x) => {
    if (x.data.buffer !== out.data.buffer) return false;
    const [xFirst, xLast] = extent(x);
    const [outFirst, outLast] = extent(out);
    return xFirst <= outLast && outFirst <= xLast;
  });
}

function coincide(x: Strided, out: Strided): boolean {
  return (
    x.data.buffer === out.data.buffer &&
    x.data.BYTES_PER_ELEMENT === out.data.BYTES_PER_ELEMENT &&
    x.data.byteOffset === out.data.byteOffset &&
    x.offset === out.offset &&
    out.shape.every((length, axis) => length === 1 || x.stride[axis] === out.stride[axis])
  );
}

/** The first and the last byte that the view reaches in its buffer. */
function extent({ data, shape, stride, offset }: Strided): [number, number] {
  let [first, last] = [offset, offset];
  shape.forEach((length, axis) => {
    const reach = Math.max(length - 1, 0) * stride[axis];
    if (reach < 0) first += reach;
    else last += reach;
  });
  const width = data.BYTES_PER_ELEMENT;
  return [data.byteOffset + first * width, data.byteOffset + (last + 1) * width - 1];
}
