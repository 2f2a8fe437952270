"""Why an activity is in the plan, or why not: rules, sentences and sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from planner.documents import hint
from planner.domain.plan import AllDay, Because, Excluded, Item, Plan
from planner.errors import BadInput, Problem
from planner.explain.dose import dose_in_words
from planner.explain.layout import Section, day, points, wrap
from planner.explain.messages import Messages
from planner.knowledge import Catalog
from planner.knowledge.model import Source

WIDTH = 96
AUTHORS_SHOWN = 3
SIDES = ("left", "right")
NOT_INDICATED = "indicated_by"
# What a rule says of "the stretch that was tried" is no sentence for a reader.
PLACEHOLDER = "@"


class Ground(Struct, frozen=True):
    """One reason with its citations."""

    rule: str
    text: str
    sources: tuple[str, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """Answer to "why?": what was decided, what it means in practice, and on what grounds."""

    activity: str
    statement: str
    details: tuple[str, ...]
    grounds: tuple[Ground, ...]

    def section(self, width: int = WIDTH) -> Section:
        """The explanation as text of at most `width` columns."""
        lines = points(self.details, width)
        for ground in self.grounds:
            lines += wrap(f"{ground.rule}: {ground.text}", width, first="  * ")
            for source in ground.sources:
                lines += wrap(source, width, first="      ")
        title = textwrap.fill(self.statement, width, break_long_words=False)
        return Section(title, tuple(lines))


def explain_plan(plan: Plan, catalog: Catalog, messages: Messages) -> tuple[Explanation, ...]:
    """An explanation of every activity in the plan, in order of its first day."""
    seen: dict[str, None] = {}
    for session in plan.sessions:
        seen.update((item.activity, None) for item in session.items)
    seen.update((entry.activity, None) for entry in plan.all_day)
    return tuple(
        explanation
        for activity in seen
        for explanation in explain_activity(plan, activity, catalog, messages)
    )


def explain_activity(
    plan: Plan, activity: str, catalog: Catalog, messages: Messages
) -> tuple[Explanation, ...]:
    """Why the activity is in, or why not; one explanation for each side that differs.

    Raises:
        BadInput: the catalog has no such activity.
    """
    if activity not in catalog.activities:
        raise BadInput([Problem(activity or "ACTIVITY", 0, "", _unknown(activity, catalog))])
    found: list[Explanation] = []
    uses = _uses(plan, activity)
    if uses:
        found.append(_included(activity, uses, catalog, messages))
    for entry in _sides_joined(plan.excluded, activity):
        found.append(_excluded(entry, plan, catalog, messages))
    if not found:
        name = catalog.activities[activity].name
        statement = messages.say("explain.not_chosen", name=name)
        found.append(Explanation(activity=activity, statement=statement, details=(), grounds=()))
    return tuple(found)


def cite(source: Source) -> str:
    """Authors (year). Title. doi - enough to find the work."""
    authors = source.authors.split(", ")
    shown = ", ".join(authors[:AUTHORS_SHOWN])
    if len(authors) > AUTHORS_SHOWN:
        shown += " et al."
    year = f" ({source.year})" if source.year else ""
    place = f" doi:{source.doi}" if source.doi else f" {source.url}" if source.url else ""
    return f"{shown}{year}. {source.title.rstrip('.')}.{place}"


def _unknown(activity: str, catalog: Catalog) -> str:
    near = hint(activity, catalog.activities) or "; 'planner catalog search WORD' finds its id"
    return f"is not an activity of the catalog{near}"


def _uses(plan: Plan, activity: str) -> list[tuple[str, Item | AllDay]]:
    """Every use with its day in words, in order of time."""
    dated: list[tuple[str, str, Item | AllDay]] = []
    for session in plan.sessions:
        for item in session.items:
            if item.activity == activity:
                dated.append((session.date.isoformat(), day(session.date), item))
    for entry in plan.all_day:
        if entry.activity == activity:
            dated.append((entry.date.isoformat(), day(entry.date), entry))
    dated.sort(key=lambda use: use[0])
    return [(words, use) for _, words, use in dated]


def _included(
    activity: str, uses: list[tuple[str, Item | AllDay]], catalog: Catalog, messages: Messages
) -> Explanation:
    date, first = uses[0]
    details: dict[str, None] = {}
    for words, use in uses:
        dose = dose_in_words(use.dose, messages, use.side)
        if not any(detail.endswith(dose) for detail in details):
            details[f"{words}: {dose}"] = None
        if use.conditional is not None:
            meaning = _criterion(use.conditional, catalog)
            details[messages.say("explain.conditional", criterion=meaning)] = None
    details.update((text, None) for text in first.precautions)
    because = {reason: None for _, use in uses for reason in use.why}
    return Explanation(
        activity=activity,
        statement=messages.say("explain.in_plan", name=first.name, count=len(uses), date=date),
        details=tuple(details),
        grounds=tuple(_ground(reason, catalog, messages) for reason in because),
    )


def _sides_joined(excluded: Iterable[Excluded], activity: str) -> list[Excluded]:
    """What is said of the activity; once, where the same is said of both sides."""
    entries = [entry for entry in excluded if entry.activity == activity]
    if len(entries) == len(SIDES) and replace(entries[0], side=None) == replace(
        entries[1], side=None
    ):
        return [replace(entries[0], side=" and ".join(SIDES))]
    return entries


def _excluded(entry: Excluded, plan: Plan, catalog: Catalog, messages: Messages) -> Explanation:
    name = catalog.activities[entry.activity].name
    verdict = messages.say(f"verdict.{entry.verdict}")
    key = "explain.not_offered" if entry.side is None else "explain.not_offered_side"
    details: list[str] = []
    if entry.until is not None:
        meaning = _criterion(entry.until, catalog)
        details.append(messages.say("explain.until", criterion=meaning))
        details += [
            gate.text
            for gate in plan.gates
            if gate.criterion == entry.until and gate.text not in meaning
        ]
    reasons = [
        Because(rule=rule, text=_own_text(rule, entry.activity, catalog)) for rule in entry.rules
    ]
    return Explanation(
        activity=entry.activity,
        statement=messages.say(key, name=name, side=entry.side, verdict=verdict),
        details=tuple(details) if reasons else (*details, entry.text),
        grounds=tuple(_ground(reason, catalog, messages) for reason in reasons),
    )


def _own_text(rule: str, activity: str, catalog: Catalog) -> str:
    """The sentence of a reason that no rule of the catalog makes, or that has a gap in it."""
    if rule == NOT_INDICATED:
        names = catalog.activities[activity].indicated_by
        words = " or ".join(
            catalog.criteria[name].meaning
            if name in catalog.criteria
            else catalog.conditions[name].name
            for name in names
        )
        return catalog.decision_policy.texts["not_indicated"].format(findings=words)
    record = catalog.rules.get(rule)
    return record.why.patient if record is not None and PLACEHOLDER in record.says else ""


def _ground(reason: Because, catalog: Catalog, messages: Messages) -> Ground:
    """The reason with the rule's own sentence, and the sources of both."""
    rule = catalog.rules.get(reason.rule)
    text = reason.text or (rule.says if rule else "")
    cited: dict[str, None] = dict.fromkeys(reason.sources)
    if rule is not None:
        if reason.text and rule.says != reason.text and PLACEHOLDER not in rule.says:
            text = f"{reason.text} ({rule.says})"
        cited.update((citation.id, None) for citation in rule.sources)
    return Ground(reason.rule, text, tuple(_citations(cited, catalog, messages)))


def _citations(ids: Iterable[str], catalog: Catalog, messages: Messages) -> list[str]:
    known = [cite(catalog.sources[source]) for source in ids if source in catalog.sources]
    return known or [messages.say("explain.no_source")]


def _criterion(criterion: str, catalog: Catalog) -> str:
    known = catalog.criteria.get(criterion)
    return f"{known.meaning} ({criterion})" if known else criterion
