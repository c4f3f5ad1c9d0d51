import { denseOf, dtypeOfDense } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { reciprocalValue } from '../../ops/elementwise/reciprocal.js';
import { whereValues } from '../../ops/elementwise/where.js';
import type { Condition } from '../../ops/internal/condition.js';

/**
 * 1 / x, and 0 where x is 0 to working precision: |x| ≤ 8·n·ε·max |spectrumₖ|, for `spectrum` [..., n] and x [..., *any*] that was made of it.
 * Which elements these are is a constant for all derivatives, so that what is left out of the first is left out of all.
 */
export function inverseOrZero(x: Value, spectrum: Value): Value {
  const negligible = negligibleIn(x, spectrum);
  return whereValues(negligible, 0, reciprocalValue(whereValues(negligible, 1, x)));
}

function negligibleIn(x: Value, spectrum: Value): Condition {
  const [of, reference] = [x, spectrum].map((value) => denseOf(plainOf(value)));
  const n = reference.shape.at(-1) ?? 0;
  const epsilon = dtypeOfDense(reference) === 'float32' ? 2 ** -23 : Number.EPSILON;
  const negligible = new Uint8Array(of.data.length);
  const count = n === 0 ? 0 : reference.data.length / n;
  const size = negligible.length / count;
  for (let i = 0; i < count; i++) {
    let largest = 0;
    for (let k = i * n; k < (i + 1) * n; k++) largest = Math.max(largest, Math.abs(reference.data[k]));
    const tolerance = 8 * n * epsilon * largest;
    for (let k = i * size; k < (i + 1) * size; k++) negligible[k] = Math.abs(of.data[k]) <= tolerance ? 1 : 0;
  }
  return { data: negligible, shape: of.shape };
}
