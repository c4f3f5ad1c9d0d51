import { dualityGap } from './laws/duality-gap.js';
import type { TransportLaw } from './laws/law.js';
import { marginals } from './laws/marginals.js';
import { nonNegativity } from './laws/non-negativity.js';
import { optimality } from './laws/optimality.js';
import { permutationEquivariance } from './laws/permutation-equivariance.js';
import { scaleEquivariance } from './laws/scale-equivariance.js';
import { shiftEquivariance } from './laws/shift-equivariance.js';
import { splitting } from './laws/splitting.js';
import { transposition } from './laws/transposition.js';
import { zeroWeights } from './laws/zero-weights.js';

/**
 * What is true of every solver of entropic optimal transport, as checks to run against anybody's, ours or yours. The inputs have small ε, distant
 * points and weights of zero, where a solver that is not stabilised underflows.
 *
 * @example
 * import { fromData } from '@monge/ndarray';
 * import { denseCost, linearProblem, solve } from '@monge/sinkhorn';
 * import { type TransportSolver, transportInputs, transportLaws } from '@monge/sinkhorn/testing';
 * import fc from 'fast-check';
 *
 * const solver: TransportSolver = ({ costs, rows, columns, a, b, epsilon }) => {
 *   const problem = linearProblem(denseCost(fromData(costs, [rows, columns])), { a, b, epsilon });
 *   const { f, g, plan } = solve(problem, { threshold: 1e-9, maxIterations: 100_000 });
 *   return { plan: plan().data, f: f.data, g: g.data };
 * };
 * for (const { check } of transportLaws) {
 *   fc.assert(fc.property(transportInputs(), (input) => check(solver, input, 1e-6)), { numRuns: 10 });
 * }
 */
export const transportLaws: readonly TransportLaw[] = Object.freeze([
  nonNegativity,
  marginals,
  optimality,
  dualityGap,
  zeroWeights,
  transposition,
  permutationEquivariance,
  splitting,
  shiftEquivariance,
  scaleEquivariance,
]);
