"""Outlines: hulls of circles as arcs, one winding, whole numbers."""

from __future__ import annotations

import re
from math import cos, pi, sin

import pytest

from planner.figures import Words
from planner.figures.ink import Line, Placement, Ring, Style, markup, ring
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
