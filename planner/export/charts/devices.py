"""Hours a day with insoles, and the height of a heel lift, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import groupby

from planner.domain.local import plain_number
from planner.domain.plan import ItemDose, Plan
from planner.domain.units import DAYS_PER_WEEK
from planner.explain.layout import short_day
from planner.explain.messages import Messages
from planner.export.charts.canvas import MIDDLE, panels, svg_of, ticks_in_words
from planner.export.charts.chart import Chart

ID = "chart-devices"
HEIGHT = 1.5
AMOUNTS: Mapping[str, Callable[[ItemDose], float | None]] = {
    "hours": lambda dose: dose.hours,
    "lift": lambda dose: dose.lift_mm,
}


def devices_chart(plan: Plan, messages: Messages) -> Chart | None:
    """One panel for what the plan holds of the two."""
    say = messages.say
    found = {name: _daily(plan, amount) for name, amount in AMOUNTS.items()}
    found = {name: days for name, days in found.items() if days}
    if not found:
        return None
    whole, every = panels(HEIGHT, len(found), len(found))
    texts = []
    for axes, (name, days) in zip(every, found.items(), strict=True):
        title = say(f"chart.{name}")
        weeks = [_week(plan, date) for date in days]
        axes.set_title(title)
        axes.bar(
            weeks, list(days.values()), width=1 / DAYS_PER_WEEK, align="edge", color=MIDDLE,
            edgecolor="#ffffff", linewidth=0.3,
        )  # fmt: skip
        axes.set_xlim(1, plan.request.weeks + 1)
        axes.set_xticks(
            [week + 0.5 for week in range(1, plan.request.weeks + 1)],
            [str(week) for week in range(1, plan.request.weeks + 1)],
        )
        axes.set_ylim(bottom=0)
        ticks_in_words(axes)
        axes.locator_params(axis="y", nbins=5)
        texts.append(_text(title, days, messages))
    title, text = say("chart.devices"), " ".join(texts)
    svg = svg_of(whole, ID, title, text)
    return Chart(id=ID, title=title, note=say("chart.devices_note"), svg=svg, text=text)


def _daily(plan: Plan, amount: Callable[[ItemDose], float | None]) -> dict[dt.date, float]:
    """The largest amount of each day that has one."""
    found: dict[dt.date, float] = {}
    for entry in sorted(plan.all_day, key=lambda each: each.date):
        value = amount(entry.dose)
        if value is not None:
            found[entry.date] = max(value, found.get(entry.date, 0))
    return found


def _week(plan: Plan, date: dt.date) -> float:
    """The date on an axis of weeks: 1.0 is the first day."""
    return 1 + (date - plan.request.start).days / DAYS_PER_WEEK


def _text(title: str, days: Mapping[dt.date, float], messages: Messages) -> str:
    """Runs of days with the same amount, by the day on which each begins."""
    runs = groupby(days.items(), key=lambda each: each[1])
    parts = (
        messages.say("chart.from_day", day=short_day(next(run)[0]), value=plain_number(value))
        for value, run in runs
    )
    return messages.say("chart.row", name=title, values=", ".join(parts))
