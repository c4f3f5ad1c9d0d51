import { DomainError } from '../errors.js';

/** The axes that `...` stands for, in a list of labels. */
export const ellipsis = '...';

/** What a string of subscripts says: the labels of the axes of each operand, and of the result. */
export interface Subscripts {
  /** The string, for messages. */
  readonly text: string;
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/**
 * Reads `'ij,jk->ik'`. Without an arrow, the output has the axes of the ellipsis and then, in alphabetical order, the
 * labels that appear once.
 *
 * @throws DomainError when it is none.
 */
export function parseSubscripts(text: string, caller: string): Subscripts {
  const [left, right, ...rest] = text.replace(/\s/g, '').split('->');
  const operands = left.split(',').map(labelsOf);
  const output = right === undefined ? impliedOutput(operands) : labelsOf(right);
  const lists = [...operands, output];
  if (rest.length > 0 || !lists.every(isWellFormed)) {
    throw new DomainError(
      `${caller}: expected subscripts like 'ij,jk->ik' (each label a letter, at most one ... an operand), got '${text}'`,
    );
  }
  const known = new Set(operands.flat());
  const wrong = output.find(
    (label, at) => !(known.has(label) || label === ellipsis) || output.indexOf(label) < at,
  );
  if (wrong !== undefined) {
    throw new DomainError(
      `${caller}: expected the output of '${text}' to name labels of the operands, each once, got '${wrong}' ${known.has(wrong) ? 'twice' : 'that no operand has'}`,
    );
  }
  return { text, operands, output };
}

function labelsOf(text: string): string[] {
  return text.match(/\.{3}|./g) ?? [];
}

function isWellFormed(labels: readonly string[]): boolean {
  return (
    labels.every((label) => label === ellipsis || /^[a-z]$/i.test(label)) &&
    labels.indexOf(ellipsis) === labels.lastIndexOf(ellipsis)
  );
}

function impliedOutput(operands: readonly (readonly string[])[]): string[] {
  const all = operands.flat();
  const once = all.filter((label) => label !== ellipsis && all.indexOf(label) === all.lastIndexOf(label));
  return all.includes(ellipsis) ? [ellipsis, ...once.toSorted()] : once.toSorted();
}
