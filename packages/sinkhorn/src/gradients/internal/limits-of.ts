import { DomainError, type FloatDType } from '@monge/ndarray';
import type { Limits } from './conjugate-gradients.js';

const TOLERANCE = { float64: 1e-10, float32: 1e-5 } as const;

/**
 * How far a linear system is solved, of which the products are computed in `dtype`.
 *
 * @throws {DomainError} when an option is outside of its range.
 */
export function limitsOf(
  dtype: FloatDType,
  { tolerance = TOLERANCE[dtype], maxIterations = 2000 }: Partial<Limits>,
  caller: string,
): Limits {
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new DomainError(
      `${caller}: expected tolerance in (0, 1) (relative residual of the linear system), got ${tolerance}`,
    );
  }
  if (!(Number.isInteger(maxIterations) && maxIterations >= 1)) {
    throw new DomainError(
      `${caller}: expected maxIterations a whole number ≥ 1 (of conjugate gradients), got ${maxIterations}`,
    );
  }
  return { tolerance, maxIterations };
}
