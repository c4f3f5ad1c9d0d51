import type { Suite } from '../../suite.js';
import { endToEndCase } from './end-to-end/end-to-end-case.js';
import { geomlossCase } from './end-to-end/geomloss-case.js';
import { halfStepCase } from './half-step/half-step-case.js';

/** Entropic optimal transport: its kernel, whole solves, and small solves, where the overhead of a call counts. */
export const sinkhorn: Suite = {
  name: 'sinkhorn',
  cases: ({ quick }) => [
    halfStepCase(1024, 3, 'float32'),
    halfStepCase(1024, 3, 'float64'),
    halfStepCase(1024, 2, 'float32'),
    halfStepCase(1024, 2, 'float64'),
    ...(quick ? [] : [halfStepCase(4096, 3, 'float32'), halfStepCase(4096, 3, 'float64')]),
    endToEndCase(50),
    endToEndCase(200),
    endToEndCase(1024),
    ...(quick ? [] : [endToEndCase(4096)]),
    geomlossCase(1024),
  ],
};
