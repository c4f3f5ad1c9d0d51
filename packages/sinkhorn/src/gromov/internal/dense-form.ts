import { type Executor, fromData } from '@monge/ndarray';
import { allCosts } from '../../geometry/cost-row.js';
import { denseCost } from '../../geometry/dense-cost.js';
import { dot, scale, sum } from '../../internal/sums.js';
import type { GromovProblem } from '../gromov-problem.js';
import { gathered } from './plan-blocks.js';
import type { Measured, QuadraticForm } from './quadratic-form.js';
import { dtypeOf } from './settings.js';
import { spacesOf } from './space.js';
import { tensorProduct } from './tensor-product.js';

interface DenseVisit extends Measured {
  /** P, [n, m] */
  readonly plan: Float64Array;
  /** L ⊗ P, [n, m] */
  readonly tensor: Float64Array;
}

/** For any costs and marginals. The costs of the linear problem are stored; O(n²·m + n·m²) a visit, O(n·m·d) for clouds with squared distances. */
export function denseForm(
  problem: GromovProblem,
  executor: Executor,
): QuadraticForm<DenseVisit, Float64Array> {
  const { source, target, features, alpha } = problem;
  const [n, m] = [source.shape[0], target.shape[0]];
  const spaces = spacesOf(problem, executor);
  const fused = features === undefined ? undefined : allCosts(features);
  const inFloat32 = dtypeOf(problem) === 'float32';
  return {
    concave: false,
    visit: (blocks) => {
      const plan = gathered(blocks, n, m);
      const tensor = tensorProduct(spaces, plan, n, m);
      return {
        plan,
        tensor,
        gromov: dot(plan, tensor),
        feature: fused === undefined ? 0 : dot(plan, fused),
        mass: sum(plan),
      };
    },
    costs: ({ tensor, mass }, constant) => {
      const costs = tensor.map((value) => (2 * alpha * value) / mass + constant);
      const share = (1 - alpha) / mass;
      if (fused !== undefined) for (let at = 0; at < costs.length; at++) costs[at] += share * fused[at];
      return costs;
    },
    between: (from, to, theta) => from.map((value, at) => value + theta * (to[at] - value)),
    raised: (costs, constant) => costs.map((cost) => cost + constant),
    least: (costs) => costs.reduce((least, cost) => Math.min(least, cost)),
    geometry: (costs) => denseCost(fromData(inFloat32 ? Float32Array.from(costs) : costs, [n, m])),
    start: ({ g }) => ({ g }),
    distance: ({ plan, mass }, before) => {
      let total = 0;
      for (let at = 0; at < plan.length; at++) total += Math.abs(plan[at] - before.plan[at]);
      return total / mass;
    },
    rescaled: ({ plan, tensor, gromov, feature, mass }, t) => {
      scale(plan, t);
      scale(tensor, t);
      return { plan, tensor, gromov: t * t * gromov, feature: t * feature, mass: t * mass };
    },
  };
}
