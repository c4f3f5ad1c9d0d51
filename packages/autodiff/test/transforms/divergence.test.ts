import {
  add,
  divergence,
  grad,
  jacobian,
  matmul,
  multiply,
  sum,
  type Tensor,
  tanh,
  valueAndDivergence,
} from '@monge/autodiff';
import { fromData, ShapeError } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';
import { normals } from '../support/arrays.js';
import { expectClose } from '../support/expectations.js';

const d = 4;
const weights = normals([d, d], 1);
/** tanh(x W), point by point. */
const field = (x: Tensor, w: Tensor = weights) => tanh(matmul(x, w));

/** Σᵢ (1 − yᵢ²) Wᵢᵢ, for y = field(x). */
function expected(points: ArrayLike<number>, w: ArrayLike<number> = weights.data): Float64Array {
  return Float64Array.from({ length: points.length / d }, (_, n) => {
    let total = 0;
    for (let i = 0; i < d; i++) {
      let y = 0;
      for (let k = 0; k < d; k++) y += points[n * d + k] * w[k * d + i];
      total += (1 - Math.tanh(y) ** 2) * w[i * d + i];
    }
    return total;
  });
}

describe('divergence', () => {
  it('is the closed form, for a point and for batches of any rank', () => {
    const x = normals([2, 3, d], 2);
    const sizes: (readonly number[])[] = [[], [3], [2, 3]];
    for (const batch of sizes) {
      const points = fromData(x.data.slice(0, d * batch.reduce((a, b) => a * b, 1)), [...batch, d]);
      expectClose('divergence', divergence(field, points), fromData(expected(points.data), batch), 1e-13);
    }
  });

  it('is the trace of the Jacobian matrix', () => {
    const x = normals([d], 3);
    const matrix = jacobian((y: Tensor) => field(y))(x);
    const trace = [0, 1, 2, 3].reduce((total, k) => total + matrix.get(k, k), 0);
    expect(divergence(field, x).data[0]).toBeCloseTo(trace, 12);
  });

  for (const probes of ['rademacher', 'gaussian'] as const) {
    it(`is estimated without bias by ${probes} probes`, () => {
      const x = normals([d], 4);
      const [exact] = expected(x.data);
      const matrix = jacobian((y: Tensor) => field(y))(x);
      // Var(vᵀAv) = 2|S|² for S the symmetric part of A, for signs less its diagonal.
      let variance = 0;
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          if (i === j && probes === 'rademacher') continue;
          variance += (matrix.get(i, j) + matrix.get(j, i)) ** 2 / 2;
        }
      }
      const samples = 2000;
      const estimate = divergence(field, x, { probes, key: 5, samples }).data[0];
      // Fixed key; another one in 15 000 would fail.
      expect(Math.abs(estimate - exact)).toBeLessThan(4 * Math.sqrt(variance / samples));
      expect(estimate).not.toBe(exact);
    });
  }

  it('is exact with signs where the Jacobian matrix is diagonal, and the same for the same key', () => {
    const x = normals([5, d], 6);
    const diagonal = (y: Tensor) => multiply(y, multiply(y, [1, 2, 3, 4]));
    expectClose(
      'estimate',
      divergence(diagonal, x, { probes: 'rademacher', key: 7 }),
      divergence(diagonal, x),
      1e-13,
    );
    const once = () => divergence(field, x, { probes: 'gaussian', key: 7, samples: 2 });
    expect(once().data).toEqual(once().data);
    expect(once().data).not.toEqual(divergence(field, x, { probes: 'gaussian', key: 8, samples: 2 }).data);
  });

  it('comes with the value', () => {
    const x = normals([3, d], 8);
    const [value, exact] = valueAndDivergence(field, x);
    expectClose('value', value, field(x) as typeof value, 0);
    expectClose('divergence', exact, fromData(expected(x.data), [3]), 1e-13);
  });

  it('is differentiable by what the field takes from its closure: score matching', () => {
    const x = normals([6, d], 9);
    const loss = (w: Tensor) => {
      const [score, trace] = valueAndDivergence((y) => field(y, w), x, { probes: 'rademacher', key: 1 });
      return add(sum(multiply(score, multiply(0.5, score))), sum(trace));
    };
    const gradient = grad(loss)(weights);
    const h = 1e-5;
    for (const at of [0, 5, 14]) {
      const [up, down] = [h, -h].map((by) => {
        const moved = fromData(
          weights.data.map((w, k) => w + (k === at ? by : 0)),
          [d, d],
        );
        return (loss(moved) as { data: Float64Array }).data[0];
      });
      expect(gradient.data[at]).toBeCloseTo((up - down) / (2 * h), 6);
    }
    const exact = grad((w: Tensor) => sum(divergence((y) => field(y, w), x)))(weights);
    const sumAt = (w: Float64Array) => expected(x.data, w).reduce((a, b) => a + b, 0);
    const [up, down] = [h, -h].map((by) => sumAt(weights.data.map((w, k) => w + (k === 6 ? by : 0))));
    expect(exact.data[6]).toBeCloseTo((up - down) / (2 * h), 6);
  });

  it('is float32 for float32, and zero for a constant field', () => {
    const x = Float32Array.of(1, 2);
    expect(divergence((y) => multiply(y, y), x)).toMatchObject({ data: Float32Array.of(6), shape: [] });
    expect(divergence(() => fromData(x, [2]), x).data[0]).toBe(0);
  });

  it('refuses numbers, fields of another shape, and no samples', () => {
    expect(() => divergence((y) => y, 1)).toThrow(ShapeError);
    expect(() => divergence((y) => sum(y), [1, 2])).toThrow(/an array of the shape of x, \[2\], got \[\]/);
    expect(() => divergence((y) => y, [1], { probes: 'gaussian', key: 1, samples: 0 })).toThrow(
      /positive integer/,
    );
  });
});
