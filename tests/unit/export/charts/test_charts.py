"""Charts: their numbers are those of the plan, their SVG runs nothing and describes itself."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from msgspec.structs import replace

from planner.domain.local import living_in
from planner.domain.plan import AllDay, Forecast, ForecastPoint, ItemDose, Plan, TargetRange
from planner.explain import messages_of
from planner.export.charts import Chart, Measured, charts
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan

MESSAGES = messages_of(load_catalog())
SVG = "{http://www.w3.org/2000/svg}"
START = calendar_plan().request.start
PAIN = Measured(
    name="Pain & <worst> $x$",
    values=((START, 7.0), (START + dt.timedelta(days=7), 4.5)),
    low=0,
    high=10,
    lower_is_better=True,
)


def device(day: int, **dose: float) -> AllDay:
    entry = calendar_plan().all_day[0]
    date = START + dt.timedelta(days=day)
    return replace(entry, key=f"d{day}{dose}", date=date, dose=ItemDose(**dose))


def plan() -> Plan:
    made = calendar_plan()
    targets = {"endurance": TargetRange(unit="minutes", min=10, goal=77, max=90)}
    weeks = tuple(
        replace(week, targets=targets, minutes={"endurance": 40 + week.week}) for week in made.weeks
    )
    points = tuple(
        ForecastPoint(week=week, value=90 - week / 2, low=89 - week, high=90.0)
        for week in range(13)
    )
    return replace(
        made,
        weeks=weeks,
        all_day=tuple(device(day, hours=1 + day) for day in range(4))
        + tuple(device(day, lift_mm=3.5) for day in range(4)),
        forecast=Forecast(weight_kg=points, assumptions={}),
    )


ALL = charts(plan(), MESSAGES, [PAIN])


def chart(name: str) -> Chart:
    return next(each for each in ALL if each.id == f"chart-{name}")


def test_every_chart_is_there_in_order() -> None:
    ids = [each.id for each in ALL]
    assert ids == [f"chart-{n}" for n in ("measured", "minutes", "ladders", "devices", "mass")]


def test_what_has_nothing_to_show_is_left_out() -> None:
    bare = replace(
        plan(), all_day=(), forecast=None, sessions=(),
        weeks=tuple(replace(week, targets={}) for week in plan().weeks),
    )  # fmt: skip
    one = replace(PAIN, values=PAIN.values[:1])
    assert charts(bare, MESSAGES, [one]) == ()


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_a_chart_is_a_picture_that_says_what_it_shows(each: Chart) -> None:
    root = ET.fromstring(each.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", each.title)
    assert (desc.tag, desc.text) == (f"{SVG}desc", each.text)
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_a_chart_runs_and_loads_nothing_and_styles_nothing_else(each: Chart) -> None:
    root = ET.fromstring(each.svg)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not names & {"script", "style", "image", "foreignObject", "metadata", "a"}
    assert "<!DOCTYPE" not in each.svg
    for element in root.iter():
        for key, value in element.attrib.items():
            assert key != "style"
            assert not key.startswith("on")
            if key.endswith("href"):
                assert value.startswith(f"#{each.id}-")
            if key == "id":
                assert value.startswith(each.id)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', each.svg))
    assert used <= set(ids)


def test_the_same_plan_gives_the_same_bytes_whatever_the_user_has_set() -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": None, "axes.grid": True}):
        assert charts(plan(), MESSAGES, [PAIN]) == ALL


def test_settings_of_the_user_are_left_as_they_were() -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 30}):
        charts(plan(), MESSAGES, names=["mass"])
        assert matplotlib.rcParams["font.size"] == 30


def test_words_hold_the_numbers_of_the_plan() -> None:
    assert "week 3 43 of 77" in chart("minutes").text
    assert "from Mon 1 Mar 1, from Tue 2 Mar 2" in chart("devices").text
    assert "3.5" in chart("devices").text
    assert "week 4 88.0 (85.0 to 90.0)" in chart("mass").text
    assert "Mon 1 Mar 7, Mon 8 Mar 4.5" in chart("measured").text


def test_bars_are_as_high_as_the_minutes() -> None:
    """The top of each bar, measured from the axis, is in proportion to its week."""
    root = ET.fromstring(chart("minutes").svg)
    paths = [
        e.get("d", "") for e in root.iter(f"{SVG}path") if e.get("fill") in ("#79aab6", "#dfebee")
    ]
    heights = []
    for path in paths:
        ys = [float(y) for y in re.findall(r"[ML] [\d.-]+ ([\d.-]+)", path)]
        heights.append(max(ys) - min(ys))
    minutes = [40 + week.week for week in plan().weeks]
    assert [round(h / heights[0], 2) for h in heights] == [
        round(m / minutes[0], 2) for m in minutes
    ]


def test_pounds_where_people_weigh_in_pounds() -> None:
    with living_in("America/New_York"):
        (mass,) = charts(plan(), MESSAGES, names=["mass"])
    assert "(lb)" in mass.title
    assert "week 0 198.4" in mass.text


def test_text_of_a_plan_is_no_formula_and_no_markup() -> None:
    texts = [element.text for element in ET.fromstring(chart("measured").svg).iter(f"{SVG}text")]
    assert "Pain & <worst> $x$ (lower is better)" in texts


def test_levels_of_a_ladder_stand_in_their_weeks() -> None:
    made = plan()
    session = made.sessions[0]
    steps = [
        replace(
            session, week=week, key=f"k{week}",
            items=(replace(session.items[0], family="squat", level=level),),
        )
        for week, level in ((1, 2), (2, 2), (3, 4))
    ]  # fmt: skip
    (found,) = charts(replace(made, sessions=tuple(steps)), MESSAGES, names=["ladders"])
    assert found.text == "Squat: step 2 in weeks 1 to 2, step 4 in week 3."
    shown = [e.text for e in ET.fromstring(found.svg).iter(f"{SVG}text")]
    # The weeks of the plan above, then the ladder with its levels.
    assert shown == [*map(str, range(1, 13)), "Squat", "2", "2", "4"]


def test_charts_load_nothing_that_opens_windows() -> None:
    script = (
        "import sys; from planner.export.charts.canvas import figure, style, svg_of\n"
        "with style(): svg_of(figure(1.0), 'a', 'b', 'c')\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
