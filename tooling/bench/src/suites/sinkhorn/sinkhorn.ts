import type { Suite } from '../../suite.js';
import { normalToNormal, squareToNormal } from './end-to-end/clouds.js';
import { endToEndCase } from './end-to-end/end-to-end-case.js';
import { geomlossCase } from './end-to-end/geomloss-case.js';
import { halfStepCase } from './half-step/half-step-case.js';

/** Entropic optimal transport: its kernel, whole solves, and small solves, where the overhead of a call counts. */
export const sinkhorn: Suite = {
  name: 'sinkhorn',
  peers: ['tfjsWasm', 'jaxJs', 'pot', 'ott', 'geomloss', 'pytorch'],
  cases: ({ quick }) => [
    halfStepCase(1024, 3, 'float32'),
    halfStepCase(1024, 3, 'float64'),
    halfStepCase(1024, 2, 'float32'),
    halfStepCase(1024, 2, 'float64'),
    ...(quick ? [] : [halfStepCase(4096, 3, 'float32'), halfStepCase(4096, 3, 'float64')]),
    ...[squareToNormal, normalToNormal].flatMap((pair) =>
      [50, 200, 1024, ...(quick ? [] : [4096])].map((n) => endToEndCase(n, pair)),
    ),
    geomlossCase(1024),
  ],
};
