import { DomainError } from '@monge/ndarray';
import type { Cost } from './cost.js';

/**
 * A cost's own gradient, which has to write both parts: one that returns them instead would pass for its type, and for zero.
 *
 * @throws {DomainError} when the first call leaves a number unwritten, or not finite.
 */
export function checkedGradient(
  gradient: NonNullable<Cost['gradient']>,
  name: string,
  caller: string,
): NonNullable<Cost['gradient']> {
  let checked = false;
  return (x, y, atX, atY) => {
    if (!checked) {
      atX.fill(Number.NaN);
      atY.fill(Number.NaN);
    }
    gradient(x, y, atX, atY);
    if (!checked && !(atX.every(Number.isFinite) && atY.every(Number.isFinite))) {
      throw new DomainError(
        `${caller}: expected the gradient of the cost '${name}' to write finite numbers into its third and fourth argument (∇ₓc and ∇ᵧc), got ` +
          `[${atX.join(', ')}] and [${atY.join(', ')}] at [${x.join(', ')}] and [${y.join(', ')}]`,
      );
    }
    checked = true;
  };
}
