import { linear as affine, type Operand, reshape, type Tensor, transpose } from '@monge/autodiff';
import { type ArrayInput, DomainError, type FloatDType, ShapeError } from '@monge/ndarray';
import { split } from '@monge/random';
import { glorotUniform } from '../initialisers/glorot.js';
import type { Initialiser } from '../initialisers/initialiser.js';
import { checkSize } from '../internal/check-size.js';
import { readFeatures, readInput } from '../internal/read-input.js';
import type { Layer } from '../layer.js';
import { type LinearParams, linear } from '../layers/linear.js';
import { scaledDotProductAttention } from './scaled-dot-product-attention.js';

/** The size of an attention layer, and how it begins. */
export interface MultiHeadAttentionOptions {
  /** Features of x and of the result, of which each head has its part. */
  readonly features: number;
  /** How many means are taken side by side. It divides the features. */
  readonly heads: number;
  /** Features of what is attended to. Default: those of x. */
  readonly contextFeatures?: number;
  /** Whether position i attends to positions 0 … i alone. Default: false. */
  readonly causal?: boolean;
  /** Of the weights of queries, keys and values. Default: {@link glorotUniform}. */
  readonly initialiser?: Initialiser;
  /** Of the weights of the result. Default: that of the others. */
  readonly finalInitialiser?: Initialiser;
  /** The element type of the parameters, and so of the computation. Default: 'float32'. */
  readonly dtype?: FloatDType;
}

/** Of queries, keys, values, and of the result. */
export interface MultiHeadAttentionParams {
  readonly q: LinearParams;
  readonly k: LinearParams;
  readonly v: LinearParams;
  readonly result: LinearParams;
}

/** Whom the positions of x attend to. */
export interface AttentionInputs {
  /** What is attended to, [..., m, contextFeatures]. Default: x itself. */
  readonly context?: Operand | undefined;
  /** Who may attend to whom: not 0 where position i may look at position j of the context. It broadcasts to [..., heads, n, m]. Default: everybody to all. */
  readonly mask?: ArrayInput | undefined;
  /** What is added to the scores, [..., heads, n, m] or what broadcasts to it. */
  readonly bias?: Operand | undefined;
}

/** A layer that can be given a context. */
export interface AttentionLayer extends Layer<MultiHeadAttentionParams, Operand> {
  readonly apply: (params: MultiHeadAttentionParams, x: Operand, inputs?: AttentionInputs) => Tensor;
}

/**
 * Attention by several heads, from x [..., n, features] to the same shape: queries from x, keys and values from x or from a context, and of each a part for every
 * head; {@link scaledDotProductAttention} of these; and a linear layer of what the heads found. For images, make positions of the pixels, [n, h·w, c].
 *
 * Source: Vaswani et al., Attention is all you need (NeurIPS 2017), §3.2.2; with biases.
 *
 * @throws DomainError when a size is not a positive integer, or the heads do not divide the features.
 * @throws ShapeError (from `apply`) when features or shapes do not fit.
 * @example
 * import { ones } from '@monge/ndarray';
 * const layer = multiHeadAttention({ features: 8, heads: 2, contextFeatures: 5 });
 * const params = layer.init(0);
 * layer.apply(params, ones([3, 6, 8]), { context: ones([3, 10, 5]) }).shape; // → [3, 6, 8]
 */
export function multiHeadAttention(options: MultiHeadAttentionOptions): AttentionLayer {
  const { features, heads, contextFeatures = features, causal = false, dtype = 'float32' } = options;
  const { initialiser = glorotUniform, finalInitialiser = initialiser } = options;
  const caller = 'nn.multiHeadAttention';
  checkSize(features, 'features', 'the features of x and of the result', caller);
  checkSize(heads, 'heads', 'how many means are taken side by side', caller);
  checkSize(contextFeatures, 'contextFeatures', 'the features of what is attended to', caller);
  if (features % heads !== 0) {
    throw new DomainError(
      `${caller}: expected heads to divide the ${features} features (each head has its part), got ${heads}`,
    );
  }
  const queries = linear({ inputs: features, outputs: features, initialiser, dtype });
  const others = linear({ inputs: contextFeatures, outputs: features, initialiser, dtype });
  const results = linear({ inputs: features, outputs: features, initialiser: finalInitialiser, dtype });
  return {
    init(key) {
      const [q, k, v, result] = split(key, 4);
      return { q: queries.init(q), k: others.init(k), v: others.init(v), result: results.init(result) };
    },
    apply(params, x, { context, mask, bias } = {}) {
      const like = params.q.w;
      const from = readPositions(x, features, like, 'x', caller);
      const to =
        context === undefined ? from : readPositions(context, contextFeatures, like, 'context', caller);
      const part = (positions: Tensor, { w, b }: LinearParams): Tensor =>
        splitHeads(affine(positions, w, b), heads);
      const found = scaledDotProductAttention(part(from, params.q), part(to, params.k), part(to, params.v), {
        mask,
        bias: bias === undefined ? undefined : readInput(bias, like, 'bias', caller),
        causal,
      });
      return affine(joinHeads(found), params.result.w, params.result.b);
    },
  };
}

/** {@link readFeatures} of positions [..., n, features]. @throws ShapeError if there is no axis of positions. */
function readPositions(x: Operand, features: number, like: Tensor, name: string, caller: string): Tensor {
  const given = readFeatures(x, features, like, name, caller);
  if (given.shape.length >= 2) return given;
  throw new ShapeError(
    `${caller}: expected ${name} of shape [..., n, ${features}] (positions and their features), got [${features}]`,
  );
}

/** [..., n, features] → [..., heads, n, features/heads]. */
function splitHeads(x: Tensor, heads: number): Tensor {
  const { shape } = x;
  const features = shape[shape.length - 1];
  return swapped(reshape(x, [...shape.slice(0, -1), heads, features / heads]));
}

/** The inverse of {@link splitHeads}. */
function joinHeads(x: Tensor): Tensor {
  const parts = swapped(x);
  const { shape } = parts;
  return reshape(parts, [...shape.slice(0, -2), shape[shape.length - 2] * shape[shape.length - 1]]);
}

/** The second and third axes from the end in exchange. */
function swapped(x: Tensor): Tensor {
  const rank = x.shape.length;
  const batch = Array.from({ length: rank - 3 }, (_, axis) => axis);
  return transpose(x, [...batch, rank - 2, rank - 3, rank - 1]);
}
