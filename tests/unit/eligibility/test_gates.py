import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.eligibility.gates import OPEN, Gatekeeper, Opening, criteria_in
from planner.knowledge.model import Node
from planner.rules import Binding
from tests.support.people import CATALOG, START, healthy, tried

RETEST = "retest_discomfort_only"
MODERATE = Node(criterion="moderate_gate")


def keeper(answers: Answers, weeks: int = 8) -> Gatekeeper:
    return Gatekeeper(CATALOG, answers, START, weeks)


def dated(days: int) -> Answers:
    return replace(
        healthy(), criteria_from={"clinician_clearance": START + dt.timedelta(days=days)}
    )


def test_a_criterion_that_is_met_is_open():
    assert keeper(healthy(resting_sbp=120, resting_dbp=80)).criterion("bp_controlled", None) == OPEN


@pytest.mark.parametrize(("earliest", "week"), [(1, 1), (5, 5), (8, 8), (9, None), (None, None)])
def test_an_unmeasured_criterion_opens_in_its_week_or_never(earliest, week):
    found = keeper(healthy()).criterion("clinician_clearance", earliest)
    assert found == Opening(week, ("clinician_clearance",))


@pytest.mark.parametrize(
    ("days", "week"), [(-3, 1), (0, 1), (1, 2), (7, 2), (8, 3), (49, 8), (50, None)]
)
def test_a_dated_criterion_opens_with_the_next_week_unconditionally(days, week):
    found = keeper(dated(days)).criterion("clinician_clearance", None)
    assert found.week == week
    assert bool(found.pending) == (week is None)


def test_the_latest_of_several_counts():
    gates = keeper(healthy())
    both = [Opening(3, ("a",)), Opening(5, ("b",)), OPEN]
    assert gates.all_of(both) == Opening(5, ("a", "b"))
    assert gates.all_of([*both, Opening(None, ("c",))]) == Opening(None, ("a", "b", "c"))


def test_a_trial_says_nothing_about_another_muscle_or_side():
    gates = keeper(tried(healthy(), ("soleus", "left", "discomfort_only")))
    assert gates.is_met(RETEST, Binding(muscle="soleus", side="left"))
    assert not gates.is_met(RETEST, Binding(muscle="soleus", side="right"))
    assert not gates.is_met(RETEST, Binding(muscle="hamstrings", side="left"))


def test_a_general_entry_does_not_stand_for_the_trial_of_one_muscle():
    gates = keeper(replace(healthy(), criteria={RETEST: True}))
    assert not gates.is_met(RETEST, Binding(muscle="soleus", side="left"))


def test_a_gate_opens_in_the_week_of_its_criterion_and_stays_conditional():
    assert keeper(healthy()).gate(MODERATE) == Opening(3, ("moderate_gate",))


@pytest.mark.parametrize(("weeks", "week"), [(2, None), (3, 3), (4, 3)])
def test_a_gate_may_open_in_the_last_week_but_not_after_it(weeks, week):
    assert keeper(healthy(), weeks).gate(MODERATE).week == week


def test_nothing_that_closes_is_open():
    assert keeper(healthy()).all_of([]) == OPEN


def test_a_gate_that_is_true_is_open():
    assert keeper(healthy(regular_exerciser=True)).gate(MODERATE) == OPEN


def test_a_gate_on_the_plan_week_waits_for_it():
    [gate] = [e.gate for e in CATALOG.rules["prg_moderate_to_vigorous"].then if e.gate]
    assert keeper(healthy()).gate(gate.open_when) == Opening(None, ("vigorous_gate",))
    found = keeper(healthy(age=50, cigarettes_per_day=10), 12).gate(gate.open_when)
    assert found == Opening(9, ("vigorous_gate",))


def test_a_gate_on_an_unknown_fact_stays_closed():
    tree = Node(fact="weeks_of_strength_done", at_least=4)
    assert keeper(healthy(), 12).gate(tree).week is None


def test_criteria_of_a_tree_in_order():
    tree = Node(any=(Node(not_=Node(criterion="b")), Node(criterion="a"), Node(criterion="b")))
    assert criteria_in(tree) == ("b", "a")
