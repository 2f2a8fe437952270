"""Colours of a figure: named roles, so that print, skin and hair are data."""

from __future__ import annotations

from planner.figures.pose import Record


class Theme(Record):
    """Colours as `#rrggbb`.

    Attributes:
        far: what the far limbs are mixed with.
        hair: none draws a bald mannequin.
        face: whether eyes, mouth and ears are drawn.
    """

    id: str
    meaning: str
    skin: str
    shirt: str
    shorts: str
    shoe: str
    line: str
    muscle: str
    arrow: str
    floor: str
    mat: str
    wood: str
    metal: str
    wall: str
    soft: str
    band: str
    dark: str
    water: str
    far: str
    hair: str | None = None
    face: bool = True

    def colour(self, role: str) -> str:
        """The colour of a role."""
        value: str = getattr(self, role)
        return value


def mixed(first: str, second: str, share: float) -> str:
    """The colour at a share of the way between two."""
    channels = []
    for at in (1, 3, 5):
        a, b = int(first[at : at + 2], 16), int(second[at : at + 2], 16)
        channels.append(round(a + (b - a) * share))
    return "#" + "".join(f"{c:02x}" for c in channels)
