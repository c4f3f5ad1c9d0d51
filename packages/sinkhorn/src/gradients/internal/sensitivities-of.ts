import { fromData } from '@monge/ndarray';
import { dot } from '../../internal/sums.js';
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
  const { problem, mass } = coupling;
  const shift = (dot(problem.a, others.a) - dot(problem.b, others.b)) / (2 * mass);
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

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
