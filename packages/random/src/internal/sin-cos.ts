/** sin x for |x| ≤ π/4, to 1 ulp: the minimax polynomial of Sun's fdlibm (k_sin.c), cut to the digits that matter. */
export function sin(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-0.16666666666666632 +
        z *
          (0.0083333333333225 +
            z * (-0.00019841269829858 + z * (2.7557313707e-6 + z * (-2.505076025e-8 + z * 1.58969e-10)))))
  );
}

/** cos x for |x| ≤ π/4, to 1 ulp: the minimax polynomial of Sun's fdlibm (k_cos.c), cut to the digits that matter. */
export function cos(x: number): number {
  const z = x * x;
  const half = z / 2;
  const w = 1 - half;
  const series =
    0.0416666666666666 +
    z *
      (-0.00138888888888741 +
        z * (2.480158728948e-5 + z * (-2.755731435e-7 + z * (2.0875723e-9 + z * -1.13596e-11))));
  // 1 − w − half is what rounding took from w.
  return w + (1 - w - half + z * z * series);
}
