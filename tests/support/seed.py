"""The cases of tests/cases/seed: people, what must be decided for them, and what plans must show.

A file is named after the statement that it proves. `cases` are judged on decisions (verdicts,
demands, limits, screening ...); `plans` on finished plans that are shared with other tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from planner.documents import load_yaml
from planner.domain.answers import Answers
from planner.domain.intake import Goal, Preferences, Suggestion
from planner.domain.plan import Plan
from planner.domain.verdict import Status, Verdict
from planner.eligibility import Eligibility, decide
from planner.knowledge import Catalog
from planner.knowledge.model import Target
from planner.rules import activities_of, firings
from planner.screening import ScreeningResult, screen
from planner.workflow.proof.person import whole_answers
from tests.support.people import CATALOG, intake

FOLDER = Path(__file__).parents[1] / "cases" / "seed"
READY = (Status.ELIGIBLE, Status.PRECAUTION)
NEVER = 10_000
MAPPINGS = ("facts", "conditions", "criteria")
PEOPLE: dict[str, Any] = load_yaml(FOLDER.parent / "seed_people.yaml").data


class Case(NamedTuple):
    """One person of a statement, with what must be decided."""

    statement: str
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.statement}-{self.data['name'].replace(' ', '_')}"


class SharedPlan(NamedTuple):
    """One expectation of a finished plan."""

    statement: str
    of: str
    expect: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.statement}-{self.of}-{next(iter(self.expect))}"


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(FOLDER / f"{name}.yaml").data
    return found


def statements() -> list[str]:
    return sorted(
        (path.stem for path in FOLDER.glob("*.yaml")), key=lambda s: (s[0] != "S", int(s[1:]))
    )


def cases() -> list[Case]:
    return [Case(name, data) for name in statements() for data in read(name)["cases"]]


def shared_plans() -> list[SharedPlan]:
    return [
        SharedPlan(name, entry["of"], expect)
        for name in statements()
        for entry in read(name).get("plans", ())
        for expect in entry["expect"]
    ]


def rules_of(statement: str) -> frozenset[str]:
    """Rules of the catalog that carry the statement."""
    return frozenset(rule.id for rule in CATALOG.rules.values() if statement in rule.seed)


def without(rules: frozenset[str]) -> Catalog:
    """The catalog without these rules."""
    kept = {name: rule for name, rule in CATALOG.rules.items() if name not in rules}
    return replace(CATALOG, rules=kept)


def stretched_muscles() -> list[str]:
    found: dict[str, None] = {}
    for activity in CATALOG.activities.values():
        if activity.component == "stretch":
            found.update(dict.fromkeys(activity.muscles.stretched))
    return list(found)


def person_of(data: dict[str, Any]) -> dict[str, Any]:
    """The answers of a case on top of those of the person that it names."""
    base = PEOPLE[data["person"]] if "person" in data else {}
    return {key: {**base.get(key, {}), **data.get(key, {})} for key in MAPPINGS} | {
        "responses": data.get("responses", [])
    }


class Outcome:
    """Everything that is decided for the person of a case, with one catalog."""

    def __init__(self, case: Case, catalog: Catalog) -> None:
        self.catalog = catalog
        self.data = case.data
        self.weeks: int = case.data.get("weeks", 12)
        self.answers = self._answers(case)
        wishes = case.data.get("intake", {})
        self.intake = intake(
            self.weeks,
            suggested=tuple(Suggestion(**entry) for entry in wishes.get("suggested", ())),
            preferences=Preferences(never=tuple(wishes.get("never", ()))),
            goals=tuple(Goal(**entry) for entry in wishes.get("goals", ())),
        )
        self.eligibility: Eligibility = decide(catalog, self.intake, self.answers, self.weeks)
        self.screening: ScreeningResult = screen(catalog, self.answers)

    def _answers(self, case: Case) -> Answers:
        tried = case.data.get("tried")
        named = [*(case.data.get("trials") or ())]
        taken = {(entry["muscle"], entry["side"]) for entry in named}
        for muscle in stretched_muscles() if tried else ():
            for side in ("left", "right"):
                if not {(muscle, side), (muscle, "both")} & taken:
                    named.append({"muscle": muscle, "side": side, "outcome": tried})
        person = person_of(case.data)
        answers = whole_answers({**person, "trials": named}, self.catalog, case.id)
        gone = set(case.data.get("unanswered", ()))
        return replace(answers, facts={k: v for k, v in answers.facts.items() if k not in gone})

    def target(self, data: dict[str, Any]) -> frozenset[str]:
        return activities_of(msgspec.convert(data, Target), self.catalog)

    def verdicts(self, expect: dict[str, Any], verb: str) -> list[Verdict]:
        """Verdicts of the target of an expectation, on its side."""
        wanted, side = self.target(expect[verb]), expect.get("side")
        found = [
            verdict
            for (name, own), verdict in self.eligibility.verdicts.items()
            if name in wanted and (side is None or own in (None, side))
        ]
        assert found, f"nothing is meant by {expect[verb]}"
        return found


def opens(verdict: Verdict) -> int:
    """First week in which it may be done."""
    if verdict.status in (Status.EXCLUDED, Status.NO_BENEFIT, Status.NOT_AVAILABLE):
        return NEVER
    return verdict.opens_week or NEVER


def is_open(o: Outcome, e: dict[str, Any]) -> bool:
    return all(opens(v) == 1 and v.status in READY for v in o.verdicts(e, "open"))


def some_open(o: Outcome, e: dict[str, Any]) -> bool:
    return any(opens(v) == 1 for v in o.verdicts(e, "some_open"))


def closed(o: Outcome, e: dict[str, Any]) -> bool:
    return all(opens(v) == NEVER for v in o.verdicts(e, "closed"))


def waits(o: Outcome, e: dict[str, Any]) -> bool:
    verdicts = o.verdicts(e, "waits")
    late = all(opens(v) >= e["until_week"] for v in verdicts)
    return late and all(v.status is Status.DEFERRED or opens(v) == NEVER for v in verdicts)


def waits_for(o: Outcome, e: dict[str, Any]) -> bool:
    return all(e["criterion"] in v.until or opens(v) == NEVER for v in o.verdicts(e, "waits_for"))


def no_benefit(o: Outcome, e: dict[str, Any]) -> bool:
    return all(v.status is Status.NO_BENEFIT for v in o.verdicts(e, "no_benefit"))


def careful(o: Outcome, e: dict[str, Any]) -> bool:
    """Each item carries a precaution of one of the named rules."""
    texts = {
        effect.precaution.text
        for name in e["of"]
        for effect in CATALOG.rules[name].then
        if effect.precaution is not None
    }
    assert texts
    return all(texts & set(v.precautions) for v in o.verdicts(e, "careful"))


def favoured(o: Outcome, e: dict[str, Any]) -> bool:
    return all(v.prefer > 0 for v in o.verdicts(e, "favoured"))


def weighed_against(o: Outcome, e: dict[str, Any]) -> bool:
    return all(v.avoid > 0 for v in o.verdicts(e, "weighed_against"))


def not_after_waking(o: Outcome, e: dict[str, Any]) -> bool:
    wanted = o.target(e["not_after_waking"])
    return all(o.eligibility.after_waking.get(name, 0) >= e["minutes"] for name in wanted)


def asks(o: Outcome, e: dict[str, Any]) -> bool:
    return set(e["asks"]) <= {fact for fact, _ in o.eligibility.questions}


def demands(o: Outcome, e: dict[str, Any]) -> bool:
    """A hard or soft demand whose fields are these, on exactly this target."""
    fields = {k: v for k, v in e.items() if k not in ("demands", "of", "weeks", "holds")}
    what = o.target(e["demands"])
    of = o.target(e["of"]) if "of" in e else None
    return any(
        requirement.what == what
        and (of is None or requirement.of == of)
        and all(getattr(requirement.body, name) == value for name, value in fields.items())
        and ("weeks" not in e or set(e["weeks"]) <= set(requirement.weeks))
        for requirement in o.eligibility.requirements
    )


def limits(o: Outcome, e: dict[str, Any]) -> bool:
    """A cap or floor with this value, in these weeks, on this target."""
    kind, quantity = e["limits"].split()
    target = o.target(e["on"]) if "on" in e else frozenset()
    return any(
        (limit.kind, limit.quantity, limit.value) == (kind, quantity, e["at"])
        and limit.activities >= target
        and set(e.get("weeks", ())) <= set(limit.weeks)
        for limit in o.eligibility.limits
    )


def ordered(o: Outcome, e: dict[str, Any]) -> bool:
    if isinstance(e["ordered"], list):
        wanted = tuple(e["ordered"])
        return any(
            order.sequence == wanted and order.spacing_weeks == e.get("weeks_apart")
            for order in o.eligibility.orders
        )
    first, then = o.target(e["ordered"]), o.target(e["not_after"])
    return any(order.first == first and order.not_after == then for order in o.eligibility.orders)


def decision(o: Outcome, e: dict[str, Any]) -> bool:
    return o.screening.decision == e["decision"]


def finds(o: Outcome, e: dict[str, Any]) -> bool:
    """The screening names a finding of one of these rules."""
    return bool({finding.rule for finding in o.screening.findings} & set(e["finds"]))


def disabled(o: Outcome, e: dict[str, Any]) -> bool:
    return set(e["disabled"]) <= o.eligibility.disabled


def assures(o: Outcome, e: dict[str, Any]) -> bool:
    held = {
        effect.assure.check
        for firing in firings(o.catalog, o.answers)
        for effect in firing.effects
        if effect.assure is not None
    }
    return set(e["assures"]) <= held


def advises(o: Outcome, e: dict[str, Any]) -> bool:
    wanted = {(rule, e["effect"]) for rule in e["advises"]}
    return wanted <= {(entry.rule, entry.effect) for entry in o.eligibility.advice}


def conflict(o: Outcome, e: dict[str, Any]) -> bool:
    """A conflict lies between the item and one of the rules."""
    return any(
        e["conflict"] in note.between and set(e["with"]) & set(note.between)
        for note in o.eligibility.conflicts
    )


def retest(o: Outcome, e: dict[str, Any]) -> bool:
    days = {(again.date - o.intake.plan.start).days for again in o.eligibility.retests}
    criteria = {name for again in o.eligibility.retests for name in again.unlocks}
    return e["after_days"] in days and e["retest"] in criteria


VERBS: dict[str, Callable[[Outcome, dict[str, Any]], bool]] = {
    "open": is_open,
    **{
        judge.__name__: judge
        for judge in (
            some_open, closed, waits, waits_for, no_benefit, careful, favoured, weighed_against,
            not_after_waking, asks, demands, limits, ordered, decision, finds, disabled, assures,
            advises, conflict, retest,
        )
    },
}  # fmt: skip


def failures(case: Case, catalog: Catalog) -> list[dict[str, Any]]:
    """Expectations of the case that do not hold with the catalog."""
    outcome = Outcome(case, catalog)
    found = []
    for expect in case.data["expect"]:
        verb = next(key for key in expect if key in VERBS)
        if VERBS[verb](outcome, expect) is not expect.get("holds", True):
            found.append(expect)
    return found


def dated(plan: Plan, wanted: frozenset[str]) -> list[dt.date]:
    days = [s.date for s in plan.sessions for item in s.items if item.activity in wanted]
    return sorted(days + [entry.date for entry in plan.all_day if entry.activity in wanted])


def weeks_with(plan: Plan, wanted: frozenset[str]) -> set[int]:
    weeks = {s.week for s in plan.sessions for item in s.items if item.activity in wanted}
    return weeks | {entry.week for entry in plan.all_day if entry.activity in wanted}


def of(data: dict[str, Any]) -> frozenset[str]:
    return activities_of(msgspec.convert(data, Target), CATALOG)


def not_before(plan: Plan, e: dict[str, Any]) -> bool:
    return all(week >= e["week"] for week in weeks_with(plan, of(e["not_before"])))


def absent(plan: Plan, e: dict[str, Any]) -> bool:
    return not dated(plan, of(e["absent"]))


def present(plan: Plan, e: dict[str, Any]) -> bool:
    found = weeks_with(plan, of(e["present"]))
    return bool(found) and ("week" not in e or e["week"] in found)


def first(plan: Plan, e: dict[str, Any]) -> bool:
    """The first of one lies on or before the first of the other, or `days` earlier."""
    ahead, later = dated(plan, of(e["first"])), dated(plan, of(e["before"]))
    gap = dt.timedelta(days=e.get("days", 0))
    return bool(ahead) and bool(later) and ahead[0] + gap <= later[0]


def share(plan: Plan, e: dict[str, Any]) -> bool:
    return all(
        100 * week.minutes.get(e["share"], 0) <= e["at_most"] * sum(week.minutes.values())
        for week in plan.weeks
    )


def beside(plan: Plan, e: dict[str, Any]) -> bool:
    """Every week from `from_week` with the first component holds the others too."""
    weeks = [w for w in plan.weeks if w.week >= e["from_week"] and w.days.get(e["beside"], 0)]
    return bool(weeks) and all(all(w.days.get(c, 0) for c in e["holds"]) for w in weeks)


def never_first(plan: Plan, e: dict[str, Any]) -> bool:
    found = [s.items[0].component for s in plan.sessions if s.items]
    return e["never_first"] not in found


def said(plan: Plan, e: dict[str, Any]) -> bool:
    """No item lacks one of these fields."""
    items = [item for session in plan.sessions for item in session.items]
    return bool(items) and all(getattr(item, field) for item in items for field in e["said"])


def reasons(plan: Plan, e: dict[str, Any]) -> bool:
    known = {
        *CATALOG.rules, *CATALOG.conditions, *CATALOG.criteria, *CATALOG.goals,
        plan.made_from.template.id,
    }  # fmt: skip
    items = [*plan.all_day, *(item for session in plan.sessions for item in session.items)]
    return all(item.why and {why.rule for why in item.why} <= known for item in items)


PLAN_VERBS: dict[str, Callable[[Plan, dict[str, Any]], bool]] = {
    judge.__name__: judge
    for judge in (
        not_before, absent, present, first, share, beside, never_first, said, reasons,
    )
}  # fmt: skip


def holds(plan: Plan, expect: dict[str, Any]) -> bool:
    verb = next(key for key in expect if key in PLAN_VERBS)
    return PLAN_VERBS[verb](plan, expect)
