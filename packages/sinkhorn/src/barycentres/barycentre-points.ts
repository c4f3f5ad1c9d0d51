import { multiply, type Operand, subtract, type Tensor, Traced } from '@monge/autodiff';
import { implicit } from '@monge/autodiff/implicit';
import { type ArrayInput, DomainError, fromData, MongeError, ShapeError } from '@monge/ndarray';
import { barycentricMap } from '../differentiable/barycentric-map.js';
import type { DifferentiableOptions } from '../differentiable/options.js';
import { shares } from '../internal/shares.js';
import {
  type FreeSupportBarycentre,
  type FreeSupportBarycentreOptions,
  freeSupportBarycentreFor,
} from './free-support-barycentre.js';

export interface BarycentrePointsOptions
  extends Pick<
    FreeSupportBarycentreOptions,
    | 'measures'
    | 'weights'
    | 'support'
    | 'size'
    | 'key'
    | 'epsilon'
    | 'threshold'
    | 'maxIterations'
    | 'transport'
  > {
  /** p, the masses of the points, [n]; they are given. Default: even ones. */
  readonly masses?: ArrayInput;
  /** How the linear systems of the derivatives are solved, those of the plans and those of the points. */
  readonly linearSolve?: DifferentiableOptions['linearSolve'];
}

/**
 * The points of `freeSupportBarycentre`, [n, d], as a function of the clouds in programs of `@monge/autodiff`, with the derivatives of the implicit function theorem at the
 * fixed point x = Σ_k λ_k T_k(x), T_k the barycentric maps: in both modes and to any order. Of one cloud they are the centroids of {@link sinkhornKMeans}.
 *
 * Found anew at each call, to a threshold of 1e-10 by default: derivatives are as good as that. Numbers other than the clouds are constants. O(Σ_k m_k n) numbers.
 *
 * @param clouds [m_k, d] each, traced or not.
 * @throws as `freeSupportBarycentre`; {DomainError} for ε = 0, whose plans jump.
 * @throws {MongeError} with code 'notConverged' when the points do not come to rest, or a linear system is not solved.
 *
 * @example
 * ```ts
 * import { grad, sum, type Tensor } from '@monge/autodiff';
 * import { barycentrePoints } from '@monge/sinkhorn/barycentres';
 *
 * const centroids = (points: Tensor) => barycentrePoints([points], { support: [[0], [5]], epsilon: 0.1 });
 * const total = (points: Tensor) => sum(centroids(points));
 * grad(total)([[0], [1], [4], [5]]); // → [[0.5], [0.5], [0.5], [0.5]]
 * ```
 */
export function barycentrePoints(clouds: readonly Operand[], options: BarycentrePointsOptions = {}): Tensor {
  const { linearSolve, ...solving } = options;
  if (options.epsilon === 0) {
    throw new DomainError(
      `${caller}: expected epsilon in (0, ∞) (exact plans jump and have no derivatives), got 0`,
    );
  }
  const transport = { ...ACCURATE, ...options.transport };
  let found: FreeSupportBarycentre | undefined;
  const points = implicit<Tensor, readonly Operand[]>(
    {
      solve: (...given) => {
        found = freeSupportBarycentreFor({ caller }, given.map(plainOf), {
          threshold: 1e-10,
          maxIterations: 10_000,
          ...solving,
          transport,
        });
        if (found.status === 'converged') return found.points;
        throw new MongeError(
          'notConverged',
          `${caller}: expected points that come to rest within ${found.iterations} rounds, got a distance of ${found.errors.at(-1)} from rest; allow more maxIterations, or a larger threshold`,
        );
      },
      residual: (x, ...given) => {
        if (found === undefined) throw new Error('unreachable: the solution comes first');
        const { transports, epsilon, masses } = found;
        const weights = shares(options.weights, given.length, caller);
        return given.reduce<Tensor>((rest, y, k) => {
          const b = transports[k].problem.a;
          const map = barycentricMap(
            { x, y },
            {
              ...transport,
              a: masses,
              b: fromData(b, [b.length]),
              epsilon,
              ...(linearSolve === undefined ? {} : { linearSolve }),
            },
          );
          return subtract(rest, multiply(weights[k], map));
        }, x);
      },
    },
    linearSolve?.tolerance === undefined ? {} : { tolerance: linearSolve.tolerance },
  );
  return points(...clouds);
}

const caller = 'sinkhorn.barycentrePoints';

/** Derivatives are as good as the plans. */
const ACCURATE = { threshold: 1e-12, maxIterations: 20_000 } as const;

/** What `implicit` solves for, which it hands over untraced. */
function plainOf(operand: Operand): ArrayInput {
  if (typeof operand === 'number' || operand instanceof Traced) {
    throw new ShapeError(`${caller}: expected clouds of shape [m, d] (points), got a number`);
  }
  return operand;
}
