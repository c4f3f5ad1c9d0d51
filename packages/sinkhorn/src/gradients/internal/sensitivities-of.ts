import { fromData } from '@monge/ndarray';
import { isBalanced } from '../../internal/relaxation.js';
import { dot, sum } from '../../internal/sums.js';
import type { Sensitivities } from '../sensitivities.js';
import { costCotangent } from './cost-cotangent.js';
import type { Coupling } from './coupling.js';
import type { Modulation } from './modulated-plan.js';
import { pointCotangents } from './point-cotangents.js';

/** The record of derivatives from the cotangent W of the costs, and from the others. */
export function sensitivitiesOf(
  coupling: Coupling,
  modulation: Modulation | undefined,
  others: {
    readonly a: Float64Array;
    readonly b: Float64Array;
    readonly epsilon: () => number;
    /** What y receives other than by the costs, [m, d]. */
    readonly y?: Float64Array;
  },
): Sensitivities {
  const { problem } = coupling;
  const shift = isBalanced(problem) ? gauge(problem, others) : 0;
  const points = once(() => pointCotangents(coupling, modulation));
  const y = once(() => {
    const { data, shape } = points().y;
    return fromData(
      data.map((value, at) => value + (others.y?.[at] ?? 0)),
      shape,
    );
  });
  return {
    x: () => points().x,
    y,
    cost: once(() => costCotangent(coupling, modulation)),
    epsilon: once(others.epsilon),
    a: fromData(
      others.a.map((value) => value - shift),
      [others.a.length],
    ),
    b: fromData(
      others.b.map((value) => value + shift),
      [others.b.length],
    ),
  };
}

/** What is taken from ∂a and added to ∂b where weights change only together, so that ⟨a, ∂a⟩ = ⟨b, ∂b⟩. */
export function gauge(
  weights: { readonly a: Float64Array; readonly b: Float64Array },
  derivatives: { readonly a: Float64Array; readonly b: Float64Array },
): number {
  return (dot(weights.a, derivatives.a) - dot(weights.b, derivatives.b)) / (2 * sum(weights.a));
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
