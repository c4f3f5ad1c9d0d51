import { DomainError } from '@monge/ndarray';

/** @throws DomainError unless a setting holds; `expected` says what it should be, and what it is for. */
export function checkSetting(
  holds: boolean,
  name: string,
  expected: string,
  got: unknown,
  caller: string,
): void {
  if (!holds) throw new DomainError(`${caller}: expected ${name} to be ${expected}, got ${String(got)}`);
}
