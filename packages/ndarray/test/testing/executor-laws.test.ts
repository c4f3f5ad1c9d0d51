import {
  type AsyncExecutor,
  contiguous,
  type Executor,
  fromData,
  matmul,
  type Pairwise,
} from '@monge/ndarray';
import { createJavaScript } from '@monge/ndarray/executors';
import { type ExecutorLaw, executorLaws } from '@monge/ndarray/testing';
import { describe, expect, it } from 'vitest';

const plain = createJavaScript();

/** The plain executor with something else in place of one of its pairwise kernels. */
function withKernel(changed: (right: Pairwise) => Partial<Pairwise>): Executor {
  return {
    ...plain,
    pairwise: (costs, dtype) => {
      const right = plain.pairwise(costs, dtype);
      return { ...right, ...changed(right) };
    },
  };
}

/** The plain executor behind promises, in float32. */
const asynchronous: AsyncExecutor = {
  asynchronous: true,
  name: 'webgpu',
  dtype: 'float32',
  device: 'none',
  gemm: async (a, b) => matmul(a, b) as Awaited<ReturnType<AsyncExecutor['gemm']>>,
  map: async (operation, x) => {
    const { data, shape } = contiguous(x, 'float32');
    const out = new Float32Array(data.length);
    plain.map(operation as Parameters<Executor['map']>[0], data, out);
    return fromData(out, shape);
  },
  reduce: () => Promise.reject(new Error('not under test')),
  release: () => {},
  pairwiseBatch: (costs) => costs.map(asynchronous.pairwise),
  pairwise: (costs) => {
    const pairwise = plain.pairwise(costs, 'float32');
    const { rows, columns } = pairwise;
    const sizeOf = (axis: 0 | 1) => (axis === 1 ? rows : columns);
    return {
      rows,
      columns,
      async softmin(axis, epsilon, potential) {
        const out = new Float64Array(sizeOf(axis));
        pairwise.softmin(axis, epsilon, potential, out);
        return out;
      },
      async product(axis, epsilon, phi, psi, vector) {
        const out = new Float64Array(sizeOf(axis));
        pairwise.product(axis, epsilon, phi, psi, vector, out);
        return out;
      },
      async totals(epsilon, phi, psi) {
        const [rowSums, columnSums] = [new Float64Array(rows), new Float64Array(columns)];
        const cost = pairwise.totals(epsilon, phi, psi, rowSums, columnSums);
        return { rowSums, columnSums, cost };
      },
      alternate: () => Promise.reject(new Error('not under test')),
      average: () => Promise.reject(new Error('not under test')),
      release: () => {},
    };
  },
};

/** Executors that go wrong in one way only, by the kernel whose law has to notice. */
const mistakes: Record<string, Executor> = {
  map: {
    ...plain,
    map: (operation, x, out) => {
      plain.map(operation, x, out);
      out[0] = 7;
    },
  },
  power: { ...plain, power: (x, y, out) => plain.power(y, x, out) },
  gemm: {
    ...plain,
    gemm: (a, b, out) => plain.gemm({ ...a, stride: [a.shape[1], 1], offset: 0 }, b, out),
  },
  softmin: withKernel(({ softmin }) => ({
    softmin: (axis, epsilon, potential, out) => {
      softmin(axis, epsilon, potential, out);
      out.forEach((value, i) => {
        if (value === Infinity) out[i] = Number.MAX_VALUE;
      });
    },
  })),
  cTransform: withKernel(({ cTransform }) => ({
    cTransform: (axis, potential, out) =>
      cTransform(
        axis,
        potential.map((value) => -value),
        out,
      ),
  })),
  product: withKernel(({ product }) => ({
    product: (axis, epsilon, phi, psi, vector, out) =>
      product(axis, epsilon, phi, psi, vector.map(Math.abs), out),
  })),
  totals: withKernel(({ totals }) => ({
    totals: (epsilon, phi, psi, rowSums, columnSums) =>
      1.001 * totals(epsilon, phi, psi, rowSums, columnSums),
  })),
  weights: withKernel(({ weights }) => ({
    weights: (epsilon, phi, psi, first, last, out) =>
      weights(epsilon, phi, psi, first, Math.max(first, last - 1), out),
  })),
  scaling: withKernel(({ scaling }) => ({
    scaling: (storage) => {
      const right = scaling(storage);
      return {
        ...right,
        iterate: (a, v, r, w) =>
          right.iterate(
            a.map(() => 1),
            v,
            r,
            w,
          ),
      };
    },
  })),
};

/** The kernel that a law is about: `gemm in float32: …`, `pairwise in float64: softmin is …`. */
function kernelOf({ name }: ExecutorLaw): string {
  const [, whole, , part] = /^(\w+) in (\w+): (\w+)/.exec(name) ?? [];
  return (whole === 'pairwise' ? part : whole) ?? '';
}

describe('the laws of executors', () => {
  it.each(executorLaws)('find out who breaks them: $name', async (law) => {
    await expect(law.check(mistakes[kernelOf(law)])).rejects.toThrow(/Counterexample/);
  });

  it('do not take the largest number for ∞', async () => {
    const saturating: Executor = {
      ...plain,
      map: (operation, x, out) => {
        plain.map(operation, x, out);
        out.forEach((value, i) => {
          if (value === Infinity) out[i] = Number.MAX_VALUE;
        });
      },
    };
    const law = executorLaws.find(({ name }) => name === 'map in float64: exp of each element')!;
    await expect(law.check(saturating)).rejects.toThrow(/Counterexample/);
  });

  it('say what was expected, and the numbers', async () => {
    const law = executorLaws.find(({ name }) => name.startsWith('pairwise in float64: totals'))!;
    const failure: Error = await law.check(mistakes.totals).then(
      () => new Error('held'),
      (error) => error,
    );
    expect(String(failure.cause)).toMatch(/expected Σ P C to be .* ± .* at \[0\], got /);
  });

  it('draw as many inputs as they are asked to', async () => {
    let calls = 0;
    const counted: Executor = {
      ...plain,
      gemm: (a, b, out) => {
        calls++;
        plain.gemm(a, b, out);
      },
    };
    await executorLaws[0].check(counted, { runs: 7 });
    expect(calls).toBe(7);
  });
});

describe('an executor behind promises', () => {
  it('is exempt from float64 and from kernels that it does not have, and the exemption says so', () => {
    const exemptions = (dtype: string) =>
      executorLaws
        .filter(({ name }) => name.includes(` in ${dtype}: `))
        .map((law) => [kernelOf(law), law.exemption(asynchronous)]);
    expect(exemptions('float32').filter(([, reason]) => reason !== undefined)).toEqual([
      ['power', 'webgpu has no power'],
      ['map', 'webgpu has no map into given arrays'],
      ['cTransform', 'webgpu has no cTransform'],
      ['weights', 'webgpu has no weights'],
      ['scaling', 'webgpu has no scaling'],
    ]);
    for (const [, reason] of exemptions('float64'))
      expect(reason).toMatch(/^webgpu (computes in float32|has no )/);
  });

  it.each(executorLaws.filter(({ exemption }) => exemption(asynchronous) === undefined))(
    '$name',
    async ({ check }) => {
      await expect(check(asynchronous, { runs: 10 })).resolves.toBeUndefined();
    },
  );
});
