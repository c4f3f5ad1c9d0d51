import { type PlanOnLine, planProduct, transposedProduct } from './plan-on-line.js';

/**
 * The Hessian matrix of the dual of a plan P = diag(a) Q, with the other potential at its best: L = diag(b) − Qᵀ diag(a) Q, a graph Laplacian on
 * the targets.
 */
export interface Laplacian {
  readonly plan: PlanOnLine;
  /** Sums of the rows, [n], and of the columns, [m], of the plan. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Conductances between neighbours, bridges included, [m − 1]. */
  readonly conductances: Float64Array;
  /** What is added to L between neighbours where parts of the plan hardly touch, [m − 1]. */
  readonly bridges: Float64Array;
}

export function laplacianOf(plan: PlanOnLine, a: Float64Array, b: Float64Array): Laplacian {
  const conductances = conductancesOf(plan, a, b);
  const least = LEAST * b.reduce((mass, each) => mass + each, 0);
  const bridges = conductances.map((conductance) => Math.max(least - conductance, 0));
  return { plan, a, b, conductances: conductances.map((each, j) => each + bridges[j]), bridges };
}

/**
 * The least conductance between neighbours, of a mass of 1: less is below the error of the plan, and what rounding says flows there would be made large jumps of,
 * on which derivatives of second order break.
 */
const LEAST = 1e-13;

/** L z, bridges included. Two products with the plan. */
function bridgedProduct({ bridges, ...parts }: Laplacian, z: Float64Array): Float64Array {
  const out = laplacianProduct(parts, z);
  for (let j = 0; j < bridges.length; j++) {
    const flow = bridges[j] * (z[j + 1] - z[j]);
    out[j] -= flow;
    out[j + 1] += flow;
  }
  return out;
}

/** L z. Two products with the plan. */
function laplacianProduct(
  { plan, a, b }: Pick<Laplacian, 'plan' | 'a' | 'b'>,
  z: Float64Array,
): Float64Array {
  const means = planProduct(plan, z);
  for (let i = 0; i < means.length; i++) means[i] *= a[i];
  const out = transposedProduct(plan, means);
  for (let j = 0; j < out.length; j++) out[j] = b[j] * z[j] - out[j];
  return out;
}

/**
 * The chain of conductances with the same flow as L in the field y. For every field its energy is at least that of L, by Cauchy and Schwarz along each
 * edge (k, l) of L: (z_l − z_k)² ≤ Σ (Δz)²/Δy · (y_l − y_k).
 */
function conductancesOf(plan: PlanOnLine, a: Float64Array, b: Float64Array): Float64Array {
  const { points: y } = plan.columns;
  const origin = y[y.length >> 1];
  const flows = laplacianProduct(
    { plan, a, b },
    y.map((each) => each - origin),
  );
  const out = new Float64Array(Math.max(y.length - 1, 0));
  let flow = 0;
  for (let j = 0; j < out.length; j++) {
    flow -= flows[j];
    const gap = y[j + 1] - y[j];
    out[j] = Math.max(gap > 0 ? flow / gap : Math.max(b[j], b[j + 1]) / Number.EPSILON, 0);
  }
  return out;
}

/**
 * The solution of L z = r, with the bridges in L, of mean zero under b, for an r that sums to zero, by conjugate gradients with the preconditioner diag(b)⁻¹ + T⁻¹, where T is the
 * chain of {@link conductancesOf}. L is at most diag(b) and at most T, so that no eigenvalue of the product is above 2. diag(b) is what L does to fields that
 * vary quickly and T what it does to slow ones; where P is a Gaussian blur of variance s, an eigenvalue is (1 − e^−sk²)(1 + 1/sk²), between 1 and
 * 1.3. Hence a dozen products for any ε and n.
 */
export function solveLaplacian(laplacian: Laplacian, r: Float64Array, tolerance: number): Float64Array {
  const { b } = laplacian;
  const m = r.length;
  const z = new Float64Array(m);
  const residual = balanced(r.slice(), b);
  const goal = tolerance * norm(residual, b);
  let direction = preconditioned(laplacian, residual);
  let energy = dot(residual, direction);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    // Nothing is left to find below what rounding makes of L z.
    if (!(norm(residual, b) > Math.max(goal, ROUNDINGS * Number.EPSILON * weightedNorm(z, b)))) break;
    const product = bridgedProduct(laplacian, direction);
    const curvature = dot(direction, product);
    if (!(curvature > 0)) break;
    const step = energy / curvature;
    for (let j = 0; j < m; j++) {
      z[j] += step * direction[j];
      residual[j] -= step * product[j];
    }
    balanced(residual, b);
    const next = preconditioned(laplacian, residual);
    const nextEnergy = dot(residual, next);
    const share = nextEnergy / energy;
    for (let j = 0; j < m; j++) next[j] += share * direction[j];
    direction = next;
    energy = nextEnergy;
  }
  return centred(z, b);
}

const MAX_ITERATIONS = 500;
const ROUNDINGS = 64;

function preconditioned({ b, conductances }: Laplacian, r: Float64Array): Float64Array {
  const out = new Float64Array(r.length);
  let [flow, height] = [0, 0];
  for (let j = 0; j < r.length; j++) {
    out[j] = height + r[j] / b[j];
    flow += r[j];
    if (j < conductances.length) height -= flow / conductances[j];
  }
  return centred(out, b);
}

function centred(z: Float64Array, b: Float64Array): Float64Array {
  let [sum, mass] = [0, 0];
  for (let j = 0; j < z.length; j++) {
    sum += b[j] * z[j];
    mass += b[j];
  }
  for (let j = 0; j < z.length; j++) z[j] -= sum / mass;
  return z;
}

/** What sums to zero of it: all that L can make, and rounding leaves less than that. */
function balanced(r: Float64Array, b: Float64Array): Float64Array {
  let [sum, mass] = [0, 0];
  for (let j = 0; j < r.length; j++) {
    sum += r[j];
    mass += b[j];
  }
  for (let j = 0; j < r.length; j++) r[j] -= (b[j] * sum) / mass;
  return r;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j] * y[j];
  return sum;
}

/** √Σ r²/b. */
function norm(r: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < r.length; j++) sum += (r[j] * r[j]) / b[j];
  return Math.sqrt(sum);
}

/** √Σ b z². */
function weightedNorm(z: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < z.length; j++) sum += b[j] * z[j] * z[j];
  return Math.sqrt(sum);
}
