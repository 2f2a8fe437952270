"""Scales of effort and intensity, as the vocabulary relates them."""

from __future__ import annotations

from planner.knowledge import Catalog
from planner.knowledge.model import IntensityClass


def class_of_rpe(catalog: Catalog, rpe: float) -> IntensityClass:
    """Intensity class of an effort on the scale 0 to 10."""
    ordered = sorted(catalog.intensity_classes.values(), key=lambda c: c.rank)
    return next((c for c in ordered if rpe <= c.rpe_0_10[1]), ordered[-1])


def rpe_from_borg(catalog: Catalog, borg: float) -> int:
    """Effort 0 to 10 for an effort 6 to 20: along its class, rounded down (the stricter way)."""
    ordered = sorted(catalog.intensity_classes.values(), key=lambda c: c.rank)
    found = next((c for c in ordered if borg <= c.rpe_6_20[1]), ordered[-1])
    low, high = found.rpe_6_20
    first, last = found.rpe_0_10
    return int(first + (borg - low) * (last - first) // (high - low))
