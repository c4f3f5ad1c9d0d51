import type { Differentiable } from '../../differentiable.js';
import { always, type Rule } from '../rule.js';
import { compatible, hasAxis, same } from '../shapes.js';

/** Transformations inside the program, of functions that take other values of it from their closure. */
export function transformations(): readonly Rule[] {
  return [
    // Times 0, since differences do not stop at it.
    { fits: same, write: () => (o, x, y) => o.add(x, o.stopGradient(o.multiply(0, y))) },
    { fits: compatible, write: () => (o, x, y) => o.checkpointed((each) => o.multiply(o.tanh(each), y), x) },
    { fits: same, write: () => (o, x, y) => o.tangent((each) => o.multiply(o.sin(each), y), x, o.cos(y)) },
    {
      fits: compatible,
      write: () => (o, x, y) => o.gradient((each) => o.sum(o.multiply(o.sin(each), y)), x),
    },
    {
      write: () => (o, x) =>
        o.gradient(
          (each) => o.mean(o.checkpointed((inner) => o.multiply(o.cos(inner), x), o.square(each))),
          x,
        ),
    },
    {
      takes: hasAxis,
      fits: () => true,
      write(choose) {
        const checkpoint = choose(2) === 0 ? 'none' : 'sqrt';
        return (o, x, y) =>
          o.scanned(
            (carry, row) => [o.tanh(o.add(carry, o.mean(row))), o.multiply(carry, row)],
            o.mean(y),
            x,
            checkpoint,
          );
      },
    },
  ];
}

/** A function of one array that the user gave. */
export function given(name: string, f: Differentiable): Rule {
  return always((o, x) => o.given(name, f, x));
}
