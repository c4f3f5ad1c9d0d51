import { silu as siluOfArray } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Value } from '../../core/traced.js';
import { unaryLoop } from '../internal/ndarray-loops.js';
import { scaled } from '../internal/scale.js';
import { unaryPrimitive } from '../internal/unary.js';
import { addValues } from './add.js';
import { multiplyValues } from './multiply.js';
import { sigmoidValue } from './sigmoid.js';
import { subtractValues } from './subtract.js';

const swish = /* @__PURE__ */ unaryPrimitive({
  name: 'silu',
  operation: 'silu',
  loop: /* @__PURE__ */ unaryLoop(siluOfArray),
  slope: (x) => bind(swishSlope, [x], undefined),
  // s + y (1 − s) with s = y / x: no exponential, for both are there.
  slopeOnKernels: ['siluSlope', 'xy'],
  slopeLoop(t, x, y, out) {
    for (let i = 0; i < out.length; i++) {
      const s = sigmoidFrom(x[i], y[i]);
      out[i] = scaled(t[i], s + (s === 1 ? 0 : y[i] * (1 - s)));
    }
  },
});

/** A primitive of its own, since derivatives of networks are differentiated again: for divergences and score matching. */
const swishSlope = /* @__PURE__ */ unaryPrimitive({
  name: 'silu',
  loop(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = slopeAt(x[i]);
  },
  // s (1 − s) (2 + x (1 − 2s))
  slope: (x) => {
    const s = sigmoidValue(x);
    const rest = addValues(2, multiplyValues(x, subtractValues(1, multiplyValues(2, s))));
    return multiplyValues(multiplyValues(s, subtractValues(1, s)), rest);
  },
  slopeLoop(t, x, _, out) {
    for (let i = 0; i < out.length; i++) out[i] = scaled(t[i], curvatureAt(x[i]));
  },
});

/** The sigmoid of x, given y = x sigmoid(x): where x is so small that y has lost digits, or infinite, it is constant. */
function sigmoidFrom(x: number, y: number): number {
  return x > 800 ? 1 : x < -800 ? 0 : Math.abs(x) < 1e-30 ? 0.5 : y / x;
}

/** s (1 + x (1 − s)), with e = e^−|x|, which does not overflow; past |x| = 800, where e is 0, so is x e. */
function slopeAt(x: number): number {
  const a = Math.min(Math.abs(x), 800);
  const e = Math.exp(-a);
  const d = 1 + e;
  return (x > 0 ? d + a * e : e * (d - a)) / (d * d);
}

function curvatureAt(x: number): number {
  const a = Math.min(Math.abs(x), 800);
  const e = Math.exp(-a);
  const d = 1 + e;
  return ((2 - (a * (1 - e)) / d) * e) / (d * d);
}

export function siluValue(x: Value): Value {
  return bind(swish, [x], undefined);
}

/**
 * x {@link sigmoid}(x), also called swish. S. Elfwing et al., Sigmoid-weighted linear units (2018).
 *
 * @example
 * silu([0, Math.log(3), -Infinity]); // → [0, 0.8239592165, 0]
 */
export function silu<A extends Operand>(x: A): Result<A> {
  return operate('silu', siluValue, [x]);
}
