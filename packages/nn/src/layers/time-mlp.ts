import { add, broadcastTo, concat, type Operand, type Tensor } from '@monge/autodiff';
import { DomainError, type FloatDType, ShapeError } from '@monge/ndarray';
import { split } from '@monge/random';
import { zeros } from '../initialisers/constant.js';
import { heNormal } from '../initialisers/he.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures, readInput } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { type ActivationLike, activate, activatedSums, checkActivation } from './activation.js';
import { film } from './film.js';
import { type LinearParams, linear } from './linear.js';
import { type MlpParams, mlp } from './mlp.js';
import { sinusoidalEmbedding } from './time-embedding.js';

/** The sizes of a network of points and times. */
export interface TimeMlpOptions {
  /** Features of x, its dimension. */
  readonly inputs: number;
  /** Features of the hidden layers, in order. */
  readonly hidden: readonly number[];
  /** Features of the result. Default: `inputs`, for a vector field: a score, a drift, a noise. */
  readonly outputs?: number;
  /** How many numbers a time is turned into, an even number. Default: 64. */
  readonly timeFeatures?: number;
  /** What times are multiplied by: 1000 for times in [0, 1], 1 for steps 0, 1, 2, … Default: 1000. */
  readonly timeScale?: number;
  /** Features of a further condition: a class, an observation. Default: 0, none. */
  readonly condition?: number;
  /** After each hidden layer. Default: 'silu'. */
  readonly activation?: ActivationLike;
  /** Of the weights of the hidden layers. Default: {@link heNormal}. */
  readonly initialiser?: Initialiser;
  /** Of the weights of the last layer. Default: {@link zeros}, so that training begins at the field 0. */
  readonly finalInitialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** The network of the time; the hidden layers, and how the time modulates each; the last layer. */
export interface TimeMlpParams {
  readonly time: MlpParams;
  readonly layers: readonly LinearParams[];
  readonly films: readonly LinearParams[];
  readonly last: LinearParams;
}

/** Points, and their times. */
export interface TimeInput {
  /** [..., inputs]. */
  readonly x: Operand;
  /** [...], or a number: one time for all. */
  readonly t: Operand;
  /** [..., condition], or [condition]: one for all. For a network that was made for one. */
  readonly condition?: Operand;
}

/**
 * A network of points x [..., inputs] and times t [...], → [..., outputs]: for scores, drifts, noises and velocities that depend on time.
 * The time goes through a sinusoidal embedding and a small network, with the condition if there is one, and modulates every hidden layer
 * (FiLM); hidden layers of equal size are residual: hₖ₊₁ = hₖ + activation((1 + γₖ(t))·(hₖ·wₖ + bₖ) + βₖ(t)).
 *
 * @throws DomainError when a size is not a positive integer, or `timeFeatures` is odd.
 * @throws ShapeError (from `apply`) unless x has `inputs` features, and t one number for each point, or for all; the condition likewise.
 * @example
 * const score = timeMlp({ inputs: 2, hidden: [64, 64] });
 * const params = score.init(0);
 * score.apply(params, { x: [[1, 2], [3, 4], [5, 6]], t: [0, 0.5, 1] }).shape; // → [3, 2]
 * score.apply(params, { x: [[1, 2], [3, 4]], t: 0.5 }); // → [[0, 0], [0, 0]]
 */
export function timeMlp(options: TimeMlpOptions): Layer<TimeMlpParams, TimeInput> {
  const {
    inputs,
    hidden,
    outputs = inputs,
    timeFeatures = 64,
    timeScale = 1000,
    condition = 0,
    activation = 'silu',
    initialiser = heNormal,
    finalInitialiser = zeros,
    dtype = 'float32',
  } = options;
  const caller = 'nn.timeMlp';
  checkSize(inputs, 'inputs', 'the features of x', caller);
  hidden.forEach((size, k) => {
    checkSize(size, `hidden[${k}]`, 'the features of a hidden layer', caller);
  });
  checkSize(outputs, 'outputs', 'the features of the result', caller);
  checkActivation(activation, 'activation', caller);

  const embed = sinusoidalEmbedding({ features: timeFeatures, timeScale });
  if (condition !== 0) checkSize(condition, 'condition', 'the features of the condition', caller);
  const width = 2 * timeFeatures;
  const time = mlp({
    inputs: timeFeatures + condition,
    hidden: [width],
    outputs: width,
    activation,
    finalActivation: activation,
    finalInitialiser: heNormal,
    dtype,
  });
  const sizes = [inputs, ...hidden];
  const layers = hidden.map((size, k) => linear({ inputs: sizes[k], outputs: size, initialiser, dtype }));
  const films = hidden.map((features) => film({ features, condition: width, dtype }));
  const last = linear({
    inputs: sizes[hidden.length],
    outputs,
    initialiser: finalInitialiser,
    dtype,
  });

  const readCondition = (
    given: Operand | undefined,
    like: Tensor,
    batch: readonly number[],
  ): Tensor | undefined => {
    if ((given === undefined) !== (condition === 0)) {
      const expected = condition === 0 ? 'no condition' : `a condition with ${condition} features`;
      throw new DomainError(
        `${caller}: expected ${expected} beside x and t, got ${given === undefined ? 'none' : 'one'}`,
      );
    }
    if (given === undefined) return undefined;
    const read = readFeatures(given, condition, like, 'condition', caller);
    checkBatch(read.shape.slice(0, -1), batch, 'condition without its last axis', 'a condition', caller);
    return read;
  };

  return {
    init(key) {
      const [forTime, forLayers, forFilms, forLast] = split(key, 4);
      return {
        time: time.init(forTime),
        layers: split(forLayers, layers.length).map((child, k) => layers[k].init(child)),
        films: split(forFilms, films.length).map((child, k) => films[k].init(child)),
        last: last.init(forLast),
      };
    },
    apply(params, input) {
      const x = readFeatures(input.x, inputs, params.last.w, 'x', caller);
      const t = readInput(input.t, params.last.w, 't', caller);
      const batch = x.shape.slice(0, -1);
      checkBatch(t.shape, batch, 't', 'a time', caller);
      const features = embed.apply(null, t);
      const given = readCondition(input.condition, params.last.w, batch);
      const ofTime = time.apply(params.time, given === undefined ? features : beside(features, given));
      let h = x;
      hidden.forEach((size, k) => {
        const sums = layers[k].apply(params.layers[k], h);
        const next = activate(films[k].apply(params.films[k], { x: sums, condition: ofTime }), activation);
        h = size === sizes[k] ? add(h, next) : next;
      });
      return activatedSums(h, params.last, 'none');
    },
  };
}

/** Features side by side; what has no batch goes with each of the other. */
function beside(a: Tensor, b: Tensor): Tensor {
  const batch = (a.shape.length < b.shape.length ? b : a).shape.slice(0, -1);
  const parts = [a, b].map((part) => broadcastTo(part, [...batch, part.shape[part.shape.length - 1]]));
  return concat(parts, { axis: -1 });
}

/** @throws ShapeError unless there is one of something for each point, or one for all. */
function checkBatch(
  shape: readonly number[],
  batch: readonly number[],
  name: string,
  what: string,
  caller: string,
): void {
  const each = shape.length === batch.length && shape.every((length, axis) => length === batch[axis]);
  if (each || shape.length === 0) return;
  throw new ShapeError(
    `${caller}: expected ${name} of shape [${batch.join(', ')}] (${what} for each point) or [], got [${shape.join(', ')}]`,
  );
}
