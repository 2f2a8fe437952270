"""The place of charts in the page."""

from __future__ import annotations

from base64 import b64encode

from msgspec import Struct


class Chart(Struct, frozen=True, kw_only=True):
    """A chart as a picture: whatever its file holds, it runs no script and loads nothing.

    Attributes:
        title: heading above it.
        svg: a whole SVG file.
        text: the same in words and numbers.
    """

    title: str
    svg: str
    text: str

    @property
    def source(self) -> str:
        """The picture as an address that holds it."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"
