import { polynomial } from './polynomial.js';

// The coefficients are near-minimax fits by tooling/fixtures/special_fits.py.

/** (I₀(x) − 1)/t on [0, 8], in t = (x/2)². */
const excess0 = [
  1.0, 0.24999999999999978, 0.02777777777777875, 0.0017361111111093212, 6.944444444616768e-5,
  1.9290123446808463e-6, 3.936759926835679e-8, 6.151186352073215e-10, 7.594076203674035e-12,
  7.593826261486644e-14, 6.2782596125899935e-16, 4.3438583592285594e-18, 2.6459481729049967e-20,
  1.1142728859197163e-22, 9.319037302519698e-25,
];

/** √x exp(−x) I₀(x) on [8, 40], in 1/x. */
const middle0 = [
  0.39894228075505556, 0.04986764891455366, 0.02807513069623744, 0.02647908874036024, 0.25826614057274166,
  -12.225870113549803, 545.6872401296729, -18982.33945963725, 526990.0786527658, -11778162.522462688,
  212960513.14228964, -3118531362.6286626, 36898319797.18766, -350647963408.3896, 2649253643981.9146,
  -15666718669916.457, 70830684856208.64, -236080162386154.75, 546178169830804.8, -782882563535757.25,
  523513388590346.7,
];

/** √x exp(−x) I₀(x) on [40, ∞), in 1/x. */
const far0 = [
  0.3989422804014327, 0.0498677850501759, 0.028050629094108135, 0.029219403923782, 0.044742494779817364,
  0.090571161383112, 0.23049401373505482, 0.6102201358369027, 3.9478105622370876,
];

/** (2 I₁(x)/x − 1)/t on [0, 8], in t = (x/2)². */
const excess1 = [
  0.5, 0.08333333333333331, 0.0069444444444445004, 0.0003472222222221193, 1.1574074074173187e-5,
  2.7557319218244207e-7, 4.9209498831124465e-9, 6.834652024432265e-11, 7.594068659611249e-13,
  6.903555797446423e-15, 5.231322675888681e-17, 3.3442300506385306e-19, 1.880771354951542e-21,
  7.606752944827284e-24, 5.669579277854459e-26,
];

/** √x exp(−x) I₁(x) on [8, 40], in 1/x. */
const middle1 = [
  0.398942280012852, -0.14960320605126512, -0.04677779411274159, -0.03792581955804002, -0.2890617821039604,
  13.200928422952371, -587.8976560225504, 20384.94324674491, -564177.5308305881, 12571268.373338433,
  -226635869.3193597, 3309406444.076387, -39050051376.717, 370124296892.57916, -2789386060285.968,
  16455862847579.938, -74228613959292.83, 246869409266646.72, -569968569394153.6, 815403542755197.5,
  -544268027155972.4,
];

/** √x exp(−x) I₁(x) on [40, ∞), in 1/x. */
const far1 = [
  0.3989422804014327, -0.14960335515053372, -0.0467510484882999, -0.04090716589206828, -0.05752601571772973,
  -0.11070161964628286, -0.2722544611584989, -0.707400293053604, -4.4436182408892995,
];

/** The root of log I₁, in two parts, and log I₁(x)/(x − root) on [1, 3], in x − 2. */
const [root1, rootTail1] = [1.5183471012143483, -6.964784426796623e-17];
const nearRoot1 = [
  0.9636285273406231, -0.06332589442565591, 0.04086062918752502, -0.019145990364512835, 0.008057590442243565,
  -0.0033360539450189826, 0.0014167294958582007, -0.0006200637588196985, 0.0002768835784110735,
  -0.0001251083125663346, 5.701279728188684e-5, -2.6176385050977144e-5, 1.209825344594689e-5,
  -5.6249329298789555e-6, 2.6331589051566405e-6, -1.2357535138888642e-6, 5.702494205073435e-7,
  -2.6938652212681654e-7, 1.4816189104931344e-7, -7.06051994397294e-8, 8.887355560561146e-9,
  -4.0875441927405226e-9, 2.252821227736343e-8, -1.0890175174374538e-8, -5.94852344913923e-9,
  2.8912878686230512e-9, 2.18370292571498e-9, -1.057752463149566e-9,
];

export function besselI0(x: number): number {
  const a = Math.abs(x);
  return a <= 8 ? 1 + excessOf0(a) : unscaled(a, besselI0e(a));
}

export function besselI1(x: number): number {
  const a = Math.abs(x);
  return a <= 8 ? nearZero1(x) : Math.sign(x) * unscaled(a, besselI1e(a));
}

export function besselI0e(x: number): number {
  const a = Math.abs(x);
  if (a <= 8) return Math.exp(-a) * (1 + excessOf0(a));
  return polynomial(a < 40 ? middle0 : far0, 1 / a) / Math.sqrt(a);
}

export function besselI1e(x: number): number {
  const a = Math.abs(x);
  if (a <= 8) return Math.exp(-a) * nearZero1(x);
  return (Math.sign(x) * polynomial(a < 40 ? middle1 : far1, 1 / a)) / Math.sqrt(a);
}

export function logBesselI0(x: number): number {
  const a = Math.abs(x);
  if (a <= 8) return Math.log1p(excessOf0(a));
  return a === Infinity ? a : a + Math.log(besselI0e(a));
}

export function logBesselI1(x: number): number {
  // Not log(x/2): half of a subnormal number may be none.
  if (x < 1) return Math.log(x) - Math.LN2 + Math.log1p(excessOf1(x));
  if (x <= 3) return (x - root1 - rootTail1) * polynomial(nearRoot1, x - 2);
  if (x <= 8) return Math.log(nearZero1(x));
  return x === Infinity ? x : x + Math.log(besselI1e(x));
}

/** I₀(x) − 1. */
function excessOf0(x: number): number {
  const t = 0.25 * x * x;
  return t * polynomial(excess0, t);
}

/** I₁(x), for |x| ≤ 8. */
function nearZero1(x: number): number {
  const half = 0.5 * x;
  return half + half * excessOf1(x);
}

/** 2 I₁(x)/x − 1. */
function excessOf1(x: number): number {
  const t = 0.25 * x * x;
  return t * polynomial(excess1, t);
}

/** exp(x) · scaled. In two factors, since exp(x) overflows before the product does. */
function unscaled(x: number, scaled: number): number {
  if (x === Infinity) return x;
  if (x < 700) return Math.exp(x) * scaled;
  const root = Math.exp(0.5 * x);
  return root * scaled * root;
}
