import { normal } from '@monge/random';

/** The geometry of a soft sort on the line: normal values squashed into (0, 1), in any order, and a regular grid. */
export function softSort(count: number): { readonly x: Float64Array; readonly y: Float64Array } {
  return {
    x: normal(1, count).data.map((value) => 1 / (1 + Math.exp(-value))),
    y: Float64Array.from({ length: count }, (_, j) => j / (count - 1)),
  };
}
