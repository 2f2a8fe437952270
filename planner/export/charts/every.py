"""All charts of a plan that have something to show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.charts.canvas import style
from planner.export.charts.chart import Chart, Measured
from planner.export.charts.devices import devices_chart
from planner.export.charts.ladders import ladders_chart
from planner.export.charts.mass import mass_chart
from planner.export.charts.measured import measured_chart
from planner.export.charts.minutes import minutes_chart

NAMES = ("measured", "minutes", "ladders", "devices", "mass")


def charts(
    plan: Plan,
    messages: Messages,
    measured: Iterable[Measured] = (),
    *,
    names: Collection[str] = NAMES,
) -> tuple[Chart, ...]:
    """The charts in the order in which they are read; the same plan gives the same bytes.

    Args:
        plan: an audited plan.
        messages: sentences of the catalog.
        measured: what was reported so far; a measure needs two values to be shown.
        names: which charts are wanted; one with nothing to show is left out.
    """
    makers: dict[str, Callable[[], Chart | None]] = {
        "measured": lambda: measured_chart(measured, messages),
        "minutes": lambda: minutes_chart(plan, messages),
        "ladders": lambda: ladders_chart(plan, messages),
        "devices": lambda: devices_chart(plan, messages),
        "mass": lambda: mass_chart(plan, messages),
    }
    with style():
        found = [make() for name, make in makers.items() if name in names]
    return tuple(chart for chart in found if chart is not None)
