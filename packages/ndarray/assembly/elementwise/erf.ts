import { exponentOf, expm1OfRemainder, remainderOf, scaledNormal, shiftedOf } from './exp';
import { tailOf } from './normal-tail';
import { next, select, splat, step, withSign } from './vectors';

/** x + x p(x²) up to |x| = 1, and 1 − 2 Φ(−√2 |x|) from there on. */
// @ts-ignore: decorator
@inline
export function erf<T extends number>(x: v128): v128 {
  const z = v128.mul<T>(x, x);
  let p: v128;
  if (sizeof<T>() == 4) {
    p = splat<T>(7.875875e-5);
    p = step<T>(p, z, -0.00080168643);
    p = step<T>(p, z, 0.0051890872);
    p = step<T>(p, z, -0.026854211);
    p = step<T>(p, z, 0.11283594);
    p = step<T>(p, z, -0.37612626);
    p = step<T>(p, z, 0.12837917);
  } else {
    const y = v128.mul<T>(z, z);
    let even: v128;
    let odd: v128;
    even = splat<T>(1.3720064546777686e-8);
    odd = splat<T>(-7.795898827002142e-10);
    even = step<T>(even, y, 1.6447424703317362e-6);
    odd = step<T>(odd, y, -1.6208483801871705e-7);
    even = step<T>(even, y, 0.00012055294904839707);
    odd = step<T>(odd, y, -1.492473690741966e-5);
    even = step<T>(even, y, 0.0052239776071164225);
    odd = step<T>(odd, y, -0.0008548325975389692);
    even = step<T>(even, y, 0.11283791670945006);
    odd = step<T>(odd, y, -0.02686617064323777);
    even = step<T>(even, y, 0.12837916709551256);
    odd = step<T>(odd, y, -0.37612638903183543);
    p = next<T>(odd, z, even);
  }
  const near = v128.add<T>(x, v128.mul<T>(x, p));
  // From 6 on it is 1.
  const a = v128.pmin<T>(v128.abs<T>(x), splat<T>(6));
  const square = v128.neg<T>(v128.mul<T>(a, a));
  const shifted = shiftedOf<T>(square);
  const e = expm1OfRemainder<T>(remainderOf<T>(square, exponentOf<T>(shifted)));
  const tail = scaledNormal<T>(tailOf<T>(v128.mul<T>(a, splat<T>(Math.SQRT2)), e), shifted);
  const far = v128.sub<T>(splat<T>(1), v128.div<T>(v128.mul<T>(tail, splat<T>(Math.SQRT2)), a));
  return withSign<T>(select(v128.lt<T>(a, splat<T>(1)), near, far), x);
}
