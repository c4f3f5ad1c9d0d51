import { add, expandDims, matmul, multiply, outer, subtract, type Tensor, transpose } from '@monge/autodiff';
import { bind, denseOf, type Primitive, type Value } from '@monge/autodiff/primitive';
import { MongeError } from '@monge/ndarray';
import type { Limits } from '../../gradients/internal/conjugate-gradients.js';
import { rowsOf, solveLaplacian as solved } from '../../gradients/internal/solve-laplacian.js';
import { tensorOf, valueFrom } from './tensors.js';

/** How a system is solved, and its damping θ. */
interface Settings {
  readonly limits: Limits;
  readonly damping: number;
}

/**
 * z = A⁺ r for A = diag(Kᵀ a) − θ Kᵀ diag(a) K, where the rows of K [n, m] sum to one: for θ = 1 the Laplacian of a graph on the targets. Its null space is
 * the constants on those with mass then, whatever K is, so that dz = A⁺ (dr − dA z).
 */
const laplacianSolve: Primitive<Settings> = {
  name: 'laplacianSolve',
  evaluate([k, a, r], { limits, damping }) {
    const [kernel, weights, rhs] = [denseOf(k).data, denseOf(a).data, denseOf(r).data];
    const [n, m] = [weights.length, rhs.length];
    const plan = Float64Array.from(kernel, (entry, at) => weights[Math.floor(at / m)] * entry);
    const rows = rowsOf(plan, n, m);
    const support = new Float64Array(m);
    for (const row of rows) {
      for (let j = 0; j < m; j++) if (row[j] > 0) support[j] = 1;
    }
    const masked = support.map((one, j) => one * rhs[j]);
    const { x, residual, status } = solved(rows, damping, masked, 0, limits);
    if (status !== 'converged') throw notSolved(residual, limits.tolerance);
    return { data: x.map((value, j) => support[j] * value), shape: [m] };
  },
  vjp(cotangent, [k, a], output, settings, wanted) {
    const response = bind(laplacianSolve, [k, a, cotangent], settings);
    const [kernel, weights, z, w] = [k, a, output, response].map(tensorOf);
    const [u, v] = [matmul(kernel, z), matmul(kernel, w)];
    const damped = (tensor: Tensor) => multiply(settings.damping, tensor);
    return [
      wanted[0]
        ? valueFrom(
            multiply(expandDims(weights, 1), subtract(damped(add(outer(v, z), outer(u, w))), multiply(z, w))),
          )
        : undefined,
      wanted[1] ? valueFrom(subtract(damped(multiply(u, v)), matmul(kernel, multiply(z, w)))) : undefined,
      response,
    ];
  },
  jvp([atK, atA, atR], [k, a], output, settings) {
    const [kernel, weights, z] = [k, a, output].map(tensorOf);
    const u = matmul(kernel, z);
    const damped = (tensor: Tensor) => multiply(settings.damping, tensor);
    const terms: Tensor[] = atR === undefined ? [] : [tensorOf(atR)];
    if (atK !== undefined) {
      const along = tensorOf(atK);
      const columns = multiply(matmul(weights, along), z);
      const back = matmul(transpose(along), multiply(weights, u));
      const forth = matmul(transpose(kernel), multiply(weights, matmul(along, z)));
      terms.push(subtract(damped(add(back, forth)), columns));
    }
    if (atA !== undefined) {
      const along = tensorOf(atA);
      const back = matmul(transpose(kernel), multiply(along, u));
      terms.push(subtract(damped(back), multiply(matmul(along, kernel), z)));
    }
    const moved = valueFrom(terms.reduce((total, term) => add(total, term)));
    return bind(laplacianSolve, [k, a, moved], settings);
  },
};

/** The solution of A z = r, for θ = 1 that whose mean is zero; what is in r of the null space is left out. */
export function solveLaplacian(kernel: Tensor, weights: Tensor, rhs: Tensor, settings: Settings): Tensor {
  const inputs: readonly Value[] = [kernel, weights, rhs].map(valueFrom);
  return tensorOf(bind(laplacianSolve, inputs, settings));
}

export function notSolved(residual: number, tolerance: number): MongeError {
  return new MongeError(
    'notConverged',
    `sinkhorn.differentiable: expected the linear system of the derivative to be solved to a relative residual of ${tolerance}, got ` +
      `${residual.toExponential(1)}; allow more iterations or a larger tolerance in linearSolve, or a larger epsilon`,
  );
}
