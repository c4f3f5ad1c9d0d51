import { polynomial } from './polynomial.js';

// The coefficients are near-minimax fits by tooling/fixtures/special_fits.py.

/** erf(√t)/√t − 1 on [0, 1]. */
const excess = [
  0.1283791670955126, -0.3761263890318375, 0.11283791670954879, -0.026866170645076792, 0.0052239776248180145,
  -0.000854832698083379, 0.0001205533111164271, -1.4925595266831182e-5, 1.6461000484121368e-6,
  -1.6350312701054695e-7, 1.4659775274047436e-8, -1.1372848856791674e-9, 5.957176147748911e-11,
];

/** erfcx on [0.5, 1.75], around 1.125. */
const near = [
  0.3956980795529959, -0.2380584881012718, 0.12788228043906513, -0.06279394840487859, 0.028619544241785262,
  -0.012238784453318519, 0.004950303910708625, -0.0019056264404375119, 0.0007016185394167934,
  -0.0002480679463192434, 8.450843874510207e-5, -2.7817192434616735e-5, 8.868903142399016e-6,
  -2.745565191558314e-6, 8.261537201883024e-7, -2.39810375248834e-7, 6.861084567877578e-8,
  -2.213241403638675e-8, 6.008096346665516e-9,
];

/** erfcx on [1.75, 4], around 2.875. */
const middle = [
  0.1860549346844711, -0.05856329265980372, 0.017685468287535387, -0.005145047555426607,
  0.0014467282828424118, -0.000394281496896965, 0.00010438965974892985, -2.6903207215297743e-5,
  6.760734786088483e-6, -1.6591319906708418e-6, 3.9814593611802936e-7, -9.353905300876234e-8,
  2.153714640979423e-8, -4.8638790188653495e-9, 1.0786527665676218e-9, -2.357502670136981e-10,
  5.050064308298904e-11, -1.0203865520605797e-11, 2.1232397159892566e-12, -5.899072547933428e-13,
  1.180227077167129e-13,
];

/** x erfcx(x) on [4, ∞), in 1/x². */
const far = [
  0.5641895835477563, -0.28209479177386904, 0.42314218764985156, -1.0578554639025195, 3.7024928157795367,
  -16.66101998761309, 91.6160794774487, -594.1802412031337, 4392.878616129174, -35155.132863932005,
  279805.96462867485, -1978572.782195217, 10918856.299325591, -39917389.13290984, 70499286.15749022,
];

export function erf(x: number): number {
  if (Math.abs(x) <= 1) return x + x * polynomial(excess, x * x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

export function erfc(x: number): number {
  if (x < 0.5) return 1 - erf(x);
  return gaussian(x) * erfcx(x);
}

/** exp(x²) erfc(x), for x ≥ 0.5. */
export function erfcx(x: number): number {
  if (x < 1.75) return polynomial(near, x - 1.125);
  if (x < 4) return polynomial(middle, x - 2.875);
  return polynomial(far, 1 / x / x) / x;
}

/** exp(−x²). The rounding of x² alone would cost x² units in the last place: so what it loses is put back. */
export function gaussian(x: number): number {
  const a = Math.abs(x);
  if (a > 28) return Number.isNaN(x) ? x : 0;
  const high = Math.fround(a);
  const e = Math.exp(-high * high);
  return e + e * Math.expm1(-(a - high) * (a + high));
}

/** exp(−x²/2), as accurate as {@link gaussian}. */
export function halfGaussian(x: number): number {
  const a = Math.abs(x);
  if (a > 40) return Number.isNaN(x) ? x : 0;
  const high = Math.fround(a);
  const e = Math.exp(-0.5 * high * high);
  return e + e * Math.expm1(-0.5 * (a - high) * (a + high));
}
