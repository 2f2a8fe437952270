"""Private files: whole or not at all, for the owner only."""

from __future__ import annotations

import stat

import pytest

from planner.errors import OutputError
from planner.intake.write import to_yaml, write_private


def test_the_file_is_whole_and_private(tmp_path):
    file = tmp_path / "x.yaml"
    write_private(file, to_yaml({"id": "a"}))
    assert file.read_text("utf-8") == "id: a\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OutputError):
        write_private(target, "text")
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(OutputError):
        write_private(tmp_path / "no" / "x.yaml", "text")
