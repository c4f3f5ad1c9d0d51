import { normal, uniform } from '@monge/random';
import {
  denseCost,
  type Geometry,
  lowRankCost,
  pointCloud,
  separableCost,
  sparseCost,
  truncatedCost,
} from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import { deviation } from '../support/deviation.js';
import { executors } from '../support/executors.js';
import { anyCosts, normals } from '../support/samples.js';

const geometries: Record<string, () => Geometry> = {
  'of points': () => pointCloud(normals(1, 61, 2), normals(2, 47, 2, 1)),
  'of points in five dimensions': () => pointCloud(normals(1, 61, 5), normals(2, 47, 5, 1)),
  'in a matrix': () => denseCost(anyCosts(3, 61, 47)),
  'on one axis': () => separableCost([anyCosts(4, 61, 47)]),
  'on three axes': () => separableCost([anyCosts(4, 3, 5), anyCosts(5, 7, 2), anyCosts(6, 4, 6)]),
  'of low rank': () => lowRankCost(normals(7, 61, 3), normals(8, 47, 3)),
  'of some pairs': () => {
    const pairs = 600;
    const places = (key: number, size: number) =>
      Int32Array.from(uniform(key, pairs).data, (u) => Math.floor(u * size));
    // The last source and the last target are in no pair; a pair that is drawn twice counts once.
    const all = new Map<number, [number, number]>();
    const [sources, targets] = [places(9, 60), places(10, 46)];
    for (let k = 0; k < pairs; k++) all.set(sources[k] * 47 + targets[k], [sources[k], targets[k]]);
    const entries = [...all.values()];
    const cost = normal(11, entries.length).data;
    return sparseCost([61, 47], { source: entries.map(([i]) => i), target: entries.map(([, j]) => j), cost });
  },
  'of pairs that are near': () =>
    truncatedCost(pointCloud(normals(1, 61, 2), normals(2, 47, 2, 1)), { largest: 1.5 }),
};

/** Potentials of both signs; every ninth has no mass. */
function potential(key: number, length: number): Float64Array {
  return normal(key, length).data.map((value, at) => (at % 9 === 4 ? -Infinity : value));
}

describe.each(Object.entries(geometries))('c-transforms of costs %s', (_, geometryOf) => {
  it.each(executors)('are minima of the costs less a potential, on $name', (executor) => {
    const geometry = geometryOf();
    const [n, m] = geometry.shape;
    const [phi, psi] = [potential(20, n), potential(21, m)];
    const [f, g] = [new Float64Array(n).fill(Infinity), new Float64Array(m).fill(Infinity)];
    const row = new Float64Array(m);
    for (let i = 0; i < n; i++) {
      geometry.costRow(i, row);
      for (let j = 0; j < m; j++) {
        f[i] = Math.min(f[i], row[j] - psi[j]);
        g[j] = Math.min(g[j], row[j] - phi[i]);
      }
    }
    const pairwise = geometry.pairwise(executor);
    const [overColumns, overRows] = [new Float64Array(n), new Float64Array(m)];
    pairwise.cTransform(1, psi, overColumns);
    pairwise.cTransform(0, phi, overRows);
    pairwise.release();
    // Where nothing is in reach, any potential will do: zero.
    const reached = (minima: Float64Array) => minima.map((value) => (value === Infinity ? 0 : value));
    expect(deviation(overColumns, reached(f))).toBeLessThan(1e-12);
    expect(deviation(overRows, reached(g))).toBeLessThan(1e-12);
  });
});
