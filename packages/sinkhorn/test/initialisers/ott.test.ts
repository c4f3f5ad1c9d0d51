import { assertAllClose } from '@monge/ndarray/testing';
import { dualSortInitialiser, gaussianInitialiser, linearProblem, pointCloud } from '@monge/sinkhorn';
import { describe, expect, it } from 'vitest';
import document from '../fixtures/ott-initialisers.json' with { type: 'json' };

/** Without the constant, which plays no part. */
function centred(potential: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(potential);
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return values.map((value) => value - mean);
}

describe(`OTT-JAX ${document.versions['ott-jax']} starts from the same potentials`, () => {
  // It takes the roots of matrices by an iteration, to some 1e-7.
  it.each(document.gaussian)('GaussianInitializer, in $y.0.length dimensions', ({ x, y, a, b, g }) => {
    const found = gaussianInitialiser(linearProblem(pointCloud(x, y), { a, b })).g;
    assertAllClose(centred(found), centred(g), { atol: 1e-6 });
  });

  it('SortingInitializer, of which points need not come in order here', () => {
    const { x, y, g } = document.dualSort;
    const made = dualSortInitialiser()(linearProblem(pointCloud(x, y.toReversed())));
    expect(Math.max(...g) - Math.min(...g)).toBeGreaterThan(1);
    assertAllClose(centred(made.g), centred(g.toReversed()), { atol: 1e-12 });
  });
});
