"""Pictures of a plan's items, by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.domain.plan import Plan

LEFT = "left"
# Activity and whether it is for the left side only, to SVG; None where there is no figure.
Draw = Callable[[str, bool], str | None]


def picture_key(activity: str, side: str | None) -> str:
    """Name of the picture of an item; what is for the left side only is mirrored."""
    return f"{activity}.{LEFT}" if side == LEFT else activity


def pictures(plan: Plan, draw: Draw) -> dict[str, str]:
    """SVG by key, for the items that have a figure."""
    keys = _keys((item.activity, item.side) for each in plan.sessions for item in each.items)
    keys |= _keys((entry.activity, entry.side) for entry in plan.all_day)
    found = {key: draw(activity, key != activity) for key, activity in sorted(keys.items())}
    return {key: svg for key, svg in found.items() if svg is not None}


def _keys(items: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    return {picture_key(activity, side): activity for activity, side in items}
