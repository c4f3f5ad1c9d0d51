import { UnsupportedError } from '@monge/ndarray';

/** What is thrown for a call of something that has been given back. */
export function released(caller: string): UnsupportedError {
  return new UnsupportedError(
    `${caller}: expected to be called before release(), got a call after it; create another`,
  );
}
