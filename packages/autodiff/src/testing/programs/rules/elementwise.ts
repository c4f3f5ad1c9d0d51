import { always, type Rule } from '../rule.js';
import { compatible, pattern } from '../shapes.js';
import { apart, bounded, positive, small } from '../smooth-domain.js';

/** Operations on each element. The simplest come first: counterexamples shrink to them. */
export function elementwise(): readonly Rule[] {
  return [
    always((o, x) => o.neg(x)),
    always((o, x) => o.square(x)),
    always((o, x) => o.sin(x)),
    always((o, x) => o.cos(x)),
    always((o, x) => o.tanh(x)),
    always((o, x) => o.exp(bounded(o, x))),
    always((o, x) => o.expm1(bounded(o, x))),
    always((o, x) => o.log(positive(o, x))),
    always((o, x) => o.log1p(small(o, x))),
    always((o, x) => o.sqrt(positive(o, x))),
    always((o, x) => o.reciprocal(positive(o, x))),
    always((o, x) => o.tan(bounded(o, x))),
    always((o, x) => o.atan(x)),
    always((o, x) => o.asin(small(o, x))),
    always((o, x) => o.acos(small(o, x))),
    always((o, x) => o.sinh(bounded(o, x))),
    always((o, x) => o.cosh(bounded(o, x))),
    always((o, x) => o.sigmoid(x)),
    always((o, x) => o.softplus(x)),
    always((o, x) => o.silu(x)),
    always((o, x) => o.gelu(x)),
    always((o, x) => o.power(x, 3)),
    always((o, x) => o.power(positive(o, x), -0.5)),
    always((o, x) => o.power(2, bounded(o, x))),
    always((o, x) => o.erf(x)),
    always((o, x) => o.erfc(x)),
    always((o, x) => o.normalCdf(x)),
    always((o, x) => o.logNormalCdf(x)),
    always((o, x) => o.normalQuantile(o.add(0.5, o.multiply(0.25, bounded(o, x))))),
    always((o, x) => o.lgamma(positive(o, x))),
    always((o, x) => o.digamma(positive(o, x))),
    always((o, x) => o.logBesselI0(x)),
    { write: (_, shape) => (o, x) => o.abs(apart(o, x, shape)) },
    { write: (_, shape) => (o, x) => o.relu(apart(o, x, shape)) },
    { write: (_, shape) => (o, x) => o.clip(apart(o, x, shape), -0.75, 3) },
    {
      write: (choose, shape) => {
        const factors = pattern(shape.slice(choose(shape.length + 1)), (i) => [0.5, -1.25, 0.75, 1.5][i % 4]);
        return choose(2) === 0
          ? (o, x) => o.multiply(o.constant(factors, x), x)
          : (o, x) => o.add(x, o.constant(factors, x));
      },
    },
  ];
}

/** Operations on each pair of elements, with broadcasting. */
export function pairwise(): readonly Rule[] {
  return (
    [
      always((o, x, y) => o.add(x, y)),
      always((o, x, y) => o.subtract(x, y)),
      always((o, x, y) => o.multiply(x, y)),
      always((o, x, y) => o.divide(x, positive(o, y))),
      always((o, x, y) => o.power(positive(o, x), bounded(o, y))),
      always((o, x, y) => o.atan2(x, positive(o, y))),
      always((o, x, y) => o.hypot(x, positive(o, y))),
      always((o, x, y) => o.logAddExp(x, y)),
      // Now the one is larger, now the other, by ½ at least.
      { write: (_, __, second) => (o, x, y) => o.maximum(small(o, x), apart(o, y, second)) },
      { write: (_, __, second) => (o, x, y) => o.minimum(small(o, x), apart(o, y, second)) },
      {
        write: (_, first) => (o, x, y) =>
          o.where(
            pattern(first, (i) => Number(i % 3 !== 1)),
            o.log(positive(o, x)),
            y,
          ),
      },
    ] satisfies readonly Rule[]
  ).map((rule) => ({ ...rule, fits: compatible }));
}
