import type { Data } from '../dtype.js';
import { forEachRun, type Layout } from './for-each-run.js';

interface Elements extends Layout {
  readonly data: Data;
}

/** Writes the elements of one array into another of the same shape, whatever the strides of both. */
export function assign(shape: readonly number[], source: Elements, target: Elements): void {
  forEachRun(shape, [source, target], (n, at, step) => {
    const [from, to] = [at[0], at[1]];
    if (step[0] === 1 && step[1] === 1) target.data.set(source.data.subarray(from, from + n), to);
    else copyRun(n, source.data, from, step[0], target.data, to, step[1]);
  });
}

function copyRun(n: number, x: Data, xi: number, xs: number, y: Data, yi: number, ys: number): void {
  for (; n > 0; n--, xi += xs, yi += ys) y[yi] = x[xi]!;
}
