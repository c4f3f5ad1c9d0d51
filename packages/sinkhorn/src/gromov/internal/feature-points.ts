import { dot } from '../../internal/sums.js';
import { around, type Clouds, squaresOf } from './cloud.js';

/** Points whose squared distances are the features, around one mean and in units in which the factor of these costs is one; none without features. */
export interface FeaturePoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dimension: number;
  /** Σ a_i |x_i|² + Σ b_j |y_j|² */
  readonly constant: number;
}

export function featurePoints({ features }: Clouds, a: Float64Array, b: Float64Array): FeaturePoints {
  if (features === undefined) {
    return { x: new Float64Array(), y: new Float64Array(), dimension: 0, constant: 0 };
  }
  const { dimension, factor, points } = features[0];
  const x = around(features[0], a);
  // Around the same point.
  const unit = Math.sqrt(factor);
  const origin = Float64Array.from({ length: dimension }, (_, k) => unit * points[k] - x.points[k]);
  const y = {
    ...features[1],
    points: features[1].points.map((value, at) => unit * value - origin[at % dimension]),
  };
  const constant = dot(a, squaresOf(x)) + dot(b, squaresOf(y));
  return { x: x.points, y: y.points, dimension, constant };
}
