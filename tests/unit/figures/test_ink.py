"""Outlines: hulls of circles as arcs, one winding, whole numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from math import cos, pi, sin
from random import Random

import pytest

from planner.figures import Words
from planner.figures.ink import DIRECTIONS, Line, Placement, Ring, Style, markup, ring
from planner.figures.picture import _text, _uid


def corners(shape: Ring) -> list[tuple[float, float]]:
    return [
        (x + r * cos(angle), y + r * sin(angle))
        for (x, y, r), first, last in shape.arcs
        for angle in (first, last)
    ]


def test_one_circle_inside_another_is_left_out() -> None:
    assert ring([(0, 0, 10), (1, 1, 3)]).arcs == (((0, 0, 10), 0.0, 2 * pi),)


def test_every_point_of_the_outline_is_outside_or_on_every_circle() -> None:
    circles = [(0.0, 0.0, 9.0), (30.0, 4.0, 5.0), (12.0, 25.0, 6.0)]
    shape = ring(circles)
    assert {circle for circle, _, _ in shape.arcs} == set(circles)
    for px, py in corners(shape):
        for x, y, r in circles:
            assert (px - x) ** 2 + (py - y) ** 2 >= (r - 0.01) ** 2


def test_neighbours_of_one_style_share_an_element() -> None:
    red, blue = Style("#f00"), Style("#00f")
    shapes = [(red, ring([(0, 0, 3)])), (red, ring([(9, 0, 3)])), (blue, ring([(0, 0, 1)]))]
    assert markup(shapes, Placement(10, 10)).count("<path") == 2


@pytest.mark.parametrize("mirrored", [False, True])
def test_paths_hold_whole_numbers_only(mirrored: bool) -> None:
    shapes = [
        (Style("#f00"), ring([(0.3, 0.7, 3.1), (8.2, 1.4, 2.2)])),
        (Style("none", "#000", 1.3), Line(((0.1, 0.2), (4.4, 5.5), (9, 2)), smooth=True)),
    ]
    text = markup(shapes, Placement(20.5, 10.25, mirrored))
    paths = re.findall(r' d="([^"]*)"', text)
    assert len(paths) == 2
    for path in paths:
        assert re.fullmatch(r"[MlcazA0-9 -]*", path)


def test_mirrored_outlines_turn_the_other_way() -> None:
    shape = [(Style("#f00"), ring([(0, 0, 3), (9, 0, 2)]))]
    flags = [
        set(re.findall(r"a\d+ \d+ 0 \d (\d)", markup(shape, Placement(20, 9, side))))
        for side in (False, True)
    ]
    assert flags == [{"1"}, {"0"}]


def test_text_is_escaped_and_cleaned() -> None:
    assert _text("a<b>&c\x00\x1f") == "a&lt;b&gt;&amp;c  "
    assert Words("a", "b").text == "b"


@pytest.mark.parametrize("uid", ["", "1a", 'a"b', "a b", "a<", "a\n"])
def test_bad_ids_are_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="cannot be an id"):
        _uid(uid)


def test_the_outline_steps_over_the_circles_that_reach_farthest() -> None:
    """As found by asking in every direction which circle reaches farthest."""
    drawn = Random(7)
    for _ in range(200):
        circles = [
            (drawn.uniform(-20, 20), drawn.uniform(-20, 20), drawn.uniform(1, 12))
            for _ in range(drawn.randint(2, 6))
        ]
        reaching = [
            max(circles, key=lambda each: each[0] * c + each[1] * s + each[2])
            for c, s in DIRECTIONS
        ]
        changes = [b for a, b in pairwise([*reaching, reaching[0]]) if a != b]
        owners = [circle for circle, _, _ in ring(circles).arcs]
        assert owners == ([changes[-1], *changes[:-1]] if changes else reaching[:1])


def test_a_grown_outline_is_that_of_greater_circles() -> None:
    circles = [(0.0, 0.0, 10.0), (30.0, 4.0, 5.0), (12.0, -9.0, 6.0)]
    greater = ring([(x, y, r + 1.4) for x, y, r in circles])
    for own, other in zip(ring(circles).grown(1.4).arcs, greater.arcs, strict=True):
        assert own[0] == other[0]
        assert own[1:] == pytest.approx(other[1:])
