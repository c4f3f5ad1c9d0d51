import { type Tensor, take } from '@monge/autodiff';
import type { FloatDType, Operand } from '@monge/ndarray';
import { gaussian } from '../initialisers/gaussian.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import type { Layer } from '../layer.js';

/** Options of {@link embedding}. */
export interface EmbeddingOptions {
  /** How many things there are: indices are in [0, count). */
  readonly count: number;
  /** Features of each. */
  readonly features: number;
  /** Of the table. Default: normal numbers of variance 1. */
  readonly initialiser?: Initialiser;
  /** The element type of the table. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** A row for each thing: [count, features]. */
export interface EmbeddingParams {
  readonly table: Tensor;
}

/**
 * A table of features, looked up by index: from integers [...] to [..., features]. Rows that are not looked up have the gradient 0.
 * Negative indices count from the end.
 *
 * @throws DomainError when a size is not a positive integer, or (from `apply`) an index outside the table.
 * @example
 * const classes = embedding({ count: 10, features: 4 });
 * classes.apply(classes.init(0), [3, 1, 3]).shape; // → [3, 4]
 */
export function embedding({
  count,
  features,
  initialiser = gaussian(1),
  dtype = 'float32',
}: EmbeddingOptions): Layer<EmbeddingParams, Operand> {
  const caller = 'nn.embedding';
  checkSize(count, 'count', 'of things to look up', caller);
  checkSize(features, 'features', 'of each thing', caller);
  checkDtype(dtype, caller);
  return {
    init: (key) => ({ table: initialiser(key, [count, features], { dtype }) }),
    apply: ({ table }, indices) => take(table, indices),
  };
}
