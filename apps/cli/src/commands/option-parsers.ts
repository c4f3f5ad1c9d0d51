import { InputError } from '../input-error.js';
import type { Taus } from '../transport/taus.js';

/** Reads the text of an option's value. */
export type OptionParser<T> = (text: string) => T;

/** A number above zero. */
export const positiveNumber =
  (option: string): OptionParser<number> =>
  (text) => {
    const value = numberOf(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new InputError(`${option}: expected a number > 0, got "${text}"`);
  };

/** A number in [0, 1]. */
export const fraction =
  (option: string): OptionParser<number> =>
  (text) => {
    const value = numberOf(text);
    if (value >= 0 && value <= 1) return value;
    throw new InputError(`${option}: expected a number in [0, 1], got "${text}"`);
  };

/** How firmly the marginals are held: a number in (0, 1] for both, or one for each with a comma between them. */
export const taus =
  (option: string): OptionParser<Taus> =>
  (text) => {
    const [tauA, tauB = tauA, ...more] = text.split(',').map(numberOf);
    if ([tauA, tauB].every((tau) => tau > 0 && tau <= 1) && more.length === 0) return { tauA, tauB };
    throw new InputError(
      `${option}: expected one or two numbers in (0, 1], such as 0.9 or 0.9,1, got "${text}"`,
    );
  };

/** A whole number above zero. */
export const positiveInteger =
  (option: string): OptionParser<number> =>
  (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new InputError(`${option}: expected a whole number > 0, got "${text}"`);
  };

/** Text that is not empty. */
export const someText =
  (option: string, what: string): OptionParser<string> =>
  (text) => {
    if (text !== '') return text;
    throw new InputError(`${option}: expected ${what}, got ""`);
  };

/** Names with commas between them. */
export const nameList =
  (option: string): OptionParser<readonly string[]> =>
  (text) => {
    const names = text.split(',').map((name) => name.trim());
    if (names.every((name) => name !== '') && new Set(names).size === names.length) return names;
    throw new InputError(`${option}: expected different names with commas between them, got "${text}"`);
  };

/** NaN for what is no number. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
