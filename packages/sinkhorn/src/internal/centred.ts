import type { FloatDType } from '@monge/ndarray';
import type { LinearProblem } from '../linear-problem.js';
import { isBalanced } from './relaxation.js';
import type { Settings } from './settings.js';
import { dot, sum } from './sums.js';

/** The settings with potentials of mean zero where the constant between them is free and would take the digits of float32, which `dtype` kernels compute in. */
export function centred(problem: LinearProblem, settings: Settings, dtype: FloatDType): Settings {
  if (dtype !== 'float32' || !isBalanced(problem)) return settings;
  const { a, b } = problem;
  const around = (weights: Float64Array, potential: Float64Array | undefined) => {
    if (potential === undefined) return undefined;
    const mean = dot(weights, potential) / sum(weights);
    return potential.map((value) => value - mean);
  };
  return { ...settings, f: around(a, settings.f), g: around(b, settings.g) };
}
