import { add, exp, grad, reshape, softmax, square, sum, type Tensor } from '@monge/autodiff';
import { checkDerivatives, derivativeLaws } from '@monge/autodiff/testing';
import { assertAllClose } from '@monge/ndarray/testing';
import { type CostInput, cosine, euclidean, squaredEuclidean } from '@monge/sinkhorn';
import {
  barycentricMap,
  type DifferentiableOptions,
  sinkhornDivergence,
  sinkhornPotentials,
  type TransportGeometry,
  transportCost,
  transportPlan,
} from '@monge/sinkhorn/differentiable';
import { describe, expect, it } from 'vitest';
import { vector } from '../support/perturbed-problem.js';
import { anyCosts, normals } from '../support/samples.js';

const [n, m] = [3, 4];
const x = normals(21, n, 2, 0.5, 0.7);
const y = normals(22, m, 2, -0.2, 0.8);
const logits = { a: normals(23, 1, n).data.slice(), b: normals(24, 1, m).data.slice() };
const costs = anyCosts(25, n, m);
const options: DifferentiableOptions = { threshold: 1e-13, maxIterations: 10_000 };

type TransportFunction = (geometry: TransportGeometry, options: DifferentiableOptions) => Tensor;
/** A function of all that a problem is made of, over what any numbers stand for: weights of a fixed sum, ε > 0. */
const ofClouds =
  (f: TransportFunction, cost: CostInput, given = options) =>
  (sources: Tensor, targets: Tensor, a: Tensor, b: Tensor, logEpsilon: Tensor): Tensor =>
    f({ x: sources, y: targets, cost }, { ...given, a: softmax(a), b: softmax(b), epsilon: exp(logEpsilon) });
const ofMatrix =
  (f: TransportFunction) =>
  (matrix: Tensor, a: Tensor, b: Tensor, logEpsilon: Tensor): Tensor =>
    f({ costs: matrix }, { ...options, a: softmax(a), b: softmax(b), epsilon: exp(logEpsilon) });

/** A number that depends on the constant between the potentials, too. */
const energy = ({ f, g }: { readonly f: Tensor; readonly g: Tensor }): Tensor =>
  add(sum(square(f)), sum(exp(g)));
const results: Record<string, TransportFunction> = {
  transportCost,
  sinkhornPotentials: (geometry, given) => energy(sinkhornPotentials(geometry, given)),
  transportPlan,
  barycentricMap,
};
const rest: readonly (Float64Array | number)[] = [logits.a, logits.b, -0.5];

// The tolerance is what float32 leaves of a threshold, and of a linear system, at this ε.
const float32Tolerance = 1e-3;

describe.each(Object.entries(results))('%s', (name, result) => {
  it.each(derivativeLaws.map((law) => [law.name, law] as const))('%s, of point clouds', (_, { check }) => {
    check(ofClouds(result, squaredEuclidean), [x, y, ...rest], { float32Tolerance });
  });

  it.each([euclidean, cosine])('has the derivatives of differences up to the second: $name', (cost) => {
    expect(() =>
      checkDerivatives(ofClouds(result, cost), [x, y, ...rest], { order: 2, float32Tolerance }),
    ).not.toThrow();
  });

  it('has, unrolled to the end, the same derivatives', () => {
    const parts = { x, y, a: vector(logits.a), b: vector(logits.b), e: vector(Float64Array.of(-0.5)) };
    const gradientOf = (given: DifferentiableOptions) => {
      const program = ofClouds(result, squaredEuclidean, given);
      const number = ({ x: from, y: to, a, b, e }: Readonly<Record<keyof typeof parts, Tensor>>): Tensor =>
        sum(square(program(from, to, a, b, reshape(e, []))));
      return grad(number)(parts);
    };
    const implicit = gradientOf(options);
    const unrolled = gradientOf({ differentiation: 'unrolled', maxIterations: 200 });
    for (const part of ['x', 'y', 'a', 'b', 'e'] as const) {
      assertAllClose(unrolled[part], implicit[part], { rtol: 1e-9, atol: 1e-9 });
    }
  });

  if (name === 'barycentricMap') return;
  it.each(derivativeLaws.map((law) => [law.name, law] as const))(
    '%s, of a matrix of costs',
    (_, { check }) => {
      check(ofMatrix(result), [costs, ...rest], { float32Tolerance });
    },
  );
});

describe.each([
  { tauA: 0.9, tauB: 0.6, order: 2 },
  { tauA: 1, tauB: 0.7, order: 1 },
] as const)('where marginals may give way, $tauA and $tauB', ({ order, ...taus }) => {
  /** Weights of any sum. */
  const ofMasses =
    (f: TransportFunction, given: DifferentiableOptions = options) =>
    (sources: Tensor, targets: Tensor, a: Tensor, b: Tensor, logEpsilon: Tensor): Tensor =>
      f({ x: sources, y: targets }, { ...given, ...taus, a: exp(a), b: exp(b), epsilon: exp(logEpsilon) });

  it.each(Object.entries(results))('%s has the derivatives of differences', (_, result) => {
    expect(() =>
      checkDerivatives(ofMasses(result), [x, y, ...rest], { order, float32Tolerance }),
    ).not.toThrow();
  });

  it.each(Object.entries(results))('%s has them unrolled, too', (_, result) => {
    const at = (given: DifferentiableOptions) =>
      grad((points: Tensor) =>
        sum(square(ofMasses(result, given)(points, vector(y.data.slice(0, 4)), ...weightsAt))),
      )(vector(x.data.slice(0, 3))).data;
    assertAllClose(at({ differentiation: 'unrolled', maxIterations: 300 }), at(options), {
      rtol: 1e-9,
      atol: 1e-9,
    });
  });
});

const weightsAt = [vector(logits.a), vector(logits.b), reshape(vector(Float64Array.of(-0.5)), [])] as const;

describe('sinkhornDivergence', () => {
  const ofPoints =
    (given: DifferentiableOptions, mass: (logits: Tensor) => Tensor) =>
    (sources: Tensor, targets: Tensor, a: Tensor, b: Tensor, logEpsilon: Tensor): Tensor =>
      sinkhornDivergence(
        { x: sources, y: targets },
        { ...given, a: mass(a), b: mass(b), epsilon: exp(logEpsilon) },
      );

  it.each(derivativeLaws.map((law) => [law.name, law] as const))('%s', (_, { check }) => {
    check(ofPoints(options, softmax), [x, y, ...rest], { float32Tolerance });
  });

  it('has the derivatives of differences where masses differ', () => {
    const taus = { ...options, tauA: 0.8, tauB: 0.8 };
    expect(() =>
      checkDerivatives(ofPoints(taus, exp), [x, y, ...rest], { order: 2, float32Tolerance }),
    ).not.toThrow();
  });

  it('has, unrolled, the same gradient', () => {
    for (const taus of [{}, { tauA: 0.8, tauB: 0.8 }]) {
      const at = (given: DifferentiableOptions) =>
        grad((points: Tensor) => sinkhornDivergence({ x: points, y }, { epsilon: 0.6, ...taus, ...given }))(x)
          .data;
      assertAllClose(at({ differentiation: 'unrolled', maxIterations: 200 }), at(options), {
        rtol: 1e-9,
        atol: 1e-9,
      });
    }
  });
});
