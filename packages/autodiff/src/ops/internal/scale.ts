import type { ZipOperation } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { addDefined } from '../elementwise/add.js';
import { type BinaryLoop, evaluateBinary } from './binary.js';
import { fit } from './fit.js';
import { spread } from './spread.js';

/**
 * t · s, in which 0 wins over infinities and NaN: the rule for slopes. What does not matter (a branch that `where` did not take, with the
 * cotangent 0) has no derivative, however steep or undefined the function is there.
 */
export function scaled(t: number, s: number): number {
  // + 0 makes 0 of −0. Only what is no number has to be looked at.
  const product = t * s + 0;
  return Number.isNaN(product) && (t === 0 || s === 0) ? 0 : product;
}

const scaling = /* @__PURE__ */ productBy('scale', 'scale', (n, x, xi, xs, y, yi, ys, z, zi) => {
  for (; n > 0; n--, xi += xs, yi += ys, zi++) z[zi] = scaled(x[xi], y[yi]);
});

/** A product of numbers, element by element; its rules are those of {@link scaled}. */
export function productBy(name: string, operation: ZipOperation, loop: BinaryLoop): Primitive {
  return {
    name,
    evaluate: ([a, b], _, memory) => evaluateBinary(loop, a, b, memory, operation),
    vjp: (cotangent, [a, b], _, __, wanted) => [
      wanted[0] ? fit(scaleValues(cotangent, b), a) : undefined,
      wanted[1] ? fit(scaleValues(cotangent, a), b) : undefined,
    ],
    jvp([s, t], [a, b], output) {
      const first = s === undefined ? undefined : scaleValues(s, b);
      const second = t === undefined ? undefined : scaleValues(t, a);
      return spread(addDefined(first, second) as Value, output);
    },
  };
}

/** {@link scaled}, element by element, with broadcasting. */
export function scaleValues(t: Value, s: Value): Value {
  return bind(scaling, [t, s], undefined);
}
