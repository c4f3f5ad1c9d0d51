import type { Executor, FloatDType } from '@monge/ndarray';
import { normal } from '@monge/random';

/** As a user writes it, with a new key each time; with an executor's kernels, or without. */
export function ourNormals(n: number, dtype: FloatDType, executor?: Executor): () => ArrayLike<number> {
  let key = 0;
  const options = executor ? { dtype, executor } : { dtype };
  return () => normal(key++, n, options).data;
}
