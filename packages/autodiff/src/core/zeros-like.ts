import { type Dense, denseOf, dtypeOfDense } from './dense.js';
import { currentMemory } from './evaluation.js';
import { plainOf, type Value } from './traced.js';

export function zerosLike(value: Value): Dense {
  return filledLike(value, 0);
}

export function filledLike(value: Value, filling: number): Dense {
  const like = denseOf(plainOf(value));
  const data = currentMemory().allocate(dtypeOfDense(like), like.data.length);
  data.fill(filling);
  return { data, shape: like.shape };
}
