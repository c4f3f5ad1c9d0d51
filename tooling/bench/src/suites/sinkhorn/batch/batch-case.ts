import { onceIfSlow } from '../../../computation.js';
import { timed } from '../../../contender.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { requireSolved } from '../end-to-end/require-solved.js';
import { batchFacts, makeProblems, ourBatch, POINTS, SIZE } from './batch.js';

const THRESHOLD = 1e-6;
/** Below so many standard deviations of the costs, the slowest of the problems takes ten thousands of iterations, and a batch as many: it sits out. */
const EASY = 0.2;

export function batchName(share: number): string {
  return `batch of ${SIZE} problems 2-D n=${POINTS} eps=${share} std to L1 ${THRESHOLD.toExponential()}`;
}

/** Many small problems, from points to potentials, or to plans. */
export function batchCase(share: number): Case {
  return {
    name: batchName(share),
    unit: milliseconds,
    async prepare({ pot }) {
      const problems = makeProblems(share);
      const { all, epsilon } = problems;
      const solve = ourBatch(problems, THRESHOLD);
      const ours = timed(solve, batchFacts(solve(), problems));
      const arrays = {
        x: shaped(all.x, SIZE, POINTS, all.dimension),
        y: shaped(all.y, SIZE, POINTS, all.dimension),
      };
      const inPython = async (name: string, task: string) => {
        const job = await pot?.open(task, arrays, { epsilon, threshold: THRESHOLD });
        return job && { ...job, once: onceIfSlow(name, job.firstSeconds ?? 0) };
      };
      const easy = share >= EASY;
      const inLog = 'ot.batch, log_sinkhorn';
      const peers = {
        [names.potLoop]: await inPython(names.potLoop, 'loop'),
        [names.potBatch]: easy ? await inPython(names.potBatch, 'batch') : undefined,
        [inLog]: easy ? await inPython(inLog, 'batch_log') : undefined,
      };
      requireSolved({ ours, ...peers }, THRESHOLD);
      return { ours, peers };
    },
  };
}
