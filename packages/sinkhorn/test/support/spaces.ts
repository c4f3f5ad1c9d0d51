import { fromData, type NdArray } from '@monge/ndarray';

/** The costs among points, [n, n]: their squared distances, or what a function makes of these. */
export function costsAmong(
  { data, shape }: NdArray<Float64Array>,
  ofSquare: (square: number) => number = (square) => square,
): NdArray<Float64Array> {
  const [n, d] = shape as readonly [number, number];
  const costs = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      let square = 0;
      for (let l = 0; l < d; l++) square += (data[i * d + l] - data[k * d + l]) ** 2;
      costs[i * n + k] = ofSquare(square);
    }
  }
  return fromData(costs, [n, n]);
}

/** The rows of a matrix in another order. */
export function reordered(
  { data, shape }: NdArray<Float64Array>,
  order: ArrayLike<number>,
): NdArray<Float64Array> {
  const width = data.length / shape[0];
  return fromData(
    Float64Array.from(data, (_, at) => data[order[Math.floor(at / width)] * width + (at % width)]),
    [...shape],
  );
}

export function transposed({ data, shape }: NdArray<Float64Array>): Float64Array {
  const [n, m] = shape as readonly [number, number];
  return data.map((_, at) => data[(at % n) * m + Math.floor(at / n)]);
}
