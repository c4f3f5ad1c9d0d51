import { expNormal } from './exp';
import { select, splat, step, withSign } from './vectors';

/** x + x z p(z) with z = x² up to |x| = 0.625, 1 − 2/(e^(2|x|) + 1) from there on. */
// @ts-ignore: decorator
@inline
export function tanh<T extends number>(x: v128): v128 {
  const a = v128.abs<T>(x);
  const small = v128.lt<T>(a, splat<T>(0.625));
  const z = v128.mul<T>(x, x);
  // At 20 it is 1 in either precision, and so is what the exponential gives there.
  const e = expNormal<T>(v128.pmin<T>(v128.add<T>(a, a), splat<T>(40)));
  const bottom = v128.add<T>(e, splat<T>(1));
  if (sizeof<T>() == 4) {
    let p = splat<T>(-0.006096714);
    p = step<T>(p, z, 0.02099718);
    p = step<T>(p, z, -0.053850908);
    p = step<T>(p, z, 0.1333277);
    p = step<T>(p, z, -0.33333328);
    const near = v128.add<T>(a, v128.mul<T>(a, v128.mul<T>(z, p)));
    return withSign<T>(select(small, near, v128.sub<T>(splat<T>(1), v128.div<T>(splat<T>(2), bottom))), x);
  }
  // A rational function, which shares the division.
  let p = splat<T>(-0.9643850249801493);
  p = step<T>(p, z, -99.25157970735542);
  p = step<T>(p, z, -1613.941322073366);
  let q = v128.add<T>(z, splat<T>(112.77252888384996));
  q = step<T>(q, z, 2234.484325610089);
  q = step<T>(q, z, 4841.823966220099);
  const top = select(small, v128.mul<T>(a, v128.mul<T>(z, p)), splat<T>(-2));
  const base = select(small, a, splat<T>(1));
  return withSign<T>(v128.add<T>(base, v128.div<T>(top, select(small, q, bottom))), x);
}
