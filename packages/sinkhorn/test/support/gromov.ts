import type { NdArray } from '@monge/ndarray';
import { denseCost, type Geometry, pointCloud } from '@monge/sinkhorn';
import { anyCosts, normals, unevenWeights } from './samples.js';
import { costsAmong } from './spaces.js';

/** Two clouds of points, in two dimensions and in three, with uneven weights. */
export const [n, m] = [12, 9];
export const [x, y] = [normals(1, n, 2), normals(2, m, 3, 5, 0.8)];
export const [a, b] = [unevenWeights(3, n), unevenWeights(4, m)];
export const tight = { threshold: 1e-10, linear: { maxIterations: 50_000 } };
export const cloud = (points: NdArray) => pointCloud(points, points);

/** Spaces of every kind, by what their costs have in common. */
export const spaces: Record<
  string,
  { readonly source: Geometry; readonly target: Geometry; readonly epsilon: number }
> = {
  'clouds, squared distances': { source: cloud(x), target: cloud(y), epsilon: 1 },
  'matrices, squared distances': {
    source: denseCost(costsAmong(x)),
    target: denseCost(costsAmong(y)),
    epsilon: 1,
  },
  distances: {
    source: denseCost(costsAmong(x, Math.sqrt)),
    target: denseCost(costsAmong(y, Math.sqrt)),
    epsilon: 0.1,
  },
  'costs that are not symmetric': {
    source: denseCost(anyCosts(6, n, n)),
    target: denseCost(anyCosts(7, m, m)),
    epsilon: 0.05,
  },
};
