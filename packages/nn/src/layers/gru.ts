import {
  add,
  linear,
  multiply,
  type Operand,
  scan,
  sigmoid,
  subtract,
  type Tensor,
  tanh,
} from '@monge/autodiff';
import { type FloatDType, zeros as zeroArray } from '@monge/ndarray';
import { split } from '@monge/random';
import { zeros } from '../initialisers/constant.js';
import { glorotUniform } from '../initialisers/glorot.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { orthogonal } from '../initialisers/orthogonal.js';
import { checkDtype } from '../internal/check-dtype.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures } from '../internal/read-input.js';
import { checkSequence } from './internal/check-sequence.js';
import { gatesOf, gateWeights } from './internal/gates.js';
import { readState } from './internal/read-state.js';
import type { LinearParams } from './linear.js';
import type { RecurrentLayer } from './recurrent-layer.js';

/** The size of a recurrent layer, and how it begins. */
export interface RecurrentOptions {
  /** Features of x. */
  readonly inputs: number;
  /** Features of the state, and so of the outputs. */
  readonly features: number;
  /** Of the weights of the inputs, a gate at a time. Default: {@link glorotUniform}. */
  readonly initialiser?: Initialiser;
  /** Of the weights of the state, a gate at a time. Default: {@link orthogonal}. */
  readonly stateInitialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/**
 * Weights of the inputs [inputs, gates · features] and of the state [features, gates · features], and biases [gates · features] of both.
 */
export interface RecurrentParams {
  readonly input: LinearParams;
  readonly state: LinearParams;
}

/**
 * A gated recurrent unit. With the gates in the order r, z, n on the last axis of a = x·w + b (of the input) and u = h·w + b (of the
 * state): r = σ(aᵣ + uᵣ), z = σ(a_z + u_z), n = tanh(aₙ + r·uₙ), h ← (1 − z)·n + z·h. The output is h. The products with all inputs are one
 * product, before the loop.
 *
 * Sources: Cho et al., Learning phrase representations using RNN encoder-decoder (EMNLP 2014), in the form of cuDNN, where r multiplies the
 * product with the state. The gates lie as in PyTorch's GRU, whose `weight_ih_l0`, `weight_hh_l0` are the transposes of `input.w`,
 * `state.w`.
 *
 * @throws DomainError when a size is not a positive integer.
 * @throws ShapeError (from `step`, `run` and `apply`) unless x has `inputs` features, and the state the batch of x.
 * @example
 * const cell = gru({ inputs: 2, features: 8 });
 * const params = cell.init(0);
 * const xs = [[[1, 0]], [[0, 1]], [[1, 1]]]; // three steps, a batch of one
 * cell.apply(params, xs).shape; // → [3, 1, 8]
 * const [state, outputs] = cell.run(params, xs, { checkpoint: 'sqrt' });
 * state.shape; // → [1, 8]
 */
export function gru(options: RecurrentOptions): RecurrentLayer<RecurrentParams, Tensor> {
  const { inputs, features, initialiser = glorotUniform, stateInitialiser = orthogonal } = options;
  const { dtype = 'float32' } = options;
  const caller = 'nn.gru';
  checkSize(inputs, 'inputs', 'the features of x', caller);
  checkSize(features, 'features', 'those of the state', caller);
  checkDtype(dtype, caller);

  const initialState = (batch: readonly number[] = []): Tensor => zeroArray([...batch, features], { dtype });

  /** From the input's share of the gates, before r and z are told apart. */
  const next = (params: RecurrentParams, h: Tensor, a: Gates): Tensor => {
    const u = linear(h, params.state.w, params.state.b);
    const rz = sigmoid(add(a.rz, gatesOf(u, features, 0, 2)));
    const [r, z] = [gatesOf(rz, features, 0), gatesOf(rz, features, 1)];
    const n = tanh(add(a.n, multiply(r, gatesOf(u, features, 2))));
    return add(n, multiply(z, subtract(h, n)));
  };
  const ofInput = ({ input }: RecurrentParams, x: Operand): Gates => {
    const a = linear(readFeatures(x, inputs, input.w, 'x', caller), input.w, input.b);
    return { rz: gatesOf(a, features, 0, 2), n: gatesOf(a, features, 2) };
  };
  const run: RecurrentLayer<RecurrentParams, Tensor>['run'] = (params, xs, { state, checkpoint } = {}) => {
    const batch = checkSequence(xs, inputs, caller);
    const step = (h: Tensor, a: Gates) => {
      const output = next(params, h, a);
      return [output, output] as const;
    };
    const start = readState(
      state ?? initialState(batch),
      [...batch, features],
      params.state.w,
      'the state',
      caller,
    );
    return scan(step, start, ofInput(params, xs), { checkpoint: checkpoint ?? 'none' });
  };

  return {
    init(key) {
      const [forInput, forState] = split(key);
      const b = zeros(key, [3 * features], { dtype });
      return {
        input: { w: gateWeights(initialiser, forInput, [inputs, 3, features], dtype), b },
        state: { w: gateWeights(stateInitialiser, forState, [features, 3, features], dtype), b },
      };
    },
    initialState,
    step(params, state, x) {
      const shares = ofInput(params, x);
      const shape = [...shares.n.shape.slice(0, -1), features];
      const output = next(params, readState(state, shape, params.state.w, 'the state', caller), shares);
      return [output, output];
    },
    run,
    apply: (params, xs) => run(params, xs)[1],
  };
}

interface Gates {
  readonly rz: Tensor;
  readonly n: Tensor;
}
