"""What a plan should hold beside what rules demand, and which of it finds room."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from planner.domain.answers import ResponseRecord
from planner.domain.intake import Goal
from planner.problem.build import build
from planner.problem.grants import grant
from planner.problem.groups import groups
from planner.problem.newness import first_demanded
from planner.problem.wishes import wishes
from tests.support.contexts import EVENINGS, context_of, window
from tests.support.people import CATALOG, all_tried, having, healthy, intake

WEEKS = 8


def wished(context: Any) -> dict[str, set[str]]:
    """Source of each wish to everything that meets it."""
    found: dict[str, set[str]] = {}
    for bundle in wishes(context):
        for wish in bundle:
            found.setdefault(wish.source, set()).update(*wish.choices)
    return found


def granted(context: Any) -> dict[str, int]:
    """Group of each granted wish to its first week."""
    opened = [g for g in groups(context) if context.first_open_week(g.activities[0].id) is not None]
    found = grant(context, wishes(context), opened, ())
    return {one.group.id: one.week for one in found.wishes}


def demanded(context: Any) -> dict[str, set[int]]:
    """Candidate to the weeks in which a wish demands it."""
    built, _ = build(
        context.catalog, context.template, context.intake, context.answers, context.eligibility
    )
    found: dict[str, set[int]] = {}
    for demand in built.problem.day_demands:
        if demand.id.startswith("wish.") and len(demand.candidates) == 1:
            name = built.problem.candidates[demand.candidates[0]].id
            found.setdefault(name, set()).update(demand.weeks)
    return found


class TestWishes:
    def test_a_finding_wishes_what_the_catalog_marks_for_it(self):
        context = context_of(having(healthy(), piriformis_syndrome="settling"), weeks=WEEKS)
        assert "clamshell" in wished(context)["piriformis_syndrome"]
        assert "piriformis_syndrome" not in wished(context_of(healthy(), weeks=WEEKS))

    def test_a_bias_that_waits_for_a_criterion_is_no_wish_before_it(self):
        held = having(healthy(), lumbar_disc_herniation="settling")
        assert "prone_press_up" not in wished(context_of(held))["lumbar_disc_herniation"]
        met = replace(held, criteria={"centralises_with_extension": True})
        assert "prone_press_up" in wished(context_of(met))["lumbar_disc_herniation"]

    def test_what_only_a_soft_rule_asks_for_is_a_wish(self):
        expecting = having(healthy(sex="female", pregnancy_weeks=20), pregnancy="trimester2")
        assert wished(context_of(expecting))["pop_pregnancy_5"] == {"pelvic_floor_hold"}

    def test_stretches_that_a_rule_brings_back_begin_with_the_mildest(self):
        settled = all_tried(having(healthy(leg_symptom_free_days=9), sciatica="settled"))
        bundles = [b for b in wishes(context_of(settled)) if b[0].source == "cr_193"]
        assert [set(choice) for choice in bundles[0][0].choices][:2] == [
            {"hamstring_9090_active"},
            {"hamstring_doorway"},
        ]

    def test_a_bad_answer_of_the_body_wishes_the_level_below(self):
        answered = replace(
            healthy(), responses=(ResponseRecord("pain_above_5_during", "bird_dog_full"),)
        )
        assert wished(context_of(answered))["bird_dog_leg"] == {"bird_dog_leg"}
        fine = replace(healthy(), responses=(ResponseRecord("none", "bird_dog_full"),))
        assert "bird_dog_leg" not in wished(context_of(fine))

    def test_an_activity_that_is_the_goal_is_a_wish(self):
        goal = Goal(id="return_to", activity="walk_easy")
        who = intake(WEEKS, availability=EVENINGS, goals=(goal,))
        assert wished(context_of(healthy(), who))["return_to"] == {"walk_easy"}

    def test_pushing_and_pulling_are_wished_together(self):
        bundles = [b for b in wishes(context_of(healthy())) if b[0].source == "prg_side_balance"]
        assert len(bundles) == 1
        assert len(bundles[0]) == 2


class TestGrants:
    def test_walking_is_nothing_new_and_comes_in_week_2(self):
        context = context_of(having(healthy(), nslbp_subacute="subacute_6_12w"), weeks=WEEKS)
        assert min(demanded(context)["walk"]) == 1

    def test_no_more_new_things_come_in_a_week_than_the_caps_allow(self):
        context = context_of(
            having(healthy(), osteoporosis="low_fracture_risk", scoliosis_adult=None), weeks=WEEKS
        )
        weeks = [week for name, week in granted(context).items() if name != "walk"]
        assert all(weeks.count(week) <= 2 for week in weeks if week)

    def test_both_of_a_bundle_or_none(self):
        roomy = granted(context_of(healthy(), weeks=WEEKS))
        assert {"push_up", "chest_press", "shoulder_press"} & roomy.keys()
        assert {"row_strength", "pulldown"} & roomy.keys()
        little = intake(WEEKS, availability=(window(0, 3, start="18:00", end="18:30"),))
        tight = granted(context_of(healthy(), little))
        assert not {"push_up", "row_strength", "chest_press", "pulldown"} & tight.keys()

    def test_what_a_rule_requires_anyway_is_no_wish_of_its_own(self):
        tight = all_tried(having(healthy(leg_pain_max_7d=6), sciatica="acute_irritable"))
        assert "ql_side_lying" not in granted(context_of(tight, weeks=WEEKS))


class TestDemands:
    def test_a_granted_wish_is_demanded_to_the_end(self):
        context = context_of(having(healthy(), piriformis_syndrome="settling"), weeks=WEEKS)
        weeks = demanded(context)["hip_abductor"]
        assert weeks == set(range(min(weeks), WEEKS))

    def test_every_way_of_a_wished_family_holds_what_was_wished(self):
        context = context_of(having(healthy(), piriformis_syndrome="settling"), weeks=WEEKS)
        built, _ = build(
            CATALOG, context.template, context.intake, context.answers, context.eligibility
        )
        family = next(c for c in built.problem.candidates if c.id == "hip_abductor")
        tagged = {a.id for a in CATALOG.activities.values() if "piriformis_strength" in a.tags}
        assert family.paths
        for path in family.paths:
            assert tagged & {option.activity for option in path.options if option is not None}

    def test_the_template_wants_components_on_days_that_the_week_has(self):
        little = intake(WEEKS, availability=(window(0, 3, start="18:00", end="19:00"),))
        context = context_of(healthy(), little, template="sciatica_first")
        built, _ = build(
            CATALOG, context.template, context.intake, context.answers, context.eligibility
        )
        least = [d for d in built.problem.day_demands if d.id.startswith("wish.sciatica_first")]
        assert least
        assert max(demand.at_least for demand in least) == 2


def test_granting_wishes_leaves_what_rules_demand_as_it_was() -> None:
    """Everybody who asks is told the same demands, before the wishes and after them."""
    context = context_of(all_tried(healthy()), weeks=WEEKS)
    before = dict(first_demanded(context))
    assert granted(context)
    assert first_demanded(context) == before
