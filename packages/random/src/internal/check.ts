import { RandomError } from '../random-error.js';

/** Throws a `RandomError` in the house's words unless `ok`. */
export function check(
  ok: boolean,
  where: string,
  expected: string,
  got: string | number | bigint,
  code: RandomError['code'] = 'domain',
): asserts ok {
  if (!ok) throw new RandomError(code, `random.${where}: expected ${expected}, got ${got}`);
}

/** Throws a `RandomError` unless the value is a finite number > 0. */
export function checkPositive(where: string, name: string, value: number): void {
  check(value > 0 && value < Infinity, where, `${name} > 0, and finite`, value);
}
