/** What `@monge/random` throws: `'shape'` for a bad size or shape, `'domain'` for any other argument out of range. */
export class RandomError extends Error {
  readonly code: 'domain' | 'shape';

  constructor(code: 'domain' | 'shape', message: string) {
    super(message);
    this.name = 'RandomError';
    this.code = code;
  }
}
