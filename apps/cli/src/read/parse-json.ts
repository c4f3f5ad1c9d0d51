import {
  findNodeAtLocation,
  type JSONPath,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { InputError } from '../input-error.js';

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/**
 * `JSON.parse`, with the line number where the text is not JSON.
 *
 * @throws InputError naming the line and what was expected there.
 */
export function parseJson(path: string, text: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const first = errors.at(0);
    const line = firstLine - 1 + lineAt(text, first?.offset ?? 0);
    const mistake = first ? inWords(printParseErrorCode(first.error)) : 'malformed';
    throw new InputError(`${path}: line ${line}: not valid JSON: ${mistake}`, { cause });
  }
}

/** Where the row under `path` stands: `record 17, line 35`. Parses the text again: for error messages only. */
export function whereInJson(text: string, noun: string, path: JSONPath, row: number): string {
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, [...path, row]);
  return node ? `line ${lineAt(text, node.offset)} (${noun} ${row + 1})` : `${noun} ${row + 1}`;
}

/** `CommaExpected` → `comma expected`. */
const inWords = (code: string): string =>
  code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
