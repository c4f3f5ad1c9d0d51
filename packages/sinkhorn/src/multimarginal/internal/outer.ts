/** The products of the elements of several vectors, in row-major order; one for none. */
export function outer(vectors: readonly Float64Array[]): Float64Array {
  return vectors.reduce((product, vector) => {
    const next = new Float64Array(product.length * vector.length);
    for (let i = 0, at = 0; i < product.length; i++) {
      for (let j = 0; j < vector.length; j++, at++) next[at] = product[i] * vector[j];
    }
    return next;
  }, Float64Array.of(1));
}
