"""How many items may be active together: the template's number, less where time is short."""

from __future__ import annotations

from planner.domain.intake import Window
from planner.problem.items import families_at_once, items_at_once, needed
from tests.support.contexts import EVENINGS, context_of, window
from tests.support.people import healthy, intake, tried

WEEKS = 8
SHORT = (window(0, 2, 4, start="18:00", end="18:30"),)


def at_once(availability: tuple[Window, ...]) -> dict[str, tuple[int, ...]]:
    return items_at_once(context_of(healthy(), intake(WEEKS, availability=availability)))


def test_a_roomy_calendar_holds_what_the_template_says() -> None:
    context = context_of(healthy(), intake(WEEKS, availability=EVENINGS))
    for component, caps in items_at_once(context).items():
        for week, cap in enumerate(caps):
            target = context.phase(week).targets.get(component)
            assert target is None or cap == target.items


def test_a_short_calendar_holds_fewer_but_never_none() -> None:
    roomy, short = at_once(EVENINGS), at_once(SHORT)
    assert sum(map(sum, short.values())) < sum(map(sum, roomy.values()))
    assert all(cap >= 1 for caps in short.values() for cap in caps)
    assert min(short["strength"]) == 2
    assert short["endurance"] == roomy["endurance"]


def test_every_week_of_a_phase_holds_the_same() -> None:
    caps = at_once(SHORT)
    context = context_of(healthy(), intake(WEEKS, availability=SHORT))
    for week in range(1, WEEKS):
        if context.phase(week) is context.phase(week - 1):
            assert all(row[week] == row[week - 1] for row in caps.values())


def test_short_muscles_make_room_for_their_stretches() -> None:
    short = tried(
        healthy(),
        *((m, s, "short") for m in ("iliopsoas", "soleus", "hamstrings", "rectus_femoris")
          for s in ("left", "right")),
    )  # fmt: skip
    context = context_of(short, intake(WEEKS, availability=SHORT))
    assert needed(context, "stretch") == 4
    assert min(items_at_once(context)["stretch"]) == 4
    assert families_at_once(context) == context.template.caps.families_at_once + 4
