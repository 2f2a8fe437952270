"""The templates are complete, consistent and bearable."""

from __future__ import annotations

import pytest

from planner.knowledge import Catalog, Template, list_templates, load_catalog
from planner.knowledge.model import Node

IDS = (
    "e_exercise_high",
    "e_exercise_low",
    "e_exercise_medium",
    "empower",
    "extension_bias",
    "facet_flexion_bias",
    "general_low_back",
    "great",
    "sciatica_first",
    "selfback",
    "short_leg_flat_feet",
    "vivira",
    "weight_deconditioned_starter",
)
CATALOG = load_catalog()
TEMPLATES = {template.id: template for template in list_templates(CATALOG)}
# Done at home when it suits: they need no appointment.
AT_HOME = {"assess_weekly_checkin", "assess_questionnaires"}


@pytest.fixture
def catalog() -> Catalog:
    return CATALOG


@pytest.fixture(params=IDS)
def template(request: pytest.FixtureRequest) -> Template:
    return TEMPLATES[request.param]


def nodes(node: Node | None) -> list[Node]:
    if node is None:
        return []
    below = [*(node.all or ()), *(node.any or ()), *([node.not_] if node.not_ else [])]
    return [node, *(deeper for child in below for deeper in nodes(child))]


def goals(template: Template, component: str) -> list[int]:
    found: list[int] = []
    for phase in template.phases:
        target = phase.targets.get(component)
        weeks = phase.weeks[1] - phase.weeks[0] + 1
        goal = target.goal if target else (0,)
        found += [goal[min(week, len(goal) - 1)] for week in range(weeks)]
    return found


def test_ids_are_the_published_ones() -> None:
    assert tuple(sorted(TEMPLATES)) == IDS


def test_every_named_thing_exists(template: Template, catalog: Catalog) -> None:
    for entry in (*template.once, *template.daily):
        assert entry.activity in catalog.activities
        for node in nodes(entry.when):
            assert node.condition is None or node.condition in catalog.conditions
            assert node.fact is None or node.fact in catalog.facts
    for once in template.once:
        assert set(once.unlocks) <= catalog.criteria.keys()
    for phase in template.phases:
        assert phase.opens_when is None or phase.opens_when in catalog.criteria
        assert not set(phase.include) & set(phase.leave_out)
    for name in template.warm_up:
        assert catalog.activities[name].component == "warm_up"
    for name in template.cool_down:
        assert catalog.activities[name].component == "cool_down"


def test_retests_name_measures_and_weeks_of_the_plan(template: Template, catalog: Catalog) -> None:
    measures = {measure["id"] for measure in catalog.scales["measures"]}
    assert template.retest_weeks.keys() <= measures
    for weeks in (*template.retest_weeks.values(), *(once.weeks for once in template.once)):
        assert min(weeks) >= 1
        assert max(weeks) <= template.weeks


def test_week_one_holds_an_hour_of_checks_and_lessons_at_most(
    template: Template, catalog: Catalog
) -> None:
    minutes = sum(
        catalog.activities[once.activity].minutes[0]
        for once in template.once
        if 1 in once.weeks and once.when is None and once.activity not in AT_HOME
    )
    assert minutes <= 65


def test_screening_and_trials_come_first(template: Template) -> None:
    first = {once.activity for once in template.once if 1 in once.weeks}
    assert {"assess_intake_screen", "assess_stretch_trials", "edu_traffic_light"} <= first
    weekly = next(once for once in template.once if once.activity == "assess_weekly_checkin")
    assert weekly.weeks == tuple(range(1, template.weeks + 1))


def test_endurance_grows_inside_the_ramp_with_lighter_weeks(template: Template) -> None:
    minutes = goals(template, "endurance")
    for week in range(1, len(minutes)):
        best = max(minutes[max(0, week - 4) : week])
        allowed = best + 20 if best < 100 else best * (115 if best < 200 else 110) // 100
        assert minutes[week] <= allowed, f"week {week + 1}"
    for week in range(4, len(minutes), 4):
        assert minutes[week - 1] < minutes[week], f"week {week} should be lighter"


def test_strength_meets_the_start_that_rules_require(template: Template) -> None:
    days = goals(template, "strength")
    assert all(day >= 1 for day in days[1:])
    assert all(day >= 2 for day in days[4:])


def test_one_strength_day_weighs_as_much_as_twenty_minutes(template: Template) -> None:
    for phase in template.phases:
        endurance, strength = phase.targets["endurance"], phase.targets.get("strength")
        if strength is not None:
            assert strength.weight == 20 * endurance.weight


def test_at_most_one_new_habit_a_week_for_one_person(template: Template, catalog: Catalog) -> None:
    starts: dict[int, list[str]] = {}
    for daily in template.daily:
        excludes_quitters = any(node.condition == "smoker_quitting" for node in nodes(daily.when))
        is_habit = catalog.activities[daily.activity].component == "habit"
        if is_habit and daily.week > 1 and not excludes_quitters:
            starts.setdefault(daily.week, []).append(daily.activity)
    assert all(len(habits) == 1 for habits in starts.values()), starts


def test_families_running_together_have_the_agreed_numbers(template: Template) -> None:
    most = {"strength": 5, "motor_control": 3, "stretch": 3, "mobility": 2, "endurance": 2}
    for phase in template.phases:
        for component, limit in most.items():
            if component in phase.targets:
                assert 1 <= phase.targets[component].items <= limit


@pytest.mark.parametrize("end", ["warm_up", "cool_down"])
def test_one_kind_that_the_person_never_wants_leaves_a_long_enough_end(
    template: Template, end: str
) -> None:
    bodies = [effect.floor for rule in CATALOG.rules.values() for effect in rule.then]
    floors = [b.value for b in bodies if b is not None and b.quantity == f"{end}_minutes"]
    longest = max(value for value in floors if isinstance(value, int | float))
    named = getattr(template, end)
    for gone in named:
        left = [CATALOG.activities[name].minutes[1] for name in named if name != gone]
        assert max(left, default=0) >= longest, (gone, longest)
