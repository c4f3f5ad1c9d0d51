import { jvp, type Tensor, vjp } from '@monge/autodiff';
import { denseOf, fit, isPlain, type Primitive, spread, type Value } from '@monge/autodiff/primitive';
import { type FloatData, fromData, type NdArray } from '@monge/ndarray';
import type { ImplicitOptions, Sensitivities } from '../../gradients/sensitivities.js';
import type { Solution } from '../../solution.js';
import { cotangentsOf } from './cotangents-of.js';
import { notSolved } from './laplacian-solve.js';
import { type Parts, partsOf } from './parts.js';
import { apart, optionsOf, potentialsValue, sourcesOf } from './potentials.js';
import type { PotentialTensors } from './programs.js';
import { tensorOf, valueFrom } from './tensors.js';
import type { TransportCall } from './transport-call.js';

/** A result of a transport problem: how it is read off a solution, how cotangents of it are pulled back, and what it is in operations. */
export interface TransportResult {
  readonly name: string;
  readonly of: (solution: Solution) => NdArray<Float64Array>;
  readonly vjp: (
    solution: Solution,
    cotangent: NdArray<FloatData>,
    options: ImplicitOptions,
  ) => Sensitivities & { readonly linearSolve?: { readonly status: string; readonly residual: number } };
  readonly program: (parts: Parts, potentials: PotentialTensors) => Tensor;
  /** `'constant'` by the envelope theorem: where the derivative by the potentials is zero. */
  readonly potentials: 'constant' | 'implicit';
}

/**
 * The result as a primitive. First derivatives in reverse mode are the vector–Jacobian products on the kernels; all others are
 * those of the program.
 */
export function transportPrimitive(result: TransportResult): Primitive<TransportCall> {
  /** The program, as a function of the inputs. */
  const programAt = (inputs: readonly Value[], call: TransportCall) => {
    const n = sourcesOf(inputs);
    const fixed = result.potentials === 'constant' ? tensorOf(potentialsValue(inputs, call)) : undefined;
    return (...leaves: readonly Tensor[]): Tensor => {
      const packed = fixed ?? tensorOf(potentialsValue(leaves.map(valueFrom), call));
      return result.program(partsOf(leaves, call), apart(packed, n));
    };
  };
  return {
    name: result.name,
    evaluate(inputs, call) {
      const { data, shape } = result.of(call.solution(inputs));
      return { data, shape };
    },
    vjp(cotangent, inputs, _, call, wanted) {
      if (isPlain(cotangent) && inputs.every(isPlain)) {
        const { data, shape } = denseOf(cotangent);
        const sensitivities = result.vjp(call.solution(inputs), fromData(data, shape), optionsOf(call));
        const { linearSolve } = sensitivities;
        if (linearSolve !== undefined && linearSolve.status !== 'converged') {
          throw notSolved(linearSolve.residual, call.limits.tolerance);
        }
        return cotangentsOf(sensitivities, inputs, wanted);
      }
      const [, pullback] = vjp(programAt(inputs, call), ...inputs.map(tensorOf));
      const derivatives = pullback(tensorOf(cotangent));
      return derivatives.map((derivative, k) =>
        wanted[k] ? fit(valueFrom(derivative), inputs[k]) : undefined,
      );
    },
    jvp(tangents, inputs, output, call) {
      const [, rate] = jvp(
        programAt(inputs, call),
        inputs.map(tensorOf),
        tangents.map((tangent) => (tangent === undefined ? undefined : tensorOf(tangent))),
      );
      return spread(valueFrom(rate), output);
    },
  };
}
