"""Plans that suited the person until something about the person, or one item, was changed."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.intake import Override, Preferences, Suggestion
from tests.support.mutations.tools import (
    entries,
    on,
    overriding,
    spoil,
    swapped,
    without_days,
)
from tests.support.people import tried
from tests.support.plan_variants import heel_lift, insoles
from tests.support.plans import Bundle, entry, made_item, valid


def tested(*trials: tuple[str, str, str]) -> Bundle:
    return replace(valid(), answers=tried(valid().answers, *trials))


def printing(*limits: p.PlanLimit) -> Bundle:
    return valid().with_plan(screening=changed(valid().plan.screening, limits=limits))


spoil(
    "no_benefit",
    "a hamstring stretch is added for somebody with full range there",
    lambda: tested(
        ("soleus", "left", "discomfort_only"),
        ("soleus", "right", "discomfort_only"),
        ("hamstrings", "left", "full_range"),
        ("hamstrings", "right", "full_range"),
    ).adding("w3-d0", made_item("hamstring_seated", 5, "both")),
)
spoil(
    "no_benefit",
    "one session moves the item to the full side",
    lambda: (
        tested(("soleus", "left", "full_range"), ("soleus", "right", "short"))
        .items(lambda s, i: i.activity == "calf_soleus_wall", side="right")
        .item("w5-d4", "calf_soleus_wall", side="left")
    ),
    "full range",
)
spoil(
    "not_indicated",
    "the finding for the insoles is taken back",
    lambda: replace(insoles(), answers=valid().answers),
    "only for people with",
)
spoil(
    "not_indicated",
    "a heel lift where only the feet are flat",
    lambda: insoles().all_day(entry("heel_lift_3mm", 3, hours=1, lift_mm=3.0)),
    "only for people with",
)
spoil(
    "equipment_missing",
    "one session is done on a machine that is not there",
    lambda: swapped(
        valid().with_intake(equipment=("mat", "chair")),
        "walk_short",
        "cycle_upright_easy",
        range(4, 5),
        minutes=30,
    ),
)
spoil(
    "equipment_missing",
    "the only piece was given away",
    lambda: (
        valid().adding("w3-d0", made_item("band_row_seated", 4)).with_intake(equipment=("chair",))
    ),
    "needs",
)
spoil(
    "level_too_high",
    "every component is printed one level up",
    lambda: valid().with_plan(levels={"endurance": "intermediate", "strength": "intermediate"}),
    "says intermediate",
)
spoil(
    "level_too_high",
    "a level that does not exist",
    lambda: valid().with_plan(levels={"endurance": "champion"}),
    "says champion",
)
spoil(
    "not_wanted",
    "a habit of the whole day",
    lambda: valid().with_intake(preferences=Preferences(never=("sitting_break_60",))),
    "never wants it",
)
spoil(
    "not_wanted",
    "the one item that was not wanted comes back in one session",
    lambda: (
        valid()
        .with_intake(preferences=Preferences(never=("band_row_seated",)))
        .adding("w5-d0", made_item("band_row_seated", 4))
    ),
    "never wants it",
)
spoil(
    "side_wrong",
    "one item of many forgets its side",
    lambda: valid().item("w5-d2", "thoracic_open_book", side=None),
    "side None",
)
spoil(
    "side_wrong",
    "both sides of a walk",
    lambda: valid().item("w4-d0", "walk_short", side="both"),
    "side both",
)
spoil(
    "clearance_limits",
    "only limits of other rules are left",
    lambda: printing(*valid().plan.screening.limits[1:]),
    "is not among the limits",
)
spoil(
    "clearance_limits",
    "the limit is printed for another quantity",
    lambda: printing(
        changed(valid().plan.screening.limits[0], quantity="longest_session_rise", value=1),
        *valid().plan.screening.limits[1:],
    ),
    "is not among the limits",
)
spoil(
    "correction_first",
    "insoles and stretch are both there, the insoles re-dated to the end",
    lambda: entries(
        insoles().without("footwear_check"), lambda e: "orthotic" in e.activity, date=on(40), week=6
    ),
    "its correction on",
)
spoil(
    "correction_first",
    "the stretch is moved before the lift",
    lambda: without_days(
        heel_lift().adding("w1-d1", made_item("calf_soleus_wall", 5, "both")),
        lambda e: "heel_lift" in e.activity and e.date <= on(8),
    ).without("footwear_check"),
    "its correction on",
)
spoil(
    "suggestions_answered",
    "the suggested item is dropped from a plan that held it",
    lambda: (
        valid()
        .with_intake(suggested=(Suggestion(activity="thoracic_open_book", by="coach"),))
        .without("thoracic_open_book")
    ),
    "neither in the plan nor answered",
)
spoil(
    "suggestions_answered",
    "the answer is about another item",
    lambda: (
        valid()
        .with_intake(suggested=(Suggestion(activity="cobra_stretch", by="neighbour"),))
        .with_plan(conflicts=(p.Conflict(text="Not now.", between=("childs_pose", "cr_212")),))
    ),
    "neither in the plan nor answered",
)
spoil(
    "overrides_listed",
    "the conflict names another rule",
    lambda: overriding(valid(), Override(rule="cr_203", by="person", reason="no time")).with_plan(
        conflicts=(p.Conflict(text="Set aside.", between=("cr_204",)),)
    ),
    "no conflict says so",
)
spoil(
    "overrides_listed",
    "it is told as a warning only",
    lambda: overriding(
        valid(), Override(rule="cr_127", by="podiatrist", reason="declined")
    ).with_plan(warnings=("cr_127 was set aside.",)),
    "no conflict says so",
)
