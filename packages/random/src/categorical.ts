import { check } from './internal/check.js';
import { exp } from './internal/exp.js';
import { fillFromUnit } from './internal/fill.js';
import { invert } from './internal/invert.js';
import { prepare } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { Sample, Shape } from './sample.js';

/** The distribution over 0, 1, …, k − 1: its weights or its logits. */
export type CategoricalOptions =
  | {
      /** Weights in [0, ∞), of any positive total. */
      readonly weights: ArrayLike<number>;
      readonly logits?: never;
    }
  | {
      /** Log-weights in [−∞, ∞), up to any constant; not all −∞. */
      readonly logits: ArrayLike<number>;
      readonly weights?: never;
    };

/**
 * Draws indices in proportion to weights, by inversion of the cumulated weights: monotone in the underlying uniform,
 * and an index of weight zero is never drawn. O(k) to start with, O(log k) an element.
 *
 * @throws RandomError (domain) unless one of weights and logits is given, all of its values are in their interval and
 *   one of them at least has a positive weight
 * @example
 * categorical(7, 8, { weights: [1, 0, 3] }).data; // → [2, 0, 2, 2, 0, 2, 2, 0]
 */
export function categorical(key: KeyLike, shape: Shape, options: CategoricalOptions): Sample<'int32'> {
  const { weights, logits } = options;
  check(!weights !== !logits, 'categorical', 'either weights or logits', weights ? 'both' : 'neither');
  const given = Float64Array.from(weights ?? logits);
  const largest = given.reduce((a, b) => Math.max(a, b), -Infinity);
  const bad = given.findIndex((value) => !(value < Infinity && (logits || value >= 0)));
  check(
    bad < 0 && largest > (logits ? -Infinity : 0),
    'categorical',
    logits ? 'logits < Infinity, not all -Infinity' : 'finite weights >= 0, not all 0',
    bad < 0 ? 'no other' : `${given[bad]} at index ${bad}`,
  );
  // Relative to the largest, so that no sum overflows and no product with u underflows.
  let total = 0;
  const cumulated = given.map((value) => {
    total += logits ? exp(value - largest) : value / largest;
    return total;
  });
  return fillFromUnit(prepare('categorical', key, shape, 'int32'), (u) => invert(cumulated, u));
}
