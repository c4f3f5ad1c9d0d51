/** How two costs within the spaces are compared: `'square'`, (c − c′)², or `'kl'`, c log(c/c′) − c + c′, for which c ≥ 0 and c′ > 0. */
export type GromovLoss = 'square' | 'kl';

/**
 * A loss as L(c, c′) = f₁(c) + f₂(c′) − κ h₁(c) h₂(c′), by which a sum over four indices comes down to products of matrices (Peyré, Cuturi & Solomon
 * 2016, Prop. 1).
 */
export interface Decomposition {
  readonly kappa: number;
  readonly source: Part;
  readonly target: Part;
}

/** What the loss makes of the costs of one space. */
export interface Part {
  readonly f: (cost: number) => number;
  /** Absent: the identity. */
  readonly h?: (cost: number) => number;
  /** f′ and h′ */
  readonly slopeOfF: (cost: number) => number;
  readonly slopeOfH: (cost: number) => number;
  /** Where the loss is defined. */
  readonly admits: (cost: number) => boolean;
  readonly domain: string;
}

const squared: Part = {
  f: (cost) => cost * cost,
  slopeOfF: (cost) => 2 * cost,
  slopeOfH: () => 1,
  admits: (cost) => Number.isFinite(cost),
  domain: '(−∞, ∞)',
};

export const decompositions: Readonly<Record<GromovLoss, Decomposition>> = Object.freeze({
  square: { kappa: 2, source: squared, target: squared },
  kl: {
    kappa: 1,
    source: {
      f: (cost) => (cost === 0 ? 0 : cost * Math.log(cost) - cost),
      slopeOfF: Math.log,
      slopeOfH: () => 1,
      admits: (cost) => cost >= 0 && cost < Infinity,
      domain: '[0, ∞)',
    },
    target: {
      f: (cost) => cost,
      h: Math.log,
      slopeOfF: () => 1,
      slopeOfH: (cost) => 1 / cost,
      admits: (cost) => cost > 0 && cost < Infinity,
      domain: '(0, ∞)',
    },
  },
} satisfies Record<GromovLoss, Decomposition>);
