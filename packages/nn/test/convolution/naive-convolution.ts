import { fromData, type NdArray } from '@monge/ndarray';
import type { Margin, Padding, WindowOptions } from '@monge/nn';

type Pair = readonly [number, number];

export function margins(rows: Margin, columns: Margin): readonly [Margin, Margin] {
  return [rows, columns];
}

/** The convolution by its formula: seven loops, and zeros wherever the image has no element. */
export function naiveConvolution(x: NdArray, w: NdArray, options: WindowOptions): NdArray<Float64Array> {
  const [n, h, width, c] = x.shape;
  const [kh, kw, , d] = w.shape;
  const stride = pair(options.stride ?? 1);
  const dilation = pair(options.dilation ?? 1);
  const [rows, columns] = [h, width].map((length, axis) =>
    sidesOf(options.padding ?? 'same', axis, length, [kh, kw][axis], stride[axis], dilation[axis]),
  );
  const count = (length: number, around: Margin, k: number, axis: number): number =>
    Math.floor((length + around[0] + around[1] - dilation[axis] * (k - 1) - 1) / stride[axis]) + 1;
  const shape = [n, count(h, rows, kh, 0), count(width, columns, kw, 1), d];
  const at = (image: number, i: number, j: number, channel: number): number =>
    i < 0 || j < 0 || i >= h || j >= width ? 0 : x.get(image, i, j, channel);
  const data: number[] = [];
  for (let image = 0; image < n; image++) {
    for (let row = 0; row < shape[1]; row++) {
      for (let column = 0; column < shape[2]; column++) {
        for (let to = 0; to < d; to++) {
          let total = 0;
          for (let k = 0; k < kh; k++) {
            for (let l = 0; l < kw; l++) {
              for (let from = 0; from < c; from++) {
                const i = row * stride[0] + k * dilation[0] - rows[0];
                const j = column * stride[1] + l * dilation[1] - columns[0];
                total += at(image, i, j, from) * w.get(k, l, from, to);
              }
            }
          }
          data.push(total);
        }
      }
    }
  }
  return fromData(Float64Array.from(data), shape);
}

function pair(extent: number | Pair): Pair {
  return typeof extent === 'number' ? [extent, extent] : extent;
}

function sidesOf(
  padding: Padding,
  axis: number,
  length: number,
  kernel: number,
  stride: number,
  dilation: number,
): Margin {
  if (padding === 'valid') return [0, 0];
  if (typeof padding === 'number') return [padding, padding];
  if (padding !== 'same') return padding[axis];
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + dilation * (kernel - 1) + 1 - length, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
