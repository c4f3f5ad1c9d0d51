import { reduction } from '../internal/reductions.js';
import type { Reduction } from './reduction.js';

/**
 * Π x. The product of nothing is 1.
 *
 * @example
 * prod([2, 3, 4]); // → 24
 */
export const prod: Reduction = /* @__PURE__ */ reduction('prod', 0, (x) => () => {
  let product = 1;
  for (let i = x.start; i < x.start + x.length; i++) product *= x.data[i];
  return product;
});
