"""Writes an intake, or progress on one, as a private YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from planner.documents import write_all


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    """Write plain data whole or not at all, readable by its owner only.

    Raises:
        OutputError: the file cannot be written; nothing half-written is left behind.
    """
    # What an older reader of YAML would take for a date or a number of minutes is quoted.
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    write_all({path: text.encode()})
