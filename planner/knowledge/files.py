"""The files of a catalog folder: read once, named relative to the folder, with their digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.documents.source import read_bytes
from planner.errors import BadCatalog, FileError, Problem
from planner.told import told

FILE_BYTES = 2 * 1024 * 1024
# Folders of the catalog that are read apart: pictures and codes of other systems decide nothing in
# a plan, and languages come one at a time.
ELSEWHERE = frozenset({"codes", "figures", "languages"})


def read_files(root: Path) -> dict[str, bytes]:
    """Content of every YAML file below the folder, in the order of their names.

    Raises:
        BadCatalog: no such folder, no file in it, or a file cannot be read.
    """
    if not root.is_dir():
        text = told("there is no such folder; name the one that holds the catalog")
        raise BadCatalog([Problem(str(root), 0, "", text)])
    found = dict(_yaml_files(root))
    if not found:
        text = told("no YAML file here; name the folder that holds the catalog")
        raise BadCatalog([Problem(str(root), 0, "", text)])
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted(found):
        try:
            files[name] = read_bytes(found[name], FILE_BYTES, BadCatalog)
        except FileError as error:
            problems += error.problems
    if problems:
        raise BadCatalog(problems)
    return files


def _yaml_files(root: Path) -> Iterator[tuple[str, str]]:
    # os.walk, because pathlib needs three times as long, at every start of the command.
    for folder, below, names in os.walk(root):
        inner = Path(folder).relative_to(root).as_posix()
        if inner == ".":
            below[:] = [name for name in below if name not in ELSEWHERE]
        for name in names:
            if name.endswith(".yaml"):
                yield name if inner == "." else f"{inner}/{name}", os.path.join(folder, name)  # noqa: PTH118


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names, lengths and contents, in the order of the names."""
    total = hashlib.sha256()
    for name in sorted(files):
        head = f"{name}\0{len(files[name])}\0"
        total.update(head.encode())
        total.update(files[name])
    return total.hexdigest()
