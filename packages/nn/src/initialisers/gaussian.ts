import { DomainError } from '@monge/ndarray';
import { drawNormal } from './drawn.js';
import type { Initialiser } from './initialiser.js';

/**
 * The initialiser that draws normal numbers of mean 0 and a given standard deviation, whatever the shape: for tables of embeddings, and for
 * the weights of models that come with a number of their own (0.02 in DCGAN and GPT-2).
 *
 * @throws DomainError unless the standard deviation is finite and ≥ 0.
 * @example
 * gaussian(0.02)(0, [50257, 4]).shape; // → [50257, 4]
 */
export function gaussian(std: number): Initialiser {
  if (!(std >= 0 && std < Infinity)) {
    throw new DomainError(
      `nn.gaussian: expected a finite std ≥ 0 (the standard deviation of the weights), got ${std}`,
    );
  }
  return (key, shape, options = {}) => drawNormal(key, shape, std, options);
}
