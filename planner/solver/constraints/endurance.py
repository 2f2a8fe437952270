"""`weekly_ramp`: endurance minutes grow no faster than the ramp rules allow."""

from __future__ import annotations

from typing import Any

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Bounds of each placement, weekly most, ramp, longest placement, MET-minutes."""
    if not v.units:
        return
    for (index, slot_index), units in v.units.items():
        options = v.options[index, v.problem.slots[slot_index].week]
        _bounds(v, index, slot_index, units, options)
    _one_mode_a_session(v)
    weekly = [_week_total(v, week) for week in range(v.problem.weeks)]
    references = _ramp(v, weekly)
    _longest(v)
    _met_minutes(v)
    v.week_totals = weekly  # type: ignore[attr-defined]
    v.week_references = references  # type: ignore[attr-defined]


def _bounds(v: Variables, index: int, slot: int, units: Any, options: dict[int, Any]) -> None:
    y = v.y[index, slot]
    ranges = {number: option.units or (0, 0) for number, option in options.items()}
    if len(set(ranges.values())) == 1:
        least, most = next(iter(ranges.values()))
        v.model.add(units <= most * y)
        v.model.add(units >= least * y)
        return
    chosen = [v.x[index, number] for number in ranges]
    v.model.add(units <= max(most for _, most in ranges.values()) * y)
    v.model.add(units <= Sum.weighted_sum(chosen, [most for _, most in ranges.values()]))
    v.model.add(
        units >= Sum.weighted_sum(chosen, [least for least, _ in ranges.values()])
    ).only_enforce_if(y)


def _one_mode_a_session(v: Variables) -> None:
    by_slot: dict[int, list[Any]] = {}
    for index, slot in v.units:
        by_slot.setdefault(slot, []).append(v.y[index, slot])
    for placed in by_slot.values():
        v.model.add_at_most_one(placed)


def _week_total(v: Variables, week: int) -> Any:
    total = v.model.new_int_var(0, v.problem.endurance.most[week], f"V{week}")
    v.model.add(total == v.week_units(week))
    return total


def _reference(v: Variables, series: list[Any], week: int, high: int) -> Any | None:
    before = series[max(0, week - v.problem.endurance.reference_weeks) : week]
    if not before:
        return None
    if len(before) == 1:
        return before[0]
    reference = v.model.new_int_var(0, high, "")
    v.model.add_max_equality(reference, before)
    return reference


def _ramp(v: Variables, weekly: list[Any]) -> list[Any | None]:
    limits = v.problem.endurance
    high = len(limits.ramp) - 1
    references: list[Any | None] = []
    for week, total in enumerate(weekly):
        reference = _reference(v, weekly, week, high)
        references.append(reference)
        if reference is None:
            continue
        if week in limits.no_rise:
            v.model.add(total <= reference)
            continue
        allowed = v.model.new_int_var(0, max(limits.ramp), "")
        v.model.add_element(reference, list(limits.ramp), allowed)
        v.model.add(total <= allowed)
    return references


def _longest(v: Variables) -> None:
    limits = v.problem.endurance
    high = max(most for most in limits.most)
    longest: list[Any] = []
    for week in range(v.problem.weeks):
        inside = [
            unit for slot in v.slots_of_week[week] for _, unit in v._units_by_slot.get(slot.index, ())
        ]
        top = v.model.new_int_var(0, high, "")
        if inside:
            v.model.add_max_equality(top, inside)
        else:
            v.model.add(top == 0)
        reference = _reference(v, longest, week, high)
        if reference is None:
            v.model.add(top <= limits.longest_first)
        else:
            floor = v.model.new_int_var(0, high, "")
            v.model.add_max_equality(floor, [reference + limits.longest_rise, limits.longest_first])
            v.model.add(top <= floor)
        longest.append(top)


def _met_minutes(v: Variables) -> None:
    limits = v.problem.endurance
    series: list[Any] = []
    by_week: list[list[tuple[Any, int]]] = [[] for _ in range(v.problem.weeks)]
    for (index, slot), units in v.units.items():
        week = v.problem.slots[slot].week
        met = max(option.met for option in v.options[index, week].values())
        by_week[week].append((units, met))
    top_met = max((met for terms in by_week for _, met in terms), default=0)
    high = max(limits.most) * top_met
    if not high:
        return
    for week, terms in enumerate(by_week):
        load = v.model.new_int_var(0, high, "")
        v.model.add(load == Sum.weighted_sum([u for u, _ in terms], [m for _, m in terms]))
        reference = _reference(v, series, week, high)
        if reference is not None:
            added = v.model.new_bool_var("")
            v.model.add(load <= reference + limits.met_add).only_enforce_if(added)
            v.model.add(100 * load <= limits.met_pct * reference).only_enforce_if(~added)
        series.append(load)
