"""Looking into the catalog: check, show, search, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from planner.documents import hint
from planner.errors import BadCatalog, BadInput, Problem
from planner.explain import (
    Messages,
    RuleExplained,
    Section,
    TouchingRule,
    explain_rule,
    messages_of,
    touching,
    touching_sections,
)
from planner.explain.layout import INDENT, points, wrap
from planner.knowledge import list_templates, load_catalog
from planner.knowledge.codes import code_problems
from planner.knowledge.drafts import data_problems
from planner.knowledge.files import digest, read_files
from planner.knowledge.load import examine
from planner.knowledge.paths import catalog_directory
from planner.knowledge.search import Hit, search
from planner.knowledge.show import Shown, ids, show
from planner.knowledge.summary import summarise
from planner.knowledge.words import plain
from planner.told import told
from planner.workflow.naming import naming
from planner.workflow.pictures import figure_problems
from planner.workflow.proof import Clash, prove


class CatalogReport(Struct, frozen=True, kw_only=True):
    """A catalog without faults.

    Attributes:
        counts: kind of record to how many there are.
        rules_by_severity, rules_by_evidence: how many rules carry each word.
        last_review: earliest and latest date of a rule's review.
        reached: how many rules an intake that answers everything makes fire: all of them.
        cases: kind of case to how many came out as they say: all of them.
        contradictions: kind to how many pairs of effects meet so; all are settled.
        clashes: every such pair, where it was asked for.
        warnings: what is allowed but looks unintended, each with `file:line`.
    """

    counts: dict[str, int]
    sha256: str
    rules_by_severity: dict[str, int]
    rules_by_evidence: dict[str, int]
    last_review: tuple[str, str]
    reached: int
    cases: dict[str, int]
    contradictions: dict[str, int]
    warnings: tuple[str, ...]
    clashes: tuple[Clash, ...] | None = None


def check_catalog(directory: Path | None, *, with_clashes: bool = False) -> CatalogReport:
    """Read the whole catalog strictly and prove that every rule of it runs.

    Args:
        directory: the catalog; None is the one that ships with the planner.
        with_clashes: report every pair of effects that contradict each other, not only how many.

    Raises:
        BadCatalog: every fault of every file, rule, figure and code list.
    """
    root = catalog_directory(directory)
    files = read_files(root)
    examined = examine(root, files, digest(files))
    proof = prove(examined)
    problems = [
        *examined.problems,
        *figure_problems(root, examined.catalog),
        *code_problems(root, examined.catalog),
        *data_problems(root, examined.catalog),
    ]
    if problems:
        raise BadCatalog(problems)
    found = summarise(examined.catalog)
    reviews = sorted(rule.reviewed_on for rule in examined.catalog.rules.values())
    return CatalogReport(
        counts=found.counts,
        sha256=found.sha256,
        rules_by_severity=found.rules_by_severity,
        rules_by_evidence=found.rules_by_evidence,
        last_review=(reviews[0], reviews[-1]),
        reached=proof.reached,
        cases=proof.cases,
        contradictions=dict(Counter(clash.kind for clash in proof.clashes)),
        warnings=found.warnings,
        clashes=proof.clashes if with_clashes else None,
    )


def report_sections(
    report: CatalogReport, directory: Path | None, width: int
) -> tuple[Section, ...]:
    """The report in words: what is there, what is proven, what contradicts what."""
    messages = messages_of(load_catalog(directory))
    counts = [f"{count:>6}  {plain(kind)}" for kind, count in report.counts.items()]
    rules = wrap(messages.say("check.reached", number=report.reached), width)
    for kind, count in report.cases.items():
        rules += wrap(messages.say("check.cases", number=count, kind=plain(kind)), width)
    for name in ("severity", "evidence"):
        words = getattr(report, f"rules_by_{name}").items()
        said = ", ".join(f"{plain(word)} {count}" for word, count in words)
        rules += wrap(f"{name}: {said}", width)
    first, last = report.last_review
    rules += wrap(messages.say("check.reviewed", first=first, last=last), width)
    settled: list[str] = []
    for kind, count in report.contradictions.items():
        text = f"{count:>6}  {plain(kind)}: {messages.say(f'clash.{kind}')}"
        settled += wrap(text, width, rest=" " * len(f"  {count:>6}  "))
    return (
        Section("Records", tuple(counts)),
        Section("Rules", tuple(rules)),
        Section(told("Contradictions, and what settles them"), tuple(settled)),
        *_clash_sections(report.clashes or (), messages, width),
        Section("Warnings", tuple(points(report.warnings, width))),
        Section(messages.say("check.done"), (f"{INDENT}content {report.sha256}",)),
    )


def _clash_sections(found: tuple[Clash, ...], messages: Messages, width: int) -> Iterator[Section]:
    """Pairs of effects, by kind; beside each effect what counts against it."""
    by_kind: dict[str, dict[str, dict[str, None]]] = {}
    for clash in found:
        weaker = f"{clash.rule} then[{clash.number}] {clash.effect}"
        others = by_kind.setdefault(clash.kind, {}).setdefault(weaker, {})
        others[f"{clash.other} {clash.other_effect}"] = None
    for kind, pairs in by_kind.items():
        lines = [
            line
            for weaker, others in pairs.items()
            for line in wrap(f"{weaker} < {', '.join(others)}", width, rest=INDENT * 3)
        ]
        yield Section(f"{plain(kind)}: {messages.say(f'clash.{kind}')}", tuple(lines))


def find_records(name: str, directory: Path | None) -> tuple[Shown, ...]:
    """Every record with the id, and what names or touches it.

    Raises:
        BadInput: there is none.
    """
    catalog = load_catalog(directory)
    templates = list_templates(catalog) if directory is None else ()
    found = show(catalog, name, templates)
    if not found:
        text = told("no record has this id{hint}", hint=hint(name, ids(catalog)))
        raise BadInput([Problem(name, 0, "", text)])
    return found


def search_records(words: tuple[str, ...], directory: Path | None) -> tuple[Hit, ...]:
    """Records that hold every word somewhere, whatever its case; the closest first."""
    return search(load_catalog(directory), " ".join(words))


class Grounds(Struct, frozen=True, kw_only=True):
    """Why: a rule in full, or the rules that touch an activity."""

    rule: RuleExplained | None = None
    activity: str | None = None
    rules: tuple[TouchingRule, ...] = ()


def grounds_of(name: str, directory: Path | None) -> Grounds:
    """The grounds of a rule, or every rule that touches an activity.

    Raises:
        BadInput: neither a rule nor an activity has the id.
    """
    catalog = load_catalog(directory)
    messages = messages_of(catalog)
    if name in catalog.rules:
        explained = explain_rule(catalog.rules[name], catalog, messages)
        named_by = tuple(naming(name, catalog, list_templates(catalog)))
        return Grounds(rule=replace(explained, named_by=named_by))
    if name in catalog.activities:
        found = touching(catalog.activities[name], catalog, messages)
        return Grounds(activity=name, rules=found)
    names = [*catalog.rules, *catalog.activities]
    text = told("is no rule and no activity{hint}", hint=hint(name, names))
    raise BadInput([Problem(name, 0, "", text)])


def grounds_sections(grounds: Grounds, directory: Path | None, width: int) -> tuple[Section, ...]:
    """The grounds as text."""
    if grounds.rule is not None:
        return grounds.rule.sections(width)
    catalog = load_catalog(directory)
    activity = catalog.activities[grounds.activity or ""]
    return tuple(touching_sections(activity, grounds.rules, messages_of(catalog), width))
