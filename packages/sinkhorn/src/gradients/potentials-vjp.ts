import type { ArrayInput } from '@monge/ndarray';
import { isBalanced } from '../internal/relaxation.js';
import { sum } from '../internal/sums.js';
import type { Solution } from '../solution.js';
import { couplingOf } from './internal/coupling.js';
import { implicitSensitivities } from './internal/implicit.js';
import { readCotangent } from './internal/read-cotangent.js';
import type { ImplicitOptions, ImplicitSensitivities } from './sensitivities.js';

/** Cotangents of the potentials; one left out is zero. */
export interface PotentialCotangents {
  /** [n] */
  readonly f?: ArrayInput;
  /** [m] */
  readonly g?: ArrayInput;
}

/**
 * The vector–Jacobian product of the potentials: derivatives of ⟨f̄, f⟩ + ⟨ḡ, g⟩, by the implicit function theorem. The constant that is free between the
 * potentials where both marginals have to be met is fixed by ⟨a, f⟩ = ⟨b, g⟩, whatever it is in the solution; it plays no part where Σ f̄ = Σ ḡ.
 *
 * The linear system of the optimality conditions, reduced to the targets, is solved by conjugate gradients, on the complement of the constant: there is no
 * ridge. On the stored plan where that takes no more than 1 GiB, O(n·m) an iteration, of which twenty to ninety are enough for any ε; else by products with it, O(n·m·d) an
 * iteration, and more of them for small ε. Where parts of the plan hang together by rounding only, the potentials between them are not determined by it, nor are their
 * derivatives, and `linearSolve` has not converged.
 *
 * @throws {MongeError} with code `'notConverged'` for a solution that diverged.
 * @throws {ShapeError} when a cotangent does not fit, {DomainError} when an option is outside of its range.
 *
 * @example
 * ```ts
 * import { potentialsVjp, sinkhorn } from '@monge/sinkhorn';
 *
 * const solution = sinkhorn([0, 1], [0.5, 2], { epsilon: 0.1, threshold: 1e-12 });
 * potentialsVjp(solution, { f: [1, 0], g: [1, 0] }).x(); // → [[-1.0], [0.0]]
 * ```
 */
export function potentialsVjp(
  solution: Solution,
  cotangents: PotentialCotangents,
  options: ImplicitOptions = {},
): ImplicitSensitivities {
  const caller = 'sinkhorn.potentialsVjp';
  const { a, b, geometry } = solution.problem;
  const [n, m] = geometry.shape;
  const atF = readCotangent(cotangents.f, [n], 'f', 'the source potential', caller);
  const atG = readCotangent(cotangents.g, [m], 'g', 'the target potential', caller);
  const coupling = couplingOf(solution, caller, options.executor);
  // Of the constant c = (⟨a, f⟩ − ⟨b, g⟩)/2Σa that is taken off f and added to g.
  const share = isBalanced(solution.problem) ? (sum(atG) - sum(atF)) / (2 * sum(a)) : 0;
  const { f, g } = coupling.potentials;
  return implicitSensitivities(
    coupling,
    {
      f: atF.map((value, i) => value + share * a[i]),
      g: atG.map((value, j) => value - share * b[j]),
      a: f.map((value) => share * value),
      b: g.map((value) => -share * value),
    },
    options,
    caller,
  );
}
