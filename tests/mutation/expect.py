"""Expectations of tests/cases/rules: what a rule decides for one person, judged on the outcome.

An expectation is a mapping with one verb. `by` names the rule that must be given as the reason;
judged without it, any rule may have decided the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import Override
from planner.domain.verdict import Status, Verdict
from planner.eligibility.overrides import allowed_overrides
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Effect, Target
from planner.knowledge.words import effect_words, limit_words
from planner.rules import limit_value
from tests.mutation.decided import Outcome, meant
from tests.support.people import CATALOG

NEVER = 10_000
Expect = dict[str, Any]
SHUT = (Status.EXCLUDED, Status.NO_BENEFIT, Status.NOT_AVAILABLE)
CLINICIAN = CATALOG.derivations.clinician_roles[0]
BY = {"nobody": (), "clinician": (CLINICIAN,), "person": (CLINICIAN, "person")}


def target_of(data: Any) -> Target:
    return msgspec.convert(data, Target)


def plain(value: Any) -> Any:
    """The value as it is read from a file: no tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))


def opens(verdict: Verdict) -> int:
    """First week in which the item may be done."""
    return NEVER if verdict.status in SHUT else verdict.opens_week or NEVER


def _named(verdicts: Iterable[Verdict], e: Expect) -> bool:
    return "by" not in e or all(e["by"] in {r.rule for r in v.reasons} for v in verdicts)


def closed(o: Outcome, e: Expect) -> bool:
    """Not in the plan, or not before a week and a criterion."""
    verdicts = o.verdicts(target_of(e["closed"]), e.get("side"))
    week, waits = e.get("from_week", NEVER), set(e.get("until", ()))
    late = all(opens(v) == NEVER or waits <= set(v.until) for v in verdicts)
    late = late and week == min((opens(v) for v in verdicts), default=None)
    pending = all(opens(v) == NEVER or v.status is Status.DEFERRED for v in verdicts)
    return bool(verdicts) and late and pending and _named(verdicts, e)


def no_benefit(o: Outcome, e: Expect) -> bool:
    verdicts = o.verdicts(target_of(e["no_benefit"]), e.get("side"))
    useless = all(v.status >= Status.NO_BENEFIT for v in verdicts)
    return bool(verdicts) and useless and _named(verdicts, e)


def not_after_waking(o: Outcome, e: Expect) -> bool:
    barred = o.eligibility.after_waking
    items = meant(target_of(e["not_after_waking"]))
    return e["minutes"] == min((barred.get(name, 0) for name in items), default=None)


def careful(o: Outcome, e: Expect) -> bool:
    """Each item carries the precaution that is the effect `number` (from 1) of the rule `of`."""
    verdicts = o.verdicts(target_of(e["careful"]), e.get("side"))
    precaution = CATALOG.rules[e["of"]].then[e["number"] - 1].precaution
    assert precaution is not None
    return bool(verdicts) and all(precaution.text in v.precautions for v in verdicts)


def after_meal(o: Outcome, e: Expect) -> bool:
    text = CATALOG.decision_policy.texts["after_meal"].format(minutes=e["minutes"])
    return all(text in v.precautions for v in o.verdicts(target_of(e["after_meal"])))


def weight(o: Outcome, e: Expect) -> bool:
    """The summed weight for or against each item; the least of them is this."""
    verdicts = o.verdicts(target_of(e["for"]), e.get("side"))
    return e["least"] == min((getattr(v, e["weight"]) for v in verdicts), default=None)


def limit(o: Outcome, e: Expect) -> bool:
    """A cap or floor with these fields; `hard` and `also` are fields of its own and of its body."""
    kind, quantity = e["limit"].split()
    activities, weeks = meant(target_of(e["for"])), set(e["weeks"])
    return any(
        (found.kind, found.quantity, found.value) == (kind, quantity, e["at"])
        and found.activities >= activities
        and weeks <= set(found.weeks)
        and found.hard is e["hard"]
        and _also(found.body, e)
        and e.get("by") in (None, found.rule)
        for found in o.eligibility.limits
    )


def _also(body: msgspec.Struct, e: Expect) -> bool:
    fields = plain(body)
    return all(fields.get(name) == value for name, value in e.get("also", {}).items())


def demand(o: Outcome, e: Expect) -> bool:
    of = meant(target_of(e["of"])) if "of" in e else None
    return any(
        found.relation == e["demand"]
        and found.what == meant(target_of(e["what"]))
        and (of is None or (found.of or frozenset()) >= of)
        and set(e["weeks"]) <= set(found.weeks)
        and found.hard is e["hard"]
        and _also(found.body, e)
        and e.get("by") in (None, found.rule)
        for found in o.eligibility.requirements
    )


def order(o: Outcome, e: Expect) -> bool:
    return any(
        plain(found.body) == e["order"]
        and found.hard is e["hard"]
        and e.get("by") in (None, found.rule)
        for found in o.eligibility.orders
    )


def replaced(o: Outcome, e: Expect) -> bool:
    wanted, others = meant(target_of(e["replaced"])), tuple(e["with"])
    return any(
        wanted - set(others) <= found.replaced
        and found.by == others
        and e.get("by") in (None, found.rule)
        for found in o.eligibility.substitutions
    )


def told(o: Outcome, e: Expect) -> bool:
    """The person is told this effect, in the words of the catalog's messages."""
    if isinstance(e["told"], str):
        return any(
            found.effect == e["told"] and e.get("by") in (None, found.rule)
            for found in o.eligibility.advice
        )
    effect = msgspec.convert(e["told"], Effect)
    text = _words(effect, o.person.answers)
    return any(
        found.text == text and e.get("by") in (None, found.rule) for found in o.eligibility.advice
    )


def _words(effect: Effect, answers: Answers) -> str:
    messages, bound = messages_of(CATALOG), effect.cap or effect.floor
    if bound is None:
        return effect_words(effect, CATALOG, messages)
    value = limit_value(bound, answers)
    return f"{limit_words(effect.kind, bound, CATALOG, messages, value)}."


def refer(o: Outcome, e: Expect) -> bool:
    return any(
        found.urgency == e["refer"] and e.get("by") in (None, found.rule)
        for found in o.screening.referrals
    )


def decision(o: Outcome, e: Expect) -> bool:
    """The screening's decision; `by` is among its findings, which stop the plan or not."""
    found = [f for f in o.screening.findings if f.rule == e.get("by", f.rule)]
    stopping = e["stops"] in {finding.stops for finding in found}
    return o.screening.decision == e["decision"] and stopping and bool(_keeps(o, e))


def _keeps(o: Outcome, e: Expect) -> bool:
    return "keeps" not in e or list(o.screening.keeps) == e["keeps"]


def session_stops(o: Outcome, e: Expect) -> bool:
    """The person is told when a session ends at once, in the words of this rule."""
    bodies = [effect.stop for effect in CATALOG.rules[e["session_stops"]].then]
    texts = {body.text for body in bodies if body is not None and body.scope == "session"}
    return bool(texts) and texts <= set(o.screening.notes)


def asks(o: Outcome, e: Expect) -> bool:
    return any(
        fact == e["asks"] and e.get("by") in (None, rule) for fact, rule in o.eligibility.questions
    )


def disabled(o: Outcome, e: Expect) -> bool:
    return e["disabled"] in o.eligibility.disabled


def assures(o: Outcome, e: Expect) -> bool:
    held = {
        effect.assure.check
        for firing in o.firings
        for effect in firing.effects
        if effect.assure is not None
    }
    return e["assures"] in held


def retest(o: Outcome, e: Expect) -> bool:
    """Something is tried again on this day of the plan."""
    start = o.person.intake.plan.start
    return any((again.date - start).days == e["retest"] for again in o.eligibility.retests)


def afterwards(o: Outcome, e: Expect) -> bool:
    return e["afterwards"] in o.eligibility.afterwards


def set_aside_by(o: Outcome, e: Expect) -> bool:
    """Whose override takes the rule out: nobody's, a clinician's only, or the person's too."""
    taken = []
    for by in BY["person"]:
        wish = replace(
            o.person.intake, overrides=(Override(rule=e["by"], by=by, reason="a reason"),)
        )
        if e["by"] in allowed_overrides(o.catalog, wish):
            taken.append(by)
    return tuple(taken) == BY[e["set_aside_by"]]


VERBS: dict[str, Callable[[Outcome, Expect], bool]] = {
    judge.__name__: judge
    for judge in (
        closed, no_benefit, not_after_waking, after_meal, careful, weight, limit, demand, order,
        replaced, told, refer, decision, session_stops, asks, disabled, assures, retest, afterwards,
        set_aside_by,
    )
}  # fmt: skip


def verb_of(expect: Expect) -> str:
    return next(key for key in expect if key in VERBS)


def holds(outcome: Outcome, expect: Expect) -> bool:
    return VERBS[verb_of(expect)](outcome, expect)
