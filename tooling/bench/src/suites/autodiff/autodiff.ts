import type { Suite } from '../../suite.js';
import { chainCase } from './chain/chain-case.js';
import { divergenceCase } from './divergence/divergence-case.js';
import { limits } from './limits.js';
import { recurrenceCase } from './recurrence/recurrence-case.js';
import { smallGradientCase } from './small-gradient/small-gradient-case.js';
import { targets } from './targets.js';
import { trainingStepCase } from './training-step/training-step-case.js';

/** Derivatives: what it costs to follow small operations, and what is left of the speed of the kernels in large ones. */
export const autodiff: Suite = {
  name: 'autodiff',
  peers: ['tfjsWasm', 'jaxJs', 'pytorch'],
  cases: ({ quick }) => [
    chainCase(100, 'float32'),
    chainCase(1000, 'float32'),
    ...(quick ? [] : [chainCase(1000, 'float64')]),
    trainingStepCase(),
    divergenceCase(),
    recurrenceCase(),
    smallGradientCase(),
  ],
  targets,
  limits,
};
