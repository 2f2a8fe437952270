"""Vectors and rotations in three dimensions, as plain tuples (a rotation holds its rows).

A picture takes some hundred thousand of these steps, so they are written out, not nested.
"""

from __future__ import annotations

from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt

Vec = tuple[float, float, float]
Mat = tuple[Vec, Vec, Vec]
TINY = 1e-6


def add(a: Vec, b: Vec) -> Vec:
    """Sum."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """Difference."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def times(a: Vec, factor: float) -> Vec:
    """The vector made longer by a factor."""
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def dot(a: Vec, b: Vec) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vec) -> float:
    """Euclidean length."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vec, otherwise: Vec = (1.0, 0.0, 0.0)) -> Vec:
    """The vector at length 1; `otherwise` where it has no length."""
    size = length(a)
    return times(a, 1 / size) if size > TINY else otherwise


def between(a: Vec, b: Vec, share: float) -> Vec:
    """The point at a share of the way from `a` to `b`."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def across(a: Vec, axis: Vec) -> Vec:
    """The part of `a` that stands at right angles to a unit vector."""
    return sub(a, times(axis, dot(a, axis)))


def apply(m: Mat, v: Vec) -> Vec:
    """The vector turned by the rotation."""
    (a, b, c), (d, e, f), (g, h, i) = m
    x, y, z = v
    return (a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z)


def transposed(m: Mat) -> Mat:
    """Rows and columns exchanged: the inverse rotation."""
    return (
        (m[0][0], m[1][0], m[2][0]),
        (m[0][1], m[1][1], m[2][1]),
        (m[0][2], m[1][2], m[2][2]),
    )


def product(a: Mat, b: Mat) -> Mat:
    """First `b`, then `a`."""
    (b0, b1, b2), (b3, b4, b5), (b6, b7, b8) = b
    (a0, a1, a2), (a3, a4, a5), (a6, a7, a8) = a
    return (
        (b0 * a0 + b3 * a1 + b6 * a2, b1 * a0 + b4 * a1 + b7 * a2, b2 * a0 + b5 * a1 + b8 * a2),
        (b0 * a3 + b3 * a4 + b6 * a5, b1 * a3 + b4 * a4 + b7 * a5, b2 * a3 + b5 * a4 + b8 * a5),
        (b0 * a6 + b3 * a7 + b6 * a8, b1 * a6 + b4 * a7 + b7 * a8, b2 * a6 + b5 * a7 + b8 * a8),
    )


def axis(m: Mat, index: int) -> Vec:
    """Where the rotation takes the x (0), y (1) or z (2) axis."""
    return (m[0][index], m[1][index], m[2][index])


def frame(x: Vec, y: Vec, z: Vec) -> Mat:
    """The rotation that takes the three axes to these."""
    return transposed((x, y, z))


def turn_x(angle: float) -> Mat:
    """Rotation about x by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))


def turn_y(angle: float) -> Mat:
    """Rotation about y by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))


def turn_z(angle: float) -> Mat:
    """Rotation about z by degrees."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))


def turns(m: Mat) -> Vec:
    """The angles (a, b, c) in degrees with `m = turn_z(a) turn_x(b) turn_y(c)`."""
    return (
        degrees(atan2(-m[0][1], m[1][1])),
        degrees(asin(max(-1.0, min(1.0, m[2][1])))),
        degrees(atan2(-m[2][0], m[2][2])),
    )


def angle_between(a: Vec, b: Vec) -> float:
    """Angle between two vectors, degrees."""
    return degrees(acos(max(-1.0, min(1.0, dot(unit(a), unit(b))))))


def blended(a: Mat, b: Mat, share: float) -> Mat:
    """The rotation at a share of the shortest turn from `a` to `b`."""
    if a == b:
        return a
    step = product(transposed(a), b)
    cosine = max(-1.0, min(1.0, (step[0][0] + step[1][1] + step[2][2] - 1) / 2))
    turn = acos(cosine)
    spin = (step[2][1] - step[1][2], step[0][2] - step[2][0], step[1][0] - step[0][1])
    if turn < TINY or length(spin) < TINY:
        return a if share < 1 else b
    return product(a, _about(unit(spin), turn * share))


def _about(u: Vec, turn: float) -> Mat:
    c, s = cos(turn), sin(turn)
    x, y, z = u
    d = 1 - c
    return (
        (c + x * x * d, x * y * d - z * s, x * z * d + y * s),
        (y * x * d + z * s, c + y * y * d, y * z * d - x * s),
        (z * x * d - y * s, z * y * d + x * s, c + z * z * d),
    )
