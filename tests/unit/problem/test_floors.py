"""Floors on minutes: where they bind, how the weeks before lead up to them, what beats them."""

from __future__ import annotations

from planner.problem.build import build
from planner.problem.floors import hard_floors
from tests.support.contexts import EVENINGS, context_of, window
from tests.support.people import CATALOG, all_tried, having, healthy, intake

SHORT = (window(0, 3, start="18:00", end="18:20"),)


def built(weeks=6, availability=EVENINGS, facts=None, **conditions):
    who = intake(weeks, availability=availability)
    answers = all_tried(having(healthy(**(facts or {})), **conditions))
    context = context_of(answers, who, weeks=weeks)
    return build(CATALOG, context.template, who, answers, context.eligibility)[0]


def spans(found, name):
    (floor,) = [f for f in found.problem.minutes_floors if f.id == name]
    return {span.week + 1: span.minutes for span in floor.spans}


def test_sixty_minutes_from_week_three_and_the_way_there():
    found = built(low_endurance=None)
    assert spans(found, "cr_141:minutes_per_week") == {1: 20, 2: 40, 3: 60, 4: 60, 5: 60, 6: 60}
    assert found.beaten == ()


def test_what_the_free_times_do_not_hold_is_beaten():
    found = built(availability=SHORT, low_endurance=None)
    assert spans(found, "cr_141:minutes_per_week")[3] == 20
    (beaten,) = [b for b in found.beaten if b.rule == "cr_141" and b.unit != "days"]
    assert (beaten.rule, beaten.value, beaten.limits) == ("cr_141", 60, ("availability",))
    assert beaten.possible == tuple((week, 20) for week in (3, 4, 5, 6))


def test_what_the_dose_of_the_level_does_not_hold_is_beaten():
    found = built(16, facts={"continuous_walk_minutes": 5}, obesity_class1=None)
    (beaten,) = [b for b in found.beaten if b.rule == "cr_142"]
    assert beaten.possible == ((16, 105),)
    assert spans(found, "cr_142:minutes_per_week")[16] == 105


def test_the_goals_and_the_most_of_a_week_are_never_below_a_floor():
    found = built(16, obesity_class1=None)
    least = spans(found, "cr_142:minutes_per_week")
    (target,) = [t for t in found.problem.targets if t.component == "endurance"]
    grid = found.problem.grid
    for week, minutes in least.items():
        assert target.ranges[week - 1].goal >= minutes
        assert found.problem.endurance.most[week - 1] * grid >= minutes
    assert max(least.values()) == 180


def test_a_walk_of_the_first_week_has_its_least_minutes():
    found = built(sedentary=None)
    assert set(spans(found, "cr_138:minutes_per_day").values()) == {10}
    (floor,) = [f for f in found.problem.minutes_floors if f.id == "cr_138:minutes_per_day"]
    assert {span.week for span in floor.spans} == {0}
    assert all(span.only_if_present and len(span.slots) == 1 for span in floor.spans)


def test_what_several_items_hold_together():
    """Mobility in a stiff spine: 20 minutes are asked for, two small items fit the template."""
    found = built(ankylosing_spondylitis="stable")
    (beaten,) = [b for b in found.beaten if b.rule == "cr_083"]
    assert all(0 < least < 20 for _, least in beaten.possible)


def test_minutes_per_week_are_floors_of_endurance_only():
    """The rows count endurance minutes: a floor on other minutes would need rows of its own."""
    found = [
        (rule.id, effect.floor.target.component)
        for rule in CATALOG.rules.values()
        for effect in rule.then
        if effect.floor is not None and effect.floor.quantity == "minutes_per_week"
    ]
    assert found
    assert {component for _, component in found} == {("endurance",)}


def test_only_hard_floors_bind():
    context = context_of(all_tried(healthy()), weeks=16)
    assert hard_floors(context, "minutes_per_week") == []
