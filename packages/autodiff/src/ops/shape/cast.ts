import type { FloatDType } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';

/** The same numbers, rounded to an element type. */
const cast: Primitive<FloatDType> = {
  name: 'cast',
  evaluate([x], dtype, memory) {
    const { data, shape } = denseOf(x);
    const out = memory.allocate(dtype, data.length);
    out.set(data);
    return { data: out, shape };
  },
  vjp: (cotangent, [x]) => [castValue(cotangent, dtypeOfDense(denseOf(plainOf(x))))],
  jvp: ([tangent], _, __, dtype) => castValue(tangent as Value, dtype),
};

export function castValue(x: Value, dtype: FloatDType): Value {
  return bind(cast, [x], dtype);
}
