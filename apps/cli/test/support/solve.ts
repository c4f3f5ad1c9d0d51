import { linearProblem, pointCloud, solve } from '@monge/sinkhorn';
import type { Points } from '../../src/read/points.js';
import { namedCost } from '../../src/transport/costs.js';
import type { Solved } from '../../src/transport/solved.js';

/** Points as a file would give them. */
export function points(
  rows: readonly (readonly number[])[],
  {
    weights = rows.map(() => 1),
    names = rows[0].map((_, axis) => `${axis + 1}`),
    geographic = false,
    label = 'points',
    places,
  }: {
    readonly weights?: readonly number[];
    readonly names?: readonly string[];
    readonly geographic?: boolean;
    readonly label?: string;
    readonly places?: readonly string[];
  } = {},
): Points {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    label,
    axes: { names, geographic },
    coordinates: Float64Array.from(rows.flat()),
    weights: Float64Array.from(weights, (weight) => weight / total),
    records: Int32Array.from(rows, (_, record) => record),
    places,
  };
}

/** The transport between two sets of points. */
export function solved(source: Points, target: Points, costName: string, epsilon: number): Solved {
  const cost = namedCost(costName, source.axes.geographic);
  const matrix = ({ axes, coordinates, weights }: Points) => {
    const d = axes.names.length;
    return { data: coordinates, shape: [weights.length, d], stride: [d, 1], offset: 0 };
  };
  const geometry = pointCloud(matrix(source), matrix(target), { cost: cost.cost });
  const problem = linearProblem(geometry, { a: source.weights, b: target.weights, epsilon });
  const solution = solve(problem, { threshold: 1e-9, maxIterations: 20000 });
  return { source, target, cost, weight: undefined, threshold: 1e-9, solution, seconds: 1 };
}
