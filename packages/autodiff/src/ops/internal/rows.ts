import { bind, innermostTrace } from '../../core/bind.js';
import { type Dense, denseOf, sizeOf } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import { Traced, type Value } from '../../core/traced.js';
import { zerosLike } from '../../core/zeros-like.js';
import { Dual } from '../../forward/forward.js';
import { Tape } from '../../reverse/tape.js';
import { fit } from './fit.js';

/**
 * The parts x[0], x[1], … of an array, all at once: views of a plain one. As so many slices they would each have a cotangent of the size of x;
 * as one step they have one together.
 */
export function rowsOf(x: Value): Value[] {
  if (!(x instanceof Traced)) return views(denseOf(x));
  const trace = innermostTrace([x], 'scan');
  if (trace instanceof Tape) {
    const rows = rowsOf(trace.inner(x));
    return trace.call([x], rows, (cotangents) => [
      stackRows(cotangents.map((cotangent, k) => cotangent ?? zerosLike(rows[k]))),
    ]);
  }
  const { value, tangent } = x as Dual;
  const rates = tangent === undefined ? undefined : rowsOf(tangent);
  return rowsOf(value).map((row, k) => new Dual(x.trace, row, rates?.[k]));
}

function views({ data, shape }: Dense): Dense[] {
  const inner = shape.slice(1);
  const size = sizeOf(inner);
  return Array.from({ length: shape[0] }, (_, k) => ({
    data: data.subarray(k * size, (k + 1) * size),
    shape: inner,
  }));
}

const stacking: Primitive = {
  name: 'stack',
  evaluate(inputs, _, memory) {
    const parts = inputs.map(denseOf);
    const { shape } = parts[0];
    const size = sizeOf(shape);
    const dtype = parts.every(({ data }) => data instanceof Float32Array) ? 'float32' : 'float64';
    const out = memory.allocate(dtype, parts.length * size);
    for (const [k, part] of parts.entries()) out.set(part.data, k * size);
    return { data: out, shape: [parts.length, ...shape] };
  },
  vjp: (cotangent, inputs) => rowsOf(cotangent).map((row, k) => fit(row, inputs[k])),
  jvp: (tangents, inputs) => stackRows(tangents.map((tangent, k) => tangent ?? zerosLike(inputs[k]))),
};

/** Arrays of one shape as the parts of one, along a new first axis. */
export function stackRows(rows: readonly Value[]): Value {
  return bind(stacking, rows, undefined);
}
