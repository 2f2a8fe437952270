"""Pain, function and other measures over time, from the intake, check-ins and retests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.domain.local import plain_number
from planner.explain.layout import month_day, short_day
from planner.explain.messages import Messages
from planner.export.charts.canvas import DEEP, INK, panels, svg_of, ticks_in_words
from planner.export.charts.chart import Chart, Measured

ID = "chart-measured"
COLUMNS, HEIGHT = 2, 1.5
TITLE_TICKS = 5


def measured_chart(measured: Iterable[Measured], messages: Messages) -> Chart | None:
    """A panel for each measure with two values or more; None where there is none."""
    say = messages.say
    shown = [each for each in measured if len(each.values) > 1]
    if not shown:
        return None
    whole, every = panels(HEIGHT, len(shown), min(COLUMNS, len(shown)))
    texts = []
    for axes, each in zip(every, shown, strict=True):
        dates = [date.toordinal() for date, _ in each.values]
        values = [value for _, value in each.values]
        title = _title(each, messages)
        axes.set_title(title)
        axes.plot(dates, values, color=DEEP, linewidth=1.4, marker="o", markersize=4.5,
                  markerfacecolor="#ffffff", markeredgecolor=INK)  # fmt: skip
        if each.low is not None and each.high is not None:
            axes.set_ylim(each.low, each.high)
        axes.grid(axis="y")
        ticks_in_words(axes)
        ticks = dates[:: -(-len(dates) // TITLE_TICKS)]
        axes.set_xticks(ticks, [month_day(dt.date.fromordinal(tick)) for tick in ticks])
        axes.locator_params(axis="y", nbins=5)
        parts = (
            say("chart.on_day", day=short_day(d), value=plain_number(v)) for d, v in each.values
        )
        texts.append(say("chart.row", name=title, values=", ".join(parts)))
    title, text = say("chart.measured"), " ".join(texts)
    svg = svg_of(whole, ID, title, text)
    return Chart(id=ID, title=title, note=say("chart.measured_note"), svg=svg, text=text)


def _title(each: Measured, messages: Messages) -> str:
    if each.lower_is_better is None:
        return each.name
    key = "chart.lower_better" if each.lower_is_better else "chart.higher_better"
    return messages.say(key, name=each.name)
