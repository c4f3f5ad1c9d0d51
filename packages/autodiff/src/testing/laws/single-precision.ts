import { array, type NdArray } from '@monge/ndarray';
import { jvp, vjp } from '../../index.js';
import { expectClose, expectDType } from '../internal/expectations.js';
import { doubles, plainly, randomLike, randomLikeEach } from '../internal/plain-arrays.js';
import type { DerivativeLaw } from './law.js';

export const singlePrecision: DerivativeLaw = {
  name: 'float32 arguments have a float32 result and float32 derivatives, close to those in float64',
  order: 1,
  check(f, operands, { float32Tolerance = 1e-4 } = {}) {
    const single = doubles(operands).map(rounded);
    const double = doubles(single);
    const value = f(...single);
    expectDType('the result', value.dtype, 'float32');
    const cotangent = rounded(randomLike(plainly(value, 'the function'), 600));
    const gradients = vjp(f, ...single)[1](cotangent);
    const expected = vjp(f, ...double)[1](doubles([cotangent])[0]);
    gradients.forEach((gradient, k) => {
      const [actual, wanted] = [gradient, expected[k]].map((each) => plainly(each, 'vjp'));
      expectDType(`the gradient for argument ${k}`, actual.dtype, 'float32');
      expectClose(`the gradient for argument ${k} in float32`, actual, wanted, float32Tolerance);
    });
    const tangents = randomLikeEach(double, 601).map(rounded);
    const tangent = plainly(jvp(f, single, tangents)[1], 'jvp');
    expectDType('the tangent', tangent.dtype, 'float32');
    const rate = plainly(jvp(f, double, doubles(tangents))[1], 'jvp');
    expectClose('the tangent in float32', tangent, rate, float32Tolerance);
  },
};

function rounded(x: NdArray): NdArray<Float32Array> {
  return array(x, { dtype: 'float32' });
}
