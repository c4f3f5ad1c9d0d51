import type { FloatData } from '@monge/ndarray';

/** Which elements of an array [batch, rows, groups, size] belong together: for each part of the batch and each group, those of all rows. */
export interface Lanes {
  readonly batch: number;
  readonly rows: number;
  readonly groups: number;
  readonly size: number;
}

/** Calls f with the place where each lane starts. */
export function forLanes({ batch, rows, groups, size }: Lanes, f: (start: number) => void): void {
  for (let part = 0; part < batch; part++) {
    for (let group = 0; group < groups; group++) f((part * rows * groups + group) * size);
  }
}

/** Calls f with the ends of each row of a lane. */
export function forRows(
  start: number,
  { rows, groups, size }: Lanes,
  f: (from: number, to: number) => void,
): void {
  for (let row = 0, from = start; row < rows; row++, from += groups * size) f(from, from + size);
}

export function meanOf(x: FloatData, start: number, { rows, groups, size }: Lanes): number {
  let total = 0;
  for (let row = 0, from = start; row < rows; row++, from += groups * size) {
    for (let i = from; i < from + size; i++) total += x[i];
  }
  return total / (rows * size);
}

/** The mean of (x − centre)·(y − shift): of the same about its mean, the variance. */
export function meanProduct(
  x: FloatData,
  centre: number,
  y: FloatData,
  shift: number,
  start: number,
  { rows, groups, size }: Lanes,
): number {
  let total = 0;
  for (let row = 0, from = start; row < rows; row++, from += groups * size) {
    for (let i = from; i < from + size; i++) total += (x[i] - centre) * (y[i] - shift);
  }
  return total / (rows * size);
}
