import {
  divide,
  equal,
  greater,
  max,
  min,
  multiply,
  sigmoid,
  sqrt,
  square,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  where,
} from '@monge/autodiff';

/** Lists, [batch, n, 1], to (0, 1): the logistic function of the values less their weighted mean over their standard deviation. Equal values go to ½. */
export function squashed(x: Tensor, weights: Tensor): Tensor {
  const options = { axis: 1, keepDims: true };
  const [weighty, still] = [greater(weights, 0), stopGradient(x)];
  const range = subtract(
    max(where(weighty, still, -Infinity), options),
    min(where(weighty, still, Infinity), options),
  );
  const level = equal(range, 0);
  // In units of the range, squares do not overflow.
  const unit = where(level, 1, range);
  const deviations = divide(subtract(x, sum(multiply(weights, x), options)), unit);
  const variance = sum(multiply(weights, square(deviations)), options);
  return sigmoid(divide(deviations, sqrt(where(level, 1, variance))));
}
