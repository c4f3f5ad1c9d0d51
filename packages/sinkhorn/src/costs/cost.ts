/** One point's coordinates. */
export type Point = Float64Array;

/** Other coordinates for the points of a space. */
export interface Embedding {
  /** How many there are. */
  readonly dimension: (dimension: number) => number;
  readonly embed: (point: Point, out: Point) => void;
  /** Jᵀ w, with J the Jacobian matrix of `embed` at the point: what a cotangent w of the embedded point is to the point. */
  readonly pullback: (point: Point, cotangent: Point, out: Point) => void;
}

/** How the cost is a function of a distance, which is what the fused kernels compute without storing a matrix. */
export interface FusedCost {
  /** The cost is `factor` times |φ(x) − φ(y)|², |φ(x) − φ(y)|, or the angle between the unit vectors φ(x) and φ(y) in space. */
  readonly kind: 'squaredDistance' | 'distance' | 'arc';
  readonly factor: number;
  /** φ. Absent: the identity. */
  readonly embedding?: Embedding;
}

/** A flat space around a curved one, in which points can be averaged. */
export interface Ambient extends Embedding {
  /** The point of the curved space that is nearest to an average of embedded points. */
  readonly project: (average: Point, out: Point) => void;
  /** Jᵀ w, with J the Jacobian matrix of `project` at the average, and w a cotangent of the point; not finite where there is none. */
  readonly projectPullback: (average: Point, cotangent: Point, out: Point) => void;
}

/** The cost c(x, y) of moving a unit of mass from x to y. Frozen records of pure functions. */
export interface Cost {
  readonly name: string;
  /** The unit of the cost, where it has one. */
  readonly unit?: string;
  /** c(x, y), by its definition. */
  readonly between: (x: Point, y: Point) => number;
  /** Writes ∇ₓc(x, y) and ∇ᵧc(x, y), all of both. Gradients with respect to points need it of a cost that is not fused. */
  readonly gradient?: (x: Point, y: Point, atX: Point, atY: Point) => void;
  /** Present where fused kernels can compute the cost; otherwise its matrix is stored. */
  readonly fused?: FusedCost;
  /** Present where points live on a curved space. */
  readonly ambient?: Ambient;
  /** Throws unless the cost is defined for the points: [count, dimension], contiguous. */
  readonly validate?: (points: ArrayLike<number>, dimension: number, name: string, caller: string) => void;
}

/** What users may pass as a cost: one of the records here, or a function of two points. */
export type CostInput = Cost | ((x: Point, y: Point) => number);
