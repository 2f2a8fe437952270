"""What was measured in a programme so far, as values that charts show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.local import measured
from planner.domain.plan import Plan
from planner.errors import StoreError
from planner.export.charts import Measured
from planner.knowledge import Catalog
from planner.store import Kind
from planner.told import told
from planner.workflow.programme.history import History
from planner.workflow.programme.progress import unit_of, values_of

# Questions have a scale that is shown in full; the range of a test only tells a slip of the pen.
ASKED = "self_report"
DIRECTIONS = {"lower": True, "higher": False}


def measured_of(history: History, plan: Plan, catalog: Catalog) -> tuple[Measured, ...]:
    """Every measure with two values or more, in the order of the catalog.

    Raises:
        StoreError: the plan is not one of its revisions.
    """
    if all(history.plan_of(each).plan_id != plan.plan_id for each in history.of(Kind.PLAN)):
        raise StoreError(
            told(
                "{programme}: plan {plan_id} is none of its plans",
                programme=history.programme,
                plan_id=plan.plan_id,
            )
        )
    found = values_of(history, catalog)
    rows = (row for row in catalog.scales["measures"] if len(found.get(row["id"], ())) > 1)
    return tuple(_measured(row, found[row["id"]], unit_of(row["id"], catalog)) for row in rows)


def _measured(row: Mapping[str, Any], values: list[Any], unit: str) -> Measured:
    low, high = row["range"] if row["kind"] == ASKED and row.get("range") else (None, None)
    return Measured(
        name=row["name"],
        values=tuple((date, measured(value, unit)[0]) for date, value in values),
        low=low,
        high=high,
        lower_is_better=DIRECTIONS.get(row["better"]),
    )
