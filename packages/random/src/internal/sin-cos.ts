/**
 * The sine of this fraction of a right angle, in [−½, ½], to 2 ulp, by a minimax polynomial. Angles are counted so because the
 * uniform draws are, and no product with π is rounded.
 */
export function sin(fraction: number): number {
  const z = fraction * fraction;
  return (
    fraction *
    (Math.PI / 2 +
      z *
        (-0.645964097506229 +
          z *
            (0.079692626245357 +
              z * (-0.00468175412125 + z * (0.00016044107 + z * (-3.598373e-6 + z * 5.6e-8))))))
  );
}

/** The cosine of the same, to 2 ulp. */
export function cos(fraction: number): number {
  const z = fraction * fraction;
  return (
    1 +
    z *
      (-1.2337005501361678 +
        z *
          (0.253669507900978 +
            z * (-0.0208634807622 + z * (0.000919260265 + z * (-2.5202e-5 + z * (4.71e-7 + z * -6.3e-9))))))
  );
}
