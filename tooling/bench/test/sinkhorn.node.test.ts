import { createJavaScript } from '@monge/ndarray/executors';
import { linearProblem, pointCloud, sinkhorn } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { strided } from '../src/suites/floats.js';
import { batchFacts, makeProblems, ourBatch } from '../src/suites/sinkhorn/batch/batch.js';
import { normalToNormal, squareToNormal } from '../src/suites/sinkhorn/end-to-end/clouds.js';
import { ourSolver } from '../src/suites/sinkhorn/end-to-end/ours.js';
import { plainSolver } from '../src/suites/sinkhorn/end-to-end/plain-js.js';
import { deviations, fixed } from '../src/suites/sinkhorn/end-to-end/regularisation.js';
import { factsOf } from '../src/suites/sinkhorn/end-to-end/solved.js';
import { sinkhorn as suite } from '../src/suites/sinkhorn/sinkhorn.js';
import {
  EPSILON,
  solveStreamed,
  spaceClouds,
  streamedFacts,
} from '../src/suites/sinkhorn/streamed/streamed.js';
import { targets } from '../src/suites/sinkhorn/targets.js';

describe('factsOf', () => {
  it('finds the errors and costs that solutions report', () => {
    const clouds = normalToNormal.make(60, 3);
    const points = (data: Float64Array) => strided(data, 60, 3);
    const solution = sinkhorn(points(clouds.x), points(clouds.y), { epsilon: 0.3, threshold: 1e-3 });
    const { f, g, iterations, cost, marginalErrors } = solution;
    const facts = factsOf({ f: f.data, g: g.data, iterations }, clouds, 0.3);
    expect(facts.error).toBeCloseTo(Math.max(marginalErrors.source, marginalErrors.target), 12);
    expect(facts.cost).toBeCloseTo(cost, 12);
  });

  it('tells a plan that is off', () => {
    const clouds = squareToNormal.make(40);
    const { f, g, iterations } = plainSolver(clouds, 0.1, 1e-8)();
    const off = Float64Array.from(g, (value, j) => (j === 7 ? value + 0.1 : value));
    expect(factsOf({ f, g, iterations }, clouds, 0.1).error).toBeLessThan(1.1e-8);
    expect(factsOf({ f, g: off, iterations }, clouds, 0.1).error).toBeGreaterThan(0.01);
  });
});

describe('streamedFacts', () => {
  it('is factsOf by other means', () => {
    const clouds = spaceClouds(200);
    const solved = solveStreamed(clouds, createJavaScript());
    const streamed = streamedFacts(solved, clouds, createJavaScript());
    const { iterations, error, cost } = factsOf(solved, clouds, EPSILON);
    expect(streamed.iterations).toBe(iterations);
    expect(streamed.error).toBeCloseTo(error, 10);
    expect(streamed.cost).toBeCloseTo(cost, 10);
  });
});

describe('deviations', () => {
  it('is the default of linearProblem at 0.05', () => {
    const clouds = squareToNormal.make(50);
    const points = (data: Float64Array) => strided(data, 50, 2);
    const { epsilon } = linearProblem(pointCloud(points(clouds.x), points(clouds.y)));
    expect(deviations(0.05).epsilonOf(clouds)).toBeCloseTo(epsilon, 10);
    expect(fixed(0.05).epsilonOf(clouds)).toBe(0.05);
  });
});

describe('batchFacts', () => {
  it('has the largest of the errors', () => {
    const problems = makeProblems(0.2);
    const solutions = ourBatch(problems, 1e-3)();
    const alone = ourSolver(problems.each[3], problems.epsilon, 1e-12)();
    const { error, cost } = batchFacts(solutions, problems);
    expect(error).toBeLessThan(1e-3 * (1 + 1e-6));
    const off = solutions.map((one, k) => (k === 3 ? { ...alone, f: alone.f } : one));
    expect(batchFacts(off, problems).cost).toBeCloseTo(cost, 4);
    const wrong = solutions.map((one, k) => (k === 3 ? solutions[4] : one));
    expect(batchFacts(wrong, problems).error).toBeGreaterThan(0.1);
  });
});

describe('the targets of the suite', () => {
  it('are about cases that a whole run has', () => {
    const cases = suite.cases({ quick: false }).map(({ name }) => name);
    expect(cases).toHaveLength(new Set(cases).size);
    expect(targets.map((target) => target.case).filter((name) => !cases.includes(name))).toEqual([]);
  });
});
