import type { AsyncMapOperation } from '@monge/ndarray';

// The shading languages promise little of their functions where results are small (WGSL: sine to 5e-4, logarithm near 1 to 5e-7, both absolute), so that
// these leave to the device what it does well, and do the rest by series: relative errors of a few 1e-7, and 1e-5 at most where an exponential is large.

/** 2 artanh(s) for |s| ≤ 1/3, relative error 2e-9: log((1 + s)/(1 − s)). */
const twiceArtanh = (s: string) =>
  `2.0 * ${s} * (1.0 + ${s} * ${s} * ${horner(`(${s} * ${s})`, [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15])})`;

/** tanh(t) for |t| ≤ 0.6 by Lambert's continued fraction, relative error 2e-9. */
const smallTanh = (t: string) =>
  `${t} / (1.0 + ${t} * ${t} / (3.0 + ${t} * ${t} / (5.0 + ${t} * ${t} / (7.0 + ${t} * ${t} / 9.0))))`;

/** erf(u) / u = 2/√π Σ (−1)ⁿ u²ⁿ / (n! (2n + 1)) for |u| ≤ 1, relative error 2e-8. */
const smallErf = (u: string) => {
  const term = (n: number) => ((2 / Math.sqrt(Math.PI)) * (-1) ** n) / (factorial(n) * (2 * n + 1));
  return horner(
    `(${u} * ${u})`,
    Array.from({ length: 11 }, (_, n) => term(n)),
  );
};

/** erfc(u) for u ≥ 0, absolute error 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26). */
const erfc = (u: string) => {
  const t = `(1.0 / (1.0 + 0.3275911 * ${u}))`;
  const series = horner(t, [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429]);
  return `${t} * ${series} * Math.exp(-${u} * ${u})`;
};

/** x less whole quarter turns, π/2 in three parts of which the products with whole numbers are exact. */
const quarterTurns = () => `
  const turns = Math.floor(x * 0.6366197723675814 + 0.5);
  const r = x - turns * 1.5703125 - turns * 0.000483751296997 - turns * 0.0000000754978995489;
  const quarter = turns - 4.0 * Math.floor(turns * 0.25);
  const square = r * r;
  const sine = r + r * square * ${horner('square', [-1 / 6, 1 / 120, -1 / 5040, 1 / 362880])};
  const cosine = 1.0 + square * ${horner('square', [-1 / 2, 1 / 24, -1 / 720, 1 / 40320])};`;

const logistic = `
  const e = Math.exp(-Math.abs(x));
  const share = (x > 0 ? 1.0 : e) / (1.0 + e);`;

/** What each function does with `x`. */
const bodies: Readonly<Record<AsyncMapOperation, () => string>> = {
  abs: () => 'return Math.abs(x);',
  cos: () => `${quarterTurns()}
  const even = quarter === 0.0 ? cosine : -cosine;
  const odd = quarter === 1.0 ? -sine : sine;
  return quarter === 0.0 || quarter === 2.0 ? even : odd;`,
  erf: () => `
  const u = Math.abs(x);
  const far = 1.0 - ${erfc('u')};
  return u < 1.0 ? x * ${smallErf('u')} : (x > 0 ? far : -far);`,
  exp: () => 'return Math.exp(x);',
  expm1: () => `
  const t = 0.5 * x;
  const half = ${smallTanh('t')};
  return Math.abs(x) < 1.0 ? 2.0 * half / (1.0 - half) : Math.exp(x) - 1.0;`,
  gelu: () => `
  const u = 0.7071067811865476 * Math.abs(x);
  const near = 0.5 + 0.3535533905932738 * x * ${smallErf('u')};
  const tail = 0.5 * ${erfc('u')};
  return x * (u < 1.0 ? near : (x > 0 ? 1.0 - tail : tail));`,
  log: () => `
  const s = (x - 1.0) / (x + 1.0);
  return Math.abs(s) < 0.33 ? ${twiceArtanh('s')} : Math.log(x);`,
  log1p: () => `
  const s = x / (2.0 + x);
  return Math.abs(s) < 0.33 ? ${twiceArtanh('s')} : Math.log(1.0 + x);`,
  relu: () => 'return Math.max(x, 0.0);',
  sigmoid: () => `${logistic}
  return share;`,
  silu: () => `${logistic}
  return x * share;`,
  sin: () => `${quarterTurns()}
  const even = quarter === 0.0 ? sine : -sine;
  const odd = quarter === 1.0 ? cosine : -cosine;
  return quarter === 0.0 || quarter === 2.0 ? even : odd;`,
  softplus: () => `
  const e = Math.exp(-Math.abs(x));
  const s = e / (2.0 + e);
  return Math.max(x, 0.0) + ${twiceArtanh('s')};`,
  sqrt: () => 'return Math.sqrt(x);',
  square: () => 'return x * x;',
  tanh: () => `
  const u = Math.abs(x);
  const far = 1.0 - 2.0 / (Math.exp(2.0 * Math.min(u, 20.0)) + 1.0);
  return u < 0.6 ? ${smallTanh('x')} : (x > 0 ? far : -far);`,
};

/** The names of the functions. */
export function mapOperations(): readonly string[] {
  return Object.keys(bodies);
}

export function elementwise(operation: AsyncMapOperation): string {
  return `function (values) {
    const x = values[this.thread.x];
    ${bodies[operation]()}
  }`;
}

/** A polynomial of growing powers. */
function horner(x: string, coefficients: readonly number[]): string {
  return coefficients.reduceRight(
    (rest, c) => (rest === '' ? literal(c) : `(${literal(c)} + ${x} * ${rest})`),
    '',
  );
}

/** A number that no shading language takes for an integer, or for a subtraction. */
function literal(value: number): string {
  const text = Number.isInteger(value) ? value.toFixed(1) : value.toPrecision(12);
  return value < 0 ? `(${text})` : text;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
