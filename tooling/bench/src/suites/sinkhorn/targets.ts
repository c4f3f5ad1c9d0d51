import type { Target } from '../../target.js';
import { batchName } from './batch/batch-case.js';
import { names } from './contenders.js';
import { divergenceGradientName } from './divergence-gradient/divergence-gradient-case.js';
import { endToEndName } from './end-to-end/end-to-end-case.js';
import { accurate } from './problems.js';
import { softSortName } from './soft-sort/soft-sort-case.js';
import { PEAK_MEMORY, streamedName } from './streamed/streamed-case.js';

const STREAMED = 'streamed, n = 32 768, d = 3, 2 threads';
const BATCH = '1000 problems of 50 × 50';
const hard = batchName(0.05);
const easy = batchName(0.2);

/** What transport should reach at least, against the fastest that each peer has for the work. */
export const targets: readonly Target[] = [
  ...accurate([1024, 4096]).flatMap((problem) => {
    const { n, pair } = problem;
    const work = `${pair.label}, n = ${n}, to 1e-6`;
    const atLeast = n === 1024 ? 4 : 6;
    const end = { case: endToEndName(problem), atLeast };
    return [
      ...[names.pot, names.ott, names.ottAnderson].map((of) => ({ ...end, work, of })),
      {
        ...end,
        work: `${work}, from initialiser 'entropicGaussian'`,
        contender: names.entropicGaussian,
        of: names.pot,
      },
    ];
  }),
  { work: STREAMED, case: streamedName(32_768), atLeast: 3, of: names.ottOnline },
  {
    work: `${STREAMED}, memory above the start`,
    case: streamedName(32_768),
    fact: PEAK_MEMORY,
    atMost: 100,
    unit: 'MB',
  },
  { work: `${BATCH}, ε = 0.05 std`, case: hard, atLeast: 5, of: names.potLoop },
  { work: `${BATCH}, ε = 0.2 std`, case: easy, atLeast: 5, of: names.potLoop },
  { work: `${BATCH}, ε = 0.2 std`, case: easy, atLeast: 5, of: names.potBatch },
  { work: 'soft sort and its gradient, n = 2000', case: softSortName(2000), atLeast: 10, of: names.ottJax },
  {
    work: 'divergence and its gradient, n = 1024',
    case: divergenceGradientName(1024),
    atMost: 2,
    of: names.divergence,
  },
];
