/** What kind of mistake an error reports; stable, for programs to switch on. */
export type ErrorCode = 'shape' | 'domain' | 'dtype' | 'unsupported' | 'aborted' | 'notConverged';

/**
 * The base of every error that monge throws on purpose. The message names the function, what it expected,
 * what it got, what the argument means, and the remedy; `code` is for programs.
 */
export class MongeError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** An array whose shape does not fit the others. */
export class ShapeError extends MongeError {
  constructor(message: string) {
    super('shape', message);
  }
}

/** A value outside the interval on which the function is defined: a negative weight, a NaN, ε ≤ 0. */
export class DomainError extends MongeError {
  constructor(message: string) {
    super('domain', message);
  }
}

/** An element type that the function does not take. */
export class DTypeError extends MongeError {
  constructor(message: string) {
    super('dtype', message);
  }
}

/** A back end that was asked for by name and is not there, or cannot do the job. */
export class UnsupportedError extends MongeError {
  constructor(message: string, options?: ErrorOptions) {
    super('unsupported', message, options);
  }
}

/** Work stopped by the caller's `AbortSignal`; `partial` is what had been reached, fit for a warm start. */
export class AbortedError<Partial = unknown> extends MongeError {
  readonly partial: Partial;

  constructor(message: string, partial: Partial, options?: ErrorOptions) {
    super('aborted', message, options);
    this.partial = partial;
  }
}
