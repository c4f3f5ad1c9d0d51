import type { Tensor } from '@monge/autodiff';
import { add, divide, expandDims, multiply, norm, reshape, square, subtract, sum } from '@monge/autodiff';
import { UnsupportedError } from '@monge/ndarray';
import { cosine } from '../../costs/cosine.js';
import type { Cost } from '../../costs/cost.js';

/** What a transport problem has besides its inputs. */
export interface ProblemKind {
  /** Absent for a matrix of costs. */
  readonly cost: Cost | undefined;
  readonly tauA: number;
  readonly tauB: number;
}

/** The parts of a transport problem as operations see them. */
export interface Parts {
  /** [n, m] */
  readonly costs: Tensor;
  /** [m, d]; absent for a matrix of costs. */
  readonly targets?: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
  readonly epsilon: Tensor;
  readonly tauA: number;
  readonly tauB: number;
}

/** From the inputs of a primitive: x, y, a, b, ε for point clouds, C, a, b, ε for a matrix of costs, which has no `cost`. */
export function partsOf(inputs: readonly Tensor[], { cost, tauA, tauB }: ProblemKind): Parts {
  const [a, b, epsilon] = inputs.slice(-3);
  const rest = { a, b, epsilon, tauA, tauB };
  if (cost === undefined) return { costs: inputs[0], ...rest };
  const [x, targets] = inputs.slice(0, 2).map(asPoints);
  return { costs: costMatrix(x, targets, cost), targets, ...rest };
}

function asPoints(points: Tensor): Tensor {
  return points.shape.length === 1 ? reshape(points, [points.shape[0], 1]) : points;
}

/** The matrix of costs by operations: what derivatives of higher order, and forward mode, go through. */
function costMatrix(x: Tensor, y: Tensor, cost: Cost): Tensor {
  if (cost === cosine) {
    return multiply(0.5, sum(square(differences(directions(x), directions(y))), { axis: 2 }));
  }
  const { fused } = cost;
  if (fused?.embedding !== undefined || fused === undefined || fused.kind === 'arc') {
    throw new UnsupportedError(
      'sinkhorn.differentiable: expected the squared Euclidean, Euclidean or cosine cost (derivatives of higher order, forward mode and unrolled ' +
        `iterations differentiate the cost itself), got '${cost.name}'; compute its matrix by operations of @monge/autodiff and give that`,
    );
  }
  const between = differences(x, y);
  const distances =
    fused.kind === 'distance' ? norm(between, { axis: 2 }) : sum(square(between), { axis: 2 });
  return multiply(fused.factor, distances);
}

function differences(x: Tensor, y: Tensor): Tensor {
  return subtract(expandDims(x, 1), expandDims(y, 0));
}

function directions(x: Tensor): Tensor {
  return divide(x, norm(x, { axis: 1, keepDims: true }));
}

/** f_i + g_j */
export function outerSum(f: Tensor, g: Tensor): Tensor {
  return add(expandDims(f, 1), g);
}
