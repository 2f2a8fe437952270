"""The page docs/safety/rule_mutation.md, made from the results of a full run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.mutation.detect import EVIDENCE, REASON
from tests.mutation.mutants import DROP, KINDS
from tests.mutation.run import HARD, Result, is_equivalent, why_it_survives

SEVERITIES = ("absolute", "strong", "caution", "preference")
HEAD = """\
# Faults in rules, and what notices them

Written by `make mutate-rules`. A small fault is put into one rule of the catalog at a time, in
memory, and the rule's own cases, the cases in `tests/cases/rules`, the seed cases, the vignettes and
the audit of spoiled plans are asked whether they notice. Nothing that counts rules or compares files
is asked.

- *case of the rule*: a case that stands in the rule comes out otherwise.
- *answers on the edge*: so do answers in `tests/cases/rules`, on and beside a threshold.
- *decision*: for some person another verdict, limit, demand, referral, question or advice.
- *reason*: the same is decided for everybody who was tried, because another rule says the same; the
  reason that is printed is another.

*Same* are mutants that provably say what the rule says: both trees hold for the same people, or the
shorter target means the same items. Nothing could notice them, and the score leaves them out. They
are worth a look: a word that changes nothing may be a word too many.

The expectations in `tests/cases/rules` were drafted from what the catalog decided when they were
written. They notice that a rule changes; they do not show that it was right.
"""


def page(results: Sequence[Result]) -> str:
    """The whole page as Markdown."""
    parts = [HEAD, _kinds(results), _severities(results), _covered(results), _survivors(results)]
    return "\n".join(parts)


def _percent(part: int, whole: int) -> str:
    # Rounded down, so that 100 means all of them.
    return f"{1000 * part // whole / 10:g} %" if whole else ""


def _row(name: str, found: Sequence[Result]) -> str:
    noticed = Counter(result.evidence for result in found if result.evidence is not None)
    same = sum(result.evidence is None and is_equivalent(result.mutant) for result in found)
    total = sum(noticed.values())
    cells = [name, len(found), same or "", total, _percent(total, len(found) - same)]
    cells += [noticed[evidence] or "" for evidence in EVIDENCE]
    return "| " + " | ".join(map(str, cells)) + " |"


def _table(first: str, rows: Iterable[str]) -> str:
    heads = [first, "mutants", "same", "noticed", "score", *EVIDENCE]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|", *rows]
    return "\n".join(lines) + "\n"


def _kinds(results: Sequence[Result]) -> str:
    rows = [_row(kind, [r for r in results if r.mutant.kind == kind]) for kind in KINDS]
    return "## By kind of fault\n\n" + _table("fault", [*rows, _row("all", results)])


def _severities(results: Sequence[Result]) -> str:
    drops = [result for result in results if result.mutant.kind == DROP]
    rows = []
    for severity in SEVERITIES:
        own = [result for result in results if result.mutant.of.severity == severity]
        dropped = [result for result in drops if result.mutant.of.severity == severity]
        rows += [_row(f"{severity}, all faults", own), _row(f"{severity}, dropped", dropped)]
    return "## By severity of the rule\n\n" + _table("severity", rows)


def _covered(results: Sequence[Result]) -> str:
    names = [
        f"`{r.mutant.of.id}`"
        for r in results
        if r.mutant.kind == DROP and r.evidence == REASON and r.mutant.of.severity in HARD
    ]
    return (
        "## Absolute and strong rules that others cover\n\n"
        "Without one of these rules, another rule decided the same for everybody who was tried: "
        f"{', '.join(names)}.\n"
    )


def _survivors(results: Sequence[Result]) -> str:
    left = [result.mutant for result in results if result.evidence is None]
    same = sum(map(is_equivalent, left))
    lines = ["## What nothing notices\n", f"{len(left)} mutants, {same} of them the same.\n"]
    grouped: dict[tuple[str, str], list[str]] = {}
    for mutant in left:
        key = (mutant.kind, why_it_survives(mutant))
        grouped.setdefault(key, []).append(f"`{mutant.of.id}` {mutant.fault}")
    for kind, why in sorted(grouped, key=lambda key: KINDS.index(key[0])):
        names = grouped[kind, why]
        lines += [f"### {kind}: {why} ({len(names)})\n", *(f"- {name}" for name in names), ""]
    return "\n".join(lines)
