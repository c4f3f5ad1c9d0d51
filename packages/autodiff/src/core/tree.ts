import { DTypeError, ShapeError } from '@monge/ndarray';
import type { Operand } from './operand.js';
import { Traced } from './traced.js';

/**
 * Arrays in lists and records: parameters, states, several arguments at once. Its leaves are what operations take: numbers, arrays in any of
 * the forms of `@monge/ndarray` (nested numbers among them), traced values. `null` and `undefined` have no leaves.
 */
export type Tree = Operand | null | undefined | readonly Tree[] | { readonly [key: string]: Tree };

/** A tree taken apart. */
export interface Flat {
  readonly leaves: readonly Operand[];
  /** The same tree with other leaves. */
  rebuild(leaves: readonly unknown[]): unknown;
  /**
   * The leaves of a tree of the same structure, in the same order: undefined for all of a part that is null or undefined.
   *
   * @throws ShapeError when the structure is another.
   */
  match(tree: unknown, name: string, caller: string): (Operand | undefined)[];
}

/** Takes a tree apart. `name` and `caller` stand in the messages. @throws DTypeError for what is neither a leaf nor a tree. */
export function flatten(tree: unknown, name: string, caller: string): Flat {
  if (isLeaf(tree)) return leaf(tree);
  if (tree === null || tree === undefined) return nothing(tree);
  if (Array.isArray(tree)) {
    return branch(
      tree.map((part, k) => [`[${k}]`, flatten(part, `${name}[${k}]`, caller)]),
      (parts) => parts,
      (other) =>
        Array.isArray(other) ? Object.fromEntries(other.map((part, k) => [`[${k}]`, part])) : undefined,
    );
  }
  if (isRecord(tree)) {
    const keys = Object.keys(tree);
    return branch(
      keys.map((key) => [`.${key}`, flatten(tree[key], `${name}.${key}`, caller)]),
      (parts) => Object.fromEntries(parts.map((part, k) => [keys[k], part])),
      (other) =>
        isRecord(other)
          ? Object.fromEntries(Object.entries(other).map(([key, part]) => [`.${key}`, part]))
          : undefined,
    );
  }
  throw new DTypeError(
    `${caller}: expected ${name} to be a number, an array, or a tree of these (lists and plain records), got ${kindOf(tree)}`,
  );
}

/** Takes a list apart, each of whose members is a tree: `[1, 2]` is two numbers here, and not one array. */
export function flattenList(trees: readonly unknown[], name: (k: number) => string, caller: string): Flat {
  const flats = trees.map((tree, k) => flatten(tree, name(k), caller));
  return branch(
    flats.map((flat, k) => [`[${k}]`, flat]),
    (parts) => parts,
    (other) =>
      Array.isArray(other) ? Object.fromEntries(other.map((part, k) => [`[${k}]`, part])) : undefined,
  );
}

function leaf(tree: Operand): Flat {
  return {
    leaves: [tree],
    rebuild: ([other]) => other,
    match(other, name, caller) {
      if (other === null || other === undefined) return [undefined];
      if (isLeaf(other)) return [other];
      throw new ShapeError(`${caller}: expected ${name} to be a number or an array, got ${kindOf(other)}`);
    },
  };
}

function nothing(tree: null | undefined): Flat {
  return { leaves: [], rebuild: () => tree, match: () => [] };
}

/** A node with parts, the name of each first; `split` says what another tree has under these names. */
function branch(
  parts: readonly (readonly [name: string, flat: Flat])[],
  join: (parts: unknown[]) => unknown,
  split: (other: unknown) => Readonly<Record<string, unknown>> | undefined,
): Flat {
  return {
    leaves: parts.flatMap(([, { leaves }]) => leaves),
    rebuild(leaves) {
      let start = 0;
      const rebuilt = parts.map(([, flat]) => {
        const end = start + flat.leaves.length;
        const part = flat.rebuild(leaves.slice(start, end));
        start = end;
        return part;
      });
      return join(rebuilt);
    },
    match(other, name, caller) {
      if (other === null || other === undefined)
        return parts.flatMap(([, { leaves }]) => leaves.map(() => undefined));
      const others = split(other);
      const known = new Set(parts.map(([part]) => part));
      if (others === undefined || Object.keys(others).some((part) => !known.has(part))) {
        const got = others === undefined ? kindOf(other) : Object.keys(others).join(', ');
        throw new ShapeError(
          `${caller}: expected ${name} to have the parts ${[...known].join(', ') || '(none)'}, got ${got}`,
        );
      }
      return parts.flatMap(([part, flat]) => flat.match(others[part], `${name}${part}`, caller));
    },
  };
}

export function isLeaf(tree: unknown): tree is Operand {
  if (typeof tree === 'number' || tree instanceof Traced || ArrayBuffer.isView(tree)) return true;
  if (Array.isArray(tree)) return tree.length > 0 && isNested(tree);
  return typeof tree === 'object' && tree !== null && 'data' in tree && ArrayBuffer.isView(tree.data);
}

/** Nested numbers are one array, and not a tree of numbers. */
function isNested(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every(isNested));
}

/** What a literal makes; a promise, a map or a date is none. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of length ${value.length}`;
  if (isRecord(value)) return 'a record';
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : typeof value;
}
