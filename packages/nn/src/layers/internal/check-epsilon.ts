import { DomainError } from '@monge/ndarray';

/** @throws DomainError unless it is positive and finite. */
export function checkEpsilon(epsilon: number, caller: string): void {
  if (epsilon > 0 && epsilon < Infinity) return;
  throw new DomainError(
    `${caller}: expected epsilon to be positive (it is added to the variance, which may be 0), got ${epsilon}`,
  );
}
