import type { FloatDType } from '@monge/ndarray';
import type { Limit } from '../../limit.js';
import { dtypes, short } from '../floats.js';
import { names } from './contenders.js';
import { EXP_INSTRUCTIONS, elementwiseName } from './elementwise/elementwise-case.js';
import { instructionsPerPair, logHalfStepName } from './half-step/log-half-step-case.js';
import { kernelIterationName } from './kernel-iteration/kernel-iteration-case.js';
import { matmulName } from './matmul/matmul-case.js';

const { arithmetic, reading } = names;

/** The heaviest kernels beside what one thread of the machine allows them. */
export const limits: readonly Limit[] = dtypes.flatMap((dtype) => limitsIn(dtype));

function limitsIn(dtype: FloatDType): Limit[] {
  const bytes = dtype === 'float32' ? 4 : 8;
  const name = short[dtype];
  return [
    {
      work: `matrix product ${name}, n = 1024`,
      case: matmulName(1024, dtype),
      limit: arithmetic,
      unit: 'GFLOP/s',
      scale: 1,
    },
    {
      work: `log half-step ${name}, n = 4096, d = 3 (${instructionsPerPair(3, dtype)} operations a pair)`,
      case: logHalfStepName(4096, 3, dtype),
      limit: arithmetic,
      unit: 'G operations/s',
      scale: instructionsPerPair(3, dtype) / 1e3,
    },
    {
      work: `kernel-form iteration, K in ${name}, n = 4096`,
      case: kernelIterationName(4096, dtype),
      limit: reading,
      unit: 'GB/s',
      scale: bytes,
    },
    {
      work: `exp ${name}, n = 10⁶ (${EXP_INSTRUCTIONS[dtype]} operations a number)`,
      case: elementwiseName('exp', 1e6, dtype),
      limit: arithmetic,
      unit: 'G operations/s',
      scale: EXP_INSTRUCTIONS[dtype] / 1e3,
    },
    {
      work: `sum ${name}, n = 10⁷`,
      case: elementwiseName('sum', 1e7, dtype),
      limit: reading,
      unit: 'GB/s',
      scale: bytes / 1e3,
    },
  ];
}
