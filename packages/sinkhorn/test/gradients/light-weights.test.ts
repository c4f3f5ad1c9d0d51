import { fromData, type NdArray } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import { linearProblem, planVjp, pointCloud, potentialsVjp, solve, transportVjp } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { inner } from '../support/directional-derivative.js';
import { executors } from '../support/executors.js';
import { bothWays, type Parts, solved, vector } from '../support/perturbed-problem.js';
import { normals, unevenWeights } from '../support/samples.js';

const exact = { threshold: 1e-13, maxIterations: 20_000 };
const close = { rtol: 1e-9, atol: 1e-9 };

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('gradients where there is little mass, or none', () => {
  it('weights of zero leave the others what they are, and have derivatives themselves', () => {
    const withZeros = (values: Float64Array) => {
      const kept = values.map((value, i) => (i === 2 ? 0 : value));
      return vector(kept.map((value) => value / sum(kept)));
    };
    const parts: Parts = {
      x: normals(3, 5, 2),
      y: normals(4, 6, 2),
      a: withZeros(unevenWeights(1, 5)),
      b: withZeros(unevenWeights(2, 6)),
      epsilon: vector(Float64Array.of(0.8)),
    };
    const [f, g] = [normals(6, 1, 5).data, normals(7, 1, 6).data];
    const bar = normals(8, 5, 2);
    const solution = solved(parts);
    const numbers = {
      potentials: potentialsVjp(solution, { f, g }),
      map: transportVjp(solution, bar),
    };
    for (const part of ['x', 'y', 'epsilon'] as const) {
      const potentials = bothWays(
        parts,
        part,
        (found) => inner(found.f.data, f) + inner(found.g.data, g) + gauge(found) * (sum(g) - sum(f)),
        numbers.potentials,
      );
      expect(potentials.found).toBeCloseTo(potentials.differences, 6);
      const map = bothWays(parts, part, (found) => inner(found.transport().data, bar.data), numbers.map);
      expect(map.found).toBeCloseTo(map.differences, 6);
    }
    // One-sided: a weight cannot be negative. Mass h goes to the empty source and is taken from another.
    const h = 1e-5;
    const moved = (t: number) => {
      const a = parts.a.data.map((value, i) => value + (i === 2 ? t : i === 0 ? -t : 0));
      return inner(solved({ ...parts, a: vector(a) }).transport().data, bar.data);
    };
    const slope = (4 * moved(h) - moved(2 * h) - 3 * moved(0)) / (2 * h);
    expect(numbers.map.a.data[2] - numbers.map.a.data[0]).toBeCloseTo(slope, 5);
  });

  it.each(['float64', 'float32'] as const)(
    'weights of next to nothing have the derivatives of weights of zero: %s',
    (dtype) => {
      const typed = ({ data, shape }: NdArray<Float64Array>) =>
        fromData(dtype === 'float32' ? Float32Array.from(data) : data, shape);
      const cloud = pointCloud(typed(normals(3, 5, 2)), typed(normals(4, 6, 2)));
      const [f, g, bar] = [normals(6, 1, 5).data, normals(7, 1, 6).data, normals(8, 5, 2)];
      const derivatives = (light: number) => {
        const a = [light, 0.4, light, 0.35, 0.25];
        const b = [0.3, light, 0.2, 0.2, 0.3, light];
        const threshold = dtype === 'float32' ? 1e-5 : 1e-12;
        const solution = solve(linearProblem(cloud, { a, b, epsilon: 0.8 }), { threshold });
        return [potentialsVjp(solution, { f, g }), transportVjp(solution, bar)].flatMap(
          ({ x: atX, y: atY, a: atA, b: atB, epsilon }) =>
            [atX(), atY(), atA, atB].map(({ data }) => data).concat(Float64Array.of(epsilon())),
        );
      };
      const zero = derivatives(0);
      for (const light of [1e-300, 1e-60, 1e-30, 1e-20, 1e-13, 1e-12]) {
        derivatives(light).forEach((found, k) => {
          assertAllClose(
            found,
            zero[k],
            dtype === 'float32' ? { rtol: 1e-3, atol: 1e-3 } : { rtol: 1e-8, atol: 1e-8 },
          );
        });
      }
    },
  );

  it.each(executors)('points without mass may be anywhere, as padding is, however far: $name', (executor) => {
    const padded = (points: NdArray<Float64Array>, count: number, place: number) =>
      fromData(
        points.data.map((value, k) => (k < 2 * count ? value : place)),
        points.shape,
      );
    const bars = [normals(8, 6, 2), normals(9, 6, 7)] as const;
    const inside = (place: number) => {
      const points = pointCloud(padded(normals(3, 6, 2), 4, place), padded(normals(4, 7, 2), 5, place));
      const [a, b] = [
        [0.1, 0.2, 0.3, 0.4, 0, 0],
        [0.3, 0.1, 0.2, 0.1, 0.3, 0, 0],
      ];
      const solution = solve(linearProblem(points, { a, b, epsilon: 0.5 }), exact);
      const kept = bars[0].data.map((value, k) => (k < 8 ? value : 0));
      return [
        transportVjp(solution, fromData(kept, [6, 2]), { executor }),
        planVjp(solution, bars[1], { executor }),
        potentialsVjp(solution, { f: [1, -2, 3, 0.5, 0, 0], g: [2, 1, -1, 0, 3, 0, 0] }, { executor }),
      ].flatMap((found) => {
        expect([...found.a.data, ...found.b.data].every(Number.isFinite)).toBe(true);
        return [...found.x().data.slice(0, 8), ...found.y().data.slice(0, 10), found.epsilon()];
      });
    };
    const near = inside(2);
    // The density between two of them is exp(10⁴) and more.
    for (const place of [50, 1000])
      assertAllClose(Float64Array.from(inside(place)), Float64Array.from(near), close);
    const far = pointCloud(padded(normals(3, 6, 2), 4, 1000), padded(normals(4, 7, 2), 5, 1000));
    const solution = solve(
      linearProblem(far, { a: [1, 1, 1, 1, 0, 0], b: [1, 1, 1, 0.5, 0.5, 0, 0], epsilon: 0.5 }),
      exact,
    );
    const everywhere = transportVjp(solution, bars[0], { executor });
    expect(
      [...everywhere.x().data, ...everywhere.y().data, ...everywhere.a.data].every(Number.isFinite),
    ).toBe(true);
  });
});

/** What is added to g to balance the potentials. */
function gauge({ f, g, problem: { a, b } }: ReturnType<typeof solve>): number {
  return (inner(a, f.data) - inner(b, g.data)) / 2;
}

/** u_i · v_j of the rows of two matrices with two columns. */
