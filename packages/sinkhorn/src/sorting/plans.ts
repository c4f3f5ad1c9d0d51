import type { Dense } from '@monge/autodiff/primitive';
import { argsort, type Executor, fromData, MongeError } from '@monge/ndarray';
import { type Laplacian, laplacianOf } from './line/laplacian.js';
import { solveOnLine, support } from './line/solve-on-line.js';

/** The plans that move each list of a batch, of n weighted values, to m targets, of weights of its own and at the same places for all. */
export interface Plans {
  readonly lanes: readonly Lane[];
  readonly n: number;
  readonly m: number;
  /** ∂ log P_ij/∂x_i but for what keeps the rows' sums: 2 y_j/ε, [batch, m, 1]. */
  readonly slopes: Dense;
  /** What the targets receive over their weights: 1 but for the error, [batch, m, 1]. */
  readonly filled: Dense;
}

interface Lane {
  /** The positions of the values, in ascending order of these. */
  readonly order: Int32Array;
  /** The logarithmic scalings of the targets, [m]. */
  readonly beta: Float64Array;
  readonly laplacian: Laplacian;
}

/** A batch of problems. */
export interface Masses {
  /** Finite values, [batch, n, 1]. */
  readonly x: Dense;
  /** Their weights, ≥ 0, each list's of the sum 1, [batch, n, 1]. */
  readonly a: Dense;
  /** The targets' weights, > 0, of the sum 1, [batch, m, 1]. */
  readonly b: Dense;
  /** Where the targets lie, ascending, [m]. */
  readonly positions: Float64Array;
}

export interface PlanSettings {
  readonly epsilon: number;
  readonly threshold: number;
  readonly executor: Executor;
  readonly caller: string;
}

/** Newton's method takes four iterations; one that takes so many has broken down. */
const MAX_ITERATIONS = 200;

/** @throws {MongeError} 'notConverged' when a plan does not meet the threshold. */
export function plansOf({ x, a, b, positions }: Masses, settings: PlanSettings): Plans {
  const { epsilon, caller } = settings;
  const [batch, n] = x.shape;
  const m = positions.length;
  // Between −half and half of the range, the products of x and y are smallest, and so is what rounding leaves of them.
  const unit = Math.sqrt(2 / epsilon);
  const middle = (positions[0] + positions[m - 1]) / 2;
  const y = positions.map((each) => unit * (each - middle));
  const [slopes, filled] = [new Float64Array(batch * m), new Float64Array(batch * m)];
  const lanes = Array.from({ length: batch }, (_, lane) => {
    const values = x.data.subarray(lane * n, (lane + 1) * n);
    const order = argsort(fromData(Float64Array.from(values), [n])).data;
    const weights = Float64Array.from(order, (i) => a.data[lane * n + i]);
    const targets = Float64Array.from(b.data.subarray(lane * m, (lane + 1) * m));
    const [first, last] = support(weights);
    const centre = (values[order[first]] + values[order[last]]) / 2;
    const sorted = Float64Array.from(order, (i) => unit * (values[i] - centre));
    const { plan, beta, sums, error, converged } = solveOnLine(
      { x: sorted, y, a: weights, b: targets },
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
    const held = sums.map((sum, j) => (sum > 0 ? sum : targets[j]));
    for (let j = 0; j < m; j++) {
      slopes[lane * m + j] = unit * y[j];
      filled[lane * m + j] = held[j] / targets[j];
    }
    return { order, beta, laplacian: laplacianOf(plan, weights, held) };
  });
  const shape = [batch, m, 1];
  return { lanes, n, m, slopes: { data: slopes, shape }, filled: { data: filled, shape } };
}
