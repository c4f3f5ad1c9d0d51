import { Traced } from '@monge/autodiff';
import type { Plain, Value } from '@monge/autodiff/primitive';

export function isPlain(value: Value): value is Plain {
  return !(value instanceof Traced);
}
