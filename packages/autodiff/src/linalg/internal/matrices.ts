import { shapeOf } from '../../core/dense.js';
import { plainOf, type Value } from '../../core/traced.js';
import { matrixProductOf } from '../../ops/products/matmul.js';
import { reshapeValue } from '../../ops/shape/reshape.js';
import { transposeValue } from '../../ops/shape/transpose.js';
import { triangleValue } from '../../ops/shape/triangles.js';

/** A · B. */
export function times(a: Value, b: Value): Value {
  return matrixProductOf(a, b, { a: false, b: false });
}

/** A · Bᵀ. */
export function timesTransposed(a: Value, b: Value): Value {
  return matrixProductOf(a, b, { a: false, b: true });
}

/** Aᵀ · B. */
export function transposedTimes(a: Value, b: Value): Value {
  return matrixProductOf(a, b, { a: true, b: false });
}

/** Each matrix of a batch transposed. */
export function transposedOf(a: Value): Value {
  const axes = [...shapeOf(plainOf(a)).keys()];
  return transposeValue(a, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

/** The elements (i, j) with j ≤ i + offset. */
export function lowerOf(a: Value, offset = 0): Value {
  return triangleValue(a, { part: 'lower', options: { offset } });
}

/** The elements (i, j) with j ≥ i + offset. */
export function upperOf(a: Value, offset = 0): Value {
  return triangleValue(a, { part: 'upper', options: { offset } });
}

/** Vectors [..., n] as rows [..., 1, n]: what multiplies the columns of matrices. */
export function asRows(v: Value): Value {
  const shape = shapeOf(plainOf(v));
  return reshapeValue(v, shape.toSpliced(-1, 0, 1));
}

/** Vectors [..., n] as columns [..., n, 1]: what multiplies the rows of matrices. */
export function asColumns(v: Value): Value {
  return reshapeValue(v, [...shapeOf(plainOf(v)), 1]);
}

/** Numbers [...] as matrices [..., 1, 1]. */
export function asMatrices(x: Value): Value {
  return reshapeValue(x, [...shapeOf(plainOf(x)), 1, 1]);
}

/** Rows and columns, and the axes before them. */
export function dimensionsOf(a: Value): {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly columns: number;
} {
  const shape = shapeOf(plainOf(a));
  return { batch: shape.slice(0, -2), rows: shape.at(-2) ?? 0, columns: shape.at(-1) ?? 0 };
}
