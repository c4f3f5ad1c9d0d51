import { ShapeError } from '@monge/ndarray';

/** How many numbers an output is a sum of, and how many outputs an input has a part in. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Of weights [inputs, outputs], or [...window, inputs, outputs], in which each counts as often as the window has elements. */
export function fansOf(shape: readonly number[], caller: string): Fans {
  if (shape.length < 2) {
    throw new ShapeError(
      `${caller}: expected a shape [...window, inputs, outputs] (of weights), got [${shape.join(', ')}]; for biases take zeros`,
    );
  }
  const window = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { fanIn: window * shape[shape.length - 2], fanOut: window * shape[shape.length - 1] };
}
