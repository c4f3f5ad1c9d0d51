import { type ArrayInput, contiguous, DomainError, ShapeError } from '@monge/ndarray';
import { sum } from '../../internal/sums.js';
import type { GromovProblem } from '../gromov-problem.js';
import { type Blocks, blocksOf } from './plan-blocks.js';

/** A plan to start from: a matrix, [n, m], or whatever has rows, such as a solution. */
export type PlanInput = ArrayInput | { readonly rows: () => Iterable<Float64Array> };

/**
 * The plan to start from: the one given, or the product a ⊗ b, brought to the mass that lies between those of a and b.
 *
 * @throws {ShapeError} when it does not fit, {DomainError} when a mass is negative or not finite, or all are zero; all but a matrix is looked at when it is read.
 */
export function startingPlan({ a, b }: GromovProblem, init: PlanInput | undefined, caller: string): Blocks {
  const [n, m] = [a.length, b.length];
  if (init === undefined) {
    const scale = Math.sqrt(sum(a) * sum(b));
    return blocksOf(function* () {
      for (const weight of a) yield b.map((other) => (weight / scale) * other);
    }, n);
  }
  const given = typeof init === 'object' && 'rows' in init ? init : rowsOf(init, [n, m], caller);
  return blocksOf(function* () {
    let count = 0;
    let total = 0;
    for (const row of given.rows()) {
      if (row.length !== m || count === n) throw misfit([n, m], `rows of ${row.length}`, caller);
      for (const mass of row) {
        if (!(mass >= 0 && mass < Infinity)) {
          throw new DomainError(
            `${caller}: expected masses in [0, ∞) in init (a plan to start from), got ${mass} in row ${count}`,
          );
        }
        total += mass;
      }
      count++;
      yield row;
    }
    if (count < n) throw misfit([n, m], `${count} rows`, caller);
    if (total > 0) return;
    throw new DomainError(`${caller}: expected some mass in init (a plan to start from), got zeros only`);
  }, n);
}

/** A matrix as something that has rows. */
function rowsOf(
  init: ArrayInput,
  [n, m]: readonly [number, number],
  caller: string,
): { readonly rows: () => Iterable<Float64Array> } {
  const { data, shape } = contiguous(init, 'float64', { name: 'init', caller });
  if (shape.length !== 2 || shape[0] !== n || shape[1] !== m) {
    throw misfit([n, m], `[${shape.join(', ')}]`, caller);
  }
  return {
    *rows() {
      for (let i = 0; i < n; i++) yield data.subarray(i * m, (i + 1) * m);
    },
  };
}

function misfit(shape: readonly [number, number], got: string, caller: string): ShapeError {
  return new ShapeError(
    `${caller}: expected init of shape [${shape.join(', ')}] (a plan to start from), got ${got}`,
  );
}
