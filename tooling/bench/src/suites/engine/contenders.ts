import { OURS } from '../../report.js';

/** The names of those that several cases share, on the page and in the targets. */
export const names = {
  ours: OURS,
  twoThreads: 'ours, 2 threads',
  plainOurs: 'ours, no executor',
  plain: 'plain JS',
  arithmetic: 'limit: arithmetic',
  reading: 'limit: reading',
  copying: 'limit: copying',
} as const;
