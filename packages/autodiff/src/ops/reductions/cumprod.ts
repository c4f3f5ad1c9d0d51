import { flip, type ScanOptions } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { commonDtype, denseOf, shapeOf } from '../../core/dense.js';
import { type Operand, operate, type Result } from '../../core/operand.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { addDefined } from '../elementwise/add.js';
import { lanesAlong } from '../internal/lanes-along.js';
import { scaled, scaleValues } from '../internal/scale.js';
import { packedStride } from '../internal/strided-of.js';
import { reshapeValue } from '../shape/reshape.js';
import { sliceValue } from '../shape/slice.js';
import { placed, viewed } from '../shape/view.js';

const products = /* @__PURE__ */ recurrence((a, y) => a * y);

/** In the rules: what has the cotangent 0 has no derivative, as in {@link scaleValues}. */
const solution = /* @__PURE__ */ recurrence(scaled);

/** The y of yₖ = aₖ yₖ₋₁ + uₖ with y₋₁ = 0, along the middle one of three axes, for a and u: linear in each. */
function recurrence(times: (a: number, y: number) => number): Primitive {
  return {
    name: 'cumprod',
    evaluate([a, u], _, memory) {
      const [factors, terms] = [denseOf(a).data, denseOf(u).data];
      const shape = shapeOf(a);
      const [outer, length, inner] = shape;
      const data = memory.allocate(commonDtype(a, u), factors.length);
      for (let lane = 0; lane < outer * inner; lane++) {
        let i = lane + (length - 1) * inner * Math.floor(lane / inner);
        let y = 0;
        for (let k = 0; k < length; k++, i += inner) {
          y = times(factors[i], y) + terms[i];
          data[i] = y;
        }
      }
      return { data, shape };
    },
    // The cotangent of u, λₖ = cₖ + aₖ₊₁ λₖ₊₁, solves the same equation from the last to the first.
    vjp(cotangent, [a], y, _, wanted) {
      const terms = backwards(bind(solution, [before(backwards(a)), backwards(cotangent)], undefined));
      return [wanted[0] ? scaleValues(terms, before(y)) : undefined, wanted[1] ? terms : undefined];
    },
    jvp([s, t], [a], y) {
      const change = s === undefined ? undefined : scaleValues(s, before(y));
      return bind(solution, [a, addDefined(change, t) as Value], undefined);
    },
  };
}

function backwards(x: Value): Value {
  return viewed(x, (view) => flip(view, 1));
}

/** 0, x₀, x₁ …, without the last. */
function before(x: Value): Value {
  return firstOf(x, shapeOf(plainOf(x))[1] - 1, 1);
}

/** The first n elements along the axis, from number `at` on; zeros elsewhere. */
function firstOf(x: Value, n: number, at: number): Value {
  const shape = shapeOf(plainOf(x));
  const layout = { shape: shape.with(1, n), stride: packedStride(shape), offset: at * shape[2] };
  return placed(sliceValue(x, null, [0, n]), layout, shape);
}

/**
 * The running products x₀, x₀ · x₁, x₀ · x₁ · x₂ … along an axis (the last by default), multiplied in that order. Derivatives of all orders hold
 * where elements are 0. O(n).
 *
 * @throws DomainError when the axis is outside [−rank, rank).
 * @example
 * cumprod([0.5, 0.5, 2]); // → [0.5, 0.25, 0.5]
 */
export function cumprod<A extends Operand>(x: A, { axis = -1 }: ScanOptions = {}): Result<A> {
  return operate(
    'cumprod',
    (value) => {
      const shape = shapeOf(plainOf(value));
      const { outer, length, inner } = lanesAlong(shape, axis, 'autodiff.cumprod');
      if (length === 0) return value;
      const factors = reshapeValue(value, [outer, length, inner]);
      return reshapeValue(bind(products, [factors, firstOf(factors, 1, 0)], undefined), shape);
    },
    [x],
  );
}
