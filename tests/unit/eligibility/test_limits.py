import pytest

from planner.eligibility import decide, weeks_done
from tests.support.people import CATALOG, all_tried, having, healthy, intake, tried, without
from tests.support.proofs import ALWAYS, catalog_of, demand, rule
from tests.support.proofs import limit as limit_of


def decided(answers, weeks=12):
    return decide(CATALOG, intake(weeks), answers, weeks)


def limit(answers, rule, quantity, weeks=12):
    found = [x for x in decided(answers, weeks).limits if (x.rule, x.quantity) == (rule, quantity)]
    return [(x.kind, x.value, x.weeks, x.hard) for x in found]


def test_a_cap_of_the_first_week():
    assert limit(healthy(), "prg_week1_novice", "minutes_per_week") == [("cap", 90, (1,), True)]


def test_a_cap_for_another_level_is_not_in_force():
    assert limit(healthy(), "prg_week1_deconditioned", "minutes_per_week") == []
    weak = healthy(continuous_walk_minutes=5)
    assert limit(weak, "prg_week1_deconditioned", "minutes_per_week") == [("cap", 60, (1,), True)]
    assert limit(weak, "prg_week1_novice", "minutes_per_week") == []


def test_a_limit_on_everything_is_read_against_the_lower_level():
    weak = healthy(can_rise_without_hands=False)
    assert limit(weak, "prg_session_cap_deconditioned", "minutes_per_session") == [
        ("cap", 35, tuple(range(1, 13)), True)
    ]


def test_a_cap_of_zero_stays_zero():
    pregnant = healthy(sex="female", pregnancy_weeks=5)
    found = limit(pregnant, "pop_pregnancy_1", "energy_deficit_kcal_day")
    assert [(kind, value) for kind, value, _, _ in found] == [("cap", 0)]


def test_a_soft_limit_says_so():
    [(kind, value, weeks, hard)] = limit(healthy(), "prg_goal_150", "minutes_per_week")
    assert (kind, value, weeks, hard) == ("floor", 150, (12,), False)


def test_rules_of_the_week_hold_in_their_weeks():
    assert [
        weeks for _, _, weeks, _ in limit(healthy(), "prg_new_items_week1", "new_items_per_week", 4)
    ] == [(1,)]
    assert {
        weeks for _, _, weeks, _ in limit(healthy(), "prg_new_items", "new_items_per_week", 4)
    } == {(2, 3, 4)}


def test_the_quit_week_is_calm():
    smoker = healthy(cigarettes_per_day=9, ready_to_quit_30d=True)
    found = limit(smoker, "prg_quit_week", "weekly_rise_minutes")
    assert found == [("cap", 0, (3,), True)]
    deficit = limit(smoker, "pop_smoker_quitting_2", "energy_deficit_kcal_day")
    assert [weeks for _, _, weeks, _ in deficit] == [(3, 4, 5, 6, 7)]


def test_a_value_from_a_ramp_is_named():
    answers = having(healthy(), pes_planus="any")
    assert [value for _, value, _, _ in limit(answers, "cr_130", "device_hours_per_day")] == [
        "ramps.orthotic_standard"
    ]


def test_a_formula_over_facts_is_worked_out():
    answers = having(healthy(angina_threshold_hr=118), coronary_artery_disease="controlled")
    assert [value for _, value, _, _ in limit(answers, "cr_152", "heart_rate")] == [108]


def requirements(answers, rule, weeks=12):
    return [r for r in decided(answers, weeks).requirements if r.rule == rule]


def test_requirements_by_week():
    one, two = requirements(healthy(), "prg_strength_start")
    assert (one.min_days, one.weeks) == (1, tuple(range(2, 13)))
    assert (two.min_days, two.weeks) == (2, tuple(range(5, 13)))
    assert one.is_whole_component
    assert one.hard
    assert all(CATALOG.activities[name].component == "strength" for name in one.what)


def test_a_requirement_of_one_week():
    [test] = requirements(having(healthy(), sciatica="settling"), "cr_021")
    assert (test.relation, test.weeks, test.what) == ("in_week", (1,), {"assess_direction_test"})


def test_what_many_trials_wait_for_is_one_requirement():
    [trials] = requirements(healthy(), "cr_006")
    stretches = {a.id for a in CATALOG.activities.values() if a.component == "stretch"}
    assert trials.of == stretches
    assert trials.days_before == 1


def test_requirements_of_different_muscles_stay_apart():
    answers = tried(healthy(), ("soleus", "left", "short"), ("adductors", "right", "short"))
    found = requirements(answers, "cr_203")
    assert {frozenset(r.what) for r in found} == {
        frozenset({"calf_soleus_wall"}),
        frozenset({"adductor_butterfly_supine", "adductor_side_lunge"}),
    }


@pytest.mark.parametrize(("wants", "count"), [(True, 1), (False, 0)])
def test_a_requirement_for_a_goal_needs_the_goal(wants, count):
    heavy = healthy(weight_kg=95, goal_weight_loss=wants)
    assert len(requirements(heavy, "wl_009_offer")) == count


def test_the_first_strength_stands_for_all_strength():
    starter = healthy(age=50, cigarettes_per_day=10, weight_kg=100)
    [found] = requirements(starter, "scr_multi_risk")
    assert found.of == {a.id for a in CATALOG.activities.values() if a.component == "strength"}


@pytest.mark.parametrize(("week", "done"), [(None, 0), (1, 0), (2, 1), (5, 4), ("late", 0)])
def test_weeks_done_are_those_before_the_plan(week, done):
    answers = without(healthy(), "plan_week") if week is None else healthy(plan_week=week)
    assert weeks_done(answers) == done


@pytest.mark.parametrize(
    ("from_week", "plan_week", "first"),
    [(1, 1, 1), (1, 3, 1), (2, 1, 2), (2, 3, 2), (3, 1, 3), (3, 2, 2), (5, 3, 3), (5, 9, 1)],
)
def test_weeks_of_the_programme_that_are_done_count_after_the_settling_in(
    from_week, plan_week, first
):
    """A requirement of the second week waits in every plan; later ones were waited for already."""
    assert CATALOG.planning.settling_in_weeks == 1
    catalog = catalog_of(rule("one", ALWAYS, demand(1, from_week=from_week)))
    [found] = decide(catalog, intake(6), healthy(plan_week=plan_week), 6).requirements
    assert found.weeks == tuple(range(first, 7))


@pytest.mark.parametrize(
    ("severity", "hard"),
    [("absolute", True), ("strong", True), ("caution", True), ("preference", False)],
)
def test_all_but_preferences_are_hard(severity, hard):
    order = {"order": {"sequence": ["strength", "endurance"]}}
    cap = limit_of("cap", "minutes_per_week", 90, "min")
    catalog = catalog_of(rule("one", ALWAYS, order, demand(1), cap, severity=severity))
    found = decide(catalog, intake(4), healthy(), 4)
    [one], [two], [three] = found.orders, found.requirements, found.limits
    assert [one.hard, two.hard, three.hard] == [hard] * 3


def test_what_is_in_force_cannot_be_changed():
    found = decided(healthy(), 4)
    values = (found.limits[0], found.requirements[0], found.orders[0])
    for value, field in (*((value, "rule") for value in values), (found, "limits")):
        with pytest.raises(AttributeError):
            setattr(value, field, getattr(value, field))


def test_orders_with_spacing_and_with_first_and_after():
    settled = having(all_tried(healthy()), sciatica="settled")
    orders = {order.rule: order for order in decided(settled).orders}
    assert orders["cr_193"].sequence[0] == "hamstring_9090_active"
    assert (orders["cr_193"].spacing_weeks, orders["cr_193"].hard) == (1, True)
    flat = {o.rule: o for o in decided(having(healthy(), pes_planus="any")).orders}["cr_137"]
    assert "short_foot_sitting" in flat.first
    assert "calf_soleus_wall" in flat.not_after
