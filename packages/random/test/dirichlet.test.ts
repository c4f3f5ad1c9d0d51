import { dirichlet, gamma, RandomError } from '@monge/random';
import { betaCdf, keys } from '@monge/random/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFit } from './fits.js';

const n = 20_000;

/** Component j of every vector. */
function component(data: Float64Array, size: number, j: number): Float64Array {
  return Float64Array.from({ length: data.length / size }, (_, i) => data[i * size + j]);
}

describe('dirichlet', () => {
  it('draws probability vectors, whatever the concentrations', () => {
    const concentrations = fc.array(fc.double({ min: 5e-324, max: 1e300, noNaN: true }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(keys(), concentrations, (k, concentration) => {
        const { data } = dirichlet(k, [], { concentration });
        return data.every((x) => x >= 0) && Math.abs(data.reduce((a, b) => a + b) - 1) < 1e-14;
      }),
    );
  });

  it('draws the beginning of a longer sample when it draws a shorter one', () => {
    const options = { concentration: [0.4, 2, 1] };
    expect(dirichlet(1, 1000, options).data.slice(0, 600)).toEqual(dirichlet(1, 200, options).data);
  });

  it('adds an axis to the shape', () => {
    const concentration = Float32Array.of(1, 2, 3);
    expect(dirichlet(1, [4, 5], { concentration })).toMatchObject({ shape: [4, 5, 3], stride: [15, 3, 1] });
    expect(dirichlet(1, 4, { concentration }).shape).toEqual([4, 3]);
    expect(dirichlet(1, [], { concentration }).shape).toEqual([3]);
    expect(dirichlet(1, 0, { concentration }).data).toHaveLength(0);
  });

  it.each([[[1, 1, 1]], [[0.2, 3, 0.7, 9]], [[30, 60]], [[0.3, 0.3, 0.3]]])(
    'has beta marginals, and beta sums of two components: %s',
    (concentration) => {
      const { data } = dirichlet(81, n, { concentration });
      const size = concentration.length;
      const total = concentration.reduce((a, b) => a + b);
      for (const [j, alpha] of concentration.entries()) {
        expectFit(component(data, size, j), betaCdf({ alpha, beta: total - alpha }));
      }
      if (size > 2) {
        const last = component(data, size, size - 1);
        const alpha = concentration[0] + concentration[size - 1];
        expectFit(
          component(data, size, 0).map((x, i) => x + last[i]),
          betaCdf({ alpha, beta: total - alpha }),
        );
      }
    },
  );

  it('is the gamma draws over their sum', () => {
    const [x, y, z] = gamma(5, 3, { concentration: 2.5 }).data;
    const { data } = dirichlet(5, [], { concentration: [2.5, 2.5, 2.5] });
    for (const [j, expected] of [x, y, z].entries()) expect(data[j]).toBeCloseTo(expected / (x + y + z), 14);
  });

  it('is 1 where there is one component', () => {
    expect([...dirichlet(0, 3, { concentration: [0.1] }).data]).toEqual([1, 1, 1]);
  });

  // Both logarithms are −10⁸ and beyond: each draw is a vertex of the triangle.
  it('picks a vertex where the concentrations are tiny', () => {
    const { data } = dirichlet(82, 3000, { concentration: [1e-9, 1e-9, 2e-9] });
    expect(data.every((x) => x === 0 || x === 1)).toBe(true);
    const thirds = component(data, 3, 2).reduce((a, b) => a + b) / 3000;
    expect(Math.abs(thirds - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 3000));
  });

  it('refuses no concentration, and those that are not positive', () => {
    expect(() => dirichlet(0, 1, { concentration: [] })).toThrow(RandomError);
    expect(() => dirichlet(0, 1, { concentration: [] })).toThrow(expect.objectContaining({ code: 'shape' }));
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dirichlet(0, 1, { concentration: [1, value] })).toThrow(
        `random.dirichlet: expected concentration[1] > 0, and finite, got ${value}`,
      );
    }
  });
});
