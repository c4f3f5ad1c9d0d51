import {
  type TransportInput,
  type TransportOutput,
  type TransportSolver,
  transportInputs,
  transportLaws,
} from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Sinkhorn as the textbook has it, in the log domain, to the last digit: shares no code with the package. */
function textbook({ costs, rows, columns, a, b, epsilon }: TransportInput): Required<TransportOutput> {
  const f = new Float64Array(rows);
  const g = new Float64Array(columns);
  const softmin = (length: number, weight: Float64Array, exponent: (k: number) => number) => {
    let largest = -Infinity;
    for (let k = 0; k < length; k++) if (weight[k] > 0) largest = Math.max(largest, exponent(k));
    let sum = 0;
    for (let k = 0; k < length; k++) if (weight[k] > 0) sum += weight[k] * Math.exp(exponent(k) - largest);
    return -epsilon * (largest + Math.log(sum));
  };
  for (let k = 0; k < 3000; k++) {
    for (let i = 0; i < rows; i++)
      f[i] = softmin(columns, b, (j) => (g[j] - costs[i * columns + j]) / epsilon);
    for (let j = 0; j < columns; j++)
      g[j] = softmin(rows, a, (i) => (f[i] - costs[i * columns + j]) / epsilon);
  }
  const plan = costs.map((cost, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return a[i] * b[j] > 0 ? a[i] * b[j] * Math.exp((f[i] + g[j] - cost) / epsilon) : 0;
  });
  return { plan, f, g };
}

/** A solver that goes wrong in one way only, for the law that has to notice. */
const mistakes: Record<string, TransportSolver> = {
  'the entries of the plan are finite and not negative': (input) => {
    const { plan } = textbook(input);
    plan[0] = -plan[0] || Number.NaN;
    return { plan };
  },
  'the rows of the plan add up to a, its columns to b': (input) => ({
    plan: textbook(input).plan.map((mass) => 1.01 * mass),
  }),
  'P_ij/(a_i b_j) has the form exp((f_i + g_j − C_ij)/ε)': ({ columns, a, b, costs }) => ({
    plan: costs.map((_, at) => a[Math.floor(at / columns)] * b[at % columns]),
  }),
  'the potentials bound the cost of the rounded plan from below, closely': (input) => {
    // Potentials that contain the weights, as some programs have them.
    const { plan, f, g } = textbook(input);
    return { plan, f: f.map((value, i) => value + input.epsilon * Math.log(input.a[i])), g };
  },
  'a target without mass receives nothing and changes nothing, however near': (input) => {
    const b = input.b.map((weight) => Math.max(weight, 1e-3));
    return textbook({ ...input, b });
  },
  'the plan from b to a is the transpose of the plan from a to b': (input) => {
    const { costs, columns, epsilon } = input;
    return textbook({ ...input, costs: costs.map((cost, at) => cost * (1 + (at % columns)) + epsilon) });
  },
  'sources and targets in another order have the plan in that order': (input) => {
    const { costs, columns, epsilon } = input;
    return textbook({
      ...input,
      costs: costs.map((cost, at) => cost + (Math.floor(at / columns) ** 2 * (at % columns) * epsilon) / 9),
    });
  },
  'a source split in two at the same place moves as before': (input) =>
    textbook({ ...input, epsilon: input.epsilon / input.rows }),
  'costs C_ij + s_i + t_j have the same plan, and potentials f_i + s_i and g_j + t_j': (input) =>
    textbook({ ...input, costs: input.costs.map((cost) => Math.max(cost, 0)) }),
  'costs λC and λε have the same plan, and potentials λf and λg': (input) =>
    textbook({ ...input, epsilon: input.epsilon + 1 }),
};

describe('the laws of transport', () => {
  it('are all put to the test here', () => {
    expect(Object.keys(mistakes).toSorted()).toEqual(transportLaws.map(({ name }) => name).toSorted());
  });

  it.each(transportLaws)('$name: a textbook solver keeps it', ({ check }) => {
    fc.assert(
      fc.property(transportInputs({ maxLength: 4 }), (input) => check(textbook, input, 1e-6)),
      { numRuns: 12 },
    );
  });

  it.each(transportLaws)('$name: a solver that breaks it is found out', ({ name, check }) => {
    const property = fc.property(transportInputs({ maxLength: 4 }), (input) =>
      check(mistakes[name], input, 1e-6),
    );
    const { failed, errorInstance } = fc.check(property, { numRuns: 40, endOnFailure: true });
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(/expected .*, got /);
  });

  it('also judge solvers that return a plan only', () => {
    const input: TransportInput = {
      costs: Float64Array.of(0, 1, 2, 1, 0, 1),
      rows: 2,
      columns: 3,
      a: Float64Array.of(0.25, 0.75),
      b: Float64Array.of(0.5, 0, 0.5),
      epsilon: 0.5,
    };
    const planOnly: TransportSolver = (given) => ({ plan: textbook(given).plan });
    for (const { check } of transportLaws) expect(() => check(planOnly, input, 1e-9)).not.toThrow();
  });

  it('say what was expected, and the numbers', () => {
    const input: TransportInput = {
      costs: Float64Array.of(0, 1, 1, 0),
      rows: 2,
      columns: 2,
      a: Float64Array.of(0.5, 0.5),
      b: Float64Array.of(0.5, 0.5),
      epsilon: 1,
    };
    const messages = [
      () => transportLaws[0].check(() => ({ plan: Float64Array.of(0.5, 0, 0, Number.NaN) }), input, 0),
      () => transportLaws[0].check(() => ({ plan: Float64Array.of(1) }), input, 0),
      () => transportLaws[1].check(() => ({ plan: Float64Array.of(0.5, 0.25, 0, 0.5) }), input, 0.1),
    ].map((broken) => {
      try {
        return broken();
      } catch (error) {
        return String(error);
      }
    });
    expect(messages).toEqual([
      'Error: expected the entries of the plan in [0, ∞), got NaN at [1, 1]',
      'Error: expected a plan of 2 × 2 entries, got 1',
      'Error: expected the misplaced mass of the source marginal to be at most 0.1, got 0.125',
    ]);
  });
});
