"""What the root command hands down to every other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What every command may read.

    Attributes:
        catalog: folder of the catalog; None means the one that ships with the planner.
        store: path or URL of the store of programmes; None means this user's own file.
    """

    catalog: Path | None = None
    store: str | None = None
