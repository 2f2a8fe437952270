from msgspec.structs import replace

from planner.domain.answers import ResponseRecord
from planner.knowledge.model import Node
from planner.rules import firings, reads_trial
from planner.rules.binding import FREE, all_trials, bindings, stretched_muscles, stretches_of
from tests.support.people import CATALOG, healthy, tried

PAINFUL = CATALOG.rules["cr_001"]
NERVE = CATALOG.rules["cr_003"]


def test_every_stretched_muscle_and_side_has_a_trial_or_counts_as_not_tested():
    answers = tried(healthy(), ("hamstrings", "left", "short"))
    found = {(trial.muscle, trial.side): trial.outcome for trial in all_trials(answers, CATALOG)}
    assert found["hamstrings", "left"] == "short"
    assert found["hamstrings", "right"] == "not_tested"
    assert len(found) == 2 * len(stretched_muscles(CATALOG))


def test_trials_that_were_never_asked_for_count_as_not_tested():
    answers = replace(healthy(), trials=None)
    outcomes = {trial.outcome for trial in all_trials(answers, CATALOG)}
    assert outcomes == {"not_tested"}
    fired = [f for f in firings(CATALOG, answers) if f.rule.id == "cr_006"]
    assert len(fired) == 2 * len(stretched_muscles(CATALOG))
    assert all(firing.outcome is True for firing in fired)


def test_the_tested_activities_are_the_stretches_of_the_muscle():
    found = stretches_of("hamstrings", CATALOG)
    assert "hamstring_doorway" in found
    assert "ql_side_lying" not in found
    assert {CATALOG.activities[name].component for name in found} == {"stretch"}


def test_only_stretches_lengthen_a_tested_muscle():
    walk = CATALOG.activities["walk_short"]
    activities = {
        "walk_short": replace(walk, muscles=replace(walk.muscles, stretched=("big_toe_flexor",))),
        **{name: a for name, a in CATALOG.activities.items() if name != "walk_short"},
    }
    catalog = replace(CATALOG, activities=activities, sha256="another catalog")
    assert "big_toe_flexor" not in stretched_muscles(catalog)
    assert stretches_of("big_toe_flexor", catalog) == frozenset()
    assert stretched_muscles(catalog) == stretched_muscles(CATALOG)


def test_only_the_trial_of_the_tested_muscle_binds_a_rule():
    tested = Node(trial="short", muscle="@tested")
    assert reads_trial(Node(any=(Node(not_=tested),)))
    assert not reads_trial(Node(trial="short", muscle="soleus"))
    assert not reads_trial(Node(trial="short"))
    assert not reads_trial(Node(all=(Node(condition="pregnancy"),)))


def test_without_a_response_the_rule_is_read_once_and_free():
    found = bindings(CATALOG.rules["cr_022"], healthy(), CATALOG)
    assert [binding for binding, _ in found] == [FREE]


def test_a_response_without_an_activity_provokes_nothing():
    answers = replace(healthy(), responses=(ResponseRecord("peripheralises"),))
    [(binding, _)] = bindings(CATALOG.rules["cr_022"], answers, CATALOG)
    assert binding.provoking == frozenset()


def test_each_trial_is_read_alone():
    answers = tried(healthy(), ("soleus", "left", "short"), ("soleus", "right", "short"))
    for binding, seen in bindings(PAINFUL, answers, CATALOG):
        assert [(t.muscle, t.side) for t in seen.trials] == [(binding.muscle, binding.side)]


def test_a_trial_rule_fires_once_for_each_trial_that_fits():
    answers = tried(
        healthy(),
        ("hamstrings", "left", "pain_before_stretch"),
        ("soleus", "right", "pain_before_stretch"),
        ("soleus", "left", "short"),
    )
    fired = [f.binding for f in firings(CATALOG, answers) if f.rule.id == PAINFUL.id]
    assert {(b.muscle, b.side) for b in fired} == {("hamstrings", "left"), ("soleus", "right")}


def test_the_tested_nerve_is_that_of_the_tested_stretches():
    answers = tried(healthy(), ("hamstrings", "left", "leg_symptom_reproduced"))
    bound = [f.binding for f in firings(CATALOG, answers) if f.rule.id == NERVE.id]
    assert [binding.movements for binding in bound] == [frozenset({"neural_tension_sciatic"})]


def test_a_response_binds_the_activity_and_its_nerve_movements():
    response = ResponseRecord("peripheralises", "slump_tensioner")
    answers = replace(healthy(), responses=(response, ResponseRecord("centralises", "walk_short")))
    [(binding, _)] = bindings(CATALOG.rules["cr_022"], answers, CATALOG)
    assert binding.provoking == {"slump_tensioner"}
    assert "neural_tension_sciatic" in binding.movements
