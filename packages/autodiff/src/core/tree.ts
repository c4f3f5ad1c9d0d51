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
  if (isBranch(tree)) return branch(tree, (key) => `${name}${partName(tree, key)}`, caller);
  throw new DTypeError(
    `${caller}: expected ${name} to be a number, an array, or a tree of these (lists and plain records), got ${kindOf(tree)}`,
  );
}

/** Takes a list apart, each of whose members is a tree: `[1, 2]` is two numbers here, and not one array. */
export function flattenList(trees: readonly unknown[], name: (k: number) => string, caller: string): Flat {
  return branch(trees, (key) => name(Number(key)), caller);
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

type Branch = readonly unknown[] | Readonly<Record<string, unknown>>;

function isBranch(tree: unknown): tree is Branch {
  return Array.isArray(tree) || isRecord(tree);
}

/** What stands behind the name of a list or a record for the name of a part of it. */
function partName(tree: Branch, key: string): string {
  return Array.isArray(tree) ? `[${key}]` : `.${key}`;
}

/** A list or a record, of whose parts `name` gives the names. */
function branch(tree: Branch, name: (key: string) => string, caller: string): Flat {
  const parts = Object.entries(tree).map(([key, part]) => [key, flatten(part, name(key), caller)] as const);
  return {
    leaves: parts.flatMap(([, { leaves }]) => leaves),
    rebuild(leaves) {
      let start = 0;
      const rebuilt = parts.map(([key, flat]) => {
        const end = start + flat.leaves.length;
        const part = flat.rebuild(leaves.slice(start, end));
        start = end;
        return [key, part] as const;
      });
      return Array.isArray(tree) ? rebuilt.map(([, part]) => part) : Object.fromEntries(rebuilt);
    },
    match(other, of, user) {
      if (other === null || other === undefined)
        return parts.flatMap(([, { leaves }]) => leaves.map(() => undefined));
      const alike = isBranch(other) && Array.isArray(other) === Array.isArray(tree);
      const others = new Map(alike ? Object.entries(other) : []);
      const unknown = [...others.keys()].filter((key) => !Object.hasOwn(tree, key));
      if (!alike || unknown.length > 0) {
        const named = (keys: readonly string[]): string => keys.map((key) => partName(tree, key)).join(', ');
        throw new ShapeError(
          `${user}: expected ${of} to have the parts ${named(Object.keys(tree)) || '(none)'}, got ${alike ? named([...others.keys()]) : kindOf(other)}`,
        );
      }
      return parts.flatMap(([key, flat]) => flat.match(others.get(key), `${of}${partName(tree, key)}`, user));
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
