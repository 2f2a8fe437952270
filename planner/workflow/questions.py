"""What is still worth asking: unknown facts, and what each of them keeps open or closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.verdict import Status
from planner.eligibility import decide
from planner.intake import read_intake, resolve_answers
from planner.knowledge import load_catalog
from planner.knowledge.catalog import Catalog
from planner.knowledge.derivation import Derivation
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Fact, Node, Rule
from planner.rules import firings

_STOPS = ("emergency", "stop_and_seek_clearance")


class OpenQuestion(Struct, frozen=True, kw_only=True):
    """A question whose answer can still change the plan.

    Attributes:
        id: fact, or checklist (`kind` says which).
        facts: unknown facts that it answers.
        needed: without an answer no plan can be made.
        red_flags: safety rules that cannot be decided without it.
        closed: activities (and sides) that stay closed without it.
        text: the question.
        why: what an answer would change, in one sentence.
    """

    id: str
    kind: str
    facts: tuple[str, ...]
    needed: bool
    red_flags: tuple[str, ...]
    closed: int
    text: str
    why: str


def questions_of_file(path: Path | str, directory: Path | None = None) -> tuple[OpenQuestion, ...]:
    """Questions that are worth asking for an intake file.

    Args:
        path: the intake; `-` is standard input.
        directory: folder of the catalog; None is the one that ships with the planner.

    Raises:
        BadInput: with every problem of the file.
    """
    catalog = load_catalog(directory)
    return open_questions(read_intake(path, catalog), catalog)


def open_questions(intake: Intake, catalog: Catalog) -> tuple[OpenQuestion, ...]:
    """Questions that are worth asking, the most consequential first."""
    answers = resolve_answers(intake, catalog)
    flags = undecided_red_flags(catalog, answers)
    closed = closed_by_unknown(intake, catalog, answers)
    blocking = [
        fact.id
        for fact in catalog.facts.values()
        if fact.unknown == "blocks" and fact.id not in answers.facts
    ]
    asked: dict[str, list[str]] = {}
    for fact in catalog.facts:
        if fact in flags or fact in closed or fact in blocking:
            asked.setdefault(question_for(fact, catalog), []).append(fact)
    questions = [
        _question(name, facts, flags, closed, blocking, catalog) for name, facts in asked.items()
    ]
    return tuple(sorted(questions, key=_consequence))


def _consequence(question: OpenQuestion) -> tuple[bool, int, int]:
    return not question.needed, -len(question.red_flags), -question.closed


def _question(
    name: str,
    facts: list[str],
    flags: dict[str, tuple[str, ...]],
    closed: dict[str, int],
    blocking: list[str],
    catalog: Catalog,
) -> OpenQuestion:
    rules = tuple(dict.fromkeys(rule for fact in facts for rule in flags.get(fact, ())))
    items = max((closed.get(fact, 0) for fact in facts), default=0)
    needed = bool(rules) or any(fact in blocking for fact in facts)
    group = catalog.screening_groups.get(name)
    text = group.intro if group else question_text(catalog.facts[name])
    why = []
    if needed:
        why.append(messages_of(catalog).say("plan.question_needed"))
    if items:
        why.append(messages_of(catalog).counted("plan.question_closes", items))
    return OpenQuestion(
        id=name,
        kind="checklist" if group else "question",
        facts=tuple(facts),
        needed=needed,
        red_flags=rules,
        closed=items,
        text=text,
        why="; ".join(why),
    )


def question_text(fact: Fact) -> str:
    """The question for a fact: its recall form where the fact usually comes from a log."""
    return fact.intake_ask or fact.ask


def question_for(fact: str, catalog: Catalog) -> str:
    """The checklist that asks for a fact, or the fact itself."""
    if fact in catalog.single_questions:
        return fact
    for group in catalog.screening_groups.values():
        if group.ask_at == "intake" and fact in group.none_means:
            return group.id
    return fact


def undecided_red_flags(catalog: Catalog, answers: Answers) -> dict[str, tuple[str, ...]]:
    """Facts that can be asked, each with the safety rules that wait for it."""
    found: dict[str, list[str]] = {}
    for firing in firings(catalog, answers):
        if firing.outcome is None and is_red_flag(firing.rule):
            for fact in askable(firing.unknown, answers, catalog):
                found.setdefault(fact, []).append(firing.rule.id)
    return {fact: tuple(dict.fromkeys(rules)) for fact, rules in found.items()}


def is_red_flag(rule: Rule) -> bool:
    """The rule can end the plan."""
    for effect in rule.then:
        if effect.stop is not None and effect.stop.scope == "plan":
            return True
        if effect.decide is not None and effect.decide.decision in _STOPS:
            return True
    return False


def closed_by_unknown(intake: Intake, catalog: Catalog, answers: Answers) -> dict[str, int]:
    """Facts that can be asked, each with the number of verdicts that it keeps closed."""
    count: Counter[str] = Counter()
    for verdict in decide(catalog, intake, answers, intake.plan.weeks).verdicts.values():
        if verdict.status <= Status.PRECAUTION:
            continue
        unknown = [fact for reason in verdict.reasons for fact in reason.unknown]
        count.update(set(askable(unknown, answers, catalog)))
    return dict(count)


def askable(unknown: Iterable[str], answers: Answers, catalog: Catalog) -> list[str]:
    """Unknown facts that a person can answer: derived ones are traced to what they need."""
    rows = {row.fact: row for row in catalog.derivations.derivations}
    found: dict[str, None] = {}
    waiting = list(dict.fromkeys(unknown))
    seen = set(waiting)
    while waiting:
        fact = waiting.pop(0)
        known = catalog.facts.get(fact)
        if known is None or fact in answers.facts:
            continue
        if known.answered_by != "derived" or known.intake_ask is not None:
            found[fact] = None
        elif fact in rows:
            needs = [need for need in inputs(rows[fact]) if need not in seen]
            waiting += needs
            seen.update(needs)
    return list(found)


def inputs(row: Derivation) -> list[str]:
    """Facts that a derivation reads."""
    trees = [fact for choice in row.choices for fact in facts_of(choice.when)]
    return [*row.facts, *trees, *row.only_if_answered]


def facts_of(node: Node) -> Iterator[str]:
    """Facts that a tree reads."""
    if node.fact is not None:
        yield node.fact
    for branch in (*(node.all or ()), *(node.any or ()), *([node.not_] if node.not_ else [])):
        yield from facts_of(branch)
