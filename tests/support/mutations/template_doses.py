"""Doses beyond what the template has for a component."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from planner.knowledge.template import DoseRange
from tests.support.mutations.tools import spoil
from tests.support.plans import Bundle, valid

CODE = "template_doses"


def ranged(base: Bundle | None = None, **ranges: dict[str, Any]) -> Bundle:
    """A plan whose template has ranges of doses, by component, in all of its phases."""
    bundle = base or valid()
    doses = {component: DoseRange(**given) for component, given in ranges.items()}
    phases = tuple(changed(phase, doses=doses) for phase in bundle.template.phases)
    return replace(bundle, template=changed(bundle.template, phases=phases))


spoil(
    CODE, "a set too many", lambda: ranged(strength={"sets_at_most": 1}),
    "sets 2, the template has 1 at most",
)  # fmt: skip
spoil(
    CODE, "a repetition too many", lambda: ranged(motor_control={"reps_at_most": 5}),
    "the template has 5 at most",
)  # fmt: skip
spoil(
    CODE, "a second too long", lambda: ranged(stretch={"hold_s_at_most": 29}),
    "hold_s 30, the template has 29 at most",
)  # fmt: skip
spoil(
    CODE, "a rest too short", lambda: ranged(strength={"rest_s_at_least": 120}),
    "rest 90 s, the template has 120 s at least",
)  # fmt: skip
spoil(
    CODE, "no rest is told",
    lambda: ranged(
        valid().dosed("w5-d1", "counter_push_up", rest_s=None), strength={"rest_s_at_least": 60}
    ),
    "rest None s",
)  # fmt: skip
spoil(
    "dose", "a bout longer than the template has", lambda: ranged(endurance={"minutes_at_most": 25}),
    "minutes 30, at most 25",
)  # fmt: skip
