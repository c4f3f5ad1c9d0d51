import { type FloatData, sign } from '@monge/ndarray';
import { besselI0, besselI0e, besselI1, besselI1e } from '@monge/ndarray/special';
import { bind } from '../../core/bind.js';
import { denseOf, dtypeOfDense } from '../../core/dense.js';
import type { Value } from '../../core/traced.js';
import { addValues } from '../../ops/elementwise/add.js';
import { multiplyValues } from '../../ops/elementwise/multiply.js';
import { subtractValues } from '../../ops/elementwise/subtract.js';
import { unaryLoop } from '../../ops/internal/ndarray-loops.js';
import { stridedOf } from '../../ops/internal/strided-of.js';
import type { UnaryLoop } from '../../ops/internal/unary.js';
import { bySlopes } from './by-slopes.js';

interface Order {
  readonly n: number;
  /** Whether Iₙ(x) itself is meant or e^−|x| Iₙ(x). */
  readonly scale: 'none' | 'exponential';
}

/** Iₙ, whose derivatives are those of other orders: nothing has to be divided by x. */
const modifiedBessel = /* @__PURE__ */ bySlopes<Order>({
  name: 'besselI',
  evaluate([input], { n, scale }, memory) {
    const x = denseOf(input);
    const data = memory.allocate(dtypeOfDense(x), x.data.length);
    const [zeroth, first] = scale === 'none' ? plainLoops : scaledLoops;
    if (n === 1) first(x.data, data);
    else zeroth(x.data, data);
    if (n > 1) timesRatio(n, x.data, data);
    return { data, shape: x.shape };
  },
  // DLMF 10.29.1.
  slope(_, [x], y, { n, scale }) {
    const above = besselOf({ n: n + 1, scale }, x);
    const below = n === 0 ? above : besselOf({ n: n - 1, scale }, x);
    const slope = multiplyValues(0.5, addValues(below, above));
    return scale === 'none' ? slope : subtractValues(slope, multiplyValues(sign(stridedOf(x)), y));
  },
});

type Loops = readonly [ofOrder0: UnaryLoop, ofOrder1: UnaryLoop];
const plainLoops: Loops = [/* @__PURE__ */ unaryLoop(besselI0), /* @__PURE__ */ unaryLoop(besselI1)];
const scaledLoops: Loops = [/* @__PURE__ */ unaryLoop(besselI0e), /* @__PURE__ */ unaryLoop(besselI1e)];

export function besselOf(order: Order, x: Value): Value {
  return bind(modifiedBessel, [x], order);
}

/** y ← y · Iₙ(x) / I₀(x) for n ≥ 2: in terms of scaled functions, which do not overflow. */
function timesRatio(n: number, x: FloatData, y: FloatData): void {
  const [zeroth, first] = scaledLoops.map((loop) => {
    const values = new Float64Array(x.length);
    loop(x, values);
    return values;
  });
  for (let i = 0; i < x.length; i++) {
    const a = Math.abs(x[i]);
    // The recurrence loses digits where the functions fall off fast with n, up to about n².
    const ratio =
      a <= 2 * n * n
        ? (Math.exp(-a) * series(n, a)) / zeroth[i]
        : recurrence(n, a, Math.abs(first[i] / zeroth[i]));
    y[i] *= n % 2 === 1 && x[i] < 0 ? -ratio : ratio;
  }
}

/** Iₙ(x) for x ≥ 0, DLMF 10.25.2. */
function series(n: number, x: number): number {
  const square = 0.25 * x * x;
  let term = 1;
  for (let k = 1; k <= n; k++) term *= (0.5 * x) / k;
  let sum = term;
  for (let k = 1; term > Number.EPSILON * sum; k++) {
    term *= square / (k * (n + k));
    sum += term;
  }
  return sum;
}

/** Iₙ(x) / I₀(x), given I₁(x) / I₀(x): DLMF 10.29.1. */
function recurrence(n: number, x: number, first: number): number {
  if (x === Infinity) return 1;
  let [before, current] = [1, first];
  for (let k = 1; k < n; k++) [before, current] = [current, before - ((2 * k) / x) * current];
  return current;
}
