"""Writes docs/reference/published_programmes.md: published doses against real plans.

Run it after a change of a template that says what a publication asks, of a dose or of the search:
python tools/published_programmes.py
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from planner.domain.plan import Item, Plan, Session
from planner.explain.sources import cite
from planner.knowledge import Catalog, Template, list_templates, load_catalog
from planner.knowledge.template import Published
from planner.workflow.plan import make_plan

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "published_programmes.md"
PEOPLE = ROOT / "tests" / "cases" / "published"
NEW, TRAINED = "new_to_training", "trains_already"
# A Monday; when the people of the page begin.
START = dt.date(2027, 2, 1)
# Whose doses differ most by level is planned for both.
BOTH = ("empower",)
# Of more different weeks than these only the range is shown.
MANY = 4
CATALOG = load_catalog()
HEAD = """\
# Published programmes

Exercise programmes from publications, as templates of this project. For each of them: what the
publication asks, as far as the project has it on record, and what a real plan holds. Written by
`tools/published_programmes.py`; a test makes the plans again and compares.

A template chooses among the catalog's activities and doses, and every rule goes before it. So a
plan is not the published programme, and what a study found does not carry over to it. No author
of a study has checked these templates.

The plans are for two invented people of 46 with lasting back pain and no other finding, with time
on every day (`tests/cases/published`): one is new to training, the other has trained for ten
months. Effort quick. "3; 2 in week 1" means 3 in every other week.
"""


class Week(Struct, frozen=True):
    """What is placed in one week of a plan."""

    plan: Plan
    number: int

    @property
    def sessions(self) -> list[Session]:
        """Its sessions."""
        return [session for session in self.plan.sessions if session.week == self.number]

    def days(self, told: Published) -> dict[int, list[Item]]:
        """The items that count, by day number, first day first."""
        found: dict[int, list[Item]] = {}
        for session in sorted(self.sessions, key=lambda session: session.date):
            inside = [item for item in session.items if counts(item, told)]
            if inside:
                found.setdefault(session.date.toordinal(), []).extend(inside)
        return found

    def items(self, told: Published) -> list[Item]:
        """The items that count."""
        return [item for items in self.days(told).values() for item in items]


def counts(item: Item, told: Published) -> bool:
    """The item is of the components, and of the muscles if any are named."""
    trains = not told.muscles or set(told.muscles) & set(item.muscles.primary)
    return item.component in told.components and bool(trains)


def _in_a_row(week: Week, told: Published) -> list[int]:
    days = list(week.days(told))
    runs = [len(list(run)) for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    return [max(runs)] if runs else []


def _part(components: tuple[str, ...], needed: str) -> Callable[[Week, Published], list[int]]:
    """Minutes of some components in each session that holds the one that is needed."""

    def minutes(week: Week, _: Published) -> list[int]:
        return [
            sum(item.minutes for item in session.items if item.component in components)
            for session in week.sessions
            if any(item.component == needed for item in session.items)
        ]

    return minutes


def _different(items: Iterable[Item]) -> int:
    return len({item.family or item.activity for item in items})


def _effort(week: Week, told: Published) -> list[int]:
    classes = CATALOG.intensity_classes
    return [end for item in week.items(told) for end in classes[item.intensity].rpe_6_20]


def _dose(field: str) -> Callable[[Week, Published], list[int]]:
    def values(week: Week, told: Published) -> list[int]:
        found = (getattr(item.dose, field) for item in week.items(told))
        return [value for value in found if value is not None]

    return values


def _lessons(week: Week, _: Published) -> list[int]:
    held = [item for session in week.sessions for item in session.items]
    return [sum(item.component == "education" for item in held)]


def _step_goal_days(week: Week, _: Published) -> list[int]:
    entries = week.plan.all_day
    days = {e.date for e in entries if e.week == week.number and e.family == "step_goal"}
    return [len(days)]


def _rests(week: Week, told: Published) -> list[int]:
    """Seconds between sets, of what has more than one."""
    held = week.items(told)
    return [i.dose.rest_s for i in held if i.dose.rest_s is not None and (i.dose.sets or 1) > 1]


# The values of one week, least and most of which are shown.
MEASURED: Mapping[str, Callable[[Week, Published], list[int]]] = {
    "weeks": lambda week, told: [week.plan.request.weeks],
    "days": lambda week, told: [len(week.days(told))],
    "days_in_a_row": _in_a_row,
    "sessions": lambda week, told: [
        sum(any(counts(item, told) for item in s.items) for s in week.sessions)
    ],
    "exercises": lambda week, told: [_different(week.items(told))],
    "exercises_a_day": lambda week, told: [_different(day) for day in week.days(told).values()],
    "sets": _dose("sets"),
    "reps": _dose("reps"),
    "rest_s": _rests,
    "effort_rpe_6_20": _effort,
    "work_minutes": lambda week, told: [
        sum(item.minutes for item in day) for day in week.days(told).values()
    ],
    "warm_up_minutes": _part(("warm_up",), "warm_up"),
    "slow_down_minutes": _part(("cool_down", "stretch"), "cool_down"),
    "lessons": _lessons,
    "step_goal_days": _step_goal_days,
}


def measured(plan: Plan, told: Published) -> dict[int, tuple[int, int]]:
    """Least and most of each week that it is about and that holds something of it."""
    assert told.measure is not None
    measure = MEASURED[told.measure]
    first, last = told.weeks or (1, plan.request.weeks)
    found = {n: measure(Week(plan, n), told) for n in range(first, last + 1)}
    return {week: (min(values), max(values)) for week, values in found.items() if values}


def differs(values: Mapping[int, tuple[int, int]], told: Published) -> bool:
    """Some week is outside of what is asked, or nothing of it is planned."""
    low = told.low if told.low is not None else -1
    outside = (
        least < low or (told.high is not None and most > told.high)
        for least, most in values.values()
    )
    return not values or any(outside)


def in_words(values: Mapping[int, tuple[int, int]]) -> str:
    """The commonest first; other values with their weeks."""
    if not values:
        return "none"
    common = Counter(values.values()).most_common(1)[0][0]
    if len(set(values.values())) > MANY:
        least, most = zip(*values.values(), strict=True)
        return f"{_range(min(least), max(most))}, from week to week"
    others: dict[tuple[int, int], list[int]] = {}
    for week, value in values.items():
        if value != common:
            others.setdefault(value, []).append(week)
    parts = [_range(*common)]
    parts += [f"{_range(*value)} in {_weeks(weeks)}" for value, weeks in others.items()]
    return "; ".join(parts)


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _weeks(weeks: list[int]) -> str:
    runs = [
        [week for _, week in run]
        for _, run in groupby(enumerate(weeks), lambda pair: pair[1] - pair[0])
    ]
    said = ", ".join(_range(run[0], run[-1]) for run in runs)
    return f"week{'s' if len(weeks) > 1 else ''} {said}"


def published() -> list[Template]:
    """The templates that say what a publication asks."""
    return [template for template in list_templates(CATALOG) if template.published]


def people(template: Template) -> tuple[str, ...]:
    """For whom a template is planned here."""
    return (NEW, TRAINED) if template.id in BOTH else (NEW,)


def planned(template: Template, person: str, days_later: int = 0) -> Plan:
    """The plan of an invented person for all weeks of the template, on another day if asked."""
    text = (PEOPLE / f"{person}.yaml").read_text("utf-8")
    text = text.replace("weeks: 12", f"weeks: {template.weeks}")
    text = text.replace(f"start: {START}", f"start: {START + dt.timedelta(days=days_later)}")
    with tempfile.TemporaryDirectory() as folder:
        intake = Path(folder, "intake.yaml")
        intake.write_text(text, "utf-8")
        plan = make_plan(intake, template=template.id, effort="quick").plan
    assert plan is not None
    return plan


def page(plans: Mapping[tuple[str, str], Plan], catalog: Catalog = CATALOG) -> str:
    """The whole page as Markdown; plans by template and person."""
    parts = [HEAD]
    for template in published():
        mine = {who: plans[template.id, who] for who in people(template)}
        parts.append(programme(template, mine, catalog))
    return "\n".join(parts)


def programme(template: Template, plans: Mapping[str, Plan], catalog: Catalog = CATALOG) -> str:
    """The part of the page about one programme; plans by person."""
    return "\n".join(_lines(template, plans, catalog))


def _lines(template: Template, plans: Mapping[str, Plan], catalog: Catalog) -> Iterator[str]:
    yield f"## {template.name}"
    yield ""
    yield f"`{template.id}`. {template.summary}"
    yield ""
    for source in dict.fromkeys(told.source for told in template.published):
        yield f"Source: `{source}`. {cite(catalog.sources[source])}"
    yield ""
    names = [f"planned, {who.replace('_', ' ')}" for who in plans]
    yield f"| asked | {' | '.join(names)} | as asked | what is planned instead, and why |"
    yield "|" + "---|" * (len(names) + 3)
    for told in template.published:
        yield f"| {' | '.join(_row(told, plans))} |"
    yield ""


def _row(told: Published, plans: Mapping[str, Plan]) -> Iterator[str]:
    yield told.asks
    if told.measure is None:
        yield from ("" for _ in plans)
        yield ""
    else:
        values = [measured(plan, told) for plan in plans.values()]
        yield from map(in_words, values)
        yield "no" if any(differs(each, told) for each in values) else "yes"
    yield told.plans or ""


if __name__ == "__main__":
    made = {(t.id, who): planned(t, who) for t in published() for who in people(t)}
    PAGE.write_text(page(made), encoding="utf-8")
