import { denseOf, plainOf, type Value } from '@monge/autodiff/primitive';
import { fromData } from '@monge/ndarray';
import type { Cost } from '../../costs/cost.js';
import { denseCost } from '../../geometry/dense-cost.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import { linearProblem } from '../../linear-problem.js';

/** Weights and ε, in this order; those that are not given are the defaults of {@link linearProblem}, constants. */
export function defaultsFor(
  places: readonly Value[],
  { a, b, epsilon }: Readonly<Record<string, Value | undefined>>,
  cost: Cost | undefined,
): readonly Value[] {
  if (a !== undefined && b !== undefined && epsilon !== undefined) return [a, b, epsilon];
  const [first, second] = places.map(arrayOf);
  const geometry = cost === undefined ? denseCost(first) : pointCloud(first, second, { cost });
  const problem = linearProblem(geometry, {
    ...(a === undefined ? {} : { a: arrayOf(a) }),
    ...(b === undefined ? {} : { b: arrayOf(b) }),
    ...(epsilon === undefined ? {} : { epsilon: denseOf(plainOf(epsilon)).data[0] }),
  });
  return [
    a ?? { data: problem.a, shape: [problem.a.length] },
    b ?? { data: problem.b, shape: [problem.b.length] },
    epsilon ?? problem.epsilon,
  ];
}

function arrayOf(value: Value) {
  const { data, shape } = denseOf(plainOf(value));
  return fromData(data, shape);
}
