"""A plan to bytes: calendar, table, JSON. Decides nothing."""

from planner.export.formats import FILE_NAMES, FORMATS, View, render
from planner.export.ics import size_warning, to_ics, to_resource
from planner.export.json import plan_hash, read_plan, to_json
from planner.export.readback import verify_ics
from planner.export.sequence import sequence_after

__all__ = [
    "FILE_NAMES",
    "FORMATS",
    "View",
    "plan_hash",
    "read_plan",
    "render",
    "sequence_after",
    "size_warning",
    "to_ics",
    "to_json",
    "to_resource",
    "verify_ics",
]
