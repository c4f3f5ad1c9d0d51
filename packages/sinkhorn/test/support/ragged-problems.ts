import { type LinearProblem, linearProblem, pointCloud } from '@monge/sinkhorn';
import { normals, unevenWeights } from './samples.js';
import { sum } from './unbalanced.js';

/** Clouds of many shapes, uneven weights, some of them zero, and an ε of its own each. */
export function raggedProblems(count: number): LinearProblem[] {
  return Array.from({ length: count }, (_, k) => {
    const [n, m] = [1 + ((7 * k) % 23), 1 + ((5 * k + 3) % 17)];
    const a = unevenWeights(1000 + k, n);
    if (n > 2) a[k % n] = 0;
    const clouds = pointCloud(normals(k, n, 1 + (k % 3)), normals(k + 500, m, 1 + (k % 3), 0.5, 2));
    return linearProblem(clouds, {
      a: a.map((value) => value / sum(a)),
      b: unevenWeights(2000 + k, m),
      epsilon: 0.1 * (1 + (k % 7)),
    });
  });
}
