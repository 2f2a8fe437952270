"""Returns to training after days away: which rules of absence hold, and how much they leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.audit.case import Case
from planner.audit.doses import endurance_rows
from planner.audit.firings import with_facts
from planner.audit.volume import endurance_minutes
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.effect import Scale
from planner.knowledge.model import Activity, Rule

DAYS_ABSENT, ILL = "days_absent", "illness"
MINUTES = "minutes_per_week"
STEP_BACK = "step_back"
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Return:
    """The first date back, and what a rule of absence asks for.

    Attributes:
        days: days away (more than they were after an illness).
        first_away: first date away.
        last_week: last whole week before, of those of the past the last in which so much was
            done that a share of it is something; None if the plan has none.
        day: days from the start of the plan to the return.
        factors: share of that week's endurance minutes in each seven days from the return on.
    """

    rule: Rule
    date: dt.date
    days: int
    first_away: dt.date
    last_week: int | None
    day: int
    factors: tuple[float, ...]

    def block(self, number: int) -> tuple[dt.date, dt.date]:
        """First and last date of seven days, counted from the return."""
        first = self.date + dt.timedelta(days=number * DAYS_PER_WEEK)
        return first, first + dt.timedelta(days=DAYS_PER_WEEK - 1)


def returns(case: Case) -> list[Return]:
    """Every return inside the plan, once for each rule that scales endurance after it."""
    found = []
    for first, last, is_ill in stretches(case):
        date = last + ONE_DAY
        if not case.start <= date <= case.end:
            continue
        days = (last - first).days + 1
        if is_ill:
            days = max(days, case.catalog.ramps.absence["illness_at_least_days"])
        whole = [w for w in case.whole_weeks if case.first_day(w + 1) <= first]
        for rule in _rules(case, days):
            measures = [w for w in whole if _is_measure(case, w, min(_factors(rule)))]
            found.append(
                Return(
                    rule=rule,
                    date=date,
                    days=days,
                    first_away=first,
                    last_week=max(measures, default=None),
                    day=(date - case.start).days,
                    factors=_factors(rule),
                )
            )
    return found


def _is_measure(case: Case, week: int, share: float) -> bool:
    """The share of what was done in a week of the past comes to one step of minutes or more.

    A week that a revision cuts counts where nothing of it was missed.
    """
    if case.join is None or week > case.join.week:
        return True
    done = endurance_minutes(case, week, done=True)
    if week == case.join.week:
        return done >= endurance_minutes(case, week)
    return share * done >= case.catalog.planning.minutes_grid


def factors_in(back: Return, week: int) -> list[float]:
    """Factors of the blocks that touch a plan week."""
    found = []
    for number, factor in enumerate(back.factors):
        days = back.day + number * DAYS_PER_WEEK
        if days < DAYS_PER_WEEK * week and days + DAYS_PER_WEEK > DAYS_PER_WEEK * (week - 1):
            found.append(factor)
    return found


def stretches(case: Case) -> list[tuple[dt.date, dt.date, bool]]:
    """First and last date of every stretch away (touching ones joined), and whether ill."""
    dates = sorted(
        {
            away.start + dt.timedelta(days=day)
            for away in case.intake.away
            for day in range((away.end - away.start).days + 1)
        }
    )
    found: list[tuple[dt.date, dt.date]] = []
    for date in dates:
        if found and date == found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], date)
        else:
            found.append((date, date))
    ill = [away for away in case.intake.away if away.kind == ILL]
    return [(a, b, any(a <= away.start <= b for away in ill)) for a, b in found]


def _rules(case: Case, days: int) -> list[Rule]:
    """Rules of absence for some days away: those that read the days and scale something."""
    world = with_facts(case.firings.world(1), **{DAYS_ABSENT: days})
    return [
        rule
        for rule in case.firings.rules
        if rule.when.fact == DAYS_ABSENT and world.truth(rule.when) and _factors(rule)
    ]


def _factors(rule: Rule) -> tuple[float, ...]:
    return next((shares(scale) for scale in scales(rule, MINUTES)), ())


def shares(scale: Scale) -> tuple[float, ...]:
    """What is left of a quantity, step by step."""
    return tuple(filter(None, (*scale.factors, scale.factor)))


def scales(rule: Rule, quantity: str) -> list[Scale]:
    """Effects of a rule that scale a quantity."""
    return [e.scale for e in rule.then if e.scale is not None and e.scale.quantity == quantity]


def restart_minutes(case: Case, back: Return) -> list[int]:
    """Most minutes of a first week at the level that the rule goes down to."""
    drops = [scale.levels_down for scale in scales(back.rule, MINUTES) if scale.levels_down]
    found = []
    for row in endurance_rows(case):
        wanted = max(case.rank(row.level) - max(drops, default=0), 0)
        found += [
            other.weekly_volume["minutes_week1"][-1]
            for other in case.catalog.dosing.rows.values()
            if (other.component, other.age_band) == (row.component, row.age_band)
            and case.rank(other.level) == wanted
        ]
    return found if drops else []


def steps_back(case: Case, back: Return, activity: Activity) -> bool:
    """The rule of the return steps the ladder of the activity back."""
    return any(
        case.is_target(activity, effect.progress.target)
        for effect in back.rule.then
        if effect.progress is not None and effect.progress.change == STEP_BACK
    )
