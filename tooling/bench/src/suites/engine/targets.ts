import type { Target } from '../../target.js';
import { names } from './contenders.js';
import { elementwiseName } from './elementwise/elementwise-case.js';
import { logHalfStepName } from './half-step/log-half-step-case.js';
import { kernelIterationName } from './kernel-iteration/kernel-iteration-case.js';
import { matmulName } from './matmul/matmul-case.js';
import { BOX_MULLER, normalsName } from './normals/normals-case.js';
import { overheadName } from './overhead/overhead-case.js';

const { ours, twoThreads, plain } = names;
const product = matmulName(1024, 'float32');
const halfStep = logHalfStepName(4096, 3, 'float32');
const halfStepF64 = logHalfStepName(4096, 3, 'float64');

/** What the engine should reach at least, on two cores, with peers on one thread as they are shipped. */
export const targets: readonly Target[] = [
  { work: 'matrix product f32, n = 1024', case: product, atLeast: 0.95, of: 'tfjs-wasm' },
  { work: 'matrix product f32, n = 1024', case: product, atLeast: 0.95, of: 'jax-js' },
  {
    work: 'matrix product f32, n = 1024, 2 threads',
    case: product,
    contender: twoThreads,
    atLeast: 1.7,
    of: 'tfjs-wasm',
  },
  { work: 'matrix product f64, n = 512', case: matmulName(512, 'float64'), atLeast: 1, of: 'numpy-ts' },
  { work: 'exp f32, n = 10⁶', case: elementwiseName('exp', 1e6, 'float32'), atLeast: 6, of: plain },
  { work: 'exp f64, n = 10⁶', case: elementwiseName('exp', 1e6, 'float64'), atLeast: 3, of: plain },
  { work: 'log half-step f32, n = 4096, d = 3', case: halfStep, atLeast: 8, of: plain },
  { work: 'log half-step f32, n = 4096, d = 3', case: halfStep, atLeast: 3, of: 'PyTorch, stored cost' },
  { work: 'log half-step f64, n = 4096, d = 3', case: halfStepF64, atLeast: 2.5, of: plain },
  {
    work: 'log half-step f32, n = 4096, d = 3, 2 threads',
    case: halfStep,
    contender: twoThreads,
    atLeast: 1.8,
    of: ours,
  },
  {
    work: 'log half-step f64, n = 4096, d = 3, 2 threads',
    case: halfStepF64,
    contender: twoThreads,
    atLeast: 1.8,
    of: ours,
  },
  {
    work: 'kernel-form iteration, K in f32, n = 4096, 2 threads',
    case: kernelIterationName(4096, 'float32'),
    contender: twoThreads,
    atLeast: 1.5,
    of: 'NumPy float64',
  },
  { work: 'add on 10 numbers', case: overheadName('add'), atMost: 1 },
  { work: 'exp on 10 numbers', case: overheadName('exp'), atMost: 1 },
  { work: 'normals f32, n = 10⁶', case: normalsName(1e6, 'float32'), atLeast: 4, of: BOX_MULLER },
];
