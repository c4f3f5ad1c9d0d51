import { DomainError } from '@monge/ndarray';
import type { Acceleration } from '../../solve-options.js';

/** An acceleration with its parameters. */
export type ChosenAcceleration =
  | { readonly kind: 'none' | 'nesterov' }
  /** Without a factor it is found on the way. */
  | { readonly kind: 'overRelaxation'; readonly factor: number | undefined }
  | { readonly kind: 'anderson'; readonly memory: number };

const DEFAULT_MEMORY = 15;

/** The acceleration that a caller asks for. */
export function chosenAcceleration(asked: Acceleration, caller: string): ChosenAcceleration {
  const given = typeof asked === 'string' ? { kind: asked } : asked;
  switch (given?.kind) {
    case 'none':
    case 'nesterov':
      return { kind: given.kind };
    case 'overRelaxation': {
      const { factor } = { factor: undefined, ...given };
      expect(
        caller,
        factor === undefined || (factor >= 1 && factor < 2),
        'acceleration.factor in [1, 2) (of over-relaxation: 1 is plain)',
        factor,
      );
      return { kind: 'overRelaxation', factor };
    }
    case 'anderson': {
      const { memory } = { memory: DEFAULT_MEMORY, ...given };
      expect(
        caller,
        Number.isInteger(memory) && memory >= 1,
        'acceleration.memory a whole number ≥ 1 (steps that Anderson acceleration combines)',
        memory,
      );
      return { kind: 'anderson', memory };
    }
    default:
      throw refusal(caller, "acceleration 'none', 'nesterov', 'overRelaxation' or 'anderson'", asked);
  }
}

function expect(caller: string, condition: boolean, expected: string, got: unknown): void {
  if (!condition) throw refusal(caller, expected, got);
}

function refusal(caller: string, expected: string, got: unknown): DomainError {
  return new DomainError(`${caller}: expected ${expected}, got ${String(got)}`);
}
