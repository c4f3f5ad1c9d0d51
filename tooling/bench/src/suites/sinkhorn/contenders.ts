import { OURS } from '../../report.js';

/** The names of those that targets speak of. */
export const names = {
  ours: OURS,
  entropicGaussian: 'ours, entropicGaussian',
  forward: 'ours, forward alone',
  divergence: 'ours, the divergence alone',
  pot: 'POT sinkhorn',
  potLoop: 'POT sinkhorn, in a loop',
  potBatch: 'ot.batch, sinkhorn',
  ott: 'OTT-JAX log',
  ottAnderson: 'OTT-JAX log, Anderson',
  ottOnline: 'OTT-JAX online',
  ottJax: 'OTT-JAX',
} as const;
