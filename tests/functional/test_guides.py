"""Every command in the guides runs as it stands there, in order, with the exit code it promises.

A block is ```console, ```{.console .exit-12} or ```{.console .norun}; a file in a guide is
```{.yaml title="NAME"}. A ```text is what the command before it prints: `...` stands for lines that
are left out, and numbers and what follows `in:` or `out:` may be others once plans get better.
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
# Numbers, and the rule under the heads of a table, also of its last column.
NUMBER = re.compile(r"\d+(>\d+)?|-{2,}|(?<=-- )-$")
CHANGE = re.compile(r"^(\s*(?:in|out):).*")
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


def shape(line: str) -> str:
    """A line of output without what may be another one after the next change of the search."""
    return " ".join(NUMBER.sub("#", CHANGE.sub(r"\1 #", line)).split())


def prints(printed: str, block: Block) -> bool:
    """The block stands in what was printed, but for lines that `...` stands for."""
    lines_of = (line.strip() for line in printed.splitlines())
    shapes = [shape(line) for line in lines_of if line]
    parts = [
        [shape(line) for line in part.splitlines() if line.strip()]
        for part in re.split(r"^\.\.\.$", block.text, flags=re.MULTILINE)
    ]
    for part in parts:
        here = [at for at in range(len(shapes)) if shapes[at : at + len(part)] == part]
        if not here:
            return False
        shapes = shapes[here[0] + len(part) :]
    return True


def lines(block: Block) -> Iterator[list[str]]:
    for line in block.text.splitlines():
        assert line.startswith("$ planner "), line
        yield shlex.split(line)[2:]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_command_does_what_the_guide_says(guide: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    env = environment(PLANNER_STORE=str(tmp_path / "store" / "programmes.db"))
    printed = ""
    for block in blocks(guide):
        if block.language == "yaml":
            name = block.info.removeprefix('title="').removesuffix('"')
            (tmp_path / name).write_text(block.text, encoding="utf-8")
        elif block.language == "text":
            assert prints(printed, block), printed
        elif block.info != "norun":
            code = int(block.info.removeprefix("exit-") or 0)
            for arguments in lines(block):
                done = planner(*arguments, cwd=tmp_path, env=env)
                assert done.returncode == code, (arguments, done.stdout, done.stderr)
                printed = done.stdout


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_few_commands_are_not_run(guide: Path) -> None:
    kinds = {block.language for block in blocks(guide)}
    assert kinds <= {"console", "yaml", "text"}
    assert sum(block.info == "norun" for block in blocks(guide)) <= NOT_RUN_AT_MOST


def test_an_excerpt_is_checked() -> None:
    printed = "Title for 2 people\n  a  1>2  3\n  ----  --\n\nana\n  in: squat\n  referred\n"

    def holds(text: str) -> bool:
        return prints(printed, Block("text", "", text))

    assert holds(printed)
    assert holds("Title for 3 people\n  a  4  3\n...\nana\n  in: plank\n")
    assert not holds("Title of 2 people\n")
    assert not holds("ana\n...\nTitle for 2 people\n")
    assert not holds("ana\n  out: squat\n")
    assert not holds("Title for 2 people\nana\n")
