import type { Rule } from '../rule.js';
import { compatible, hasAxis, isMatrix, isVector, pattern, type Shape, same } from '../shapes.js';

/** Products of matrices, and others that sum over an axis. */
export function products(): readonly Rule[] {
  return [
    { takes: isVector, fits: same, write: () => (o, x, y) => o.dot(x, y) },
    { takes: isVector, fits: (_, second) => isVector(second), write: () => (o, x, y) => o.outer(x, y) },
    { takes: isMatrix, fits: chained, write: () => (o, x, y) => o.matmul(x, y) },
    {
      takes: isMatrix,
      fits: same,
      write(_, shape) {
        const last = shape.length - 1;
        const axes = [...shape.keys()].with(last, last - 1).with(last - 1, last);
        return (o, x, y) => o.matmul(x, o.transpose(y, axes));
      },
    },
    { takes: hasAxis, fits: same, write: () => (o, x, y) => o.einsum('...i,...i->...', x, y) },
    { takes: hasAxis, fits: same, write: () => (o, x, y) => o.einsum('...i,...j->...ji', x, y) },
    { takes: isMatrix, fits: same, write: () => (o, x, y) => o.einsum('...ij,...kj->ki...', x, y) },
    { takes: isSquare, write: () => (o, x) => o.einsum('...ii->...i', x) },
    {
      takes: hasAxis,
      write(choose, shape) {
        const inputs = shape[shape.length - 1];
        const outputs = 1 + choose(3);
        const activation = ['none', 'tanh', 'sigmoid', 'silu', 'gelu', 'softplus'][choose(6)];
        const w = pattern([inputs, outputs], (i) => [0.5, -0.75, 1.25, -0.25, 1][i % 5]);
        const b = pattern([outputs], (i) => [0.25, -0.5][i % 2]);
        return (o, x) => o.linear(x, o.constant(w, x), o.constant(b, x), activation);
      },
    },
    {
      takes: hasAxis,
      fits: (first, second) => second.length === 2 && second[0] === first.at(-1),
      write: () => (o, x, y) => o.linear(x, y, o.sum(y, { axis: 0 }), 'tanh'),
    },
  ];
}

function chained(first: Shape, second: Shape): boolean {
  return (
    isMatrix(second) && first.at(-1) === second.at(-2) && compatible(first.slice(0, -2), second.slice(0, -2))
  );
}

function isSquare(shape: Shape): boolean {
  return isMatrix(shape) && shape.at(-1) === shape.at(-2);
}
