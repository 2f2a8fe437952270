"""`weekly_ramp`: endurance minutes grow no faster than the ramp rules allow."""

from __future__ import annotations

from planner.domain.units import PERCENT
from planner.problem.model import Option
from planner.solver.standing import or_published, published_units
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """Bounds of each placement, weekly most, ramp, longest placement, MET-minutes."""
    if not v.units:
        return
    for (index, slot_index), units in v.units.items():
        if not v.is_open(v.problem.slots[slot_index]):
            continue
        options = v.options[index, v.problem.slots[slot_index].week]
        _bounds(v, index, slot_index, units, options)
    _one_mode_a_session(v)
    weekly = [_week_total(v, week) for week in range(v.problem.weeks)]
    _ramp(v, weekly)
    _harder(v, weekly)
    _longest(v)
    _met_minutes(v)


def _bounds(
    v: Variables, index: int, slot: int, units: IntVar, options: dict[Option, IntVar]
) -> None:
    y = v.y[index, slot]
    ranges = [option.units or (0, 0) for option in options]
    if len(set(ranges)) == 1:
        least, most = ranges[0]
        v.model.add(units <= most * y)
        v.model.add(units >= least * y)
        return
    chosen = list(options.values())
    v.model.add(units <= max(most for _, most in ranges) * y)
    v.model.add(units <= Sum.weighted_sum(chosen, [most for _, most in ranges]))
    fewest = Sum.weighted_sum(chosen, [least for least, _ in ranges])
    v.model.add(units >= fewest).only_enforce_if(y)


def _one_mode_a_session(v: Variables) -> None:
    by_slot: dict[int, list[IntVar]] = {}
    for index, slot in v.units:
        by_slot.setdefault(slot, []).append(v.y[index, slot])
    for placed in by_slot.values():
        v.model.add_at_most_one(placed)


def _week_total(v: Variables, week: int) -> IntVar:
    most = v.problem.endurance.most[week]
    if week <= v.problem.first_week:
        # What was planned for the days gone by may be more than is allowed by now.
        most = max(most, _published(v, week))
    total = v.model.new_int_var(0, most, f"V{week}")
    v.model.add(total == v.week_units(week))
    return total


def _published(v: Variables, week: int) -> int:
    """Units of the days of the week that lie before a revision.

    They may be more than is allowed by now: then nothing is added in that week.
    """
    return sum(units for _, _, units in published_units(v, week))


def _done(v: Variables, weekly: list[IntVar], high: int) -> list[IntVar]:
    """The weeks as a reference for later ones: without what was planned and missed."""
    found = []
    for week, total in enumerate(weekly):
        missed = v.missed_in(week)
        if missed or (v.problem.revision is not None and week <= v.problem.first_week):
            reference = v.model.new_int_var(0, high, "")
            v.model.add_min_equality(reference, [total - missed, high])
            found.append(reference)
        else:
            found.append(total)
    return found


def _reference(v: Variables, series: list[IntVar], week: int, high: int) -> IntVar | None:
    before = series[max(0, week - v.problem.endurance.reference_weeks) : week]
    if not before:
        return None
    if len(before) == 1:
        return before[0]
    reference = v.model.new_int_var(0, high, "")
    v.model.add_max_equality(reference, before)
    return reference


def _ramp(v: Variables, weekly: list[IntVar]) -> None:
    limits = v.problem.endurance
    high = len(limits.ramp) - 1
    done = _done(v, weekly, high)
    for week in v.weeks:
        total = weekly[week]
        reference = _reference(v, done, week, high)
        if reference is None:
            continue
        if week in limits.no_rise:
            v.model.add(total <= or_published(v, week, reference, _published(v, week)))
            continue
        allowed = v.model.new_int_var(0, max(limits.ramp), "")
        v.model.add_element(reference, list(limits.ramp), allowed)
        v.model.add(total <= or_published(v, week, allowed, _published(v, week)))


def _harder(v: Variables, weekly: list[IntVar]) -> None:
    """No rise of minutes in the week in which harder endurance comes first."""
    high = len(v.problem.endurance.ramp) - 1
    done = _done(v, weekly, high)
    before: list[IntVar] = []
    for week in range(v.horizon.last + 1):
        placed = [
            boolean
            for slot in v.slots_of_week[week]
            for index in v.of_component("endurance")
            if (boolean := v.placed(index, slot, _harder_of(v, index, week))) is not None
        ]
        if not placed:
            continue
        some = v.model.new_bool_var("")
        v.model.add_max_equality(some, placed)
        reference = _reference(v, done, week, high)
        if reference is not None and week in v.weeks:
            most = or_published(v, week, reference, _published(v, week))
            v.model.add(weekly[week] <= most).only_enforce_if(some, *[~b for b in before])
        before.append(some)


def _harder_of(v: Variables, index: int, week: int) -> frozenset[str]:
    options = v.options.get((index, week), {})
    return frozenset(option.activity for option in options if option.is_harder)


def _longest(v: Variables) -> None:
    limits = v.problem.endurance
    high = max(most for most in limits.most)
    longest: list[IntVar] = []
    for week in range(v.horizon.last + 1):
        top = v.longest_bout(week)
        reference = _reference(v, longest, week, high)
        gone = max((units for _, _, units in published_units(v, week)), default=0)
        if week not in v.weeks:
            pass
        elif reference is None:
            v.model.add(top <= max(limits.longest_first[week], gone))
        else:
            # Where nothing was done in the weeks before, the start dose is the reference.
            start = limits.longest_first[week]
            table = [start, *(u + limits.longest_rise for u in range(1, high + 1))]
            allowed = v.model.new_int_var(0, max(table), "")
            v.model.add_element(reference, table, allowed)
            v.model.add(top <= or_published(v, week, allowed, gone))
        longest.append(v.longest_done(week))


def _by_met(v: Variables, index: int, week: int, units: IntVar) -> list[tuple[IntVar, int]]:
    """The units split by the energy cost of the activity that they are done as."""
    options = v.options[index, week]
    mets = sorted({option.met for option in options})
    if len(mets) == 1:
        return [(units, mets[0])]
    most = max((option.units or (0, 0))[1] for option in options)
    parts = []
    for met in mets:
        part = v.model.new_int_var(0, most, "")
        chosen = [x for option, x in options.items() if option.met == met]
        v.model.add(part <= most * Sum.sum(chosen))
        parts.append((part, met))
    v.model.add(Sum.sum([part for part, _ in parts]) == units)
    return parts


def _met_minutes(v: Variables) -> None:
    limits = v.problem.endurance
    series: list[IntVar] = []
    by_week: list[list[tuple[IntVar, int]]] = [[] for _ in range(v.problem.weeks)]
    for (index, slot), units in v.units.items():
        week = v.problem.slots[slot].week
        by_week[week] += _by_met(v, index, week, units)
    top_met = max((met for terms in by_week for _, met in terms), default=0)
    published = [_published(v, week) for week in range(v.problem.first_week + 1)]
    high = max(*limits.most, *published) * top_met
    if not high:
        return
    for week, terms in enumerate(by_week):
        load = v.model.new_int_var(0, high, "")
        v.model.add(load == Sum.weighted_sum([u for u, _ in terms], [m for _, m in terms]))
        reference = _reference(v, series, week, high)
        if reference is not None and week in v.weeks:
            added = v.model.new_bool_var("")
            v.model.add(load <= reference + limits.met_add).only_enforce_if(added)
            gone = _published_load(v, week)
            if not gone:
                v.model.add(PERCENT * load <= limits.met_pct * reference).only_enforce_if(~added)
            else:
                share = v.model.new_int_var(0, high, "")
                v.model.add(PERCENT * share <= limits.met_pct * reference)
                v.model.add(load <= or_published(v, week, share, gone)).only_enforce_if(~added)
        missed = _missed_load(v, week)
        if missed:
            done = v.model.new_int_var(0, high, "")
            v.model.add(done == load - missed)
            series.append(done)
        else:
            series.append(load)


def _published_load(v: Variables, week: int) -> int:
    """Load of the days of the week that lie before a revision."""
    return sum(
        units * max(option.met for option in v.options[index, week])
        for index, _, units in published_units(v, week)
    )


def _missed_load(v: Variables, week: int) -> int:
    """Load of the week that was planned and not done."""
    return sum(
        units * max(option.met for option in v.options[index, week])
        for (index, slot), units in v.missed_units.items()
        if units and v.problem.slots[slot].week == week
    )
