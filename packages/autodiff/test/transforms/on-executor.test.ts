import {
  checkpoint,
  cos,
  divergence,
  exp,
  expm1,
  gelu,
  grad,
  hvp,
  linear,
  log,
  log1p,
  matmul,
  mean,
  type Operand,
  onExecutor,
  sigmoid,
  silu,
  sin,
  softplus,
  square,
  sum,
  type Tensor,
  tanh,
  vjp,
} from '@monge/autodiff';
import { einsum } from '@monge/autodiff/linalg';
import { copy, DomainError, type Executor, type NdArray } from '@monge/ndarray';
import { createJavaScript, createWasm } from '@monge/ndarray/executors';
import { assertAllClose } from '@monge/ndarray/testing';
import { normal, uniform } from '@monge/random';
import { afterEach, describe, expect, test } from 'vitest';

const wasm = createWasm();
const used: string[] = [];

/** Plain loops that say what they were asked for. */
const spy: Pick<Executor, 'gemm' | 'map'> = {
  gemm(a, b, out) {
    used.push('gemm');
    createJavaScript().gemm(a, b, out);
  },
  map(operation, x, out) {
    used.push(operation);
    createJavaScript().map(operation, x, out);
  },
};

afterEach(() => {
  used.length = 0;
});

const unary: Readonly<Record<string, (x: Operand) => Tensor>> = {
  cos,
  exp,
  expm1,
  gelu,
  log,
  log1p,
  sigmoid,
  silu,
  sin,
  softplus,
  tanh,
};

describe.each(['float64', 'float32'] as const)('in %s', (dtype) => {
  const tolerance = dtype === 'float64' ? 1e-14 : 2e-6;
  const close = { rtol: tolerance, atol: tolerance };

  test.each(Object.entries(unary))(
    '%s has the values and derivatives that it has in plain loops',
    (name, f) => {
      const x = uniform(1, [37, 31], { dtype, low: name.startsWith('log') ? 0.01 : -8, high: 8 });
      const cotangent = normal(2, [37, 31], { dtype });
      for (const run of [
        () => f(x),
        () => vjp(f, x)[1](cotangent)[0],
        () => hvp((y: Tensor) => sum(f(y)), x, cotangent),
      ]) {
        assertAllClose(onExecutor(run, wasm)() as NdArray, run() as NdArray, close);
      }
      onExecutor(() => f(x), spy)();
      expect(used).toEqual([name]);
    },
  );

  test.each([-Infinity, -900, -0, 0, 900, Infinity])('silu has its slope at %d', (x) => {
    const at = new (dtype === 'float64' ? Float64Array : Float32Array)(100).fill(x);
    const slope = () => grad((y: Tensor) => sum(silu(y)))(at);
    expect(onExecutor(slope, wasm)()).toEqual(slope());
  });

  test('networks have the gradients that they have in plain loops', () => {
    const params = {
      w: normal(3, [17, 40], { dtype }),
      b: normal(4, [40], { dtype }),
      v: normal(5, [40, 6], { dtype }),
    };
    const x = normal(6, [50, 17], { dtype });
    const loss = ({ w, b, v }: { w: Tensor; b: Tensor; v: Tensor }) =>
      mean(square(matmul(checkpoint((h: Tensor) => linear(h, w, b, 'silu'))(copy(x)), v)));
    const plain = grad(loss)(params);
    const fast = onExecutor(grad(loss), wasm)(params);
    for (const name of ['w', 'b', 'v'] as const) {
      assertAllClose(fast[name], plain[name], { rtol: 10 * tolerance, atol: 10 * tolerance });
    }
  });
});

test('batches of products, transposed or not, and sums of products run on the executor', () => {
  const a = normal(7, [3, 1, 9, 11]);
  const b = normal(8, [2, 11, 10]);
  const c = normal(9, [3, 2, 9, 10]);
  const run = (): readonly Tensor[] => [
    matmul(a, b),
    ...vjp((x: Tensor, y: Tensor) => matmul(x, y), a, b)[1](c),
    einsum('bik,ckj->ij', normal(9, [3, 9, 11]), b),
  ];
  const expected = run();
  onExecutor(run, wasm)().forEach((each, k) => {
    assertAllClose(each as NdArray, expected[k] as NdArray, { rtol: 1e-12, atol: 1e-12 });
  });
  onExecutor(run, spy)();
  expect(used.every((name) => name === 'gemm')).toBe(true);
  expect(used.length).toBeGreaterThanOrEqual(24);
});

test('both passes of a gradient are on the executor that is around it, and only the first if it is inside', () => {
  const w = normal(10, [8, 8]);
  const loss = (x: Tensor) => sum(matmul(x, w));
  onExecutor(grad(loss), spy)(w);
  expect(used).toEqual(['gemm', 'gemm']);
  used.length = 0;
  grad(onExecutor(loss, spy))(w);
  expect(used).toEqual(['gemm']);
});

test('small arrays stay in plain loops', () => {
  onExecutor(
    grad((x: Tensor) => sum(tanh(matmul(x, x)))),
    spy,
  )(normal(11, [7, 7]));
  expect(used).toEqual([]);
});

test('divergences of networks run on the executor', () => {
  const w = normal(12, [5, 5]);
  const x = normal(13, [40, 5]);
  const run = () => divergence((p: Tensor) => tanh(matmul(p, w)), x, { probes: 'gaussian', key: 1 });
  assertAllClose(onExecutor(run, wasm)(), run(), { rtol: 1e-12, atol: 1e-12 });
});

test('what an executor is around ends with it, also by an exception, and the inner one holds', () => {
  const x = normal(14, [100]);
  const failing = onExecutor(() => {
    throw new DomainError('no');
  }, spy);
  expect(failing).toThrow('no');
  tanh(x);
  onExecutor(() => onExecutor(() => tanh(x), wasm)(), spy)();
  expect(used).toEqual([]);
  onExecutor(() => {
    onExecutor(() => tanh(x), wasm)();
    tanh(x);
  }, spy)();
  expect(used).toEqual(['tanh']);
});

test('arguments and types pass through', () => {
  const f = onExecutor((x: number, y: string) => `${x}${y}`, wasm);
  expect(f(1, 'a')).toBe('1a');
  const g = onExecutor(
    grad((p: { a: Tensor }) => sum(p.a)),
    wasm,
  );
  expect(g({ a: [1, 2] }).a.shape).toEqual([2]);
});
