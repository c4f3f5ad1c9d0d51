import { type LinearSystem, weightedNorm } from './conjugate-gradients.js';
import { heaviestTree, type Marginals, type Tree } from './heaviest-tree.js';
import { meanStretch, treeSolver } from './tree-solver.js';

/** The linear system of a stored plan. */
export interface Laplacian extends LinearSystem {
  /** How much of A x is owed to bridges, as residuals are measured. */
  readonly bridged: (x: Float64Array) => number;
}

/** Parts of a plan that hang together by less than this fraction of their mass do so by rounding. */
const LEAST = 1e-12;

/**
 * A = diag(q) − θ Pᵀ diag(p)⁻¹ P for a plan P with the row sums p and column sums q: for θ = 1 the Laplacian of a graph on the targets, whose null space are the
 * constants, and for a damping θ < 1 that and a part of the diagonal.
 *
 * Small ε make plans that all but fall apart, and Laplacians whose eigenvalues span any range. So products are sums of differences, x_j less the mean over the targets of a
 * source, which lose no digits where the two are all but equal. And the preconditioner is diag(A)⁻¹ + T⁻¹/κ²: the diagonal sees each target alone, and T, the Laplacian
 * of the tree of the largest moves, how the parts hang together (Boman & Hendrickson 2003, "Support theory for preconditioning"). κ is how many times more moves resist along the
 * tree on average: many for large ε, where the diagonal does as well alone, and about one for small ones. Hence some twenty to seventy iterations for any ε. What hangs
 * together by rounding only is bridged, without which the method would look for the answer in noise.
 *
 * @param plan its rows, [n] of [m].
 */
export function laplacianOf(plan: readonly Float64Array[], m: number, damping: number): Laplacian {
  const sums = sumsOf(plan, m);
  const { rows, columns, mainTarget, diagonal } = sums;
  const loose = heaviestTree(plan, sums);
  const bridges = bridgesOf(loose, sums);
  const tree = tightened(loose, sums);
  const leak = columns.map((mass) => (1 - damping) * mass);
  for (let j = 0; j < m; j++) diagonal[j] = leak[j] + damping * diagonal[j];
  for (const { from, to, conductance } of bridges) {
    diagonal[from] += conductance;
    diagonal[to] += conductance;
  }
  const viaTree = treeSolver(
    tree,
    leak.map((value) => value / damping),
  );
  const share = 1 / (damping * meanStretch(tree, plan) ** 2);

  function addBridges(x: Float64Array, out: Float64Array): void {
    for (const { from, to, conductance } of bridges) {
      const flow = conductance * (x[from] - x[to]);
      out[from] += flow;
      out[to] -= flow;
    }
  }

  return {
    weights: columns,
    singular: damping === 1,
    product: (x, out) => {
      out.fill(0);
      for (let i = 0; i < plan.length; i++) {
        if (rows[i] > 0) addDeviations(plan[i], x, x[mainTarget[i]], rows[i], out);
      }
      for (let j = 0; j < m; j++) out[j] = leak[j] * x[j] + damping * out[j];
      addBridges(x, out);
    },
    precondition: (r, out) => {
      viaTree(r, out);
      for (let j = 0; j < m; j++) out[j] = diagonal[j] > 0 ? share * out[j] + r[j] / diagonal[j] : 0;
    },
    bridged: (x) => {
      const out = new Float64Array(m);
      addBridges(x, out);
      return weightedNorm(out, columns);
    },
  };
}

/** out_j += P_j (x_j − Σ_k P_k x_k / p) for a row of the plan, counted from the x of one of its targets. */
function addDeviations(
  row: Float64Array,
  x: Float64Array,
  origin: number,
  mass: number,
  out: Float64Array,
): void {
  const m = row.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  // Four sums, none of which waits for another.
  for (; j + 3 < m; j += 4) {
    s0 += row[j] * (x[j] - origin);
    s1 += row[j + 1] * (x[j + 1] - origin);
    s2 += row[j + 2] * (x[j + 2] - origin);
    s3 += row[j + 3] * (x[j + 3] - origin);
  }
  for (; j < m; j++) s0 += row[j] * (x[j] - origin);
  const mean = (s0 + s1 + (s2 + s3)) / mass;
  for (let k = 0; k < m; k++) out[k] += row[k] * (x[k] - origin - mean);
}

interface Sums extends Marginals {
  /** The target that receives most of each source, [n]. */
  readonly mainTarget: Int32Array;
  /** Σ_i P_ij (1 − P_ij/p_i), [m], where 1 − P_ij/p_i is what the source has for other targets. */
  readonly diagonal: Float64Array;
}

function sumsOf(plan: readonly Float64Array[], m: number): Sums {
  const n = plan.length;
  const [rows, columns] = [new Float64Array(n), new Float64Array(m)];
  const [mainTarget, diagonal] = [new Int32Array(n), new Float64Array(m)];
  for (let i = 0; i < n; i++) {
    const row = plan[i];
    let total = 0;
    let main = 0;
    for (let j = 0; j < m; j++) {
      total += row[j];
      if (row[j] > row[main]) main = j;
    }
    rows[i] = total;
    mainTarget[i] = main;
    if (total === 0) continue;
    const [own, share] = [diagonal[main], 1 / total];
    let others = 0;
    for (let j = 0; j < m; j++) {
      const mass = row[j];
      columns[j] += mass;
      diagonal[j] += mass * (1 - mass * share);
      if (j !== main) others += mass;
    }
    diagonal[main] = own + row[main] * share * others;
  }
  return { rows, columns, mainTarget, diagonal };
}

/** A conductance between targets that the plan has not. */
interface Bridge {
  readonly from: number;
  readonly to: number;
  readonly conductance: number;
}

/** For each edge of the tree that is too light, a bridge between its target and the main target of its source. */
function bridgesOf(tree: Tree, sums: Sums): Bridge[] {
  const { order, weight } = tree;
  return [...order.subarray(1)].flatMap((node): Bridge[] => {
    const conductance = leastWeight(tree, node, sums);
    if (weight[node] >= conductance) return [];
    const [target, source] = endsOf(tree, node, sums);
    return [{ from: target, to: sums.mainTarget[source], conductance }];
  });
}

/** The tree with the bridges in it. */
function tightened(tree: Tree, sums: Marginals): Tree {
  const { order, weight } = tree;
  const tight = weight.slice();
  for (const node of order.subarray(1)) tight[node] = Math.max(weight[node], leastWeight(tree, node, sums));
  return { ...tree, weight: tight };
}

/** What the ends of the edge above a node have to hang together by. */
function leastWeight(tree: Tree, node: number, sums: Marginals): number {
  const [target, source] = endsOf(tree, node, sums);
  return LEAST * Math.min(sums.columns[target], sums.rows[source]);
}

/** The target and the source of the edge above a node. */
function endsOf({ parent }: Tree, node: number, { columns }: Marginals): readonly [number, number] {
  const m = columns.length;
  return node < m ? [node, parent[node] - m] : [parent[node], node - m];
}
