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
import { potentialsVjp } from '../../gradients/potentials-vjp.js';
import type { ImplicitOptions } from '../../gradients/sensitivities.js';
import { cotangentsOf } from './cotangents-of.js';
import { notSolved, solveLaplacian } from './laplacian-solve.js';
import { type Parts, partsOf } from './parts.js';
import {
  givenSource,
  givenTarget,
  imbalance,
  type PotentialTensors,
  sourcePotential,
  targetPotential,
} from './programs.js';
import { tensorOf, valueFrom } from './tensors.js';
import type { TransportCall } from './transport-call.js';

/**
 * The potentials side by side, [n + m], as a function of the inputs of a call. They are the root of f = −ε log Σ_j b_j exp((g_j − C_ij)/ε), alike for g,
 * and ⟨a, f⟩ = ⟨b, g⟩, and have the derivatives of the implicit function theorem: without n·m numbers for the first in reverse mode, and
 * through matrices of them for all others.
 */
const potentials: Primitive<TransportCall> = {
  name: 'sinkhornPotentials',
  evaluate(inputs, call) {
    const { f, g, problem } = call.solution(inputs);
    let shift = 0;
    let mass = 0;
    problem.a.forEach((weight, i) => {
      mass += weight;
      if (weight > 0) shift += weight * f.data[i];
    });
    problem.b.forEach((weight, j) => {
      if (weight > 0) shift -= weight * g.data[j];
    });
    shift /= 2 * mass;
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

/** By how much the optimality conditions are off, and the gauge. */
function conditions(
  inputs: readonly Tensor[],
  { f, g }: PotentialTensors,
  call: TransportCall,
): readonly [Tensor, Tensor, Tensor] {
  const parts = partsOf(inputs, call.cost);
  return [
    subtract(f, sourcePotential(parts, g)),
    subtract(g, targetPotential(parts, f)),
    imbalance(parts, { f, g }),
  ];
}

/** λ + L μ = f̄ and Kᵀ λ + μ = ḡ, and then −λᵀ, −μᵀ times the derivatives of the conditions. */
function pulled(
  cotangent: Tensor,
  values: readonly Value[],
  output: Value,
  call: TransportCall,
): readonly Tensor[] {
  const inputs = values.map(tensorOf);
  const point = apart(tensorOf(output), sourcesOf(values));
  const parts = partsOf(inputs, call.cost);
  const bar = apart(cotangent, sourcesOf(values));
  const offBalance = subtract(sum(bar.g), sum(bar.f));
  const share = divide(offBalance, multiply(2, sum(parts.a)));
  const f = add(bar.f, multiply(share, parts.a));
  const g = subtract(bar.g, multiply(share, parts.b));
  const { k, l, support, massless } = kernels(parts, point, values);
  const known = multiply(massless, g);
  const back = matmul(subtract(f, matmul(l, known)), k);
  const z = solveLaplacian(k, parts.a, multiply(support, subtract(g, back)), call.limits);
  const mu = add(multiply(parts.b, z), known);
  const lambda = subtract(f, matmul(l, mu));
  const [, pullback] = vjp((...leaves: readonly Tensor[]) => conditions(leaves, point, call), ...inputs);
  return pullback([neg(lambda), neg(mu), offBalance]);
}

/** df + K dg = −(the rate of the first condition), Lᵀ df + dg = −(that of the second), and the gauge. */
function pushed(
  tangents: readonly (Value | undefined)[],
  values: readonly Value[],
  output: Value,
  call: TransportCall,
): Tensor {
  const inputs = values.map(tensorOf);
  const point = apart(tensorOf(output), sourcesOf(values));
  const parts = partsOf(inputs, call.cost);
  const rates = tangents.map((tangent) => (tangent === undefined ? undefined : tensorOf(tangent)));
  const [, [atF, atG, atGauge]] = jvp(
    (...leaves: readonly Tensor[]) => conditions(leaves, point, call),
    inputs,
    rates,
  ) as readonly [unknown, readonly [Tensor, Tensor, Tensor]];
  const { k, l, support, massless } = kernels(parts, point, values);
  const rhs = multiply(parts.b, subtract(matmul(atF, l), atG));
  const z = multiply(support, solveLaplacian(k, parts.a, rhs, call.limits));
  const f = neg(add(atF, matmul(k, z)));
  const g = subtract(z, multiply(massless, add(atG, matmul(f, l))));
  const moved = subtract(dot(parts.a, f), dot(parts.b, g));
  const shift = add(atGauge, divide(moved, multiply(2, sum(parts.a))));
  return concat([subtract(f, shift), add(g, shift)]);
}

/** K, L, and where the targets have mass, and where none. */
function kernels(parts: Parts, { f, g }: PotentialTensors, values: readonly Value[]) {
  const weights = denseOf(plainOf(values[values.length - 2])).data;
  const support = Float64Array.from(weights, (weight) => (weight > 0 ? 1 : 0));
  return {
    k: givenSource(parts, g),
    l: givenTarget(parts, f),
    support: fromData(support, [support.length]),
    massless: fromData(
      support.map((one) => 1 - one),
      [support.length],
    ),
  };
}
