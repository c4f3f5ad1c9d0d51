import type { Suite } from '../../suite.js';
import { dtypes } from '../floats.js';
import { batchCase } from './batch/batch-case.js';
import { divergenceGradientCase } from './divergence-gradient/divergence-gradient-case.js';
import { endToEndCase } from './end-to-end/end-to-end-case.js';
import { geomlossCase } from './end-to-end/geomloss-case.js';
import { halfStepCase } from './half-step/half-step-case.js';
import { accurate, everyday } from './problems.js';
import { softSortCase } from './soft-sort/soft-sort-case.js';
import { streamedCase } from './streamed/streamed-case.js';
import { targets } from './targets.js';

/** Entropic optimal transport: its kernel, whole solves, small ones and very large ones, many at once, and derivatives. */
export const sinkhorn: Suite = {
  name: 'sinkhorn',
  peers: ['tfjsWasm', 'jaxJs', 'pot', 'ott', 'ottTwoThreads', 'geomloss', 'pytorch'],
  cases: ({ quick }) => [
    ...(quick ? [3] : [3, 2]).flatMap((dimension) =>
      dtypes.map((dtype) => halfStepCase(1024, dimension, dtype)),
    ),
    ...everyday(quick ? [50] : [50, 200, 1024]).map(endToEndCase),
    ...accurate(quick ? [1024] : [1024, 4096]).map(endToEndCase),
    ...(quick ? [] : [geomlossCase(1024)]),
    streamedCase(quick ? 4096 : 32_768),
    ...(quick ? [0.2] : [0.2, 0.05]).map(batchCase),
    ...(quick ? [2000] : [2000, 10_000]).map(softSortCase),
    divergenceGradientCase(1024),
  ],
  targets,
};
