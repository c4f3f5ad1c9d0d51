/** Full dichromacies as maps of linear RGB (Machado, Oliveira & Fernandes 2009, table 1), and no deficiency. */
export const visions = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** From linear sRGB to XYZ, relative to the white of D65. */
const toXyz = [
  [0.43393, 0.37622, 0.18984],
  [0.21267, 0.71515, 0.07218],
  [0.01776, 0.10947, 0.87277],
] as const;

type Matrix = readonly (readonly number[])[];

const times = (matrix: Matrix, vector: readonly number[]): readonly number[] =>
  matrix.map((row) => row.reduce((total, value, k) => total + value * vector[k], 0));

const linear = (hex: string): readonly number[] =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });

/** CIELAB of a colour as somebody sees it. */
function labOf(hex: string, vision: Matrix): readonly number[] {
  const seen = times(vision, linear(hex)).map((value) => Math.min(1, Math.max(0, value)));
  const [x, y, z] = times(toXyz, seen).map((value) =>
    value > 216 / 24389 ? Math.cbrt(value) : (841 / 108) * value + 4 / 29,
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** ΔE of 1976: how different two colours look; 2 is hardly seen. */
export function difference(one: string, other: string, vision: Matrix): number {
  const [left, right] = [labOf(one, vision), labOf(other, vision)];
  return Math.hypot(...left.map((value, k) => value - right[k]));
}

/** The contrast of the Web Content Accessibility Guidelines, in [1, 21]. */
export function contrast(one: string, other: string): number {
  const [low, high] = [one, other].map((hex) => times(toXyz, linear(hex))[1]).sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}
