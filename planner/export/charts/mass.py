"""The forecast of body mass with its band."""

from __future__ import annotations

from planner.domain.local import measured, number
from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.charts.canvas import DEEP, INK, PALE, figure, svg_of, ticks_in_words
from planner.export.charts.chart import Chart

ID = "chart-mass"
HEIGHT = 2.1


def mass_chart(plan: Plan, messages: Messages) -> Chart | None:
    """What body mass may do over the weeks; None where the plan has no forecast."""
    if plan.forecast is None:
        return None
    say, unit = messages.say, measured(0, "kg")[1]
    points = plan.forecast.weight_kg
    weeks = [point.week for point in points]
    values, low, high = (
        [measured(getattr(point, name), "kg")[0] for point in points]
        for name in ("value", "low", "high")
    )
    whole = figure(HEIGHT)
    whole.subplots_adjust(left=0.08, right=0.985, top=0.93, bottom=0.17)
    axes = whole.subplots()
    axes.fill_between(weeks, low, high, color=PALE)
    axes.plot(weeks, low, color=DEEP, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.plot(weeks, high, color=DEEP, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.plot(weeks, values, color=INK, linewidth=1.8)
    axes.set_xlim(weeks[0], weeks[-1])
    axes.set_xticks(weeks)
    axes.locator_params(axis="y", nbins=6)
    axes.grid(axis="y")
    ticks_in_words(axes)
    axes.set_xlabel(say("chart.week_axis"))
    axes.set_ylabel(unit)
    parts = (
        say("chart.mass_at", week=p.week, value=number(v), low=number(lo), high=number(hi))
        for p, v, lo, hi in zip(points, values, low, high, strict=True)
    )
    title = say("chart.mass", unit=unit)
    text = say("chart.row", name=title, values=", ".join(parts))
    svg = svg_of(whole, ID, title, text)
    return Chart(id=ID, title=title, note=say("chart.mass_note"), svg=svg, text=text)
