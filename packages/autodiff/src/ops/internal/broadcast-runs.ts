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
  const inner = axes.pop() ?? { length: 1, a: 0, b: 0 };
  let at = 0;
  const visit = (depth: number, aAt: number, bAt: number): void => {
    if (depth === axes.length) {
      run(inner.length, at, aAt, inner.a, bAt, inner.b);
      at += inner.length;
      return;
    }
    const axis = axes[depth];
    for (let i = 0; i < axis.length; i++) visit(depth + 1, aAt + i * axis.a, bAt + i * axis.b);
  };
  visit(0, 0, 0);
}

interface Axis {
  length: number;
  /** How far an operand moves in memory along the axis; 0 where it is repeated. */
  readonly a: number;
  readonly b: number;
}

/** The axes, first to last, neighbours merged along which both operands go on evenly; length 1 left out. */
function mergedAxes(shape: readonly number[], a: readonly number[], b: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let [aSize, bSize] = [1, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    const aLength = a[axis - shape.length + a.length] ?? 1;
    const bLength = b[axis - shape.length + b.length] ?? 1;
    const step = { a: aLength === 1 ? 0 : aSize, b: bLength === 1 ? 0 : bSize };
    aSize *= aLength;
    bSize *= bLength;
    if (length === 1) continue;
    const inner = axes[0];
    const evenly =
      inner !== undefined && step.a === inner.a * inner.length && step.b === inner.b * inner.length;
    if (evenly) inner.length *= length;
    else axes.unshift({ length, ...step });
  }
  return axes;
}
