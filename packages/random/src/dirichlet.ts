import { check, checkPositive } from './internal/check.js';
import { exp } from './internal/exp.js';
import { logGammaVariate } from './internal/gamma-variate.js';
import { prepareFloat } from './internal/prepare.js';
import type { KeyLike } from './key.js';
import type { FloatDType, FloatOptions, Sample, Shape } from './sample.js';

export interface DirichletOptions<D extends FloatDType = FloatDType> extends FloatOptions<D> {
  /** The k ≥ 1 concentrations, each > 0. */
  readonly concentration: ArrayLike<number>;
}

/**
 * Draws probability vectors: the last axis, of length k, is non-negative and sums to 1. Independent gammas of these
 * concentrations over their sum, from their logarithms, so that small concentrations are no trouble. A float32 draw
 * is the float64 draw, rounded.
 *
 * @param shape the shape of the array of vectors; the result has shape [...shape, k]
 * @throws RandomError (domain) unless every concentration is finite and > 0, (shape) if there is none
 * @example
 * dirichlet(42, 2, { concentration: [1, 1, 1] }); // → [[0.8222, 0.1712, 0.0066], [0.3716, 0.4269, 0.2015]]
 */
export function dirichlet<D extends FloatDType = 'float64'>(
  key: KeyLike,
  shape: Shape,
  options: DirichletOptions<D>,
): Sample<D> {
  const { dtype } = options;
  const concentration = Float64Array.from(options.concentration);
  const size = concentration.length;
  check(size > 0, 'dirichlet', 'at least one concentration', 'none', 'shape');
  concentration.forEach((a, j) => {
    checkPositive('dirichlet', `concentration[${j}]`, a);
  });
  const { key: k, sample } = prepareFloat('dirichlet', key, [shape, size].flat(), dtype);
  const { data } = sample;
  const logs = new Float64Array(size);
  for (let first = 0; first < data.length; first += size) {
    let largest = -Infinity;
    for (let j = 0; j < size; j++) {
      logs[j] = logGammaVariate(k, first + j, concentration[j]);
      largest = Math.max(largest, logs[j]);
    }
    let total = 0;
    for (let j = 0; j < size; j++) {
      logs[j] = exp(logs[j] - largest);
      total += logs[j];
    }
    for (let j = 0; j < size; j++) data[first + j] = logs[j] / total;
  }
  return sample;
}
