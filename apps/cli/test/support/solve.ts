import { solve } from '@monge/sinkhorn';
import type { Points } from '../../src/read/points.js';
import { namedCost } from '../../src/transport/costs.js';
import { massBalance } from '../../src/transport/mass-balance.js';
import { problemOf } from '../../src/transport/problem-of.js';
import type { Solved } from '../../src/transport/solved.js';
import type { Taus } from '../../src/transport/taus.js';
import { Sink } from './run-main.js';

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
    mass: total,
    records: Int32Array.from(rows, (_, record) => record),
    places,
  };
}

/** The transport between two sets of points; with taus, one whose marginals give way, and whose masses are as the weights. */
export function solved(
  source: Points,
  target: Points,
  costName: string,
  epsilon: number,
  unbalanced?: Taus,
): Solved {
  const cost = namedCost(costName, source.axes.geographic);
  const weight = unbalanced && 'mass';
  const parameters = { epsilon, ...(unbalanced && { unbalanced, weight: 'mass' }) };
  const solution = solve(problemOf({ source, target }, cost, parameters), {
    threshold: 1e-9,
    maxIterations: 20000,
  });
  const balance = unbalanced && massBalance(solution);
  return { source, target, cost, weight, threshold: 1e-9, solution, balance, seconds: 1 };
}

/** Streams that nobody looks at. */
export const silent = { stdout: new Sink(), stderr: new Sink() };

/** What the command line says where nobody says anything. */
export const defaults = { mode: 'auto', threshold: 1e-3, maxIterations: 2000 } as const;
