import { fromData, type NdArray } from '@monge/ndarray';
import type { Solution, Status } from '../../solution.js';
import type { BatchSolution } from '../batch-solution.js';
import { joined, offsetsOf } from './joined.js';

/** Solutions as those of a batch. */
export function gather(solutions: readonly Solution[]): BatchSolution {
  const each = (value: (solution: Solution) => number): NdArray<Float64Array> =>
    fromData(Float64Array.from(solutions, value), [solutions.length]);
  return Object.freeze({
    solutions: Object.freeze(solutions),
    status: worst(solutions),
    iterations: each(({ iterations }) => iterations),
    cost: each(({ cost }) => cost),
    regularisedCost: each(({ regularisedCost }) => regularisedCost),
    dualCost: each(({ dualCost }) => dualCost),
    mass: each(({ mass }) => mass),
    marginalError: each(({ marginalErrors: { source, target } }) => Math.max(source, target)),
    f: joined(solutions.map(({ f }) => f.data)),
    g: joined(solutions.map(({ g }) => g.data)),
    sourceOffsets: offsetsOf(solutions.map(({ f }) => f.size)),
    targetOffsets: offsetsOf(solutions.map(({ g }) => g.size)),
  } satisfies BatchSolution);
}

function worst(solutions: readonly Solution[]): Status {
  const found = new Set(solutions.map(({ status }) => status));
  if (found.has('diverged')) return 'diverged';
  return found.has('maxIterations') ? 'maxIterations' : 'converged';
}
