import { cos, grad, mean, square, sum, type Tensor, valueAndGrad } from '@monge/autodiff';
import type { FloatData, NdArray } from '@monge/ndarray';
import {
  embedding,
  type Layer,
  type LinearParams,
  type LstmState,
  layerNorm,
  linear,
  lstm,
  mlp,
  type ParamsOf,
  residual,
  sequential,
  timeMlp,
} from '@monge/nn';
import { describe, expectTypeOf, it } from 'vitest';

type Arrays = NdArray<FloatData>;
const x = [[1, 2, 3]];

describe('the types', () => {
  it('of parameters are arrays before and after differentiation, and the value is a number', () => {
    const net = mlp({ inputs: 3, hidden: [4], outputs: 2 });
    const params = net.init(0);
    expectTypeOf(params.layers[0].w).toEqualTypeOf<Arrays>();
    const loss = (p: ParamsOf<typeof net>) => mean(square(net.apply(p, x)));
    const [value, gradient] = valueAndGrad(loss)(params);
    expectTypeOf(value).toEqualTypeOf<number>();
    expectTypeOf(gradient.layers[0].b).toEqualTypeOf<Arrays>();
    expectTypeOf(
      grad((p: typeof params) => sum(net.apply(p, x)))(params).layers[0].w,
    ).toEqualTypeOf<Arrays>();
  });

  it('of a linear layer go by its bias', () => {
    expectTypeOf(linear({ inputs: 3, outputs: 1 }).init(0)).toEqualTypeOf<{
      readonly w: Arrays;
      readonly b: Arrays;
    }>();
    expectTypeOf(linear({ inputs: 3, outputs: 1, bias: false }).init(0)).toEqualTypeOf<{
      readonly w: Arrays;
    }>();
  });

  it('of stages in sequence are those of each', () => {
    const net = sequential([
      embedding({ count: 9, features: 3 }),
      cos,
      residual(sequential([layerNorm({ features: 3 }), (h) => square(h)])),
    ]);
    const params = net.init(0);
    expectTypeOf(params[0].table).toEqualTypeOf<Arrays>();
    expectTypeOf(params[1]).toEqualTypeOf<null>();
    expectTypeOf(params[2][0].scale).toEqualTypeOf<Arrays>();
    expectTypeOf(net.apply(params, [1, 2])).toEqualTypeOf<Tensor>();
    const gradient = grad((p: ParamsOf<typeof net>) => sum(net.apply(p, [1])))(params);
    expectTypeOf(gradient[2][0].shift).toEqualTypeOf<Arrays>();
    // @ts-expect-error there are three parts, and not two
    void (() => net.apply([params[0], null], [1]));
    // @ts-expect-error a network of points and times takes no array
    void (() => sequential([linear({ inputs: 1, outputs: 1 }), timeMlp({ inputs: 1, hidden: [] })]));
  });

  it('of inputs and states', () => {
    const score = timeMlp({ inputs: 2, hidden: [4] });
    expectTypeOf(score.apply(score.init(0), { x: [[1, 2]], t: 0 })).toEqualTypeOf<Tensor>();
    // @ts-expect-error the time is missing
    void (() => score.apply(score.init(0), { x }));
    const cell = lstm({ inputs: 3, features: 2 });
    expectTypeOf(cell.run(cell.init(0), [x])[0]).toEqualTypeOf<LstmState>();
  });

  it('of layers of different input serve wherever arrays are taken', () => {
    expectTypeOf(linear({ inputs: 3, outputs: 1 })).toExtend<Layer<LinearParams>>();
    expectTypeOf(lstm({ inputs: 3, features: 1 })).toExtend<Layer<ParamsOf<ReturnType<typeof lstm>>>>();
  });
});
