import pytest
from msgspec.structs import replace

from planner.knowledge.model import Target
from planner.rules import Binding, activities_of, hits, is_side_bound
from tests.support.people import CATALOG

WALK = CATALOG.activities["walk_short"]


def holding(activity):
    """The catalog with another record of the activity."""
    return replace(CATALOG, activities={**CATALOG.activities, activity.id: activity})


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


def test_only_a_stretch_is_hit_by_the_muscle_it_lengthens():
    """A walk that lengthens the calf is no stretch of the calf."""
    muscles = replace(WALK.muscles, stretched=("soleus",))
    for component, wanted in (("endurance", False), ("warm_up", False), ("stretch", True)):
        walk = replace(WALK, component=component, muscles=muscles)
        target = Target(muscle_stretch=("soleus",))
        catalog = holding(walk)
        assert hits(walk, target, catalog) is wanted
        bound = Binding(muscle="soleus", side="left")
        assert hits(walk, Target(muscle_stretch=("@tested",)), catalog, bound) is wanted


@pytest.mark.parametrize(
    ("impact", "above", "wanted"),
    [
        ("none", "none", False),
        ("low", "none", True),
        ("low", "low", False),
        ("moderate", "low", True),
        ("high", "moderate", True),
        ("low", "moderate", False),
    ],
)
def test_impact_above_leaves_out_the_level_it_names(impact, above, wanted):
    walk = replace(WALK, impact=impact)
    assert hits(walk, Target(impact_above=above), holding(walk)) is wanted


def test_what_was_progressed_is_what_a_response_was_recorded_for():
    bound = Binding(activities=frozenset({"calf_soleus_wall"}), provoking=frozenset({"walk_short"}))
    found = activities_of(Target(activity=("@new_or_progressed",)), CATALOG, bound)
    assert found == {"walk_short"}
    assert activities_of(Target(activity=("@new_or_progressed",)), CATALOG) == frozenset()


@pytest.mark.parametrize("name", ["position", "tag"])
def test_another_position_or_tag_is_not_hit(name):
    other = next(
        word
        for activity in CATALOG.activities.values()
        for word in (activity.positions if name == "position" else activity.tags)
        if word not in (*WALK.positions, *WALK.tags)
    )
    assert not hits(WALK, Target(**{name: (other,)}), CATALOG)


def test_an_exception_may_have_an_exception():
    but = Target(component=("endurance",), except_=Target(activity=("walk_short",)))
    assert hits(WALK, Target(any=True, except_=but), CATALOG)


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
