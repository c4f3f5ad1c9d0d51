import { DomainError, ShapeError } from '@monge/ndarray';
import { denseCost, type LinearProblemOptions, linearProblem } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';

const geometry = denseCost([
  [0, 1, 2, 3, 4],
  [1, 0, 1, 2, 3],
  [2, 1, 0, 1, 2],
]);

describe('weights', () => {
  it('are uniform by default', () => {
    const { a, b } = linearProblem(geometry);
    expect(a).toEqual(new Float64Array(3).fill(1 / 3));
    expect(b).toEqual(new Float64Array(5).fill(1 / 5));
  });

  it('spread the mass of the other side evenly where one is left out', () => {
    expect(linearProblem(geometry, { a: [1, 2, 7] }).b).toEqual(new Float64Array(5).fill(2));
    expect(linearProblem(geometry, { b: [1, 2, 3, 0, 0] }).a).toEqual(new Float64Array(3).fill(2));
  });

  it('keep their mass, and that of b is made equal to the last digit', () => {
    const { a, b } = linearProblem(geometry, { a: [1, 2, 7], b: [1, 2, 3, 3, 1 + 1e-7] });
    expect(a).toEqual(Float64Array.of(1, 2, 7));
    expect(b.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(10, 14);
  });

  it('are copied', () => {
    const a = Float64Array.of(1, 2, 7);
    const problem = linearProblem(geometry, { a });
    a.fill(0);
    expect(problem.a).toEqual(Float64Array.of(1, 2, 7));
  });

  it('come back in a frozen record', () => {
    const problem = linearProblem(geometry, { epsilon: 0.3 });
    expect(Object.isFrozen(problem)).toBe(true);
    expect(problem.epsilon).toBe(0.3);
    expect(problem.geometry).toBe(geometry);
  });
});

describe('marginals that may give way', () => {
  it('have to be met by default', () => {
    expect(linearProblem(geometry)).toMatchObject({ tauA: 1, tauB: 1 });
  });

  it('leave masses that differ as they are, where one side gives way', () => {
    const [a, b] = [
      [1, 1, 1],
      [1, 1, 1, 1, 1],
    ];
    for (const taus of [{ tauA: 0.5 }, { tauB: 0.5 }, { tauA: 0.9, tauB: 0.1 }]) {
      const problem = linearProblem(geometry, { a, b, ...taus });
      expect(problem).toMatchObject({ tauA: 1, tauB: 1, ...taus });
      expect([problem.a, problem.b]).toEqual([Float64Array.from(a), Float64Array.from(b)]);
    }
  });
});

describe('a problem refuses', () => {
  const refusals: [string, LinearProblemOptions, typeof DomainError | typeof ShapeError, string][] = [
    [
      'weights of another length',
      { a: [0.25, 0.25, 0.25, 0.25] },
      ShapeError,
      'expected a of shape [3] (source weights; the cost is [3, 5]), got [4]',
    ],
    [
      'a matrix of weights',
      { b: [[0.2, 0.2, 0.2, 0.2, 0.2]] },
      ShapeError,
      'expected b of shape [5] (target weights; the cost is [3, 5]), got [1, 5]',
    ],
    [
      'negative weights',
      { a: [0.5, -0.25, 0.75] },
      DomainError,
      'expected weights in [0, ∞) in a (source weights), got -0.25 at 1; clip or drop it',
    ],
    [
      'weights that are no number',
      { b: [0, 0, 1, 0, Number.NaN] },
      DomainError,
      'expected weights in [0, ∞) in b (target weights), got NaN at 4; clip or drop it',
    ],
    [
      'infinite weights',
      { b: [0, Infinity, 1, 0, 0] },
      DomainError,
      'expected weights in [0, ∞) in b (target weights), got Infinity at 1; clip or drop it',
    ],
    [
      'nothing to move',
      { a: [0, 0, 0] },
      DomainError,
      'expected some finite mass in a (source weights), got zeros only',
    ],
    [
      'a mass that is not finite',
      { a: [1e308, 1e308, 1e308] },
      DomainError,
      'expected some finite mass in a (source weights), got an infinite sum',
    ],
    [
      'masses that differ',
      { a: [1, 1, 1], b: [1, 1, 1, 1, 1] },
      DomainError,
      'expected a and b of the same total (mass is moved, not made), got 3 and 5; divide each by its sum',
    ],
    ...[0, -0.5, 1.5, Number.NaN].map((tauA): (typeof refusals)[number] => [
      `a τ of ${tauA}`,
      { tauA, epsilon: 1 },
      DomainError,
      `expected tauA in (0, 1] (how firmly the source marginal is held: ρ/(ρ + ε), 1 to meet it), got ${tauA}`,
    ]),
    [
      'a τ and an ε without a ρ',
      { tauB: 1e-200, epsilon: 1e-200 },
      DomainError,
      'expected tauB and epsilon for which ρ = ετ/(1 − τ) is in the range of floats, got 1e-200 and 1e-200; rescale the costs',
    ],
    ...[0, -1, Number.NaN, Infinity].map((epsilon): (typeof refusals)[number] => [
      `an ε of ${epsilon}`,
      { epsilon },
      DomainError,
      `expected epsilon in (0, ∞) (strength of the regularisation, in the units of the cost), got ${epsilon}; leave it out for 0.05 ` +
        'standard deviations of the costs',
    ]),
  ];

  it.each(refusals)('%s', (_, options, kind, message) => {
    const attempt = () => linearProblem(geometry, options);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(`sinkhorn.linearProblem: ${message}`);
  });
});
