"""Vectors and rotations in three dimensions, as plain tuples (a rotation holds its rows)."""

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
    return sqrt(dot(a, a))


def unit(a: Vec, otherwise: Vec = (1.0, 0.0, 0.0)) -> Vec:
    """The vector at length 1; `otherwise` where it has no length."""
    size = length(a)
    return times(a, 1 / size) if size > TINY else otherwise


def between(a: Vec, b: Vec, share: float) -> Vec:
    """The point at a share of the way from `a` to `b`."""
    return add(a, times(sub(b, a), share))


def across(a: Vec, axis: Vec) -> Vec:
    """The part of `a` that stands at right angles to a unit vector."""
    return sub(a, times(axis, dot(a, axis)))


def apply(m: Mat, v: Vec) -> Vec:
    """The vector turned by the rotation."""
    return (dot(m[0], v), dot(m[1], v), dot(m[2], v))


def transposed(m: Mat) -> Mat:
    """Rows and columns exchanged: the inverse rotation."""
    return (
        (m[0][0], m[1][0], m[2][0]),
        (m[0][1], m[1][1], m[2][1]),
        (m[0][2], m[1][2], m[2][2]),
    )


def product(a: Mat, b: Mat) -> Mat:
    """First `b`, then `a`."""
    turned = transposed(b)
    return (apply(turned, a[0]), apply(turned, a[1]), apply(turned, a[2]))


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
