import type { Key } from '../key.js';
import { block, drawBlock } from './draw-block.js';
import { log } from './log.js';
import { log1p } from './log1p.js';
import { openUnit } from './unit.js';

/**
 * Element `index` of a stream of Poisson draws of a rate ≥ 64, by transformed rejection; each attempt reads a block of
 * its own.
 *
 * Source: W. Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance:
 * Mathematics and Economics 12 (1993), algorithm PTRS. The log-probability k log λ − λ − log k! is written with
 * Stirling's series as k(log(1 + x) − x) − ½ log 2πk − …, x = (λ − k)/k, which does not lose its digits when λ is large.
 */
export function poissonVariate(key: Key, index: number, rate: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = 0.02483 * b - 0.059;
  for (let attempt = 1; ; attempt++) {
    drawBlock(key, index, attempt);
    const u = openUnit(block, 0) - 0.5;
    const v = openUnit(block, 2);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
    // At these rates k = 0 has a probability below 2⁻⁹², and Stirling's series does not reach it.
    if (k < 1 || (us < 0.013 && v > us)) continue;
    const x = (rate - k) / k;
    const stirling = (1 / 12 - 1 / 360 / (k * k)) / k;
    if (
      log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (us * us) + b)) <=
      k * (log1p(x) - x) - log(6.283185307179586 * k) / 2 - stirling
    ) {
      return k;
    }
  }
}
