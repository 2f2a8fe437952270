"""Every family of hard constraints: the plan obeys it, and would break it otherwise."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from planner.problem.bounds import (
    Balance,
    FirstDemand,
    Gap,
    MinutesCap,
    MinutesFloor,
    NewCap,
    Reserved,
    Rest,
    Return,
    Sequence,
    SessionCap,
    SetGrowth,
    Span,
    StepCap,
    Variety,
)
from planner.solver import constraints as c
from planner.solver.conflicts import TIME, smallest_conflict
from planner.solver.variables import Sum
from tests.support.problems import (
    EVENING,
    EVERYTHING,
    MORNING,
    best,
    candidate,
    chosen,
    days,
    days_demand,
    no_endurance_limits,
    placed,
    placements,
    problem,
    sets,
    slots,
    units,
    without,
)

TWICE_A_DAY = (MORNING, EVENING)


def by_week(given, found, name, value):
    """Sums by week of a value of the placements."""
    totals = [0] * given.weeks
    for p in placed(given, found, name):
        totals[given.slots[p.slot].week] += value(p)
    return totals


def test_every_family_is_known():
    assert len(c.FAMILIES) == 17
    assert all(hasattr(family, "add") for family in EVERYTHING)


class TestFrequency:
    free = slots(times=TWICE_A_DAY)
    given = problem(free, candidate("walk", "mobility", free, per_week=(2, 3)))

    def test_no_more_days_than_the_dose_and_once_a_day(self):
        found = days(self.given, best(self.given, placements, *EVERYTHING), "walk")
        assert len(found) == len(set(found)) == 3
        loose = best(self.given, placements, *without(c.frequency))
        assert len(days(self.given, loose, "walk")) == 14

    def test_no_fewer_days_than_the_dose_while_it_is_active(self):
        def active_but_rare(v):
            return placements(v) - 100 * chosen(v)

        found = best(self.given, active_but_rare, *EVERYTHING, least=True)
        assert len(found.placements) == 2
        loose = best(self.given, active_but_rare, *without(c.frequency), least=True)
        assert len(loose.placements) == 0

    def test_a_week_with_days_away_may_hold_fewer_but_not_nothing_at_the_start(self):
        free = slots(weeks=2)
        given = problem(
            free, candidate("walk", "mobility", free, per_week=(3, 4)), full_weeks=frozenset()
        )
        found = best(given, lambda v: placements(v) - 100 * chosen(v), *EVERYTHING, least=True)
        assert [given.slots[p.slot].week for p in found.placements] == [0]

    def test_what_is_done_once_is_done_once(self):
        given = problem(
            self.free, candidate("test", "assessment", self.free, once=True, per_week=(1, 1))
        )
        assert len(best(given, placements, *EVERYTHING).placements) == 1


class TestCapacity:
    def both(self, capacity, **fields):
        free = slots(days=[0], capacity=capacity)
        items = [candidate(n, "mobility", free, minutes=20, **fields) for n in ("one", "two")]
        return problem(free, *items)

    def test_items_fit_into_the_slot(self):
        assert len(best(self.both(40), placements, *EVERYTHING).placements) == 2
        assert len(best(self.both(39), placements, *EVERYTHING).placements) == 1
        assert len(best(self.both(39), placements, *without(c.capacity)).placements) == 2

    def test_warm_up_and_cool_down_take_their_time_once(self):
        assert len(best(self.both(50, needs_warm_up=True), placements, *EVERYTHING).placements) == 2
        assert len(best(self.both(49, needs_warm_up=True), placements, *EVERYTHING).placements) == 1
        assert len(best(self.both(29, needs_warm_up=True), placements, *EVERYTHING).placements) == 0

    def test_endurance_minutes_count(self):
        free = slots(days=[0], capacity=30)
        given = problem(free, candidate("walk", "endurance", free, minutes=3, units=(1, 20)))
        assert best(given, units, *EVERYTHING).placements[0].units == 5
        assert best(given, units, *without(c.capacity)).placements[0].units == 20

    def test_items_of_a_session(self):
        free = slots(days=[0])
        items = [candidate(n, "mobility", free) for n in "abc"]
        cap = SessionCap(id="cap", week=0, candidates=(0, 1, 2), value=2)
        given = problem(free, *items, session_caps=(cap,))
        assert len(best(given, placements, *EVERYTHING).placements) == 2
        assert len(best(given, placements, *without(c.capacity)).placements) == 3

    def test_sessions_of_a_day(self):
        free = slots(days=[0], times=TWICE_A_DAY)
        items = [candidate(n, "mobility", free) for n in "ab"]
        # Each may lie once a day, so two sessions would be used if that were rewarded.
        given = problem(free, *items, sessions_per_day=1)

        def sessions(v):
            return placements(v) + sum(v.used.values())

        def used(found):
            return {p.slot for p in found.placements}

        apart = [candidate("a", "mobility", free[:1]), candidate("b", "mobility", free[1:])]
        given = problem(free, *apart, sessions_per_day=1)
        assert len(used(best(given, placements, *EVERYTHING))) == 1
        assert len(used(best(given, placements, *without(c.capacity)))) == 2


class TestEndurance:
    def walk(self, weeks=1, *, limits=None, times=(MORNING,), **fields):
        free = slots(weeks, times=times, capacity=600)
        fields = {"units": (1, 40), **fields}
        given = problem(
            free,
            candidate("walk", "endurance", free, **fields),
            endurance=no_endurance_limits(weeks, **(limits or {})),
        )
        return given, best(given, units, *EVERYTHING), best(given, units, *without(c.endurance))

    @staticmethod
    def weekly(given, found):
        return by_week(given, found, "walk", lambda p: p.units)

    def test_a_bout_has_its_least_and_most_minutes(self):
        _, found, _ = self.walk(units=(2, 6))
        assert {p.units for p in found.placements} == {6}
        given, _, _ = self.walk(units=(2, 6))
        few = best(given, lambda v: units(v) - 22 * placements(v), *EVERYTHING, least=True)
        assert {p.units for p in few.placements} == {2}

    def test_most_of_a_week(self):
        given, found, loose = self.walk(2, limits={"most": (8, 9)})
        assert self.weekly(given, found) == [8, 9]
        assert self.weekly(given, loose)[0] > 9

    def test_the_ramp_against_the_best_week_before(self):
        ramp = tuple(min(n + 4, 1000) for n in range(1001))
        given, found, loose = self.walk(4, limits={"most": (10, 1000, 1000, 1000), "ramp": ramp})
        assert self.weekly(given, found) == [10, 14, 18, 22]
        assert self.weekly(given, loose)[1] > 14

    def test_a_light_week_does_not_lower_the_reference(self):
        ramp = tuple(min(n + 4, 1000) for n in range(1001))
        given, found, _ = self.walk(3, limits={"most": (10, 2, 1000), "ramp": ramp})
        assert self.weekly(given, found) == [10, 2, 14]

    def test_no_rise_in_a_quit_week(self):
        given, found, loose = self.walk(2, limits={"most": (10, 1000), "no_rise": (1,)})
        assert self.weekly(given, found) == [10, 10]
        assert self.weekly(given, loose)[1] > 10

    def test_the_longest_bout(self):
        given, found, loose = self.walk(3, limits={"longest_first": (4,) * 3, "longest_rise": 2})
        longest = [
            max(p.units for p in found.placements if p.option.week == week) for week in range(3)
        ]
        assert longest == [4, 6, 8]
        assert max(p.units for p in loose.placements if p.option.week == 0) == 40

    def test_one_kind_of_endurance_in_a_session(self):
        free = slots(days=[0], capacity=600)
        both = [candidate(n, "endurance", free, units=(1, 4)) for n in ("walk", "bike")]
        given = problem(free, *both)
        assert len(best(given, units, *EVERYTHING).placements) == 1
        assert len(best(given, units, *without(c.endurance)).placements) == 2

    def test_met_minutes_rise_slowly_even_at_the_same_minutes(self):
        free = slots(2, capacity=600)
        hard = {"hard": {"met": 60}}
        rungs = [["easy", "easy"], ["easy", "hard"]]
        walk = candidate(
            "walk", "endurance", free, rungs=rungs, units=(1, 10), met=30, by_activity=hard
        )
        limits = no_endurance_limits(2, most=(10, 10), met_add=20, met_pct=135)
        given = problem(free, walk, endurance=limits)

        def load(v):
            return units(v) + 1000 * sum(x for (_, number), x in v.x.items() if number == 1)

        found = best(given, load, *EVERYTHING)
        assert self.weekly(given, found) == [10, 6]  # 10 x 30 = 300, then 6 x 60 = 360 <= 405
        roomy = problem(free, walk, endurance=no_endurance_limits(2, most=(10, 10)))
        assert self.weekly(roomy, best(roomy, load, *EVERYTHING)) == [10, 10]


class TestMuscleRest:
    def given(self, hours, times=(MORNING,), muscles=("quads", "quads")):
        free = slots(times=times)
        items = [
            candidate(n, "strength", free, muscles=[m])
            for n, m in zip(("squat", "lunge"), muscles, strict=True)
        ]
        rest = Rest(muscle_hours=hours, days_in_seven=0, easy_units=0)
        return problem(free, *items, rest=rest)

    def gaps(self, given, found):
        starts = sorted(
            {given.slots[p.slot].day * 1440 + given.slots[p.slot].start for p in found.placements}
        )
        return [b - a for a, b in itertools.pairwise(starts)]

    @pytest.mark.parametrize("hours", [24, 48, 72])
    def test_hours_from_start_to_start(self, hours):
        given = self.given(hours)
        found = best(given, placements, *EVERYTHING)
        assert min(self.gaps(given, found)) == hours * 60
        assert min(self.gaps(given, best(given, placements, *without(c.muscle_rest)))) == 24 * 60

    def test_an_evening_and_a_morning_are_less_than_a_day_apart(self):
        given = self.given(24, times=TWICE_A_DAY)
        assert min(self.gaps(given, best(given, placements, *EVERYTHING))) >= 24 * 60

    def test_another_muscle_needs_no_rest(self):
        given = self.given(48, muscles=("quads", "lats"))
        found = best(given, placements, *EVERYTHING)
        assert len(found.placements) == 8
        assert len(best(self.given(48), placements, *EVERYTHING).placements) == 8
        apart = {given.slots[p.slot].day for p in found.placements}
        assert apart <= set(range(7))

    def test_two_items_of_a_muscle_may_lie_in_one_session(self):
        given = self.given(48)
        found = best(given, placements, *EVERYTHING)
        assert days(given, found, "squat") == days(given, found, "lunge") == [0, 2, 4, 6]


class TestRestDay:
    def work(self, component, weeks=2, **fields):
        free = slots(weeks)
        rest = Rest(muscle_hours=0, days_in_seven=1, easy_units=4)
        return problem(free, candidate("work", component, free, **fields), rest=rest)

    @pytest.mark.parametrize(
        ("component", "fields"), [("strength", {"sets": 1}), ("endurance", {"units": (1, 4)})]
    )
    def test_a_day_off_in_any_seven(self, component, fields):
        given = self.work(component, **fields)
        found = set(days(given, best(given, placements, *EVERYTHING), "work"))
        assert len(found) == 12
        assert all(set(range(first, first + 7)) - found for first in range(8))
        loose = best(given, placements, *without(c.rest_day))
        assert len(loose.placements) == 14

    def test_a_short_light_walk_is_allowed_on_it_and_a_long_one_is_not(self):
        given = self.work("endurance", units=(1, 10), is_light=True, weeks=1)
        found = best(given, units, *EVERYTHING)
        assert sorted(p.units for p in found.placements) == [4, 10, 10, 10, 10, 10, 10]

    def test_a_light_walk_twice_a_day_counts_together(self):
        free = slots(times=TWICE_A_DAY)
        walks = [
            candidate(n, "endurance", part, units=(1, 4), is_light=True)
            for n, part in (("a", free[::2]), ("b", free[1::2]))
        ]
        rest = Rest(muscle_hours=0, days_in_seven=7, easy_units=4)
        given = problem(free, *walks, rest=rest)
        assert sum(p.units for p in best(given, units, *EVERYTHING).placements) == 28

    def test_mobility_is_no_load(self):
        given = self.work("mobility")
        assert len(best(given, placements, *EVERYTHING).placements) == 14


class TestNewItems:
    def test_few_things_start_in_a_week(self):
        free = slots(2)
        ways = [["x", "x"], [None, "x"]]
        items = [
            candidate(n, "mobility", free, rungs=[[a and n for a in way] for way in ways])
            for n in "abc"
        ]
        cap = NewCap(id="cap", week=0, candidates=(0, 1, 2), value=1)
        given = problem(free, *items, new_caps=(cap,))
        early = [p for p in best(given, placements, *EVERYTHING).placements if p.option.week == 0]
        assert len({p.candidate for p in early}) == 1
        loose = best(given, placements, *without(c.new_items)).placements
        assert len({p.candidate for p in loose if p.option.week == 0}) == 3

    def test_few_ladders_step_in_a_week(self):
        free = slots(2)
        items = [candidate(n, "mobility", free, rungs=[[n, n], [n, f"{n}_harder"]]) for n in "abc"]
        given = problem(free, *items, steps_per_week=(2,) * 20)

        def harder(v):
            return sum(x for (_, number), x in v.x.items() if number == 1)

        def steps(found):
            return sum(number == 1 for number in found.paths.values())

        assert steps(best(given, harder, *EVERYTHING)) == 2
        assert steps(best(given, harder, *without(c.new_items))) == 3


class TestAtOnce:
    free = slots()

    def test_families_of_a_component_and_in_all(self):
        items = [candidate(n, "strength", self.free) for n in "ab"]
        items += [candidate(n, "mobility", self.free) for n in "cd"]
        caps = {"strength": (1,), "mobility": (2,)}
        given = problem(self.free, *items, items_at_once=caps)
        assert len(best(given, chosen, *EVERYTHING).paths) == 3
        assert len(best(given, chosen, *without(c.at_once)).paths) == 4
        few = problem(self.free, *items, items_at_once=caps, families_at_once=2)
        assert len(best(few, chosen, *EVERYTHING).paths) == 2

    def test_places_of_wishes_are_kept_free(self):
        items = [candidate(n, "strength", self.free) for n in "abc"]
        kept = Reserved(candidates=frozenset([2]), others={"strength": (1,)}, total=(2,))
        given = problem(self.free, *items, items_at_once={"strength": (2,)}, reserved=kept)
        found = best(given, chosen, *EVERYTHING)
        assert 2 in found.paths
        assert len(found.paths) == 2
        tight = Reserved(candidates=frozenset([2]), others={"strength": (2,)}, total=(0,))
        given = problem(self.free, *items, items_at_once={"strength": (2,)}, reserved=tight)
        assert set(best(given, chosen, *EVERYTHING).paths) == {2}
        assert len(best(given, chosen, *without(c.at_once)).paths) == 3

    def test_what_is_done_once_is_not_counted(self):
        items = [candidate(n, "strength", self.free, once=n == "a", per_week=(1, 1)) for n in "ab"]
        given = problem(self.free, *items, items_at_once={"strength": (1,)})
        assert len(best(given, chosen, *EVERYTHING).paths) == 2


class TestFirstDemands:
    def given(self, days_before, what_day=None, of_day=None, order="insole stretch"):
        free = slots()
        items = [candidate(n, "mobility", free, per_week=(0, 1)) for n in ("check",)]
        items.append(candidate("stretch", "stretch", free))
        demand = FirstDemand(
            id="first",
            text="",
            what=(0,),
            what_activities=frozenset(["check"]),
            of=(1,),
            of_activities=frozenset(["stretch"]),
            days_before=days_before,
            what_day=what_day,
            of_day=None,
        )
        return problem(free, *items, first_demands=(demand,))

    @pytest.mark.parametrize("gap", [0, 2])
    def test_nothing_before_what_must_be_first(self, gap):
        given = self.given(gap)
        found = best(given, placements, *EVERYTHING)
        first = days(given, found, "check")[0]
        assert first == 0
        assert min(days(given, found, "stretch")) == gap
        loose = best(given, placements, *without(c.first_demands))
        assert min(days(given, loose, "stretch")) == 0

    def test_without_the_first_there_is_no_second(self):
        given = self.given(0)

        def no_check(v):
            return placements(v) - 100 * sum(y for (who, _), y in v.y.items() if who == 0)

        assert best(given, no_check, *EVERYTHING).placements == ()
        assert len(best(given, no_check, *without(c.first_demands)).placements) == 7

    def test_an_all_day_item_counts_from_its_day(self):
        given = self.given(1, what_day=2)

        def no_check(v):
            return placements(v) - 100 * sum(y for (who, _), y in v.y.items() if who == 0)

        found = best(given, no_check, *EVERYTHING)
        assert days(given, found, "stretch") == [3, 4, 5, 6]

    def test_an_all_day_item_on_a_day_without_free_time_waits_too(self):
        free = slots(2, days=[2])
        check = candidate("check", "mobility", free, per_week=(0, 1))
        order = FirstDemand(
            id="first", text="", what=(0,), what_activities=frozenset(["check"]), of=(),
            of_activities=frozenset(["reminder"]), days_before=0, what_day=None, of_day=6,
        )  # fmt: skip
        given = problem(free, check, first_demands=(order,))

        def least(v):
            return -placements(v)

        assert days(given, best(given, least, *EVERYTHING), "check") == [2]
        assert best(given, least, *without(c.first_demands)).placements == ()
        late = replace(given, first_demands=(replace(order, of_day=13),))
        assert len(days(given, best(late, least, *EVERYTHING), "check")) == 1

    def test_on_the_same_day_it_comes_first_or_in_the_same_session(self):
        free = slots(days=[0], times=TWICE_A_DAY)
        items = [candidate("check", "mobility", free, per_week=(1, 1))]
        items.append(candidate("stretch", "stretch", free))
        order = FirstDemand(
            id="first", text="", what=(0,), what_activities=frozenset(["check"]), of=(1,),
            of_activities=frozenset(["stretch"]), days_before=0, what_day=None, of_day=None,
        )  # fmt: skip
        given = problem(free, *items, first_demands=(order,))

        def stretch_early_check_late(v):
            return v.y[1, 0] * 2 + v.y[0, 1] * 2 + v.y[1, 1]

        def times(families):
            found = best(given, stretch_early_check_late, *families)
            return {p.candidate: p.slot for p in found.placements}

        assert times(EVERYTHING) == {0: 1, 1: 1}
        assert times(without(c.first_demands))[1] == 0


class TestSideBalance:
    free = slots(weeks=2)

    def given(self, low, high):
        items = [
            candidate(n, "strength", self.free, sets=3, per_week=(0, 7)) for n in ("push", "pull")
        ]
        balance = Balance(id="b", first=(0,), second=(1,), low_pct=low, high_pct=high)
        return problem(self.free, *items, balances=(balance,))

    def sums(self, low, high, families=EVERYTHING):
        given = self.given(low, high)

        def much_push_little_pull(v):
            pull = [s for (index, _), s in v.sets.items() if index == 1]
            push = [s for (index, _), s in v.sets.items() if index == 0]
            return 3 * Sum.sum(push) - Sum.sum(pull)

        found = best(given, much_push_little_pull, *families)
        return [by_week(given, found, name, lambda p: p.sets) for name in ("push", "pull")]

    def test_sets_stay_in_proportion_in_every_week(self):
        push, pull = self.sums(67, 125)
        assert all(0 < 100 * a <= 125 * b for a, b in zip(push, pull, strict=True))
        assert self.sums(67, 125, without(c.side_balance))[1] == [0, 0]

    def test_none_of_both_is_in_proportion(self):
        found = best(self.given(67, 125), sets, *EVERYTHING, least=True)
        assert found.placements == ()


class TestStretchShare:
    def test_stretching_is_a_part_of_every_week(self):
        free = slots(2, capacity=100)
        items = [
            candidate("stretch", "stretch", free, minutes=30),
            candidate("walk", "endurance", free, minutes=0, units=(1, 4), per_week=(0, 3)),
        ]
        given = problem(free, *items, stretch_share_pct=40)

        def shares(found):
            for week in range(2):
                mine = [p for p in found.placements if p.option.week == week]
                stretch = 30 * sum(p.candidate == 0 for p in mine)
                walk = 5 * sum(p.units for p in mine)
                yield stretch, walk

        for stretch, walk in shares(best(given, placements, *EVERYTHING)):
            assert stretch > 0
            assert 100 * stretch <= 40 * (stretch + walk)
        for stretch, walk in shares(best(given, placements, *without(c.stretch_share))):
            assert 100 * stretch > 40 * (stretch + walk)

    def test_stretching_alone_is_no_programme(self):
        free = slots()
        given = problem(free, candidate("stretch", "stretch", free), stretch_share_pct=40)
        assert best(given, placements, *EVERYTHING).placements == ()


class TestSetGrowth:
    growth = SetGrowth(most=(4, 5, 6, 7, 8, *range(9, 100)), reference_weeks=4)

    def test_sets_of_a_muscle_grow_in_small_steps(self):
        free = slots(4)
        squat = candidate("squat", "strength", free, muscles=["quads"], sets=3, per_week=(1, 7))
        first = days_demand("few", [0], ["squat"], at_most=2)
        growth = SetGrowth(
            most=tuple(n + max(1, n // 4) if n else 6 for n in range(40)), reference_weeks=4
        )
        given = problem(free, squat, set_growth=growth, day_demands=(first,))
        found = by_week(given, best(given, sets, *EVERYTHING), "squat", lambda p: p.sets)
        assert found == [6, 7, 8, 10]
        loose = best(given, sets, *without(c.set_growth))
        assert by_week(given, loose, "squat", lambda p: p.sets) == [6, 21, 21, 21]

    def test_only_the_level_that_trains_the_muscle_counts(self):
        """A ladder whose harder level trains another muscle."""
        free = slots(2)
        rungs = [["squat", "squat"], ["squat", "curl"]]
        ladder = candidate(
            "ladder", "strength", free, rungs=rungs, muscles=["quads"], sets=2,
            by_activity={"curl": {"sets": 2}},
        )  # fmt: skip
        growth = SetGrowth(most=(3, *range(1, 30)), reference_weeks=4)
        given = problem(free, ladder, set_growth=growth)
        found = best(given, sets, *EVERYTHING)
        assert sum(by_week(given, found, "ladder", lambda p: p.sets)) <= 2 * 14
        assert all(1 <= p.sets <= 2 for p in found.placements)


class TestSequence:
    def test_the_harder_starts_weeks_after_the_milder(self):
        free = slots(4)
        ways = [[None] * week + ["x"] * (4 - week) for week in range(4)]
        items = [
            candidate(n, "stretch", free, rungs=[[a and n for a in way] for way in ways])
            for n in ("mild", "hard")
        ]
        order = Sequence(id="order", earlier="mild", later="hard", weeks=2)
        given = problem(free, *items, sequences=(order,))
        found = best(given, placements, *EVERYTHING)
        assert min(p.option.week for p in placed(given, found, "hard")) == 2
        assert min(p.option.week for p in placed(given, found, "mild")) == 0
        loose = best(given, placements, *without(c.sequence))
        assert min(p.option.week for p in placed(given, loose, "hard")) == 0

    def test_the_harder_never_comes_alone(self):
        free = slots(4)
        items = [candidate(n, "stretch", free) for n in ("mild", "hard")]
        order = Sequence(id="order", earlier="mild", later="hard", weeks=2)
        given = problem(free, *items, sequences=(order,))
        found = best(given, placements, *EVERYTHING)
        assert placed(given, found, "hard") == []


class TestDayDemands:
    free = slots()
    work = candidate("work", "mobility", free)

    def least(self, demand, *families, **fields):
        given = problem(self.free, self.work, day_demands=(demand,), **fields)
        found = best(given, placements, *families, least=True)
        return None if found is None else days(given, found, "work")

    def most(self, demand, *families):
        given = problem(self.free, self.work, day_demands=(demand,))
        return days(given, best(given, placements, *families), "work")

    def test_at_least(self):
        demand = days_demand("d", [0], ["work"], at_least=3)
        assert len(self.least(demand, *EVERYTHING)) == 3
        assert self.least(demand, *without(c.DEMANDS)) == []

    def test_at_most(self):
        demand = days_demand("d", [0], ["work"], at_most=2)
        assert len(self.most(demand, *EVERYTHING)) == 2
        assert len(self.most(demand, *without(c.DEMANDS))) == 7

    def test_days_that_do_not_follow_each_other(self):
        demand = days_demand("d", [0], ["work"], non_consecutive=True)
        assert self.most(demand, *EVERYTHING) == [0, 2, 4, 6]

    def test_days_that_an_all_day_item_has_done(self):
        demand = days_demand("d", [0], ["work"], at_least=3, done=(frozenset([1, 4]),))
        found = self.least(demand, *EVERYTHING)
        assert len(found) == 1
        assert set(found).isdisjoint({1, 4})

    def test_two_sessions_of_a_day_count_twice(self):
        free = slots(days=[0, 1], times=(480, 1080))
        items = [
            candidate("a", "strength", free[0::2], muscles=["a"]),
            candidate("b", "strength", free[1::2], muscles=["b"]),
        ]
        for counts, sessions in ((True, 2), (False, 4)):
            demand = days_demand("d", [0, 1], "ab", at_most=2, counts_sessions=counts)
            given = problem(free, *items, day_demands=(demand,))
            found = best(given, placements, c.frequency, c.DEMANDS)
            assert len({p.slot for p in found.placements}) == sessions

    def test_days_apart_from_one_that_is_done(self):
        demand = days_demand("d", [0], ["work"], non_consecutive=True, done=(frozenset([3]),))
        assert set(self.most(demand, *EVERYTHING)).isdisjoint({2, 4})

    def test_more_days_than_there_are(self):
        demand = days_demand("d", [0], ["work"], at_least=6)
        few = slots(days=[0, 1])
        given = problem(few, candidate("work", "mobility", few), day_demands=(demand,))
        assert best(given, placements, *EVERYTHING) is None

    def test_only_in_weeks_with_the_component(self):
        demand = days_demand("d", [0], ["work"], at_least=2, when_present="strength")
        assert self.least(demand, *EVERYTHING) == []
        free = self.free
        lift = candidate("lift", "strength", free, per_week=(0, 1))
        given = problem(free, self.work, lift, day_demands=(demand,))

        def lift_but_nothing_else(v):
            return sum(y if who == 0 else -100 * y for (who, _), y in v.y.items())

        found = best(given, lift_but_nothing_else, *EVERYTHING, least=True)
        assert len(days(given, found, "work")) == 2


def test_a_stretch_is_never_alone_and_cold():
    # Warm-up and cool-down (10 minutes) do not fit beside the stretch; a mobility item does.
    free = slots(days=[0, 1], capacity=12)
    stretch = candidate("calf", "stretch", free, per_week=(0, 7), minutes=5)
    alone = problem(free, stretch)
    assert days(alone, best(alone, placements, *EVERYTHING), "calf") == []
    roll = candidate("roll", "mobility", free[1:], per_week=(0, 7), minutes=5)
    given = problem(free, stretch, roll)
    assert days(given, best(given, placements, *EVERYTHING), "calf") == [1]
    assert days(given, best(given, placements, *without(c.stretch_warm)), "calf") == [0, 1]


def floor(spans, who=(0,), activities=("walk",)):
    return MinutesFloor(
        id="floor", text="", candidates=who, activities=frozenset(activities), spans=tuple(spans)
    )


def span(free, minutes, *, week=0, present=False, easy=None):
    return Span(
        slots=frozenset(slot.index for slot in free),
        week=week,
        minutes=minutes,
        only_if_present=present,
        on_easy_days=minutes if easy is None else easy,
    )


class TestMinutesFloors:
    free = slots(capacity=600)
    walk = candidate("walk", "endurance", free, units=(1, 20))

    def least(self, *floors, families=EVERYTHING, candidates=None, measure=units, **fields):
        given = problem(
            self.free, *(candidates or (self.walk,)), minutes_floors=tuple(floors), **fields
        )
        return given, best(given, measure, *families, least=True)

    def test_minutes_of_a_week(self):
        _, found = self.least(floor([span(self.free, 60)]))
        assert sum(p.units for p in found.placements) * 5 == 60
        _, loose = self.least(floor([span(self.free, 60)]), families=without(c.DEMANDS))
        assert loose.placements == ()

    def test_more_than_the_caps_allow_gives_no_plan(self):
        limits = no_endurance_limits(1, most=(11,))
        _, found = self.least(floor([span(self.free, 60)]), endurance=limits)
        assert found is None

    def test_each_day_with_it_holds_enough(self):
        days_of = [span([slot], 20, present=True) for slot in self.free]
        demand = days_demand("d", [0], ["walk"], at_least=3)
        _, found = self.least(floor(days_of), day_demands=(demand,))
        assert [p.units for p in found.placements] == [4, 4, 4]
        _, loose = self.least(
            floor(days_of), day_demands=(demand,), families=without(c.minutes_floors, c.DEMANDS)
        )
        assert loose.placements == ()

    def test_a_rest_day_may_hold_less(self):
        days_of = [span([slot], 40, present=True, easy=20) for slot in self.free]
        demand = days_demand("d", [0], ["walk"], at_least=7)
        rest = Rest(muscle_hours=0, days_in_seven=1, easy_units=4)
        easy = candidate("walk", "endurance", self.free, units=(1, 20), is_light=True)
        _, found = self.least(floor(days_of), day_demands=(demand,), rest=rest, candidates=(easy,))
        assert sorted(p.units for p in found.placements) == [4, 8, 8, 8, 8, 8, 8]

    def test_minutes_of_other_items_are_added(self):
        items = [candidate(n, "mobility", self.free, minutes=8) for n in ("bend", "turn")]
        wanted = floor([span(self.free[:1], 12, present=True)], (0, 1), ("bend", "turn"))
        demand = days_demand("d", [0], ["bend"], at_least=7)
        given, found = self.least(
            wanted, candidates=items, day_demands=(demand,), measure=placements
        )
        assert days(given, found, "bend") == list(range(7))
        assert days(given, found, "turn") == [0]

    def test_only_the_activities_of_the_floor_count(self):
        free = slots(2, capacity=600)
        ladder = candidate(
            "walk", "endurance", free, rungs=[["slow", "slow"], ["slow", "fast"]], units=(1, 20)
        )
        wanted = floor([span(free[7:], 50, week=1)], activities=("fast",))
        given = problem(free, ladder, minutes_floors=(wanted,))
        found = best(given, units, *EVERYTHING, least=True)
        assert sum(p.units for p in found.placements if p.option.activity == "fast") == 10

    def test_a_floor_given_up_is_named(self):
        limits = no_endurance_limits(1, most=(11,))
        wanted = floor([span(self.free, 60)])
        given = problem(self.free, self.walk, minutes_floors=(wanted,), endurance=limits)
        assert smallest_conflict(given).names == ("floor",)


class TestDaysOff:
    free = slots(2)
    walk = candidate("walk", "mobility", free)

    def gap(self, size, first=0):
        stretches = tuple(tuple(range(d, d + size)) for d in range(first, 14 - size + 1))
        return Gap(
            id="gap", text="", candidates=(0,), activities=frozenset(["walk"]), stretches=stretches
        )

    def test_no_three_days_off_in_a_row(self):
        given = problem(self.free, self.walk, gaps=(self.gap(3),))
        found = days(given, best(given, placements, *EVERYTHING, least=True), "walk")
        assert len(found) == 4
        gaps = [after - before for before, after in itertools.pairwise([-1, *found, 14])]
        assert max(gaps) <= 3
        assert best(given, placements, *without(c.DEMANDS), least=True).placements == ()

    def test_where_no_day_is_free_the_rule_is_named(self):
        weekends = slots(2, days=[5, 6])
        given = problem(weekends, candidate("walk", "mobility", weekends), gaps=(self.gap(3),))
        assert best(given, placements, *EVERYTHING) is None
        assert smallest_conflict(given).names == (TIME, "gap")


class TestAbsence:
    free = slots(3, capacity=600)

    def back(self, **fields):
        base = {
            "rule": "r", "text": "", "day": 7, "days": 7, "last_week": 0, "minutes_pct": (50,),
            "minutes_most": None, "sets_less": 0, "sets_most": (), "load_pct": (),
            "steps_back": frozenset(), "first_again": frozenset(),
        }  # fmt: skip
        return Return(**{**base, **fields})

    def walked(self, back, *families):
        walk = candidate("walk", "endurance", self.free, units=(1, 3))
        given = problem(self.free, walk, returns=(back,))
        return by_week(given, best(given, units, *families), "walk", lambda p: p.units)

    def test_a_share_of_the_last_week_in_each_seven_days(self):
        back = self.back(minutes_pct=(50, 70))
        assert self.walked(back, *EVERYTHING) == [21, 10, 14]
        assert self.walked(back, *without(c.absence)) == [21, 21, 21]

    def test_seven_days_from_the_return_on_whatever_the_week(self):
        before, *after = self.walked(self.back(day=9), *EVERYTHING)
        assert before == 21
        # Two days before the block, ten units in it, five days after it.
        assert sum(after) == 2 * 3 + 10 + 5 * 3

    def test_a_restart_has_its_own_most(self):
        assert self.walked(self.back(minutes_pct=(100,), minutes_most=40), *EVERYTHING)[1] == 8

    def test_without_a_week_before_nothing_is_compared(self):
        assert self.walked(self.back(last_week=None), *EVERYTHING) == [21, 21, 21]

    def lifted(self, back, *families):
        lift = candidate("lift", "strength", self.free, sets=3, per_week=(1, 2))
        given = problem(self.free, lift, returns=(back,))
        return by_week(given, best(given, sets, *families), "lift", lambda p: p.sets)

    def test_fewer_sets_in_the_first_seven_days(self):
        assert self.lifted(self.back(sets_less=1), *EVERYTHING) == [6, 4, 6]
        assert self.lifted(self.back(sets_less=1), *without(c.absence)) == [6, 6, 6]
        assert self.lifted(self.back(sets_less=9), *EVERYTHING) == [6, 2, 6]

    def test_few_sets_in_each_seven_days(self):
        assert self.lifted(self.back(sets_most=(1, 2)), *EVERYTHING) == [6, 2, 4]

    def test_what_comes_first_again(self):
        free = slots(2)
        ask = candidate("ask", "assessment", free, per_week=(0, 1))
        walk = candidate("walk", "mobility", free)
        demand = FirstDemand(
            id="r", text="", what=(0,), what_activities=frozenset(["ask"]), of=(1,),
            of_activities=frozenset(["walk"]), days_before=0, what_day=None, of_day=None,
            from_day=7,
        )  # fmt: skip
        given = problem(free, ask, walk, first_demands=(demand,))
        found = best(given, lambda v: placements(v) - 20 * v.y[0, 7], *EVERYTHING)
        asked = [day for day in days(given, found, "ask") if day >= 7]
        assert min(day for day in days(given, found, "walk") if day >= 7) >= asked[0] > 7
        assert 0 in days(given, found, "walk")


class TestTrialsExpire:
    free = slots(9)
    rungs = tuple(tuple("test" if week == other else None for other in range(9)) for week in (0, 3))

    def stretched(self, *families, valid=42):
        tests = [
            candidate(f"test{n}", "assessment", self.free, rungs=[way], once=True, per_week=(1, 1))
            for n, way in enumerate(self.rungs)
        ]
        stretch = candidate("stretch", "stretch", self.free)
        demand = FirstDemand(
            id="r", text="", what=(0, 1), what_activities=frozenset(["test"]), of=(2,),
            of_activities=frozenset(["stretch"]), days_before=1, what_day=None, of_day=None,
            valid_days=valid,
        )  # fmt: skip
        given = problem(self.free, *tests, stretch, first_demands=(demand,))
        # A trial costs more than it is worth itself.
        found = best(given, lambda v: placements(v) - 10 * chosen(v), *families)
        return days(given, found, "test"), days(given, found, "stretch")

    def test_no_stretch_later_than_its_trial_counts(self):
        tried, stretched = self.stretched(*EVERYTHING)
        assert all(any(1 <= day - t <= 42 for t in tried) for day in stretched)
        assert max(stretched) <= max(tried) + 42

    def test_without_expiry_one_trial_is_enough(self):
        tried, stretched = self.stretched(*EVERYTHING, valid=None)
        assert len(tried) == 1
        assert max(stretched) == 62
        loose, _ = self.stretched(*without(c.first_demands))
        assert loose == []


class TestMinutesCaps:
    free = slots(days=[0], times=TWICE_A_DAY, capacity=600)

    def cap(self, minutes, *activities):
        every = frozenset(slot.index for slot in self.free)
        return MinutesCap(
            id="cap", candidates=(0, 1), activities=frozenset(activities), spans=(every,), week=0,
            minutes=minutes,
        )  # fmt: skip

    def test_two_walks_of_one_day_together(self):
        walks = [candidate(n, "endurance", self.free, units=(1, 3)) for n in ("walk", "hall")]
        given = problem(self.free, *walks, minutes_caps=(self.cap(20, "walk", "hall"),))
        assert sum(p.units for p in best(given, units, *EVERYTHING).placements) == 4
        loose = best(given, units, *without(c.minutes_caps))
        assert sum(p.units for p in loose.placements) == 6

    def test_items_of_other_kinds_count_their_minutes(self):
        items = [candidate(n, "posture", self.free, minutes=4) for n in ("foot", "toes")]
        given = problem(self.free, *items, minutes_caps=(self.cap(5, "foot", "toes"),))
        assert len(best(given, placements, *EVERYTHING).placements) == 1
        assert len(best(given, placements, *without(c.minutes_caps)).placements) == 2

    def test_what_is_not_named_does_not_count(self):
        items = [candidate(n, "posture", self.free, minutes=4) for n in ("foot", "toes")]
        given = problem(self.free, *items, minutes_caps=(self.cap(5, "foot"),))
        assert len(best(given, placements, *EVERYTHING).placements) == 2


class TestStepCaps:
    free = slots(4)
    ways = (("low", "low", "low", "low"), ("low", "low", "high", "high"))

    def steps(self, *activities):
        ladders = [
            candidate(
                n, "strength", self.free, rungs=[[f"{n}_{r}" for r in way] for way in self.ways]
            )
            for n in ("squat", "hinge")
        ]
        cap = StepCap(id="cap", week=2, activities=frozenset(activities), value=1)
        given = problem(self.free, *ladders, step_caps=(cap,))
        found = best(given, lambda v: sum(x for (_, n), x in v.x.items() if n == 1), *EVERYTHING)
        return sum(number == 1 for number in found.paths.values())

    def test_one_step_onto_the_named_activities(self):
        assert self.steps("squat_high", "hinge_high") == 1
        assert self.steps("squat_high") == 2
        assert self.steps("squat_low", "hinge_low") == 2


class TestOneVariable:
    def rising(self, component, *families, weeks=2, rungs=None, **fields):
        free = slots(weeks, capacity=600)
        item = candidate("item", component, free, rungs=rungs, **fields)
        variety = Variety(id="one", component=component, most=1, weeks=tuple(range(weeks)))
        # A small first week, so that everything could rise in the second.
        given = problem(free, item, varieties=(variety,))
        return given, free

    def second_week(self, given, families, measure):
        """Days and longest bout of both weeks; the first has two days of two units."""

        def added(v):
            first = [v.y[key] for key in v.y if given.slots[key[1]].week == 0]
            v.model.add(sum(first) == 2)
            for key, unit in v.units.items():
                if given.slots[key[1]].week == 0:
                    v.model.add(unit <= 2)
            return measure(v)

        found = best(given, added, *families)
        byweek = [[p for p in found.placements if p.option.week == w] for w in range(given.weeks)]
        return [(len(ps), max(p.units for p in ps)) for ps in byweek]

    def test_days_or_minutes_but_not_both(self):
        given, _ = self.rising("endurance", units=(1, 5))
        (_, _), (count, longest) = self.second_week(given, EVERYTHING, units)
        assert (count, longest) in {(2, 5), (7, 2)}
        loose = self.second_week(given, without(c.one_variable), units)
        assert loose[1] == (7, 5)

    def test_a_harder_kind_and_more_days_are_two_things(self):
        hard = {"fast": {"met": 60}}
        rungs = [["slow", "slow"], ["slow", "fast"]]
        given, _ = self.rising("endurance", rungs=rungs, units=(1, 2), met=30, by_activity=hard)

        def faster(v):
            return 100 * v.x[0, 1] + placements(v)

        assert self.second_week(given, EVERYTHING, faster)[1][0] == 2
        assert self.second_week(given, without(c.one_variable), faster)[1][0] == 7

    def test_a_step_and_more_days_are_two_things(self):
        rungs = [["low", "low"], ["low", "high"]]
        given, _ = self.rising("balance", rungs=rungs)

        def higher(v):
            return 100 * v.x[0, 1] + placements(v)

        assert self.second_week(given, EVERYTHING, higher)[1] == (2, 0)
        assert self.second_week(given, without(c.one_variable), higher)[1] == (7, 0)

    def test_the_first_weeks_are_compared_with_nothing(self):
        given, _ = self.rising("endurance", rungs=[[None, "walk"]], units=(1, 5))
        found = best(given, units, *EVERYTHING)
        assert [p.units for p in found.placements] == [5] * 7

    def test_after_a_light_week_the_best_of_four_counts(self):
        free = slots(3, capacity=600)
        walk = candidate("walk", "endurance", free, units=(1, 5))
        variety = Variety(id="one", component="endurance", most=1, weeks=(0, 1, 2))
        limits = no_endurance_limits(3, most=(1000, 1, 1000))
        given = problem(free, walk, varieties=(variety,), endurance=limits)
        assert by_week(given, best(given, units, *EVERYTHING), "walk", lambda p: p.units) == [
            35,
            1,
            35,
        ]
