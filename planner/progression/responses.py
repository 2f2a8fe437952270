"""From pain scores to the responses of the vocabulary, and to the colour of the traffic light."""

from __future__ import annotations

from planner.domain.intake import Value
from planner.knowledge import Catalog
from planner.knowledge.base import Range

RED, AMBER, GREEN = "red", "amber", "green"
COLOURS = (RED, AMBER, GREEN)


class Scores(Value, frozen=True):
    """Scores of one item in one session (0 to 10); None is unknown."""

    before: int | None = None
    during: int | None = None
    morning: int | None = None
    baseline: float | None = None

    @property
    def rise(self) -> float | None:
        """Pain during, less pain before."""
        return _less(self.during, self.before)

    @property
    def morning_rise(self) -> float | None:
        """Pain next morning, less the baseline."""
        return _less(self.morning, self.baseline)


def responses_of(scores: Scores, catalog: Catalog) -> tuple[str, ...]:
    """Responses that the known scores make certain."""
    parts = (("during", scores.during), ("rise", scores.rise), ("morning", scores.morning_rise))
    return tuple(
        row.response
        for row in catalog.progression.responses
        if all(_within(getattr(row, name), value) for name, value in parts)
    )


def colour(responses: tuple[str, ...], catalog: Catalog) -> str | None:
    """The worst colour that a response has; None where nothing is certain."""
    lights = catalog.progression.colours
    return next((name for name in COLOURS if not set(lights[name]).isdisjoint(responses)), None)


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other


def _within(wanted: Range | None, value: float | None) -> bool:
    """A half point counts as the point above it, the stricter one."""
    if wanted is None:
        return True
    return value is not None and wanted[0] <= -(-value // 1) <= wanted[1]
