/** Where the elements of a view lie in a packed array. */
export interface Layout {
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

/** n elements: number `at` of the view and the following ones, which lie at `from` and then every `step`. */
type Run = (n: number, at: number, from: number, step: number) => void;

/** Visits the elements of a view in C order, one run along its last axis after another. */
export function stridedRuns({ shape, stride, offset }: Layout, run: Run): void {
  const last = shape.length - 1;
  if (last < 0) {
    run(1, 0, offset, 1);
    return;
  }
  if (shape.includes(0)) return;
  const [length, step] = [shape[last], stride[last]];
  let at = 0;
  const visit = (axis: number, from: number): void => {
    if (axis === last) {
      run(length, at, from, step);
      at += length;
      return;
    }
    for (let i = 0; i < shape[axis]; i++) visit(axis + 1, from + i * stride[axis]);
  };
  visit(0, offset);
}
