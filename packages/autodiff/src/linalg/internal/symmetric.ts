import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { subtractValues } from '../../ops/elementwise/subtract.js';
import { lowerOf, transposedOf } from './matrices.js';

// Functions of symmetric and of skew matrices read the lower triangles alone: what a tangent of the elements is as one of the whole matrix, and
// its transpose, which gathers the cotangent of the whole matrix in the elements that were read.

/** The symmetric matrices with these lower triangles. */
export function symmetricFrom(a: Value): Value {
  return addValues(lowerOf(a), transposedOf(lowerOf(a, -1)));
}

/** The transpose of {@link symmetricFrom}. */
export function foldedSymmetric(cotangent: Value): Value {
  return addValues(lowerOf(cotangent), lowerOf(transposedOf(cotangent), -1));
}

/** The skew matrices with these triangles below the diagonal. */
export function skewFrom(a: Value): Value {
  const below = lowerOf(a, -1);
  return subtractValues(below, transposedOf(below));
}

/** The transpose of {@link skewFrom}. */
export function foldedSkew(cotangent: Value): Value {
  return lowerOf(subtractValues(cotangent, transposedOf(cotangent)), -1);
}

/** ½ (A + Aᵀ). */
export function symmetricPart(a: Value): Value {
  return multiplyValues(0.5, addValues(a, transposedOf(a)));
}

/** ½ (A − Aᵀ). */
export function skewPart(a: Value): Value {
  return multiplyValues(0.5, subtractValues(a, transposedOf(a)));
}
