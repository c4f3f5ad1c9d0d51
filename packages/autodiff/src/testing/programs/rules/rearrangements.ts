import type { Choose, Expression, Rule } from '../rule.js';
import { hasAxis, isMatrix, isWide, pattern, type Shape, same, sizeOf } from '../shapes.js';

/** Operations that move elements, repeat them, add them up, or leave some out. */
export function rearrangements(): readonly Rule[] {
  return [
    { write: (_, shape) => (o, x) => o.reshape(x, [sizeOf(shape)]) },
    { write: (_, shape) => (o, x) => o.reshape(x, [shape.at(-1) ?? 1, -1]) },
    { write: () => (o, x) => o.transpose(x) },
    onAxis((axis, _, shape) => {
      const axes = [...shape.keys()].map((_, at) => (at + axis) % shape.length);
      return (o, x) => o.transpose(x, axes);
    }),
    onAxis((axis) => (o, x) => o.flip(x, axis)),
    onAxis((axis, choose, shape) => {
      const ranges = shape.map((_, at) => {
        return at === axis
          ? [[choose(shape[axis])], [null, null, -1], [0, null, 2], choose(shape[axis])][choose(4)]
          : null;
      });
      return (o, x) => o.slice(x, ...ranges);
    }),
    onAxis((axis, choose) => {
      const count = 1 + choose(2);
      return (o, x) => o.repeat(x, count, { axis });
    }),
    onAxis((axis, choose, shape) => {
      const counts = shape.map((_, at) => (at === axis ? 1 + choose(2) : 1));
      return (o, x) => o.tile(x, counts);
    }),
    onAxis((axis, choose, shape) => {
      const [first, second] = [choose(shape[axis]), choose(shape[axis])];
      return (o, x) => o.take(x, [first, second, -1], { axis });
    }),
    onAxis((axis, choose, shape) => {
      const shift = choose(3);
      const indices = pattern(shape, (i) => (i * i + shift) % shape[axis]);
      return (o, x) => o.gather(x, indices, { axis });
    }),
    onAxis((axis, choose, shape) => {
      const shift = choose(3);
      const indices = pattern(shape, (i) => (i * i + shift) % shape[axis]);
      return (o, x) => o.scatterAdd(o.sin(x), indices, x, { axis });
    }),
    {
      takes: hasAxis,
      write(choose) {
        const widths = [choose(2), choose(3)];
        const mode = ['constant', 'edge', 'reflect'][choose(3)];
        return (o, x) => o.pad(x, widths, { mode });
      },
    },
    { ...onAxis((axis) => (o, x) => o.diff(x, { axis })), takes: isWide },
    {
      write(choose, shape) {
        const axis = choose(shape.length + 1);
        return (o, x) => o.expandDims(x, axis);
      },
    },
    { takes: (shape) => shape.includes(1), write: () => (o, x) => o.squeeze(x) },
    {
      write(choose, shape) {
        const target = [1 + choose(3), ...shape];
        return (o, x) => o.broadcastTo(x, target);
      },
    },
    { takes: hasAxis, write: () => (o, x) => o.diag(x) },
    { takes: isMatrix, write: () => (o, x) => o.diagonal(x) },
    { takes: isMatrix, write: () => (o, x) => o.trace(x) },
    onDiagonal((options) => (o, x) => o.tril(x, options)),
    onDiagonal((options) => (o, x) => o.triu(x, options)),
    {
      fits: same,
      write(choose, shape) {
        const axis = choose(shape.length + 1);
        return (o, x, y) => o.stack([x, y], { axis });
      },
    },
    { ...onAxis((axis) => (o, x, y) => o.concat([x, y], { axis })), fits: same },
  ];
}

function onAxis(write: (axis: number, choose: Choose, shape: Shape) => Expression): Rule {
  return {
    takes: hasAxis,
    write: (choose, shape) => write(choose(shape.length), choose, shape),
  };
}

function onDiagonal(write: (options: { readonly offset: number }) => Expression): Rule {
  return { takes: isMatrix, write: (choose) => write({ offset: choose(3) - 1 }) };
}
