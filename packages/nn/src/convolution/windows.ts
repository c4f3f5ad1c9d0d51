import { DomainError, ShapeError } from '@monge/ndarray';

/** One number for height and width, or one for each. */
export type Extent = number | readonly [height: number, width: number];

/** How many zeros stand before and after an axis. */
export type Margin = readonly [before: number, after: number];

/**
 * The zeros around an image. `'valid'`: none. `'same'`: as many as give ⌈length/stride⌉ windows along an axis, half of them before it, and the
 * odd one after it. A number: as many on all sides. A pair of pairs: those of the rows and of the columns.
 */
export type Padding = 'same' | 'valid' | number | readonly [rows: Margin, columns: Margin];

/** How a window slides over an image. */
export interface WindowOptions {
  /** From one window to the next, in elements. Default 1. */
  readonly stride?: Extent | undefined;
  /** Default `'same'`. */
  readonly padding?: Padding | undefined;
  /** From one element of a window to the next, in elements of the image: 2 leaves out every other. Default 1. */
  readonly dilation?: Extent | undefined;
}

export type Pair = readonly [height: number, width: number];

/** {@link WindowOptions}, read. */
export interface Sliding {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: 'same' | readonly [rows: Margin, columns: Margin];
}

/** All windows on an image. */
export interface Windows extends Pick<Sliding, 'kernel' | 'stride' | 'dilation'> {
  readonly image: Pair;
  /** The zeros above the image and to the left of it. */
  readonly before: Pair;
  /** How many windows there are, below each other and beside each other. */
  readonly count: Pair;
}

const NONE: readonly [Margin, Margin] = [
  [0, 0],
  [0, 0],
];

export function readSliding(
  kernel: Extent,
  { stride = 1, padding = 'same', dilation = 1 }: WindowOptions,
  caller: string,
): Sliding {
  return {
    kernel: pairOf(kernel, 'kernel', 'the height and width of the window', caller),
    stride: pairOf(stride, 'stride', 'the way from one window to the next', caller),
    dilation: pairOf(dilation, 'dilation', 'the way from one element of a window to the next', caller),
    padding: readPadding(padding, caller),
  };
}

export function pairOf(extent: Extent, name: string, meaning: string, caller: string): Pair {
  const pair: Pair = typeof extent === 'number' ? [extent, extent] : extent;
  if (pair.length === 2 && pair.every((length) => Number.isInteger(length) && length > 0)) return pair;
  throw new DomainError(
    `${caller}: expected ${name} to be a positive integer or a pair of them (${meaning}), got ${JSON.stringify(extent)}`,
  );
}

function readPadding(padding: Padding, caller: string): Sliding['padding'] {
  if (padding === 'same') return padding;
  if (padding === 'valid') return NONE;
  const margins: Sliding['padding'] =
    typeof padding === 'number'
      ? [
          [padding, padding],
          [padding, padding],
        ]
      : padding;
  const counts = Array.isArray(margins) && margins.length === 2 ? margins.flat() : [];
  if (counts.length === 4 && counts.every((count) => Number.isInteger(count) && count >= 0)) return margins;
  throw new DomainError(
    `${caller}: expected padding to be 'same', 'valid', an integer ≥ 0, or two pairs of them ([[top, bottom], [left, right]]), got ${JSON.stringify(padding)}`,
  );
}

/** The windows on an image of this size. @throws ShapeError when not one has room. */
export function windowsOver(image: Pair, sliding: Sliding, caller: string): Windows {
  const axes = [0, 1].map((axis) => windowsAlong(image[axis], axis, sliding));
  if (axes.some(({ count }) => count < 1)) {
    const spans = [0, 1].map((axis) => spanOf(sliding, axis));
    throw new ShapeError(
      `${caller}: expected images with room for a window of [${spans.join(', ')}] (the kernel, dilated), got [${image.join(', ')}]; pad them, or take a smaller kernel`,
    );
  }
  const [rows, columns] = axes;
  return {
    ...sliding,
    image,
    before: [rows.before, columns.before],
    count: [rows.count, columns.count],
  };
}

function windowsAlong(length: number, axis: number, sliding: Sliding): { before: number; count: number } {
  const { padding } = sliding;
  const stride = sliding.stride[axis];
  const span = spanOf(sliding, axis);
  if (padding === 'same') {
    const count = Math.ceil(length / stride);
    return { before: Math.max((count - 1) * stride + span - length, 0) >> 1, count };
  }
  const [before, after] = padding[axis];
  return { before, count: Math.floor((length + before + after - span) / stride) + 1 };
}

/** How many elements of the image a window reaches over. */
function spanOf({ kernel, dilation }: Sliding, axis: number): number {
  return dilation[axis] * (kernel[axis] - 1) + 1;
}

/**
 * The windows of which there are so many: on the smallest image that has them, or for padding `'same'` on the largest, whose sides are multiples
 * of the stride; or on one of a given size.
 *
 * @throws ShapeError when an image of the given size has another number of windows.
 */
export function windowsCounting(
  count: Pair,
  sliding: Sliding,
  size: Pair | undefined,
  caller: string,
): Windows {
  const windows = windowsOver(size ?? usualSize(count, sliding, caller), sliding, caller);
  if (windows.count.every((each, axis) => each === count[axis])) return windows;
  throw new ShapeError(
    `${caller}: expected a size whose convolution has the size of x, [${count.join(', ')}], got [${windows.image.join(', ')}], which has [${windows.count.join(', ')}]`,
  );
}

function usualSize(count: Pair, sliding: Sliding, caller: string): Pair {
  const { padding, stride } = sliding;
  const [height, width] = count.map((each, axis) =>
    padding === 'same'
      ? each * stride[axis]
      : (each - 1) * stride[axis] + spanOf(sliding, axis) - padding[axis][0] - padding[axis][1],
  );
  if (height > 0 && width > 0) return [height, width];
  throw new ShapeError(
    `${caller}: expected padding that leaves something of the result, got a result of [${height}, ${width}]; x has [${count.join(', ')}]`,
  );
}

/** Whether each window is one element of the image, and each element one window. */
export function arePixels({ kernel, stride, image, count }: Windows): boolean {
  return (
    kernel[0] * kernel[1] * stride[0] * stride[1] === 1 && count[0] === image[0] && count[1] === image[1]
  );
}
