"""Pictures for print, each drawn once: kept in the cache of the user for the next time."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import planner
from planner.knowledge import Catalog, cache
from planner.knowledge.paths import catalog_directory
from planner.workflow.pictures import FOLDER, figures_if_any

if TYPE_CHECKING:
    from planner.figures import Figures

# Neutral, and as clear without colour.
THEME = "mannequin"


class Gallery:
    """Draws the figure of an activity, or gives None where it has none.

    The text alternative stands in the document that shows the picture, so none is drawn into it.
    """

    def __init__(self, directory: Path | None, catalog: Catalog) -> None:
        self.directory = directory
        self.catalog = catalog
        self.has_new = False

    def __call__(self, activity: str, mirrored: bool) -> str | None:
        """The picture as SVG; `mirrored` for the left side."""
        key = f"{activity}-{mirrored}"
        if key not in self._drawn:
            self._drawn[key] = self._draw(activity, mirrored)
            self.has_new = True
        return self._drawn[key] or None

    def keep(self) -> None:
        """Keep what was drawn; an unwritable folder only costs time at the next start."""
        if self.has_new:
            cache.put(self._digest, self._drawn)
            self.has_new = False

    def _draw(self, activity: str, mirrored: bool) -> str:
        if self._figures is None or activity not in self._figures.by_activity():
            return ""
        # What draws is loaded only when something is not drawn yet.
        from planner.figures import Words, draw

        figure = self._figures.by_activity()[activity]
        return draw(self._figures, figure, Words("", ""), theme=THEME, mirrored=mirrored)

    @cached_property
    def _figures(self) -> Figures | None:
        return figures_if_any(self.directory, self.catalog)

    @cached_property
    def _drawn(self) -> dict[str, str]:
        return cache.get(self._digest, dict[str, str]) or {}

    @cached_property
    def _digest(self) -> str:
        """Of everything that a picture depends on: the figures, and the code that draws them."""
        total = hashlib.sha256(THEME.encode())
        code = Path(planner.__file__).parent / "figures"
        folder = catalog_directory(self.directory) / FOLDER
        for file in (*sorted(code.glob("*.py")), *sorted(folder.glob("*.yaml"))):
            total.update(file.name.encode() + b"\0" + file.read_bytes())
        return total.hexdigest()
