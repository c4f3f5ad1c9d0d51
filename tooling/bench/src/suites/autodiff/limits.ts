import type { Limit } from '../../limit.js';
import { BY_HAND, chainName } from './chain/chain-case.js';
import { PRODUCTS, TRAINING_STEP } from './training-step/training-step-case.js';

/** What no differentiation can do without, on one thread. */
export const limits: readonly Limit[] = [
  ...(['float32', 'float64'] as const).map((dtype) => ({
    work: `${chainName(1000, dtype)}, for each primitive`,
    case: chainName(1000, dtype),
    limit: BY_HAND,
    unit: 'µs',
    scale: 1,
  })),
  { work: TRAINING_STEP, case: TRAINING_STEP, limit: PRODUCTS, unit: 'ms', scale: 1 },
];
