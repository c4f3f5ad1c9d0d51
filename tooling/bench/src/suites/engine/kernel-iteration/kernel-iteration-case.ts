import type { FloatDType } from '@monge/ndarray';
import { checked, checkedJob, computation } from '../../../computation.js';
import type { MachineLimits } from '../../../machine-limits.js';
import type { Case } from '../../../suite.js';
import { rate } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { short } from '../../floats.js';
import { makeHalfStep } from '../../sinkhorn/half-step/half-step.js';
import { names } from '../contenders.js';
import { makeKernelIteration } from './kernel-iteration.js';
import { ourKernelIteration } from './ours.js';
import { plainKernelIteration } from './plain-js.js';

/** Exponents reach 60: float32 points alone change the kernel by 1e-5. */
const TOLERANCE = { float32: 1e-4, float64: 1e-12 };

export function kernelIterationName(n: number, dtype: FloatDType): string {
  return `kernel iteration n=${n} ${short[dtype]}`;
}

/** The kernel form's iteration, both half-steps, on a stored kernel of n × n numbers of the dtype. */
export function kernelIterationCase(n: number, dtype: FloatDType, limits: MachineLimits): Case {
  return {
    name: kernelIterationName(n, dtype),
    unit: rate('G pairs/s', n ** 2 / 1e9),
    line: { table: `Kernel-form iteration, K in ${dtype}`, label: `n = ${n}` },
    async prepare({ numpy }) {
      const problem = makeKernelIteration(makeHalfStep(n, 3, dtype));
      const { one, two, close } = await openEngines();
      const ours = computation(ourKernelIteration(problem, one));
      const expected = new Float64Array(ours.answer());
      const inPython = async (name: string, of: FloatDType) => {
        const { x, y, epsilon, a, v } = problem;
        const arrays = {
          x: { data: x, shape: [n, 3] },
          y: { data: y, shape: [n, 3] },
          a: { data: a, shape: [n] },
          v: { data: v, shape: [n] },
        };
        const job = await numpy?.open('kernel-iteration', arrays, { epsilon, dtype: of });
        return job && checkedJob(name, job, expected, TOLERANCE[dtype]);
      };
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.twoThreads]: checked(
            names.twoThreads,
            computation(ourKernelIteration(problem, two)),
            expected,
            0,
          ),
          [names.plain]: checked(
            names.plain,
            computation(plainKernelIteration(problem)),
            expected,
            TOLERANCE[dtype],
          ),
          'NumPy float64': await inPython('NumPy float64', 'float64'),
          'NumPy float32': dtype === 'float32' ? await inPython('NumPy float32', 'float32') : undefined,
          [names.reading]: limits.reading(n * n * (dtype === 'float32' ? 4 : 8)),
        },
        close,
      };
    },
  };
}
