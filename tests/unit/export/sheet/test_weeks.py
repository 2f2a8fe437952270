"""The rows of the sheet for the fridge are the items of the week, each in its cells."""

from msgspec.structs import replace

from planner.domain.plan import ItemDose
from planner.explain import messages_of
from planner.export.sheet.weeks import weeks_data
from planner.export.view import programme_view
from planner.knowledge import load_catalog
from planner.workflow.writing.known import known
from tests.support.calendar_plan import calendar_plan

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
KNOWN = known(CATALOG, MESSAGES)


def week(plan, number=1):
    return weeks_data(plan, programme_view(plan, KNOWN, MESSAGES), MESSAGES)["weeks"][number - 1]


def test_every_item_of_the_week_has_a_box_in_its_session():
    plan = calendar_plan()
    found = week(plan)
    sessions = [session for session in plan.sessions if session.week == 1]
    assert len(found["sessions"]) == len(sessions)
    for column, session in enumerate(sorted(sessions, key=lambda each: (each.date, each.start))):
        ticked = {row["name"] for row in found["rows"] if row["cells"][column] is not None}
        assert ticked == {item.name for item in session.items}


def test_every_thing_of_the_day_has_a_box_on_its_day():
    plan = calendar_plan()
    found = week(plan)
    boxes = sum(cell is not None for row in found["daily"] for cell in row["cells"])
    assert boxes == sum(1 for entry in plan.all_day if entry.week == 1)


def test_what_differs_of_a_dose_stands_in_the_cells():
    plan = calendar_plan()
    first, second = [session for session in plan.sessions if session.week == 1][:2]
    walk = first.items[0]
    short = replace(walk, activity="w", name="Walk", dose=ItemDose(minutes=10, rpe=3))
    long = replace(short, dose=ItemDose(minutes=25, rpe=3))
    changed = replace(
        plan, sessions=(replace(first, items=(short,)), replace(second, items=(long,))), all_day=()
    )
    (row,) = week(changed)["rows"]
    assert row["dose"] == "effort 3/10"
    assert row["cells"] == ["10 min", "25 min"]


def test_warm_up_comes_first_and_cool_down_last():
    plan = calendar_plan()
    first = next(session for session in plan.sessions if session.week == 1)
    names = ("warm", "work", "cool")
    items = tuple(
        replace(first.items[0], activity=name, name=name, order=order)
        for order, name in enumerate(names, 1)
    )
    only_work = replace(first, key="k2", start="18:00", end="18:30", items=items[1:2])
    changed = replace(plan, sessions=(replace(first, items=items), only_work), all_day=())
    assert [row["name"] for row in week(changed)["rows"]][-1] == "cool"
    assert {row["name"] for row in week(changed)["rows"][:2]} == {"warm", "work"}


def test_stop_signs_are_those_of_the_week():
    plan = calendar_plan()
    found = week(plan)
    here = [s for s in plan.sessions if s.week == 1]
    signs = {sign for session in here for item in session.items for sign in item.stop_if}
    assert {text.partition(" (")[0] for text in found["stop"]} >= signs
