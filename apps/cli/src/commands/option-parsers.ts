import { InputError } from '../input-error.js';

/** Reads the text of an option's value. */
export type OptionParser<T> = (text: string) => T;

/** A number above zero. */
export const positiveNumber =
  (option: string): OptionParser<number> =>
  (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new InputError(`${option}: expected a number > 0, got "${text}"`);
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
