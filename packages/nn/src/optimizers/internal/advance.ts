import { applyUpdates } from '../apply-updates.js';
import type { Advance, Optimizer } from '../optimizer.js';

/** The parameters after the update of an optimiser, and its next state. */
export function advance<P, S>(
  optimizer: Optimizer<S>,
  gradients: unknown,
  state: S,
  params: P,
): Advance<P, S> {
  if (optimizer.advance !== undefined) return optimizer.advance(gradients, state, params);
  const updated = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updated.updates), state: updated.state };
}
