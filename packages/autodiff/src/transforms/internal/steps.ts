import { DomainError, ShapeError } from '@monge/ndarray';
import { shapeOf } from '../../core/dense.js';
import { type Operand, operate, published } from '../../core/operand.js';
import { type ReadTree, readResults } from '../../core/read-tree.js';
import { plainOf } from '../../core/traced.js';
import { sameShape } from '../../ops/internal/binary.js';
import { rowsOf, stackRows } from '../../ops/internal/rows.js';

/** How many steps a loop over the parts of some arrays has. */
export function stepsOf(parts: ReadTree, given: number | undefined, caller: string): number {
  const shapes = parts.values.map((value) => shapeOf(plainOf(value)));
  const length = given ?? shapes[0]?.[0];
  if (!(Number.isInteger(length) && length >= 1)) {
    throw new DomainError(
      `${caller}: expected at least one step (a row of each array, or a length), got ${length ?? 'none'}`,
    );
  }
  for (const shape of shapes) {
    if (shape[0] === length) continue;
    throw new ShapeError(
      `${caller}: expected arrays of length ${length} along the first axis, got one of shape [${shape.join(', ')}]`,
    );
  }
  return length;
}

/** The trees of the parts along the first axis. */
export function partsOf(xs: ReadTree, steps: number): unknown[] {
  const rows = xs.values.map((value) => rowsOf(value).map(published));
  return Array.from({ length: steps }, (_, t) => xs.rebuild(rows.map((row) => row[t])));
}

/** The outputs of all steps as one tree. */
export function stacked(outputs: readonly unknown[], caller: string): unknown {
  const first = readResults(outputs[0], caller);
  const columns: Operand[][] = first.values.map(() => []);
  outputs.forEach((output, t) => {
    const { values, leaves } = readResults(output, caller);
    values.forEach((value, k) => {
      const [expected, got] = [first.values[k], value].map((each) => shapeOf(plainOf(each)));
      if (!sameShape(expected, got)) {
        throw new ShapeError(
          `${caller}: expected outputs of one shape ([${expected.join(', ')}] in the first step), got [${got.join(', ')}] in step ${t}`,
        );
      }
      columns[k].push(leaves[k]);
    });
  });
  return first.rebuild(
    columns.map((column) => operate(caller.slice('autodiff.'.length), (...rows) => stackRows(rows), column)),
  );
}
