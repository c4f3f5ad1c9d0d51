import { add, multiply, square, subtract, sum, type Tensor } from '@monge/autodiff';
import { bind, plainOf, type Value } from '@monge/autodiff/primitive';
import { requireEqualTaus } from '../divergence/require-equal-taus.js';
import { solveSymmetricFor } from '../divergence/solve-symmetric.js';
import { costPrimitive } from './internal/cost-primitive.js';
import { dualCost } from './internal/programs.js';
import { tensorOf, valueFrom } from './internal/tensors.js';
import { type TransportCall, transportCall } from './internal/transport-call.js';
import { transportFunction } from './internal/transport-function.js';
import { unrolled } from './internal/unrolled.js';
import type { DifferentiableOptions, TransportPoints } from './options.js';

/**
 * The Sinkhorn divergence of two weighted point clouds, OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b) + ½ ε (Σa − Σb)², a number, as `sinkhornDivergence` of `@monge/sinkhorn`
 * has it. The gradient takes less time than the divergence itself, and stores no n·m numbers.
 *
 * @throws as {@link transportCost} does; {DomainError} when `tauA` and `tauB` differ, or the cost is not symmetric.
 *
 * @example
 * ```ts
 * import { grad, type Tensor } from '@monge/autodiff';
 * import { sinkhornDivergence } from '@monge/sinkhorn/differentiable';
 *
 * const y = [[3, 0], [4, 0]];
 * const loss = (x: Tensor) => sinkhornDivergence({ x, y }, { epsilon: 0.1, threshold: 1e-9 });
 * grad(loss)([[0, 0], [1, 0]]); // → [[-3.0, 0.0], [-3.0, 0.0]]
 * ```
 */
export function sinkhornDivergence(points: TransportPoints, options: DifferentiableOptions = {}): Tensor {
  const { tauA = 1, tauB = 1 } = options;
  requireEqualTaus(tauA, tauB, 'sinkhorn.sinkhornDivergence');
  const cost = unrolled(dualCost);
  return transportFunction(
    'sinkhornDivergence',
    points,
    options,
    (inputs, call) => valueFrom(divergence(inputs.map(tensorOf), solved(inputs, call))),
    (inputs, kind, iterations) => {
      const each: CostOf = (pair) => cost(pair, kind, iterations);
      return divergence(inputs, { xy: each, xx: each, yy: each });
    },
  );
}

type CostOf = (inputs: readonly Tensor[]) => Tensor;

/** How the costs of a against b, of a against itself, and of b against itself are found. */
interface Costs {
  readonly xy: CostOf;
  readonly xx: CostOf;
  readonly yy: CostOf;
}

function divergence([x, y, a, b, epsilon]: readonly Tensor[], { xy, xx, yy }: Costs): Tensor {
  const within = add(xx([x, x, a, a, epsilon]), yy([y, y, b, b, epsilon]));
  const unmatched = multiply(epsilon, square(subtract(sum(a), sum(b))));
  return add(xy([x, y, a, b, epsilon]), multiply(0.5, subtract(unmatched, within)));
}

/** A measure against itself by its own iteration, and one against the other from where that led. */
function solved([, y, , b, epsilon]: readonly Value[], call: TransportCall): Costs {
  const { init, ...ownOptions } = call.solveOptions;
  const own = { ...call, solveOptions: ownOptions, onSolution: undefined };
  const [xx, yy] = [0, 1].map(() => transportCall(own, solveSymmetricFor));
  const initialiser = () => ({ g: yy.solution([y, y, b, b, epsilon].map(plainOf)).g });
  const xy =
    init === undefined ? transportCall({ ...call, solveOptions: { initialiser, ...ownOptions } }) : call;
  const by =
    (own: TransportCall): CostOf =>
    (inputs) =>
      tensorOf(bind(costPrimitive, inputs.map(valueFrom), own));
  return { xy: by(xy), xx: by(xx), yy: by(yy) };
}
