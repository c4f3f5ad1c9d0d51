import { array, type FloatData, type NdArray } from '@monge/ndarray';
import type { Tensor } from '../../core/operand.js';
import { checkpoint, grad, jvp, scan } from '../../index.js';
import { type Calls, type Language, language } from './language.js';
import { operations } from './operations.js';

/** Programs, computed. */
export const evaluation: Language<Tensor> = /* @__PURE__ */ language(
  // The rules know which arguments fit.
  operations as Calls<Tensor>,
  {
    constant: (elements, { dtype }) => array(elements, { dtype }) as NdArray<FloatData>,
    given: (_, f, x) => f(x),
    checkpointed: (f, x) => checkpoint(f)(x),
    tangent: (f, x, t) => jvp(f, [x], [t])[1],
    gradient: (f, x) => grad(f)(x),
    scanned: (step, start, rows, kind) => scan(step, start, rows, { checkpoint: kind })[1],
  },
);
