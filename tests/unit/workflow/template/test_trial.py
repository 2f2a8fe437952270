"""A panel tried with two templates: what is told, and that nobody's trouble ends it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain import plan as p
from planner.errors import BadInput, Infeasible
from planner.explain import render
from planner.workflow.plan import PlanOutcome
from planner.workflow.template import trial
from tests.support.sample_plan import sample_plan

ROOT = Path(__file__).parents[4]


@pytest.fixture
def planned(monkeypatch):
    """Plans by template; what is no plan is raised."""
    plan = sample_plan()
    outcomes = {"sciatica_first": plan, "general_low_back": plan}

    def make(path, *, template, effort, catalog_dir):
        assert effort == "quick"
        found = outcomes[template]
        if isinstance(found, Exception):
            raise found
        return PlanOutcome(plan=found, screening=None, timings={"solve": 1.26, "audit": 1.0})

    monkeypatch.setattr(trial, "make_plan", make)
    return outcomes


def tried(against="general_low_back", count=1):
    paths = [Path(f"person_{number}.yaml") for number in range(count)]
    return trial.try_template("sciatica_first", paths, against=against, catalog_dir=None)


def text(panel, width=100):
    return render(trial.panel_sections(panel, None, width))


def test_equal_plans_show_no_change(planned):
    panel = tried()
    person = panel.people[0]
    assert person.after == person.before
    assert person.after.seconds == 2.3
    assert "no change" in text(panel)
    assert ">" not in text(panel).split("\n")[5]


def test_a_difference_is_told_by_person(planned):
    plan = planned["sciatica_first"]
    week = replace(plan.weeks[0], minutes={**plan.weeks[0].minutes, "endurance": 500})
    first = plan.sessions[0]
    shorter = replace(first, items=(replace(first.items[0], activity="squat_wall"),))
    planned["sciatica_first"] = replace(
        plan, weeks=(week, *plan.weeks[1:]), sessions=(shorter,), all_day=()
    )
    person = tried().people[0]
    assert person.before.minutes["endurance"] < person.after.minutes["endurance"]
    assert person.after.items == ("squat_wall",)
    gone = sorted(set(person.before.items) - set(person.after.items))
    shown = " ".join(text(tried()).split())
    assert f"in: squat_wall out: {', '.join(gone)}" in shown
    before, after = (t.minutes["endurance"] for t in (person.before, person.after))
    assert f"{before}>{after}" in shown


def test_each_column_tells_its_own_number(planned):
    plan = planned["sciatica_first"]
    minutes = {"strength": 30, "stretch": 40, "mobility": 50, "endurance": 60}
    weeks = tuple(replace(week, minutes=minutes) for week in plan.weeks)
    entries = (p.Excluded(activity=name, side=None, verdict="deferred", until=None, rules=(), text="")
               for name in ("squat_wall", "step_up_10"))  # fmt: skip
    clash = (p.Conflict(text="Two rules differ.", between=()),)
    planned["sciatica_first"] = replace(plan, weeks=weeks, excluded=tuple(entries), conflicts=clash)
    person = trial.try_template(
        "sciatica_first", [Path("a.yaml")], against=None, catalog_dir=None
    ).people[0]
    (row,) = [line for line in text(tried(against=None)).splitlines() if "person_0" in line]
    (head,) = [line for line in text(tried(against=None)).splitlines() if "items" in line[:99]
               and "person" in line]  # fmt: skip
    cells = dict(zip(head.split()[1:], row.split()[1:], strict=True))
    assert {name: cells[name] for name in minutes} == {
        name: str(many) for name, many in minutes.items()
    }
    assert (cells["items"], cells["waits"], cells["clashes"]) == (
        str(len(person.after.items)),
        "2",
        "1",
    )


def test_what_changes_for_everybody_is_told_once(planned):
    plan = planned["general_low_back"]
    first, more = plan.sessions[0], replace(plan.sessions[0].items[0], activity="squat_wall")
    planned["sciatica_first"] = replace(
        plan, sessions=(replace(first, items=(*first.items, more)), *plan.sessions[1:])
    )
    told = text(tried(count=3))
    assert told.count("in: squat_wall") == 1
    assert "Everybody\n  in: squat_wall" in told
    # Of one person there is nobody else to tell it of.
    assert "person_0\n  in: squat_wall" in text(tried())


def test_who_is_referred_has_no_numbers_and_the_reason(planned):
    planned["sciatica_first"] = planned["general_low_back"] = None
    told = text(tried(count=2))
    assert told.count("referral: a doctor must be seen first") == 2
    (row,) = [line for line in told.splitlines() if line.startswith("  person_1 ")]
    assert set(row.split()[1:]) == {"-"}


def test_a_plan_of_lessons_only_is_a_plan(planned):
    plan = planned["general_low_back"]
    weeks = tuple(replace(week, minutes={}) for week in plan.weeks)
    planned["sciatica_first"] = replace(plan, weeks=weeks)
    (row,) = [line for line in text(tried()).splitlines() if line.startswith("  person_0 ")]
    assert "-" not in row.split()


def test_one_person_without_a_plan_does_not_end_the_rest(planned):
    planned["sciatica_first"] = Infeasible("no time at all")
    panel = tried(count=2)
    assert [person.after.status for person in panel.people] == ["infeasible"] * 2
    assert "infeasible: no time at all" in text(panel)
    assert panel.people[1].before.minutes


def test_a_template_that_extends_another_is_held_against_it(planned, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        'id: own\nversion: "1"\nname: Own\nauthor: me\nreviewed_on: "2026-11-24"\n'
        "extends: general_low_back\n",
        "utf-8",
    )
    planned[str(own)] = planned["general_low_back"]
    panel = trial.try_template(str(own), [Path("a.yaml")], against=None, catalog_dir=None)
    assert panel.before.startswith("general_low_back")
    assert tried(against=None).before is None


def test_a_panel_is_files_and_folders(tmp_path):
    assert len(trial.intakes_of([ROOT / "examples"])) >= 12
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(BadInput, match="no intake"):
        trial.intakes_of([tmp_path])
