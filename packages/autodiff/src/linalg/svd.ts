import { svd as svdOf } from '@monge/ndarray/linalg';
import { bind } from '../core/bind.js';
import { type Operand, operate, type Result } from '../core/operand.js';
import type { Primitive } from '../core/primitive.js';
import type { Value } from '../core/traced.js';
import { addValues } from '../ops/elementwise/add.js';
import { multiplyValues } from '../ops/elementwise/multiply.js';
import { subtractValues } from '../ops/elementwise/subtract.js';
import { stridedOf } from '../ops/internal/strided-of.js';
import { diagValue } from '../ops/shape/diag.js';
import { diagonalValue } from '../ops/shape/diagonal.js';
import { inverseOrZero } from './internal/inverse-or-zero.js';
import {
  asColumns,
  asRows,
  dimensionsOf,
  times,
  timesTransposed,
  transposedOf,
  transposedTimes,
} from './internal/matrices.js';
import { operateParts, pack, packValues, unpackValue } from './internal/parts.js';
import { skewPart, symmetricPart } from './internal/symmetric.js';

/**
 * U, s and Vᵀ side by side. For P = Uᵀ dA V: ds = diag P, and U and V turn by ΩU, ΩV = D ∘ sym P ± T ∘ skew P, with Dᵢⱼ = 1 / (sⱼ − sᵢ) and
 * Tᵢⱼ = 1 / (sᵢ + sⱼ), and 0 where that is not finite. Written so, and not with 1 / (sⱼ² − sᵢ²), equal singular values leave out no more than
 * what turns U and V together: U Vᵀ keeps its derivative.
 */
const decomposition: Primitive = {
  name: 'svd',
  evaluate([a], _, memory) {
    const { u, s, vt } = svdOf(stridedOf(a));
    return pack([u, s, vt], s.shape.slice(0, -1), shapesOf(a), memory);
  },
  vjp(cotangent, [a], output) {
    const shapes = shapesOf(a);
    const [u, s, vt] = unpackValue(output, shapes);
    const [du, ds, dvt] = unpackValue(cotangent, shapes);
    const { differences, sums, inverses } = factorsOf(s);
    const x = transposedTimes(u, du);
    const y = timesTransposed(vt, dvt);
    const together = symmetricPart(multiplyValues(differences, addValues(x, y)));
    const against = skewPart(multiplyValues(sums, subtractValues(x, y)));
    const inner = addValues(diagValue(ds), addValues(together, against));
    let turned = times(u, inner);
    if (isTall(a))
      turned = addValues(turned, multiplyValues(subtractValues(du, times(u, x)), asRows(inverses)));
    const cotangentOfA = times(turned, vt);
    if (!isWide(a)) return [cotangentOfA];
    const outside = subtractValues(dvt, times(transposedOf(y), vt));
    return [addValues(cotangentOfA, times(multiplyValues(u, asRows(inverses)), outside))];
  },
  jvp([tangent], [a], output) {
    const shapes = shapesOf(a);
    const [u, s, vt] = unpackValue(output, shapes);
    const { differences, sums, inverses } = factorsOf(s);
    const t = tangent as Value;
    const right = timesTransposed(t, vt);
    const p = transposedTimes(u, right);
    const together = multiplyValues(differences, symmetricPart(p));
    const against = multiplyValues(sums, skewPart(p));
    let du = times(u, addValues(together, against));
    if (isTall(a)) du = addValues(du, multiplyValues(subtractValues(right, times(u, p)), asRows(inverses)));
    // ΩVᵀ Vᵀ.
    let dvt = times(subtractValues(against, together), vt);
    if (isWide(a)) {
      const outside = subtractValues(transposedTimes(u, t), times(p, vt));
      dvt = addValues(dvt, multiplyValues(asColumns(inverses), outside));
    }
    return packValues([du, diagonalValue(p), dvt], shapes);
  },
};

function factorsOf(s: Value): {
  readonly differences: Value;
  readonly sums: Value;
  readonly inverses: Value;
} {
  const [rows, columns] = [asRows(s), asColumns(s)];
  return {
    differences: inverseOrZero(subtractValues(rows, columns), s),
    sums: inverseOrZero(addValues(rows, columns), s),
    inverses: inverseOrZero(s, s),
  };
}

function isTall(a: Value): boolean {
  const { rows, columns } = dimensionsOf(a);
  return rows > columns;
}

function isWide(a: Value): boolean {
  const { rows, columns } = dimensionsOf(a);
  return columns > rows;
}

function shapesOf(a: Value): readonly (readonly number[])[] {
  const { rows, columns } = dimensionsOf(a);
  const k = Math.min(rows, columns);
  return [[rows, k], [k], [k, columns]];
}

function svdValues(a: Value): Value[] {
  return unpackValue(bind(decomposition, [a], undefined), shapesOf(a));
}

/** A reduced singular value decomposition, A = U diag(s) Vᵀ, with k = min(m, n). */
export interface SingularValueDecomposition<A extends Operand = Operand> {
  /** [..., m, k], orthonormal columns. */
  readonly u: Result<A>;
  /** [..., k], descending, ≥ 0. */
  readonly s: Result<A>;
  /** [..., k, n], orthonormal rows. */
  readonly vt: Result<A>;
}

/**
 * The reduced singular value decomposition A = U diag(s) Vᵀ of matrices [..., m, n]. In each column of U the largest component is positive.
 * O(m n min(m, n)).
 *
 * The vectors of a multiple singular value are arbitrary up to a common rotation, and those of the singular value 0 on each side: there the factors
 * 1 / (sⱼ − sᵢ), 1 / (sᵢ + sⱼ) and 1 / sᵢ that are not finite count as 0, in derivatives of all orders (equal: to 8·k·ε·s₁). So nothing becomes
 * infinite. Gradients of symmetric functions of the singular values other than 0 are right there, and so is that of U Vᵀ.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * const { u, s, vt } = svd([[0, 2], [1, 0], [0, 0]]);
 * s; // → [2, 1]
 * u; // → [[1, 0], [0, 1], [0, 0]]
 * vt; // → [[0, 1], [1, 0]]
 */
export function svd<A extends Operand>(a: A): SingularValueDecomposition<A> {
  const [u, s, vt] = operateParts('svd', svdValues, [a]);
  return { u, s, vt };
}

/**
 * The singular values of matrices, [..., m, n] → [..., min(m, n)], descending: those of {@link svd}, with its derivatives.
 *
 * @throws ShapeError when `a` has fewer than two axes.
 * @example
 * svdvals([[3, 0], [4, 0]]); // → [5, 0]
 */
export function svdvals<A extends Operand>(a: A): Result<A> {
  return operate('svdvals', (value) => svdValues(value)[1], [a]);
}
