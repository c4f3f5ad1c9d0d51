import type { Key } from '../key.js';
import { boxMuller } from './box-muller.js';
import { block, drawBlock } from './draw-block.js';
import { log } from './log.js';
import { log1p } from './log1p.js';
import { openUnit, openUnit32 } from './unit.js';

const pair = /* @__PURE__ */ new Float64Array(2);

/**
 * Element `index` of a stream of Gamma(a, 1) draws, a ≥ 1; each attempt reads a block of its own: 64 bits for the
 * radius of a Box–Muller normal, 32 for its angle, 32 for the decision.
 *
 * Source: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000). With
 * v = (1 + t)³ their test log u < x²/2 + d(1 − v + log v) reads 3d(log(1 + t) − t + t²/2 − t³/3), which does not
 * lose its digits when a is large.
 */
export function gammaVariate(key: Key, index: number, a: number): number {
  const d = a - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let attempt = 1; ; attempt++) {
    drawBlock(key, index, attempt);
    boxMuller(pair, 0, 0, 1, openUnit(block, 0), block[2], (block[2] >> 2) / 0x40000000);
    const x = pair[0];
    const t = c * x;
    const u = openUnit32(block[3]);
    if (
      t > -1 &&
      (u < 1 - 0.0331 * x * x * x * x || log(u) < 3 * d * (log1p(t) - t + t * t * (1 / 2 - t / 3)))
    ) {
      return d * (1 + t) * (1 + t) * (1 + t);
    }
  }
}

/** log of the factor u^(1/a) that takes a Gamma(a + 1, 1) draw to Gamma(a, 1); it reads attempt 0 of the element. */
export function logBoost(key: Key, index: number, a: number): number {
  drawBlock(key, index, 0);
  // Finite even where 1/a is not, so that the difference of two is not NaN.
  return Math.max(log(openUnit(block, 0)) / a, -Number.MAX_VALUE);
}

/** The logarithm of a Gamma(a, 1) draw, for any a > 0; it does not underflow when a is small. */
export function logGammaVariate(key: Key, index: number, a: number): number {
  return a < 1
    ? log(gammaVariate(key, index, a + 1)) + logBoost(key, index, a)
    : log(gammaVariate(key, index, a));
}
