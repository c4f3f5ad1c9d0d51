/**
 * A spanning tree of the sources 0 … n − 1 and the targets n … n + m − 1, hung up at a root: the basis of a transportation plan. Every edge joins a
 * source with a target and carries mass from the one to the other, so that mass goes up from sources and comes down to targets.
 */
export interface SpanningTree {
  readonly root: number;
  /** How many of the nodes are sources. */
  readonly sources: number;
  /** −1 for the root. */
  readonly parent: Int32Array;
  /** Edges between a node and the root. */
  readonly depth: Int32Array;
  /** The mass on the edge to the parent. */
  readonly flow: Float64Array;
  /** f of a source, −g of a target: they differ by the cost along an edge. */
  readonly potential: Float64Array;
  /** The children of a node, as a list linked both ways; −1 where it ends. */
  readonly firstChild: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
}

/** The tree of the given parents and flows; its potentials are zero. */
export function spanningTree(
  sources: number,
  root: number,
  parent: Int32Array,
  flow: Float64Array,
): SpanningTree {
  const nodes = parent.length;
  const none = () => new Int32Array(nodes).fill(-1);
  const tree: SpanningTree = {
    root,
    sources,
    parent,
    depth: new Int32Array(nodes),
    flow,
    potential: new Float64Array(nodes),
    firstChild: none(),
    next: none(),
    previous: none(),
  };
  for (let node = 0; node < nodes; node++) if (node !== root) attach(tree, node, parent[node]);
  for (const node of descent(tree).subarray(1)) tree.depth[node] = tree.depth[parent[node]] + 1;
  return tree;
}

/** All nodes, parents before their children. */
export function descent(tree: SpanningTree): Int32Array {
  const order = new Int32Array(tree.parent.length);
  subtree(tree, tree.root, order);
  return order;
}

/** Writes a node and everything below it, parents before their children; returns how many. */
function subtree({ parent, firstChild, next }: SpanningTree, top: number, out: Int32Array): number {
  let count = 0;
  let node = top;
  for (;;) {
    out[count++] = node;
    if (firstChild[node] >= 0) {
      node = firstChild[node];
      continue;
    }
    while (node !== top && next[node] < 0) node = parent[node];
    if (node === top) return count;
    node = next[node];
  }
}

/**
 * Cuts the edge above `cut`, turns the part that hangs on it over until `node` is on top, and hangs it up below `parent` by an edge of the given
 * flow. The potentials of that part move by `shift`. O(its size).
 */
export function rehang(
  tree: SpanningTree,
  cut: number,
  node: number,
  parent: number,
  flow: number,
  shift: number,
  scratch: Int32Array,
): void {
  let [child, above, carried] = [node, parent, flow];
  for (;;) {
    const [oldParent, oldFlow] = [tree.parent[child], tree.flow[child]];
    detach(tree, child);
    attach(tree, child, above);
    tree.flow[child] = carried;
    if (child === cut) break;
    [above, child, carried] = [child, oldParent, oldFlow];
  }
  const count = subtree(tree, node, scratch);
  for (let k = 0; k < count; k++) {
    const moved = scratch[k];
    tree.depth[moved] = tree.depth[tree.parent[moved]] + 1;
    tree.potential[moved] += shift;
  }
}

function attach({ parent, firstChild, next, previous }: SpanningTree, node: number, to: number): void {
  const sibling = firstChild[to];
  parent[node] = to;
  previous[node] = -1;
  next[node] = sibling;
  if (sibling >= 0) previous[sibling] = node;
  firstChild[to] = node;
}

function detach({ parent, firstChild, next, previous }: SpanningTree, node: number): void {
  const [before, after] = [previous[node], next[node]];
  if (before >= 0) next[before] = after;
  else firstChild[parent[node]] = after;
  if (after >= 0) previous[after] = before;
}

/** The potentials from the root down, the cost along every edge exact up to one rounding. Returns the largest of their magnitudes. */
export function settlePotentials(tree: SpanningTree, costs: Float64Array): number {
  const { parent, potential, sources } = tree;
  const targets = parent.length - sources;
  potential[tree.root] = 0;
  let largest = 0;
  for (const node of descent(tree).subarray(1)) {
    const above = parent[node];
    potential[node] =
      node < sources
        ? potential[above] + costs[node * targets + above - sources]
        : potential[above] - costs[above * targets + node - sources];
    largest = Math.max(largest, Math.abs(potential[node]));
  }
  return largest;
}

/** The mass on the edge above each node when the nodes have these weights, from the leaves up: what one side has and the other lacks. */
export function flowsOf(tree: SpanningTree, a: Float64Array, b: Float64Array): Float64Array {
  const { parent, sources } = tree;
  const supply = new Float64Array(parent.length);
  supply.set(a);
  for (let j = 0; j < b.length; j++) supply[sources + j] = -b[j];
  for (const node of descent(tree).subarray(1).reverse()) supply[parent[node]] += supply[node];
  for (let node = sources; node < supply.length; node++) supply[node] = -supply[node];
  return supply;
}
