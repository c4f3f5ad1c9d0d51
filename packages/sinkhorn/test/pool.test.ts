import { createWasm } from '@monge/ndarray/executors';
import { createPool, type Pool } from '@monge/ndarray/pool';
import { normal } from '@monge/random';
import { linearProblem, pointCloud, type Solution, solve } from '@monge/sinkhorn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dtypes, modes } from './support/executors.js';
import { unevenWeights } from './support/samples.js';

let pool: Pool;

beforeAll(async () => {
  pool = await createPool({ threads: 3 });
});

afterAll(() => {
  pool.release();
});

// Primes, so that no share is like another.
const [n, m] = [1201, 1009];
const weights = { a: unevenWeights(3, n), b: unevenWeights(4, m) };

const numbersOf = ({ iterations, cost, dualCost, errors, f, g }: Solution) => [
  iterations,
  cost,
  dualCost,
  ...errors,
  ...f.data,
  ...g.data,
];

describe.each(modes)('a solve on three threads, in %s form', (mode) => {
  it.each(dtypes)('has the bits of a solve on one, and says what ran: %s', (dtype) => {
    const points = pointCloud(normal(1, [n, 2], { dtype }), normal(2, [m, 2], { dtype }));
    const problem = linearProblem(points, { ...weights, epsilon: 0.2 });
    const [one, three] = [createWasm(), pool].map((executor) =>
      solve(problem, { mode, threshold: 1e-3, executor }),
    );
    expect(one.status).toBe('converged');
    expect(numbersOf(three)).toEqual(numbersOf(one));
    expect(one.executor).toEqual({ name: 'wasm', threads: 1 });
    expect(three.executor).toEqual({ name: 'wasm', threads: 3 });
  });
});
