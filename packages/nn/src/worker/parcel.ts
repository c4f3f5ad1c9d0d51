import { copy, DTypeError, fromData, type Strided } from '@monge/ndarray';
import { transfer } from 'comlink';

/** Turns a tree into what structured cloning keeps; `name` and `caller` stand in the messages. */
export type Pack = (tree: unknown, name: string, caller: string) => unknown;

/**
 * A message whose arrays are handed over instead of cloned. They are copies made here, so that the sender keeps its own: a buffer that is handed over
 * is lost to whoever else has a view of it.
 */
export function parcel<T extends object>(write: (pack: Pack) => T): T {
  const buffers: ArrayBufferLike[] = [];
  return transfer(
    write((tree, name, caller) => packed(tree, name, caller, buffers)),
    buffers as ArrayBuffer[],
  );
}

/** @throws DTypeError for functions, symbols and instances of classes. */
function packed(tree: unknown, name: string, caller: string, buffers: ArrayBufferLike[]): unknown {
  if (isStrided(tree)) {
    const { data, shape, stride } = copy(tree);
    buffers.push(data.buffer);
    return { data, shape: [...shape], stride: [...stride], offset: 0 };
  }
  if (Array.isArray(tree)) return tree.map((part, k) => packed(part, `${name}[${k}]`, caller, buffers));
  if (isRecord(tree)) {
    return Object.fromEntries(
      Object.entries(tree).map(([key, part]) => [key, packed(part, `${name}.${key}`, caller, buffers)]),
    );
  }
  const kind = strangerIn(tree);
  if (kind === undefined) return tree;
  throw new DTypeError(
    `${caller}: expected ${name} to be something that can cross between threads (numbers, strings, arrays, lists and plain records), got ${kind}; ` +
      'make it on the other side',
  );
}

/** The tree that was packed. */
export function unpacked(tree: unknown): unknown {
  if (isStrided(tree)) return fromData(tree.data, tree.shape, tree.stride, tree.offset);
  if (Array.isArray(tree)) return tree.map(unpacked);
  if (!isRecord(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, unpacked(part)]));
}

function isStrided(value: unknown): value is Strided {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    ArrayBuffer.isView(value.data) &&
    'shape' in value &&
    'stride' in value &&
    'offset' in value
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of records has none itself, in every realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value is that would be refused by structured cloning, or arrive without its class. */
function strangerIn(value: unknown): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const isInstance = Object.prototype.toString.call(value) === '[object Object]';
  return isInstance ? `an instance of ${(value as object).constructor.name}` : undefined;
}
