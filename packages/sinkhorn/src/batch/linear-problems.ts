import { type ArrayInput, contiguous, ShapeError } from '@monge/ndarray';
import type { Geometry } from '../geometry/geometry.js';
import { type LinearProblem, linearProblem } from '../linear-problem.js';
import { inProblem } from './internal/in-problem.js';
import { parts, type Stack } from './internal/parts.js';

export interface LinearProblemsOptions {
  /** Source weights of each problem: [B, n], or a list of [n]. Default as in `linearProblem`. */
  readonly a?: Stack;
  /** Target weights of each problem: [B, m], or a list of [m]. */
  readonly b?: Stack;
  /** Strength of the entropic regularisation, of all or of each, [B]. Default 0.05 standard deviations of the costs of each. */
  readonly epsilon?: number | ArrayInput;
  /** How firmly source marginals are held, of all or of each, [B]; in (0, 1]. Default 1. */
  readonly tauA?: number | ArrayInput;
  /** The same for target marginals. */
  readonly tauB?: number | ArrayInput;
}

/**
 * The problems of a batch: `linearProblem` for each geometry.
 *
 * @throws {ShapeError} when there are not as many weights, ε or τ as geometries; and as `linearProblem`.
 *
 * @example
 * ```ts
 * import { denseCosts, linearProblems } from '@monge/sinkhorn/batch';
 *
 * const problems = linearProblems(denseCosts([[[0, 1], [1, 0]], [[0, 2, 1]]]), { a: [[0.3, 0.7], [1]], epsilon: [0.1, 1] });
 * problems[1].b; // → Float64Array [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]
 * ```
 */
export function linearProblems(
  geometries: readonly Geometry[],
  { a, b, epsilon, tauA, tauB }: LinearProblemsOptions = {},
): readonly LinearProblem[] {
  const { length } = geometries;
  const sources = a && expectLength(length, parts(a, 'a', caller), 'a');
  const targets = b && expectLength(length, parts(b, 'b', caller), 'b');
  const epsilons = numbers(length, epsilon, 'epsilon');
  const tausA = numbers(length, tauA, 'tauA');
  const tausB = numbers(length, tauB, 'tauB');
  return geometries.map((geometry, k) =>
    inProblem(k, () =>
      linearProblem(geometry, {
        ...(sources && { a: sources[k] }),
        ...(targets && { b: targets[k] }),
        ...(epsilons && { epsilon: epsilons[k] }),
        ...(tausA && { tauA: tausA[k] }),
        ...(tausB && { tauB: tausB[k] }),
      }),
    ),
  );
}

const caller = 'sinkhorn.linearProblems';

/** One number for each problem. */
function numbers(
  length: number,
  of: number | ArrayInput | undefined,
  name: string,
): readonly number[] | undefined {
  if (of === undefined) return undefined;
  if (typeof of === 'number') return new Array<number>(length).fill(of);
  const { data, shape } = contiguous(of, 'float64', { name, caller });
  if (shape.length === 1) return expectLength(length, [...data], name);
  throw new ShapeError(
    `${caller}: expected ${name} of shape [${length}] (one for each problem), or a number, got [${shape.join(', ')}]`,
  );
}

function expectLength<T>(length: number, values: readonly T[], name: string): readonly T[] {
  if (values.length === length) return values;
  throw new ShapeError(`${caller}: expected ${name} for each of ${length} problems, got ${values.length}`);
}
