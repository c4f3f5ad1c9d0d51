import { dot } from '../../internal/sums.js';
import type { ImplicitOptions, ImplicitSensitivities } from '../sensitivities.js';
import { type Adjoint, adjointOf } from './adjoint.js';
import { costContraction } from './cost-cotangent.js';
import { type Coupling, onPairs } from './coupling.js';
import { limitsOf } from './limits-of.js';
import type { Modulation } from './modulated-plan.js';
import { sensitivitiesOf } from './sensitivities-of.js';

/** The cotangents of a result that depends on the potentials, and on the plan's factors other than through them. */
export interface Cotangents {
  /** Of the potentials, [n] and [m]; Σ f̄ = Σ ḡ. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** Of the costs, over the plan, other than through the potentials. */
  readonly costs?: Modulation;
  /** Of the weights, and of y, likewise. */
  readonly a?: Float64Array;
  readonly b?: Float64Array;
  readonly y?: Float64Array;
}

/** Pulls cotangents back through the solution of the problem, by the implicit function theorem. */
export function implicitSensitivities(
  coupling: Coupling,
  { f, g, costs, a, b, y }: Cotangents,
  options: ImplicitOptions,
  caller: string,
): ImplicitSensitivities {
  const { epsilon } = coupling.problem;
  const limits = limitsOf(coupling.problem.geometry.dtype, options, caller);
  const adjoint = onPairs(coupling, (pairwise) => adjointOf(coupling, pairwise, f, g, limits));
  const modulation = costCotangents(coupling, adjoint, costs);
  // The rows of W sum to f̄ where nothing else depends on the costs. Where the plan does, they sum to zero.
  const [rows, columns] = costs === undefined ? [f, g] : [f.map(() => 0), g.map(() => 0)];
  const { potentials } = coupling;
  const along = dot(rows, potentials.f) + dot(columns, potentials.g);
  return {
    ...sensitivitiesOf(coupling, modulation, {
      a: a === undefined ? adjoint.a : adjoint.a.map((value, i) => value + a[i]),
      b: b === undefined ? adjoint.b : adjoint.b.map((value, j) => value + b[j]),
      epsilon: () => (along - costContraction(coupling, modulation)) / epsilon,
      ...(y === undefined ? {} : { y }),
    }),
    linearSolve: adjoint.linearSolve,
  };
}

/** W_ij = e_ij (τ_a λ_i q_j + τ_b μ_j p_i) and what is given, as factors of the plan. */
function costCotangents(
  { supportA, supportB }: Coupling,
  { source, target }: Adjoint,
  given: Modulation | undefined,
): Modulation {
  const rank = 2 + (given?.rank ?? 0);
  const left = new Float64Array(source.length * rank);
  const right = new Float64Array(target.length * rank);
  fill(left, rank, [source, supportA], given?.left);
  fill(right, rank, [supportB, target], given?.right);
  return { rank, left, right, ...(given?.entries === undefined ? {} : { entries: given.entries }) };
}

/** Columns side by side with those of a matrix, row by row. */
function fill(
  out: Float64Array,
  rank: number,
  [first, second]: readonly [Float64Array, Float64Array],
  others: Float64Array | undefined,
): void {
  for (let i = 0; i < first.length; i++) {
    out[i * rank] = first[i];
    out[i * rank + 1] = second[i];
    for (let k = 2; k < rank; k++) out[i * rank + k] = others?.[i * (rank - 2) + k - 2] ?? 0;
  }
}
