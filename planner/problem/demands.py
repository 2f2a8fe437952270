"""Requirements and orders of the rules as demands on candidates, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec.structs import replace

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.eligibility import Requirement
from planner.problem.context import Context
from planner.problem.frequencies import most_days
from planner.problem.grants import Grant
from planner.problem.items import families_at_once, items_at_once, needed
from planner.problem.model import (
    AllDayEntry,
    Balance,
    Beaten,
    Candidate,
    DayDemand,
    FirstDemand,
    Gap,
    MinutesCap,
    NewCap,
    Reserved,
    Sequence,
    SessionCap,
    StepCap,
    Variety,
)
from planner.problem.newness import new_all_day
from planner.problem.returns import returns
from planner.problem.slots import day_date, is_away
from planner.problem.trials import valid_days

EVERY_DAY = DAYS_PER_WEEK
DAYS, DOSE = "days", "dose"
STRETCH = "stretch"
STEPS = "ladder_steps_per_week"
A_DAY, A_SESSION = ("minutes_per_day", "barefoot_minutes_per_day"), "minutes_per_session"
# Names of demands that no rule makes: `wish.<source>`, the source being a rule, a condition, a
# goal, an activity or the template.
WISH = "wish."


class Index:
    """Finds candidates by the activities they hold."""

    def __init__(self, candidates: tuple[Candidate, ...], all_day: tuple[AllDayEntry, ...]) -> None:
        self.candidates = candidates
        self.all_day = all_day

    def holding(self, activities: frozenset[str]) -> tuple[int, ...]:
        """Indices of the candidates that can place one of the activities."""
        return tuple(
            i for i, candidate in enumerate(self.candidates) if candidate.activities & activities
        )

    def can_place(self, activities: frozenset[str], week: int) -> bool:
        """Some candidate has an option with one of the activities in the week."""
        return any(
            (option := path.options[week]) is not None
            and option.activity in activities
            and option.slots
            for index in self.holding(activities)
            for path in self.candidates[index].paths
        )

    def days_done(self, activities: frozenset[str], week: int) -> frozenset[int]:
        """Days of the week on which an all-day item of the activities stands."""
        return frozenset(
            entry.day
            for entry in self.all_day
            if entry.activity in activities and entry.day // DAYS_PER_WEEK == week
        )

    def first_all_day(self, activities: frozenset[str]) -> int | None:
        """First day with an all-day item of the activities."""
        return min((e.day for e in self.all_day if e.activity in activities), default=None)


def day_demands(
    context: Context, index: Index
) -> tuple[tuple[DayDemand, ...], tuple[str, ...], tuple[Beaten, ...]]:
    """Demands of days a week; the sentences of what nothing open can meet; what a dose beats."""
    demands: list[DayDemand] = []
    unmet: list[str] = []
    beaten: list[Beaten] = []
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation not in ("per_week", "in_week"):
            continue
        weeks = _weeks(context, index, requirement)
        if not weeks:
            unmet.append(f"{requirement.rule}: {requirement.text}")
            continue
        wanted = requirement.min_days or 1
        possible = {week: min(wanted, most_days(context, requirement.what, week)) for week in weeks}
        for least in sorted(set(possible.values()), reverse=True):
            these = tuple(week for week in weeks if possible[week] == least)
            demands.append(_demand(index, requirement, these, least))
        short = tuple((week + 1, least) for week, least in possible.items() if least < wanted)
        if short:
            beaten.append(Beaten(requirement.rule, DAYS, wanted, short, (DOSE,)))
    demands += _trials(context, index, demands)
    return tuple(_unique(demands)) + _day_limits(context, index), tuple(unmet), tuple(beaten)


def _trials(context: Context, index: Index, demands: list[DayDemand]) -> list[DayDemand]:
    """Trials that some stretch which is asked for every week cannot do without.

    They follow from the other demands; said here, a search week by week knows them in time.
    """
    stretches = {n for n, a in context.catalog.activities.items() if a.component == STRETCH}
    asked = {
        week
        for demand in demands
        if demand.at_least and demand.when_present is None and demand.activities <= stretches
        for week in demand.weeks
    }
    found = []
    for requirement in context.requirements:
        days = valid_days(context, requirement.what)
        if days is None or not requirement.hard or not requirement.days_before:
            continue
        apart = days // DAYS_PER_WEEK - 1
        weeks = {
            path.start: number
            for number in index.holding(requirement.what)
            for path in index.candidates[number].paths
        }
        for week in weeks:
            others = [other for other in weeks if other != week]
            alone = [u for u in asked if week <= u <= week + apart]
            if any(all(not o <= u <= o + apart for o in others) for u in alone):
                found.append(replace(_demand(index, requirement, (week,), 1), done=(frozenset(),)))
    return found


def _demand(
    index: Index, requirement: Requirement, weeks: tuple[int, ...], least: int
) -> DayDemand:
    return DayDemand(
        id=requirement.rule,
        text=requirement.text,
        candidates=index.holding(requirement.what),
        activities=requirement.what,
        weeks=weeks,
        at_least=least,
        at_most=requirement.max_days or EVERY_DAY,
        non_consecutive=requirement.non_consecutive,
        done=tuple(index.days_done(requirement.what, week) for week in weeks),
        when_present=requirement.when_present,
    )


def _weeks(context: Context, index: Index, requirement: Requirement) -> tuple[int, ...]:
    wanted = [week - 1 for week in requirement.weeks if week <= context.weeks]
    kinds = {context.catalog.activities[name].component for name in requirement.what}
    if requirement.body.unless_blocked:
        # New items are few a week: what gives way to them is in place by this week.
        from_week = context.planning.unless_blocked_from_week
        wanted = [week for week in wanted if week + 1 >= from_week]
    if kinds == {STRETCH}:
        # The first week is for the trials; what they allow is done from the second on.
        wanted = [week for week in wanted if week]
    return tuple(
        week
        for week in wanted
        if week in context.full_weeks
        and (index.can_place(requirement.what, week) or index.days_done(requirement.what, week))
    )


def _unique(demands: Iterable[DayDemand]) -> list[DayDemand]:
    """Names made unique: one rule may make several demands."""
    seen: dict[str, int] = {}
    found = []
    for demand in demands:
        count = seen[demand.id] = seen.get(demand.id, 0) + 1
        name = demand.id if count == 1 else f"{demand.id}#{count}"
        found.append(_named(demand, name))
    return found


def source_of(demand: DayDemand) -> str:
    """What made the demand."""
    return demand.id.removeprefix(WISH).partition("#")[0].partition("/")[0]


def _named(demand: DayDemand, name: str) -> DayDemand:
    return replace(demand, id=name)


def _day_limits(context: Context, index: Index) -> tuple[DayDemand, ...]:
    """Hard caps and floors on days a week of a component or tag, as demands with one end."""
    found = []
    for limit in context.limits:
        if limit.kind not in ("cap", "floor") or not limit.hard:
            continue
        if limit.quantity not in ("days_per_week", "sessions_per_week"):
            continue
        holders = index.holding(limit.activities)
        weeks = tuple(week - 1 for week in limit.weeks if week <= context.weeks)
        is_floor = limit.kind == "floor"
        if is_floor:
            able = (w for w in weeks if w in context.full_weeks)
            weeks = tuple(w for w in able if index.can_place(limit.activities, w))
        if holders and weeks:
            found.append(
                DayDemand(
                    id=f"{limit.rule}:{limit.quantity}",
                    text=limit.text,
                    candidates=holders,
                    activities=limit.activities,
                    weeks=weeks,
                    at_least=int(limit.value) if is_floor else 0,
                    at_most=EVERY_DAY if is_floor else int(limit.value),
                    non_consecutive=limit.body.non_consecutive,
                    done=tuple(frozenset() for _ in weeks),
                    counts_sessions=limit.quantity == "sessions_per_week",
                )
            )
    return tuple(found)


def gaps(context: Context, index: Index) -> tuple[Gap, ...]:
    """Hard caps on days in a row without something: stretches that have to hold one of it."""
    found = []
    usable = sorted({slot.day for slot in context.slots})
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "consecutive_days_off" or not limit.hard:
            continue
        holders = index.holding(limit.activities)
        if not holders or not usable:
            continue
        # Days away are no days off; the first free day may be the first with it.
        days = [
            day
            for day in range(usable[0], context.weeks * DAYS_PER_WEEK)
            if not is_away(context.intake, day_date(context.intake, day))
            and index.can_place(limit.activities, day // DAYS_PER_WEEK)
        ]
        size = int(limit.value) + 1
        stretches = [tuple(days[first : first + size]) for first in range(len(days) - size + 1)]
        if stretches:
            found.append(
                Gap(
                    id=f"{limit.rule}:{limit.quantity}",
                    text=limit.text,
                    candidates=holders,
                    activities=limit.activities,
                    stretches=tuple(stretches),
                )
            )
    return tuple(found)


def first_demands(context: Context, index: Index) -> tuple[FirstDemand, ...]:
    """What must stand before, or with, something else."""
    found: list[FirstDemand] = []
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation != "before_or_with":
            continue
        of = requirement.of
        if of is not None:
            made = _first(
                index,
                requirement.rule,
                requirement.text,
                requirement.what,
                of,
                requirement.days_before or 0,
            )
            days = valid_days(context, requirement.what)
            found += [replace(demand, valid_days=days) for demand in made]
    for back in returns(context):
        if back.first_again:
            everything = frozenset(context.catalog.activities)
            found += [
                replace(demand, from_day=back.day, what_day=None, of_day=None)
                for demand in _first(index, back.rule, back.text, back.first_again, everything, 0)
            ]
    for order in context.orders:
        if order.hard and order.first is not None and order.not_after is not None:
            found += _first(index, order.rule, order.text, order.first, order.not_after, 0)
    return tuple(found)


def _first(
    index: Index, rule: str, text: str, what: frozenset[str], of: frozenset[str], days: int
) -> list[FirstDemand]:
    what_day = index.first_all_day(what)
    holders = index.holding(what)
    after = tuple(
        i for i in index.holding(of) if i not in holders or index.candidates[i].activities - what
    )
    if not after or (what_day == 0 and days == 0):
        return []
    return [
        FirstDemand(
            id=rule,
            text=text,
            what=holders,
            what_activities=what,
            of=after,
            of_activities=of - what,
            days_before=days,
            what_day=what_day,
            of_day=index.first_all_day(of - what),
        )
    ]


def new_caps(context: Context, index: Index) -> tuple[NewCap, ...]:
    """Caps on what starts in a week; what the planning policy does not count is left out."""
    counted = {i for i, candidate in enumerate(index.candidates) if candidate.counts_as_new}
    all_day = new_all_day(context, index.all_day)
    found = []
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "new_items_per_week" or not limit.hard:
            continue
        holders = tuple(i for i in index.holding(limit.activities) if i in counted)
        for week in limit.weeks:
            if holders and week <= context.weeks:
                taken = sum(bool(names & limit.activities) for names in all_day.get(week - 1, ()))
                value = max(0, int(limit.value) - taken)
                found.append(NewCap(id=limit.rule, week=week - 1, candidates=holders, value=value))
    return tuple(found)


def step_caps(context: Context, index: Index) -> tuple[StepCap, ...]:
    """Caps on ladder steps onto named activities, and one for each component of `prg_one_variable`.

    A cap on all families together is `steps_per_week`; one step of a family at a time is how a
    ladder is climbed.
    """
    found = []
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != STEPS or not limit.hard:
            continue
        if limit.body.target.any or limit.body.across_families:
            continue
        groups = [limit.activities]
        if limit.body.variables_up_per_component is not None:
            groups = [_of_component(context, name) for name in limit.body.target.component]
        for week in limit.weeks:
            found += [
                StepCap(id=limit.rule, week=week - 1, activities=group, value=int(limit.value))
                for group in groups
                if week <= context.weeks and index.holding(group)
            ]
    return tuple(found)


def _of_component(context: Context, component: str) -> frozenset[str]:
    activities = context.catalog.activities.values()
    return frozenset(activity.id for activity in activities if activity.component == component)


def varieties(context: Context) -> tuple[Variety, ...]:
    """How many variables of a component may rise in one week, by rule and component."""
    return tuple(
        Variety(
            id=limit.rule,
            component=component,
            most=limit.body.variables_up_per_component,
            weeks=tuple(week - 1 for week in limit.weeks if week <= context.weeks),
        )
        for limit in context.limits
        if limit.hard and limit.body.variables_up_per_component is not None
        for component in limit.body.target.component
    )


def minutes_caps(context: Context, index: Index) -> tuple[MinutesCap, ...]:
    """Caps on the minutes of a target in one day or session, where several items may share them."""
    found = []
    for limit in context.limits:
        is_number = isinstance(limit.value, int | float)
        if limit.kind != "cap" or not limit.hard or not is_number or limit.body.target.any:
            continue
        if limit.quantity not in (*A_DAY, A_SESSION):
            continue
        holders = index.holding(limit.activities)
        for week in (number - 1 for number in limit.weeks if number <= context.weeks):
            slots = [slot for slot in context.slots if slot.week == week]
            spans: dict[int, set[int]] = {}
            for slot in slots:
                key = slot.index if limit.quantity == A_SESSION else slot.day
                spans.setdefault(key, set()).add(slot.index)
            if holders and spans:
                found.append(
                    MinutesCap(
                        id=f"{limit.rule}:{limit.quantity}",
                        candidates=holders,
                        activities=limit.activities,
                        spans=tuple(frozenset(span) for span in spans.values()),
                        week=week,
                        minutes=int(limit.value),
                    )
                )
    return tuple(found)


def session_caps(context: Context, index: Index) -> tuple[SessionCap, ...]:
    """Caps on items in one session: rules of the catalog and the template's own."""
    exercise = context.planning.exercise_components
    everything = tuple(
        i for i, candidate in enumerate(index.candidates) if candidate.component in exercise
    )
    found = [
        SessionCap(
            id=context.template.id,
            week=week,
            candidates=everything,
            value=context.template.caps.items_per_session,
        )
        for week in range(context.weeks)
    ]
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "items_per_session" or not limit.hard:
            continue
        holders = index.holding(limit.activities)
        for week in limit.weeks:
            if holders and week <= context.weeks:
                found.append(
                    SessionCap(
                        id=limit.rule, week=week - 1, candidates=holders, value=int(limit.value)
                    )
                )
    return tuple(found)


def sequences(context: Context, index: Index) -> tuple[Sequence, ...]:
    """Spacing between named activities (mild before hard), where both can be placed."""
    found = []
    for order in context.orders:
        if not order.hard or order.spacing_weeks is None:
            continue
        present = [name for name in order.sequence if index.holding(frozenset([name]))]
        for earlier, later in pairwise(present):
            found.append(
                Sequence(id=order.rule, earlier=earlier, later=later, weeks=order.spacing_weeks)
            )
    return tuple(found)


def wish_demands(context: Context, index: Index, granted: Iterable[Grant]) -> tuple[DayDemand, ...]:
    """Granted wishes as demands: the group stays in the plan from its week on."""
    found: list[DayDemand] = []
    for one in granted:
        holders = tuple(i for i, c in enumerate(index.candidates) if c.id == one.group.id)
        days = dict.fromkeys(range(one.week, context.weeks), one.wish.min_days)
        name = context.catalog.activities[min(one.activities)].name
        text = f"{name}: {one.wish.text}"
        found += _wished(context, index, holders, f"{WISH}{one.wish.source}", text, days)
    return tuple(_unique(found))


def reserved(context: Context, index: Index, granted: Iterable[Grant]) -> Reserved:
    """The places that granted wishes need; what rules require comes before them."""
    extra = [one for one in granted if one.is_extra]
    first = {one.group.id: _reserved_from(context, one.week) for one in extra}
    held = frozenset(i for i, c in enumerate(index.candidates) if c.id in first)
    others = {}
    for component, caps in items_at_once(context).items():
        inside = [c for c in (index.candidates[i] for i in held) if c.component == component]
        starts = [first[candidate.id] for candidate in inside]
        free = [cap - needed(context, component) for cap in caps]
        others[component] = tuple(
            max(0, places - sum(start <= week for start in starts))
            for week, places in enumerate(free)
        )
    total = families_at_once(context)
    kept = [sum(start <= week for start in first.values()) for week in range(context.weeks)]
    return Reserved(
        candidates=held | _required(context, index),
        others=others,
        total=tuple(total - n for n in kept),
    )


def _required(context: Context, index: Index) -> frozenset[int]:
    """Candidates that meet a narrow demand of a rule."""
    return frozenset(
        number
        for requirement in context.requirements
        if requirement.hard
        and requirement.relation == "per_week"
        and not requirement.is_whole_component
        for number in index.holding(requirement.what)
    )


def _reserved_from(context: Context, week: int) -> int:
    """First week of the phase: what runs in it cannot leave before its end."""
    phase = context.phase(week)
    return min(w for w in range(context.weeks) if context.phase(w) is phase)


def least_days(context: Context, index: Index, first: Mapping[str, int]) -> tuple[DayDemand, ...]:
    """Days a week on which the template wants a component at least, from its first week on."""
    found: list[DayDemand] = []
    for component, start in first.items():
        holders = tuple(i for i, c in enumerate(index.candidates) if c.component == component)
        days = {
            week: context.phase(week).least_days.get(component, 0)
            for week in range(start, context.weeks)
        }
        text = context.planning.texts["least_days"].format(component=component.replace("_", " "))
        name = f"{WISH}{context.template.id}/{component}"
        found += _wished(context, index, holders, name, text, days)
    return tuple(_unique(found))


def _wished(
    context: Context,
    index: Index,
    holders: tuple[int, ...],
    name: str,
    text: str,
    days: dict[int, int],
) -> list[DayDemand]:
    """One demand for each number of days; nobody is asked for more days than a week offers."""
    activities = frozenset[str]().union(*(index.candidates[i].activities for i in holders))
    weeks: dict[int, list[int]] = {}
    for week, wanted in days.items():
        usable = {slot.day for slot in context.slots if slot.week == week}
        least = min(wanted, len(usable))
        if least and week in context.full_weeks and index.can_place(activities, week):
            weeks.setdefault(least, []).append(week)
    return [
        DayDemand(
            id=name,
            text=text,
            candidates=holders,
            activities=activities,
            weeks=tuple(inside),
            at_least=least,
            at_most=EVERY_DAY,
            non_consecutive=False,
            done=tuple(frozenset() for _ in inside),
            weight=context.planning.wish_weight,
        )
        for least, inside in weeks.items()
    ]


def balances(context: Context, index: Index, granted: Iterable[Grant]) -> tuple[Balance, ...]:
    """Kinds of strength work whose weekly sets a rule keeps in proportion, where both are in."""
    kinds = context.planning.balanced_sets
    met = {one.wish.source for one in granted}
    found = []
    for order in context.orders:
        if order.rule not in met:
            continue
        ratio = order.body.ratio
        if ratio is None or not set(order.sequence) <= kinds.keys():
            continue
        first, second = (
            tuple(i for i, c in enumerate(index.candidates) if c.id in kinds[name])
            for name in order.sequence
        )
        if first and second:
            low, high = (round(part * PERCENT) for part in ratio)
            found.append(
                Balance(id=order.rule, first=first, second=second, low_pct=low, high_pct=high)
            )
    return tuple(found)
