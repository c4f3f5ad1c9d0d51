import { DomainError } from '@monge/ndarray';

/** @throws DomainError unless a size, such as a number of features, is a positive integer. `meaning` says of what. */
export function checkSize(size: number, name: string, meaning: string, caller: string): void {
  if (Number.isSafeInteger(size) && size > 0) return;
  throw new DomainError(
    `${caller}: expected ${name} to be a positive integer (${meaning}), got ${size}; give the layer its sizes when it is made`,
  );
}
