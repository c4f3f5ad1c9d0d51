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
 * The products P z and Pᵀ w and the solution of L s = r, L = diag(b) − Pᵀ diag(a)⁻¹ P, as functions of the values x, [batch, n, 1], from which the plans were made,
 * and of z, [batch, m, k], w, [batch, n, k], or r, [batch, m, 1].
 *
 * With log P_ij = α_i + β_j + x_i η_j, where α and β keep the marginals, the implicit function theorem says how the plan moves with x:
 *
 *   μ = P η / a,   L β̇ = Pᵀ(μ ẋ) − η Pᵀẋ,   α̇ = −P β̇ / a − μ ẋ.
 *
 * The derivatives of the three operations are made of the three operations, and so are those of any order.
 */
const product: Primitive<Plans> = {
  name: 'transport',
  evaluate: ([, z], plans) =>
    eachColumn(plans, z, 'targets', 'sources', (lane, column) => planProduct(lane.laplacian.plan, column)),
  vjp: (cotangent, [x, z], _, plans, wanted) => [
    wanted[0] ? pointsGradient(plans, x, cotangent, z) : undefined,
    wanted[1] ? gathered(plans, x, cotangent) : undefined,
  ],
  jvp: ([dx, dz], [x, z], _, plans) =>
    total(
      dx === undefined ? undefined : sentAlong(plans, x, dx, z),
      dz === undefined ? undefined : sent(plans, x, dz),
    ),
};

const transposed: Primitive<Plans> = {
  name: 'transposed transport',
  evaluate: ([, w], plans) =>
    eachColumn(plans, w, 'sources', 'targets', (lane, column) =>
      transposedProduct(lane.laplacian.plan, column),
    ),
  vjp: (cotangent, [x, w], _, plans, wanted) => [
    wanted[0] ? pointsGradient(plans, x, w, cotangent) : undefined,
    wanted[1] ? sent(plans, x, cotangent) : undefined,
  ],
  jvp: ([dx, dw], [x, w], _, plans) =>
    total(
      dx === undefined ? undefined : gatheredAlong(plans, x, dx, w),
      dw === undefined ? undefined : gathered(plans, x, dw),
    ),
};

/** Relative residual of the linear systems of derivatives. */
const TOLERANCE = 1e-14;

/** s of mean zero under b, and r less its sum in the proportions b: symmetric. */
const response: Primitive<Plans> = {
  name: 'response of a plan',
  evaluate: ([, r], plans) =>
    eachColumn(plans, r, 'targets', 'targets', (lane, column) =>
      solveLaplacian(lane.laplacian, column, TOLERANCE),
    ),
  vjp(cotangent, [x], s, plans, wanted) {
    const lambda = responseTo(plans, x, cotangent);
    if (!wanted[0]) return [undefined, lambda];
    const first = pointsGradient(plans, x, shared(plans, sent(plans, x, s)), lambda);
    const second = pointsGradient(plans, x, shared(plans, sent(plans, x, lambda)), s);
    return [addValues(first, second), wanted[1] ? lambda : undefined];
  },
  jvp([dx, dr], [x], s, plans) {
    if (dx === undefined) return responseTo(plans, x, dr as Value);
    // L ṡ = ṙ − L̇ s.
    const moved = addValues(
      gatheredAlong(plans, x, dx, shared(plans, sent(plans, x, s))),
      gathered(plans, x, shared(plans, sentAlong(plans, x, dx, s))),
    );
    return responseTo(plans, x, dr === undefined ? moved : addValues(dr, moved));
  },
};

/** P z, [batch, n, k]: n⁻¹ times what each value receives on average. */
export function sent(plans: Plans, x: Value, z: Value): Value {
  return bind(product, [x, z], plans);
}

/** Pᵀ w, [batch, m, k]. */
export function gathered(plans: Plans, x: Value, w: Value): Value {
  return bind(transposed, [x, w], plans);
}

function responseTo(plans: Plans, x: Value, r: Value): Value {
  return bind(response, [x, r], plans);
}

/** Ṗ z along ẋ. */
function sentAlong(plans: Plans, x: Value, dx: Value, z: Value): Value {
  const { dAlpha, dBeta } = potentialsAlong(plans, x, dx);
  return addValues(
    multiplyValues(dAlpha, sent(plans, x, z)),
    addValues(
      sent(plans, x, multiplyValues(dBeta, z)),
      multiplyValues(dx, sent(plans, x, multiplyValues(plans.slopes, z))),
    ),
  );
}

/** Ṗᵀ w along ẋ. */
function gatheredAlong(plans: Plans, x: Value, dx: Value, w: Value): Value {
  const { dAlpha, dBeta } = potentialsAlong(plans, x, dx);
  return addValues(
    multiplyValues(dBeta, gathered(plans, x, w)),
    addValues(
      gathered(plans, x, multiplyValues(dAlpha, w)),
      multiplyValues(plans.slopes, gathered(plans, x, multiplyValues(dx, w))),
    ),
  );
}

function potentialsAlong(plans: Plans, x: Value, dx: Value): { dAlpha: Value; dBeta: Value } {
  const pushed = multiplyValues(meanSlopes(plans, x), dx);
  const dBeta = responseTo(
    plans,
    x,
    difference(gathered(plans, x, pushed), multiplyValues(plans.slopes, gathered(plans, x, dx))),
  );
  const dAlpha = multiplyValues(-1, addValues(shared(plans, sent(plans, x, dBeta)), pushed));
  return { dAlpha, dBeta };
}

/** The gradient of Σ w_ik P_ij z_jk with respect to x. */
function pointsGradient(plans: Plans, x: Value, w: Value, z: Value): Value {
  const mu = meanSlopes(plans, x);
  const overRows = fit(multiplyValues(w, sent(plans, x, z)), x);
  const overColumns = columnSums(plans, multiplyValues(z, gathered(plans, x, w)));
  const steep = fit(multiplyValues(w, sent(plans, x, multiplyValues(plans.slopes, z))), x);
  const lambda = responseTo(plans, x, difference(overColumns, gathered(plans, x, shared(plans, overRows))));
  return addValues(
    difference(steep, multiplyValues(overRows, mu)),
    difference(
      multiplyValues(mu, sent(plans, x, lambda)),
      sent(plans, x, multiplyValues(plans.slopes, lambda)),
    ),
  );
}

/** μ, the slopes that a value meets on average. */
function meanSlopes(plans: Plans, x: Value): Value {
  const slopes = {
    data: new Float64Array(plans.lanes.length * plans.m),
    shape: [plans.lanes.length, plans.m, 1],
  };
  for (let lane = 0; lane < plans.lanes.length; lane++) slopes.data.set(plans.slopes.data, lane * plans.m);
  return shared(plans, sent(plans, x, slopes));
}

/** Divided by the weights of the values, 1/n. */
function shared({ n }: Plans, w: Value): Value {
  return multiplyValues(n, w);
}

function columnSums({ lanes, m }: Plans, z: Value): Value {
  return fit(z, { data: new Float64Array(lanes.length * m), shape: [lanes.length, m, 1] });
}

function difference(a: Value, b: Value): Value {
  return addValues(a, multiplyValues(-1, b));
}

function total(a: Value | undefined, b: Value | undefined): Value {
  return a === undefined || b === undefined ? ((a ?? b) as Value) : addValues(a, b);
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
