import { next, splat, step } from './vectors';

/**
 * (1 + e) · x Φ(−x) exp(x²/2) for x in [1, 40] (f64) or [1, 16] (f32), a number in [0.15, 0.6]: with exp(−x²/2) for 1 + e that is x Φ(−x). The
 * other factor is c + t r(t) in t = (x − a)/(x + a), and the product is summed from its small terms up to c. Of all a near 2.5 with a few
 * bits, this one has a c that a rounding hardly changes.
 */
// @ts-ignore: decorator
@inline
export function tailOf<T extends number>(x: v128, e: v128): v128 {
  const a = splat<T>(sizeof<T>() == 4 ? 2.34375 : 2.609375);
  const t = v128.div<T>(v128.sub<T>(x, a), v128.add<T>(x, a));
  const y = v128.mul<T>(t, t);
  let even: v128;
  let odd: v128;
  let r: v128;
  if (sizeof<T>() == 4) {
    even = splat<T>(-0.00043134033);
    odd = splat<T>(0.0006992618);
    even = step<T>(even, y, 0.0015403874);
    odd = step<T>(odd, y, -0.0013983509);
    even = step<T>(even, y, -0.008873499);
    odd = step<T>(odd, y, 0.004257291);
    even = step<T>(even, y, 0.060758386);
    r = step<T>(step<T>(next<T>(odd, t, even), t, -0.15265858), t, 0.14628316);
  } else {
    even = splat<T>(2.980776904059877e-7);
    odd = splat<T>(1.672802364518412e-8);
    even = step<T>(even, y, 3.1045959291990826e-7);
    odd = step<T>(odd, y, -1.0827063931686161e-6);
    even = step<T>(even, y, 9.284811771957733e-7);
    odd = step<T>(odd, y, 1.340096549874933e-6);
    even = step<T>(even, y, -4.515408760115444e-6);
    odd = step<T>(odd, y, -6.102297861098442e-8);
    even = step<T>(even, y, 1.708965824593339e-6);
    odd = step<T>(odd, y, -8.784046046230045e-6);
    even = step<T>(even, y, 5.239610796613089e-5);
    odd = step<T>(odd, y, 3.6436010429884856e-5);
    even = step<T>(even, y, -0.00032752684977955496);
    odd = step<T>(odd, y, -7.075570503870234e-5);
    even = step<T>(even, y, 0.0015249380754237122);
    odd = step<T>(odd, y, -8.37499909960511e-5);
    even = step<T>(even, y, -0.008326078527031324);
    odd = step<T>(odd, y, 0.0016303747347185397);
    even = step<T>(even, y, 0.07648802770258657);
    odd = step<T>(odd, y, -0.009236060712637929);
    r = step<T>(step<T>(next<T>(odd, t, even), t, -0.14897845259860343), t, 0.13006104146872496);
  }
  const c = splat<T>(sizeof<T>() == 4 ? 0.34876633 : 0.3561815310627952);
  const rest = v128.mul<T>(t, r);
  const whole = v128.add<T>(c, rest);
  return v128.add<T>(c, v128.add<T>(rest, v128.mul<T>(whole, e)));
}
