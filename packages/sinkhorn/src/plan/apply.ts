import { type ArrayInput, contiguous, fromData, type NdArray, ShapeError } from '@monge/ndarray';
import { exponents } from '../internal/exponents.js';
import type { PlanSource } from './blocks.js';

export interface ApplyOptions {
  /** Apply Pᵀ, from the sources to the targets, in place of P. Default false. */
  readonly transpose?: boolean;
}

/** P v, or Pᵀ v, column by column, without storing P. */
export function apply(
  source: PlanSource,
  vector: ArrayInput,
  { transpose = false }: ApplyOptions = {},
): NdArray<Float64Array> {
  const { problem, executor } = source;
  const { epsilon, geometry } = problem;
  const [n, m] = geometry.shape;
  const [from, to] = transpose ? [n, m] : [m, n];
  const { data, shape } = contiguous(vector, 'float64', { name: 'vector', caller: 'solution.apply' });
  if (shape.length < 1 || shape.length > 2 || shape[0] !== from) {
    throw new ShapeError(
      `solution.apply: expected vector of shape [${from}] or [${from}, k] (one value a ${transpose ? 'source' : 'target'}), got ` +
        `[${shape.join(', ')}]`,
    );
  }
  const columns = shape[1] ?? 1;
  const { phi, psi, mass } = exponents(problem, source);
  const result = new Float64Array(to * columns);
  const input = new Float64Array(from);
  const output = new Float64Array(to);
  const pairwise = geometry.pairwise(executor);
  try {
    for (let k = 0; k < columns; k++) {
      for (let j = 0; j < from; j++) input[j] = data[j * columns + k];
      pairwise.product(transpose ? 0 : 1, epsilon, phi, psi, input, output);
      for (let i = 0; i < to; i++) result[i * columns + k] = mass * output[i];
    }
  } finally {
    pairwise.release();
  }
  return fromData(result, shape.length === 1 ? [to] : [to, columns]);
}
