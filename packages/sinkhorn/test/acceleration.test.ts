import { type AbortedError, DomainError, fromData, type NdArray } from '@monge/ndarray';
import {
  type Acceleration,
  denseCost,
  type LinearProblem,
  type LinearProblemOptions,
  linearProblem,
  type Progress,
  pointCloud,
  type Solution,
  solve,
  solveExactly,
} from '@monge/sinkhorn';
import { transportInputs } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerations } from './support/accelerations.js';
import { centred, deviation } from './support/deviation.js';
import { modes } from './support/executors.js';
import { anyCosts, normals, unevenWeights } from './support/samples.js';
import { times } from './support/unbalanced.js';

const [n, m] = [53, 67];

/** An uneven problem on which costs are of size one, [53, 67]. */
function uneven(epsilon: number, options: LinearProblemOptions = {}): LinearProblem {
  const weights = { a: unevenWeights(8, n), b: unevenWeights(9, m) };
  return linearProblem(pointCloud(normals(1, n, 2), normals(2, m, 2, 1, 0.7)), {
    ...weights,
    epsilon,
    ...options,
  });
}

/** Clusters far apart, whose masses differ by little: that little has to cross, and potentials drift at a steady pace until it does. */
function drifting(key: number, epsilon: number): LinearProblem {
  const around = (points: NdArray<Float64Array>, centres: readonly (readonly number[])[]) =>
    fromData(
      points.data.map((value, at) => 0.3 * value + centres[Math.floor(at / 2) % centres.length][at % 2]),
      points.shape,
    );
  const x = around(normals(2 * key, 90, 2), [
    [0, 0],
    [10, 0],
    [0, 10],
  ]);
  const y = around(normals(2 * key + 1, 60, 2), [
    [0, 1],
    [10, 1],
    [1, 10],
  ]);
  const b = Float64Array.from({ length: 60 }, (_, j) => [1.01, 1, 0.99][j % 3] / 60);
  return linearProblem(pointCloud(x, y), { b, epsilon });
}

const problems: readonly (readonly [string, LinearProblem])[] = [
  ['a balanced problem', uneven(0.05)],
  ['costs without structure', linearProblem(denseCost(anyCosts(5, n, m)), { epsilon: 0.01 })],
  ['an unbalanced problem', uneven(0.02, { b: times(3, unevenWeights(9, m)), tauA: 0.99, tauB: 0.9 })],
  ['a semi-unbalanced problem', uneven(0.02, { b: times(3, unevenWeights(9, m)), tauB: 0.95 })],
];

const potentialsOf = (solution: Solution) =>
  solution.problem.tauA === 1 && solution.problem.tauB === 1
    ? centred(solution, solution.problem.a)
    : { f: solution.f.data, g: solution.g.data };

/** The dual value of the plan after each of so many steps. */
const duals = (problem: LinearProblem, acceleration: Acceleration, count: number) =>
  Array.from(
    { length: count },
    (_, k) => solve(problem, { acceleration, threshold: 0, maxIterations: k + 1 }).dualCost,
  );

/** The potentials that a run leaves which is stopped after so many steps. */
function abortedAfter(steps: number, problem: LinearProblem, acceleration: Acceleration) {
  const controller = new AbortController();
  const onProgress = ({ iteration }: Progress) => {
    if (iteration === steps) controller.abort();
  };
  try {
    solve(problem, { acceleration, threshold: 0, onProgress, signal: controller.signal });
  } catch (error) {
    return (error as AbortedError<Pick<Solution, 'f' | 'g'>>).partial;
  }
  throw new Error('it went on');
}

/** By what the errors shrink from step to step, in the mean over the last `steps`. */
function finalRate({ errors }: Solution, steps: number): number {
  const last = errors.length - 1;
  return (errors[last] / errors[last - steps]) ** (1 / steps);
}

describe.each(accelerations)('acceleration $name', ({ acceleration }) => {
  it.each(problems)('ends at the plain solution of %s, in both modes', (_, problem) => {
    const options = { threshold: 1e-11, maxIterations: 50_000 };
    const expected = solve(problem, { ...options, acceleration: 'none' });
    for (const mode of modes) {
      const found = solve(problem, { ...options, acceleration, mode });
      expect([expected.status, found.status]).toEqual(['converged', 'converged']);
      expect(deviation(potentialsOf(found).f, potentialsOf(expected).f)).toBeLessThan(1e-8);
      expect(deviation(potentialsOf(found).g, potentialsOf(expected).g)).toBeLessThan(1e-8);
      expect(deviation([found.cost, found.mass], [expected.cost, expected.mass])).toBeLessThan(1e-9);
    }
  });

  it.each(problems)(
    'ends at a larger dual of %s the longer it runs, wherever it is stopped',
    (_, problem) => {
      const values = duals(problem, acceleration, 60);
      const rounding = 1e-9 * Math.max(...values.map(Math.abs));
      for (let k = 1; k < values.length; k++) expect(values[k]).toBeGreaterThan(values[k - 1] - rounding);
    },
  );

  it('leaves potentials that are no worse when it is aborted', () => {
    const problem = drifting(1, 2);
    const values = duals(problem, acceleration, 30);
    for (let k = 1; k <= values.length; k++) {
      const init = abortedAfter(k, problem, acceleration);
      const { dualCost } = solve(problem, { acceleration, threshold: 0, maxIterations: 1, init });
      expect(dualCost).toBeGreaterThan(Math.max(...values.slice(0, k)) - 1e-9);
    }
  });

  it('is between the exact cost and ε times the entropy of a weight above it', () => {
    fc.assert(
      fc.property(
        transportInputs({ maxLength: 5, minEpsilon: 1e-2 }),
        ({ costs, rows, columns, ...rest }) => {
          const problem = linearProblem(denseCost(fromData(costs, [rows, columns])), rest);
          const { cost, status } = solve(problem, { acceleration, threshold: 1e-9, maxIterations: 50_000 });
          expect(status).toBe('converged');
          const exact = solveExactly(problem).cost;
          const scale = Math.max(...costs.map(Math.abs));
          const entropy = (weights: Float64Array) =>
            weights.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum), 0);
          expect(cost).toBeGreaterThan(exact - 1e-8 * scale);
          const most = rest.epsilon * Math.min(entropy(problem.a), entropy(problem.b));
          expect(cost).toBeLessThan(exact + most + 1e-8 * scale);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('goes on from its own solution, and is the same to the bit each time', () => {
    const options = { acceleration, threshold: 1e-9, maxIterations: 50_000 };
    const problem = uneven(0.05);
    const { f, g } = solve(problem, options);
    expect(solve(problem, { ...options, init: { f, g } }).iterations).toBe(1);
    expect(solve(problem, options).g.data).toEqual(g.data);
  });
});

describe('over-relaxation', () => {
  const problem = uneven(0.05);
  const tightly = { threshold: 1e-10, maxIterations: 50_000 } as const;
  const plain = solve(problem, { ...tightly, acceleration: 'none' });
  const theta2 = finalRate(plain, 30);

  it('by 1 is plain', () => {
    const one = solve(problem, { ...tightly, acceleration: { kind: 'overRelaxation', factor: 1 } });
    expect(one.errors).toEqual(plain.errors);
  });

  it('by ω shrinks errors by the rate that successive over-relaxation has, of its iteration matrix', () => {
    // The eigenvalues λ for which (λ + ω − 1)² = λ ω² θ²: real up to the best factor, and of size ω − 1 from there.
    const best = 2 / (1 + Math.sqrt(1 - theta2));
    expect(best).toBeGreaterThan(1.5);
    for (const factor of [1.2, 1.4]) {
      const half = (factor * factor * theta2) / 2 - (factor - 1);
      const expected = half + Math.sqrt(half * half - (factor - 1) ** 2);
      const found = solve(problem, { ...tightly, acceleration: { kind: 'overRelaxation', factor } });
      expect(finalRate(found, 20)).toBeCloseTo(expected, 2);
    }
    const factor = 1.8;
    expect(factor).toBeGreaterThan(best);
    const over = solve(problem, { ...tightly, acceleration: { kind: 'overRelaxation', factor } });
    expect(Math.abs(finalRate(over, 60) - (factor - 1))).toBeLessThan(0.05);
  });

  it('has the rate of Sinkhorn with both half-steps over-relaxed', () => {
    const small = linearProblem(pointCloud(normals(1, 9, 2), normals(2, 7, 2)), {
      a: unevenWeights(3, 9),
      b: unevenWeights(4, 7),
      epsilon: 1,
    });
    const factor = 1.15;
    const ours = solve(small, {
      acceleration: { kind: 'overRelaxation', factor },
      threshold: 1e-12,
      maxIterations: 500,
    });
    expect(ours.status).toBe('converged');
    const rate = finalRate(ours, 6);
    expect(Math.abs(rateOfHalfSteps(small, factor) - rate)).toBeLessThan(0.1 * rate);
  });

  it('finds a factor on the way that is nearly the best', () => {
    const found = solve(problem, { ...tightly, acceleration: 'overRelaxation' });
    const given = [1.3, 1.5, 1.6, 1.7, 1.8, 1.9].map(
      (factor) => solve(problem, { ...tightly, acceleration: { kind: 'overRelaxation', factor } }).iterations,
    );
    expect(found.iterations).toBeLessThan(1.25 * Math.min(...given));
    expect(found.iterations).toBeLessThan(plain.iterations / 4);
  });

  it('by too much is held back by the dual, where it would go on for ever', () => {
    const costs = anyCosts(6, 40, 30);
    const rough = linearProblem(denseCost(costs), { epsilon: 0.005 });
    const { status } = solve(rough, {
      acceleration: { kind: 'overRelaxation', factor: 1.99 },
      threshold: 1e-6,
      maxIterations: 50_000,
    });
    expect(status).toBe('converged');
  });
});

describe('Anderson acceleration', () => {
  it('takes fewer iterations than momentum, and than plain Sinkhorn by four times', () => {
    const options = { threshold: 1e-9, maxIterations: 50_000 } as const;
    const iterations = (problem: LinearProblem, acceleration: Acceleration) => {
      const solution = solve(problem, { ...options, acceleration });
      expect(solution.status).toBe('converged');
      return solution.iterations;
    };
    for (const [, problem] of problems) {
      const anderson = iterations(problem, 'anderson');
      expect(anderson).toBeLessThan(0.8 * iterations(problem, 'nesterov'));
      expect(anderson).toBeLessThan(iterations(problem, 'none') / 4);
    }
  });

  it('is the secant method where there is one number to find, and converges as fast', () => {
    const problem = linearProblem(denseCost(anyCosts(3, 40, 2)), {
      a: unevenWeights(1, 40),
      b: [0.3, 0.7],
      epsilon: 0.03,
    });
    const { errors } = solve(problem, { acceleration: 'anderson', threshold: 1e-14, maxIterations: 100 });
    // Each error is of the order of the product of the two before, down to rounding.
    const first = errors.findIndex((error) => error < 1e-2);
    for (let k = first + 2; k < errors.length && errors[k - 1] > 1e-10; k++) {
      expect(errors[k]).toBeLessThan(30 * errors[k - 1] * errors[k - 2] + 1e-13);
    }
    expect(errors.length - first).toBeLessThan(8);
  });

  it('is as good with a longer memory than there are dimensions, and with no more than one step', () => {
    const problem = uneven(0.05);
    for (const memory of [1, 3, 200]) {
      const options = { acceleration: { kind: 'anderson', memory }, threshold: 1e-11 } as const;
      expect(solve(problem, { ...options, maxIterations: 5000 }).status).toBe('converged');
    }
  });

  it('falls back to momentum where the iteration is far from linear', () => {
    const weights = { a: unevenWeights(9, 12), b: unevenWeights(10, 17) };
    const points = pointCloud(normals(7, 12, 1), normals(8, 17, 1, 1));
    const epsilon = 2e-3 * linearProblem(points, weights).epsilon;
    const problem = linearProblem(points, { ...weights, epsilon });
    const iterations = (acceleration: Acceleration) =>
      solve(problem, { acceleration, threshold: 1e-4, maxIterations: 50_000 }).iterations;
    expect(iterations('anderson')).toBeLessThan(2 * iterations('nesterov'));
    expect(iterations('anderson')).toBeLessThan(iterations('none') / 4);
  });

  it('is not held up where potentials drift at a steady pace, and combinations lead too far', () => {
    let [total, totalOfMomentum] = [0, 0];
    for (const key of [1, 2, 3]) {
      for (const epsilon of [2, 0.5, 0.1]) {
        const problem = drifting(key, epsilon);
        const iterations = (acceleration: Acceleration) =>
          solve(problem, { acceleration, maxIterations: 10_000 }).iterations;
        const [anderson, nesterov] = [iterations('anderson'), iterations('nesterov')];
        expect(anderson).toBeLessThan(1.5 * nesterov);
        total += anderson;
        totalOfMomentum += nesterov;
      }
    }
    expect(total).toBeLessThan(totalOfMomentum);
  });

  it('is the default', () => {
    const problem = uneven(0.05);
    expect(solve(problem).g.data).toEqual(solve(problem, { acceleration: 'anderson' }).g.data);
  });
});

describe('parameters of accelerations', () => {
  const refusals: [string, unknown, string][] = [
    [
      'another name',
      'fastest',
      "acceleration 'none', 'nesterov', 'overRelaxation' or 'anderson', got fastest",
    ],
    ['nothing', null, "acceleration 'none', 'nesterov', 'overRelaxation' or 'anderson', got null"],
    [
      'under-relaxation',
      { kind: 'overRelaxation', factor: 0.5 },
      'acceleration.factor in [1, 2) (of over-relaxation: 1 is plain), got 0.5',
    ],
    [
      'a factor that diverges',
      { kind: 'overRelaxation', factor: 2 },
      'acceleration.factor in [1, 2) (of over-relaxation: 1 is plain), got 2',
    ],
    [
      'a factor that is no number',
      { kind: 'overRelaxation', factor: Number.NaN },
      'acceleration.factor in [1, 2) (of over-relaxation: 1 is plain), got NaN',
    ],
    [
      'no memory',
      { kind: 'anderson', memory: 0 },
      'acceleration.memory a whole number ≥ 1 (steps that Anderson acceleration combines), got 0',
    ],
    [
      'half a step of memory',
      { kind: 'anderson', memory: 1.5 },
      'acceleration.memory a whole number ≥ 1 (steps that Anderson acceleration combines), got 1.5',
    ],
  ];

  it.each(refusals)('that are %s are refused', (_, acceleration, message) => {
    const attempt = () => solve(uneven(0.1), { acceleration: acceleration as Acceleration });
    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(`sinkhorn.solve: expected ${message}`);
  });
});

/** The rate of f ← (1 − ω) f + ω T(g), g ← (1 − ω) g + ω T(f), with nothing in common with the library but the problem. */
function rateOfHalfSteps({ geometry, a, b, epsilon }: LinearProblem, omega: number): number {
  const [rows, columns] = geometry.shape;
  const costs = Array.from({ length: rows }, (_, i) => {
    const row = new Float64Array(columns);
    geometry.costRow(i, row);
    return row;
  });
  const [f, g] = [new Float64Array(rows), new Float64Array(columns)];
  const plan = (i: number, j: number) => a[i] * b[j] * Math.exp((f[i] + g[j] - costs[i][j]) / epsilon);
  const sumOf = (count: number, term: (k: number) => number) =>
    Array.from({ length: count }, (_, k) => term(k)).reduce((total, value) => total + value, 0);
  const errors: number[] = [];
  for (let k = 0; errors.length === 0 || (errors.at(-1)! > 1e-12 && k < 500); k++) {
    const rowSums = Array.from(f, (_, i) => sumOf(columns, (j) => plan(i, j)));
    for (let i = 0; i < rows; i++) f[i] += omega * epsilon * Math.log(a[i] / rowSums[i]);
    const columnSums = Array.from(g, (_, j) => sumOf(rows, (i) => plan(i, j)));
    errors.push(columnSums.reduce((total, value, j) => total + Math.abs(value - b[j]), 0));
    for (let j = 0; j < columns; j++) g[j] += omega * epsilon * Math.log(b[j] / columnSums[j]);
  }
  const last = errors.length - 1;
  return (errors[last] / errors[last - 6]) ** (1 / 6);
}

describe.each(modes)('where potentials drift at a steady pace for hundreds of steps, in %s form', (mode) => {
  // A combination of steps that are all alike raises the dual, and leads no further than a plain step: forever, if nothing else is tried.
  const moves = [-8, -6, -4].map((y): LinearProblem => {
    const costs = [0, 0, 5, -1].map((x) => [Math.abs(x - y) ** 3, Math.abs(x) ** 3]);
    return linearProblem(denseCost(costs), {
      a: [0.2199, 0.0003, 0.3697, 0.4101],
      b: [0.6364, 0.3636],
      epsilon: 0.5,
    });
  });

  it('no acceleration stays behind', () => {
    for (const problem of moves) {
      for (const acceleration of ['nesterov', 'overRelaxation', 'anderson'] as const) {
        const { status, iterations } = solve(problem, { mode, acceleration, threshold: 1e-9 });
        expect(status).toBe('converged');
        expect(iterations).toBeLessThan(1500);
      }
    }
  });
});
