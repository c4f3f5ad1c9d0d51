import { fromData } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { linearProblem, pointCloud, transportOnLine, wassersteinOnLine } from '@monge/sinkhorn';
import { bestAssignment, weights } from '@monge/sinkhorn/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectOptimal } from '../support/expect-optimal.js';
import { normals, unevenWeights } from '../support/samples.js';

const convex: Record<string, (difference: number) => number> = {
  'the square': (d) => d * d,
  'the distance': Math.abs,
  'a power': (d) => Math.abs(d) ** 1.5,
  'a cost that is dearer to the left': (d) => (d > 0 ? 3 * d : -d),
  'a cost with slack': (d) => Math.max(0, Math.abs(d) - 1),
};

/** The problem that is solved, for any cost. */
const problemOf = (
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  cost: (difference: number) => number,
  given: { a?: Float64Array; b?: Float64Array } = {},
) =>
  linearProblem(
    pointCloud(Float64Array.from(x), Float64Array.from(y), { cost: (u, v) => cost(u[0] - v[0]) }),
    { ...given, epsilon: 1 },
  );

const coordinates = (length: number) =>
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: length, maxLength: length });

const uneven = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([n, m]) =>
  fc.record({
    x: coordinates(n),
    y: coordinates(m),
    a: weights({ length: n, zeros: true }),
    b: weights({ length: m, zeros: true }),
  }),
);

describe('laws', () => {
  it.each(Object.entries(convex))('has potentials that prove the plan optimal: %s', (_, cost) => {
    fc.assert(
      fc.property(uneven, ({ x, y, a, b }) => {
        expectOptimal(transportOnLine(x, y, { a, b, cost }), problemOf(x, y, cost, { a, b }));
      }),
    );
  });

  it('has the same potentials, but for their signs and a constant, when the line is turned over', () => {
    fc.assert(
      fc.property(uneven, ({ x, y, a, b }) => {
        const there = transportOnLine(x, y, { a, b });
        const back = transportOnLine(
          x.map((value) => -value),
          y.map((value) => -value),
          { a, b },
        );
        expect(back.cost).toBeCloseTo(there.cost, 11);
        // Points that coincide change places, and among them those without mass may be on either side.
        const distinct = (values: number[]) => new Set(values).size === values.length;
        if (!distinct(x) || !distinct(y)) return;
        const shift = back.f.data[0] - there.f.data[0];
        const shifted = (values: Float64Array, by: number) => values.map((value) => value + by);
        assertAllClose(back.f.data, shifted(there.f.data, shift), { atol: 1e-10 });
        assertAllClose(back.g.data, shifted(there.g.data, -shift), { atol: 1e-10 });
      }),
    );
  });

  it('is a distance: W_p is symmetric, at most the sum by a third measure, and grows with p', () => {
    fc.assert(
      fc.property(uneven, uneven, ({ x, y, a, b }, { x: z, a: c }) => {
        const w = (p: number) => wassersteinOnLine(x, y, { a, b, p });
        for (const p of [1, 2, 3.5, Infinity]) {
          expect(wassersteinOnLine(y, x, { a: b, b: a, p })).toBeCloseTo(w(p), 10);
          const around = wassersteinOnLine(x, z, { a, b: c, p }) + wassersteinOnLine(z, y, { a: c, b, p });
          expect(w(p)).toBeLessThan(around + 1e-10);
        }
        expect(w(1)).toBeLessThan(w(2) + 1e-12);
        expect(w(2)).toBeLessThan(w(Infinity) + 1e-12);
      }),
    );
  });
});

describe('oracles', () => {
  // Masses in eighths, so that the problem is an assignment of eight equal parcels.
  const parcels = (length: number) => fc.array(fc.nat(length - 1), { minLength: 8, maxLength: 8 });
  const problems = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, m]) => fc.record({ x: coordinates(n), y: coordinates(m), from: parcels(n), to: parcels(m) }));
  const masses = (of: number[], length: number) =>
    Float64Array.from({ length }, (_, i) => of.filter((owner) => owner === i).length / 8);

  it.each(Object.entries(convex))('costs what the best assignment of parcels costs: %s', (_, cost) => {
    fc.assert(
      fc.property(problems, ({ x, y, from, to }) => {
        const costs = from.flatMap((i) => to.map((j) => cost(x[i] - y[j])));
        const plan = transportOnLine(x, y, { a: masses(from, x.length), b: masses(to, y.length), cost });
        expect(plan.cost).toBeCloseTo(bestAssignment(costs).cost / 8, 10);
      }),
      { numRuns: 5 },
    );
  });

  it('is the area between the distribution functions, for the distance', () => {
    const [x, y] = [normals(1, 1500, 1).data, normals(2, 1200, 1, 1, 2).data];
    const [a, b] = [unevenWeights(3, 1500), unevenWeights(4, 1200)];
    const steps = [
      ...Array.from(x, (at, i) => ({ at, mass: a[i] })),
      ...Array.from(y, (at, j) => ({ at, mass: -b[j] })),
    ].sort((one, other) => one.at - other.at);
    let [area, height] = [0, 0];
    steps.forEach(({ at, mass }, k) => {
      if (k > 0) area += Math.abs(height) * (at - steps[k - 1].at);
      height += mass;
    });
    expect(transportOnLine(x, y, { a, b, cost: Math.abs }).cost).toBeCloseTo(area, 12);
    expect(wassersteinOnLine(x, y, { a, b })).toBeCloseTo(area, 12);
  });
});

describe('edges', () => {
  it('takes equal weights by default, and masses other than one', () => {
    expect(transportOnLine([0, 1], [3, 5, 4]).cost).toBeCloseTo(9 / 3 + 16 / 6 + 9 / 6 + 16 / 3, 12);
    expect(transportOnLine([0, 1], [3, 5], { a: [2, 2] }).cost).toBe(2 * 9 + 2 * 16);
    expect(wassersteinOnLine([0, 1], [3, 5], { a: [2, 2], p: 2 })).toBeCloseTo(Math.sqrt(12.5), 14);
  });

  it('leaves no crumbs where weights are used up at once but for rounding', () => {
    const [n, m] = [3000, 1000];
    const { support } = transportOnLine(normals(1, n, 1), normals(2, m, 1));
    expect(support.mass.length).toBe(n);
    assertAllClose(support.mass, new Float64Array(n).fill(1 / n), { rtol: 1e-10 });
  });

  it('solves a thousand points and more, light and heavy ones, of a strided array', () => {
    const [n, m] = [1300, 1100];
    const x = normals(1, n, 1).step(-1);
    const y = normals(2, m, 2).pick(null, 1);
    const a = unevenWeights(3, n).map((weight, i) => (i % 7 === 0 ? 0 : weight * 10 ** -(i % 12)));
    const total = a.reduce((sum, weight) => sum + weight, 0);
    const b = unevenWeights(4, m).map((weight) => weight * total);
    const transport = transportOnLine(x, y, { a, b });
    const listed = (view: typeof x, length: number) =>
      Float64Array.from({ length }, (_, i) => (view.shape.length === 1 ? view.get(i) : view.get(i, 0)));
    expectOptimal(transport, problemOf(listed(x, n), listed(y, m), convex['the square'], { a, b }));
  });

  it('keeps the middle of the interval where potentials are free', () => {
    // The shift between the two pairs may be anything from 0 − 16 + 4 to 16 − 4.
    const { f, g } = transportOnLine([0, 2], [0, 2]);
    expect(Array.from(f.data)).toEqual([0, 0]);
    expect(Array.from(g.data)).toEqual([0, 0]);
  });

  it('does not overflow in distances of any power', () => {
    expect(wassersteinOnLine([0, 1e70], [1e74, 2e74], { p: 300 })).toBeGreaterThan(1e74);
    expect(wassersteinOnLine([0, 1e-70], [2e-70, 3e-70], { p: 9 })).toBeCloseTo(2e-70, 80);
    expect(wassersteinOnLine([1, 2], [2, 1], { p: 2 })).toBe(0);
  });
});

describe('errors', () => {
  it('refuses points off the line, costs that are not finite and powers below one', () => {
    const plane = fromData(Float64Array.of(0, 1, 2, 3), [2, 2]);
    expect(() => transportOnLine(plane, plane)).toThrow(
      'sinkhorn.transportOnLine: expected x and y of shapes [n] and [m] (points of the line), got points of 2 coordinates; use solveExactly',
    );
    expect(() => transportOnLine([0, 1], [1, 3], { cost: (d) => 1 / (d + 1) })).toThrow(
      'sinkhorn.transportOnLine: expected a finite cost (of moving a unit from x to y, a function of x − y), got Infinity for -1',
    );
    const root = (d: number) => Math.sqrt(Math.abs(d));
    for (const y of [
      [1, 1.5],
      [1, 1.5, 1.75],
    ]) {
      expect(() => transportOnLine([0, 1], y, { cost: root })).toThrow(
        'sinkhorn.transportOnLine: expected a convex cost (mass is moved in order then)',
      );
    }
    expect(() => wassersteinOnLine([0], [1], { p: 0.5 })).toThrow(
      'sinkhorn.wassersteinOnLine: expected p in [1, ∞] (exponent of |x − y|), got 0.5',
    );
    expect(() => transportOnLine([0], [1], { a: [1], b: [2] })).toThrow('of the same total');
  });
});
