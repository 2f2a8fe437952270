"""Sessions stay below the caps on a whole session: of the level, and of the template."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found
from tests.support.mutations.tools import template
from tests.support.people import CATALOG
from tests.support.plans import Bundle, made_item, made_session, valid

CODE = "session_length"


def lasting(minutes: int, day: int = 0, base: Bundle | None = None) -> Bundle:
    """One session, with ten minutes of warm-up and cool-down in it."""
    session = made_session(day // 7 + 1, day % 7, made_item("walk_short", minutes - 10))
    return (base or valid()).with_plan(sessions=(session,), all_day=())


def wrong(bundle: Bundle) -> list[str]:
    violations = found(bundle, CODE).violations
    assert {v.where for v in violations} <= {s.key for s in bundle.plan.sessions}
    return [v.text for v in violations]


@pytest.mark.parametrize(("minutes", "passes"), [(50, True), (51, False)])
def test_all_items_of_a_session_count(minutes: int, passes: bool) -> None:
    """A novice trains for 50 minutes at most."""
    texts = [f"{minutes} min, at most 50 (prg_session_cap_novice)"]
    assert wrong(lasting(minutes)) == ([] if passes else texts)


@pytest.mark.parametrize(("cap", "passes"), [(39, False), (40, True), (60, True), (None, True)])
def test_the_template_may_be_stricter(cap: int | None, passes: bool) -> None:
    plan = template(lasting(40), session_minutes=cap)
    assert wrong(plan) == ([] if passes else ["40 min, at most 39 (general_low_back)"])


def windowed(window: str) -> Bundle:
    """The caps on a whole session hold in some weeks only."""

    def change(effect):
        if effect.cap and effect.cap.quantity == "minutes_per_session" and effect.cap.target.any:
            return changed(effect, cap=changed(effect.cap, window=window))
        return effect

    rules = {
        name: changed(rule, then=tuple(change(e) for e in rule.then))
        for name, rule in CATALOG.rules.items()
    }
    return replace(valid(), catalog=changed(CATALOG, rules=rules))


@pytest.mark.parametrize(
    ("window", "day", "binds"),
    [
        ("week_1", 0, True),
        ("week_1", 6, True),
        ("week_1", 7, False),
        ("from_week_6", 34, False),
        ("from_week_6", 35, True),
        # Before the first day and after the last one the nearest week counts.
        ("week_1", -8, True),
        ("from_week_6", 42, True),
        ("from_week_7", 42, False),
    ],
)
def test_a_cap_binds_in_the_weeks_of_its_window(window: str, day: int, binds: bool) -> None:
    texts = ["60 min, at most 50 (prg_session_cap_novice)"]
    assert wrong(lasting(60, day, windowed(window))) == (texts if binds else [])


def test_a_cap_on_some_minutes_of_a_session_is_none_on_the_session() -> None:
    """With a stiff spine 20 minutes of mobility at most; the rest of the session is free."""
    stiff = valid().having(ankylosing_spondylitis="any")
    assert wrong(lasting(45, base=stiff)) == []
