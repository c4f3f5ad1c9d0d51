import type { FloatDType } from '@monge/ndarray';
import { split, uniform } from '@monge/random';
import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { MachineLimits } from '../../../machine-limits.js';
import type { Case } from '../../../suite.js';
import { rate } from '../../../unit.js';
import { openEngines } from '../../engines.js';
import { floats, shaped, short } from '../../floats.js';
import { names } from '../contenders.js';
import type { SquareMatrices } from './matrices.js';
import { ourMatmul } from './ours.js';
import { jaxMatmul, mlMatrixMatmul, numpyTsMatmul, tfjsMatmul } from './peers.js';
import { plainMatmul } from './plain-js.js';

/** Sums of up to 2048 products of numbers of the size of 1. jax-js's float64 is true here. */
const TOLERANCE = { float32: 1e-5, float64: 1e-12 };
/** From so many rows on, those without SIMD take many seconds: jax-js in float64 is one of them (0.1.25). */
const LARGE = 2048;

export function matmulName(n: number, dtype: FloatDType): string {
  return `matmul ${short[dtype]} n=${n}`;
}

/** The product of two square matrices with entries uniform in [−1, 1). */
export function matmulCase(n: number, dtype: FloatDType, limits: MachineLimits): Case {
  const operations = 2 * n ** 3;
  return {
    name: matmulName(n, dtype),
    unit: rate('GFLOP/s', operations / 1e9),
    line: { table: `Matrix product, ${dtype}`, label: `n = ${n}` },
    async prepare({ tfjsWasm, jaxJs, numpyTs, mlMatrix, numpy, pytorch }) {
      const [forA, forB] = split(10);
      const entries = (key: typeof forA) => floats(uniform(key, n * n, { low: -1 }).data, dtype);
      const matrices: SquareMatrices = { n, dtype, a: entries(forA), b: entries(forB) };
      const { one, two, close } = await openEngines();
      const ours = ourMatmul(one, matrices);
      const expected = ours.answer();
      const contender = (name: string, work: Computation | undefined, tolerance = TOLERANCE[dtype]) =>
        work && checked(name, work, expected, tolerance);
      const arrays = { a: shaped(matrices.a, n, n), b: shaped(matrices.b, n, n) };
      const inPython = async (name: string, library: typeof numpy) => {
        const job = await library?.open('matmul', arrays, { dtype });
        return job && checkedJob(name, job, expected, TOLERANCE[dtype]);
      };
      const single = dtype === 'float32';
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          [names.twoThreads]: contender(names.twoThreads, ourMatmul(two, matrices), 0),
          [names.plain]: n < LARGE ? contender(names.plain, plainMatmul(matrices)) : undefined,
          'tfjs-wasm': contender(
            'tfjs-wasm',
            single && tfjsWasm ? tfjsMatmul(tfjsWasm, matrices) : undefined,
          ),
          'jax-js': contender(
            'jax-js',
            jaxJs && (single || n < LARGE) ? jaxMatmul(jaxJs, matrices) : undefined,
          ),
          'numpy-ts': contender('numpy-ts', numpyTs && numpyTsMatmul(numpyTs, matrices)),
          'ml-matrix': contender(
            'ml-matrix',
            mlMatrix && !single && n < LARGE ? mlMatrixMatmul(mlMatrix, matrices) : undefined,
          ),
          NumPy: await inPython('NumPy', numpy),
          PyTorch: await inPython('PyTorch', pytorch),
          [names.arithmetic]: limits.arithmetic(dtype, operations),
        },
        close,
      };
    },
  };
}
