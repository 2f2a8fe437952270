"""Digest of a folder of YAML files: their names and their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from planner.errors import BadCatalog, Problem


def digest(root: Path) -> str:
    """SHA-256 over the sorted (relative path, content) of every YAML file below `root`.

    Raises:
        BadCatalog: the folder is missing or a file cannot be read.
    """
    total = hashlib.sha256()
    try:
        for path in sorted(root.rglob("*.yaml")):
            content = path.read_bytes()
            total.update(path.relative_to(root).as_posix().encode())
            total.update(b"\0" + len(content).to_bytes(8, "big"))
            total.update(content)
    except OSError as wrong:
        reason = wrong.strerror or "cannot be read"
        raise BadCatalog([Problem(str(root), 0, "", f"cannot be read: {reason}")]) from None
    return total.hexdigest()
