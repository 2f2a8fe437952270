"""Soft levels, solved one after the other, never as one weighted sum."""

from __future__ import annotations

from planner.solver.objectives import burden, evenness, habit, shortfall

LEVELS = (
    ("shortfall", shortfall),
    ("burden", burden),
    ("habit", habit),
    ("evenness", evenness),
)
