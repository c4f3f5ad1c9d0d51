import { OURS } from '../../report.js';

/** The names of those that several cases share, on the page and in the targets. */
export const names = {
  ours: OURS,
  twoThreads: 'ours, 2 threads',
  plainOurs: 'ours, no executor',
  tfjsWasm: 'tfjs-wasm',
  jaxJs: 'jax-js',
  pytorch: 'PyTorch',
  pytorchTwoThreads: 'PyTorch, 2 threads',
} as const;
