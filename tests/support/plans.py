"""A small plan made by hand that passes the audit, and parts to change it with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from msgspec.structs import replace as changed

from planner.audit import audit
from planner.domain import plan as p
from planner.domain.answers import Answers
from planner.domain.intake import Intake, Window
from planner.domain.past import Past
from planner.eligibility import decide
from planner.knowledge import Catalog, Template, load_template
from planner.knowledge.model import Activity
from tests.support.people import CATALOG, START, all_tried, having, healthy, intake

WEEKS = 6
# What is printed with an activity wherever it is shown.
WARNED = {
    activity.id: "Do not do this stretch if you have facet joint pain."
    for activity in CATALOG.activities.values()
    if "extension_stretch" in activity.tags
}
EVENINGS = Window(
    days=tuple(range(7)), dates=(), start=dt.time(18), end=dt.time(19, 15), preferred=True
)
CLASSES = sorted(CATALOG.intensity_classes.values(), key=lambda c: c.rank)

TEMPLATE = load_template("general_low_back", CATALOG)


@dataclass(frozen=True)
class Bundle:
    """A plan with the inputs it claims to answer."""

    plan: p.Plan
    intake: Intake
    answers: Answers
    catalog: Catalog = CATALOG
    template: Template = TEMPLATE
    past: Past | None = None

    def audit(self) -> p.AuditResult:
        return audit(self.plan, self.intake, self.answers, self.catalog, self.template, self.past)

    def codes(self) -> set[str]:
        return {violation.code for violation in self.audit().violations}

    def with_plan(self, **fields: Any) -> Bundle:
        return replace(self, plan=changed(self.plan, **fields))

    def with_facts(self, **facts: Any) -> Bundle:
        return replace(self, answers=changed(self.answers, facts={**self.answers.facts, **facts}))

    def with_intake(self, **fields: Any) -> Bundle:
        return replace(self, intake=changed(self.intake, **fields))

    def having(self, **conditions: str | None) -> Bundle:
        return replace(self, answers=having(self.answers, **conditions))

    def sessions(self, change: Callable[[p.Session], p.Session | None]) -> Bundle:
        found = [change(session) for session in self.plan.sessions]
        return self.with_plan(sessions=tuple(s for s in found if s is not None))

    def session(self, key: str, /, **fields: Any) -> Bundle:
        return self.sessions(lambda s: changed(s, **fields) if s.key == key else s)

    def items(self, wanted: Callable[[p.Session, p.Item], bool], **fields: Any) -> Bundle:
        def change(session: p.Session) -> p.Session:
            items = (changed(i, **fields) if wanted(session, i) else i for i in session.items)
            return changed(session, items=tuple(items))

        return self.sessions(change)

    def item(self, key: str, activity: str, /, **fields: Any) -> Bundle:
        return self.items(lambda s, i: s.key == key and i.activity == activity, **fields)

    def dosed(self, key: str, activity: str, /, **dose: Any) -> Bundle:
        given = next(i.dose for s in self.plan.sessions if s.key == key for i in s.items
                     if i.activity == activity)  # fmt: skip
        return self.item(key, activity, dose=changed(given, **dose))

    def without(self, *activities: str) -> Bundle:
        """The plan without some activities, sessions that hold them kept."""
        found = self.sessions(
            lambda s: changed(s, items=tuple(i for i in s.items if i.activity not in activities))
        )
        entries = tuple(e for e in self.plan.all_day if e.activity not in activities)
        return found.with_plan(all_day=entries)

    def adding(self, key: str, item: p.Item) -> Bundle:
        """The plan with one more item before the last of a session."""

        def change(session: p.Session) -> p.Session:
            if session.key != key:
                return session
            return of_items(session, (*session.items[:-1], item, session.items[-1]))

        return self.sessions(change)

    def all_day(self, *entries: p.AllDay) -> Bundle:
        return self.with_plan(all_day=(*self.plan.all_day, *entries))


def words(activity: Activity) -> dict[str, Any]:
    """What an item repeats of the catalog, and why it is there."""
    return {
        "activity": activity.id,
        "component": activity.component,
        "family": activity.family,
        "level": activity.level,
        "movements": activity.movements,
        "name": activity.name,
        "what": activity.summary,
        "how": activity.instructions,
        "why": (p.Because(rule="nslbp_chronic", text=activity.patient_why),),
    }


def made_item(name: str, takes: int, side: str | None = None, **dose: Any) -> p.Item:
    """An item with the dose of a novice, changed as given; it takes some minutes."""
    activity = CATALOG.activities[name]
    doses = activity.dose
    full = doses.get("any_level") or doses.get("novice") or next(iter(doses.values()))
    given = {f: getattr(full, f) for f in ("sets", "reps", "hold_s", "rest_s", "rpe", "minutes")}
    conditional = dose.pop("conditional", None)
    given = p.ItemDose(**{**given, **dose})
    rank = next(c for c in CLASSES if (given.rpe or 0) <= c.rpe_0_10[1])
    return p.Item(
        **words(activity),
        side=side,
        order=0,
        minutes=takes,
        new=False,
        dose=given,
        intensity=rank.id,
        impact=activity.impact,
        positions=activity.positions,
        muscles=p.ItemMuscles(
            primary=activity.muscles.primary, secondary=activity.muscles.secondary
        ),
        stretches=activity.muscles.stretched,
        conditional=conditional,
    )


def entry(name: str, day: int, conditional: str | None = None, **dose: Any) -> p.AllDay:
    """An all-day item on a day of the plan (0 = first)."""
    activity = CATALOG.activities[name]
    return p.AllDay(
        **words(activity),
        key=f"d{day}-{name}",
        week=day // 7 + 1,
        date=START + dt.timedelta(days=day),
        side=None,
        dose=p.ItemDose(**dose),
        conditional=conditional,
    )


def of_items(session: p.Session, items: Iterable[p.Item]) -> p.Session:
    """The session with other items: numbered, and as long as they take."""
    numbered = tuple(changed(item, order=i + 1) for i, item in enumerate(items))
    start = dt.datetime.combine(session.date, dt.time.fromisoformat(session.start))
    end = start + dt.timedelta(minutes=sum(item.minutes for item in numbered))
    return changed(session, items=numbered, end=f"{end:%H:%M}")


def made_session(week: int, day: int, *items: p.Item) -> p.Session:
    """A session at 18:00 with warm-up and cool-down around the items."""
    ends = (made_item("wu_easy_walk", 5), made_item("cd_easy_walk", 5))
    base = p.Session(
        key=f"w{week}-d{day}",
        week=week,
        date=START + dt.timedelta(days=7 * (week - 1) + day),
        start="18:00",
        end="18:00",
        timezone="Europe/Berlin",
        preferred=True,
        role="strength",
        items=(),
    )
    return of_items(base, (ends[0], *items, ends[1]))


def _week(week: int) -> list[p.Session]:
    minutes = {1: 20, 2: 25}.get(week, 30)
    walk = made_item("walk_short", minutes + 1, minutes=minutes)
    bug = made_item("dead_bug_slide", 4)
    book = made_item("thoracic_open_book", 4, "both")
    stretch = made_item("calf_soleus_wall", 5, "both")
    squat = "sit_to_stand" if week < 4 else "mini_squat_counter"
    push = "wall_push_up" if week < 5 else "counter_push_up"
    strong = [made_item(squat, 5, sets=1, rpe=4), made_item(push, 5, sets=1, rpe=4)]
    more = [
        made_item(squat, 5, sets=1 if week < 4 else 2, rpe=4),
        made_item(push, 5, sets=1 if week < 5 else 2, rpe=4),
    ]
    if week == 1:
        screen, trials = (
            made_item("assess_intake_screen", 22),
            made_item("assess_stretch_trials", 22),
        )
        lesson = made_item("edu_traffic_light", 10)
        days = {
            0: [screen, bug, book],
            1: [walk],
            2: [trials, bug, book],
            3: [walk],
            5: [walk, lesson],
        }
    elif week == 2:
        days = {0: [bug, book, walk], 1: more, 2: [bug, book, walk], 4: strong, 5: [walk]}
    else:
        days = {
            0: [bug, book, walk],
            1: [*more, stretch],
            2: [bug, book, walk],
            4: [*strong, stretch],
            5: [walk],
        }
    return [made_session(week, day, *items) for day, items in days.items()]


def summary(week: int, sessions: Iterable[p.Session], new: tuple[str, ...]) -> p.WeekSummary:
    """The sums of a week."""
    minutes: dict[str, int] = {}
    days: dict[str, set[dt.date]] = {}
    for session in sessions:
        for item in session.items:
            counted = item.dose.minutes if item.dose.minutes is not None else item.minutes
            minutes[item.component] = minutes.get(item.component, 0) + counted
            days.setdefault(item.component, set()).add(session.date)
    return p.WeekSummary(
        week=week,
        phase=phase_of(week),
        deload=False,
        minutes=minutes,
        days={component: len(dates) for component, dates in days.items()},
        targets={},
        met_min=0,
        kcal=None,
        new_items=new,
    )


def phase_of(week: int) -> str:
    phases = TEMPLATE.phases
    return next(phase.id for phase in phases if phase.weeks[0] <= week <= phase.weeks[1])


NEW = {
    1: ("dead_bug_slide", "thoracic_open_book", "sitting_break_60"),
    2: ("sit_to_stand", "wall_push_up"),
    3: ("calf_soleus_wall",),
}


def limit(rule: str, quantity: str, value: float | str, text: str, *about: str) -> p.PlanLimit:
    return p.PlanLimit(
        quantity=quantity, value=value, unit="", target="", rule=rule, text=text, activities=about
    )


LIFTS = ("counter_push_up", "mini_squat_counter", "sit_to_stand", "wall_push_up")
WALKS = ("walk_short",)
LIMITS = (
    limit("scr_s01", "intensity_class", "moderate", "Go no harder than moderate."),
    limit(
        "prg_first_two_weeks", "reps_in_reserve", 4, "Weeks 1 to 2: leave 4 in reserve.", *LIFTS
    ),
    limit("prg_no_failure", "reps_in_reserve", 1, "Leave 1 in reserve.", *LIFTS),
    limit("prg_two_for_two", "load_rise_pct", 5, "Raise it by 5 percent at most."),
    limit("prg_two_for_two", "load_rise_pct", 10, "Raise it by 10 percent at most."),
    limit("pg_008_stretch_no_pain", "pain_during", 2, "Pain 2 of 10 at most."),
    limit(
        "plan_trials_per_session", "muscles_trialled_per_session", 6, "Six: 6 muscles at most.",
        "assess_stretch_trials",
    ),
)  # fmt: skip


@cache
def valid() -> Bundle:
    """A man of 40 with lasting back pain who answered everything: six quiet weeks."""
    answers = all_tried(having(healthy(), nslbp_chronic="chronic_gt_12w"))
    person = intake(
        WEEKS, availability=(EVENINGS,), wake=dt.time(6, 30), bed=dt.time(22, 30), sha256="1" * 64
    )
    sessions = [session for week in range(1, WEEKS + 1) for session in _week(week)]
    days = [entry("sitting_break_60", day) for day in range(7 * WEEKS)]
    named = {i.activity for s in sessions for i in s.items} | {e.activity for e in days}
    template = TEMPLATE
    weeks = [
        summary(week, (s for s in sessions if s.week == week), NEW.get(week, ()))
        for week in range(1, WEEKS + 1)
    ]
    plan = p.Plan(
        format=p.FORMAT,
        plan_id="person-1",
        revision=1,
        request=p.Request(
            intake_id=person.id, start=START, weeks=WEEKS, timezone="Europe/Berlin",
            assessed_on=START,
        ),
        made_from=p.MadeFrom(
            intake=person.sha256, catalog=CATALOG.sha256, planner="0",
            template=p.TemplateRef(
                id=template.id, version=template.version, sha256=template.sha256
            ),
        ),
        status="feasible",
        objective=(p.ObjectiveLevel(name="shortfall", value=5, bound=3, proven=False),),
        screening=p.Screening(
            decision="clear",
            provisional=False,
            findings=(),
            limits=LIMITS,
        ),
        levels={"endurance": "novice"},
        phases=tuple(
            p.Phase(
                id=phase.id, name=phase.name, aim=phase.aim, first_week=phase.weeks[0],
                last_week=min(phase.weeks[1], WEEKS),
            )
            for phase in template.phases
            if phase.weeks[0] <= WEEKS
        ),
        weeks=tuple(weeks),
        sessions=tuple(sessions),
        all_day=tuple(days),
        retests=tuple(
            p.Retest(date=START + dt.timedelta(days=7 * w), what="Pain, 0 to 10", unlocks=())
            for w in range(WEEKS)
        ),
        gates=(),
        excluded=tuple(
            p.Excluded(
                activity=name, side=None, verdict="not_considered", until=None, rules=(),
                text=f"Others suit better. {WARNED.get(name, '')}",
            )
            for name in CATALOG.activities
            if name not in named
        ),
        required=(),
        conflicts=(),
        questions=(),
        forecast=None,
        maintenance=("Keep two strength days.",),
        warnings=(),
    )  # fmt: skip
    return completed(Bundle(plan, person, answers))


def completed(bundle: Bundle) -> Bundle:
    """The bundle with what rules ask to keep in mind, and what its items need."""
    decided = decide(CATALOG, bundle.intake, bundle.answers, WEEKS)
    advice = tuple(
        p.Advice(rule=told.rule, effect=told.effect, text=told.text, why=told.why)
        for told in decided.advice
    )
    named = {i.activity for s in bundle.plan.sessions for i in s.items}
    named |= {e.activity for e in bundle.plan.all_day}
    pieces = {piece for name in named for piece in CATALOG.activities[name].equipment} - {"none"}
    words = tuple(CATALOG.vocabulary["equipment"][piece].meaning for piece in sorted(pieces))
    return bundle.with_plan(advice=advice, equipment=words)


def settled(bundle: Bundle) -> Bundle:
    """The bundle with the sums and new items of its weeks worked out again."""
    planning = CATALOG.planning
    new: dict[int, list[str]] = {week: [] for week in range(1, WEEKS + 1)}
    first: dict[str, int] = {}
    listed: set[str] = set()
    done = [(s.date, i) for s in bundle.plan.sessions for i in s.items]
    done += [(e.date, e) for e in bundle.plan.all_day]
    for date, item in sorted(done, key=lambda pair: pair[0]):
        activity = CATALOG.activities[item.activity]
        key = activity.family or activity.id
        week = (date - START).days // 7 + 1
        is_counted = (
            activity.component not in planning.not_new_components
            and activity.id not in planning.not_new_activities
            and not any(tag in planning.not_new_tags for tag in activity.tags)
        )
        if is_counted and first.setdefault(key, week) == week and key not in listed:
            listed.add(key)
            new[week].append(activity.id)
        first.setdefault(key, week)
    weeks = tuple(
        summary(week, (s for s in bundle.plan.sessions if s.week == week), tuple(new[week]))
        for week in new
    )
    return bundle.with_plan(weeks=weeks)


def gate(criterion: str, day: int, *opens: str) -> p.GateStatus:
    """A criterion that must be checked on a day of the plan (0 = first)."""
    return p.GateStatus(
        criterion=criterion,
        status="unmeasured",
        earliest_week=1,
        check_on=START + dt.timedelta(days=day),
        opens=opens,
        text="Check first.",
    )
