import pytest

from planner.knowledge.model import Target
from planner.rules import Binding, activities_of, hits, is_side_bound
from tests.support.people import CATALOG

WALK = CATALOG.activities["walk_short"]


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (Target(any=True), True),
        (Target(activity=("walk_short",)), True),
        (Target(activity=("walk_easy",)), False),
        (Target(component=("endurance",)), True),
        (Target(component=("strength",)), False),
        (Target(family=(str(WALK.family),)), True),
        (Target(tag=("walking",)), True),
        (Target(position=("walking",)), True),
        (Target(impact_above="none"), True),
        (Target(impact_above="low"), False),
        (Target(component=("strength",), tag=("walking",)), True),
        (Target(any=True, except_=Target(activity=("walk_short",))), False),
        (Target(tag=("walking",), except_=Target(activity=("walk_easy",))), True),
        (Target(activity=("@tested",)), False),
    ],
)
def test_selectors(target, wanted):
    assert hits(WALK, target, CATALOG) is wanted


def test_movement_and_muscle_selectors():
    found = activities_of(Target(movement=("neural_tension_sciatic",)), CATALOG)
    assert "hamstring_doorway" in found
    assert "row_ergometer" in found
    stretches = activities_of(Target(muscle_stretch=("hamstrings",)), CATALOG)
    assert "hamstring_doorway" in stretches
    assert {CATALOG.activities[name].component for name in stretches} == {"stretch"}


def test_placeholders_stand_for_the_binding():
    bound = Binding(
        muscle="soleus",
        side="left",
        activities=frozenset({"calf_soleus_wall"}),
        movements=frozenset({"neural_tension_femoral"}),
        provoking=frozenset({"walk_short"}),
    )
    one = {"calf_soleus_wall"}
    assert activities_of(Target(activity=("@tested",)), CATALOG, bound) == one
    assert activities_of(Target(muscle_stretch=("@tested",)), CATALOG, bound) == one
    assert activities_of(Target(activity=("@provoking",)), CATALOG, bound) == {"walk_short"}
    nerve = activities_of(Target(movement=("@tested_nerve",)), CATALOG, bound)
    assert nerve == activities_of(Target(movement=("neural_tension_femoral",)), CATALOG)


def test_the_first_of_a_component_is_any_of_it():
    found = activities_of(Target(activity=("@first_strength",)), CATALOG)
    assert found == activities_of(Target(component=("strength",)), CATALOG)


def test_only_the_tested_stretch_is_bound_to_a_side():
    assert is_side_bound(Target(activity=("@tested",)))
    assert is_side_bound(Target(muscle_stretch=("@tested",)))
    assert not is_side_bound(Target(movement=("@tested_nerve",)))
    assert not is_side_bound(Target(component=("endurance",)))


def test_every_target_of_the_catalog_hits_something():
    """A target that hits no activity guards nothing."""
    empty = {
        rule.id
        for rule in CATALOG.rules.values()
        for effect in rule.then
        if (target := getattr(effect.body, "target", None)) is not None
        and "@" not in str(target)
        and not activities_of(target, CATALOG)
    }
    assert empty == set()
