/** One side of a plan diag(u) K diag(v): its rows, or its columns. The arrays are written in place. */
export interface Side {
  /** What the lines are to add up to. */
  readonly weights: Float64Array;
  /** K, or Kᵀ: line by line. */
  readonly kernel: Float64Array;
  /** The potential that K has been made from. */
  readonly potential: Float64Array;
  /** u, or v. */
  readonly scaling: Float64Array;
  /** What the lines of the plan add up to. */
  readonly sums: Float64Array;
  /** The line to rescale. */
  worst: WorstLine;
}

/** The line that it pays most to rescale. */
export interface WorstLine {
  readonly line: number;
  /** By how much the dual value rises, over ε. */
  readonly gain: number;
  /** Σ |s − w| over all lines. */
  readonly distance: number;
}

export function createSide(weights: Float64Array, kernel: Float64Array, potential: Float64Array): Side {
  const { length } = weights;
  return {
    weights,
    kernel,
    potential: potential.slice(),
    scaling: new Float64Array(length).fill(1),
    sums: new Float64Array(length),
    worst: { line: 0, gain: 0, distance: 0 },
  };
}

/** Looks for the worst line. */
export function survey(side: Side): void {
  const { weights, sums } = side;
  let line = 0;
  let gain = 0;
  let distance = 0;
  for (let i = 0; i < weights.length; i++) {
    const excess = sums[i] - weights[i];
    const magnitude = Math.abs(excess);
    distance += magnitude;
    if (!mayGainMore(weights[i], excess, magnitude, gain)) continue;
    const found = divergence(weights[i], excess);
    if (found <= gain) continue;
    line = i;
    gain = found;
  }
  side.worst = { line, gain, distance };
}

/** Adds `change` times a line of the other side's kernel to the sums, and looks for the worst line in the same pass. */
export function addAndSurvey(side: Side, change: number, kernel: Float64Array, start: number): void {
  const { weights, scaling, sums } = side;
  let line = 0;
  let gain = 0;
  let distance = 0;
  for (let j = 0; j < weights.length; j++) {
    const mass = sums[j] + change * kernel[start + j] * scaling[j];
    sums[j] = mass;
    const excess = mass - weights[j];
    const magnitude = Math.abs(excess);
    distance += magnitude;
    if (!mayGainMore(weights[j], excess, magnitude, gain)) continue;
    const found = divergence(weights[j], excess);
    if (found <= gain) continue;
    line = j;
    gain = found;
  }
  side.worst = { line, gain, distance };
}

/**
 * Whether the bound ρ ≤ e²/(2 min(w, w + e)), close where e is small, beats a gain: so that few logarithms are taken. 2 min(w, w + e) is 2 w + e − |e|, without a branch that
 * cannot be foretold.
 */
function mayGainMore(weight: number, excess: number, magnitude: number, gain: number): boolean {
  return excess * excess > gain * (2 * weight + excess - magnitude);
}

/** ρ = w log(w/(w + e)) + e = w (x − log(1 + x)) with x = e/w, by its series where little is left of the difference: what rescaling a line of weight w and sum w + e gains. */
function divergence(weight: number, excess: number): number {
  if (weight === 0) return 0;
  const x = excess / weight;
  return weight * (Math.abs(x) < 1e-4 ? x * x * (1 / 2 - x / 3 + (x * x) / 4) : x - Math.log1p(x));
}
