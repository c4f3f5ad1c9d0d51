import type { ArrayInput } from '@monge/ndarray';
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
 * potentials is fixed by ⟨a, f⟩ = ⟨b, g⟩, whatever it is in the solution; it plays no part where Σ f̄ = Σ ḡ.
 *
 * The linear system of the optimality conditions, reduced to the targets, is solved by conjugate gradients with products only, on the complement of the
 * constant: there is no ridge. O(n·m·d) an iteration; iterations grow as ε shrinks.
 *
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
  const coupling = couplingOf(solution, options.executor);
  const { f, g, mass } = coupling;
  // Of the constant c = (⟨a, f⟩ − ⟨b, g⟩)/2Σa that is taken off f and added to g.
  const share = (sum(atG) - sum(atF)) / (2 * mass);
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
