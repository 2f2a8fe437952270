"""The loader of figures says what is wrong, where, and what was meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.errors import BadCatalog
from planner.figures import load_figures

ROOT = Path(__file__).parents[3]
SHARED = ("bases.yaml", "muscles.yaml", "ranges.yaml", "tags.yaml", "themes.yaml", "things.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in SHARED:
        shutil.copy(ROOT / "catalog" / "figures" / name, tmp_path)
    return tmp_path


def write(folder: Path, *lines: str) -> None:
    text = "\n".join(["schema_version: 1", "figures:", *(f"  {line}" for line in lines)])
    (folder / "x.yaml").write_text(text + "\n", encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        load_figures(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_a_good_file(folder: Path) -> None:
    write(
        folder,
        "- {id: a, shows: [p], base: standing, start: {hip_flex: {r: 20, l: 10}}}",
        "- {id: b, shows: [q], like: a, start: {hip_flex: {l: 30}}, end: {drop: 20}}",
    )
    found = load_figures(folder).figures["b"]
    assert found.base == "standing"
    assert found.shows == ("q",)
    assert found.start is not None
    assert found.start.angle("hip_flex", "r") == 20
    assert found.start.angle("hip_flex", "l") == 30


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {id: a, base: standin}", "'standin' is no base position; did you mean 'standing'?"),
        ("- {id: a, base: standing, start: {hip_flx: 3}}", "unknown key 'hip_flx'"),
        ("- {id: a, base: standing, start: {hip_flex: many}}", "a number"),
        ("- {id: a, base: standing, muscles: {soles: r}}", "'soles' is no region"),
        ("- {id: a, base: standing, muscles: {soleus: x}}", "unknown word 'x'"),
        ("- {id: a, base: standing, view: sid}", "'sid' is no view; did you mean 'side'?"),
        ("- {id: a, base: standing, props: [{kind: chare}]}", "'chare' is no thing"),
        ("- {id: a, base: standing, order: [leg_r]}", "name each of leg_r"),
        ("- {id: a, base: standing, arrows: [{trace: nee_r}]}", "'nee_r' is no landmark"),
        ("- {id: a, base: standing, end: {hands: {to: shim}}}", "'shim' is no landmark"),
        ("- {id: a, base: prone, end: {level: {knee_r: 4}}}", "two landmarks"),
        ("- {id: a, base: prone, end: {anchor: nose}}", "'nose' is no landmark"),
        ("- {id: a, like: b}", "'b' is no other figure"),
        ("- {id: a, like: a}", "'a' is no other figure"),
        ("- {id: a, base: standing, props: [{kind: line, through: [hand]}]}", "'hand' is no"),
        ("- {id: a, base: standing, props: [{kind: chair, at: hand}]}", "'hand' is no landmark"),
    ],
)
def test_faults_with_file_and_line(folder: Path, line: str, said: str) -> None:
    write(folder, line)
    found = faults(folder)
    assert len(found) == 1
    assert found[0].startswith("x.yaml:3: figures[0]")
    assert said in found[0]


def test_all_faults_at_once(folder: Path) -> None:
    write(folder, "- {id: a, base: standing, bas: x}", "- {base: standing}", "- {id: a}")
    assert len(faults(folder)) == 2


def test_twice(folder: Path) -> None:
    write(folder, "- {id: a, shows: [p], base: prone}", "- {id: a, shows: [p], base: prone}")
    assert faults(folder) == ["x.yaml:4: figures[1].id: 'a' is there twice"]
    write(folder, "- {id: a, shows: [p], base: prone}", "- {id: b, shows: [p], base: prone}")
    assert faults(folder) == ["x.yaml:4: figures[1].shows[0]: 'p' already has the figure 'a'"]


def test_unknown_section(folder: Path) -> None:
    (folder / "x.yaml").write_text("figuers: []\n", encoding="utf-8")
    assert faults(folder) == ["x.yaml:1: figuers: unknown key 'figuers'; did you mean 'figures'?"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadCatalog, match="there are no figures here"):
        load_figures(tmp_path / "none")


def test_an_activity_that_is_not_there(folder: Path) -> None:
    write(folder, "- {id: a, shows: [bridg], base: prone}")
    with pytest.raises(BadCatalog, match=r"x.yaml:3: .*'bridg' is no activity; did you mean"):
        load_figures(folder, {"bridge"})
