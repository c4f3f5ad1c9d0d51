/** Where a run of elements starts, and by how much each operand moves from one to the next: 1, or 0 where it is repeated. */
export type Run = (n: number, at: number, a: number, aStep: number, b: number, bStep: number) => void;

/**
 * Visits the elements of a packed array of `shape`, in order and in runs as long as possible, along with those of two packed operands whose
 * shapes broadcast to it.
 */
export function broadcastRuns(
  shape: readonly number[],
  a: readonly number[],
  b: readonly number[],
  run: Run,
): void {
  const axes = mergedAxes(shape, a, b);
  visit(axes, axes.length - 1, 0, 0, 0, run);
}

export interface Axis {
  length: number;
  /** How far an operand moves in memory along the axis; 0 where it is repeated. */
  readonly a: number;
  readonly b: number;
}

/** Visits what lies along the axes from number k on inwards, and says where it ends. */
function visit(axes: readonly Axis[], k: number, at: number, aAt: number, bAt: number, run: Run): number {
  const { length, a, b } = axes[k];
  if (k === 0) {
    run(length, at, aAt, a, bAt, b);
    return at + length;
  }
  let next = at;
  for (let i = 0; i < length; i++) next = visit(axes, k - 1, next, aAt + i * a, bAt + i * b, run);
  return next;
}

/** The axes, last to first, neighbours merged along which both operands go on evenly; length 1 left out. */
export function mergedAxes(
  shape: readonly number[],
  a: readonly number[],
  b: readonly number[],
): readonly Axis[] {
  const axes: Axis[] = [];
  let outermost: Axis = { length: 1, a: 0, b: 0 };
  let [aSize, bSize] = [1, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    const aLength = lengthOf(a, axis - shape.length);
    const bLength = lengthOf(b, axis - shape.length);
    const aStep = aLength === 1 ? 0 : aSize;
    const bStep = bLength === 1 ? 0 : bSize;
    aSize *= aLength;
    bSize *= bLength;
    if (length === 1) continue;
    const evenly = aStep === outermost.a * outermost.length && bStep === outermost.b * outermost.length;
    if (evenly && axes.length > 0) outermost.length *= length;
    else {
      outermost = { length, a: aStep, b: bStep };
      axes.push(outermost);
    }
  }
  return axes.length === 0 ? [outermost] : axes;
}

/** The length of an axis counted from the last (−1), 1 where there is none. */
function lengthOf(shape: readonly number[], axis: number): number {
  return axis + shape.length < 0 ? 1 : shape[axis + shape.length];
}
