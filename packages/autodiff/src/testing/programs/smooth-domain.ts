import type { Language } from './language.js';
import { pattern, type Shape, sizeOf } from './shapes.js';

/** x in (−1, 1). */
export function bounded<V>(o: Language<V>, x: V): V {
  return o.tanh(x);
}

/** x in (−½, ½). */
export function small<V>(o: Language<V>, x: V): V {
  return o.multiply(0.5, o.tanh(x));
}

/** x in (½, 2½). */
export function positive<V>(o: Language<V>, x: V): V {
  return o.add(1.5, o.tanh(x));
}

/** x of this shape in (−2, −1) or (1, 2), by turns. */
export function apart<V>(o: Language<V>, x: V, shape: Shape): V {
  return o.add(
    small(o, x),
    o.constant(
      pattern(shape, (i) => (i % 3 === 1 ? -1.5 : 1.5)),
      x,
    ),
  );
}

/** x of this shape in intervals with gaps of ½ between them, whose order is not that of the elements. */
export function distinct<V>(o: Language<V>, x: V, shape: Shape): V {
  const size = sizeOf(shape);
  // A stride that has no divisor in common with the number of elements meets all of them.
  const stride = [7, 5, 3].find((prime) => size % prime !== 0) ?? 1;
  return o.add(
    small(o, x),
    o.constant(
      pattern(shape, (i) => 1.5 * ((i * stride) % size) - 1.5),
      x,
    ),
  );
}
