import { type ArrayInput, asStrided, ShapeError, slice } from '@monge/ndarray';

/** An array for each problem of a batch: a list of them, ragged perhaps, or a stack with the problems as its first axis. */
export type Stack = ArrayInput | readonly ArrayInput[];

/** The arrays of a stack, one for each problem. */
export function parts(stack: Stack, name: string, caller: string): readonly ArrayInput[] {
  if (Array.isArray(stack)) return stack;
  const { shape } = asStrided(stack as ArrayInput, name, caller);
  if (shape.length < 2) {
    throw new ShapeError(
      `${caller}: expected ${name} with the problems as its first axis, or a list of arrays, got [${shape.join(', ')}]; wrap a single one in a list`,
    );
  }
  return Array.from({ length: shape[0] }, (_, k) => slice(stack as ArrayInput, k));
}
