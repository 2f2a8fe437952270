"""A page about a cohort: what became of people, how plans are spread, what blocks most."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from msgspec import Struct, field

from planner.cohort.columns import parted
from planner.cohort.folder import Folder
from planner.cohort.one import DEFECT
from planner.cohort.rows import Row
from planner.cohort.spread import HEAD, line
from planner.cohort.tables import read_rows
from planner.documents import write_all
from planner.errors import ExitCode

PAGE = "summary.md"
# Verdicts by which something is closed that the person might otherwise do.
BLOCKS = ("excluded", "deferred")
LISTED = 30
LETTERS = 200
BLOCKING = "Activities excluded or deferred; `planner catalog why RULE` tells what a rule says."
WORDS = {
    ExitCode.DONE: "planned",
    ExitCode.BAD_INPUT: "the intake has faults, or safety questions are open",
    ExitCode.BAD_CATALOG: "the template is not there or has faults",
    ExitCode.REFERRAL: "a doctor must be seen first; no plan",
    ExitCode.INFEASIBLE: "demands clash; no plan",
    ExitCode.AUDIT_VIOLATION: "the audit refused the plan: a defect of the planner",
    ExitCode.NO_PLAN_IN_TIME: "no plan within the limit",
    DEFECT: "a defect of the planner",
}
# What could be more than text in a page.
_MARKS = re.compile(r"[^\w .,:;()\[\]'/+%=-]")


class _Counts(Struct):
    """Everything that the page tells, counted person by person."""

    codes: Counter[int] = field(default_factory=Counter)
    templates: Counter[str] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)
    sessions: Counter[int] = field(default_factory=Counter)
    shortfall: Counter[int] = field(default_factory=Counter)
    questions: Counter[int] = field(default_factory=Counter)
    blocking: Counter[str] = field(default_factory=Counter)
    blocked: Counter[str] = field(default_factory=Counter)
    unplanned: list[Row] = field(default_factory=list)


def summarise(folder: Folder) -> tuple[dict[int, int], Path]:
    """Write the page; people by exit code, and where it is.

    Raises:
        OutputError: the folder cannot be written.
    """
    counts = _Counts()
    for part in folder.parts("statuses"):
        for row in read_rows(part):
            _count(counts, row)
    for part in folder.parts("exclusions"):
        _count_rules(counts, read_rows(part, ["number", "activity", "verdict", "rules"]))
    (page,) = write_all({folder.path / PAGE: "\n".join(_lines(counts)).encode()})
    return dict(sorted(counts.codes.items())), page


def _count(counts: _Counts, row: Row) -> None:
    counts.codes[row["exit_code"]] += 1
    if row["exit_code"] != ExitCode.DONE:
        if len(counts.unplanned) < LISTED:
            counts.unplanned.append(row)
        return
    counts.templates[row["template"]] += 1
    counts.minutes[round(row["minutes"] / row["weeks"])] += 1
    counts.sessions[round(10 * row["sessions"] / row["weeks"])] += 1
    counts.shortfall[row["shortfall"]] += 1
    counts.questions[row["questions"]] += 1


def _count_rules(counts: _Counts, rows: list[Row]) -> None:
    blocked = [row for row in rows if row["verdict"] in BLOCKS]
    closed = {
        (row["number"], row["activity"], rule) for row in blocked for rule in parted(row["rules"])
    }
    counts.blocked.update(rule for _, _, rule in closed)
    counts.blocking.update(rule for _, rule in {(number, rule) for number, _, rule in closed})


def _lines(counts: _Counts) -> list[str]:
    people = counts.codes.total()
    codes = (
        f"| {code} | {WORDS.get(code, '')} | {many} | {many / people:.1%} |"
        for code, many in sorted(counts.codes.items())
    )
    templates = (f"| {name} | {many} |" for name, many in sorted(counts.templates.items()))
    rules = sorted(counts.blocking, key=lambda rule: (-counts.blocking[rule], rule))[:LISTED]
    blocking = (f"| {r} | {counts.blocking[r]} | {counts.blocked[r]} |" for r in rules)
    return [
        *(f"# Cohort: {people} looked at", "", "Health data: only for those who treat them.", ""),
        *("## What became of them", "", "| exit code | meaning | people | share |"),
        *("|---|---|---|---|", *codes, "", "## Plans", "", HEAD),
        line("minutes a week", counts.minutes),
        line("sessions a week", counts.sessions, 10),
        line("shortfall (0 = every target met)", counts.shortfall),
        line("open questions", counts.questions),
        *("", "| template | plans |", "|---|---|", *templates, ""),
        *("## What blocks most", "", BLOCKING, "", "| rule | people | activities closed |"),
        *("|---|---|---|", *blocking, ""),
        *_without(counts),
    ]


def _without(counts: _Counts) -> list[str]:
    many = counts.codes.total() - counts.codes[ExitCode.DONE]
    if not many:
        return []
    shown = f", the first {LISTED}" if many > LISTED else ""
    rows = (
        f"| {row['number']} | {_plain(row['name'])} | {row['exit_code']} | "
        f"{_plain(row['message'])} |"
        for row in counts.unplanned
    )
    head = ["| number | intake | exit code | message |", "|---|---|---|---|"]
    text = f"People: {many}{shown}. `statuses` holds everybody with the whole message."
    return ["## Without a plan", "", text, "", *head, *rows, ""]


def _plain(text: str) -> str:
    """One line of a message, of a sensible length and without marks."""
    flat = _MARKS.sub(" ", " ".join(text.split()))
    return flat if len(flat) <= LETTERS else f"{flat[:LETTERS]} ..."
