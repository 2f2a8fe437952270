"""What the vignettes ask of the finished plan, judged on the data of plans that are really made.

A plan is made once a vignette: run with `--dist loadgroup` to keep it so in parallel.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from planner.domain.intake import Preferences
from planner.domain.plan import AllDay, Item, Plan
from planner.eligibility import ActiveLimit, decide
from planner.errors import BadInput
from planner.intake.write import write_yaml
from planner.knowledge import load_template
from planner.workflow.plan import make_plan
from planner.workflow.search import searched
from tests.support.made import EFFORT, TEMPLATE, audited, of_vignette
from tests.support.people import CATALOG
from tests.support.vignettes import VIGNETTES, Check, Vignette, checks

ROUNDING_KG = 0.1
MINUTE = dt.timedelta(minutes=1)


def plan_of(check: Check) -> Plan:
    plan = of_vignette(check.vignette.id).plan
    assert plan is not None, "no plan was made"
    return plan


def items(plan: Plan, component: str | None = None) -> Iterator[tuple[int, dt.date, Item]]:
    """(week, date, item) of every item in a session."""
    for session in plan.sessions:
        for item in session.items:
            if component in (None, item.component):
                yield session.week, session.date, item


def dated(plan: Plan) -> list[tuple[dt.date, Item | AllDay]]:
    """Everything with its date."""
    found: list[tuple[dt.date, Item | AllDay]] = [(day, item) for _, day, item in items(plan)]
    return found + [(entry.date, entry) for entry in plan.all_day]


def placed(plan: Plan) -> set[str]:
    return {entry.activity for _, entry in dated(plan)}


def contains_activity(check: Check) -> bool:
    if check.vignette.screening.stops_plan:
        return False
    there = [name in placed(plan_of(check)) for name in check.fields["activities"]]
    return any(there) if check.section == "must_not" else all(there)


def contains_tag(check: Check) -> bool:
    tags = {tag for name in placed(plan_of(check)) for tag in CATALOG.activities[name].tags}
    return set(check.fields["tags"]) <= tags


def first_of(plan: Plan, selector: str) -> dt.date | None:
    """First date of an activity, or of `component:x` or `tag:x`."""
    kind, _, name = selector.rpartition(":")
    found = [
        day
        for day, entry in dated(plan)
        if (kind == "component" and entry.component == name)
        or (kind == "tag" and name in CATALOG.activities[entry.activity].tags)
        or (not kind and entry.activity == name)
    ]
    return min(found, default=None)


def order(check: Check) -> bool:
    plan, fields = plan_of(check), check.fields
    if "ratio" in fields:
        low, high = fields["ratio"]
        push, pull = sets_of(plan, PUSH), sets_of(plan, PULL)
        return bool(pull) and low <= push / pull <= high
    if "sequence" in fields:
        firsts = [first_of(plan, name) for name in fields["sequence"]]
        known = [day for day in firsts if day is not None]
        return bool(known) and known == sorted(known)
    if fields["first"] == "existing correction":
        devices = any("device" in CATALOG.activities[name].tags for name in placed(plan))
        return not devices and first_of(plan, fields["not_after"]) is not None
    first, then = first_of(plan, fields["first"]), first_of(plan, fields["not_after"])
    assert first is not None or then is not None
    if fields["relation"] == "strictly_before":
        return first is not None and (then is None or first < then)
    return first is not None and (then is None or first <= then)


# Families of the catalog that press away from the body and that draw towards it.
PUSH = ("push_up", "chest_press", "shoulder_press")
PULL = ("row_strength", "pulldown")


def sets_of(plan: Plan, families: tuple[str, ...]) -> int:
    """Sets of strength work of some families over the whole plan."""
    found = (item for _, _, item in items(plan, "strength") if item.family in families)
    return sum(item.dose.sets or 0 for item in found)


def limits(check: Check) -> list[ActiveLimit]:
    found = [
        limit
        for limit in check.vignette.eligibility.limits
        if limit.quantity == check.fields["quantity"]
        and limit.kind == "cap"
        and limit.value == check.fields["value"]
    ]
    assert found, "no such cap is in force"
    return found


def cap(check: Check) -> bool:
    plan, value = plan_of(check), check.fields["value"]
    return CAPS[check.fields["quantity"]](check, plan, value)


def cap_new_items(check: Check, plan: Plan, value: int) -> bool:
    return all(
        len(set(week.new_items) & limit.activities) <= value
        for limit in limits(check)
        for week in plan.weeks
        if week.week in limit.weeks
    )


def cap_hold(check: Check, plan: Plan, value: int) -> bool:
    hit = frozenset[str]().union(*(limit.activities for limit in limits(check)))
    first: dict[str, int] = {}
    for week, _, item in items(plan):
        first.setdefault(item.activity, week)
    return all(
        (item.dose.hold_s or 0) <= value
        for week, _, item in items(plan)
        if item.activity in hit and first[item.activity] == week
    )


def cap_lift(check: Check, plan: Plan, value: float) -> bool:
    lifts = [entry.dose.lift_mm for entry in plan.all_day if entry.dose.lift_mm is not None]
    return bool(lifts) and max(lifts) <= value


def cap_intensity(check: Check, plan: Plan, value: str) -> bool:
    rank = {name: term.rank for name, term in CATALOG.intensity_classes.items()}
    first, last = (int(n) for n in re.findall(r"\d+", check.fields["window"]))
    return all(
        rank[item.intensity] <= rank[value]
        for week, _, item in items(plan)
        if first <= week <= last
    )


def cap_rise(check: Check, plan: Plan, value: int) -> bool:
    """No week rises more above the best of the four before it; what was done before counts too."""
    minutes = [check.vignette.answers.facts.get("ref_minutes_week", 0)]
    minutes += [week.minutes.get("endurance", 0) for week in plan.weeks]
    from_minutes = max(limit.body.applies_from_minutes or 0 for limit in limits(check))
    best = [max(minutes[max(0, place - 4) : place]) for place in range(1, len(minutes))]
    pairs = list(zip(best, minutes[1:], strict=True))
    assert any(before >= from_minutes for before, _ in pairs)
    return all(now <= before * (1 + value / 100) for before, now in pairs if before >= from_minutes)


def cap_deficit(check: Check, plan: Plan, value: int) -> bool:
    """The cap is in force and is told, and no forecast counts on eating less."""
    told = [limit for limit in plan.screening.limits if limit.quantity == check.fields["quantity"]]
    planned = 0 if plan.forecast is None else plan.forecast.assumptions["deficit_kcal_per_day"]
    is_told = any(limit.value == value for limit in told)
    return bool(limits(check)) and is_told and planned <= value


CAPS: dict[str, Callable[[Check, Plan, Any], bool]] = {
    "new_items_per_week": cap_new_items,
    "hold_s": cap_hold,
    "lift_mm": cap_lift,
    "intensity_class": cap_intensity,
    "weekly_rise_pct": cap_rise,
    "energy_deficit_kcal_day": cap_deficit,
}


def series(check: Check) -> bool:
    lifts = [entry.dose.lift_mm for entry in plan_of(check).all_day if entry.dose.lift_mm]
    heights = list(dict.fromkeys(lifts))
    wanted = check.fields["values_mm"]
    return (
        len(heights) > 1
        and heights == wanted[: len(heights)]
        and max(heights) <= check.fields["target_mm"]
    )


def max_minutes_week(check: Check) -> bool:
    week = plan_of(check).weeks[check.fields["week"] - 1]
    return week.minutes.get(check.fields["component"], 0) <= check.fields["value"]


def component_days_per_week(check: Check) -> bool:
    plan, component = plan_of(check), check.fields["component"]
    if check.fields.get("only") == "tight muscles":
        return days_for_tight_muscles(check)
    # The vignette counts from the start of the programme, the plan from its own first week.
    first = max(1, check.fields["from_week"] - check.vignette.data["facts"]["plan_week"] + 1)
    weeks = [week for week in plan.weeks if week.week >= first]
    assert weeks
    enough = all(week.days.get(component, 0) >= check.fields["min_days"] for week in weeks)
    if not check.fields.get("non_consecutive"):
        return enough
    days = {(week, day) for week, day, _ in items(plan, component)}
    return enough and not any((week, day + dt.timedelta(days=1)) in days for week, day in days)


def days_for_tight_muscles(check: Check) -> bool:
    """A muscle is stretched only if its trial says so, and then on enough days a week.

    In a plan written before the trials the item waits for the trial: it is conditional.
    """
    plan, first = plan_of(check), check.fields["from_week"]
    short = {trial.muscle for trial in check.vignette.answers.trials if trial.outcome == "short"}
    stretches = list(items(plan, "stretch"))
    assert stretches
    indicated = all(
        item.conditional is not None or short & set(item.stretches) for _, _, item in stretches
    )
    weeks = {week for week, _, _ in stretches}
    days = {week: {day for w, day, _ in stretches if w == week} for week in weeks}
    enough = all(len(days[week]) >= check.fields["min_days"] for week in weeks)
    return indicated and enough and min(weeks) >= first


def max_share_pct(check: Check) -> bool:
    name, pct = check.fields["component"], check.fields["value"]
    return all(
        100 * week.minutes.get(name, 0) <= pct * sum(week.minutes.values())
        for week in plan_of(check).weeks
    )


def no_item_with_movement_before_minutes_after_waking(check: Check) -> bool:
    plan, wake = plan_of(check), check.vignette.intake.wake
    assert wake is not None
    barred = set(check.fields["movements"])
    until = dt.datetime.combine(plan.request.start, wake) + check.fields["minutes"] * MINUTE
    early = [s for s in plan.sessions if dt.time.fromisoformat(s.start) < until.time()]
    return not any(barred & set(item.movements) for session in early for item in session.items)


def forecast_kg(check: Check) -> bool:
    forecast, mass = plan_of(check).forecast, check.vignette.answers.facts["weight_kg"]
    assert forecast is not None
    share = check.fields["band_pct"] / 100
    points = forecast.weight_kg
    return all(later.value < point.value for point, later in pairwise(points)) and all(
        abs((point.high - point.low) / 2 - share * abs(point.value - mass)) <= ROUNDING_KG
        for point in points
    )


def reasons(plan: Plan, has: Callable[[str], bool]) -> list[str]:
    return [
        because.text for _, entry in dated(plan) if has(entry.activity) for because in entry.why
    ]


def device_of(tag: str) -> Callable[[str], bool]:
    return lambda name: tag in CATALOG.activities[name].tags


PLACES: dict[str, Callable[[Plan], list[str]]] = {
    "conflict list": lambda plan: [conflict.text for conflict in plan.conflicts],
    "findings": lambda plan: [finding.text for finding in plan.screening.findings],
    "item reason": lambda plan: reasons(plan, lambda _: True),
    "lift item": lambda plan: reasons(plan, device_of("heel_lift")),
    "fit check": lambda plan: [
        *(required.what for required in plan.required),
        *(retest.what for retest in plan.retests),
        *reasons(plan, lambda name: name.startswith("assess")),
        *plan.maintenance,
    ],
    "smoking message": lambda plan: [
        text
        for _, entry in dated(plan)
        if CATALOG.activities[entry.activity].family == "smoking_cessation"
        for text in (*(because.text for because in entry.why), *entry.precautions)
    ],
    "warning list": lambda plan: list(plan.warnings),
    "why-not list": lambda plan: [excluded.text for excluded in plan.excluded],
    "last week": lambda plan: list(plan.maintenance),
    "any printed cobra or back bend": lambda plan: [
        excluded.text for excluded in plan.excluded if excluded.activity == "cobra_stretch"
    ],
    "all outputs": lambda plan: [msgspec.json.encode(plan).decode()],
}


def text_contains(check: Check) -> bool:
    plan, words = plan_of(check), check.fields["words"]
    if check.fields["where"] == "each item":
        return all(getattr(entry, word) for _, entry in dated(plan) for word in words)
    text = " ".join(PLACES[check.fields["where"]](plan)).lower()
    return all(re.search(rf"\b{re.escape(word)}", text) for word in words)


def text_absent(check: Check) -> bool:
    text = " ".join(PLACES[check.fields["where"]](plan_of(check)))
    return not any(
        re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in check.fields["words"]
    )


def refusal(check: Check) -> bool:
    if check.vignette.screening.stops_plan:
        return True
    v = check.vignette
    others = tuple(name for name in CATALOG.vocabulary["components"] if name != "stretch")
    intake = msgspec.structs.replace(v.intake, preferences=Preferences(never=others))
    eligibility = decide(CATALOG, intake, v.answers, intake.plan.weeks)
    template = load_template(TEMPLATE, CATALOG)
    _, _, result = searched(CATALOG, template, intake, v.answers, eligibility, EFFORT)
    return not result.placements


JUDGES: dict[str, Callable[[Check], bool]] = {
    judge.__name__: judge
    for judge in (
        contains_activity,
        contains_tag,
        order,
        cap,
        series,
        max_minutes_week,
        component_days_per_week,
        max_share_pct,
        no_item_with_movement_before_minutes_after_waking,
        forecast_kg,
        text_contains,
        text_absent,
        refusal,
    )
}


@pytest.mark.slow
@pytest.mark.parametrize("check", [pytest.param(check, id=check.id) for check in checks(*JUDGES)])
def test_check(check: Check) -> None:
    assert JUDGES[check.kind](check) is (check.section != "must_not")


def people() -> list[Any]:
    return [pytest.param(v, id=v.id) for v in VIGNETTES if not v.screening.stops_plan]


@pytest.mark.slow
@pytest.mark.parametrize("vignette", people())
def test_the_audit_passes_the_plan(vignette: Vignette) -> None:
    audit = audited(vignette.id).audit
    assert audit is not None
    assert audit.passed


OPEN = [v for v in VIGNETTES if v.screening.undecided]


@pytest.mark.parametrize("vignette", [pytest.param(v, id=v.id) for v in OPEN])
def test_an_open_safety_question_is_asked_and_no_plan_is_made(
    vignette: Vignette, tmp_path: Path
) -> None:
    """Policy `unanswered_red_flag`, as a user meets it."""
    file = tmp_path / "intake.yaml"
    write_yaml(file, vignette.document)
    with pytest.raises(BadInput) as refused:
        make_plan(file)
    asked = {fact for entry in vignette.screening.undecided for fact in entry.facts}
    assert {problem.key for problem in refused.value.problems} == {f"facts.{f}" for f in asked}
    assert all(CATALOG.facts[fact].ask in str(refused.value) for fact in asked)


def test_a_vignette_leaves_a_safety_question_open() -> None:
    assert [v.id for v in OPEN] == ["v15_disc_without_answers"]


def test_every_kind_of_check_is_judged_somewhere() -> None:
    from tests.functional.test_vignettes import JUDGES as BEFORE_THE_PLAN

    kinds = {check.kind for v in VIGNETTES for check in v.checks}
    assert kinds == set(JUDGES) | set(BEFORE_THE_PLAN)
