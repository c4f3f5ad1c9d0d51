import { type NamedLeaf, namedLeaves } from '@monge/autodiff/trees';
import { DomainError } from '@monge/ndarray';
import { METADATA } from './format.js';

/**
 * The leaves of a tree under names that can stand in a file.
 *
 * @throws DomainError when two leaves have the same name, or one has a name that a file cannot have.
 */
export function namedArrays(tree: unknown, caller: string): readonly NamedLeaf[] {
  const leaves = namedLeaves(tree);
  const names = new Set<string>();
  for (const [name] of leaves) {
    if (names.has(name)) {
      throw new DomainError(
        `${caller}: expected names that differ once their parts are joined by dots, got '${name}' twice; rename a key that has a dot in it`,
      );
    }
    if (name === METADATA) {
      throw new DomainError(`${caller}: expected another name than '${name}', which the format reserves`);
    }
    checkText(name, 'names', caller);
    names.add(name);
  }
  return leaves;
}

/** @throws DomainError when a text has half of a surrogate pair in it, which UTF-8 cannot say. */
export function checkText(text: string, what: string, caller: string): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw new DomainError(`${caller}: expected ${what} in well-formed Unicode, got ${JSON.stringify(text)}`);
  }
}
