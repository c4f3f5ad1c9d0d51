import { type FloatData, fromData } from '@monge/ndarray';
import { eigh } from '@monge/ndarray/linalg';
import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import type { Primitive } from '../../core/primitive.js';
import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { scaled } from '../../ops/internal/scale.js';
import { type DerivativesOf, dividedDifferences } from './divided-differences.js';
import { foldedSymmetric, symmetricFrom, symmetricPart } from './symmetric.js';

/** A function of symmetric matrices by way of their eigenvalues, V diag(f(λ)) Vᵀ, at some matrices. */
interface Params {
  readonly derivativesOf: DerivativesOf;
  /** The matrices' decompositions, made once for all derivatives. */
  readonly spectrumOf: (a: Dense) => Spectrum;
  /** f of the matrices. */
  readonly evaluate: (a: Dense) => Dense;
}

interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Dᵏf(A)[E₁, …, Eₖ] for symmetric matrices, given A, E₁, …, Eₖ (Daleckii and Krein): in the eigenbasis of A
 *
 *     Σ over permutations σ, Σ over paths i₀, …, iₖ of f[λ_i₀, …, λ_iₖ] (E_σ₁)_i₀i₁ ⋯ (E_σₖ)_iₖ₋₁iₖ,
 *
 * which is right for equal eigenvalues too. tr G Dᵏf(A)[E₁, …, Eₖ] is symmetric in G and all E, and so the derivatives of this primitive are
 * itself, one order higher, and itself with G in the place of an E. No eigenvector is ever differentiated. O(k! nᵏ⁺¹ + k n³).
 */
const spectralDerivative: Primitive<Params> = {
  name: 'mapEigenvalues',
  evaluate([a, ...directions], params, memory) {
    const of = denseOf(a);
    return directions.length === 0
      ? params.evaluate(of)
      : derivativeAt(of, directions.map(denseOf), params, memory);
  },
  vjp(cotangent, [a, ...directions], _, params, wanted) {
    const g = symmetricPart(cotangent);
    return [
      wanted[0] ? foldedSymmetric(along(a, [...directions, g], params)) : undefined,
      ...directions.map((_direction, k) =>
        wanted[k + 1] ? along(a, directions.with(k, g), params) : undefined,
      ),
    ];
  },
  jvp([tangent, ...tangents], [a, ...directions], _, params) {
    const terms = tangents.flatMap((each, k) =>
      each === undefined ? [] : [along(a, directions.with(k, each), params)],
    );
    if (tangent !== undefined) terms.push(along(a, [...directions, symmetricFrom(tangent)], params));
    return terms.reduce(addValues);
  },
};

function along(a: Value, directions: readonly Value[], params: Params): Value {
  return bind(spectralDerivative, [a, ...directions], params);
}

/** f of symmetric matrices, of which the lower triangles are read; `evaluate` computes it. */
export function spectralFunction(
  a: Value,
  derivativesOf: DerivativesOf,
  evaluate: (a: Dense) => Dense,
): Value {
  let known: (Spectrum & { readonly of: FloatData }) | undefined;
  const spectrumOf = (matrices: Dense): Spectrum => {
    if (known?.of !== matrices.data) known = { ...decomposed(matrices), of: matrices.data };
    return known;
  };
  return bind(spectralDerivative, [a], { derivativesOf, spectrumOf, evaluate });
}

function decomposed({ data, shape }: Dense): Spectrum {
  const { eigenvalues, eigenvectors } = eigh(fromData(Float64Array.from(data), shape));
  return { values: eigenvalues.data, vectors: eigenvectors.data };
}

function derivativeAt(a: Dense, directions: readonly Dense[], params: Params, memory: Memory): Dense {
  const { shape } = a;
  const n = shape.at(-1) ?? 0;
  const size = n * n;
  const { values, vectors } = params.spectrumOf(a);
  const data = memory.allocate(dtypeOfDense(a), sizeOf(shape));
  for (let i = 0; i < data.length; i += size) {
    const v = vectors.subarray(i, i + size);
    const turned = directions.map((each) => intoBasis(each.data.subarray(i, i + size), v, n));
    const difference = dividedDifferences(
      values.subarray(i / n, i / n + n),
      directions.length,
      params.derivativesOf,
    );
    data.set(outOfBasis(sumOverPaths(turned, n, difference), v, n), i);
  }
  return { data, shape };
}

/** Σ over σ and paths, in the eigenbasis. */
function sumOverPaths(
  directions: readonly FloatData[],
  n: number,
  difference: (indices: readonly number[]) => number,
): Float64Array {
  const order = directions.length;
  const orders = permutations(directions);
  const out = new Float64Array(n * n);
  const path = new Array<number>(order + 1).fill(0);
  const visit = (depth: number): void => {
    if (depth <= order) {
      for (path[depth] = 0; path[depth] < n; path[depth]++) visit(depth + 1);
      return;
    }
    let weight = 0;
    for (const list of orders) {
      let product = 1;
      for (let k = 0; k < order; k++) product *= list[k][path[k] * n + path[k + 1]];
      weight += product;
    }
    const factor = difference(path.toSorted((i, j) => i - j));
    out[path[0] * n + path[order]] += scaled(weight, factor);
  };
  visit(0);
  return out;
}

function permutations<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, k) => permutations(list.toSpliced(k, 1)).map((rest) => [first, ...rest]));
}

/** Vᵀ E V. */
function intoBasis(e: FloatData, v: Float64Array, n: number): Float64Array {
  return sandwiched(v, e, n, n, 1);
}

/** V E Vᵀ. */
function outOfBasis(e: FloatData, v: Float64Array, n: number): Float64Array {
  return sandwiched(v, e, n, 1, n);
}

/** Σ v[k, i] e[k, l] v[l, j], where the elements v[k, i] of V or of Vᵀ lie at `down` · k + `right` · i. */
function sandwiched(v: Float64Array, e: FloatData, n: number, down: number, right: number): Float64Array {
  const half = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < n; l++) sum += e[k * n + l] * v[l * down + j * right];
      half[k * n + j] = sum;
    }
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += v[k * down + i * right] * half[k * n + j];
      out[i * n + j] = sum;
    }
  }
  return out;
}
