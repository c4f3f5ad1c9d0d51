import type { SparseCost } from '../geometry.js';

/** Which part of a support each point with mass is in, by any number that its points have in common. */
export interface ConnectedParts {
  /** [n] */
  readonly ofSources: Int32Array;
  /** [m] */
  readonly ofTargets: Int32Array;
}

/** The parts of a support that moves between points with mass connect. O(entries), nearly. */
export function connectedParts(
  { shape: [n, m], source, target }: Pick<SparseCost, 'shape' | 'source' | 'target'>,
  { a, b }: { readonly a: Float64Array; readonly b: Float64Array },
): ConnectedParts {
  /** Sources, and then targets: each leads to another of its part, and the last to itself. */
  const parent = Int32Array.from({ length: n + m }, (_, k) => k);
  const rootOf = (k: number): number => {
    let root = k;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  for (let e = 0; e < source.length; e++) {
    const [i, j] = [source[e], target[e]];
    if (a[i] > 0 && b[j] > 0) parent[rootOf(i)] = rootOf(n + j);
  }
  const roots = parent.map((_, k) => rootOf(k));
  return { ofSources: roots.subarray(0, n), ofTargets: roots.subarray(n) };
}
