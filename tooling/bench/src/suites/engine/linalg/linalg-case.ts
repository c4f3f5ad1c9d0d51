import { type Computation, checked, checkedJob } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { milliseconds } from '../../../unit.js';
import { shaped } from '../../floats.js';
import { names } from '../contenders.js';
import { type Batch, type Factorisation, makeBatch } from './batch.js';
import { ourFactorisation } from './ours.js';
import { jaxFactorisation, mlMatrixFactorisation, numpyTsFactorisation } from './peers.js';

/** Relative to the largest entry, or eigenvalue. The float64 of jax-js has square roots of single precision (0.1.25). */
const TOLERANCE = 1e-12;
const TOLERANCE_JAX_JS = 1e-5;
/** From so many rows on, the `eigh` of jax-js takes ten seconds, and that of numpy-ts minutes. */
const LARGE = 500;

/** Cholesky factors, or eigenvalues and eigenvectors, of a batch of symmetric positive definite matrices, in float64. */
export function linalgCase(factorisation: Factorisation, count: number, n: number): Case {
  const batch = count === 1 ? `${n}×${n}` : `${count} of ${n}×${n}`;
  return {
    name: `${factorisation} ${batch} f64`,
    unit: milliseconds,
    line: { table: 'Factorisations, float64', label: `${factorisation} ${batch}` },
    async prepare({ jaxJs, numpyTs, mlMatrix, numpy, pytorch }) {
      const matrices: Batch = makeBatch(count, n);
      const ours = ourFactorisation(factorisation, matrices);
      const expected = ours.answer();
      const contender = (name: string, work: Computation | undefined, tolerance = TOLERANCE) =>
        work && checked(name, work, expected, tolerance);
      const inPython = async (name: string, library: typeof numpy) => {
        const job = await library?.open(factorisation, { a: shaped(matrices.data, count, n, n) }, {});
        return job && checkedJob(name, job, expected, TOLERANCE);
      };
      const tooLong = factorisation === 'eigh' && n >= LARGE;
      return {
        ours: checked(names.ours, ours, expected, 0),
        peers: {
          'jax-js': contender(
            'jax-js',
            jaxJs && !tooLong ? jaxFactorisation(jaxJs, factorisation, matrices) : undefined,
            TOLERANCE_JAX_JS,
          ),
          'numpy-ts': contender(
            'numpy-ts',
            numpyTs && !tooLong ? numpyTsFactorisation(numpyTs, factorisation, matrices) : undefined,
          ),
          'ml-matrix': contender(
            'ml-matrix',
            mlMatrix && mlMatrixFactorisation(mlMatrix, factorisation, matrices),
          ),
          NumPy: await inPython('NumPy', numpy),
          PyTorch: await inPython('PyTorch', pytorch),
        },
      };
    },
  };
}
