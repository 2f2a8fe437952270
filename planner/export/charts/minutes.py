"""What is planned each week beside its goal, a panel for each component."""

from __future__ import annotations

from planner.domain.plan import Plan, WeekSummary
from planner.explain.messages import Messages
from planner.export.charts.canvas import DEEP, INK, MIDDLE, PALE, panels, svg_of
from planner.export.charts.chart import Chart
from planner.export.describe import component_words

ID = "chart-minutes"
COLUMNS, HEIGHT = 3, 1.3
HALF = 0.4
# The axis ends a little above the highest bar or goal.
ROOM = 1.1


def minutes_chart(plan: Plan, messages: Messages) -> Chart | None:
    """Minutes of a component that has its goal in minutes, days of the others."""
    say = messages.say
    units = {name: target.unit for week in plan.weeks for name, target in week.targets.items()}
    if not units:
        return None
    whole, every = panels(HEIGHT, len(units), min(COLUMNS, len(units)))
    texts = []
    for axes, (name, unit) in zip(every, sorted(units.items(), key=_minutes_first), strict=True):
        title = say(f"chart.in_{unit}", component=component_words(name, messages))
        done = [_done(week, name, unit) for week in plan.weeks]
        weeks = [week.week for week in plan.weeks]
        axes.set_title(title)
        fills = [PALE if week.deload else MIDDLE for week in plan.weeks]
        axes.bar(weeks, done, width=2 * HALF, color=fills, edgecolor=DEEP, linewidth=0.7)
        goals = {w.week: w.targets[name].goal for w in plan.weeks if name in w.targets}
        axes.hlines(
            list(goals.values()), [week - HALF for week in goals], [week + HALF for week in goals],
            color=INK, linewidth=1.8,
        )  # fmt: skip
        axes.set_xticks(weeks[:: 1 if len(weeks) <= 12 else 2])
        axes.set_xlim(weeks[0] - 0.7, weeks[-1] + 0.7)
        axes.set_ylim(0, ROOM * max(1, *done, *goals.values()))
        axes.locator_params(axis="y", nbins=4, integer=True)
        texts.append(_text(plan, name, title, done, messages))
    title, text = say("chart.minutes"), " ".join(texts)
    svg = svg_of(whole, ID, title, text)
    return Chart(id=ID, title=title, note=say("chart.minutes_note"), svg=svg, text=text)


def _minutes_first(named: tuple[str, str]) -> tuple[bool, str]:
    return named[1] != "minutes", named[0]


def _done(week: WeekSummary, component: str, unit: str) -> int:
    done = week.minutes if unit == "minutes" else week.days
    return done.get(component, 0)


def _text(plan: Plan, name: str, title: str, done: list[int], messages: Messages) -> str:
    parts = (
        messages.say("chart.planned_goal", week=week.week, planned=value, goal=_goal(week, name))
        for week, value in zip(plan.weeks, done, strict=True)
    )
    return messages.say("chart.row", name=title, values=", ".join(parts))


def _goal(week: WeekSummary, name: str) -> str:
    return str(week.targets[name].goal) if name in week.targets else "–"
