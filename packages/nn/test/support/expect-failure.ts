import { DomainError, DTypeError, type MongeError, ShapeError } from '@monge/ndarray';
import { expect } from 'vitest';

const errors = { shape: ShapeError, domain: DomainError, dtype: DTypeError };

/** Expects an error of the kind that `code` names, with exactly this message. */
export function expectFailure(code: keyof typeof errors, message: string, action: () => unknown): void {
  let caught: unknown;
  try {
    action();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(errors[code]);
  expect((caught as MongeError).code).toBe(code);
  expect((caught as MongeError).message).toBe(message);
}
