"""`one_variable`: of days, minutes, mode and load of a component only one rises in a week.

Each is compared with its highest value of the weeks before. Effort needs no variable here: it is
held back where something else rises when the plan is written.
"""

from __future__ import annotations

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import Variety
from planner.solver.variables import IntVar, Sum, Variables

ENDURANCE = "endurance"


def add(v: Variables) -> None:
    """Count what rises, from the second week of the component on."""
    for variety in v.problem.varieties:
        if v.of_component(variety.component):
            _component(v, variety)


def _component(v: Variables, variety: Variety) -> None:
    component = variety.component
    days = [_days(v, component, week) for week in range(v.horizon.last + 1)]
    present = [_any(v, held) for held in days]
    for week in v.weeks:
        before = _before(v, week)
        known = [there for other in before if (there := present[other]) is not None]
        if week not in variety.weeks or not known:
            continue
        ups = [_days_rise(v, days, week), _steps(v, component, week)]
        if component == ENDURANCE:
            _mode_rises(v, week, ups[-1])
            ups.append(_minutes_rise(v, week))
        most = variety.most - (week in variety.risen)
        for there in known:
            v.model.add(Sum.sum(ups) <= most).only_enforce_if(there)


def _before(v: Variables, week: int) -> range:
    return range(max(0, week - v.problem.endurance.reference_weeks), week)


def _days(v: Variables, component: str, week: int) -> list[IntVar]:
    """Booleans of the days of a week on which the component can be done."""
    candidates = v.of_component(component)
    named = frozenset[str]().union(*(v.problem.candidates[c].activities for c in candidates))
    found = []
    for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
        placed = v.on_day(candidates, named, day)
        if placed:
            found.append(v.any_on_day(placed, day))
    return found


def _any(v: Variables, booleans: list[IntVar]) -> IntVar | None:
    """True wherever one of the booleans is; None if there is none."""
    if not booleans:
        return None
    some = v.model.new_bool_var("")
    for boolean in booleans:
        v.model.add_implication(boolean, some)
    return some


def _days_rise(v: Variables, days: list[list[IntVar]], week: int) -> IntVar:
    most = v.model.new_int_var(0, DAYS_PER_WEEK, "")
    v.model.add_max_equality(most, [Sum.sum(days[other]) for other in _before(v, week)])
    up = v.model.new_bool_var("")
    v.model.add(Sum.sum(days[week]) <= most + DAYS_PER_WEEK * up)
    return up


def _steps(v: Variables, component: str, week: int) -> IntVar:
    """A ladder of the component steps up in the week."""
    up = v.model.new_bool_var("")
    indices = set(v.of_component(component))
    for (index, number), x in v.x.items():
        if index in indices and week in v.problem.candidates[index].paths[number].steps:
            v.model.add_implication(x, up)
    return up


def _minutes_rise(v: Variables, week: int) -> IntVar:
    longest = [v.longest_bout(other) for other in _before(v, week)]
    high = max(v.problem.endurance.most)
    most = v.model.new_int_var(0, high, "")
    v.model.add_max_equality(most, longest)
    up = v.model.new_bool_var("")
    v.model.add(v.longest_bout(week) <= most + high * up)
    return up


def _mode_rises(v: Variables, week: int, up: IntVar) -> None:
    """A kind of endurance costs more energy than any of the weeks before."""
    mets = {
        option.met
        for (index, other), options in v.options.items()
        if other <= week and v.problem.candidates[index].component == ENDURANCE
        for option in options
    }
    for met in sorted(mets)[1:]:
        now = v.some_endurance_from(met, week)
        if now is not None:
            earlier = (v.some_endurance_from(met, other) for other in _before(v, week))
            v.model.add(up >= now - Sum.sum([some for some in earlier if some is not None]))
