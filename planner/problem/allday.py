"""All-day items: device calendars from the ramps, quit calendar, habits, weekly reminders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from planner.domain.units import DAYS_PER_WEEK
from planner.eligibility import Requirement
from planner.knowledge.model import Activity, Node
from planner.knowledge.template import Daily, Once
from planner.problem.context import Context
from planner.problem.devices import device_entries
from planner.problem.doses import all_day_dose, base_dose
from planner.problem.model import AllDayEntry
from planner.problem.newness import caps_on_new, counts_as_thing
from planner.problem.options import fits
from planner.problem.quitting import quit_entries
from planner.problem.slots import day_date, is_away
from planner.rules import truth

HABIT = "habit"


def all_day(context: Context) -> tuple[AllDayEntry, ...]:
    """Every all-day entry in order of day; one entry a day and activity."""
    first = context.first_day
    found: dict[tuple[int, str], AllDayEntry] = {}
    for entry in (*device_entries(context, first), *quit_entries(context, first)):
        found.setdefault((entry.day, entry.activity), entry)
    held = {(entry.day // DAYS_PER_WEEK, entry.activity) for entry in found.values()}
    for entry in (*_required(context, first, held), *_template(context, first)):
        found.setdefault((entry.day, entry.activity), entry)
    coming = [entry for entry in found.values() if entry.day >= context.open_from]
    kept = _within_habit_cap(context, coming)
    # What was published for the days gone by stays.
    kept = [*_gone(context), *kept]
    kept += [e for e in _fill(context, first, kept) if e.day >= context.open_from]
    return tuple(sorted(kept, key=lambda entry: (entry.day, entry.activity)))


def _gone(context: Context) -> list[AllDayEntry]:
    history = context.history
    if history is None:
        return []
    return [
        AllDayEntry(
            day=history.day_of(entry.date),
            activity=entry.activity,
            dose=entry.dose,
            rule=context.template.id,
            text=entry.what,
            conditional=entry.conditional,
        )
        for entry in history.past.plan.all_day
        if entry.date < history.past.day and entry.activity in context.catalog.activities
    ]


def _fill(context: Context, first: int, entries: Iterable[AllDayEntry]) -> Iterator[AllDayEntry]:
    """One habit a week where a rule asks for a habit or a lesson and the week has neither.

    The same habit from then on: a new one each week, or one with gaps, would be no habit. Rules
    ask for nothing in a week with days away.
    """
    held = {(entry.day // DAYS_PER_WEEK, entry.activity) for entry in entries}
    held |= {
        (week - 1, once.activity)
        for once in _once(context)
        for week in once.weeks
        if week <= context.weeks and fits(context, once.activity, week)
    }
    for requirement in context.requirements:
        habits = _habits(context, requirement, {name for _, name in held})
        if not habits or requirement.relation != "per_week" or not requirement.hard:
            continue
        filling: Activity | None = None
        for week in (n - 1 for n in requirement.weeks if context.open_week < n <= context.weeks):
            is_met = any((week, name) in held for name in requirement.what)
            is_met |= week not in context.full_weeks
            if filling is None:
                going = _published_in_cut(context, week) - {name for w, name in held if w == week}
                filling = next((a for a in habits if a.id in going), None)
            if filling is None and not is_met:
                filling = next((a for a in habits if _may_begin(context, a, week, held)), None)
            if filling is not None and (week, filling.id) not in held:
                held.add((week, filling.id))
                rule, text = requirement.rule, requirement.text
                if filling.id in _daily_in(context, week):
                    # By then it would be in the plan anyway, with the template's own reason.
                    rule, text = context.template.id, filling.patient_why
                yield from _week_of(context, filling, week, 1, first, rule, text)


def _published_in_cut(context: Context, week: int) -> set[str]:
    """What the published plan has all day in the rest of the week, if a revision cuts it."""
    history = context.history
    if history is None or week != history.cut_week:
        return set()
    return {
        e.activity
        for e in history.past.plan.all_day
        if history.day_of(e.date) in range(history.first_day, (week + 1) * DAYS_PER_WEEK)
    }


def _may_begin(
    context: Context, activity: Activity, week: int, held: Collection[tuple[int, str]]
) -> bool:
    """The habit is open in the week, and goes on from before or is within the cap on new ones."""
    if not context.open_sides(activity.id, week):
        return False
    before = {name for number, name in held if number < week}
    new = {name for number, name in held if number == week} - before
    habits = sum(_is_new_habit(context, name) for name in new)
    return activity.id in before or habits < _habit_cap(context, week)


def _is_new_habit(context: Context, name: str) -> bool:
    activity = context.catalog.activities[name]
    return activity.component == HABIT and counts_as_thing(context, activity)


def _habits(context: Context, requirement: Requirement, held: set[str]) -> list[Activity]:
    """Everyday habits that meet the requirement: those of the template for this person first.

    Of these what is in the plan already, and what needs the fewest days, comes first.
    """
    preferred = {daily.activity: daily.days_per_week for daily in _daily(context)}
    found = [
        activity
        for activity in context.catalog.activities.values()
        if activity.id in requirement.what
        and activity.component == HABIT
        and activity.relative_week_to_quit_day is None
        and context.first_open_week(activity.id) is not None
    ]
    return sorted(
        found,
        key=lambda a: (a.id not in preferred, a.id not in held, preferred.get(a.id, DAYS_PER_WEEK)),
    )


def _within_habit_cap(context: Context, entries: Iterable[AllDayEntry]) -> list[AllDayEntry]:
    """New habits a week within the cap: what comes on top starts in a later week.

    Steps of the quit calendar keep their dates, and others make room for the first. Checks and
    logs are nothing new, and the next level of a ladder is not either. In a week that a revision
    cuts, what was new in it before counts too.
    """
    kept: list[AllDayEntry] = []
    begun = _begun(context)
    counted = set(begun)
    habits: Counter[int] = Counter()
    things: dict[int, list[str]] = {}
    for week, name in begun.values():
        things.setdefault(week, []).append(name)
        habits[week] += context.catalog.activities[name].component == HABIT
    template = context.template.id
    # In each week what rules require comes before what the template adds.
    activities = context.catalog.activities
    fixed = {n for n, a in activities.items() if a.relative_week_to_quit_day is not None}
    ranked = sorted(
        entries,
        key=lambda e: (
            *(e.day // DAYS_PER_WEEK, e.activity not in fixed),
            *(e.rule == template, e.day),
        ),
    )
    for entry in ranked:
        activity = activities[entry.activity]
        week, key = entry.day // DAYS_PER_WEEK, activity.family or activity.id
        is_new = begun.get(key, (week, ""))[0] == week and key not in counted
        is_thing = is_new and counts_as_thing(context, activity)
        is_habit = is_thing and activity.component == HABIT
        if is_habit and entry.activity not in fixed and habits[week] >= _habit_cap(context, week):
            continue
        new = things.setdefault(week, [])
        # What the template adds leaves most of the new things of a week to exercise.
        if is_thing and entry.rule == template and len(new) >= _room(context, week):
            continue
        if is_thing and entry.activity not in fixed and _is_full(context, entry, week, new):
            continue
        habits[week] += is_habit
        begun.setdefault(key, (week, activity.id))
        if is_thing:
            new.append(activity.id)
            counted.add(key)
        kept.append(entry)
    return kept


def _begun(context: Context) -> dict[str, tuple[int, str]]:
    """What the past has begun and counts as a thing: the week, and the activity that came first."""
    if context.history is None:
        return {}
    gone = [(one.day, one.item.activity) for one in context.history.items]
    gone += [(entry.day, entry.activity) for entry in _gone(context)]
    found: dict[str, tuple[int, str]] = {}
    for day, name in sorted(gone):
        activity = context.catalog.activities.get(name)
        if activity is not None and counts_as_thing(context, activity):
            found.setdefault(activity.family or name, (day // DAYS_PER_WEEK, name))
    return found


def _is_full(context: Context, entry: AllDayEntry, week: int, new: list[str]) -> bool:
    """What comes before it in the week is as much as a cap on everything new allows."""
    return any(
        sum(name in cap.activities for name in new) >= int(cap.value)
        for cap in caps_on_new(context, week)
        if entry.activity in cap.activities
    )


def _room(context: Context, week: int) -> int:
    """New all-day items of the template that fit under the caps on everything new."""
    caps = [int(cap.value) for cap in caps_on_new(context, week) if cap.body.target.any]
    return min(caps, default=0) // context.planning.all_day_share_of_new


def _habit_cap(context: Context, week: int) -> int:
    caps = [
        int(limit.value)
        for limit in context.limits
        if limit.quantity == "new_habits_per_week" and limit.hard and week + 1 in limit.weeks
    ]
    return min(caps, default=len(context.catalog.activities))


def _required(context: Context, first: int, held: set[tuple[int, str]]) -> Iterator[AllDayEntry]:
    """The mildest all-day item that meets each requirement of days a week or of one week.

    `held` are (week, activity) that a calendar holds already.
    """
    for requirement in context.requirements:
        if not requirement.hard:
            continue
        if requirement.relation == "before_or_with":
            yield from _at_first(context, requirement, first)
            continue
        if requirement.relation not in ("per_week", "in_week"):
            continue
        days = requirement.min_days or 1
        weeks = [week - 1 for week in requirement.weeks if week <= context.weeks]
        if requirement.relation == "in_week":
            weeks = weeks[:1]
        for week in weeks:
            activity = _choose(context, requirement.what, week, days)
            if activity is None:
                continue
            if days == 1 and any((week, name) in held for name in requirement.what):
                continue
            wanted = max(days, _fewest_days(context, activity))
            yield from _week_of(
                context, activity, week, wanted, first, requirement.rule, requirement.text
            )


def _at_first(context: Context, requirement: Requirement, first: int) -> Iterator[AllDayEntry]:
    """What has to stand before something else stands on the first day."""
    activity = _choose(context, requirement.what, first // DAYS_PER_WEEK)
    if activity is not None and requirement.of is not None:
        yield AllDayEntry(
            day=first,
            activity=activity.id,
            dose=all_day_dose(context, activity, first // DAYS_PER_WEEK),
            rule=requirement.rule,
            text=requirement.text,
        )


def _choose(context: Context, what: frozenset[str], week: int, days: int = 1) -> Activity | None:
    """An all-day activity for a requirement that no session item can meet on so many days.

    What the template has in that week comes first, then what suits everybody, then the mildest.
    """
    chosen = [context.catalog.activities[i] for i in context.catalog.activities if i in what]
    chosen = [activity for activity in chosen if context.open_sides(activity.id, week)]
    if any(not context.is_all_day(a) and _most_days(context, a) >= days for a in chosen):
        return None
    tagged = [a for a in chosen if context.is_all_day(a) and not _is_device(context, a)]
    now = _daily_in(context, week)
    named = {daily.activity for daily in context.template.daily}
    common = context.planning.everyday_first
    return min(
        tagged,
        key=lambda a: (a.id not in now, a.id not in named, a.id not in common, a.level or 1),
        default=None,
    )


def _daily(context: Context) -> list[Daily]:
    """The all-day items of the template that are meant for this person."""
    return [daily for daily in context.template.daily if _is_meant(context, daily.when)]


def _daily_in(context: Context, week: int) -> set[str]:
    """The all-day items that the template has in the week."""
    return {
        daily.activity
        for daily in _daily(context)
        if daily.week - 1 <= week < (daily.until_week or context.weeks)
    }


def _once(context: Context) -> list[Once]:
    """What the template has once or a few times, where it is meant for this person."""
    return [once for once in context.template.once if _is_meant(context, once.when)]


def _is_meant(context: Context, when: Node | None) -> bool:
    return when is None or truth(when, context.answers, context.catalog) is True


def _most_days(context: Context, activity: Activity) -> int:
    row = base_dose(context, activity)
    return row.days_per_week[1] if row is not None else 0


def _fewest_days(context: Context, activity: Activity) -> int:
    row = base_dose(context, activity)
    return row.days_per_week[0] if row is not None else 0


def _is_device(context: Context, activity: Activity) -> bool:
    return bool(set(activity.tags) & set(context.planning.all_day_tags))


def _template(context: Context, first: int) -> Iterator[AllDayEntry]:
    template = context.template
    for daily in _daily(context):
        activity = context.catalog.activities[daily.activity]
        last = daily.until_week or context.weeks
        for week in range(daily.week - 1, min(last, context.weeks)):
            if context.open_sides(activity.id, week):
                yield from _week_of(
                    context,
                    activity,
                    week,
                    daily.days_per_week,
                    first,
                    template.id,
                    activity.patient_why,
                )
    for once in _once(context):
        activity = context.catalog.activities[once.activity]
        if not context.is_all_day(activity):
            continue
        for week in once.weeks:
            if week <= context.weeks and context.open_sides(activity.id, week - 1):
                yield from _week_of(
                    context, activity, week - 1, 1, first, template.id, activity.patient_why
                )


def _week_of(
    context: Context, activity: Activity, week: int, days: int, first: int, rule: str, text: str
) -> Iterator[AllDayEntry]:
    """The activity on its reminder day, or spread over the days of the week that are left."""
    reminder = context.planning.reminder_weekday
    inside = range(DAYS_PER_WEEK) if days > 1 else [reminder]
    numbers = (week * DAYS_PER_WEEK + day for day in inside)
    free = [
        number
        for number in numbers
        if number >= first and not is_away(context.intake, day_date(context.intake, number))
    ]
    count = min(days, len(free))
    for number in (free[place * len(free) // count] for place in range(count)):
        yield AllDayEntry(
            day=number,
            activity=activity.id,
            dose=all_day_dose(context, activity, week),
            rule=rule,
            text=text,
        )
