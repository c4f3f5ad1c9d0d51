/** Where the elements of an operand lie: the element at (i, j, …) at `offset + i·stride[0] + j·stride[1] + …`. */
export interface Layout {
  readonly stride: readonly number[];
  readonly offset: number;
}

/** The body of a loop: `n` elements, those of operand k at `at[k]`, `at[k] + step[k]`, `at[k] + 2·step[k]` … */
export type Run = (n: number, at: readonly number[], step: readonly number[]) => void;

/**
 * Visits all the elements of some operands of one shape, in as few and as long one-dimensional runs as their
 * strides allow: axes that follow one another in memory in every operand become one, and so a packed array is one
 * run. In `'any'` order the axis with the smallest strides runs innermost, except that one too short to pay for
 * the call gives way (points in the plane are arrays of shape [n, 2]); `'c'` keeps the order of the indices.
 */
export function forEachRun(
  shape: readonly number[],
  operands: readonly Layout[],
  run: Run,
  order: 'any' | 'c' = 'any',
): void {
  const axes = mergedAxes(shape, operands);
  if (axes === null) return;
  if (order === 'any' && axes.length > 1) moveBestFirst(axes);
  const at = operands.map((operand) => operand.offset);
  const inner = axes[0];
  if (inner === undefined) run(1, at, new Array<number>(at.length).fill(0));
  else runOuter(axes, axes.length - 1, inner, at, run);
}

interface Axis {
  length: number;
  readonly step: readonly number[];
}

function runOuter(axes: readonly Axis[], depth: number, inner: Axis, at: number[], run: Run): void {
  if (depth === 0) {
    run(inner.length, at, inner.step);
    return;
  }
  const { length, step } = axes[depth];
  for (let i = 0; i < length; i++) {
    runOuter(axes, depth - 1, inner, at, run);
    for (let k = 0; k < at.length; k++) at[k] += step[k];
  }
  for (let k = 0; k < at.length; k++) at[k] -= length * step[k];
}

/** The axes from the last to the first, neighbours merged and length 1 left out; null if there are no elements. */
function mergedAxes(shape: readonly number[], operands: readonly Layout[]): Axis[] | null {
  const axes: Axis[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis];
    if (length === 0) return null;
    if (length === 1) continue;
    const inner = axes.at(-1);
    if (inner !== undefined && continues(inner, axis, operands)) inner.length *= length;
    else axes.push({ length, step: operands.map((operand) => operand.stride[axis]) });
  }
  return axes;
}

function continues(inner: Axis, axis: number, operands: readonly Layout[]): boolean {
  for (let k = 0; k < operands.length; k++) {
    if (operands[k].stride[axis] !== inner.step[k] * inner.length) return false;
  }
  return true;
}

/** Below this length the call of a run costs more than its loop. */
const shortRun = 16;

function moveBestFirst(axes: Axis[]): void {
  let best = 0;
  for (let i = 1; i < axes.length; i++) if (isBetter(axes[i], axes[best])) best = i;
  [axes[0], axes[best]] = [axes[best], axes[0]];
}

function isBetter(candidate: Axis, current: Axis): boolean {
  if (candidate.length < shortRun || current.length < shortRun) return candidate.length > current.length;
  return reach(candidate) < reach(current);
}

function reach(axis: Axis): number {
  let sum = 0;
  for (const step of axis.step) sum += Math.abs(step);
  return sum;
}
