"""Writes a private file in one go: whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from planner.errors import OutputError

_OWNER_ONLY = 0o600


def write_private(path: Path, text: str) -> None:
    """Write a text file atomically with mode 0600.

    Raises:
        OutputError: the file cannot be written; nothing half-written is left behind.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        Path(temporary).chmod(_OWNER_ONLY)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(path, error.strerror or str(error)) from None


def to_yaml(content: dict[str, Any]) -> str:
    """YAML of plain data; dates and clock times are quoted, so that every reader agrees."""
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
