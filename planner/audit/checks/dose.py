"""No dose is above what the catalog gives for the person."""

from __future__ import annotations

import math

from planner.audit.case import ENDURANCE, Case
from planner.audit.doses import dose_of
from planner.audit.endurance import most_minutes
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.domain.plan import ItemDose
from planner.domain.units import PERCENT
from planner.knowledge.model import Dose

CAPPED = {"sets": "sets", "reps": "reps", "hold_s": "hold_s", "pct_1rm": "load_pct_1rm"}
PREPARING = ("warm_up", "cool_down")


@check("dose")
def dose(case: Case, report: Report) -> None:
    """Every number of a dose is at most the catalog's for the level, lowered by caps.

    Requirement: dose tables of the activities (row of the person's level, else the next lower one),
    hard caps on sets, reps, hold_s, load_pct_1rm and dose_pct. A rest is at least the catalog's. A
    hold may reach `hold_s_age_65` where a hard floor on hold_s binds the item. Minutes of endurance
    may grow to the longest time of the activity or of the dose row of the person, whichever is
    shorter (weekly_ramp and longest_session bound the growth); those of warm-up and cool-down,
    which follow the floors of rules, may reach the longest time of the activity at once. Hours of
    devices follow ramps (`orthotic_hours`, `heel_lift`).
    Hard floors on reps and hold_s hold as far as the catalog's dose and caps allow (a cap beats
    a floor, a share of the dose too). `dose_pct` compares sets x reps x hold (or minutes) with the
    full dose, rounded up; it is about exercise, not about lessons and assessments.
    """
    for placed in case.placed:
        full = dose_of(case, placed.activity)
        if full is None:
            report.expect(False, placed.where, "the catalog has no dose for this level")
            continue
        given = placed.item.dose
        for field, value, most in _numbers(case, placed, full):
            if value is not None and most is not None:
                report.expect(value <= most, placed.where, f"{field} {value:g}, at most {most:g}")
        if full.rest_s is not None and given.rest_s is not None:
            text = f"rest {given.rest_s} s, at least {full.rest_s} s"
            report.expect(given.rest_s >= full.rest_s, placed.where, text)
        _limits(case, report, placed, full)


def _limits(case: Case, report: Report, placed: Placed, full: Dose) -> None:
    """Caps and floors of rules; a cap beats a floor."""
    given = placed.item.dose
    for field, quantity in CAPPED.items():
        value = getattr(given, field)
        for fired in case.caps(quantity, placed):
            most = fired.body.value
            text = f"{field} {value}, at most {most:g} ({fired.rule})"
            report.expect(value is None or value <= most, placed.where, text)
    for field, value, most in _numbers(case, placed, full):
        for fired in case.floors(field, placed):
            caps = [cap.body.value for cap in case.caps(field, placed)]
            caps += _by_share(case, placed, full, field)
            least = min(n for n in (fired.body.value, most, *caps) if n is not None)
            text = f"{field} {value}, at least {least:g} ({fired.rule})"
            report.expect(value is None or value >= least, placed.where, text)
    if placed.activity.component not in case.catalog.planning.exercise_components:
        return
    for fired in case.caps("dose_pct", placed):
        most = _share(full, fired)
        text = f"more than {fired.body.value} % of the full dose ({fired.rule})"
        report.expect(_volume(given) <= most, placed.where, text)


def _share(full: Dose, cap: Fired) -> int:
    share: float = _volume(full) * cap.body.value / PERCENT
    return math.ceil(share)


def _by_share(case: Case, placed: Placed, full: Dose, field: str) -> list[int]:
    """Most repetitions of a single set that a share of the full dose leaves, or most hold."""
    if placed.activity.component not in case.catalog.planning.exercise_components:
        return []
    held = {"reps": placed.item.dose.hold_s or 1, "hold_s": 1}
    shares = [_share(full, fired) for fired in case.caps("dose_pct", placed)]
    return [share // held[field] for share in shares] if field in held else []


def _numbers(
    case: Case, placed: Placed, full: Dose
) -> list[tuple[str, float | None, float | None]]:
    given = placed.item.dose
    hold = full.hold_s
    if placed.activity.hold_s_age_65 is not None and any(case.floors("hold_s", placed)):
        hold = max(filter(None, (hold, *placed.activity.hold_s_age_65)))
    # Hours of insoles and lifts follow their ramps (orthotic_hours, heel_lift), not a dose.
    is_worn = not set(case.catalog.planning.all_day_tags).isdisjoint(placed.activity.tags)
    minutes: float | None = full.minutes
    # Endurance grows in minutes: the dose is where it starts, the stricter of the activity's
    # range, the dose row of the person and the caps is where it ends.
    if placed.activity.component == ENDURANCE:
        minutes = most_minutes(case, placed.activity, placed.week)
    elif placed.activity.component in PREPARING:
        minutes = max(filter(None, (full.minutes, *placed.activity.minutes)))
    return [
        ("sets", given.sets, full.sets),
        ("reps", given.reps, full.reps),
        ("hold_s", given.hold_s, hold),
        ("effort", given.rpe, full.rpe),
        ("minutes", given.minutes, minutes),
        ("times a day", given.times_per_day, full.sessions_per_day or 1),
        ("hours", given.hours, None if is_worn else full.hours_per_day),
        ("distance", given.distance_m, full.distance_m),
    ]


def _volume(dose: Dose | ItemDose) -> int:
    if dose.sets is None and dose.reps is None and dose.hold_s is None:
        return dose.minutes or 0
    return (dose.sets or 1) * (dose.reps or 1) * (dose.hold_s or 1)
