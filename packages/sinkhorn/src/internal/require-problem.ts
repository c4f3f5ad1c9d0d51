import { DomainError } from '@monge/ndarray';
import { kindOf } from './kind-of.js';

/** @throws {DomainError} for what is no transport problem, such as a geometry without weights. */
export function requireProblem(given: unknown, caller: string): void {
  if (typeof given === 'object' && given !== null && 'geometry' in given && 'a' in given) return;
  throw new DomainError(
    `${caller}: expected problem to be a transport problem, as linearProblem(geometry, { a, b, epsilon }) makes, got ${kindOf(given)}`,
  );
}
