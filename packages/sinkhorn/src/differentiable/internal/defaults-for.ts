import { denseOf, plainOf, type Value } from '@monge/autodiff/primitive';
import { fromData, ShapeError } from '@monge/ndarray';
import { denseCost } from '../../geometry/dense-cost.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import { linearProblem } from '../../linear-problem.js';
import type { ProblemKind } from './parts.js';

/**
 * Weights and ε, in this order; those that are not given are the defaults of {@link linearProblem}, constants.
 *
 * @throws {ShapeError} and {DomainError} unless they make a problem.
 */
export function defaultsFor(
  places: readonly Value[],
  { a, b, epsilon }: Readonly<Record<string, Value | undefined>>,
  { cost, tauA, tauB }: ProblemKind,
  caller: string,
): readonly Value[] {
  const [first, second] = places.map(arrayOf);
  const geometry = cost === undefined ? denseCost(first) : pointCloud(first, second, { cost });
  const strength = epsilon === undefined ? undefined : denseOf(plainOf(epsilon));
  if (strength !== undefined && strength.data.length !== 1) {
    throw new ShapeError(
      `${caller}: expected epsilon to be a number, got shape [${strength.shape.join(', ')}]`,
    );
  }
  const problem = linearProblem(geometry, {
    tauA,
    tauB,
    ...(a === undefined ? {} : { a: arrayOf(a) }),
    ...(b === undefined ? {} : { b: arrayOf(b) }),
    ...(strength === undefined ? {} : { epsilon: strength.data[0] }),
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
