import { UnsupportedError } from '@monge/ndarray';
import { betainc as betaincOfArrays } from '@monge/ndarray/special';
import { bind } from '../core/bind.js';
import type { Plain } from '../core/dense.js';
import { isPlain, type Operand, operate, type Result } from '../core/operand.js';
import { plainOf, type Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { expValue } from '../ops/elementwise/exp.js';
import { logValue } from '../ops/elementwise/log.js';
import { log1pValue } from '../ops/elementwise/log1p.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { negValue } from '../ops/elementwise/neg.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { scaleValues } from '../ops/internal/scale.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { castValue } from '../ops/shape/cast.js';
import { bySlopes } from './internal/by-slopes.js';
import { logBetaValues } from './log-beta.js';

/** The parameters of the Beta(a, b) law. */
interface Law {
  readonly a: Plain;
  readonly b: Plain;
}

const betaDistribution = /* @__PURE__ */ bySlopes<Law>({
  name: 'betainc',
  evaluate([x], { a, b }) {
    const [p, q, at] = [a, b, x].map((each) => (typeof each === 'number' ? each : stridedOf(each)));
    return betaincOfArrays(p, q, at);
  },
  // NaN outside [0, 1], as the function is: a density that is constant would go on.
  slope: (_, [x], y, { a, b }) => addValues(betaDensity(a, b, x), multiplyValues(0, plainOf(y))),
});

/** xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b), in which a power with the exponent 0 is 1. In float64: large exponents would magnify the rounding of logarithms. */
function betaDensity(a: Value, b: Value, x: Value): Value {
  const [p, q, at] = [a, b, x].map((each) => castValue(each, 'float64'));
  const first = scaleValues(subtractValues(p, 1), logValue(at));
  const second = scaleValues(subtractValues(q, 1), log1pValue(negValue(at)));
  return expValue(subtractValues(addValues(first, second), logBetaValues(p, q)));
}

/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of the Beta(a, b) law, for a, b > 0 and x in [0, 1]; NaN
 * elsewhere. The three broadcast together. Its derivative with respect to x is the density of the law; with respect to a and b it has none
 * here, since these are no elementary functions of the three.
 *
 * @throws UnsupportedError when `a` or `b` is traced.
 * @throws ShapeError when the shapes do not broadcast together.
 * @example
 * betainc(2, 3, [0, 0.5, 1]); // → [0, 0.6875, 1]
 */
export function betainc<A extends Operand, B extends Operand, X extends Operand>(
  a: A,
  b: B,
  x: X,
): Result<A | B | X> {
  return operate<A | B | X>(
    'betainc',
    (p, q, at) => {
      if (isPlain(p) && isPlain(q)) return bind(betaDistribution, [at], { a: p, b: q });
      throw new UnsupportedError(
        `autodiff.betainc: expected a and b to be constants (it is differentiated with respect to x alone), got a traced ${isPlain(p) ? 'b' : 'a'}; use stopGradient if no derivative is wanted`,
      );
    },
    [a, b, x],
  );
}
