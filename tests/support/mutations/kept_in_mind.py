"""What the person has to keep in mind or get ready, and the plan does not say."""

from __future__ import annotations

from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.mutations.tools import spoil
from tests.support.plan_variants import heel_lift, quitting
from tests.support.plans import Bundle, made_item, valid


def advice(bundle: Bundle, *left: p.Advice) -> Bundle:
    return bundle.with_plan(advice=left)


def without(bundle: Bundle, rule: str, effect: str | None = None) -> Bundle:
    told = (e for e in bundle.plan.advice if e.rule != rule or effect not in (None, e.effect))
    return advice(bundle, *told)


def worded(**fields: str) -> Bundle:
    first, *others = valid().plan.advice
    return advice(valid(), changed(first, **fields), *others)


spoil("advice_complete", "nothing is told", lambda: advice(valid()), "asks for monitor")
spoil(
    "advice_complete",
    "how to count the minutes is not told",
    lambda: without(valid(), "prg_reference_week"),
    "asks for monitor",
)
spoil(
    "advice_complete",
    "how much the load may rise is not told",
    lambda: without(valid(), "prg_two_for_two", "cap"),
    "asks for cap",
)
spoil(
    "advice_complete",
    "no way to step up is told",
    lambda: advice(valid(), *(e for e in valid().plan.advice if e.effect != "progress")),
    "asks for progress",
)
spoil(
    "advice_complete",
    "what a smoker watches is not told",
    lambda: without(quitting(), "pop_smoker_current_watch", "monitor"),
    "asks for monitor",
)
spoil(
    "advice_complete",
    "a smoker is not sent to the quitline",
    lambda: without(quitting(), "pop_smoker_current_watch", "refer"),
    "asks for refer",
)
spoil(
    "advice_complete",
    "what is watched with a heel lift is not told",
    lambda: without(heel_lift(), "cr_133"),
    "asks for monitor",
)
spoil("advice_complete", "the sentence is empty", lambda: worded(text=" "), "nothing is said")
spoil("advice_complete", "nobody says why", lambda: worded(why=""), "not why")
spoil("advice_complete", "of no rule", lambda: worded(rule="made_up"), "is no rule")


def listing(*pieces: str) -> Bundle:
    return valid().with_plan(equipment=pieces)


LISTED = valid().plan.equipment

spoil("equipment_named", "nothing is listed", listing, "which is not listed")
spoil("equipment_named", "one piece is missing", lambda: listing(*LISTED[1:]), LISTED[0])
spoil(
    "equipment_named",
    "a piece is added that no item needs",
    lambda: listing(*LISTED, "a pool"),
    "a pool is listed",
)
spoil(
    "equipment_named",
    "a piece is listed twice",
    lambda: listing(*LISTED, LISTED[-1]),
    f"{LISTED[-1]} is listed",
)
spoil(
    "equipment_named",
    "an item is added without its band",
    lambda: valid().adding("w3-d0", made_item("band_row_seated", 4)),
    "elastic band, which is not listed",
)
spoil(
    "equipment_named",
    "the word of the catalog in place of the piece",
    lambda: listing(*("mat" if "mat" in piece else piece for piece in LISTED)),
    "which is not listed",
)
