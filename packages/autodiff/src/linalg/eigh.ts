import { eigh as eighOf } from '@monge/ndarray/linalg';
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
  transposedTimes,
} from './internal/matrices.js';
import { operateParts, pack, packValues, unpackValue } from './internal/parts.js';
import { foldedSymmetric, symmetricFrom } from './internal/symmetric.js';

/** λ and V side by side. For E = Vᵀ dA V: dλ = diag E, dV = V (F ∘ E) with Fᵢⱼ = 1 / (λⱼ − λᵢ), and 0 where the two are equal. */
const decomposition: Primitive = {
  name: 'eigh',
  evaluate([a], _, memory) {
    const { eigenvalues, eigenvectors } = eighOf(stridedOf(a));
    return pack([eigenvalues, eigenvectors], eigenvalues.shape.slice(0, -1), shapesOf(a), memory);
  },
  vjp(cotangent, [a], output) {
    const shapes = shapesOf(a);
    const [values, vectors] = unpackValue(output, shapes);
    const [dValues, dVectors] = unpackValue(cotangent, shapes);
    const turned = multiplyValues(inverseGaps(values), transposedTimes(vectors, dVectors));
    const inner = addValues(diagValue(dValues), turned);
    return [foldedSymmetric(timesTransposed(times(vectors, inner), vectors))];
  },
  jvp([tangent], [a], output) {
    const shapes = shapesOf(a);
    const [values, vectors] = unpackValue(output, shapes);
    const inner = transposedTimes(vectors, times(symmetricFrom(tangent as Value), vectors));
    const dVectors = times(vectors, multiplyValues(inverseGaps(values), inner));
    return packValues([diagonalValue(inner), dVectors], shapes);
  },
};

function shapesOf(a: Value): readonly (readonly number[])[] {
  const { rows: n } = dimensionsOf(a);
  return [[n], [n, n]];
}

function inverseGaps(eigenvalues: Value): Value {
  return inverseOrZero(subtractValues(asRows(eigenvalues), asColumns(eigenvalues)), eigenvalues);
}

/** Eigenvalues and eigenvectors of symmetric matrices: A V = V diag(λ), Vᵀ V = I. */
export interface SymmetricEigen<A extends Operand = Operand> {
  /** [..., n], ascending. */
  readonly eigenvalues: Result<A>;
  /** [..., n, n]: column k belongs to eigenvalue k. */
  readonly eigenvectors: Result<A>;
}

function eighValues(a: Value): Value[] {
  return unpackValue(bind(decomposition, [a], undefined), shapesOf(a));
}

/**
 * Eigenvalues and orthonormal eigenvectors of symmetric matrices, [..., n, n], of which only the lower triangles are read, and only these have a
 * derivative. In each eigenvector the largest component is positive. O(n³).
 *
 * Within the eigenspace of a multiple eigenvalue the vectors are arbitrary and have no derivative: there the factors 1 / (λⱼ − λᵢ) count as 0, in
 * derivatives of all orders (equal: to 8·n·ε·max |λ|). So nothing becomes infinite; gradients of symmetric functions of the eigenvalues are right
 * there, and functions of the matrix are right to any order if they are written with {@link mapEigenvalues} instead.
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * const { eigenvalues, eigenvectors } = eigh([[2, 1], [1, 2]]);
 * eigenvalues; // → [1, 3]
 * eigenvectors; // → [[0.7071067811865475, 0.7071067811865475], [-0.7071067811865475, 0.7071067811865475]]
 */
export function eigh<A extends Operand>(a: A): SymmetricEigen<A> {
  const [eigenvalues, eigenvectors] = operateParts('eigh', eighValues, [a]);
  return { eigenvalues, eigenvectors };
}

/**
 * The eigenvalues of symmetric matrices, [..., n, n] → [..., n], ascending: those of {@link eigh}, with its derivatives.
 *
 * @throws ShapeError unless the matrices are square.
 * @example
 * eigvalsh([[2, 1], [1, 2]]); // → [1, 3]
 */
export function eigvalsh<A extends Operand>(a: A): Result<A> {
  return operate('eigvalsh', (value) => eighValues(value)[0], [a]);
}
