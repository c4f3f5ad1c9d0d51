import { add, expandDims, matmul, multiply, outer, subtract, type Tensor, transpose } from '@monge/autodiff';
import { bind, denseOf, type Primitive, type Value } from '@monge/autodiff/primitive';
import { MongeError } from '@monge/ndarray';
import { conjugateGradients, type Limits } from '../../gradients/internal/conjugate-gradients.js';
import { tensorOf, valueFrom } from './tensors.js';

/**
 * z = A⁺ r for A = diag(Kᵀ a) − Kᵀ diag(a) K, where the rows of K [n, m] sum to one: the Laplacian of a graph on the targets. Its null space is
 * the constants on those with mass, whatever K is, so that dz = A⁺ (dr − dA z).
 */
const laplacianSolve: Primitive<Limits> = {
  name: 'laplacianSolve',
  evaluate([k, a, r], limits) {
    const [kernel, weights, rhs] = [denseOf(k).data, denseOf(a).data, Float64Array.from(denseOf(r).data)];
    const [n, m] = [weights.length, rhs.length];
    const columnSums = new Float64Array(m);
    const own = new Float64Array(m);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        const entry = kernel[i * m + j];
        columnSums[j] += weights[i] * entry;
        own[j] += weights[i] * entry * entry;
      }
    }
    const product = (z: Float64Array): Float64Array => {
      const out = z.map((value, j) => columnSums[j] * value);
      for (let i = 0; i < n; i++) {
        let mean = 0;
        for (let j = 0; j < m; j++) mean += kernel[i * m + j] * z[j];
        mean *= weights[i];
        for (let j = 0; j < m; j++) out[j] -= kernel[i * m + j] * mean;
      }
      return out;
    };
    const support = columnSums.map((sum) => (sum > 0 ? 1 : 0));
    const diagonal = columnSums.map((sum, j) => Math.max(sum - own[j], LEAST * sum));
    const masked = rhs.map((value, j) => support[j] * value);
    const { x, residual, status } = conjugateGradients(
      { product, diagonal, weights: support },
      masked,
      0,
      limits,
    );
    if (status !== 'converged') throw notSolved(residual, limits.tolerance);
    return { data: x.map((value, j) => support[j] * value), shape: [m] };
  },
  vjp(cotangent, [k, a], output, limits, wanted) {
    const solved = bind(laplacianSolve, [k, a, cotangent], limits);
    const [kernel, weights, z, w] = [k, a, output, solved].map(tensorOf);
    const [u, v] = [matmul(kernel, z), matmul(kernel, w)];
    return [
      wanted[0]
        ? valueFrom(multiply(expandDims(weights, 1), subtract(add(outer(v, z), outer(u, w)), multiply(z, w))))
        : undefined,
      wanted[1] ? valueFrom(subtract(multiply(u, v), matmul(kernel, multiply(z, w)))) : undefined,
      solved,
    ];
  },
  jvp([atK, atA, atR], [k, a], output, limits) {
    const [kernel, weights, z] = [k, a, output].map(tensorOf);
    const u = matmul(kernel, z);
    const terms: Tensor[] = atR === undefined ? [] : [tensorOf(atR)];
    if (atK !== undefined) {
      const along = tensorOf(atK);
      const columns = multiply(matmul(weights, along), z);
      const back = matmul(transpose(along), multiply(weights, u));
      const forth = matmul(transpose(kernel), multiply(weights, matmul(along, z)));
      terms.push(subtract(add(back, forth), columns));
    }
    if (atA !== undefined) {
      const along = tensorOf(atA);
      terms.push(subtract(matmul(transpose(kernel), multiply(along, u)), multiply(matmul(along, kernel), z)));
    }
    return bind(laplacianSolve, [k, a, valueFrom(terms.reduce((total, term) => add(total, term)))], limits);
  },
};

/** The preconditioner has to be positive. */
const LEAST = 1e-10;

/** The solution of A z = r whose mean is zero; what is in r of the null space is left out. */
export function solveLaplacian(kernel: Tensor, weights: Tensor, rhs: Tensor, limits: Limits): Tensor {
  const inputs: readonly Value[] = [kernel, weights, rhs].map(valueFrom);
  return tensorOf(bind(laplacianSolve, inputs, limits));
}

export function notSolved(residual: number, tolerance: number): MongeError {
  return new MongeError(
    'notConverged',
    `sinkhorn.differentiable: expected the linear system of the derivative to be solved to a relative residual of ${tolerance}, got ` +
      `${residual.toExponential(1)}; allow more iterations or a larger tolerance in linearSolve, or a larger epsilon`,
  );
}
