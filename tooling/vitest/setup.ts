import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly seed: number;
  }
}

// Properties are tried on the same cases everywhere, so that a failure is the change's and not the day's.
fc.configureGlobal({ seed: inject('seed') });
