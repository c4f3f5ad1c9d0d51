import { type Dense, denseOf, dtypeOfDense } from '../../core/dense.js';
import { currentMemory } from '../../core/evaluation.js';
import { plainOf, type Value } from '../../core/traced.js';

/** The identity matrix that can be multiplied from the right to some matrices, of their element type. */
export function identityLike(a: Value): Dense {
  const like = denseOf(plainOf(a));
  const n = like.shape.at(-1) ?? 0;
  const data = currentMemory().allocate(dtypeOfDense(like), n * n);
  data.fill(0);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = 1;
  return { data, shape: [n, n] };
}
