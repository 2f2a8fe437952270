"""`set_growth`: weekly sets of a muscle grow in small steps."""

from __future__ import annotations

from planner.solver.standing import or_published
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """Weekly sets of every primary muscle stay below the table of the reference week."""
    growth = v.problem.set_growth
    if growth is None:
        return
    high = len(growth.most) - 1
    trained: dict[tuple[tuple[int, str], ...], str] = {}
    for muscle in sorted({m for c in v.problem.candidates for m in c.muscles}):
        trained.setdefault(_trainers(v, muscle), muscle)
    for muscle in trained.values():
        series: list[IntVar] = []
        for week in range(v.horizon.last + 1):
            total = v.model.new_int_var(0, high, "")
            v.model.add(total == Sum.sum(_sets(v, muscle, week)))
            before = series[max(0, week - growth.reference_weeks) :]
            if before and week in v.weeks:
                reference = v.model.new_int_var(0, high, "")
                v.model.add_max_equality(reference, before)
                allowed = v.model.new_int_var(0, max(growth.most), "")
                v.model.add_element(reference, list(growth.most), allowed)
                v.model.add(total <= or_published(v, week, allowed, _published(v, muscle, week)))
            series.append(_done(v, muscle, week, total, high))


def _done(v: Variables, muscle: str, week: int, total: IntVar, high: int) -> IntVar:
    """The sets as a reference for later weeks: without what was planned and missed."""
    missed = sum(
        sets
        for (index, slot), sets in v.missed_sets.items()
        if v.problem.slots[slot].week == week and muscle in v.problem.candidates[index].muscles
    )
    if not missed:
        return total
    done = v.model.new_int_var(0, high, "")
    v.model.add(done == total - missed)
    return done


def _published(v: Variables, muscle: str, week: int) -> int:
    """Sets of the days of the week that lie before a revision."""
    revision = v.problem.revision
    return sum(
        one.sets
        for one in (revision.past if revision is not None else ())
        if v.problem.slots[one.slot].week == week
        and muscle in v.problem.candidates[one.candidate].muscles
    )


def _trainers(v: Variables, muscle: str) -> tuple[tuple[int, str], ...]:
    """Which activities of which candidates train the muscle; equal ones need one row only."""
    found = {
        (index, option.activity)
        for (index, _), options in v.options.items()
        for option in options
        if muscle in option.muscles
    }
    return tuple(sorted(found))


def _sets(v: Variables, muscle: str, week: int) -> list[IntVar]:
    terms = []
    for index in v.of_component("strength"):
        options = v.options.get((index, week), {})
        training = [x for option, x in options.items() if muscle in option.muscles]
        for slot in v.slots_of_week[week] if training else ():
            sets = v.sets.get((index, slot.index))
            if sets is None:
                continue
            if len(training) == len(options):
                terms.append(sets)
            else:
                terms.append(_part(v, sets, training, max(option.sets for option in options)))
    return terms


def _part(v: Variables, sets: IntVar, training: list[IntVar], most: int) -> IntVar:
    """The sets if the level that is chosen trains the muscle, else 0."""
    chosen = Sum.sum(training)
    part = v.model.new_int_var(0, most, "")
    v.model.add(part <= sets)
    v.model.add(part <= most * chosen)
    v.model.add(part >= sets - most * (1 - chosen))
    return part
