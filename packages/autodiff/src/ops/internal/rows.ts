import { bind } from '../../core/bind.js';
import { type Dense, denseOf, sizeOf } from '../../core/dense.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { zerosLike } from '../../core/zeros-like.js';
import { fit } from './fit.js';
import { type Parting, partsOf } from './parts-of.js';

const parting: Parting = { name: 'scan', split: views, join: stackRows };

/** The parts x[0], x[1], … of an array: views of a plain one. */
export function rowsOf(x: Value): readonly Value[] {
  return partsOf(x, parting);
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
