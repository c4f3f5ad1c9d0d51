import type { FloatDType } from '@monge/ndarray';
import { uniform } from '@monge/random';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Contender } from '../../../contender.js';
import type { MachineLimits } from '../../../machine-limits.js';
import type { Case } from '../../../suite.js';
import { rate } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { floats, shaped, short } from '../../floats.js';
import { names } from '../contenders.js';
import type { OperationName, Values } from './operation-name.js';
import { ourOperation } from './ours.js';
import { jaxOperation, numpyTsOperation, tfjsOperation } from './peers.js';
import { plainOperation } from './plain-js.js';

/** Where the numbers lie, and how far answers may be from ours: sums of float32 in float32 lose digits. */
const operations = {
  exp: { low: -10, high: 10, float32: 1e-5, float64: 1e-13 },
  tanh: { low: -4, high: 4, float32: 1e-5, float64: 1e-13 },
  sum: { low: 0, high: 1, float32: 1e-2, float64: 1e-11 },
} as const;

/** jax-js's float64 has `exp` and `tanh` of single precision (0.1.25). */
const TOLERANCE_JAX_JS = 1e-5;

/** Vector instructions for each number in our kernel of `exp`, of which a limit has the rate of multiplications and additions. */
export const EXP_INSTRUCTIONS = { float32: 26, float64: 37 } as const;

/** At most so many numbers are drawn, checked and sent to Python; more are these over and over. */
const BLOCK = 1e6;

export function elementwiseName(operation: OperationName, n: number, dtype: FloatDType): string {
  return `${operation} ${short[dtype]} n=${n.toExponential().replace('+', '')}`;
}

/** A function of each of n numbers, into an array that is there already where the library can; or their sum. */
export function elementwiseCase(
  operation: OperationName,
  n: number,
  dtype: FloatDType,
  limits: MachineLimits,
): Case {
  const { low, high, [dtype]: tolerance } = operations[operation];
  const reduces = operation === 'sum';
  return {
    name: elementwiseName(operation, n, dtype),
    unit: rate('M numbers/s', n / 1e6),
    line: { table: `${operation}, ${dtype}`, label: `n = ${n.toExponential().replace('+', '')}` },
    async prepare({ tfjsWasm, jaxJs, numpyTs, numpy, pytorch }) {
      const block = floats(uniform(20, Math.min(n, BLOCK), { low, high }).data, dtype);
      const copies = n / block.length;
      const values: Values = { operation, dtype, x: repeated(block, copies) };
      const { one, two, close } = await openEngines();
      const ours = ourOperation(values, one);
      const expected = new Float64Array(ours.answer());
      const contender = (name: string, work: Computation | undefined, within: number = tolerance) =>
        work && checked(name, work, expected, within);
      const inPython = async (name: string, library: typeof numpy) => {
        const parameters = { operation, dtype, copies };
        const job = await library?.open('elementwise', { x: shaped(block, block.length) }, parameters);
        return job && checkedJob(name, job, expected.slice(-(job.result?.length ?? 0)), tolerance);
      };
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          ...(reduces
            ? {}
            : {
                [names.twoThreads]: contender(names.twoThreads, ourOperation(values, two), 0),
                [names.plainOurs]: contender(names.plainOurs, ourOperation(values)),
              }),
          [names.plain]: contender(names.plain, plainOperation(values)),
          'tfjs-wasm': contender(
            'tfjs-wasm',
            dtype === 'float32' && tfjsWasm ? tfjsOperation(tfjsWasm, values) : undefined,
          ),
          'jax-js': contender(
            'jax-js',
            jaxJs && jaxOperation(jaxJs, values),
            Math.max(tolerance, TOLERANCE_JAX_JS),
          ),
          'numpy-ts': contender('numpy-ts', numpyTs && numpyTsOperation(numpyTs, values)),
          NumPy: await inPython('NumPy', numpy),
          PyTorch: await inPython('PyTorch', pytorch),
          ...limitOf[operation](n, dtype, limits),
        },
        close,
      };
    },
  };
}

/** What none of them can do without. */
const limitOf: Readonly<
  Record<OperationName, (n: number, dtype: FloatDType, limits: MachineLimits) => Record<string, Contender>>
> = {
  exp: (n, dtype, limits) => ({
    [names.arithmetic]: limits.arithmetic(dtype, n * EXP_INSTRUCTIONS[dtype]),
  }),
  tanh: (n, dtype, limits) => ({ [names.copying]: limits.copying(n * bytesOf[dtype]) }),
  sum: (n, dtype, limits) => ({ [names.reading]: limits.reading(n * bytesOf[dtype]) }),
};

const bytesOf = { float32: 4, float64: 8 } as const;

function repeated<D extends Float32Array | Float64Array>(block: D, copies: number): D {
  const whole =
    block instanceof Float32Array
      ? new Float32Array(copies * block.length)
      : new Float64Array(copies * block.length);
  for (let at = 0; at < whole.length; at += block.length) whole.set(block, at);
  return whole as D;
}
