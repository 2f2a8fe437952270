"""What the long run of generated intakes came to, as numbers and as a page."""

from __future__ import annotations

from collections import Counter
from typing import Any

SHOWN = 40


def summarised(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts, times, coverage and faults; of an intake that ran again the last result counts."""
    from planner.audit.checks import all_checks
    from tests.generative.people import SEED, the_catalog

    catalog = the_catalog()
    newest = {result["index"]: result for result in results}
    last = list(newest.values())
    fired = {rule for result in results for rule in result["rules"]} & set(catalog.rules)
    exercised = {code for result in results for code in result["checks"]} & set(all_checks())
    faulty = [result for result in last if result["faults"]]
    kinds = Counter(fault.split(":")[0] for result in results for fault in result["faults"])
    return {
        "seed": SEED,
        "catalog": catalog.sha256,
        "intakes": len(last),
        "versions": versions(results),
        "by_exit_code": dict(sorted(Counter(str(r["code"]) for r in last).items())),
        "by_weeks": dict(sorted(Counter(r["weeks"] for r in last).items())),
        "by_template": dict(sorted(Counter(r["template"] for r in last).items())),
        "seconds_of_a_plan": _spread([r["seconds"] for r in last if r["code"] == 0]),
        "pairs_compared": sum(result["pairs"] for result in last),
        "faults_by_kind": dict(kinds),
        "intakes_with_faults": len(faulty),
        "faulty": [{"index": r["index"], "fault": r["faults"][0]} for r in faulty[:SHOWN]],
        "rules_fired": len(fired),
        "rules_never_fired": sorted(set(catalog.rules) - fired),
        "checks_exercised": len(exercised),
        "checks_never_exercised": sorted(set(all_checks()) - exercised),
    }


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
    return {name: ordered[place] for name, place in places.items()}


def page(summary: dict[str, Any]) -> str:
    """The summary as Markdown."""
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

{summary["intakes"]} intakes of seed {summary["seed"]}, catalog `{summary["catalog"][:12]}`. Every
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
- Seconds to a plan: median {times["median"]}, 95 % within {times["percentile_95"]}, longest
  {times["longest"]}.
- Rules that fired: {summary["rules_fired"]}. Never: {_words(summary["rules_never_fired"])}.
- Kinds of check that compared something: {summary["checks_exercised"]}. Never:
  {_words(summary["checks_never_exercised"])}.

## Faults that are open

{faulty or "None."}
"""


def _words(names: list[str]) -> str:
    return ", ".join(names) or "none"
