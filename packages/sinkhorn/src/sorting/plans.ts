import type { Dense } from '@monge/autodiff/primitive';
import { argsort, type Executor, fromData, MongeError } from '@monge/ndarray';
import { type Laplacian, laplacianOf } from './line/laplacian.js';
import { solveOnLine } from './line/solve-on-line.js';

/** What values are moved to: positions that ascend and weights that sum to 1, [m] each. */
export interface Targets {
  readonly positions: Float64Array;
  readonly weights: Float64Array;
}

/** The plans that move each list of a batch, of n values of weight 1/n each, to the same targets. */
export interface Plans {
  readonly lanes: readonly Lane[];
  readonly n: number;
  readonly m: number;
  /** ∂ log P_ij/∂x_i but for what keeps the rows' sums: 2 y_j/ε, [m, 1]. */
  readonly slopes: Dense;
}

interface Lane {
  /** The positions of the values, in ascending order of these. */
  readonly order: Int32Array;
  readonly laplacian: Laplacian;
}

export interface PlanSettings {
  readonly epsilon: number;
  readonly threshold: number;
  readonly executor: Executor;
  readonly caller: string;
}

/** Newton's method takes four iterations; one that takes so many has broken down. */
const MAX_ITERATIONS = 200;

/**
 * @param x finite values, [batch, n, 1].
 * @throws {MongeError} 'notConverged' when a plan does not meet the threshold.
 */
export function plansOf(x: Dense, { positions, weights }: Targets, settings: PlanSettings): Plans {
  const { epsilon, caller } = settings;
  const [batch, n] = x.shape;
  const m = positions.length;
  const a = new Float64Array(n).fill(1 / n);
  // Between −half and half of the range, the products of x and y are smallest, and so is what rounding leaves of them.
  const unit = Math.sqrt(2 / epsilon);
  const middle = (positions[0] + positions[m - 1]) / 2;
  const y = positions.map((each) => unit * (each - middle));
  const lanes = Array.from({ length: batch }, (_, lane) => {
    const values = Float64Array.from(x.data.subarray(lane * n, (lane + 1) * n));
    const order = argsort(fromData(values, [n])).data;
    const centre = (values[order[0]] + values[order[n - 1]]) / 2;
    const sorted = Float64Array.from(order, (i) => unit * (values[i] - centre));
    const { plan, sums, error, converged } = solveOnLine(
      { x: sorted, y, a, b: weights },
      { threshold: settings.threshold, maxIterations: MAX_ITERATIONS, executor: settings.executor },
    );
    if (!converged) {
      throw new MongeError(
        'notConverged',
        `${caller}: expected a plan with marginal error ${settings.threshold}, got ${error.toExponential(1)} (epsilon ${epsilon}); ` +
          'use a larger epsilon, or a larger threshold',
      );
    }
    // With the sums that the plan has, the Laplacian is exactly one, however weakly parts of the plan hang together.
    const held = sums.map((sum, j) => (sum > 0 ? sum : weights[j]));
    return { order, laplacian: laplacianOf(plan, a, held) };
  });
  return { lanes, n, m, slopes: { data: y.map((each) => unit * each), shape: [m, 1] } };
}
