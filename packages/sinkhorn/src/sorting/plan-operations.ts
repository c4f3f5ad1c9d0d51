import {
  addValues,
  bind,
  type Dense,
  denseOf,
  fit,
  multiplyValues,
  type Plain,
  type Primitive,
  type Value,
} from '@monge/autodiff/primitive';
import { solveLaplacian } from './line/laplacian.js';
import { planProduct, transposedProduct } from './line/plan-on-line.js';
import type { Plans } from './plans.js';

/**
 * Plans P = diag(a) Q as functions of the values x, [batch, n, 1], and of the scalings β of the targets, [batch, m, 1], and these as functions of x and of the weights a and b:
 *
 *   Q_ij = exp(β_j + x_i η_j) / Σ_k exp(β_k + x_i η_k),   Qᵀ a = b.
 *
 * With μ = Q η, the shares move by Q̇_ij = Q_ij (β̇_j − (Q β̇)_i + ẋ_i (η_j − μ_i)), and the implicit function theorem says how the scalings follow:
 *
 *   L β̇ = ḃ − Qᵀ ȧ − Q̇ᵀ a at fixed β,   L = diag(b) − Qᵀ diag(a) Q.
 *
 * Values that weigh nothing have their rows of Q all the same. The derivatives of the operations are made of the operations, and so are those of any order.
 */
export interface Shares {
  readonly plans: Plans;
  readonly x: Value;
  readonly beta: Value;
}

/** Q z for z of shape [batch, m, k]: the mean of z over where each value goes, [batch, n, k]. */
export function sent({ plans, x, beta }: Shares, z: Value): Value {
  return bind(product, [x, beta, z], plans);
}

/** Qᵀ w for w of shape [batch, n, k]: what targets receive, [batch, m, k]. */
export function gathered({ plans, x, beta }: Shares, w: Value): Value {
  return bind(transposed, [x, beta, w], plans);
}

/** β, [batch, m, 1], which only counts up to a constant. */
export function scalings(plans: Plans, x: Value, a: Value, b: Value): Value {
  return bind(balance, [x, a, b], plans);
}

const product: Primitive<Plans> = {
  name: 'transport',
  evaluate: ([, , z], plans) =>
    eachColumn(plans, z, 'targets', 'sources', (lane, column) => planProduct(lane.laplacian.plan, column)),
  vjp(cotangent, [x, beta, z], _, plans, wanted) {
    const shares = { plans, x, beta };
    return [...gradients(shares, cotangent, z, wanted), wanted[2] ? gathered(shares, cotangent) : undefined];
  },
  jvp: ([dx, dBeta, dz], [x, beta, z], _, plans) =>
    total([
      sentAlong({ plans, x, beta }, dx, dBeta, z),
      applied(dz, (tangent) => sent({ plans, x, beta }, tangent)),
    ]) as Value,
};

const transposed: Primitive<Plans> = {
  name: 'transposed transport',
  evaluate: ([, , w], plans) =>
    eachColumn(plans, w, 'sources', 'targets', (lane, column) =>
      transposedProduct(lane.laplacian.plan, column),
    ),
  vjp(cotangent, [x, beta, w], _, plans, wanted) {
    const shares = { plans, x, beta };
    return [...gradients(shares, w, cotangent, wanted), wanted[2] ? sent(shares, cotangent) : undefined];
  },
  jvp: ([dx, dBeta, dw], [x, beta, w], _, plans) =>
    total([
      gatheredAlong({ plans, x, beta }, dx, dBeta, w),
      applied(dw, (tangent) => gathered({ plans, x, beta }, tangent)),
    ]) as Value,
};

const balance: Primitive<Plans> = {
  name: 'scalings of a plan',
  evaluate(_, { lanes, m }) {
    const data = new Float64Array(lanes.length * m);
    lanes.forEach(({ beta }, lane) => {
      data.set(beta, lane * m);
    });
    return { data, shape: [lanes.length, m, 1] };
  },
  vjp(cotangent, [x, a, b], beta, plans, wanted) {
    const shares = { plans, x, beta };
    const lambda = responseTo(shares, a, b, cotangent);
    const [points] = gradients(shares, negative(a), lambda, [wanted[0], false]);
    return [points, wanted[1] ? negative(sent(shares, lambda)) : undefined, wanted[2] ? lambda : undefined];
  },
  jvp([dx, da, db], [x, a, b], beta, plans) {
    const shares = { plans, x, beta };
    const received = total([
      gatheredAlong(shares, dx, undefined, a),
      applied(da, (tangent) => gathered(shares, tangent)),
    ]);
    return responseTo(shares, a, b, total([db, applied(received, negative)]) as Value);
  },
};

/** Relative residual of the linear systems of derivatives. */
const TOLERANCE = 1e-14;

/**
 * s of mean zero under b, and r less its sum in the proportions b: symmetric. Both only matter up to constants, those that scalings may have: the derivatives leave out that the proportions
 * may change.
 */
const response: Primitive<Plans> = {
  name: 'response of a plan',
  evaluate: ([, , , , r], plans) =>
    eachColumn(plans, r, 'targets', 'targets', (lane, column) =>
      solveLaplacian(lane.laplacian, column, TOLERANCE),
    ),
  vjp(cotangent, [x, beta, a, b, r], s, plans, wanted) {
    const shares = { plans, x, beta };
    const lambda = responseTo(shares, a, b, cotangent);
    // Those of −λᵀ L s = Σ_i a_i (Q λ)_i (Q s)_i − Σ_j b_j λ_j s_j.
    const [ofLambda, ofS] = [sent(shares, lambda), sent(shares, s)];
    const [points, betas] = gradients(shares, multiplyValues(a, ofS), lambda, wanted);
    const [morePoints, moreBetas] = gradients(shares, multiplyValues(a, ofLambda), s, wanted);
    return [
      total([points, morePoints]),
      total([betas, moreBetas]),
      wanted[2] ? multiplyValues(ofLambda, ofS) : undefined,
      wanted[3] ? negative(multiplyValues(lambda, s)) : undefined,
      wanted[4] ? fit(lambda, r) : undefined,
    ];
  },
  jvp([dx, dBeta, da, db, dr], [x, beta, a, b], s, plans) {
    const shares = { plans, x, beta };
    const means = sent(shares, s);
    // L ṡ = ṙ − L̇ s.
    return responseTo(
      shares,
      a,
      b,
      total([
        dr,
        gatheredAlong(shares, dx, dBeta, multiplyValues(a, means)),
        applied(sentAlong(shares, dx, dBeta, s), (steep) => gathered(shares, multiplyValues(a, steep))),
        applied(da, (tangent) => gathered(shares, multiplyValues(tangent, means))),
        applied(db, (tangent) => negative(multiplyValues(tangent, s))),
      ]) as Value,
    );
  },
};

function responseTo({ plans, x, beta }: Shares, a: Value, b: Value, r: Value): Value {
  return bind(response, [x, beta, a, b, r], plans);
}

/** Q̇ z along ẋ and β̇. */
function sentAlong(shares: Shares, dx: Tangent, dBeta: Tangent, z: Value): Tangent {
  if (dx === undefined && dBeta === undefined) return undefined;
  const means = sent(shares, z);
  return total([
    applied(dx, (tangent) => multiplyValues(tangent, steepness(shares, z, means))),
    applied(dBeta, (tangent) =>
      difference(sent(shares, multiplyValues(tangent, z)), multiplyValues(sent(shares, tangent), means)),
    ),
  ]);
}

/** Q̇ᵀ w along ẋ and β̇. */
function gatheredAlong(shares: Shares, dx: Tangent, dBeta: Tangent, w: Value): Tangent {
  const { slopes } = shares.plans;
  const moved = applied(dx, (tangent) => multiplyValues(tangent, w));
  // What the rows' sums hold back: (Q β̇ + μ ẋ) w.
  const held = total([
    applied(dBeta, (tangent) => multiplyValues(sent(shares, tangent), w)),
    applied(moved, (each) => multiplyValues(sent(shares, slopes), each)),
  ]);
  return total([
    applied(dBeta, (tangent) => multiplyValues(tangent, gathered(shares, w))),
    applied(moved, (each) => multiplyValues(slopes, gathered(shares, each))),
    applied(held, (each) => negative(gathered(shares, each))),
  ]);
}

/** Q (η z) − μ Q z: the derivatives of Q z, which is `means`, by the value of each row. */
function steepness(shares: Shares, z: Value, means: Value): Value {
  const { slopes } = shares.plans;
  return difference(sent(shares, multiplyValues(slopes, z)), multiplyValues(sent(shares, slopes), means));
}

/** The gradients of Σ w_ik Q_ij z_jk with respect to x and β. */
function gradients(
  shares: Shares,
  w: Value,
  z: Value,
  [ofX, ofBeta]: readonly boolean[],
): [points: Tangent, scalings: Tangent] {
  const { x, beta } = shares;
  const means = sent(shares, z);
  const points = ofX ? fit(multiplyValues(w, steepness(shares, z, means)), x) : undefined;
  if (!ofBeta) return [points, undefined];
  const received = fit(multiplyValues(z, gathered(shares, w)), beta);
  return [points, difference(received, gathered(shares, fit(multiplyValues(w, means), x)))];
}

function negative(z: Value): Value {
  return multiplyValues(-1, z);
}

function difference(a: Value, b: Value): Value {
  return addValues(a, negative(b));
}

/** Undefined where it is zero. */
type Tangent = Value | undefined;

function applied(tangent: Tangent, map: (value: Value) => Value): Tangent {
  return tangent === undefined ? undefined : map(tangent);
}

function total(parts: readonly Tangent[]): Tangent {
  const [first, ...others] = parts.filter((each) => each !== undefined);
  return applied(first, (sum) => others.reduce(addValues, sum));
}

type Side = 'sources' | 'targets';

/** Applies a map of vectors to the columns of each matrix of a batch; those of the sources are put in ascending order of the values. */
function eachColumn(
  { lanes, n, m }: Plans,
  input: Plain,
  from: Side,
  to: Side,
  map: (lane: Plans['lanes'][number], column: Float64Array) => Float64Array,
): Dense {
  const { data, shape } = denseOf(input);
  const columns = shape[2];
  const [height, outHeight] = [from === 'sources' ? n : m, to === 'sources' ? n : m];
  const out = new Float64Array(lanes.length * outHeight * columns);
  const column = new Float64Array(height);
  for (let at = 0; at < lanes.length; at++) {
    const { order } = lanes[at];
    const [start, outStart] = [at * height * columns, at * outHeight * columns];
    for (let k = 0; k < columns; k++) {
      for (let i = 0; i < height; i++) {
        column[i] = data[start + (from === 'sources' ? order[i] : i) * columns + k];
      }
      const mapped = map(lanes[at], column);
      for (let i = 0; i < outHeight; i++) {
        out[outStart + (to === 'sources' ? order[i] : i) * columns + k] = mapped[i];
      }
    }
  }
  return { data: out, shape: [lanes.length, outHeight, columns] };
}
