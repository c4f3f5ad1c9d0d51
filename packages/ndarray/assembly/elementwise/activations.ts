import { exp, expLimit, exponentOf, expm1OfRemainder, expOfRemainder, lostOfExp, remainderOf, scaled, scaledNormal, shiftedOf } from './exp';
import { tailOf } from './normal-tail';
import { leading, negativeAbs, select, splat, step, withSign } from './vectors';

/** 1/(1 + e⁻ˣ). */
// @ts-ignore: decorator
@inline
export function sigmoid<T extends number>(x: v128): v128 {
  const one = splat<T>(1);
  return logistic<T>(one, x);
}

/** x/(1 + e⁻ˣ). */
// @ts-ignore: decorator
@inline
export function silu<T extends number>(x: v128): v128 {
  return withSign<T>(logistic<T>(x, x), x);
}

/** a/(1 + e⁻ˣ), where what the exponential and the sum lose is made good. */
// @ts-ignore: decorator
@inline
function logistic<T extends number>(a: v128, x: v128): v128 {
  const far = splat<T>(sizeof<T>() == 4 ? -80 : -700);
  const z = v128.pmin<T>(v128.pmax<T>(v128.neg<T>(x), far), v128.neg<T>(far));
  const shifted = shiftedOf<T>(z);
  const r = remainderOf<T>(z, exponentOf<T>(shifted));
  const p = expOfRemainder<T>(r);
  const e = scaledNormal<T>(p, shifted);
  const sum = v128.add<T>(e, splat<T>(1));
  const lost = v128.add<T>(v128.sub<T>(splat<T>(1), v128.sub<T>(sum, e)), scaledNormal<T>(lostOfExp<T>(r, p), shifted));
  const quotient = v128.div<T>(a, sum);
  // Not at ∞, which has no difference with itself.
  const loss = v128.and(v128.mul<T>(quotient, v128.div<T>(lost, sum)), v128.lt<T>(x, v128.neg<T>(far)));
  const y = v128.sub<T>(quotient, loss);
  const beyond = v128.lt<T>(x, far);
  return v128.any_true(beyond) ? select(beyond, scaledExp<T>(a, x), y) : y;
}

/** a eˣ for a = 1 or a = x < 0, rounded once where it is subnormal. */
function scaledExp<T extends number>(a: v128, x: v128): v128 {
  const least = v128.neg<T>(expLimit<T>());
  const z = v128.pmax<T>(x, least);
  const shifted = shiftedOf<T>(z);
  const p = expOfRemainder<T>(remainderOf<T>(z, exponentOf<T>(shifted)));
  return scaled<T>(v128.mul<T>(v128.pmax<T>(a, least), p), shifted);
}

/** max(x, 0) + log(1 + exp(−|x|)). */
// @ts-ignore: decorator
@inline
export function softplus<T extends number>(x: v128): v128 {
  const e = exp<T>(negativeAbs<T>(x));
  return v128.add<T>(v128.pmax<T>(x, splat<T>(0)), log1pOfUnit<T>(e));
}

/** log(1 + e) for e in [0, 1]. */
// @ts-ignore: decorator
@inline
function log1pOfUnit<T extends number>(e: v128): v128 {
  const s = v128.div<T>(e, v128.add<T>(e, splat<T>(2)));
  const z = v128.mul<T>(s, s);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = splat<T>(0.268515);
    q = step<T>(q, z, 0.2823662);
    q = step<T>(q, z, 0.4000756);
    q = step<T>(q, z, 0.6666664);
  } else {
    q = splat<T>(0.1616404561194353);
    q = step<T>(q, z, 0.08800738486144674);
    q = step<T>(q, z, 0.12001072809590713);
    q = step<T>(q, z, 0.13314144209654935);
    q = step<T>(q, z, 0.15385570064958623);
    q = step<T>(q, z, 0.18181789436132859);
    q = step<T>(q, z, 0.22222222717427864);
    q = step<T>(q, z, 0.2857142856710876);
    q = step<T>(q, z, 0.40000000000014585);
    q = step<T>(q, z, 0.6666666666666666);
  }
  const half = v128.mul<T>(v128.mul<T>(e, e), splat<T>(0.5));
  return v128.sub<T>(e, v128.sub<T>(half, v128.mul<T>(s, v128.add<T>(half, v128.mul<T>(z, q)))));
}

/** Φ(x) for |x| ≤ 1: ½ + x (c + x² p(x²)), with what the sum of ½ and the leading bits of c x loses. */
// @ts-ignore: decorator
@inline
function normalCdfNear<T extends number>(x: v128): v128 {
  const z = v128.mul<T>(x, x);
  let p: v128;
  if (sizeof<T>() == 4) {
    p = splat<T>(-7.935496e-6);
    p = step<T>(p, z, 0.000114156115);
    p = step<T>(p, z, -0.0011868782);
    p = step<T>(p, z, 0.009973501);
    p = step<T>(p, z, -0.06649038);
  } else {
    p = splat<T>(4.159943870100479e-12);
    p = step<T>(p, z, -1.1106081839615823e-10);
    p = step<T>(p, z, 2.271275942791936e-9);
    p = step<T>(p, z, -4.122508861802809e-8);
    p = step<T>(p, z, 6.659686586592936e-7);
    p = step<T>(p, z, -9.444656074707297e-6);
    p = step<T>(p, z, 0.00011543468758780861);
    p = step<T>(p, z, -0.0011873282154782438);
    p = step<T>(p, z, 0.00997355701003575);
    p = step<T>(p, z, -0.06649038006690544);
  }
  const c = splat<T>(sizeof<T>() == 4 ? 0.39892578125 : 0.3989422768354416);
  const cRest = splat<T>(sizeof<T>() == 4 ? 1.649915143267794e-5 : 3.5659910885844774e-9);
  const high = leading<T>(x);
  const product = v128.mul<T>(high, c);
  const sum = v128.add<T>(splat<T>(0.5), product);
  const lost = v128.add<T>(v128.sub<T>(splat<T>(0.5), sum), product);
  const rest = v128.add<T>(v128.mul<T>(x, v128.add<T>(cRest, v128.mul<T>(z, p))), v128.mul<T>(v128.sub<T>(x, high), c));
  return v128.add<T>(sum, v128.add<T>(lost, rest));
}

/** x Φ(x), and from |x| = 1 on max(x, 0) − |x| Φ(−|x|). */
// @ts-ignore: decorator
@inline
export function gelu<T extends number>(x: v128): v128 {
  const a = v128.pmin<T>(v128.abs<T>(x), splat<T>(sizeof<T>() == 4 ? 16 : 40));
  // a² / 2 in two parts, of which the first is exact: a rounding of it would be magnified a²/2 times.
  const high = leading<T>(a);
  const square = v128.mul<T>(v128.mul<T>(high, high), splat<T>(-0.5));
  const rest = v128.mul<T>(v128.mul<T>(v128.sub<T>(a, high), v128.add<T>(a, high)), splat<T>(0.5));
  const shifted = shiftedOf<T>(square);
  const e = expm1OfRemainder<T>(v128.sub<T>(remainderOf<T>(square, exponentOf<T>(shifted)), rest));
  const far = v128.sub<T>(v128.pmax<T>(x, splat<T>(-0.0)), scaled<T>(tailOf<T>(a, e), shifted));
  return select(v128.lt<T>(a, splat<T>(1)), v128.mul<T>(x, normalCdfNear<T>(x)), far);
}

/** max(x, 0), without the sign of −0. */
// @ts-ignore: decorator
@inline
export function relu<T extends number>(x: v128): v128 {
  return v128.andnot(x, v128.le<T>(x, splat<T>(0)));
}
