"""What the person has to know and is not told."""

from __future__ import annotations

from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.mutations.tools import spoil
from tests.support.plan_variants import full_stomach, telling
from tests.support.plans import LIFTS, LIMITS, Bundle, limit, made_item, valid


def telling_only(*limits: p.PlanLimit) -> Bundle:
    base = valid()
    return base.with_plan(screening=changed(base.plan.screening, limits=limits))


def without(quantity: str) -> Bundle:
    return telling_only(*(told for told in LIMITS if told.quantity != quantity))


def instead(new: p.PlanLimit) -> Bundle:
    return telling_only(
        *(told for told in LIMITS if (told.rule, told.quantity) != (new.rule, new.quantity)), new
    )


spoil("told_limits", "nothing is told", telling_only, "reps_in_reserve 4")
spoil("told_limits", "pain while stretching is not told", lambda: without("pain_during"))
spoil("told_limits", "how much the load may rise is not told", lambda: without("load_rise_pct"))
spoil(
    "told_limits",
    "the words give another number",
    lambda: instead(limit("prg_no_failure", "reps_in_reserve", 1, "Go on until nothing is left.")),
    "reps_in_reserve 1 (prg_no_failure)",
)
spoil(
    "told_limits",
    "the limit is about some of its items only",
    lambda: instead(
        limit("prg_first_two_weeks", "reps_in_reserve", 4, "Leave 4 in reserve.", LIFTS[0])
    ),
    "reps_in_reserve 4",
)
spoil(
    "told_limits",
    "the number is in the wrong words",
    lambda: instead(limit("pg_008_stretch_no_pain", "pain_during", 2, "Pain 5 of 10 at most.")),
    "pain_during 2",
)
spoil(
    "told_limits",
    "a sore knee bends as it likes",
    lambda: (
        valid()
        .having(knee_osteoarthritis="any")
        .adding("w6-d1", made_item("reverse_lunge", 4, "both"))
    ),
    "knee_flexion_deg 80 (cr_104)",
)
spoil(
    "told_limits",
    "a range in the code of the catalog, not in words",
    lambda: telling(
        valid().having(hypermobility="any"),
        limit("cr_123", "range_of_motion", "mid", "Range of motion: mid."),
    ),
    "range_of_motion mid (cr_123)",
)
spoil(
    "told_limits",
    "a night worker is not told to sleep",
    lambda: valid().having(shift_worker="any"),
    "sleep_hours 7 (pop_shift_worker_1)",
)
spoil(
    "told_limits",
    "a load note that leaves two in reserve in the first weeks",
    lambda: valid().dosed(
        "w2-d1", "wall_push_up", load_note="Choose a load that leaves 2 to 4 repetitions."
    ),
    "at least 4 in reserve",
)
spoil(
    "after_meal",
    "nothing is said",
    lambda: full_stomach().items(lambda s, i: True, precautions=()),
    "120 min after a meal (cr_169)",
)
spoil(
    "after_meal",
    "one hour is said",
    lambda: full_stomach().items(
        lambda s, i: bool(i.precautions), precautions=("Not in the 60 minutes after a meal.",)
    ),
)
spoil(
    "after_meal",
    "minutes without a meal",
    lambda: full_stomach().items(
        lambda s, i: bool(i.precautions), precautions=("Wait 120 minutes.",)
    ),
)
spoil(
    "after_meal",
    "a meal without minutes",
    lambda: full_stomach().items(
        lambda s, i: bool(i.precautions), precautions=("Not soon after a meal.",)
    ),
)
spoil(
    "after_meal",
    "one item of many",
    lambda: full_stomach().item("w4-d2", "curl_up_brace", precautions=()),
    "120 min",
)
