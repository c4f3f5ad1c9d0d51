import { type ArrayInput, add, fromData, multiply, type NdArray, subtract } from '@monge/ndarray';
import { isBalanced } from '../../internal/relaxation.js';
import { sum } from '../../internal/sums.js';
import type { LinearProblem } from '../../linear-problem.js';
import type { DivergenceSensitivities, Sensitivities } from '../sensitivities.js';
import { gauge } from './sensitivities-of.js';

/** The derivatives of OT(a, b) − ½ OT(a, a) − ½ OT(b, b) + ½ ε (Σa − Σb)² from those of its parts. */
export function divergenceSensitivities(
  problem: LinearProblem,
  { xy, xx, yy }: { readonly xy: Sensitivities; readonly xx: Sensitivities; readonly yy: Sensitivities },
): DivergenceSensitivities {
  const { a, b, epsilon } = problem;
  const excess = sum(a) - sum(b);
  const of = (whole: NdArray<Float64Array>, own: Sensitivities, mass: number) =>
    subtract(add(whole, epsilon * mass), half(own.a, own.b)).data;
  const weights = { a: of(xy.a, xx, excess), b: of(xy.b, yy, -excess) };
  const shift = isBalanced(problem) ? gauge(problem, weights) : 0;
  return {
    x: () => subtract(xy.x(), half(xx.x(), xx.y())),
    y: () => subtract(xy.y(), half(yy.x(), yy.y())),
    epsilon: () => xy.epsilon() - (xx.epsilon() + yy.epsilon()) / 2 + excess ** 2 / 2,
    a: subtract(fromData(weights.a, [a.length]), shift),
    b: add(fromData(weights.b, [b.length]), shift),
  };
}

/** Both sides of a measure against itself move at once. */
function half(one: ArrayInput, other: ArrayInput): NdArray<Float64Array> {
  return multiply(add(one, other), 0.5) as NdArray<Float64Array>;
}
