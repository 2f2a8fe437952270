"""Pictures of activities as files."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from planner.cli.main import main
from planner.errors import BadInput, ExitCode
from planner.workflow.pictures import write_pictures

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def written(folder: Path, *ids: str, theme: str = "colour", left: bool = False) -> list[bytes]:
    return [path.read_bytes() for path in write_pictures(ids, folder, None, theme=theme, left=left)]


def test_name_and_steps_are_read_out(tmp_path: Path) -> None:
    (picture,) = written(tmp_path, "clamshell")
    root = ElementTree.fromstring(picture)
    assert root.findtext(f"{SVG}title") == "Clamshell"
    assert "Open the top knee without rolling back." in (root.findtext(f"{SVG}desc") or "")


def test_only_what_is_done_on_each_side_is_mirrored(tmp_path: Path) -> None:
    right = written(tmp_path, "clamshell", "double_knee_to_chest")
    left = written(tmp_path, "clamshell", "double_knee_to_chest", left=True)
    assert right[0] != left[0]
    assert right[1] == left[1]


def test_ids_of_all_pictures_differ(tmp_path: Path) -> None:
    # Two activities with one figure may stand on one page.
    pictures = written(tmp_path, "bird_dog_full", "bird_dog_squares")
    ids = [
        element.attrib["id"]
        for picture in pictures
        for element in ElementTree.fromstring(picture).iter()
        if "id" in element.attrib
    ]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize(("name", "theme"), [("clamshel", "colour"), ("clamshell", "color")])
def test_unknown_names(tmp_path: Path, name: str, theme: str) -> None:
    with pytest.raises(BadInput, match="did you mean"):
        written(tmp_path, name, theme=theme)
    assert list(tmp_path.iterdir()) == []


def test_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["catalog", "figures", "clamshell", "-o", str(tmp_path)])
    assert done.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clamshell.svg"]


def test_catalog_check_reads_the_figures(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    file = tmp_path / "catalog" / "figures" / "posture.yaml"
    file.write_text(file.read_text("utf-8").replace("lift_training", "lift_trainin"), "utf-8")
    done = CliRunner().invoke(main, ["--catalog", str(tmp_path / "catalog"), "catalog", "check"])
    assert done.exit_code == ExitCode.BAD_CATALOG
    assert "'lift_trainin' is no activity; did you mean 'lift_training'?" in done.output
