import type { Alternation, AlternationStart, AveragedStep, AveragingStart, Pairwise } from '@monge/ndarray';

/** The steps of `AsyncPairwise.alternate`, in float64 on the processor. */
export function alternateExactly(
  pairwise: Pairwise,
  epsilon: number,
  { logA, logB, tauA = 1, tauB = 1, ...start }: AlternationStart,
  momenta: readonly number[],
): Alternation {
  const { rows, columns } = pairwise;
  let { image, before } = start;
  let f = new Float64Array(rows);
  const images: Float64Array[] = [];
  for (const momentum of momenta) {
    const softmin = new Float64Array(rows);
    const psi = image.map((value, j) => value + momentum * (value - before[j]) + logB[j]);
    pairwise.softmin(1, epsilon, psi, softmin);
    f = softmin.map((value) => tauA * value);
    const next = new Float64Array(columns);
    const phi = f.map((value, i) => value + logA[i]);
    pairwise.softmin(0, epsilon, phi, next);
    before = image;
    image = next.map((value) => tauB * value);
    images.push(image);
  }
  return { f, images };
}

/** The steps of `AsyncPairwise.average`, likewise. */
export function averageExactly(
  pairwise: Pairwise,
  epsilon: number,
  { logA, tau = 1, potential }: AveragingStart,
  steps: number,
): AveragedStep[] {
  const apply = (p: Float64Array) => {
    const softmin = new Float64Array(pairwise.rows);
    const psi = p.map((value, i) => value + logA[i]);
    pairwise.softmin(1, epsilon, psi, softmin);
    return softmin.map((value) => tau * value);
  };
  let p = potential;
  return Array.from({ length: steps }, () => {
    const once = apply(p);
    const twice = apply(once);
    p = once.map((value, i) => (value + twice[i]) / 2);
    return { once, twice };
  });
}
