import type { Target } from '../../target.js';
import { chainName } from './chain/chain-case.js';
import { names } from './contenders.js';
import { DIVERGENCE, FORWARD } from './divergence/divergence-case.js';
import { RECURRENCE } from './recurrence/recurrence-case.js';
import { JAX_JS_GRADIENT, TRAINING_STEP } from './training-step/training-step-case.js';

const { pytorch, tfjsWasm, twoThreads, pytorchTwoThreads } = names;
const single = chainName(1000, 'float32');

/** What differentiation should reach at least, on two cores. */
export const targets: readonly Target[] = [
  { work: 'chain of 1000 steps f32', case: single, atLeast: 5, of: pytorch },
  { work: 'chain of 1000 steps f64', case: chainName(1000, 'float64'), atLeast: 5, of: pytorch },
  { work: 'chain of 1000 steps f32', case: single, atLeast: 60, of: tfjsWasm },
  { work: 'training step', case: TRAINING_STEP, atLeast: 1.5, of: JAX_JS_GRADIENT },
  { work: 'training step', case: TRAINING_STEP, atLeast: 25, of: tfjsWasm },
  {
    work: 'training step, 2 threads (an aim)',
    case: TRAINING_STEP,
    contender: twoThreads,
    atLeast: 1,
    of: pytorchTwoThreads,
  },
  { work: 'divergence', case: DIVERGENCE, atMost: 3, of: FORWARD },
  { work: 'recurrence', case: RECURRENCE, atLeast: 4, of: pytorch },
];
