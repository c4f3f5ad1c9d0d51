import {
  add,
  concat,
  divide,
  dot,
  jvp,
  matmul,
  multiply,
  neg,
  slice,
  subtract,
  sum,
  type Tensor,
  vjp,
} from '@monge/autodiff';
import {
  bind,
  denseOf,
  fit,
  isPlain,
  type Primitive,
  plainOf,
  spread,
  type Value,
} from '@monge/autodiff/primitive';
import { fromData } from '@monge/ndarray';
import { gauge } from '../../gradients/internal/sensitivities-of.js';
import { potentialsVjp } from '../../gradients/potentials-vjp.js';
import type { ImplicitOptions } from '../../gradients/sensitivities.js';
import { cotangentsOf } from './cotangents-of.js';
import { notSolved, solveLaplacian } from './laplacian-solve.js';
import { type Parts, type ProblemKind, partsOf } from './parts.js';
import {
  givenSource,
  givenTarget,
  imbalance,
  marginalsOf,
  type PotentialTensors,
  sourcePotential,
  targetPotential,
} from './programs.js';
import { tensorOf, valueFrom } from './tensors.js';
import type { TransportCall } from './transport-call.js';

/**
 * The potentials side by side, [n + m], as a function of the inputs of a call. They are the root of f = −τ_a ε log Σ_j b_j exp((g_j − C_ij)/ε), alike for g,
 * and ⟨a, f⟩ = ⟨b, g⟩ where a constant is free between them, and have the derivatives of the implicit function theorem: those of `potentialsVjp` for the first in reverse mode,
 * and by operations on matrices for all others.
 */
const potentials: Primitive<TransportCall> = {
  name: 'sinkhornPotentials',
  evaluate(inputs, call) {
    const { f, g, problem } = call.solution(inputs);
    const shift = isFree(call) ? gauge(problem, { a: f.data, b: g.data }) : 0;
    const data = new Float64Array(f.data.length + g.data.length);
    data.set(f.data.map((value) => value - shift));
    data.set(
      g.data.map((value) => value + shift),
      f.data.length,
    );
    return { data, shape: [data.length] };
  },
  vjp(cotangent, inputs, output, call, wanted) {
    if (isPlain(cotangent) && inputs.every(isPlain)) {
      const { data } = denseOf(cotangent);
      const n = sourcesOf(inputs);
      const sensitivities = potentialsVjp(
        call.solution(inputs),
        { f: data.slice(0, n), g: data.slice(n) },
        optionsOf(call),
      );
      const { status, residual } = sensitivities.linearSolve;
      if (status !== 'converged') throw notSolved(residual, call.limits.tolerance);
      return cotangentsOf(sensitivities, inputs, wanted);
    }
    return pulled(tensorOf(cotangent), inputs, output, call).map((derivative, k) =>
      wanted[k] ? fit(valueFrom(derivative), inputs[k]) : undefined,
    );
  },
  jvp: (tangents, inputs, output, call) => spread(valueFrom(pushed(tangents, inputs, output, call)), output),
};

export function potentialsValue(inputs: readonly Value[], call: TransportCall): Value {
  return bind(potentials, inputs, call);
}

/** f and g of potentials side by side. */
export function apart(packed: Tensor, n: number): PotentialTensors {
  return { f: slice(packed, [0, n]), g: slice(packed, [n, packed.shape[0]]) };
}

export function sourcesOf(inputs: readonly Value[]): number {
  return denseOf(plainOf(inputs[inputs.length - 3])).data.length;
}

export function optionsOf({ limits, solveOptions: { executor } }: TransportCall): ImplicitOptions {
  return { ...limits, ...(executor === undefined ? {} : { executor }) };
}

/** Whether a constant is free between the potentials. */
function isFree({ tauA, tauB }: ProblemKind): boolean {
  return tauA === 1 && tauB === 1;
}

/** By how much the optimality conditions are off, and the potentials off balance where a constant is free between them. */
function conditions(
  inputs: readonly Tensor[],
  { f, g }: PotentialTensors,
  call: TransportCall,
): readonly Tensor[] {
  const parts = partsOf(inputs, call);
  return [
    subtract(f, sourcePotential(parts, g)),
    subtract(g, targetPotential(parts, f)),
    ...(isFree(call) ? [imbalance(parts, { f, g })] : []),
  ];
}

/** λ + τ_b L μ = f̄ and τ_a Kᵀ λ + μ = ḡ, and then −λᵀ, −μᵀ times the derivatives of the conditions. */
function pulled(
  cotangent: Tensor,
  values: readonly Value[],
  output: Value,
  call: TransportCall,
): readonly Tensor[] {
  const inputs = values.map(tensorOf);
  const point = apart(tensorOf(output), sourcesOf(values));
  const parts = partsOf(inputs, call);
  const { tauA, tauB } = call;
  const bar = apart(cotangent, sourcesOf(values));
  const offBalance = isFree(call) ? [subtract(sum(bar.g), sum(bar.f))] : [];
  const [f, g] = offBalance.length === 0 ? [bar.f, bar.g] : balanced(bar, offBalance[0], parts);
  const { k, l, source, target, support, massless } = kernels(parts, point, values);
  const known = multiply(massless, g);
  const back = matmul(subtract(f, multiply(tauB, matmul(l, known))), k);
  const rhs = multiply(support, subtract(g, multiply(tauA, back)));
  const z = solveLaplacian(k, source, rhs, { limits: call.limits, damping: tauA * tauB });
  const mu = add(multiply(target, z), known);
  const lambda = subtract(f, multiply(tauB, matmul(l, mu)));
  const [, pullback] = vjp((...leaves: readonly Tensor[]) => conditions(leaves, point, call), ...inputs);
  return pullback([neg(lambda), neg(mu), ...offBalance]);
}

/** Cotangents that sum to the same: what they would do to the constant between the potentials is taken off. */
function balanced(
  { f, g }: PotentialTensors,
  offBalance: Tensor,
  { a, b }: Parts,
): readonly [Tensor, Tensor] {
  const share = divide(offBalance, multiply(2, sum(a)));
  return [add(f, multiply(share, a)), subtract(g, multiply(share, b))];
}

/** df + τ_a K dg = −(the rate of the first condition), τ_b Lᵀ df + dg = −(that of the second), and the constant. */
function pushed(
  tangents: readonly (Value | undefined)[],
  values: readonly Value[],
  output: Value,
  call: TransportCall,
): Tensor {
  const inputs = values.map(tensorOf);
  const point = apart(tensorOf(output), sourcesOf(values));
  const parts = partsOf(inputs, call);
  const { tauA, tauB } = call;
  const rates = tangents.map((tangent) => (tangent === undefined ? undefined : tensorOf(tangent)));
  const [, [atF, atG, atGauge]] = jvp(
    (...leaves: readonly Tensor[]) => conditions(leaves, point, call),
    inputs,
    rates,
  ) as readonly [unknown, readonly Tensor[]];
  const { k, l, source, target, support, massless } = kernels(parts, point, values);
  const rhs = multiply(target, subtract(multiply(tauB, matmul(atF, l)), atG));
  const solved = solveLaplacian(k, source, rhs, { limits: call.limits, damping: tauA * tauB });
  const z = multiply(support, solved);
  const f = neg(add(atF, multiply(tauA, matmul(k, z))));
  const g = subtract(z, multiply(massless, add(atG, multiply(tauB, matmul(f, l)))));
  if (!isFree(call)) return concat([f, g]);
  const moved = subtract(dot(parts.a, f), dot(parts.b, g));
  const shift = add(atGauge, divide(moved, multiply(2, sum(parts.a))));
  return concat([subtract(f, shift), add(g, shift)]);
}

/** K, L, the marginals of the plan, and where the targets have mass, and where none. */
function kernels(parts: Parts, potentials: PotentialTensors, values: readonly Value[]) {
  const weights = denseOf(plainOf(values[values.length - 2])).data;
  const support = Float64Array.from(weights, (weight) => (weight > 0 ? 1 : 0));
  return {
    k: givenSource(parts, potentials.g),
    l: givenTarget(parts, potentials.f),
    ...marginalsOf(parts, potentials),
    support: fromData(support, [support.length]),
    massless: fromData(
      support.map((one) => 1 - one),
      [support.length],
    ),
  };
}
