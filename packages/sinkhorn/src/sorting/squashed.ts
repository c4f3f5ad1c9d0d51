import { divide, equal, max, mean, min, sigmoid, std, subtract, type Tensor, where } from '@monge/autodiff';

/** Columns, [batch, n, 1], to (0, 1): the logistic function of the values less their mean over their standard deviation. Equal values go to ½. */
export function squashed(x: Tensor): Tensor {
  const options = { axis: 1, keepDims: true };
  const spread = where(equal(max(x, options), min(x, options)), 1, std(x, options));
  return sigmoid(divide(subtract(x, mean(x, options)), spread));
}
