import { log } from './log.js';

/** log(1 + x) for x in (−1, ∞), to 2 ulp near zero too: log y with y = 1 + x as rounded, and the first-order correction. */
export function log1p(x: number): number {
  const y = 1 + x;
  return log(y) + (x - (y - 1)) / y;
}
