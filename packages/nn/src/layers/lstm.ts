import { add, linear, multiply, type Operand, scan, sigmoid, type Tensor, tanh } from '@monge/autodiff';
import { full, zeros as zeroArray } from '@monge/ndarray';
import { split } from '@monge/random';
import { zeros } from '../initialisers/constant.js';
import { glorotUniform } from '../initialisers/glorot.js';
import { orthogonal } from '../initialisers/orthogonal.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import type { RecurrentOptions, RecurrentParams } from './gru.js';
import { checkSequence } from './internal/check-sequence.js';
import { gatesOf, gateWeights } from './internal/gates.js';
import { readState } from './internal/read-state.js';
import type { RecurrentLayer } from './recurrent-layer.js';

/** Options of {@link lstm}. */
export interface LstmOptions extends RecurrentOptions {
  /** What the bias of the forget gate begins with, so that the cell remembers at first (Jozefowicz et al., ICML 2015). Default: 1. */
  readonly forgetBias?: number;
}

/** The output h and the cell c, each [...batch, features]. */
export interface LstmState {
  readonly h: Tensor;
  readonly c: Tensor;
}

/**
 * Long short-term memory. With the gates in the order i, f, g, o on the last axis of a = x·w + b (of the input) plus h·w + b (of the
 * state): c ← σ(a_f)·c + σ(aᵢ)·tanh(a_g), h ← σ(aₒ)·tanh(c). The output is h. The products with all inputs are one product, before the
 * loop.
 *
 * Sources: Hochreiter and Schmidhuber, Long short-term memory (Neural Computation 9, 1997); Gers, Schmidhuber and Cummins, Learning to
 * forget (2000). The gates lie as in PyTorch's LSTM, whose `weight_ih_l0`, `weight_hh_l0` are the transposes of `input.w`, `state.w`.
 *
 * @throws DomainError when a size is not a positive integer.
 * @throws ShapeError (from `step`, `run` and `apply`) unless x has `inputs` features, and the state the batch of x.
 * @example
 * const cell = lstm({ inputs: 2, features: 8 });
 * const [state, outputs] = cell.run(cell.init(0), [[[1, 0]], [[0, 1]], [[1, 1]]]);
 * outputs.shape; // → [3, 1, 8]
 * state.c.shape; // → [1, 8]
 */
export function lstm(options: LstmOptions): RecurrentLayer<RecurrentParams, LstmState> {
  const { inputs, features, initialiser = glorotUniform, stateInitialiser = orthogonal } = options;
  const { forgetBias = 1, dtype = 'float32' } = options;
  const caller = 'nn.lstm';
  checkSize(inputs, 'inputs', 'the features of x', caller);
  checkSize(features, 'features', 'those of the state', caller);
  checkDtype(dtype, caller);

  const initialState = (batch: readonly number[] = []): LstmState => {
    const shape = [...batch, features];
    return { h: zeroArray(shape, { dtype }), c: zeroArray(shape, { dtype }) };
  };
  const next = ({ state }: RecurrentParams, { h, c }: LstmState, ofInput: Tensor): LstmState => {
    const a = add(ofInput, linear(h, state.w, state.b));
    const open = sigmoid(gatesOf(a, features, 0, 2));
    const [i, f] = [gatesOf(open, features, 0), gatesOf(open, features, 1)];
    const g = tanh(gatesOf(a, features, 2));
    const cell = add(multiply(f, c), multiply(i, g));
    return { h: multiply(sigmoid(gatesOf(a, features, 3)), tanh(cell)), c: cell };
  };
  const readBoth = (
    { state }: RecurrentParams,
    { h, c }: LstmState,
    batch: readonly number[],
  ): LstmState => ({
    h: readState(h, [...batch, features], state.w, 'h of the state', caller),
    c: readState(c, [...batch, features], state.w, 'c of the state', caller),
  });
  const inputShare = ({ input }: RecurrentParams, x: Operand): Tensor =>
    linear(readFeatures(x, inputs, input.w, 'x', caller), input.w, input.b);
  const run: RecurrentLayer<RecurrentParams, LstmState>['run'] = (params, xs, { state, checkpoint } = {}) => {
    const batch = checkSequence(xs, inputs, caller);
    const step = (before: LstmState, a: Tensor) => {
      const after = next(params, before, a);
      return [after, after.h] as const;
    };
    const start = readBoth(params, state ?? initialState(batch), batch);
    return scan(step, start, inputShare(params, xs), { checkpoint: checkpoint ?? 'none' });
  };

  return {
    init(key) {
      const [forInput, forState] = split(key);
      const b = full([4 * features], 0, { dtype });
      b.data.fill(forgetBias, features, 2 * features);
      return {
        input: { w: gateWeights(initialiser, forInput, [inputs, 4, features], dtype), b },
        state: {
          w: gateWeights(stateInitialiser, forState, [features, 4, features], dtype),
          b: zeros(key, [4 * features], { dtype }),
        },
      };
    },
    initialState,
    step(params, state, x) {
      const share = inputShare(params, x);
      const after = next(params, readBoth(params, state, share.shape.slice(0, -1)), share);
      return [after, after.h];
    },
    run,
    apply: (params, xs) => run(params, xs)[1],
  };
}
