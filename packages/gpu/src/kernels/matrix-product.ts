/** An element of a [m, depth] · b [depth, columns], all in C order. */
export function matrixProduct(depth: number, columns: number): string {
  return `function (a, b) {
    let sum = 0.0;
    for (let k = 0; k < ${depth}; k++) {
      sum += a[this.thread.y * ${depth} + k] * b[k * ${columns} + this.thread.x];
    }
    return sum;
  }`;
}
