"""The figures of the catalog: none missing, none left over, none wrong by the lint."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.figures import Figures, Words, draw, frames, load_figures
from planner.figures.lint import lint, slack
from planner.figures.scene import Scene
from planner.figures.tags import compared, derived
from planner.knowledge import load_catalog
from tools.figure_sheets import movements

ROOT = Path(__file__).parents[3]
FIGURES: Figures = load_figures(ROOT / "catalog" / "figures")
CATALOG = load_catalog()
WORDS = Words("Name <of> it & more", 'Steps "one" & <two>.')
SVG = "{http://www.w3.org/2000/svg}"
# Longest picture and mean of all, bytes.
LONGEST, USUAL = 19_000, 12_000
IDS = sorted(FIGURES.figures)


@cache
def picture(name: str) -> str:
    return draw(FIGURES, FIGURES.figures[name], WORDS, uid="a1")


def test_every_activity_has_a_figure_and_no_figure_stands_for_nothing() -> None:
    shown = FIGURES.by_activity()
    assert set(CATALOG.activities) - set(shown) == set()
    assert set(shown) - set(CATALOG.activities) == set()
    assert [figure.id for figure in FIGURES.figures.values() if not figure.shows] == []


@pytest.mark.parametrize("name", IDS)
def test_lint(name: str) -> None:
    assert lint(FIGURES, FIGURES.figures[name]) == []


@pytest.mark.parametrize("name", IDS)
def test_a_highlighted_muscle_is_one_that_the_activity_names(name: str) -> None:
    figure = FIGURES.figures[name]
    for activity in figure.shows:
        named = CATALOG.activities[activity].muscles
        known = {*named.stretched, *named.primary, *named.secondary}
        assert set(figure.muscles or {}) <= known, activity


def test_every_region_is_a_muscle_of_the_vocabulary() -> None:
    assert set(FIGURES.regions) <= set(CATALOG.vocabulary["muscles"])


def test_every_tag_is_a_movement_of_the_vocabulary() -> None:
    assert set(FIGURES.tags) <= set(CATALOG.vocabulary["movements"])


@pytest.mark.parametrize("name", IDS)
def test_picture(name: str) -> None:
    svg = picture(name)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "a1-t a1-d"
    assert root.findtext(f"{SVG}title") == WORDS.title
    assert root.findtext(f"{SVG}desc") == WORDS.text
    assert [element.attrib["id"] for element in root.iter() if "id" in element.attrib] == [
        "a1-t", "a1-d",
    ]  # fmt: skip
    assert len(svg) < LONGEST


def test_pictures_are_small() -> None:
    sizes = [len(picture(name)) for name in IDS]
    assert sum(sizes) / len(sizes) < USUAL


@pytest.mark.parametrize("name", ["bridge_two_leg", "walk_easy", "short_foot", "childs_pose"])
def test_frames(name: str) -> None:
    figure = FIGURES.figures[name]
    found = frames(FIGURES, figure, WORDS, uid="m")
    assert len(found) == (len(figure.drawing) if figure.drawing else 5)
    assert len({ElementTree.fromstring(svg).attrib["viewBox"] for svg in found}) == 1
    assert len(set(found)) == len(found)
    assert 'id="m-1-t"' in found[0]
    assert 'id="m-2-t"' in found[1]


def test_segments_keep_their_length_on_the_way() -> None:
    theme = FIGURES.themes["colour"]
    for figure in FIGURES.figures.values():
        if figure.drawing is None:
            assert slack(Scene(figure, FIGURES, theme)) < 0.01, figure.id


@pytest.mark.parametrize("theme", sorted(FIGURES.themes))
def test_themes(theme: str) -> None:
    figure = FIGURES.figures["clamshell"]
    svg = draw(FIGURES, figure, WORDS, theme=theme)
    assert FIGURES.themes[theme].skin in svg
    ElementTree.fromstring(svg)


def test_left_version_differs_and_keeps_its_size() -> None:
    figure = FIGURES.figures["hamstring_supine_strap"]
    right, left = (draw(FIGURES, figure, WORDS, mirrored=side) for side in (False, True))
    assert right != left
    boxes = [ElementTree.fromstring(svg).attrib["viewBox"] for svg in (right, left)]
    assert boxes[0] == boxes[1]


def test_derived_movements() -> None:
    def tags(name: str) -> set[str]:
        return set(derived(FIGURES, FIGURES.figures[name]))

    assert {"hip_flexion_beyond_90", "lumbar_flexion_end_range"} <= tags("double_knee_to_chest")
    assert "neural_tension_sciatic" in tags("hamstring_supine_strap")
    assert "lumbar_extension_end_range" in tags("prone_press_up")
    assert {"kneeling", "shoulder_weight_bearing"} <= tags("bird_dog_full")
    assert "single_leg_stance" in tags("quad_standing")
    assert "lumbar_flexion_end_range" not in tags("hip_hinge_dowel")


def test_comparison_never_drops_a_declared_movement() -> None:
    for name, figure in FIGURES.by_activity().items():
        declared = CATALOG.activities[name].movements
        found = compared(FIGURES, figure, declared)
        assert {*found.both, *found.declared_only} == set(declared) & set(FIGURES.tags)


def test_print_is_grey() -> None:
    shown = [FIGURES.figures[name] for name in IDS[::9]]
    svg = "".join(draw(FIGURES, figure, WORDS, theme="print") for figure in shown)
    colours = set(re.findall(r"#([0-9a-f]{6})\b", svg))
    assert len(colours) > 10
    assert {colour for colour in colours if len({colour[:2], colour[2:4], colour[4:]}) > 1} == set()


def test_bytes_are_the_same_in_every_process() -> None:
    script = (
        "import hashlib, sys; from pathlib import Path; from planner.figures import *\n"
        "figures = load_figures(Path('catalog/figures'))\n"
        "for name in ('bird_dog_full', 'walk_easy', 'cycle_outdoor', 'short_foot'):\n"
        "    svg = draw(figures, figures.figures[name], Words('a', 'b'))\n"
        "    print(hashlib.sha256(svg.encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert len(outputs.pop().split()) == 4


def test_the_comparison_of_movements_is_up_to_date() -> None:
    page = ROOT / "docs" / "reference" / "figures" / "movements.md"
    told = "run: python tools/figure_sheets.py docs/reference/figures"
    assert page.read_text(encoding="utf-8") == movements(FIGURES, CATALOG), told


def test_every_thing_and_region_is_used() -> None:
    used = {prop.kind for figure in FIGURES.figures.values() for prop in figure.props or ()}
    assert set(FIGURES.things) - used == set()
    shown = {muscle for figure in FIGURES.figures.values() for muscle in figure.muscles or ()}
    assert set(FIGURES.regions) - shown == set()
