/** One point's coordinates. */
export type Point = Float64Array;

/** How the cost is a function of a distance, which is what the fused kernels compute without storing a matrix. */
export interface FusedCost {
  /** The cost is `factor`·|φ(x) − φ(y)|² or `factor`·|φ(x) − φ(y)|. */
  readonly kind: 'squaredDistance' | 'distance';
  readonly factor: number;
  /** φ: replaces the coordinates of a point, in place. Absent: the identity. */
  readonly embed?: (point: Point) => void;
}

/** A flat space around a curved one, in which costs are quick to compute and points can be averaged. */
export interface Ambient {
  readonly dimension: number;
  readonly embed: (point: Point, out: Point) => void;
  /** The cost in terms of embedded points. */
  readonly between: (u: Point, v: Point) => number;
  /** The point of the curved space that is nearest to an average of embedded points. */
  readonly project: (average: Point, out: Point) => void;
}

/** The cost c(x, y) of moving a unit of mass from x to y. Frozen records of pure functions. */
export interface Cost {
  readonly name: string;
  /** The unit of the cost, where it has one. */
  readonly unit?: string;
  /** c(x, y), by its definition. */
  readonly between: (x: Point, y: Point) => number;
  /** Present where fused kernels can compute the cost; otherwise its matrix is stored. */
  readonly fused?: FusedCost;
  /** Present where points live on a curved space. */
  readonly ambient?: Ambient;
  /** Throws unless the cost is defined for the points: [count, dimension], contiguous. */
  readonly validate?: (points: ArrayLike<number>, dimension: number, name: string, caller: string) => void;
}

/** What users may pass as a cost: one of the records here, or a function of two points. */
export type CostInput = Cost | ((x: Point, y: Point) => number);
