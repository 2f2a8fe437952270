"""Every check of the vignettes that can be judged before a plan is made."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from planner.domain.verdict import Status
from planner.knowledge.model import Target
from planner.rules import activities_of
from tests.support.people import CATALOG
from tests.support.vignettes import VIGNETTES, Check, Vignette, checks

BARRED = (Status.EXCLUDED, Status.NO_BENEFIT)
OPEN = (Status.ELIGIBLE, Status.PRECAUTION, Status.DEFERRED)


def outcomes(vignette: Vignette, rule: str) -> set[bool | None]:
    """Outcomes of the rule; none of them: it is false."""
    assert rule in CATALOG.rules
    found = {firing.outcome for firing in vignette.firings if firing.rule.id == rule}
    return found or {False}


def is_barred(vignette: Vignette, activity: str) -> bool:
    """A rule keeps the activity out of week 1 on every side."""
    verdicts = [v for (name, _), v in vignette.eligibility.verdicts.items() if name == activity]
    assert verdicts, activity
    return all(
        verdict.status in BARRED or (verdict.status is Status.DEFERRED and verdict.opens_week != 1)
        for verdict in verdicts
    )


def rule_fires(check: Check) -> bool:
    return all(True in outcomes(check.vignette, rule) for rule in check.fields["rules"])


def rule_not_fires(check: Check) -> bool:
    return all(outcomes(check.vignette, rule) == {False} for rule in check.fields["rules"])


def rule_unknown(check: Check) -> bool:
    return all(outcomes(check.vignette, rule) == {None} for rule in check.fields["rules"])


def excluded_activity(check: Check) -> bool:
    barred = [is_barred(check.vignette, name) for name in check.fields["activities"]]
    return any(barred) if check.section == "must_not" else all(barred)


def not_excluded_activity(check: Check) -> bool:
    return not any(is_barred(check.vignette, name) for name in check.fields["activities"])


def until_criterion(check: Check) -> bool:
    criterion = check.fields["criterion"]
    return any(criterion in v.until for v in check.vignette.eligibility.verdicts.values())


def earliest_week(check: Check) -> bool:
    hit = activities_of(msgspec.convert(check.fields["target"], Target), CATALOG)
    verdicts = check.vignette.eligibility.verdicts.items()
    weeks = [v.opens_week for (name, _), v in verdicts if name in hit and v.status in OPEN]
    return bool(hit) and all(week is None or week >= check.fields["week"] for week in weeks)


def asks_fact(check: Check) -> bool:
    asked = {fact for fact, _ in check.vignette.eligibility.questions}
    return set(check.fields["facts"]) <= asked


def decision(check: Check) -> bool:
    return check.vignette.screening.decision == check.fields["decision"]


JUDGES: dict[str, Callable[[Check], bool]] = {
    judge.__name__: judge
    for judge in (
        rule_fires,
        rule_not_fires,
        rule_unknown,
        excluded_activity,
        not_excluded_activity,
        until_criterion,
        earliest_week,
        asks_fact,
        decision,
    )
}


@pytest.mark.parametrize("check", [pytest.param(c, id=c.id) for c in checks(*JUDGES)])
def test_check(check: Check) -> None:
    assert JUDGES[check.kind](check) is (check.section != "must_not")


@pytest.mark.parametrize("vignette", [pytest.param(v, id=v.id) for v in VIGNETTES])
def test_what_must_be_in_the_plan_can_be_in_it(vignette: Vignette) -> None:
    if vignette.screening.stops_plan:
        pytest.skip("no plan is made")
    wanted = {
        name
        for check in vignette.checks
        if check.kind == "contains_activity" and check.section == "must"
        for name in check.fields["activities"]
    }
    verdicts = vignette.eligibility.verdicts.items()
    can_open = {name for (name, _), v in verdicts if v.status in OPEN and v.opens_week}
    assert wanted <= can_open


@pytest.mark.parametrize("vignette", [pytest.param(v, id=v.id) for v in VIGNETTES])
def test_given_facts_are_kept(vignette: Vignette) -> None:
    given = vignette.intake.facts
    assert {name: vignette.answers.facts[name] for name in given} == given


def test_the_vignettes_are_all_there() -> None:
    assert len(VIGNETTES) == 16
    assert sum(len(vignette.checks) for vignette in VIGNETTES) == 116
