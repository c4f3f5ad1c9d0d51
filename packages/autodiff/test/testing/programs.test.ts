import * as autodiff from '@monge/autodiff';
import {
  add,
  checkpoint,
  cos,
  customJvp,
  customVjp,
  grad,
  multiply,
  neg,
  sin,
  sum,
  type Tensor,
  vjp,
} from '@monge/autodiff';
import * as linalg from '@monge/autodiff/linalg';
import * as sorting from '@monge/autodiff/sorting';
import * as special from '@monge/autodiff/special';
import {
  checkDerivatives,
  checkGradient,
  derivativeLaws,
  type Program,
  programs,
} from '@monge/autodiff/testing';
import { array, type NdArray } from '@monge/ndarray';
import { assertAllClose } from '@monge/ndarray/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const evaluated = (program: Program): NdArray => plainly(program.run(...program.inputs));

/** The shortest program that breaks a law. */
function counterexample(arbitrary: fc.Arbitrary<Program>, law: (program: Program) => void): Program {
  const details = fc.check(
    fc.property(arbitrary, (program) => law(program)),
    { numRuns: 200 },
  );
  expect(details.failed).toBe(true);
  return (details.counterexample as [Program])[0];
}

function plainly(x: Tensor): NdArray {
  if (x instanceof autodiff.Traced) throw new Error(`expected a plain array, got ${x.toString()}`);
  return x;
}

describe('random programs', { timeout: 30_000 }, () => {
  test('have the same derivative by reverse mode, by forward mode, and by central differences', () => {
    const laws = derivativeLaws.filter(
      ({ name, order }) => order === 1 && /transpose|differences/.test(name),
    );
    expect(laws.length).toBe(2);
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        for (const { check } of laws) check(run, inputs);
      }),
      { numRuns: 300 },
    );
  });

  test.each(derivativeLaws)('obey the law: $name', ({ order, check }) => {
    const numRuns = { 1: 60, 2: 40, 3: 20 }[order];
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => check(run, inputs)),
      { numRuns },
    );
  });

  test('have the same gradient when they are computed twice instead of remembered', () => {
    fc.assert(
      fc.property(programs(), ({ run, inputs }) => {
        const again = checkpoint(run);
        const [value, pullback] = vjp(run, ...inputs);
        const [sameValue, samePullback] = vjp(again, ...inputs);
        assertAllClose(plainly(sameValue), plainly(value), { rtol: 0 });
        const expected = pullback(value);
        samePullback(value).forEach((gradient, k) => {
          assertAllClose(plainly(gradient), plainly(expected[k]), { rtol: 1e-13, atol: 1e-13 });
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a program', () => {
  test('is smooth far from its inputs, too', () => {
    fc.assert(
      fc.property(programs(), fc.double({ min: -3, max: 3, noNaN: true }), ({ run, inputs }, shift) => {
        const moved = inputs.map((input) => plainly(add(input, shift)));
        checkGradient(run, moved, { order: 1, tolerance: 1e-6 });
      }),
      { numRuns: 100 },
    );
  });

  test('has values of moderate size', () => {
    fc.assert(
      fc.property(programs(), (program) => {
        for (const value of evaluated(program).data) expect(Math.abs(value)).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('prints as what it computes', async () => {
    const drawn = fc.sample(programs(), 200);
    const scope = { ...autodiff, ...linalg, ...sorting, ...special, array };
    const module = `export default ({ ${Object.keys(scope).join(', ')} }) => [${drawn.join(',\n')}]`;
    const { default: printed } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`
    )) as { readonly default: (names: typeof scope) => readonly Program['run'][] };
    printed(scope).forEach((run, k) => {
      const { inputs } = drawn[k];
      assertAllClose(plainly(run(...inputs)), evaluated(drawn[k]), { rtol: 0 });
    });
  });

  test('uses all of its inputs, within the bounds it was asked for', () => {
    const bounds = { maxInputs: 2, maxRank: 2, maxLength: 4, maxOperations: 5, transformations: false };
    fc.assert(
      fc.property(programs(bounds), (program) => {
        expect(program.inputs.length).toBeLessThanOrEqual(2);
        expect(program.operations).toBeLessThanOrEqual(5);
        for (const { shape } of program.inputs) {
          expect(shape.length).toBeLessThanOrEqual(2);
          expect(Math.max(1, ...shape)).toBeLessThanOrEqual(4);
        }
        const source = program.toString();
        expect(source).not.toMatch(/checkpoint|jvp|grad|scan|stopGradient/);
        program.inputs.forEach((_, k) => {
          const body = source.slice(source.indexOf('=>'));
          expect(body).toMatch(new RegExp(`\\b${'ab'[k]}\\b`));
        });
      }),
    );
  });

  test('comes from every operation', () => {
    const sources = fc.sample(programs({ maxOperations: 20 }), 300).join('\n');
    for (const name of [
      'matmul',
      'einsum',
      'scan',
      'checkpoint',
      'pad',
      'gather',
      'digamma',
      'where',
      'tile',
    ]) {
      expect(sources).toContain(`${name}(`);
    }
  });
});

describe('a wrong rule', () => {
  test('of reverse mode is found, in a program of one operation', () => {
    const wrongSin = customVjp({
      forward: (x: Tensor): readonly [Tensor, Tensor] => [sin(x), x],
      backward: (x, cotangent) => [neg(multiply(cotangent, cos(x)))],
    });
    const program = counterexample(programs({ functions: { wrongSin } }), ({ run, inputs }) =>
      checkGradient(run, inputs),
    );
    expect(program.toString()).toMatch(
      /^\/\/ a = -?[\d.]+\n\(a\) => \{\n {2}const b = wrongSin\(a\);\n {2}return b;\n\}$/,
    );
  });

  test('that is wrong in the second derivative only is found', () => {
    const wrongSin = customJvp(
      (x: Tensor): Tensor => sin(x),
      ([x], [t]) => [sin(x), multiply(t, autodiff.stopGradient(cos(x)))] as const,
    );
    const law = ({ run, inputs }: Program) => checkDerivatives(run, inputs, { order: 2 });
    const program = counterexample(programs({ functions: { wrongSin } }), law);
    expect(program.operations).toBeLessThanOrEqual(2);
    expect(program.toString()).toContain('wrongSin(');
  });
});

test('grad takes programs as they are', () => {
  fc.assert(
    fc.property(programs({ maxInputs: 1 }), ({ run, inputs: [x] }) => {
      expect(grad((each: Tensor) => sum(run(each)))(x).shape).toEqual(x.shape);
    }),
  );
});
