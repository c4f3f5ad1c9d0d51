import { mapLeaves, namedLeaves } from '@monge/autodiff/trees';
import {
  asStrided,
  contiguous,
  DTypeError,
  dtypeOf,
  fromData,
  type Operand,
  ShapeError,
} from '@monge/ndarray';

/**
 * What is stored under names, in the structure that a run would begin with: the same names, shapes and element types. It may have been anywhere in between, so
 * that arrays of any kind are read, and for numbers arrays of rank 0 too.
 */
export function restored<T>(fresh: T, stored: ReadonlyMap<string, unknown>, caller: string): T {
  const expected = namedLeaves(fresh);
  const names = new Set(expected.map(([name]) => name));
  const missing = [...names].filter((name) => !stored.has(name));
  const unknown = [...stored.keys()].filter((name) => !names.has(name));
  if (missing.length > 0 || unknown.length > 0) {
    const got = missing.length > 0 ? `no ${list(missing)}` : `${list(unknown)} besides`;
    throw new ShapeError(
      `${caller}: expected resume to be of a run with the same params, optimizer and ema, got ${got}`,
    );
  }
  const leaves = expected.map(([name, leaf]) =>
    restoredLeaf(leaf as Operand, stored.get(name) as Operand, `resume.${name}`, caller),
  );
  let at = 0;
  const tree: unknown = mapLeaves(() => leaves[at++], fresh);
  return tree as T;
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} … (${names.length})` : names.join(', ');
}

function restoredLeaf(fresh: Operand, stored: Operand, title: string, caller: string): unknown {
  const [wanted, got] = [fresh, stored].map((leaf) => asStrided(leaf, title, caller));
  if (got.shape.join() !== wanted.shape.join()) {
    throw new ShapeError(
      `${caller}: expected ${title} of shape [${wanted.shape.join(', ')}], as in a run with the same options, got [${got.shape.join(', ')}]`,
    );
  }
  const [dtype, own] = [wanted, got].map(({ data }) => dtypeOf(data));
  if (typeof fresh === 'number') return contiguous(stored, 'float64').data[0];
  if (own === dtype) return fromData(contiguous(got, dtype).data.slice(), got.shape);
  throw new DTypeError(
    `${caller}: expected ${title} in ${dtype}, as in a run with the same options, got ${own}`,
  );
}
