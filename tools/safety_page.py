"""What the long run of generated intakes came to, as numbers and as a page."""

from __future__ import annotations

from collections import Counter
from typing import Any

SHOWN = 40


def summarised(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts, times, coverage and faults; of an intake that ran again the last result counts."""
    newest = {result["index"]: result for result in results}
    last = list(newest.values())
    faulty = [result for result in last if result["faults"]]
    kinds = Counter(fault.split(":")[0] for result in results for fault in result["faults"])
    return {
        "done": _stretches(sorted(newest)),
        "versions": versions(results),
        "by_exit_code": dict(Counter(str(r["code"]) for r in last)),
        "seconds_of_a_plan": _spread([r["seconds"] for r in last if r["code"] == 0]),
        "pairs_compared": sum(result["pairs"] for result in last),
        "faults_by_kind": dict(kinds),
        "faulty": [{"index": r["index"], "fault": r["faults"][0]} for r in faulty[:SHOWN]],
        "rules_fired": sorted({rule for result in results for rule in result["rules"]}),
        "checks_exercised": sorted({code for result in results for code in result["checks"]}),
    }


def added(before: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """What both summaries tell together; they are of different intakes.

    Seconds do not add up: those of the run with more plans are told.
    """
    counts = {
        name: dict(sorted((Counter(before[name]) + Counter(more[name])).items()))
        for name in ("by_exit_code", "faults_by_kind")
    }
    unions = {
        name: sorted({*before[name], *more[name]}) for name in ("rules_fired", "checks_exercised")
    }
    rows = {row["code"]: row for row in before["versions"]}
    for row in more["versions"]:
        rows[row["code"]] = _joined(rows[row["code"]], row) if row["code"] in rows else row
    done = [i for first, last in (*before["done"], *more["done"]) for i in range(first, last + 1)]
    times = (before["seconds_of_a_plan"], more["seconds_of_a_plan"])
    return {
        **counts,
        **unions,
        "done": _stretches(sorted(set(done))),
        "versions": list(rows.values()),
        "seconds_of_a_plan": max(times, key=lambda time: float(time["plans"])),
        "pairs_compared": before["pairs_compared"] + more["pairs_compared"],
        "faulty": [*before["faulty"], *more["faulty"]],
    }


def is_done(done: list[list[int]], index: int) -> bool:
    """The intake lies in one of the stretches."""
    return any(first <= index <= last for first, last in done)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two runs of the same code."""
    sums = {name: one[name] + other[name] for name in ("intakes", "with_faults", "still")}
    first, last = min(one["first"], other["first"]), max(one["last"], other["last"])
    return {**one, **sums, "first": first, "last": last}


def _stretches(numbers: list[int]) -> list[list[int]]:
    """First and last of each stretch of numbers in a row."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def versions(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each code in turn: what it ran, what had a fault, and what of that is still not clean."""
    newest = {result["index"]: result for result in results}
    found = []
    for code in dict.fromkeys(result["code_version"] for result in results):
        own = {r["index"]: r for r in results if r["code_version"] == code}
        faulty = [index for index, result in own.items() if result["faults"]]
        found.append(
            {
                "code": code,
                "first": min(own),
                "last": max(own),
                "intakes": len(own),
                "with_faults": len(faulty),
                "still": sum(bool(newest[index]["faults"]) for index in faulty),
            }
        )
    return found


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    last = len(ordered) - 1
    places = {"median": last // 2, "percentile_95": last * 95 // 100, "longest": last}
    return {"plans": len(seconds), **{name: ordered[place] for name, place in places.items()}}


def page(summary: dict[str, Any]) -> str:
    """The summary as Markdown, with what no intake has reached yet."""
    from planner.audit.checks import all_checks
    from tests.generative.people import SEED, the_catalog

    catalog = the_catalog()
    fired = set(summary["rules_fired"]) & set(catalog.rules)
    exercised = set(summary["checks_exercised"]) & set(all_checks())
    count = sum(last - first + 1 for first, last in summary["done"])
    codes = "".join(f"| {code} | {n} |\n" for code, n in summary["by_exit_code"].items())
    ran = "".join(
        f"| `{v['code']}` | {v['first']} to {v['last']} | {v['intakes']} | {v['with_faults']} "
        f"| {v['still']} |\n"
        for v in summary["versions"]
    )
    times = summary["seconds_of_a_plan"]
    faulty = "".join(f"- intake {f['index']}: {f['fault'][:300]}\n" for f in summary["faulty"])
    kinds = ", ".join(f"{n} {kind}" for kind, n in summary["faults_by_kind"].items())
    return f"""\
# Generated intakes

Written by `make safety` (`tools/safety.py`), which runs invented intakes through the whole planner.
They are drawn from the catalog's own words and weighted towards trouble. For each: the exit code is
one that the contract allows, nothing ends in a traceback, no answer of the person is in a log, the
plan passes its audit, also read back from `plan.json` and with the dates, times and items of
`plan.ics`, and both readings of the rules (the one that plans, the one that audits) agree.

{count} intakes of seed {SEED}; rules and checks are those of catalog `{catalog.sha256[:12]}`. Every
cause that was found was mended and is a test of its own (`tests/cases/regression`); what had a
fault ran again on later code. An intake that was clean was not run again for later code.

| code | intakes | run | with a fault | still with a fault on later code |
|---|---|---|---|---|
{ran}
A fault is most often a plan that the audit refused: then the person gets no plan, never an unsafe
one. By kind, over all versions: {kinds or "none"}.

| exit code | intakes |
|---|---|
{codes}
- Pairs of activity and side on which both readings were compared: {summary["pairs_compared"]}.
- Seconds to a plan, in the run with the most plans ({times["plans"]}): median {times["median"]},
  95 % within {times["percentile_95"]}, longest {times["longest"]}.
- Rules that fired: {len(fired)}. Never: {_words(sorted(set(catalog.rules) - fired))}.
- Kinds of check that compared something: {len(exercised)}. Never:
  {_words(sorted(set(all_checks()) - exercised))}.

## Faults that are open

{faulty or "None."}
"""


def _words(names: list[str]) -> str:
    return ", ".join(names) or "none"
