import type { FloatDType } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { checked, checkedJob, computation } from '../../../computation.js';
import type { Case } from '../../../suite.js';
import { pairRate } from '../../../unit.js';
import { type ComputeF, makeHalfStep } from './half-step.js';
import { jaxHalfStep } from './jax-js.js';
import { ourHalfStep } from './ours.js';
import { plainHalfStep } from './plain-js.js';
import { tfjsHalfStep } from './tfjs-wasm.js';

/** How far results may differ from those of another contender; f is of the size of 1. */
export const TOLERANCE = { float32: 1e-5, float64: 1e-12 };
export const TOLERANCE_JAX_JS = 1e-5;

/** The half-step in one dtype for everybody, except that plain JavaScript is float64; TensorFlow.js has no float64. */
export function halfStepCase(n: number, dimension: number, dtype: FloatDType): Case {
  return {
    name: `log half-step n=${n} d=${dimension} ${dtype === 'float32' ? 'f32' : 'f64'}`,
    unit: pairRate(n * n),
    async prepare({ tfjsWasm, jaxJs, pytorch }) {
      const problem = makeHalfStep(n, dimension, dtype);
      const tensorflow = dtype === 'float32' ? tfjsWasm : undefined;
      const plain = plainHalfStep(problem);
      const expected = Float64Array.from(plain());
      const contender = (name: string, compute: ComputeF, tolerance = TOLERANCE[dtype]) =>
        checked(name, computation(compute), expected, tolerance);
      const { x, y, g, b, epsilon } = problem;
      const arrays = {
        x: { data: x, shape: [n, dimension] },
        y: { data: y, shape: [n, dimension] },
        g: { data: g, shape: [n] },
        b: { data: b, shape: [n] },
      };
      const torch = await pytorch?.open('half-step', arrays, { epsilon, dtype });
      return {
        ours: contender('ours', ourHalfStep(problem, createWasm())),
        peers: {
          'plain JS': contender('plain JS', plain),
          'tfjs-wasm': tensorflow && contender('tfjs-wasm', tfjsHalfStep(tensorflow, problem)),
          'jax-js': jaxJs && contender('jax-js', jaxHalfStep(jaxJs, problem), TOLERANCE_JAX_JS),
          PyTorch: torch && checkedJob('PyTorch', torch, expected, TOLERANCE[dtype]),
        },
      };
    },
  };
}
