import type { SolveOptions } from '../../solve-options.js';
import type { SolveBatchOptions } from '../batch-options.js';

/** The options of one problem of a batch. */
export function optionsOf(options: SolveBatchOptions, k: number): SolveOptions {
  const { init, onProgress: _progress, signal: _signal, ...rest } = options;
  return {
    acceleration: 'overRelaxation',
    ...rest,
    ...(init === undefined ? {} : { init: init[k] }),
  };
}
