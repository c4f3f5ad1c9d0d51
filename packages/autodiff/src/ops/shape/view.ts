import type { Strided } from '@monge/ndarray';
import { bind } from '../../core/bind.js';
import { type Dense, denseOf, dtypeOfDense, shapeOf, sizeOf } from '../../core/dense.js';
import type { Memory } from '../../core/memory.js';
import type { Primitive } from '../../core/primitive.js';
import { plainOf, type Value } from '../../core/traced.js';
import { stridedOf } from '../internal/strided-of.js';
import { type Layout, stridedRuns } from '../internal/strided-runs.js';

/** The elements that a view on a packed array shows, in its order. */
const pick: Primitive<Layout> = {
  name: 'view',
  evaluate: ([x], layout, memory) => evaluateView(denseOf(x), layout, memory),
  vjp: (cotangent, [x], _, layout) => [placed(cotangent, layout, shapeOf(plainOf(x)))],
  jvp: ([tangent], _, __, layout) => bind(pick, [tangent as Value], layout),
};

/** The elements of a view, packed. */
export function evaluateView(x: Dense, layout: Layout, memory: Memory): Dense {
  const { data } = x;
  const { shape } = layout;
  const out = memory.allocate(dtypeOfDense(x), sizeOf(shape));
  stridedRuns(layout, (n, at, start, step) => {
    for (let i = 0, xi = start; i < n; i++, xi += step) out[at + i] = data[xi];
  });
  return { data: out, shape };
}

interface Place {
  readonly layout: Layout;
  readonly shape: readonly number[];
}

/** The transpose of `pick`: zeros, but for the elements that the view shows (each once). */
const place: Primitive<Place> = {
  name: 'place',
  evaluate([x], { layout, shape }, memory) {
    const from = denseOf(x);
    const { data } = from;
    const out = memory.allocate(dtypeOfDense(from), sizeOf(shape));
    out.fill(0);
    stridedRuns(layout, (n, at, start, step) => {
      for (let i = 0, to = start; i < n; i++, to += step) out[to] = data[at + i];
    });
    return { data: out, shape };
  },
  vjp: (cotangent, _, __, { layout }) => [bind(pick, [cotangent], layout)],
  jvp: ([tangent], _, __, { layout, shape }) => placed(tangent as Value, layout, shape),
};

/** What a view shows; `look` makes it of x as a strided array, and throws what there is to throw. */
export function viewed(x: Value, look: (x: Strided) => Strided): Value {
  const { shape, stride, offset } = look(stridedOf(x));
  return bind(pick, [x], { shape: [...shape], stride: [...stride], offset });
}

/** x, of the size of a view that shows no element twice, where the view lies in zeros of a shape. */
export function placed(x: Value, layout: Layout, shape: readonly number[]): Value {
  return bind(place, [x], { layout, shape });
}
