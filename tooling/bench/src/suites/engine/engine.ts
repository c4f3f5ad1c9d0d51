import type { FloatDType } from '@monge/ndarray';
import { loadMachineLimits, type MachineLimits } from '../../machine-limits.js';
import type { Case, Suite, SuiteOptions } from '../../suite.js';
import { dtypes } from '../floats.js';
import { elementwiseCase } from './elementwise/elementwise-case.js';
import { logHalfStepCase } from './half-step/log-half-step-case.js';
import { kernelIterationCase } from './kernel-iteration/kernel-iteration-case.js';
import { limits } from './limits.js';
import { linalgCase } from './linalg/linalg-case.js';
import { matmulCase } from './matmul/matmul-case.js';
import { normalsCase } from './normals/normals-case.js';
import { overheadCase } from './overhead/overhead-case.js';
import { targets } from './targets.js';

/** The numeric core: products, element by element, the kernels of optimal transport, normals, factorisations, calls. */
export async function openEngine(): Promise<Suite> {
  const machine = await loadMachineLimits();
  return {
    name: 'engine',
    peers: ['tfjsWasm', 'jaxJs', 'numpyTs', 'mlMatrix', 'd3Random', 'numpy', 'pytorch'],
    cases: (options) => [
      ...products(options, machine),
      ...elementwise(options, machine),
      ...transport(options, machine),
      ...dtypes.map((dtype) => normalsCase(1e6, dtype)),
      ...factorisations(options),
      overheadCase('add'),
      overheadCase('exp'),
    ],
    targets,
    limits,
  };
}

function products({ quick }: SuiteOptions, machine: MachineLimits): Case[] {
  const sizes = (dtype: FloatDType) =>
    quick ? [64, dtype === 'float32' ? 1024 : 512] : [64, 128, 256, 512, 1024, 2048];
  return dtypes.flatMap((dtype) => sizes(dtype).map((n) => matmulCase(n, dtype, machine)));
}

function elementwise({ quick }: SuiteOptions, machine: MachineLimits): Case[] {
  const operations = quick ? (['exp', 'sum'] as const) : (['exp', 'tanh', 'sum'] as const);
  const sizes = quick ? [1e3, 1e6] : [1e3, 1e4, 1e5, 1e6, 1e7];
  return operations.flatMap((operation) =>
    dtypes.flatMap((dtype) => sizes.map((n) => elementwiseCase(operation, n, dtype, machine))),
  );
}

function transport({ quick }: SuiteOptions, machine: MachineLimits): Case[] {
  const halfSteps = (quick ? [3] : [2, 3, 16, 64]).flatMap((dimension) => {
    const sizes = quick ? [1024, 4096] : [256, 1024, 4096, ...(dimension === 3 ? [16384] : [])];
    return dtypes.flatMap((dtype) => sizes.map((n) => logHalfStepCase(n, dimension, dtype, machine)));
  });
  const iterations = dtypes.flatMap((dtype) =>
    (quick ? [4096] : [1024, 2048, 4096]).map((n) => kernelIterationCase(n, dtype, machine)),
  );
  return [...halfSteps, ...iterations];
}

function factorisations({ quick }: SuiteOptions): Case[] {
  const small = [linalgCase('cholesky', 1000, 3), linalgCase('eigh', 1000, 3)];
  return quick ? small : [...small, linalgCase('cholesky', 1, 500), linalgCase('eigh', 1, 500)];
}
