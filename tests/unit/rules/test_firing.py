import datetime as dt

import pytest
from msgspec.structs import replace

from planner.rules import fire, firings, firings_by_week
from tests.support.people import CATALOG, START, having, healthy, without
from tests.support.proofs import ALWAYS, catalog_of, exclude, prefer, rule


def ids(found):
    return {firing.rule.id for firing in found}


def test_a_healthy_person_leaves_nothing_undecided():
    assert all(firing.outcome is True for firing in firings(CATALOG, healthy()))


def test_firings_come_in_catalog_order_and_repeat_exactly():
    answers = having(healthy(age=70), sciatica="settling", osteoporosis=None)
    found = firings(CATALOG, answers)
    place = {rule: number for number, rule in enumerate(CATALOG.rules)}
    order = [place[firing.rule.id] for firing in found]
    assert order == sorted(order)
    assert found == firings(CATALOG, answers)


def test_an_unknown_rule_keeps_what_protects_and_says_what_is_missing():
    rule = CATALOG.rules["cr_220"]
    [firing] = fire(rule, without(healthy(), "can_floor_transfer"), CATALOG)
    assert firing.outcome is None
    assert firing.unknown == ("can_floor_transfer",)
    assert [effect.kind for effect in firing.effects] == ["exclude"]


@pytest.mark.parametrize("kind", ["prefer", "avoid", "allow", "progress", "scale", "substitute"])
def test_an_unknown_rule_does_nothing_soft(kind):
    nothing = replace(healthy(), facts={}, responses=None)
    unknown = [f for f in firings(CATALOG, nothing) if f.outcome is None]
    assert unknown
    assert not [e for f in unknown for e in f.effects if e.kind == kind]


def test_a_missing_fact_that_is_ignored_bars_nothing():
    answers = without(healthy(), "resting_sbp", "resting_dbp")
    assert "cr_182" not in ids(firings(CATALOG, answers))


def test_only_rules_about_the_week_differ_from_week_to_week():
    first, *later = firings_by_week(CATALOG, healthy(), 4)
    assert "prg_new_items_week1" in ids(first)
    assert "prg_new_items" not in ids(first)
    assert all("prg_new_items" in ids(week) for week in later)
    changing = {"prg_new_items", "prg_new_items_week1"}
    assert all(ids(week) - changing == ids(first) - changing for week in later)


def test_pregnancy_moves_on_with_the_plan():
    by_week = firings_by_week(CATALOG, healthy(sex="female", pregnancy_weeks=12), 4)
    supine = ["pop_pregnancy_3" in ids(week) for week in by_week]
    assert supine == [False, False, True, True]


def test_somebody_who_is_not_pregnant_does_not_become_so():
    for week in firings_by_week(CATALOG, healthy(sex="female", pregnancy_weeks=0), 12):
        assert "pop_pregnancy_1" not in ids(week)


def test_the_quit_week_comes_when_it_comes():
    by_week = firings_by_week(CATALOG, healthy(cigarettes_per_day=9, weeks_to_quit_day=-2), 4)
    assert ["prg_quit_week" in ids(week) for week in by_week] == [False, False, True, False]


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_there_is_an_entry_for_every_week(weeks):
    by_week = firings_by_week(CATALOG, healthy(), weeks)
    assert ["prg_new_items" in ids(week) for week in by_week] == [False, True, True][:weeks]


def test_rules_after_one_that_was_set_aside_still_fire():
    plain = firings_by_week(CATALOG, healthy(age=70), 1)[0]
    first = plain[0].rule.id
    less = firings_by_week(CATALOG, healthy(age=70), 1, frozenset({first}))[0]
    assert ids(less) == ids(plain) - {first}


def test_a_firing_that_is_certain_asks_for_nothing_and_keeps_every_effect():
    catalog = catalog_of(rule("one", ALWAYS, prefer(any=True), exclude(any=True)))
    [certain] = firings(catalog, healthy())
    assert (certain.outcome, certain.unknown) == (True, ())
    assert [effect.kind for effect in certain.effects] == ["prefer", "exclude"]


def test_firings_cannot_be_changed():
    firing = firings(CATALOG, healthy())[0]
    with pytest.raises(AttributeError):
        firing.outcome = None


def test_rules_that_were_set_aside_do_not_fire():
    plain = firings_by_week(CATALOG, healthy(age=70), 2)
    less = firings_by_week(CATALOG, healthy(age=70), 2, frozenset({"plan_balance_65"}))
    assert ids(plain[0]) - ids(less[0]) == {"plan_balance_65"}


def test_a_criterion_that_is_met_later_changes_the_rules_of_later_weeks():
    answers = replace(
        having(healthy(leg_pain_worst_24h=5, leg_pain_max_7d=5), sciatica=None),
        criteria_from={"sciatica_settled": START + dt.timedelta(days=8)},
    )
    by_week = firings_by_week(CATALOG, answers, 4, start=START)
    assert ["cr_193" in ids(week) for week in by_week] == [False, False, True, True]
    assert not any("cr_193" in ids(week) for week in firings_by_week(CATALOG, answers, 4))
