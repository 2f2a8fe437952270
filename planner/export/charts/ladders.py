"""Which level of each ladder is done in which week."""

from __future__ import annotations

from itertools import groupby

from planner.domain.plan import Plan
from planner.explain.messages import Messages
from planner.export.charts.canvas import INK, figure, svg_of
from planner.export.charts.chart import Chart
from planner.export.text import one_line

ID = "chart-ladders"
ROW, HEAD = 0.23, 0.42
# From light to dark; the number in each cell says the same.
STEPS = ("#eef4f6", "#cfe0e5", "#a9c8d0", "#79aab6", "#4b8797", "#1f5a6b")
DARK_FROM = 4
NAME_CHARS = 28


def ladders_chart(plan: Plan, messages: Messages) -> Chart | None:
    """The highest level of each ladder in each week; the number is the level."""
    say, levels = messages.say, _levels(plan)
    if not levels:
        return None
    weeks = [week.week for week in plan.weeks]
    whole = figure(HEAD + ROW * len(levels))
    tall = HEAD + ROW * len(levels)
    whole.subplots_adjust(left=0.24, right=0.985, top=1 - 0.3 / tall, bottom=0.08 / tall)
    axes = whole.subplots()
    for row, own in enumerate(levels.values()):
        steps = {week: min(level, len(STEPS)) - 1 for week, level in own.items()}
        cells = [(week - 0.47, 0.94) for week in steps]
        colours = [STEPS[step] for step in steps.values()]
        axes.broken_barh(cells, (row - 0.4, 0.8), facecolors=colours)
        for week, step in steps.items():
            colour = "#ffffff" if step >= DARK_FROM else INK
            axes.text(week, row, str(own[week]), ha="center", va="center_baseline", color=colour)
    axes.set_yticks(range(len(levels)), [_name(family, messages) for family in levels])
    axes.set_xticks(weeks)
    axes.set_xlim(weeks[0] - 0.6, weeks[-1] + 0.6)
    axes.set_ylim(len(levels) - 0.4, -0.6)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    text = " ".join(_text(family, own, messages) for family, own in levels.items())
    title = say("chart.ladders")
    svg = svg_of(whole, ID, title, text)
    return Chart(id=ID, title=title, note=say("chart.ladders_note"), svg=svg, text=text)


def _levels(plan: Plan) -> dict[str, dict[int, int]]:
    """Family to week to the highest level, in the order in which families come."""
    found: dict[str, dict[int, int]] = {}
    items = [(session.week, item) for session in plan.sessions for item in session.items]
    for week, item in items:
        if item.family is not None and item.level is not None:
            weeks = found.setdefault(item.family, {})
            weeks[week] = max(item.level, weeks.get(week, item.level))
    return found


def _name(family: str, messages: Messages) -> str:
    return one_line(messages.word(family).capitalize(), NAME_CHARS)


def _text(family: str, own: dict[int, int], messages: Messages) -> str:
    """Runs of one level, each with its weeks."""
    parts = []
    for level, run in groupby(sorted(own.items()), key=lambda each: each[1]):
        weeks = [week for week, _ in run]
        key = "chart.level" if len(weeks) > 1 else "chart.level_once"
        parts.append(messages.say(key, level=level, first=weeks[0], last=weeks[-1]))
    return messages.say("chart.row", name=_name(family, messages), values=", ".join(parts))
