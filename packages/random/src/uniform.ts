import type { ExecutorOptions } from './draws.js';
import { check } from './internal/check.js';
import { fillFromWords } from './internal/fill.js';
import { prepareFloat } from './internal/prepare.js';
import { unit } from './internal/unit.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface UniformOptions<D extends FloatDType = FloatDType> extends FloatOptions<D>, ExecutorOptions {
  /** Left end of the interval, included; 0 by default. */
  readonly low?: number;
  /** Right end of the interval, excluded; 1 by default. */
  readonly high?: number;
}

/**
 * Draws uniform numbers on [low, high): low + (high − low)·u, with u a multiple of 2⁻⁵³ in float64, and of 2⁻²⁴ in
 * float32, where the result is rounded once and half the words are enough. What rounds up to `high` becomes `low`: on an
 * interval of a few floating-point numbers, each keeps its share.
 *
 * @throws RandomError (domain) unless low < high and high − low is finite
 * @example
 * uniform(42, 3).data; // → [0.4686, 0.3409, 0.3271]
 * uniform(42, [1000, 2], { low: -1 }).shape; // → [1000, 2]
 */
export function uniform<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: UniformOptions<D> = {},
): Sample<D> {
  const { low = 0, high = 1, dtype, executor } = options;
  const width = high - low;
  check(width > 0 && width < Infinity, 'uniform', 'low < high, both finite', `low = ${low}, high = ${high}`);
  const draft = prepareFloat('uniform', key, shape, dtype);
  if (executor?.draws) {
    executor.draws.uniform(draft.key, low, high, draft.sample.data);
    return draft.sample;
  }
  const single = dtype === 'float32';
  return fillFromWords(draft, single ? 1 : 2, (data, words, first, count) => {
    for (let i = 0; i < count; i++) {
      const u = single ? (words[i] >>> 8) / 0x1000000 : unit(words, 2 * i);
      data[first + i] = low + width * u;
      if (data[first + i] >= high) data[first + i] = low;
    }
  });
}
