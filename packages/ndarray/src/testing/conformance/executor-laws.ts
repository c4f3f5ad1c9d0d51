import type { FloatDType } from '../../dtype.js';
import type { ExecutorLaw } from './executor-law.js';
import { cTransform } from './laws/c-transform.js';
import { eachElement, mapOperations } from './laws/each-element.js';
import { eachPower } from './laws/each-power.js';
import { mapInPlace } from './laws/map-in-place.js';
import { matrixProduct } from './laws/matrix-product.js';
import { planProduct } from './laws/plan-product.js';
import { planTotals } from './laws/plan-totals.js';
import { planWeights } from './laws/plan-weights.js';
import { scalingIteration } from './laws/scaling-iteration.js';
import { softMinimum } from './laws/soft-minimum.js';

const dtypes: readonly FloatDType[] = ['float64', 'float32'];

/**
 * What is true of every executor, synchronous or not, as checks to run against anybody's, ours or yours: each kernel, in each
 * element type, against its definition in float64, on inputs of any layout and size.
 *
 * @example
 * import { createWasm } from '@monge/ndarray/executors';
 * import { executorLaws } from '@monge/ndarray/testing';
 *
 * const executor = createWasm();
 * for (const { exemption, check } of executorLaws) {
 *   if (exemption(executor) === undefined) await check(executor, { runs: 5 });
 * }
 */
export const executorLaws: readonly ExecutorLaw[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ dtypes.flatMap((dtype) => [
    matrixProduct(dtype),
    ...mapOperations.map((operation) => eachElement(operation, dtype)),
    eachPower(dtype),
    mapInPlace(dtype),
    softMinimum(dtype),
    cTransform(dtype),
    planProduct(dtype),
    planTotals(dtype),
    planWeights(dtype),
    scalingIteration(dtype),
  ]),
);
