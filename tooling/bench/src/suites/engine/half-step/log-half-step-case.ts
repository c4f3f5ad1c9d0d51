import type { FloatDType } from '@monge/ndarray';
import { type Computation, checked, checkedJob, computation } from '../../../computation.js';
import type { MachineLimits } from '../../../machine-limits.js';
import type { Case } from '../../../suite.js';
import { pairRate } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { short } from '../../floats.js';
import { makeHalfStep } from '../../sinkhorn/half-step/half-step.js';
import { TOLERANCE, TOLERANCE_JAX_JS } from '../../sinkhorn/half-step/half-step-case.js';
import { jaxHalfStep } from '../../sinkhorn/half-step/jax-js.js';
import { ourHalfStep } from '../../sinkhorn/half-step/ours.js';
import { plainHalfStep } from '../../sinkhorn/half-step/plain-js.js';
import { tfjsHalfStep } from '../../sinkhorn/half-step/tfjs-wasm.js';
import { names } from '../contenders.js';

/** From so many points on, those with matrices of all pairs would take gigabytes. */
const LARGE = 16384;

export function logHalfStepName(n: number, dimension: number, dtype: FloatDType): string {
  return `log half-step n=${n} d=${dimension} ${short[dtype]}`;
}

/**
 * Vector instructions of arithmetic for each pair in the kernel: 3d − 1 for the squared distance, 4 for the exponent, its
 * maximum and the sum, 16 or 18 for the power of two. A limit has the rate of multiplications and additions.
 */
export function instructionsPerPair(dimension: number, dtype: FloatDType): number {
  return 3 * dimension + 3 + (dtype === 'float32' ? 16 : 18);
}

/** The half-step of the suite `sinkhorn`, over more sizes, and on two threads. */
export function logHalfStepCase(
  n: number,
  dimension: number,
  dtype: FloatDType,
  limits: MachineLimits,
): Case {
  return {
    name: logHalfStepName(n, dimension, dtype),
    unit: pairRate(n * n),
    line: { table: `Log half-step, d = ${dimension}, ${dtype}`, label: `n = ${n}` },
    async prepare({ tfjsWasm, jaxJs, pytorch }) {
      const problem = makeHalfStep(n, dimension, dtype);
      const { one, two, close } = await openEngines();
      const ours = computation(ourHalfStep(problem, one));
      const expected = new Float64Array(ours.answer());
      const contender = (name: string, work: Computation | undefined, tolerance = TOLERANCE[dtype]) =>
        work && checked(name, work, expected, tolerance);
      const small = n < LARGE;
      const tensorflow = small && dtype === 'float32' ? tfjsWasm : undefined;
      const jax = small ? jaxJs : undefined;
      const inPython = async (name: string, task: string) => {
        const { x, y, g, b, epsilon } = problem;
        const arrays = {
          x: { data: x, shape: [n, dimension] },
          y: { data: y, shape: [n, dimension] },
          g: { data: g, shape: [n] },
          b: { data: b, shape: [n] },
        };
        const job = await pytorch?.open(task, arrays, { epsilon, dtype });
        return job && checkedJob(name, job, expected, TOLERANCE[dtype]);
      };
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.twoThreads]: contender(names.twoThreads, computation(ourHalfStep(problem, two)), 0),
          [names.plain]: contender(names.plain, computation(plainHalfStep(problem))),
          'tfjs-wasm': contender('tfjs-wasm', tensorflow && computation(tfjsHalfStep(tensorflow, problem))),
          'jax-js': contender('jax-js', jax && computation(jaxHalfStep(jax, problem)), TOLERANCE_JAX_JS),
          'PyTorch, stored cost': small
            ? await inPython('PyTorch, stored cost', 'half-step-stored')
            : undefined,
          'PyTorch, row blocks': await inPython('PyTorch, row blocks', 'half-step'),
          [names.arithmetic]: limits.arithmetic(dtype, n * n * instructionsPerPair(dimension, dtype)),
        },
        close,
      };
    },
  };
}
