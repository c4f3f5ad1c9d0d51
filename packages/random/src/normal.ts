import type { ExecutorOptions } from './draws.js';
import { boxMuller } from './internal/box-muller.js';
import { check } from './internal/check.js';
import { fillFromWords } from './internal/fill.js';
import { prepareFloat } from './internal/prepare.js';
import { openUnit, openUnit32 } from './internal/unit.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface NormalOptions<D extends FloatDType = FloatDType> extends FloatOptions<D>, ExecutorOptions {
  /** Mean; 0 by default. */
  readonly mean?: number;
  /** Standard deviation, ≥ 0; 1 by default. */
  readonly std?: number;
}

/**
 * Draws normal (Gaussian) numbers by the Box–Muller transform. In float64 an element takes 64 bits, and |z| ≤ 8.57;
 * in float32 it takes 32 bits, |z| ≤ 6.77, and the value is the float64 result rounded once.
 *
 * @throws RandomError (domain) unless the mean is finite and std finite and ≥ 0
 * @example
 * normal(42, 3).data; // → [0.6282, 1.059, -1.1302]
 * normal(42, [2, 2], { mean: 1, std: 0.1 }); // → [[1.0628, 1.1059], [0.887, 0.9021]]
 */
export function normal<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: NormalOptions<D> = {},
): Sample<D> {
  const { mean = 0, std = 1, dtype, executor } = options;
  check(
    Number.isFinite(mean) && std >= 0 && std < Infinity,
    'normal',
    'a finite mean and a finite std >= 0',
    `mean = ${mean}, std = ${std}`,
  );
  const draft = prepareFloat('normal', key, shape, dtype);
  if (executor?.draws) {
    executor.draws.normal(draft.key, mean, std, draft.sample.data);
    return draft.sample;
  }
  return dtype === 'float32'
    ? fillFromWords(draft, 1, (data, words, first, count) => {
        for (let i = 0; i < count; i += 2) {
          const angle = words[i + 1];
          boxMuller(data, first + i, mean, std, openUnit32(words[i]), angle, (angle >> 2) / 0x40000000);
        }
      })
    : fillFromWords(draft, 2, (data, words, first, count) => {
        for (let i = 0; i < count; i += 2) {
          const low = words[2 * i + 2];
          const fraction = ((words[2 * i + 3] | 0) + (low >>> 2) / 0x40000000) / 0x100000000;
          boxMuller(data, first + i, mean, std, openUnit(words, 2 * i), low, fraction);
        }
      });
}
