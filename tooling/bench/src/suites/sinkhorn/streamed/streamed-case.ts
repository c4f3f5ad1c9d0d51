import { timed } from '../../../contender.js';
import type { PythonJob } from '../../../peers/python.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { names } from '../contenders.js';
import { type Clouds, shaped } from '../end-to-end/clouds.js';
import { requireSolved } from '../end-to-end/require-solved.js';
import type { Solved } from '../end-to-end/solved.js';
import { peakMemory } from './peak-memory.js';
import { EPSILON, solveStreamed, spaceClouds, streamedFacts, THREADS, THRESHOLD } from './streamed.js';

/** The fact that tells by how much the memory rises. */
export const PEAK_MEMORY = 'peak MB';

/** How many targets OTT-JAX takes at a time: of 64, 256, 1024 and 4096 the fastest. */
const BATCH_SIZE = 256;

export function streamedName(n: number): string {
  return `streamed 3-D n=${n} f32 eps=${EPSILON} to L1 ${THRESHOLD}, ${THREADS} threads`;
}

/** More pairs than anybody stores: costs are computed as they are needed, in float32, on two threads. */
export function streamedCase(n: number): Case {
  return {
    name: streamedName(n),
    unit: milliseconds,
    async prepare({ ottTwoThreads }) {
      const clouds = spaceClouds(n);
      const { two, close } = await openEngines();
      const facts = (solved: Solved) => streamedFacts(solved, clouds, two);
      const ours = {
        ...timed(() => solveStreamed(clouds, two)),
        facts: { ...facts(solveStreamed(clouds, two)), [PEAK_MEMORY]: await peakMemory(n) },
      };
      const online = await ottTwoThreads?.open('online', shaped(clouds), {
        epsilon: EPSILON,
        threshold: THRESHOLD,
        batch_size: BATCH_SIZE,
      });
      const peers = {
        [names.ottOnline]: online && {
          ...online,
          facts: facts(potentialsOf(online, clouds)),
          once: online.firstSeconds,
        },
      };
      requireSolved({ ours, ...peers }, THRESHOLD);
      return { ours, peers, close };
    },
  };
}

/** A task in Python answers with both potentials, one after the other. */
function potentialsOf({ result = new Float64Array(), facts }: PythonJob, { n }: Clouds): Solved {
  return { f: result.subarray(0, n), g: result.subarray(n), iterations: facts.iterations ?? Number.NaN };
}
