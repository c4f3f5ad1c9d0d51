import { ShapeError } from '@monge/ndarray';

type Four = readonly [number, number, number, number];

/** @throws ShapeError unless it is the shape of a batch of images. */
export function checkImages(shape: readonly number[], caller: string): Four {
  if (isFour(shape)) return shape;
  throw new ShapeError(
    `${caller}: expected x of shape [n, h, w, c] (images, channels last), got [${shape.join(', ')}]`,
  );
}

/** @throws ShapeError unless it is the shape of the weights of a convolution. */
export function checkKernel(shape: readonly number[], caller: string): Four {
  if (isFour(shape)) return shape;
  throw new ShapeError(
    `${caller}: expected w of shape [kh, kw, c, d] (the window, the channels that a convolution reads, and those that it makes), got [${shape.join(', ')}]`,
  );
}

/** @throws ShapeError unless there is one number for each channel of the result. */
export function checkBias(shape: readonly number[], outputs: number, caller: string): void {
  if (shape.length === 1 && shape[0] === outputs) return;
  throw new ShapeError(
    `${caller}: expected bias of shape [${outputs}] (one number for each channel of the result), got [${shape.join(', ')}]`,
  );
}

function isFour(shape: readonly number[]): shape is Four {
  return shape.length === 4;
}
