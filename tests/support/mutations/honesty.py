"""Sums, reasons and claims that are not true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain.intake import Busy, BusyCalendar, Override, Suggestion
from tests.support.mutations.tools import (
    assumed,
    moment,
    overriding,
    points,
    repeated,
    spoil,
    straight,
    week,
)
from tests.support.people import CATALOG
from tests.support.plan_variants import slimming, untested
from tests.support.plans import Bundle, gate, valid

spoil("accounting", "a sum of minutes", lambda: week(valid(), 3, minutes={"endurance": 500}))
spoil("accounting", "a number of days", lambda: week(valid(), 3, days={"strength": 4}))
spoil(
    "accounting",
    "an activity that nobody mentions",
    lambda: valid().with_plan(excluded=valid().plan.excluded[1:]),
)
spoil("reasons", "no reason", lambda: valid().item("w3-d1", "calf_soleus_wall", why=()))
spoil(
    "reasons",
    "a reason without text",
    lambda: valid().item("w3-d1", "calf_soleus_wall", why=(p.Because(rule="cr_203", text=" "),)),
)
spoil(
    "reasons",
    "a rule that does not exist",
    lambda: valid().item(
        "w3-d1", "calf_soleus_wall", why=(p.Because(rule="cr_999", text="Because."),)
    ),
)
spoil(
    "reasons",
    "a source that does not exist",
    lambda: valid().item(
        "w3-d1",
        "calf_soleus_wall",
        why=(p.Because(rule="cr_203", text="Because.", sources=("nobody1900",)),),
    ),
)
spoil("reasons", "nothing on how", lambda: valid().item("w3-d1", "calf_soleus_wall", how=()))
spoil("reasons", "left out without a reason", lambda: repeated(valid(), "excluded", text=""))
spoil(
    "reasons",
    "a back bend is shown without its warning",
    lambda: repeated(valid(), "excluded", activity="cobra_stretch", text="Others suit better."),
    "the warning of cr_212 is missing",
)
spoil("gates_listed", "no gate", lambda: untested().with_plan(gates=()))
spoil(
    "gates_listed",
    "checked too late",
    lambda: untested().with_plan(gates=(gate("retest_discomfort_only", 30, "calf_soleus_wall"),)),
)
spoil("gates_listed", "never checked", lambda: repeated(untested(), "gates", check_on=None))
spoil("gates_listed", "listed as met", lambda: repeated(untested(), "gates", status="met"))
spoil(
    "gates_listed",
    "opens something else",
    lambda: untested().with_plan(gates=(gate("retest_discomfort_only", 3, "childs_pose"),)),
)
spoil("retests_listed", "none at all", lambda: valid().with_plan(retests=()))
spoil(
    "retests_listed",
    "one week is missing",
    lambda: valid().with_plan(retests=valid().plan.retests[:-1]),
)
spoil("retests_listed", "does not say what", lambda: repeated(valid(), "retests", what=""))
spoil(
    "retests_listed",
    "unlocks what does not exist",
    lambda: repeated(valid(), "retests", unlocks=("everything",)),
)
spoil(
    "suggestions_answered",
    "dropped silently",
    lambda: valid().with_intake(suggested=(Suggestion(activity="cobra_stretch", by="neighbour"),)),
)
spoil(
    "suggestions_answered",
    "one of two is dropped",
    lambda: valid().with_intake(
        suggested=(
            Suggestion(activity="calf_soleus_wall", by="friend"),
            Suggestion(activity="hamstring_seated", by="friend"),
        )
    ),
)
spoil(
    "suggestions_answered",
    "the answer is empty",
    lambda: (
        valid()
        .with_intake(suggested=(Suggestion(activity="cobra_stretch", by="neighbour"),))
        .with_plan(conflicts=(p.Conflict(text="", between=("cobra_stretch",)),))
    ),
)
spoil(
    "overrides_listed",
    "silent",
    lambda: overriding(valid(), Override(rule="cr_203", by="person", reason="no time")),
)
spoil(
    "overrides_listed",
    "one of two is silent",
    lambda: overriding(
        valid(),
        Override(rule="cr_203", by="person", reason="no time"),
        Override(rule="cr_127", by="podiatrist", reason="declined"),
    ).with_plan(conflicts=(p.Conflict(text="Set aside.", between=("cr_203",)),)),
)
spoil(
    "overrides_listed",
    "named without a word",
    lambda: overriding(valid(), Override(rule="cr_203", by="person", reason="no time")).with_plan(
        conflicts=(p.Conflict(text=" ", between=("cr_203",)),)
    ),
)
spoil(
    "forbidden_words",
    "a promise",
    lambda: valid().with_plan(maintenance=("This will cure your back.",)),
)
spoil(
    "forbidden_words",
    "in capitals, deep inside",
    lambda: valid().item("w3-d1", "calf_soleus_wall", what="GUARANTEED relief"),
)
spoil(
    "forbidden_words",
    "a dose of a medicine",
    lambda: valid().with_plan(warnings=("Take 400 mg before the session.",)),
)
spoil("provenance", "another intake", lambda: valid().with_intake(sha256="9" * 64))
spoil(
    "provenance",
    "another catalog",
    lambda: replace(valid(), catalog=changed(CATALOG, sha256="9" * 64)),
)
spoil(
    "provenance",
    "another template",
    lambda: replace(valid(), template=changed(valid().template, sha256="9" * 64)),
)
spoil(
    "provenance",
    "another start",
    lambda: valid().with_plan(request=changed(valid().plan.request, weeks=12)),
)
READ = BusyCalendar(
    file="work.ics",
    sha256="1" * 64,
    busy=(Busy(start=moment(8, 9), end=moment(8, 10)),),
)
RECORD = p.CalendarRead(
    file="work.ics",
    sha256="1" * 64,
    busy=(p.BusyTime(start=moment(8, 9), end=moment(8, 10)),),
)


def with_calendar(**record: Any) -> Bundle:
    recorded = valid().with_plan(busy_calendars=(changed(RECORD, **record),))
    return recorded.with_intake(busy_calendars=(READ,))


spoil("provenance", "another calendar", lambda: with_calendar(sha256="2" * 64), "calendars")
spoil("provenance", "busy times taken away", lambda: with_calendar(busy=()), "calendars")
spoil(
    "provenance",
    "a calendar that nobody gave",
    lambda: valid().with_plan(busy_calendars=(RECORD,)),
    "calendars",
)
spoil(
    "provenance",
    "a calendar that is not recorded",
    lambda: valid().with_intake(busy_calendars=(READ,)),
    "calendars",
)
spoil("proven_claims", "optimal without proof", lambda: valid().with_plan(status="optimal"))
spoil(
    "proven_claims",
    "proven, but short of the bound",
    lambda: repeated(valid(), "objective", proven=True),
)
spoil("proven_claims", "a bound above the value", lambda: repeated(valid(), "objective", bound=9))
spoil(
    "proven_claims",
    "optimal with nothing to prove",
    lambda: valid().with_plan(status="optimal", objective=()),
)
spoil("plan_format", "another format", lambda: valid().with_plan(format="plan/2"))
spoil("plan_format", "a week is missing", lambda: valid().with_plan(weeks=valid().plan.weeks[:-1]))
spoil("plan_format", "a session without items", lambda: valid().session("w2-d1", items=()))
spoil(
    "plan_format", "a gap between phases", lambda: valid().with_plan(phases=valid().plan.phases[1:])
)
spoil("plan_format", "nothing on how to go on", lambda: valid().with_plan(maintenance=()))
spoil("forecast", "a straight line", lambda: points(straight))
spoil(
    "forecast",
    "a kilogram better than the model",
    lambda: points(lambda q: changed(q, value=q.value - 1)),
)
spoil("forecast", "a narrow band", lambda: points(lambda q: changed(q, low=q.value, high=q.value)))
spoil(
    "forecast", "a deficit above the cap", lambda: assumed(deficit_kcal_per_day=900), "deficit 900"
)
spoil(
    "forecast",
    "less to eat than is safe",
    lambda: assumed(deficit_kcal_per_day=740, pal=1.0),
    "kcal a day to eat",
)
spoil("forecast", "not a goal", lambda: slimming().with_facts(goal_weight_loss=False))
spoil(
    "forecast",
    "not in an eating disorder",
    lambda: slimming().with_facts(eating_disorder_flag=True),
)
spoil("forecast", "not with heart failure", lambda: slimming().having(heart_failure="controlled"))
spoil("forecast", "assumptions left out", lambda: assumed(pal=None))
spoil(
    "forecast",
    "the loss is too fast",
    lambda: points(lambda q: changed(q, value=88 - 1.5 * q.week)),
    "weight_loss_kg_week",
)
