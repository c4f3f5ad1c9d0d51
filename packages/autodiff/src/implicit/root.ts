import type { FloatDType } from '@monge/ndarray';
import { innermostTrace } from '../core/bind.js';
import { type Dense, denseOf, dtypeOfDense, type Plain } from '../core/dense.js';
import { scratch } from '../core/evaluation.js';
import { paused, unfollowed } from '../core/paused.js';
import { plainOf, type Value } from '../core/traced.js';
import { zerosLike } from '../core/zeros-like.js';
import { Dual, type Forward } from '../forward/forward.js';
import { push } from '../forward/push.js';
import { addValues } from '../ops/elementwise/add.js';
import { record } from '../reverse/record.js';
import { Tape } from '../reverse/tape.js';
import type { Limits, LinearSolution, Product } from './gmres.js';

/** Functions of a list of arrays, with another list as parameters. */
type Residual = (x: readonly Value[], parameters: readonly Value[]) => readonly Value[];

/** An equation residual(x; parameters) = 0, and how it is solved for given parameters. */
export interface Equation {
  readonly residual: Residual;
  readonly solve: (parameters: readonly Plain[]) => readonly Value[];
  readonly linear: LinearSolver;
}

/** How the linear systems with the Jacobian matrix ∂residual/∂x are solved. */
export interface LinearSolver {
  readonly method: (product: Product, b: Float64Array, limits: Limits) => LinearSolution;
  /** By the element type of x, as coarse as the rounding of the products. */
  readonly tolerances: Readonly<Record<FloatDType, number>>;
  readonly maxProducts: number;
  /** Told when a system is not solved to the tolerance. */
  readonly failed: (residual: number, tolerance: number) => never;
}

/**
 * The solution of an equation as a function of its parameters, differentiable to any order by the implicit function theorem: its tangents and
 * cotangents solve linear equations, which are equations of the same kind.
 */
export function root(equation: Equation, parameters: readonly Value[]): readonly Value[] {
  const trace = innermostTrace(parameters, 'implicit');
  if (trace === undefined) return unfollowed(() => equation.solve(parameters as readonly Plain[]));
  if (trace instanceof Tape) {
    const inner = parameters.map((value) => trace.inner(value));
    const x = paused(trace, () => root(equation, inner));
    return trace.call(parameters, x, (cotangents) => {
      const full = cotangents.map((cotangent, k) => cotangent ?? zerosLike(x[k]));
      // (∂F/∂x)ᵀ w + v = 0, and then wᵀ ∂F/∂θ.
      const w = root(adjoint(equation, x.length, inner.length), [...x, ...inner, ...full]);
      return pulled((leaves) => equation.residual(x, leaves), inner, w);
    });
  }
  const forward = trace as Forward;
  const inner = parameters.map((value) => forward.inner(value));
  const x = paused(forward, () => root(equation, inner));
  const tangents = parameters.map((value) => forward.tangentOf(value));
  if (tangents.every((tangent) => tangent === undefined)) return x;
  // ∂F/∂x ẋ + ∂F/∂θ θ̇ = 0.
  const rates = pushed((duals) => equation.residual(x, duals), inner, tangents);
  const along = root(tangent(equation, x.length, inner.length), [...x, ...inner, ...rates]);
  return x.map((value, k) => new Dual(forward, value, along[k]));
}

/** (∂F/∂x)ᵀ w + v = 0 for w, with the parameters x, θ, v. */
function adjoint(equation: Equation, n: number, m: number): Equation {
  const product = (w: readonly Value[], x: readonly Value[], theta: readonly Value[]): readonly Value[] =>
    pulled((leaves) => equation.residual(leaves, theta), x, w);
  return linearEquation(equation, n, m, product);
}

/** ∂F/∂x t + r = 0 for t, with the parameters x, θ, r. */
function tangent(equation: Equation, n: number, m: number): Equation {
  const product = (t: readonly Value[], x: readonly Value[], theta: readonly Value[]): readonly Value[] =>
    pushed((duals) => equation.residual(duals, theta), x, t);
  return linearEquation(equation, n, m, product);
}

type BilinearProduct = (
  vector: readonly Value[],
  x: readonly Value[],
  theta: readonly Value[],
) => readonly Value[];

function linearEquation({ linear }: Equation, n: number, m: number, product: BilinearProduct): Equation {
  return {
    linear,
    residual: (vector, parameters) => {
      const [x, theta, right] = apart(parameters, n, m);
      return product(vector, x, theta).map((value, k) => addValues(value, right[k]));
    },
    solve: (parameters) => {
      const [x, theta, right] = apart(parameters, n, m);
      const like = right.map((value) => denseOf(plainOf(value)));
      const b = packed(like).map((value) => -value);
      const matrix: Product = (vector) => scratch(() => packed(product(unpacked(vector, like), x, theta)));
      const coarse = like.some((array) => dtypeOfDense(array) === 'float32');
      const limits = {
        tolerance: linear.tolerances[coarse ? 'float32' : 'float64'],
        maxProducts: linear.maxProducts,
      };
      const { x: solution, residual } = linear.method(matrix, b, limits);
      if (!(residual <= limits.tolerance)) linear.failed(residual, limits.tolerance);
      return unpacked(solution, like);
    },
  };
}

function apart(values: readonly Value[], n: number, m: number): [Value[], Value[], Value[]] {
  return [values.slice(0, n), values.slice(n, n + m), values.slice(n + m)];
}

/** wᵀ ∂f at x. */
function pulled(
  f: (leaves: readonly Value[]) => readonly Value[],
  x: readonly Value[],
  w: readonly Value[],
): Value[] {
  const { tape, leaves, result } = record('implicit', x, f);
  return tape.pull(result, w, leaves).map((value, k) => value ?? zerosLike(x[k]));
}

/** ∂f · t at x. */
function pushed(
  f: (duals: readonly Value[]) => readonly Value[],
  x: readonly Value[],
  t: readonly (Value | undefined)[],
): Value[] {
  const { values, tangents } = push('implicit', x, t, (duals) => ({ values: f(duals) }));
  return tangents.map((along, k) => along ?? zerosLike(values[k]));
}

/** Arrays one after another, in float64. */
function packed(values: readonly Value[]): Float64Array {
  const parts = values.map((value) => denseOf(plainOf(value)).data);
  const out = new Float64Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function unpacked(vector: Float64Array, like: readonly Dense[]): Value[] {
  let at = 0;
  return like.map((array) => {
    const part = vector.slice(at, at + array.data.length);
    at += array.data.length;
    const data = dtypeOfDense(array) === 'float32' ? Float32Array.from(part) : part;
    return { data, shape: array.shape };
  });
}
