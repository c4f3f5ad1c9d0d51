import {
  add,
  customVjp,
  divide,
  exp,
  grad,
  hvp,
  jvp,
  linear,
  logSumExp,
  mean,
  multiply,
  onExecutor,
  reshape,
  sigmoid,
  silu,
  square,
  subtract,
  sum,
  type Tensor,
  tanh,
  valueAndGrad,
} from '@monge/autodiff';
import type { Executor } from '@monge/ndarray';
import { createWasm } from '@monge/ndarray/executors';
import { createPool } from '@monge/ndarray/pool';
import { assertAllClose } from '@monge/ndarray/testing';
import { normal, uniform } from '@monge/random';
import { afterAll, describe, expect, test } from 'vitest';

// Intermediate results lie in memory that the kernels of an executor reserve: nothing of that may show.

const wasm = createWasm();
const pool = await createPool({ threads: 2 });
afterAll(() => pool.release());

const executors: Readonly<Record<string, Executor>> = {
  wasm,
  'a pool': pool,
  'kernels with less memory than a step takes': { ...wasm, reserve: () => createWasm().reserve?.(5000) },
  'kernels with room for nothing': { ...wasm, reserve: () => createWasm().reserve?.(64) },
  'kernels without memory': { ...wasm, reserve: () => undefined },
};

const rows = { axis: -1, keepDims: true } as const;

interface Params {
  readonly x: Tensor;
  readonly column: Tensor;
  readonly row: Tensor;
  readonly cube: Tensor;
  readonly w: Tensor;
}

/** Whole arrays, rows, columns, numbers, and arrays that broadcast along an axis in the middle, which kernels do not take. */
function program({ x, column, row, cube, w }: Params): Tensor {
  const moved = add(multiply(x, column), row);
  const scores = subtract(multiply(-0.3, square(moved)), logSumExp(moved, rows));
  const weights = exp(scores);
  const centred = subtract(moved, sum(multiply(weights, moved), rows));
  const layer = linear(centred, w, row, 'silu');
  const gated = multiply(sigmoid(layer), divide(tanh(centred), add(2, square(column))));
  const spread = multiply(reshape(silu(gated), [3, 1, 4, 19]), cube);
  return add(mean(square(spread)), sum(multiply(row, row)));
}

describe.each(['float64', 'float32'] as const)('in %s', (dtype) => {
  const params = {
    x: normal(1, [12, 19], { dtype }),
    column: uniform(2, [12, 1], { dtype, low: 0.5, high: 1.5 }),
    row: normal(3, [19], { dtype }),
    cube: normal(4, [3, 5, 4, 1], { dtype }),
    w: normal(5, [19, 19], { dtype, std: 0.2 }),
  };
  const tolerance = dtype === 'float64' ? 1e-12 : 2e-5;
  const close = { rtol: tolerance, atol: tolerance };
  const names = ['x', 'column', 'row', 'cube', 'w'] as const;

  test.each(Object.entries(executors))(
    'gradients on %s are those of plain loops, and stay as they are',
    (_, executor) => {
      const plain = grad(program)(params);
      const onIt = onExecutor(grad(program), executor);
      const first = onIt(params);
      const again = onIt(params);
      for (const name of names) {
        assertAllClose(first[name], plain[name], close);
        expect(again[name]).toEqual(first[name]);
      }
    },
  );

  test.each(Object.entries(executors))('so are those of second order, and tangents, on %s', (_, executor) => {
    const along = (key: number, { shape }: { shape: readonly number[] }) =>
      normal(key, [...shape], { dtype });
    const tangents = {
      x: along(10, params.x),
      column: along(11, params.column),
      row: along(12, params.row),
      cube: along(13, params.cube),
      w: along(14, params.w),
    };
    const second = () => hvp(program, params, tangents);
    const [fast, plain] = [onExecutor(second, executor)(), second()];
    for (const name of names) assertAllClose(fast[name], plain[name], close);
    const first = () => jvp(program, [params], [tangents]);
    onExecutor(first, executor)().forEach((each, k) => {
      assertAllClose(each, first()[k], close);
    });
  });
});

test('an executor inside of another one has its arrays where the outer one has its own', () => {
  const x = normal(6, [40]);
  const inner = onExecutor(
    (y: Tensor) => grad((z: Tensor) => sum(tanh(multiply(z, y))))(multiply(y, 0.5)),
    createWasm(),
  );
  const outer = (y: Tensor) => sum(square(inner(multiply(y, y))));
  assertAllClose(onExecutor(grad(outer), wasm)(x), grad(outer)(x), { rtol: 1e-12, atol: 1e-12 });
});

test('rules that callers write may differentiate on executors of their own', () => {
  const other = createWasm();
  const inner = onExecutor(
    valueAndGrad((y: Tensor) => sum(multiply(square(y), tanh(y)))),
    other,
  );
  const f = customVjp({
    forward: (y: Tensor) => inner(y),
    backward: (by: Tensor, cotangent: number | Tensor) => [multiply(cotangent, by)],
  });
  const x = normal(7, [50]);
  const plain = grad((y: Tensor) => sum(multiply(square(multiply(y, y)), tanh(multiply(y, y)))));
  const fast = onExecutor(
    grad((y: Tensor) => f(multiply(y, y))),
    wasm,
  );
  assertAllClose(fast(x), plain(x), { rtol: 1e-12, atol: 1e-12 });
});

test('cotangents of zero win over infinite slopes', () => {
  const x = new Float64Array(32).map((_, i) => (i % 2 === 0 ? 800 : 1));
  const masked = new Float64Array(32).map((_, i) => i % 2);
  const by = onExecutor(
    grad((y: Tensor) => sum(multiply(masked, exp(y)))),
    wasm,
  )(x);
  assertAllClose(
    by,
    masked.map((m) => (m === 0 ? 0 : Math.E)),
    { rtol: 1e-12, atol: 0 },
  );
});
