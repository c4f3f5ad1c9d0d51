import { fromData, type NdArray } from '@monge/ndarray';
import { normal } from '@monge/random';
import {
  type CostInput,
  denseCost,
  linearProblem,
  pointCloud,
  type Sensitivities,
  type Solution,
  solve,
} from '@monge/sinkhorn';
import { derivativeAtZero, inner, moved } from './directional-derivative.js';

/** What a problem is made of, by name. */
export interface Parts {
  readonly x?: NdArray<Float64Array>;
  readonly y?: NdArray<Float64Array>;
  readonly cost?: NdArray<Float64Array>;
  readonly a: NdArray<Float64Array>;
  readonly b: NdArray<Float64Array>;
  readonly epsilon: NdArray<Float64Array>;
}

export type Part = keyof Parts;

export function vector(values: Float64Array): NdArray<Float64Array> {
  return fromData(values, [values.length]);
}

/** What a problem is besides its parts. */
export interface Setting {
  readonly cost?: CostInput;
  readonly tauA?: number;
  readonly tauB?: number;
}

/** The problem solved to the last digits. */
export function solved({ x, y, cost, a, b, epsilon }: Parts, setting: Setting = {}): Solution {
  const { cost: between, tauA = 1, tauB = 1 } = setting;
  const geometry =
    cost === undefined ? pointCloud(x!, y!, between === undefined ? {} : { cost: between }) : denseCost(cost);
  const problem = linearProblem(geometry, { a, b, epsilon: epsilon.data[0], tauA, tauB });
  return solve(problem, { threshold: 1e-14, maxIterations: 20_000, mode: 'kernel' });
}

/** A direction in which a part can move: weights keep their sum where marginals have to be met, and zeros stay zero. */
function direction(parts: Parts, part: Part, { tauA = 1, tauB = 1 }: Setting): Float64Array {
  const { data } = parts[part]!;
  const v = normal(77, [data.length]).data;
  if (part !== 'a' && part !== 'b') return v.slice();
  if (tauA < 1 || tauB < 1) return data.map((weight, i) => weight * v[i]);
  const total =
    data.reduce((sum, weight, i) => sum + weight * v[i], 0) / data.reduce((sum, weight) => sum + weight, 0);
  return data.map((weight, i) => weight * (v[i] - total));
}

/** How a number found from the solution changes when a part moves, by central differences, and by its sensitivities. */
export function bothWays(
  parts: Parts,
  part: Part,
  numberOf: (solution: Solution) => number,
  sensitivities: Sensitivities,
  { step = 3e-3, ...setting }: Setting & { readonly step?: number } = {},
): { readonly differences: number; readonly found: number } {
  const along = direction(parts, part, setting);
  const { data, shape } = parts[part]!;
  const size = part === 'epsilon' ? data[0] * step : step;
  const differences = derivativeAtZero(
    (t) => numberOf(solved({ ...parts, [part]: fromData(moved(data, along, t), shape) }, setting)),
    size,
  );
  const derivative = {
    x: () => sensitivities.x().data,
    y: () => sensitivities.y().data,
    cost: () => sensitivities.cost().data,
    epsilon: () => [sensitivities.epsilon()],
    a: () => sensitivities.a.data,
    b: () => sensitivities.b.data,
  }[part]();
  return { differences, found: inner(derivative, along) };
}
