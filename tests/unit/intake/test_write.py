"""Private files: whole or not at all, for the owner only."""

from __future__ import annotations

import stat

import pytest

from planner.errors import OutputError
from planner.intake.write import write_yaml


def test_the_file_is_whole_and_private(tmp_path):
    file = tmp_path / "x.yaml"
    write_yaml(file, {"id": "a", "bed": "22:30"})
    assert file.read_bytes() == b"id: a\nbed: '22:30'\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OutputError):
        write_yaml(target, {"id": "a"})
    assert list(tmp_path.iterdir()) == [target]
