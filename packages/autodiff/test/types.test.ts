import {
  add,
  type Derivative,
  divergence,
  grad,
  hvp,
  jacobian,
  jvp,
  multiply,
  stopGradient,
  sum,
  type Tensor,
  type Traced,
  type Untraced,
  valueAndGrad,
  vjp,
} from '@monge/autodiff';
import type { FloatData, NdArray, Operand } from '@monge/ndarray';
import { describe, expectTypeOf, it } from 'vitest';

interface Params {
  readonly w: Tensor;
  readonly b: readonly [Tensor, { readonly c: Tensor }];
}
const loss = ({ w, b }: Params, x: Tensor) => sum(multiply(w, add(b[0], multiply(b[1].c, x))));
const x = new Float32Array(3);

describe('the types', () => {
  it('of a gradient are those of the parameters, leaf by leaf', () => {
    const gradient = grad(loss)({ w: x, b: [[1, 2, 3], { c: 4 }] }, sum(x));
    expectTypeOf(gradient.w).toEqualTypeOf<NdArray<Float32Array>>();
    expectTypeOf(gradient.b[0]).toEqualTypeOf<NdArray<Float64Array>>();
    expectTypeOf(gradient.b[1].c).toEqualTypeOf<number>();
  });

  it('of a value are numbers and arrays, or traced where the arguments may be', () => {
    const [value] = valueAndGrad((y: Tensor) => sum(y))([1]);
    expectTypeOf(value).toEqualTypeOf<number>();
    const inner = (y: Tensor) => {
      const [followed, gradient] = valueAndGrad((z: Tensor) => sum(z))(y);
      expectTypeOf(followed).toEqualTypeOf<number | Traced>();
      expectTypeOf(gradient).toEqualTypeOf<Tensor>();
      return sum(gradient);
    };
    expectTypeOf(grad(inner)(1)).toEqualTypeOf<number>();
    expectTypeOf(grad(inner)([1])).toEqualTypeOf<NdArray<Float64Array>>();
  });

  it('of what stands beside a value', () => {
    const f = (y: Tensor) => [sum(y), { twice: multiply(2, y), note: 'a' as string }] as const;
    const [gradient, aux] = grad(f, { hasAux: true })([1]);
    expectTypeOf(gradient).toEqualTypeOf<NdArray<Float64Array>>();
    expectTypeOf(aux.twice).toExtend<NdArray>();
    expectTypeOf(aux.note).toEqualTypeOf<string>();
  });

  it('of what is a constant are those of plain values', () => {
    grad((y: Tensor) => {
      expectTypeOf(stopGradient(y)).toEqualTypeOf<NdArray<FloatData> | number>();
      return sum(y);
    });
  });

  it('of an unannotated argument are tensors', () => {
    grad((y) => {
      expectTypeOf(y).toEqualTypeOf<Tensor>();
      return sum(y);
    });
  });

  it('of jvp, vjp, hvp, jacobian and divergence', () => {
    const f = (y: Tensor, z: Tensor) => ({ sum: add(y, z), list: [y] as const });
    const [value, tangent] = jvp(f, [[1, 2], 3], [[1, 1], undefined]);
    expectTypeOf(value.sum).toExtend<NdArray>();
    expectTypeOf(tangent.list[0]).toExtend<NdArray>();
    const [, pullback] = vjp(f, x, 3);
    const [first, second] = pullback({ sum: x, list: [[1, 2, 3]] });
    expectTypeOf(first).toEqualTypeOf<NdArray<Float32Array>>();
    expectTypeOf(second).toEqualTypeOf<number>();
    expectTypeOf(hvp((y: Tensor) => sum(y), 3, 1)).toEqualTypeOf<number>();
    expectTypeOf(jacobian((y: Tensor) => y)([1])).toExtend<NdArray>();
    expectTypeOf(divergence((y) => y, [1])).toExtend<NdArray>();
  });

  it('refuse arguments of another form', () => {
    const gradient = grad(loss);
    // @ts-expect-error a part is missing
    void (() => gradient({ w: x }, sum(x)));
    // @ts-expect-error an argument is missing
    void (() => gradient({ w: x, b: [x, { c: 1 }] }));
    // @ts-expect-error no array
    void (() => gradient({ w: 'a', b: [x, { c: 1 }] }, sum(x)));
    // @ts-expect-error not a scalar function
    void (() => grad(() => 'a'));
    expectTypeOf(gradient).toBeFunction();
  });

  it('of trees on their own', () => {
    expectTypeOf<Untraced<Params>['b'][1]['c']>().toEqualTypeOf<Operand | Traced>();
    expectTypeOf<Derivative<{ a: number; b: null }>>().toEqualTypeOf<{ a: number; b: null }>();
    expectTypeOf<Derivative<{ a: number; b: Traced }>>().toEqualTypeOf<{ a: number | Traced; b: Tensor }>();
  });
});
