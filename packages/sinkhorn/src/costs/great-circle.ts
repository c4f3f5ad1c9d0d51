import { DomainError, ShapeError } from '@monge/ndarray';
import type { Ambient, Cost, Point } from './cost.js';

/** Mean radius of the Earth, R₁ = (2a + b)/3 of the GRS 80 ellipsoid, in kilometres (Moritz 2000). */
const EARTH_RADIUS = 6371.0088;

const RADIANS = Math.PI / 180;

/** The direction of a mean of unit vectors that is shorter than this is rounding. */
const VANISHED = 1e-12;

export interface GreatCircleOptions {
  /** Radius of the sphere, in the unit that the cost shall have. Default 6371.0088, the Earth's mean radius in kilometres. */
  readonly radius?: number;
}

/**
 * The great-circle distance between points [longitude, latitude] in degrees, on a sphere: c(x, y) = 2 R atan2(|u − v|, |u + v|) with
 * u, v the unit vectors of the points, which keeps its accuracy at small and at antipodal distances alike. The cost is in the unit
 * of the radius, kilometres by default.
 *
 * Longitudes may have any range; latitudes must be in [−90, 90]. Averages, as in the transport map, are taken of the unit vectors and
 * projected back to the sphere.
 *
 * @throws {DomainError} when the radius is not positive.
 */
export function greatCircle({ radius = EARTH_RADIUS }: GreatCircleOptions = {}): Cost {
  if (!(radius > 0 && radius < Infinity)) {
    throw new DomainError(
      `sinkhorn.greatCircle: expected radius in (0, ∞) (radius of the sphere), got ${radius}`,
    );
  }
  const u = new Float64Array(3);
  const v = new Float64Array(3);
  return Object.freeze({
    name: 'great circle',
    ...(radius === EARTH_RADIUS ? { unit: 'km' } : {}),
    between: (x, y) => {
      embed(x, u);
      embed(y, v);
      return 2 * radius * Math.atan2(norm(u, v, -1), norm(u, v, 1));
    },
    fused: { kind: 'arc', factor: radius, embedding: sphere },
    ambient: sphere,
    validate,
  } satisfies Cost);
}

const sphere: Ambient = { dimension: () => 3, embed, pullback, project, projectPullback };

function embed(point: Point, out: Point): void {
  const longitude = point[0] * RADIANS;
  const latitude = point[1] * RADIANS;
  out[0] = Math.cos(latitude) * Math.cos(longitude);
  out[1] = Math.cos(latitude) * Math.sin(longitude);
  out[2] = Math.sin(latitude);
}

function pullback(point: Point, cotangent: Point, out: Point): void {
  const longitude = point[0] * RADIANS;
  const latitude = point[1] * RADIANS;
  const [sine, cosine] = [Math.sin(longitude), Math.cos(longitude)];
  out[0] = RADIANS * Math.cos(latitude) * (cosine * cotangent[1] - sine * cotangent[0]);
  out[1] =
    RADIANS *
    (Math.cos(latitude) * cotangent[2] - Math.sin(latitude) * (cosine * cotangent[0] + sine * cotangent[1]));
}

function project(average: Point, out: Point): void {
  const x = average[0];
  const y = average[1];
  out[0] = Math.atan2(y, x) / RADIANS;
  out[1] = Math.atan2(average[2], Math.sqrt(x * x + y * y)) / RADIANS;
}

/** Of the longitude, (−y, x, 0)/(x² + y²), and of the latitude, (−xz, −yz, x² + y²)/((x² + y² + z²)(x² + y²)^½). */
function projectPullback([x, y, z]: Point, cotangent: Point, out: Point): void {
  const square = x * x + y * y;
  if (square + z * z < VANISHED ** 2) {
    out.fill(Number.NaN);
    return;
  }
  const along = cotangent[0] / (square * RADIANS);
  const up = cotangent[1] / ((square + z * z) * Math.sqrt(square) * RADIANS);
  out[0] = -y * along - x * z * up;
  out[1] = x * along - y * z * up;
  out[2] = square * up;
}

/** |u + sign·v| */
function norm(u: Point, v: Point, sign: number): number {
  const x = u[0] + sign * v[0];
  const y = u[1] + sign * v[1];
  const z = u[2] + sign * v[2];
  return Math.sqrt(x * x + y * y + z * z);
}

function validate(points: ArrayLike<number>, dimension: number, name: string, caller: string): void {
  if (dimension !== 2) {
    throw new ShapeError(
      `${caller}: expected ${name} of shape [n, 2] (longitude and latitude in degrees), got ${dimension} columns`,
    );
  }
  for (let i = 0; i < points.length; i += 2) {
    if (Math.abs(points[i + 1]) <= 90) continue;
    throw new DomainError(
      `${caller}: expected latitudes in [−90, 90] in the second column of ${name}, got ${points[i + 1]} at row ${i / 2}; ` +
        'the order is [longitude, latitude], in degrees',
    );
  }
}
