import { innermostTrace } from '../../core/bind.js';
import { type Dense, denseOf } from '../../core/dense.js';
import { Traced, type Value } from '../../core/traced.js';
import { zerosLike } from '../../core/zeros-like.js';
import { Dual } from '../../forward/forward.js';
import { Tape } from '../../reverse/tape.js';

/** How an array falls apart, and is put together again: the transpose. */
export interface Parting {
  /** What error messages call it. */
  readonly name: string;
  split(x: Dense): readonly Dense[];
  join(parts: readonly Value[]): Value;
}

/** All parts of an array at once. As so many slices they would each have a cotangent of its size; as one step they have one together. */
export function partsOf(x: Value, parting: Parting): readonly Value[] {
  if (!(x instanceof Traced)) return parting.split(denseOf(x));
  const trace = innermostTrace([x], parting.name);
  if (trace instanceof Tape) {
    const parts = partsOf(trace.inner(x), parting);
    return trace.call([x], parts, (cotangents) => [
      parting.join(cotangents.map((cotangent, k) => cotangent ?? zerosLike(parts[k]))),
    ]);
  }
  const { value, tangent } = x as Dual;
  const rates = tangent === undefined ? undefined : partsOf(tangent, parting);
  return partsOf(value, parting).map((part, k) => new Dual(x.trace, part, rates?.[k]));
}
