import type { Tensor } from '@monge/autodiff';
import * as ad from '@monge/autodiff';
import * as la from '@monge/autodiff/linalg';
import * as sorting from '@monge/autodiff/sorting';
import * as special from '@monge/autodiff/special';
import { type CheckOptions, checkDerivatives } from '@monge/autodiff/testing';
import type { Operand } from '@monge/ndarray';
import { describe, expect, it } from 'vitest';

type Case = readonly [f: (...args: Tensor[]) => Tensor, args: readonly Operand[], options?: CheckOptions];

const transformation = 'makes functions of functions';
const constant = 'is piecewise constant, and returns plain arrays or numbers';

/** What is exported and has no derivative of its own, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  Traced: 'is a class',
  all: constant,
  any: constant,
  argmax: constant,
  argmin: constant,
  argsort: constant,
  ceil: constant,
  equal: constant,
  floor: constant,
  greater: constant,
  greaterEqual: constant,
  isfinite: constant,
  isnan: constant,
  less: constant,
  lessEqual: constant,
  notEqual: constant,
  round: constant,
  searchsorted: constant,
  sign: constant,
  stopGradient: 'is a constant for all derivatives',
  checkpoint: transformation,
  customJvp: transformation,
  customVjp: transformation,
  divergence: transformation,
  grad: transformation,
  hessian: transformation,
  hvp: transformation,
  jacobian: transformation,
  jvp: transformation,
  onExecutor: transformation,
  scan: transformation,
  valueAndDivergence: transformation,
  valueAndGrad: transformation,
  vjp: transformation,
  vmap: transformation,
};

const x = [
  [0.7, -1.3, 0.4],
  [-0.2, 0.9, 1.6],
];
const row = [1.1, -0.6, 0.3];
const column = [[0.5], [-0.8]];
const positive = [
  [0.7, 1.3, 0.4],
  [2.2, 0.9, 1.6],
];
const inside = [0.7, -0.35, 0.1];
const probabilities = [0.2, 0.55, 0.9];
const square = [
  [2.1, 0.3, -0.4],
  [0.6, 3.2, 0.5],
  [-0.2, 0.7, 1.4],
];
const tall = [
  [2, 0.3],
  [-0.4, 1.1],
  [0.6, 0.5],
];

/** A function and arguments around which it is smooth. */
const smooth = (f: Case[0], ...args: Operand[]): Case => [f, args];
/** The same, where elements that are equal would make a kink. */
const ordered = (f: Case[0], ...args: Operand[]): Case => [f, args, { repeated: false }];
/** The same, where a matrix has to be regular. */
const regular = (f: Case[0], ...args: Operand[]): Case => [
  f,
  args,
  { repeated: false, float32Tolerance: 2e-3 },
];

const cases: Readonly<Record<string, Case>> = {
  // Element by element.
  abs: smooth(ad.abs, x),
  acos: smooth(ad.acos, inside),
  add: smooth(ad.add, x, column),
  asin: smooth(ad.asin, inside),
  atan: smooth(ad.atan, x),
  atan2: smooth(ad.atan2, x, row),
  clip: ordered(ad.clip, x, [-0.9, -0.5, 0], [[1], [1.2]]),
  cos: smooth(ad.cos, x),
  cosh: smooth(ad.cosh, x),
  divide: smooth(ad.divide, column, positive),
  exp: smooth(ad.exp, x),
  expm1: smooth(ad.expm1, x),
  gelu: smooth(ad.gelu, x),
  hypot: smooth(ad.hypot, x, row),
  log: smooth(ad.log, positive),
  log1p: smooth(ad.log1p, inside),
  logAddExp: smooth(ad.logAddExp, x, column),
  maximum: smooth(ad.maximum, x, column),
  minimum: smooth(ad.minimum, x, column),
  multiply: smooth(ad.multiply, x, column),
  neg: smooth(ad.neg, x),
  power: smooth(ad.power, positive, row),
  reciprocal: smooth(ad.reciprocal, positive),
  relu: smooth(ad.relu, x),
  sigmoid: smooth(ad.sigmoid, x),
  silu: smooth(ad.silu, x),
  sin: smooth(ad.sin, x),
  sinh: smooth(ad.sinh, x),
  softplus: smooth(ad.softplus, x),
  sqrt: smooth(ad.sqrt, positive),
  square: smooth(ad.square, x),
  subtract: smooth(ad.subtract, column, x),
  tan: smooth(ad.tan, inside),
  tanh: smooth(ad.tanh, x),
  where: smooth((a, b) => ad.where([1, 0, 1], a, b), x, column),

  // Reductions, and what runs along an axis.
  cumprod: smooth((a) => ad.cumprod(a, { axis: 0 }), x),
  cumsum: smooth((a) => ad.cumsum(a, { axis: -2 }), x),
  diff: smooth((a) => ad.diff(a), x),
  logSoftmax: smooth((a) => ad.logSoftmax(a, { axis: 0 }), x),
  logSumExp: smooth((a) => ad.logSumExp(a, { axis: -1 }), x),
  max: ordered((a) => ad.max(a, { axis: -1 }), x),
  mean: smooth((a) => ad.mean(a, { axis: 0 }), x),
  median: ordered((a) => sorting.median(a, { axis: 1 }), x),
  min: ordered((a) => ad.min(a), x),
  norm: smooth((a) => ad.norm(a, { axis: -1 }), x),
  prod: smooth((a) => ad.prod(a, { axis: 0 }), x),
  quantile: ordered((a) => sorting.quantile(a, [0.3, 0.8], { axis: 1 }), x),
  softmax: smooth((a) => ad.softmax(a), x),
  sort: ordered((a) => sorting.sort(a), x),
  std: ordered((a) => ad.std(a, { axis: 1 }), x),
  sum: smooth((a) => ad.sum(a, { axis: [0, -1] }), x),
  variance: smooth((a) => ad.variance(a, { axis: 0, ddof: 1 }), x),

  // Products.
  dot: smooth(ad.dot, row, inside),
  einsum: smooth((a, b) => la.einsum('ij,kj->ik', a, b), x, square),
  linear: smooth((a, w, b) => ad.linear(a, w, b, 'silu'), x, tall, [0.1, -0.2]),
  matmul: smooth(ad.matmul, x, square),
  outer: smooth(ad.outer, row, inside),

  // Shapes and places.
  astype: smooth((a) => ad.astype(a, ad.sum(a).dtype), x),
  broadcastTo: smooth((a) => ad.broadcastTo(a, [4, 2, 3]), column),
  concat: smooth((a, b) => ad.concat([a, b], { axis: -1 }), x, column),
  diag: smooth(la.diag, row),
  diagonal: smooth((a) => la.diagonal(a, { offset: 1 }), square),
  expandDims: smooth((a) => ad.expandDims(a, -1), x),
  flip: smooth((a) => ad.flip(a, 1), x),
  gather: smooth(
    (a) =>
      ad.gather(
        a,
        [
          [2, 0],
          [2, 1],
        ],
        { axis: 1 },
      ),
    x,
  ),
  pad: smooth((a) => ad.pad(a, [1, 2], { mode: 'reflect' }), row),
  repeat: smooth((a) => ad.repeat(a, [2, 0, 1], { axis: 1 }), x),
  reshape: smooth((a) => ad.reshape(a, [3, -1]), x),
  scatterAdd: smooth(
    (a, b) =>
      ad.scatterAdd(
        a,
        [
          [2, 2],
          [0, 1],
        ],
        b,
        { axis: 1 },
      ),
    x,
    [
      [1, 2],
      [3, 4],
    ],
  ),
  slice: smooth((a) => ad.slice(a, [null, null, -1], 1), x),
  squeeze: smooth((a) => ad.squeeze(a), column),
  stack: smooth((a, b) => ad.stack([a, b, a], { axis: 1 }), row, inside),
  take: smooth((a) => ad.take(a, [-1, 0, 2, 0], { axis: -1 }), x),
  tile: smooth((a) => ad.tile(a, [2, 2]), row),
  trace: smooth((a) => la.trace(a), square),
  transpose: smooth((a) => ad.transpose(a), x),
  tril: smooth((a) => la.tril(a), square),
  triu: smooth((a) => la.triu(a), square),

  // Special functions.
  besselI0: smooth(special.besselI0, x),
  besselI0e: smooth(special.besselI0e, x),
  besselI1: smooth(special.besselI1, x),
  besselI1e: smooth(special.besselI1e, x),
  betainc: smooth((a) => special.betainc(1.5, 2.5, a), probabilities),
  digamma: smooth(special.digamma, positive),
  erf: smooth(special.erf, x),
  erfc: smooth(special.erfc, x),
  erfcinv: smooth(special.erfcinv, probabilities),
  erfinv: smooth(special.erfinv, inside),
  lgamma: smooth(special.lgamma, positive),
  logBesselI0: smooth(special.logBesselI0, x),
  logBesselI1: smooth(special.logBesselI1, positive),
  logBeta: smooth(special.logBeta, positive, [1.2, 0.8, 2]),
  logBinomial: smooth(special.logBinomial, [5.5, 7, 4.2], probabilities),
  logNormalCdf: smooth(special.logNormalCdf, x),
  normalCdf: smooth(special.normalCdf, x),
  normalQuantile: smooth(special.normalQuantile, probabilities),

  // Linear algebra.
  cholesky: regular(la.cholesky, square),
  choleskyLogdet: regular(la.choleskyLogdet, square),
  choleskySolve: regular(la.choleskySolve, square, row),
  det: regular(la.det, square),
  eigh: regular((a) => {
    const { eigenvalues, eigenvectors } = la.eigh(a);
    return ad.multiply(eigenvectors, eigenvalues);
  }, square),
  eigvalsh: regular(la.eigvalsh, square),
  expm: regular((a) => la.expm(a), square),
  inv: regular(la.inv, square),
  kron: smooth(la.kron, x, column),
  logm: regular((a) => la.logm(a), square),
  lstsq: regular((a, b) => la.lstsq(a, b).x, tall, row),
  mapEigenvalues: regular((a) => la.mapEigenvalues(a, (e) => ad.exp(e)), square),
  pinv: regular((a) => la.pinv(a), tall),
  qr: regular((a) => {
    const { q, r } = la.qr(a);
    return ad.matmul(q, ad.square(r));
  }, tall),
  slogdet: regular((a) => la.slogdet(a).logAbsDet, square),
  solve: regular(la.solve, square, row),
  solveTriangular: regular((a, b) => la.solveTriangular(a, b, { triangle: 'upper' }), square, row),
  sqrtm: regular((a) => la.sqrtm(a), square),
  svd: regular((a) => {
    const { u, s, vt } = la.svd(a);
    return ad.matmul(ad.multiply(u, ad.square(s)), vt);
  }, tall),
  svdvals: regular(la.svdvals, tall),
};

/** Of all entries with operations; some are in two of them. */
const exported = new Map<string, unknown>(
  [ad, sorting, special, la]
    .flatMap((entry) => Object.entries(entry))
    .filter(([, value]) => typeof value === 'function'),
);

describe('every operation', () => {
  it('is in the table below, or has a reason not to be', () => {
    expect([...exported.keys()].sort()).toEqual([...Object.keys(cases), ...Object.keys(exceptions)].sort());
  });

  it.each(Object.entries(cases))('%s has its derivatives', (_, [f, args, options]) => {
    checkDerivatives(f, args, options);
  });
});
