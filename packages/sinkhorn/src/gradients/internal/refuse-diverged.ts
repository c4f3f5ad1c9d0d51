import { MongeError } from '@monge/ndarray';
import type { Status } from '../../solution.js';

/** @throws {MongeError} with code `'notConverged'` for a solution that diverged: what is not a number has no derivative. */
export function refuseDiverged({ status }: { readonly status: Status }, caller: string): void {
  if (status !== 'diverged') return;
  throw new MongeError(
    'notConverged',
    `${caller}: expected a solution that stays within the range of floats, got one that diverged; allow a larger epsilon`,
  );
}
