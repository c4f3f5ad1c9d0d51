import type { Operand, Result } from '@monge/autodiff';
import {
  addValues,
  bind,
  type Dense,
  denseOf,
  dtypeOfDense,
  type Memory,
  multiplyValues,
  operate,
  type Plain,
  type Primitive,
  type Value,
} from '@monge/autodiff/primitive';
import type { FloatData } from '@monge/ndarray';
import { forLanes, forRows, type Lanes, meanOf, meanProduct } from './lanes.js';

// With P the mean over each lane, r = 1/√(variance + ε) and y = r·(x − Px): the derivative S = ∂y/∂x is t ↦ r·(t − Pt − y·P(y·t)), its own transpose,
// and that of r is t ↦ −r²·P(y·t).

/** Lanes, and what is added to their variances. */
export interface Standard extends Lanes {
  readonly epsilon: number;
}

/** (x − mean) / √(variance + ε) in each lane, with means and variances in float64. */
export function standardised<A extends Operand>(x: A, standard: Standard): Result<A> {
  return operate('standardise', (value) => bind(standardisation, [value], standard), [x]);
}

const standardisation: Primitive<Standard> = {
  name: 'standardise',
  evaluate: ([x], standard, memory) =>
    laneByLane(x, standard, memory, (data, start, out) => {
      const centre = meanOf(data, start, standard);
      const r = precisionAbout(centre, data, start, standard);
      forRows(start, standard, (from, to) => {
        for (let i = from; i < to; i++) out[i] = (data[i] - centre) * r;
      });
    }),
  vjp: (cotangent, [x], _, standard) => [bind(slope, [cotangent, x], standard)],
  jvp: ([t], [x], _, standard) => bind(slope, [t as Value, x], standard),
};

/** St. */
const slope: Primitive<Standard> = {
  name: 'standardise',
  evaluate: ([t, x], standard, memory) => {
    const along = denseOf(t).data;
    return laneByLane(x, standard, memory, (data, start, out) => {
      const centre = meanOf(data, start, standard);
      const r = precisionAbout(centre, data, start, standard);
      const mean = meanOf(along, start, standard);
      const share = r * r * meanProduct(data, centre, along, mean, start, standard);
      forRows(start, standard, (from, to) => {
        for (let i = from; i < to; i++) out[i] = r * (along[i] - mean - share * (data[i] - centre));
      });
    });
  },
  vjp: (v, [t, x], st, standard, wanted) => {
    const sv = bind(slope, [v, x], standard);
    return [
      wanted[0] ? sv : undefined,
      wanted[1] ? bend([t, st], [v, sv], multiplyValues(v, st), x, standard) : undefined,
    ];
  },
  jvp: ([tOfT, u], [t, x], st, standard) => {
    const linear = tOfT === undefined ? undefined : bind(slope, [tOfT, x], standard);
    if (u === undefined) return linear as Value;
    const su = bind(slope, [u, x], standard);
    const bent = bend([t, st], [u, su], multiplyValues(t, su), x, standard);
    return linear === undefined ? bent : addValues(linear, bent);
  },
};

/**
 * −r·(P(y·t)·Su + P(y·u)·St + y·P(between)): the derivative of St by x along u if `between` is t·Su, and its transpose, of u, if that is
 * u·St.
 */
function bend(
  [t, st]: readonly [Value, Value],
  [u, su]: readonly [Value, Value],
  between: Value,
  x: Value,
  standard: Standard,
): Value {
  const mean = (value: Value) => bind(averaging, [value], standard);
  const y = bind(standardisation, [x], standard);
  const terms = [
    multiplyValues(mean(multiplyValues(y, t)), su),
    multiplyValues(mean(multiplyValues(y, u)), st),
    multiplyValues(y, mean(between)),
  ].reduce(addValues);
  return multiplyValues(multiplyValues(-1, bind(precision, [x], standard)), terms);
}

/** Px, repeated along the lane: a projection, and its own transpose. */
const averaging: Primitive<Standard> = {
  name: 'standardise',
  evaluate: ([x], standard, memory) =>
    laneByLane(x, standard, memory, (data, start, out) =>
      fillLane(out, start, meanOf(data, start, standard), standard),
    ),
  vjp: (cotangent, _, __, standard) => [bind(averaging, [cotangent], standard)],
  jvp: ([t], _, __, standard) => bind(averaging, [t as Value], standard),
};

/** r, repeated along the lane. */
const precision: Primitive<Standard> = {
  name: 'standardise',
  evaluate: ([x], standard, memory) =>
    laneByLane(x, standard, memory, (data, start, out) => {
      const r = precisionAbout(meanOf(data, start, standard), data, start, standard);
      fillLane(out, start, r, standard);
    }),
  vjp: (cotangent, [x], r, standard) => [
    multiplyValues(
      bind(standardisation, [x], standard),
      bind(averaging, [multiplyValues(minusSquare(r), cotangent)], standard),
    ),
  ],
  jvp: ([t], [x], r, standard) => {
    const y = bind(standardisation, [x], standard);
    return multiplyValues(minusSquare(r), bind(averaging, [multiplyValues(y, t as Value)], standard));
  },
};

function minusSquare(r: Value): Value {
  return multiplyValues(multiplyValues(-1, r), r);
}

function precisionAbout(centre: number, x: FloatData, start: number, standard: Standard): number {
  return 1 / Math.sqrt(meanProduct(x, centre, x, centre, start, standard) + standard.epsilon);
}

function fillLane(out: FloatData, start: number, value: number, lanes: Lanes): void {
  forRows(start, lanes, (from, to) => {
    out.fill(value, from, to);
  });
}

/** An array like x, written lane by lane. */
function laneByLane(
  x: Plain,
  lanes: Lanes,
  memory: Memory,
  write: (data: FloatData, start: number, out: FloatData) => void,
): Dense {
  const from = denseOf(x);
  const out = memory.allocate(dtypeOfDense(from), from.data.length);
  forLanes(lanes, (start) => write(from.data, start, out));
  return { data: out, shape: from.shape };
}
