"""One rule in full: what it says, when it fires, what it does, on what grounds, who may lift it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from planner.explain.layout import INDENT, Section, points, wrap
from planner.explain.sources import cite
from planner.knowledge import Catalog
from planner.knowledge.messages import Messages
from planner.knowledge.model import Rule, SeedStatement
from planner.knowledge.records import place
from planner.knowledge.words import effect_words, plain, tree_lines

WIDTH = 96


class CitedSource(Struct, frozen=True):
    """A source in words, and the place in it."""

    id: str
    text: str
    note: str | None


class CaseInWords(Struct, frozen=True):
    """A case of the rule: its kind and the answers that it names."""

    kind: str
    answers: str


class RuleExplained(Struct, frozen=True, kw_only=True):
    """A rule as a clinician reads it.

    Attributes:
        when: the tree in words, one part a line.
        does: what each effect does.
        may_set_aside: who may, and how.
        evidence_means, severity_means: meaning of the two words.
        named_by: what names the rule: other records of the catalog, templates, hazards.
    """

    rule: str
    where: str
    says: str
    when: tuple[str, ...]
    does: tuple[str, ...]
    severity: str
    severity_means: str
    may_set_aside: str
    evidence: str
    evidence_means: str
    reviewed_on: str
    sources: tuple[CitedSource, ...]
    why_patient: str
    why_clinician: str
    seed: tuple[SeedStatement, ...]
    cases: tuple[CaseInWords, ...]
    alternatives: tuple[str, ...]
    named_by: tuple[str, ...] = ()

    def sections(self, width: int = WIDTH) -> tuple[Section, ...]:
        """The rule as text of at most `width` columns."""
        head = wrap(self.says, width) + wrap(self.where, width)
        grounds = wrap(f"{plain(self.evidence)}: {self.evidence_means}", width)
        grounds += wrap(f"last review {self.reviewed_on}", width)
        grounds += points(map(_cited, self.sources), width)
        why = [f"For the person: {self.why_patient}", f"For the clinician: {self.why_clinician}"]
        seed = [line for each in self.seed for line in _seed_lines(each, width)]
        cases = [f"{plain(case.kind)}: {case.answers}" for case in self.cases]
        return (
            Section(self.rule, tuple(head)),
            Section("When", tuple(_indented(self.when, width))),
            Section("What it does", tuple(points(self.does, width))),
            Section(
                "How strictly",
                (
                    *wrap(f"{self.severity}: {self.severity_means}", width),
                    *wrap(self.may_set_aside, width),
                ),
            ),
            Section("Grounds", tuple(grounds)),
            Section("Why", tuple(points(why, width))),
            Section("Seed", tuple(seed)),
            Section("Named by", tuple(points(self.named_by, width))),
            Section("Instead", tuple(points(self.alternatives, width))),
            Section("Cases", tuple(points(cases, width))),
        )


def explain_rule(rule: Rule, catalog: Catalog, messages: Messages) -> RuleExplained:
    """Everything about one rule."""
    words = catalog.vocabulary
    return RuleExplained(
        rule=rule.id,
        where=place(catalog, "rule", rule.id),
        says=rule.says,
        when=tuple(tree_lines(rule.when, catalog, messages)),
        does=tuple(effect_words(effect, catalog, messages) for effect in rule.then),
        severity=rule.severity,
        severity_means=words["severities"][rule.severity].meaning,
        may_set_aside=messages.say(f"override.{rule.severity}"),
        evidence=rule.evidence,
        evidence_means=words["evidence_grades"][rule.evidence].meaning,
        reviewed_on=rule.reviewed_on,
        sources=tuple(
            CitedSource(source.id, cite(catalog.sources[source.id]), source.note)
            for source in rule.sources
        ),
        why_patient=rule.why.patient,
        why_clinician=rule.why.clinician,
        seed=tuple(catalog.seed_statements[word] for word in rule.seed),
        cases=tuple(CaseInWords(kind, case_words(case)) for kind, case in rule.cases.items()),
        alternatives=tuple(catalog.activities[word].name for word in rule.alternatives),
    )


def case_words(case: Mapping[str, Any]) -> str:
    """The answers of a case on one line."""
    parts = [f"{plain(name)} {_value(value)}" for name, value in (case.get("facts") or {}).items()]
    for name, record in (case.get("conditions") or {}).items():
        details = ", ".join(plain(word) for word in (record or {}).values() if word)
        parts.append(f"{plain(name)} ({details})" if details else plain(name))
    parts += [f"{plain(name)} unknown" for name in case.get("conditions_unknown") or ()]
    parts += [
        f"trial of {plain(trial['muscle'])} {trial['side']}: {plain(trial['outcome'])}"
        for trial in case.get("trials") or ()
    ]
    parts += [
        " after ".join(plain(word) for word in (record["response"], record.get("activity")) if word)
        for record in case.get("responses") or ()
    ]
    parts += [
        f"{plain(name)} {'met' if met else 'not met'}"
        for name, met in (case.get("criteria") or {}).items()
    ]
    return "; ".join(parts) or "nothing is known"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(plain(str(each)) for each in value) or "none"
    return plain(str(value))


def _cited(source: CitedSource) -> str:
    return f"{source.text} ({source.note})" if source.note else source.text


def _seed_lines(statement: SeedStatement, width: int) -> list[str]:
    lines = wrap(f"{statement.id} {statement.title}. {statement.statement}", width, first="  - ")
    if statement.literature is not None:
        text = f"Where the literature disagrees: {statement.literature}"
        lines += wrap(text, width, first=INDENT * 2)
    return lines


def _indented(lines: tuple[str, ...], width: int) -> list[str]:
    """Lines of a tree, each wrapped below its own indent."""
    found: list[str] = []
    for line in lines:
        depth = len(line) - len(line.lstrip(" -"))
        first = INDENT + line[:depth]
        found += wrap(line[depth:], width, first=first, rest=" " * len(first))
    return found
