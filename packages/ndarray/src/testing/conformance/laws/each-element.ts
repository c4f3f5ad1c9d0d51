import fc from 'fast-check';
import type { FloatDType } from '../../../dtype.js';
import type { MapOperation } from '../../../executors/map-operation.js';
import * as activations from '../../../special/scalar/activations.js';
import { erf } from '../../../special/scalar/erf.js';
import { copy } from '../../../views/copy.js';
import { floats } from '../../floats.js';
import { shapes } from '../../shapes.js';
import { stridedArrays } from '../../strided-arrays.js';
import { defineLaw, unlessComputedIn } from '../define-law.js';
import type { AnyExecutor, ExecutorLaw } from '../executor-law.js';
import { expectWithin } from '../expect-within.js';
import { mapTolerance } from '../precision.js';
import { isAsync, subjectOf } from '../subject.js';

/** The operations that executors of both kinds have, in float64: JavaScript's, and ours that are held against mpmath. */
const functions: Readonly<Record<MapOperation, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  erf,
  sigmoid: activations.sigmoid,
  softplus: activations.softplus,
  silu: activations.silu,
  gelu: activations.gelu,
  relu: (x) => Math.max(x, 0),
};

/** Arrays of a few elements, and of more than a thousand; what graphics processors are asked for is finite, and within their range. */
function operands(executor: AnyExecutor, operation: MapOperation, dtype: FloatDType) {
  const lowest = operation === 'log' ? 1e-3 : operation === 'sqrt' ? 0 : operation === 'log1p' ? -0.99 : -10;
  const element = isAsync(executor)
    ? floats({ min: lowest, max: 10, dtype })
    : floats({ dtype, exceptional: true });
  const few = shapes({ maxRank: 3, minLength: 1 });
  const many = fc.constantFrom([1013], [3, 101]);
  const shape = fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: few },
    { weight: 1, arbitrary: many },
  );
  return stridedArrays({ shape, dtype, element });
}

export const eachElement = (operation: MapOperation, dtype: FloatDType): ExecutorLaw =>
  defineLaw(`map in ${dtype}: ${operation} of each element`, {
    exemption: unlessComputedIn(dtype),
    inputs: (executor) => operands(executor, operation, dtype),
    async holds(executor, x) {
      const result = await subjectOf(executor).map(operation, x);
      const values = Array.from(copy(x).data, functions[operation]);
      const expected = dtype === 'float32' ? values.map(Math.fround) : values;
      const bound = mapTolerance(executor, dtype);
      expectWithin(result, expected, (i) => bound(expected[i]), `the ${operation} of x`);
    },
  });

export const mapOperations = Object.keys(functions) as MapOperation[];
