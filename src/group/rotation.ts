/** A rotation of the plane, the matrix [[cosine, −sine], [sine, cosine]]: an element of SO(2). */
export interface Rotation {
  readonly cosine: number;
  readonly sine: number;
}

export type Point = readonly [number, number];

/** The rotation by an angle in radians, counter-clockwise. */
export const rotation = (radians: number): Rotation => ({ cosine: Math.cos(radians), sine: Math.sin(radians) });

/** SO(2): composition and inverse, to rounding. */
export const rotations = {
  multiply: (a: Rotation, b: Rotation): Rotation => ({
    cosine: a.cosine * b.cosine - a.sine * b.sine,
    sine: a.sine * b.cosine + a.cosine * b.sine,
  }),
  inverse: ({ cosine, sine }: Rotation): Rotation => ({ cosine, sine: -sine }),
};

/** Turns every point of a list about the origin. */
export function turn<Points extends readonly Point[]>({ cosine, sine }: Rotation, points: Points): Points {
  return points.map(([x, y]): Point => [cosine * x - sine * y, sine * x + cosine * y]) as readonly Point[] as Points;
}

/**
 * The rotation h that turns the first axis onto the sum of the points. Law: h(r·x) = r·h(x), wherever the sum is not 0; there, the identity.
 * Source: the SO(2) task of arXiv:2305.09900, appendix D.5.
 */
export function sumDirection(points: readonly Point[]): Rotation {
  const [x, y] = points.reduce<Point>(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]);
  const length = Math.hypot(x, y);
  return length === 0 ? rotation(0) : { cosine: x / length, sine: y / length };
}
