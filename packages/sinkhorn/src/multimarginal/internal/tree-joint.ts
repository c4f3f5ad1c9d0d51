import type { Executor, Pairwise } from '@monge/ndarray';
import type { TreeCost } from '../joint-cost.js';
import type { Joint } from './joint.js';

/** One end of an edge, as its node sees it. */
interface Branch {
  /** The node at the other end. */
  readonly to: number;
  readonly pairwise: Pairwise;
  /** Whether the node's points are the rows of the pairs. */
  readonly isRow: boolean;
  /** −ε log Σ over the branch of its part of the joint distribution, for each point of the node: the message of belief propagation. */
  readonly message: Float64Array;
}

/** Joint distributions on a tree, by messages along its edges: O(n_k n_l d) each, in the log domain. */
export function treeJoint(
  { edges, shape }: TreeCost,
  marginals: readonly Float64Array[],
  epsilon: number,
  executor: Executor,
): Joint {
  const branches: Branch[][] = shape.map(() => []);
  const loaded = edges.map(({ from, to, geometry }) => {
    const pairwise = geometry.pairwise(executor);
    branches[from].push({ to, pairwise, isRow: true, message: new Float64Array(shape[from]) });
    branches[to].push({ to: from, pairwise, isRow: false, message: new Float64Array(shape[to]) });
    return pairwise;
  });
  const logMarginals = marginals.map((marginal) => marginal.map((mass) => epsilon * Math.log(mass)));
  const scratch = shape.map((length) => new Float64Array(length));
  // A leaf as the root: a chain that starts at its end has no siblings.
  const first = branches.findIndex(({ length }) => length === 1);

  /** f_k + ε log a_k less the messages of all branches but one. */
  function without(
    potentials: readonly Float64Array[],
    k: number,
    excluded: Branch | undefined,
  ): Float64Array {
    const out = scratch[k];
    for (let i = 0; i < out.length; i++) out[i] = potentials[k][i] + logMarginals[k][i];
    for (const branch of branches[k]) {
      if (branch === excluded) continue;
      for (let i = 0; i < out.length; i++) out[i] -= branch.message[i];
    }
    return out;
  }

  function branchTo(k: number, to: number): Branch {
    return branches[k].find((branch) => branch.to === to)!;
  }

  /** The message to k from the branch's other end. */
  function receive(potentials: readonly Float64Array[], k: number, branch: Branch): void {
    const sender = without(potentials, branch.to, branchTo(branch.to, k));
    branch.pairwise.softmin(branch.isRow ? 1 : 0, epsilon, sender, branch.message);
  }

  /** All messages towards the first node. */
  function collect(potentials: readonly Float64Array[], k = first, parent = -1): void {
    for (const branch of branches[k]) {
      if (branch.to === parent) continue;
      collect(potentials, branch.to, k);
      receive(potentials, k, branch);
    }
  }

  /** Visits k and what is beyond it. `resumed`: whether a node is visited after these, so that what changed here has to be told. */
  function descend(
    potentials: readonly Float64Array[],
    visit: (k: number) => void,
    k: number,
    parent: number,
    resumed: boolean,
  ): void {
    visit(k);
    const children = branches[k].filter(({ to }) => to !== parent);
    children.forEach((branch, c) => {
      const last = c === children.length - 1;
      receive(potentials, branch.to, branchTo(branch.to, k));
      descend(potentials, visit, branch.to, k, resumed || !last);
      if (resumed || !last) receive(potentials, k, branch);
    });
  }

  /** Makes all messages those of the potentials. */
  function propagate(potentials: readonly Float64Array[]): void {
    collect(potentials);
    descend(potentials, () => undefined, first, -1, false);
  }

  function excess(potentials: readonly Float64Array[], k: number, out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = potentials[k][i] / epsilon;
    for (const { message } of branches[k]) {
      for (let i = 0; i < out.length; i++) out[i] -= message[i] / epsilon;
    }
  }

  /** φ and ψ of the joint distribution of the two ends of an edge, as the kernels take them. */
  function ends(potentials: readonly Float64Array[], branch: Branch, k: number) {
    const own = without(potentials, k, branch);
    const other = without(potentials, branch.to, branchTo(branch.to, k));
    return branch.isRow ? ([own, other] as const) : ([other, own] as const);
  }

  /** The joint distribution of k and the other end of a branch, [n_k, n_to]. */
  function plan(potentials: readonly Float64Array[], k: number, branch: Branch): Float64Array {
    const { pairwise, isRow } = branch;
    const { rows, columns } = pairwise;
    const entries = new Float64Array(rows * columns);
    pairwise.weights(epsilon, ...ends(potentials, branch, k), 0, rows, entries);
    if (isRow) return entries;
    return entries.map((_, at) => entries[(at % rows) * columns + Math.floor(at / rows)]);
  }

  function path(k: number, l: number, parent = -1): readonly Branch[] | undefined {
    if (k === l) return [];
    for (const branch of branches[k]) {
      if (branch.to === parent) continue;
      const rest = path(branch.to, l, k);
      if (rest !== undefined) return [branch, ...rest];
    }
    return undefined;
  }

  function marginal(potentials: readonly Float64Array[], k: number): Float64Array {
    const log = new Float64Array(shape[k]);
    excess(potentials, k, log);
    return log.map((value, i) => (marginals[k][i] === 0 ? 0 : marginals[k][i] * Math.exp(value)));
  }

  const found = shape.map((length) => new Float64Array(length));
  return {
    dtype: loaded.some(({ dtype }) => dtype === 'float32') ? 'float32' : 'float64',
    first,
    sweep(potentials, visit) {
      collect(potentials);
      const visitAt = (k: number) => {
        excess(potentials, k, found[k]);
        visit(k, found[k]);
      };
      descend(potentials, visitAt, first, -1, false);
    },
    totals(potentials) {
      propagate(potentials);
      // Messages agree with each other whatever rounding has done to the plans: measured are these, each at its end further from the first node.
      const measured = shape.map((length) => new Float64Array(length));
      let cost = 0;
      const measure = (k: number, parent: number) => {
        for (const branch of branches[k]) {
          const { to, pairwise, isRow } = branch;
          if (to === parent) continue;
          const [own, others] = [new Float64Array(shape[k]), new Float64Array(shape[to])];
          const [rowSums, columnSums] = isRow ? [own, others] : [others, own];
          cost += pairwise.totals(epsilon, ...ends(potentials, branch, k), rowSums, columnSums);
          if (parent === -1) measured[k] = own;
          measured[to] = others;
          measure(to, k);
        }
      };
      measure(first, -1);
      return { cost, marginals: measured };
    },
    pair(potentials, k, l) {
      propagate(potentials);
      const [start, ...rest] = path(k, l)!;
      let joint = plan(potentials, k, start);
      let at = start.to;
      for (const branch of rest) {
        joint = throughNode(executor, joint, plan(potentials, at, branch), marginal(potentials, at));
        at = branch.to;
      }
      return joint;
    },
    release() {
      for (const pairwise of loaded) pairwise.release();
    },
  };
}

/** Σ_j P_ij Q_jk / m_j: the ends of a path are independent given what is between them. */
function throughNode(executor: Executor, p: Float64Array, q: Float64Array, m: Float64Array): Float64Array {
  const [rows, columns] = [p.length / m.length, q.length / m.length];
  const given = p.map((value, at) => (value === 0 ? 0 : value / m[at % m.length]));
  const out = new Float64Array(rows * columns);
  executor.gemm(matrix(given, rows, m.length), matrix(q, m.length, columns), out);
  return out;
}

function matrix(data: Float64Array, rows: number, columns: number) {
  return { data, shape: [rows, columns], stride: [columns, 1], offset: 0 };
}
