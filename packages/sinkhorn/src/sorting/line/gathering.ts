/** Nodes of a box. */
const NODES = 20;

/**
 * The largest product of the half-widths of a box and of what it meets. The interpolation of e^z, |z| ≤ κ, at p Chebyshev nodes has an error of at most about
 * 2 I_p(κ) ≈ 2 (κ/2)^p/p!, relative to e^z ≥ e^−κ: 6e-14 for κ = 3 and p = 20.
 */
const PRODUCT = 3;

/**
 * Sorted points in boxes, each of which sees e^{xy} through a few nodes: boxes of many points through Chebyshev nodes, from which the kernel is
 * interpolated; boxes of few points through the points themselves.
 */
export interface Gathering {
  /** [count] */
  readonly points: Float64Array;
  /** Where the points of each box begin, and the last one ends, [boxes + 1]. */
  readonly starts: Int32Array;
  /** Where its nodes begin, [boxes + 1]. */
  readonly nodeStarts: Int32Array;
  readonly nodes: Float64Array;
  /** The middle of each box, [boxes]. */
  readonly centres: Float64Array;
  /** The middle of what it meets, [boxes]. */
  readonly tilts: Float64Array;
  /** Weights of the nodes at the points of each box, [points, nodes]; undefined where the points are the nodes. */
  readonly interpolations: readonly (Float64Array | undefined)[];
}

/**
 * Gathers sorted points into boxes such that (x − centre)(y − tilt) is small, for x in the box and all y that its points meet: those from
 * low_i to high_i, which ascend. O(n · nodes).
 */
export function gather(points: Float64Array, low: Float64Array, high: Float64Array): Gathering {
  const starts: number[] = [0];
  const nodeStarts: number[] = [0];
  const nodes: number[] = [];
  const [centres, tilts] = [[], []] as [number[], number[]];
  const interpolations: (Float64Array | undefined)[] = [];
  for (let start = 0; start < points.length; ) {
    let end = start + 1;
    while (end < points.length && (points[end] - points[start]) * (high[end] - low[start]) <= 4 * PRODUCT)
      end++;
    const centre = (points[start] + points[end - 1]) / 2;
    const halfWidth = (points[end - 1] - points[start]) / 2;
    centres.push(centre);
    tilts.push((low[start] + high[end - 1]) / 2);
    if (end - start <= NODES) {
      for (let i = start; i < end; i++) nodes.push(points[i]);
      interpolations.push(undefined);
    } else {
      for (const t of UNIT_NODES) nodes.push(centre + halfWidth * t);
      interpolations.push(interpolation(points, start, end, nodes.slice(-NODES)));
    }
    starts.push(end);
    nodeStarts.push(nodes.length);
    start = end;
  }
  return {
    points,
    starts: Int32Array.from(starts),
    nodeStarts: Int32Array.from(nodeStarts),
    nodes: Float64Array.from(nodes),
    centres: Float64Array.from(centres),
    tilts: Float64Array.from(tilts),
    interpolations,
  };
}

/** Values at the points, from those at the nodes. */
export function interpolate(
  { starts, nodeStarts, interpolations }: Gathering,
  atNodes: Float64Array,
): Float64Array {
  const out = new Float64Array(starts[starts.length - 1]);
  for (let box = 0; box < interpolations.length; box++) {
    const [start, end, node] = [starts[box], starts[box + 1], nodeStarts[box]];
    const weights = interpolations[box];
    if (weights === undefined) {
      for (let i = start; i < end; i++) out[i] = atNodes[node + i - start];
      continue;
    }
    for (let i = start, at = 0; i < end; i++, at += NODES) {
      let sum = 0;
      for (let k = 0; k < NODES; k++) sum += weights[at + k] * atNodes[node + k];
      out[i] = sum;
    }
  }
  return out;
}

/** Its transpose: what the points carry, handed to the nodes. */
export function handToNodes(
  { starts, nodeStarts, interpolations, nodes }: Gathering,
  atPoints: Float64Array,
): Float64Array {
  const out = new Float64Array(nodes.length);
  for (let box = 0; box < interpolations.length; box++) {
    const [start, end, node] = [starts[box], starts[box + 1], nodeStarts[box]];
    const weights = interpolations[box];
    if (weights === undefined) {
      for (let i = start; i < end; i++) out[node + i - start] = atPoints[i];
      continue;
    }
    for (let i = start, at = 0; i < end; i++, at += NODES) {
      const carried = atPoints[i];
      for (let k = 0; k < NODES; k++) out[node + k] += weights[at + k] * carried;
    }
  }
  return out;
}

/** Chebyshev's nodes in (−1, 1), ascending, and their barycentric weights (Berrut & Trefethen 2004, "Barycentric Lagrange interpolation", eq. 5.3). */
const UNIT_NODES = /* @__PURE__ */ Float64Array.from(
  { length: NODES },
  (_, k) => -Math.cos(((2 * k + 1) * Math.PI) / (2 * NODES)),
);
const BARYCENTRIC = /* @__PURE__ */ Float64Array.from(
  { length: NODES },
  (_, k) => (-1) ** k * Math.sin(((2 * k + 1) * Math.PI) / (2 * NODES)),
);

function interpolation(
  points: Float64Array,
  start: number,
  end: number,
  nodes: readonly number[],
): Float64Array {
  const out = new Float64Array((end - start) * NODES);
  for (let i = start, at = 0; i < end; i++, at += NODES) {
    const hit = nodes.indexOf(points[i]);
    if (hit >= 0) {
      out[at + hit] = 1;
      continue;
    }
    let total = 0;
    for (let k = 0; k < NODES; k++) {
      const weight = BARYCENTRIC[k] / (points[i] - nodes[k]);
      out[at + k] = weight;
      total += weight;
    }
    for (let k = 0; k < NODES; k++) out[at + k] /= total;
  }
  return out;
}
