import type { Cost, CostInput } from './cost.js';

/** A user's function as a cost record; records pass through. */
export function asCost(input: CostInput): Cost {
  return typeof input === 'function' ? { name: input.name || 'custom', between: input } : input;
}
