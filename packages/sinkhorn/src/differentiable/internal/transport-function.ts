import { astype, type Operand, type Tensor } from '@monge/autodiff';
import { denseOf, dtypeOfDense, operate, plainOf, type Value } from '@monge/autodiff/primitive';
import { DomainError } from '@monge/ndarray';
import { asCost } from '../../costs/as-cost.js';
import type { Cost } from '../../costs/cost.js';
import { squaredEuclidean } from '../../costs/squared-euclidean.js';
import type { Limits } from '../../gradients/internal/conjugate-gradients.js';
import { limitsOf } from '../../gradients/internal/limits-of.js';
import type { DifferentiableOptions, TransportGeometry } from '../options.js';
import { defaultsFor } from './defaults-for.js';
import type { ProblemKind } from './parts.js';
import { tensorOf, valueFrom } from './tensors.js';
import { type TransportCall, transportCall } from './transport-call.js';
import type { Unrolled } from './unrolled.js';

/** Reads a problem, and computes a result of it, implicitly or in unrolled iterations; in float32 if the points, or costs, are. */
export function transportFunction(
  name: string,
  geometry: TransportGeometry,
  options: DifferentiableOptions,
  implicit: (inputs: readonly Value[], call: TransportCall) => Value,
  unrolled: Unrolled,
): Tensor {
  const { a, b, epsilon, tauA = 1, tauB = 1, ...others } = options;
  const { differentiation = 'implicit', linearSolve = {}, onSolution, ...solveOptions } = others;
  const caller = `sinkhorn.${name}`;
  if (differentiation !== 'implicit' && differentiation !== 'unrolled') {
    throw new DomainError(
      `${caller}: expected differentiation to be 'implicit' or 'unrolled', got ${String(differentiation)}`,
    );
  }
  const cost: Cost | undefined =
    'costs' in geometry ? undefined : asCost(geometry.cost ?? squaredEuclidean, caller);
  const places: readonly Operand[] = 'costs' in geometry ? [geometry.costs] : [geometry.x, geometry.y];
  const given: Record<string, Operand | undefined> = { a, b, epsilon };
  const present = Object.keys(given).filter((key) => given[key] !== undefined);
  const operands = [...places, ...present.map((key) => given[key]!)];
  const kind: ProblemKind = { cost, tauA, tauB };
  const limitsFor = (single: boolean): Limits =>
    limitsOf(single ? 'float32' : 'float64', linearSolve, caller);
  const compute = (...values: Value[]): Value => {
    const arrays = values.slice(0, places.length);
    const weights: Record<string, Value | undefined> = {};
    present.forEach((key, k) => {
      weights[key] = values[places.length + k];
    });
    const inputs = [...arrays, ...defaultsFor(arrays, weights, kind, caller)];
    const single = arrays.every((array) => dtypeOfDense(denseOf(plainOf(array))) === 'float32');
    const result =
      differentiation === 'unrolled'
        ? valueFrom(unrolled(inputs.map(tensorOf), kind, options.maxIterations))
        : implicit(
            inputs,
            transportCall({ ...kind, caller, solveOptions, limits: limitsFor(single), onSolution }),
          );
    return single ? valueFrom(astype(tensorOf(result), 'float32')) : result;
  };
  const names = ['costs' in geometry ? ['costs'] : ['x', 'y'], present].flat();
  return operate<Operand>(name, compute, operands, { caller, operands: names });
}
