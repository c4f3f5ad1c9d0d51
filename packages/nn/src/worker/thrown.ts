import { AbortedError, DomainError, DTypeError, ShapeError, UnsupportedError } from '@monge/ndarray';
import { type Pack, unpacked } from './parcel.js';

/** What was thrown, as it crosses between threads: structured cloning drops the classes of errors and their properties, `code` among them. */
export type PackedThrown =
  | { readonly kind: 'value'; readonly value: unknown }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly isDOMException: boolean;
      readonly code: string | number | undefined;
      readonly cause: PackedThrown | undefined;
      /** Of an AbortedError. */
      readonly partial: unknown;
    };

/** What is thrown always crosses, or a training could not be stopped: what cannot, or comes with an error and cannot, does as a text. */
export function packThrown(thrown: unknown, pack: Pack, caller: string): PackedThrown {
  const packOrTell = (value: unknown, name: string): unknown => {
    try {
      return pack(value, name, caller);
    } catch {
      return String(value);
    }
  };
  if (!(thrown instanceof Error)) return { kind: 'value', value: packOrTell(thrown, 'what is thrown') };
  const { name, message, stack, cause } = thrown;
  return {
    kind: 'error',
    name,
    message,
    stack,
    isDOMException: thrown instanceof DOMException,
    code: 'code' in thrown && isCode(thrown.code) ? thrown.code : undefined,
    cause: cause === undefined ? undefined : packThrown(cause, pack, caller),
    partial: 'partial' in thrown ? packOrTell(thrown.partial, 'the partial result of an error') : undefined,
  };
}

/** What was thrown, with its class where it is one of monge or of the language, and with the stack of the thread where it was. */
export function unpackThrown(thrown: PackedThrown): unknown {
  if (thrown.kind === 'value') return unpacked(thrown.value);
  const error = errorLike(thrown);
  Object.defineProperty(error, 'stack', { value: thrown.stack, configurable: true, writable: true });
  return error;
}

type PackedError = Extract<PackedThrown, { kind: 'error' }>;

function isCode(code: unknown): code is string | number {
  return typeof code === 'string' || typeof code === 'number';
}

function errorLike({ name, message, isDOMException, code, cause, partial }: PackedError): Error {
  if (isDOMException) return new DOMException(message, name);
  const options = cause === undefined ? {} : { cause: unpackThrown(cause) };
  if (name === 'AbortedError') return new AbortedError(message, unpacked(partial), options);
  const known = constructors.get(name);
  if (known !== undefined) return known(message, options);
  const error = new Error(message, options);
  error.name = name;
  return code === undefined ? error : Object.assign(error, { code });
}

type Construct = (message: string, options: ErrorOptions) => Error;

const constructors: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ['ShapeError', (message) => new ShapeError(message)],
  ['DomainError', (message) => new DomainError(message)],
  ['DTypeError', (message) => new DTypeError(message)],
  ['UnsupportedError', (message, options) => new UnsupportedError(message, options)],
  ['Error', (message, options) => new Error(message, options)],
  ['EvalError', (message, options) => new EvalError(message, options)],
  ['RangeError', (message, options) => new RangeError(message, options)],
  ['ReferenceError', (message, options) => new ReferenceError(message, options)],
  ['SyntaxError', (message, options) => new SyntaxError(message, options)],
  ['TypeError', (message, options) => new TypeError(message, options)],
  ['URIError', (message, options) => new URIError(message, options)],
]);
