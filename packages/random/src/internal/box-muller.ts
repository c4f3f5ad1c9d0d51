import type { DataOf, FloatDType } from '../sample.js';
import { log } from './log.js';
import { cos, sin } from './sin-cos.js';

/**
 * Writes to data[at], data[at + 1] a pair of independent normals: mean + std·√(−2 log u) times a point of the
 * unit circle. The point is at `fraction` ∈ [−½, ½) of a right angle from one of the four directions that the low two
 * bits of `quadrant` choose, by a swap and a sign: no range reduction, no branch.
 *
 * Source: G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", Ann. Math. Stat. 29 (1958).
 */
export function boxMuller(
  data: DataOf[FloatDType],
  at: number,
  mean: number,
  std: number,
  u: number,
  quadrant: number,
  fraction: number,
): void {
  const radius = Math.sqrt(-2 * log(u)) * (1 - (quadrant & 2));
  const swap = quadrant & 1;
  // When the number of draws is odd the last pair writes one past the end, which a typed array ignores.
  data[at + swap] = mean + std * (radius * cos(fraction));
  data[at + 1 - swap] = mean + std * (radius * sin(fraction));
}
