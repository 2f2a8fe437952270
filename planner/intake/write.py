"""Writes an intake, or progress on one, as a private YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from planner.documents import write_all

WIDTH = 100


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    """Write plain data whole or not at all, readable by its owner only.

    Raises:
        OutputError: the file cannot be written; nothing half-written is left behind.
    """
    write_all({path: yaml_text(content).encode()})


def yaml_text(content: dict[str, Any]) -> str:
    """Plain data as YAML."""
    # What an older reader of YAML would take for a date or a number of minutes is quoted.
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=WIDTH)
