import { add, grad, multiply, slice, square, subtract, sum, type Tensor } from '@monge/autodiff';
import { type Computation, computation } from '../../../computation.js';
import { strided } from '../../floats.js';

/** Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)², as a user writes it. */
export function ourGradient(x: Float64Array): Computation {
  const gradient = grad((at: Tensor) => {
    const head = slice(at, [0, -1]);
    const tail = slice(at, [1, null]);
    return sum(add(multiply(100, square(subtract(tail, square(head)))), square(subtract(1, head))));
  });
  const given = strided(x, x.length);
  return computation(() => gradient(given).data);
}
