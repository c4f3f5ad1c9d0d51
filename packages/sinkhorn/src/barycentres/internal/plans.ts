import type { NdArray } from '@monge/ndarray';
import { type ExactSolution, solveExactly } from '../../exact/solve-exactly.js';
import { pointCloud } from '../../geometry/point-cloud.js';
import { dot } from '../../internal/sums.js';
import { linearProblem } from '../../linear-problem.js';
import type { Solution } from '../../solution.js';
import { solveFor } from '../../solve.js';
import type { SolveOptions } from '../../solve-options.js';
import { barycentreProblem } from '../barycentre-problem.js';
import { solveBarycentreFor } from '../solve-barycentre.js';
import type { Clouds } from './clouds.js';

/** The best plans from clouds to points. */
export interface Plans {
  readonly transports: readonly (Solution | ExactSolution)[];
  /** Of the points, [n]. */
  readonly masses: Float64Array;
  readonly regularisedCost: number;
  /** The mean of what each point receives from cloud k, [n, d]. */
  readonly means: (k: number) => Float64Array;
}

type Support = NdArray<Float64Array>;
type TransportOptions = Pick<
  SolveOptions,
  'threshold' | 'maxIterations' | 'mode' | 'acceleration' | 'executor'
>;

/** Plans to points of given masses, each started from the one before. */
export function plansOfGivenMasses(
  caller: string,
  clouds: Clouds,
  options: TransportOptions,
): (points: Support) => Plans {
  const { weights, measures, epsilon } = clouds;
  const b = givenMasses(clouds);
  let transports: readonly Solution[] | undefined;
  return (points) => {
    const before = transports;
    transports = clouds.points.map((cloud, k) => {
      const problem = linearProblem(pointCloud(cloud, points), { a: measures[k], b, epsilon });
      // Points move; the clouds, and potentials on them, hardly do.
      return solveFor(
        caller,
        problem,
        before === undefined ? options : { ...options, init: { f: before[k].f } },
      );
    });
    return {
      transports,
      masses: b,
      regularisedCost: dot(
        weights,
        Float64Array.from(transports, ({ regularisedCost }) => regularisedCost),
      ),
      means: barycentricMeans(transports),
    };
  };
}

/** Plans to points whose masses are the best ones: those of the barycentre on the points as they are. */
export function plansOfFreeMasses(
  caller: string,
  clouds: Clouds,
  options: TransportOptions,
): (points: Support) => Plans {
  const { weights, measures, epsilon } = clouds;
  let g: readonly NdArray<Float64Array>[] | undefined;
  return (points) => {
    const geometries = clouds.points.map((cloud) => pointCloud(cloud, points));
    const problem = barycentreProblem(geometries, { measures, weights, epsilon });
    const found = solveBarycentreFor(
      caller,
      problem,
      g === undefined ? options : { ...options, init: { g } },
    );
    g = found.g;
    const { transports, masses, regularisedCost } = found;
    return { transports, masses: masses.data, regularisedCost, means: barycentricMeans(transports) };
  };
}

function barycentricMeans(transports: readonly Solution[]): Plans['means'] {
  return (k) => transports[k].transport(undefined, { from: 'target' }).data;
}

/** Plans without regularisation. */
export function exactPlans(clouds: Clouds): (points: Support) => Plans {
  const { measures, weights } = clouds;
  const b = givenMasses(clouds);
  return (points) => {
    const transports = clouds.points.map((cloud, k) =>
      solveExactly(linearProblem(pointCloud(cloud, points), { a: measures[k], b, epsilon: 1 })),
    );
    return {
      transports,
      masses: b,
      regularisedCost: dot(
        weights,
        Float64Array.from(transports, ({ cost }) => cost),
      ),
      means: (k) => meansOfMoves(transports[k], clouds.points[k], points),
    };
  };
}

/** The mean source of each target; where a target has no mass, the target itself. */
function meansOfMoves({ support, problem }: ExactSolution, sources: Support, targets: Support): Float64Array {
  const [n, d] = targets.shape;
  const means = new Float64Array(n * d);
  support.mass.forEach((mass, e) => {
    const [i, j] = [support.source[e], support.target[e]];
    const share = mass / problem.b[j];
    for (let k = 0; k < d; k++) means[j * d + k] += share * sources.data[i * d + k];
  });
  problem.b.forEach((mass, j) => {
    if (mass === 0) for (let k = 0; k < d; k++) means[j * d + k] = targets.data[j * d + k];
  });
  return means;
}

function givenMasses({ masses }: Clouds): Float64Array {
  if (masses === 'free') throw new Error('unreachable: free masses have plans of their own');
  return masses;
}
