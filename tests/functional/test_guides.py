"""Every command in the guides runs as it stands there, in order, with the exit code it promises.

A block is ```console, ```{.console .exit-12} or ```{.console .norun}; a file in a guide is
```{.yaml title="NAME"}.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.process import ROOT, environment, planner

GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
BLOCK = re.compile(r"^```(?:\{\.)?(\w+)[ ]?\.?([^\n}]*)\}?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN_AT_MOST = 3

pytestmark = pytest.mark.slow


class Block(NamedTuple):
    """A fenced block of a guide."""

    language: str
    info: str
    text: str


def blocks(guide: Path) -> list[Block]:
    found = [Block(*match) for match in BLOCK.findall(guide.read_text("utf-8"))]
    assert found, guide
    return found


def lines(block: Block) -> Iterator[list[str]]:
    for line in block.text.splitlines():
        assert line.startswith("$ planner "), line
        yield shlex.split(line)[2:]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_command_does_what_the_guide_says(guide: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    env = environment(PLANNER_STORE=str(tmp_path / "store" / "programmes.db"))
    for block in blocks(guide):
        if block.language == "yaml":
            name = block.info.removeprefix('title="').removesuffix('"')
            (tmp_path / name).write_text(block.text, encoding="utf-8")
        elif block.info != "norun":
            code = int(block.info.removeprefix("exit-") or 0)
            for arguments in lines(block):
                done = planner(*arguments, cwd=tmp_path, env=env)
                assert done.returncode == code, (arguments, done.stdout, done.stderr)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_few_commands_are_not_run(guide: Path) -> None:
    kinds = {block.language for block in blocks(guide)}
    assert kinds <= {"console", "yaml"}
    assert sum(block.info == "norun" for block in blocks(guide)) <= NOT_RUN_AT_MOST
