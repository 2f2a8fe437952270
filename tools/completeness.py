"""Checks plans against two published checklists, and writes docs/safety/completeness.md.

Run it after a change of a checklist or of the printed programme: python tools/completeness.py
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import load_yaml
from planner.domain.plan import Item, Plan
from planner.errors import PlannerError
from planner.explain import messages_of
from planner.explain.dose import dose_in_words
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.export.programme import to_markdown
from planner.knowledge import load_catalog
from planner.workflow.plan import make_plan
from planner.workflow.writing.citations import citations

ROOT = Path(__file__).parents[1]
RUBRICS = ROOT / "docs" / "safety" / "rubrics"
PAGE = ROOT / "docs" / "safety" / "completeness.md"
CERT: dict[str, Any] = load_yaml(RUBRICS / "cert.yaml").data
PRESCRIPTION: dict[str, Any] = load_yaml(RUBRICS / "prescription.yaml").data
CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
CITATIONS = citations(CATALOG)
HEAD = """\
# Completeness

Whether a plan holds everything that two published checklists ask for. Written by
`tools/completeness.py` from `docs/safety/rubrics/`; tests run the same checks. They show that an
item is there, never that it is right for the person.
"""


def sections(markdown: bytes) -> dict[str, str]:
    """Text below each heading of the second level, as a reader sees it."""
    found: dict[str, str] = {}
    for block in markdown.decode().replace("\\", "").split("\n## ")[1:]:
        title, _, text = block.partition("\n")
        found[title] = text
    return found


def items(plan: Plan) -> list[Item]:
    """Every item of every session."""
    return [item for session in plan.sessions for item in session.items]


# What must be found in the printed programme, from the plan alone.
HOLDS: Mapping[str, Callable[[Plan], list[str]]] = {
    "equipment": lambda plan: list(plan.equipment),
    "rules_up": lambda plan: [a.text for a in plan.advice if a.effect in ("progress", "scale")],
    "weeks": lambda plan: [f"Week {w.week}, {w.phase.replace('_', ' ')}" for w in plan.weeks],
    "phases": lambda plan: [phase.aim for phase in plan.phases],
    "names": lambda plan: [i.name for i in items(plan)] + [e.name for e in plan.all_day],
    "steps": lambda plan: [s for i in (*items(plan), *plan.all_day) for s in i.how],
    "home": lambda plan: [plan.all_day[0].name] if plan.all_day else [],
    "other": lambda plan: [i.name for i in items(plan) if i.component == "education"],
    "signs": lambda plan: [sign for item in items(plan) for sign in item.stop_if],
    "dates": lambda plan: [f"{day(s.date)}, {s.start} to {s.end}" for s in plan.sessions],
    "doses": lambda plan: [
        f"{i.name}: {dose_in_words(i.dose, MESSAGES, i.side).rstrip('.')}" for i in items(plan)
    ],
    "reasons": lambda plan: [because.text for i in items(plan) for because in i.why],
    "levels": lambda plan: [f"{n} {v}".replace("_", " ") for n, v in plan.levels.items()],
}


def cert_gaps(plan: Plan, markdown: bytes, messages: Messages = MESSAGES) -> list[str]:
    """What of CERT the printed programme lacks, one line a gap."""
    printed = sections(markdown)
    gaps: list[str] = []
    for item in CERT["items"]:
        text = printed.get(messages.texts[f"report.{item['part']}"], "")
        wanted = [messages.texts[f"report.{key}"].partition("{")[0] for key in item["says"]]
        if "left_out" in item["says"]:
            wanted = [f"{len({entry.activity for entry in plan.excluded})} items were left out"]
        wanted += [phrase for name in item["holds"] for phrase in HOLDS[name](plan)]
        gaps += [f"{item['id']}: '{each}' is not printed" for each in wanted if each not in text]
        if not text.strip():
            gaps.append(f"{item['id']}: the part '{item['part']}' is not printed")
    return gaps


def prescription(plan: Plan, markdown: bytes, plain: Plan | None) -> dict[str, bool]:
    """Which of the ten items of a prescription the plan and its print carry.

    Args:
        plan: the plan of somebody with a condition.
        markdown: its print.
        plain: the plan of the same person with back pain alone; None if `plan` is that plan.
    """
    printed = sections(markdown)

    def below(part: str) -> str:
        return printed.get(MESSAGES.texts[f"report.{part}"], "")

    parts = [
        [item for item in items(plan) if item.component in components]
        for components in PRESCRIPTION["parts"].values()
    ]
    every = [item for part in parts for item in part]
    trained = all(parts)
    rules = HOLDS["rules_up"](plan)
    told = below("limits") + below("care") + below("clearance") + below("exercises")
    return {
        "benefits": any(text in below("benefit") for text in _gains(plan) - _gains(plain)),
        "screening": MESSAGES.texts[f"screening.{plan.screening.decision}"] in below("clearance"),
        "frequency": all(_planned(plan, part, below("weeks")) for part in parts),
        "intensity": trained and all(i.intensity and _line(i) in below("sessions") for i in every),
        "time": trained and all(i.minutes > 0 and _line(i) in below("sessions") for i in every),
        "type": trained and all(f"### {i.name}\n" in below("exercises") for i in every),
        "volume": bool(plan.weeks)
        and all(f"Volume {week.met_min} MET" in below("weeks") for week in plan.weeks),
        "progression": bool(rules) and all(text in below("rules_up") for text in rules),
        "special": any(text in told for text in _told(plan) - (_told(plain) if plain else set())),
        "references": all(
            any(f"\n- {source}: " in below("references") for source in _sources(item))
            for item in every
        ),
    }


def _gains(plan: Plan | None) -> set[str]:
    """What exercise is shown to do for people like this person."""
    return {entry.text for entry in plan.advice if entry.effect == "benefit"} if plan else set()


def _sources(item: Item) -> set[str]:
    return {source for because in item.why for source in because.sources}


def _told(plan: Plan) -> set[str]:
    """What the person has to know beside the items: limits, advice, findings, cautions."""
    cautions = {text for item in (*items(plan), *plan.all_day) for text in item.precautions}
    screening = {limit.says or limit.text for limit in plan.screening.limits}
    screening |= {finding.text for finding in plan.screening.findings}
    told = {entry.text for entry in plan.advice if entry.effect != "benefit"}
    return screening | cautions | told


def _line(item: Item) -> str:
    """An item as a line of the sessions must say it."""
    dose = dose_in_words(item.dose, MESSAGES, item.side).rstrip(".")
    kind = f"{item.component}, {item.intensity}".replace("_", " ")
    return f"{item.name}: {dose}. Kind: {kind}. {item.minutes} min"


def _planned(plan: Plan, part: list[Item], weeks: str) -> bool:
    """Days a week of each component of the part stand in the week table."""
    names = {item.component for item in part}
    return bool(names) and all(
        f"{name.replace('_', ' ')} {week.minutes[name]} min on {_days(week.days[name])}" in weeks
        for week in plan.weeks
        for name in names
        if week.minutes.get(name)
    )


def _days(count: int) -> str:
    return MESSAGES.counted("count.days", count)


def intake_of(population: Mapping[str, Any]) -> dict[str, Any]:
    """The invented person of a population, as an intake."""
    base: dict[str, Any] = json.loads(json.dumps(load_yaml(ROOT / PRESCRIPTION["base"]).data))
    base["plan"]["weeks"] = PRESCRIPTION["weeks"]
    base["id"] = f"population-{population['id'].replace('_', '-')}"
    base["facts"] |= PRESCRIPTION["base_facts"] | population.get("facts", {})
    back = [each for each in base["conditions"] if each["id"] == "nslbp_chronic"]
    base["conditions"] = [*back, *population.get("conditions", [])]
    base["screened"]["falls_and_bones"]["positive"] = []
    if population.get("cleared"):
        base["clearance"] = PRESCRIPTION["cleared"]
    return base


def planned(population: Mapping[str, Any]) -> tuple[Plan | None, str]:
    """The quick plan of a population's person, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "intake.json"
        file.write_bytes(msgspec.json.encode(intake_of(population)))
        try:
            outcome = make_plan(file, effort="quick")
        except PlannerError as error:
            return None, f"{type(error).__name__}: {error}"
    return outcome.plan, outcome.plan.screening.decision if outcome.plan else "referral"


def rows() -> Iterator[tuple[Mapping[str, Any], Plan | None, str]]:
    """Every covered population with its plan."""
    for population in PRESCRIPTION["populations"]:
        plan, word = planned(population)
        yield population, plan, word


def marks(plan: Plan | None, plain: Plan | None) -> dict[str, bool]:
    """Which items of a complete prescription a population's plan carries.

    `plain` is the plan for back pain alone: what everybody is told is nothing special.
    """
    if plan is None:
        return {}
    text = to_markdown(plan, MESSAGES, CITATIONS)
    return prescription(plan, text, None if plan is plain else plain)


def row(
    population: Mapping[str, Any], plan: Plan | None, word: str, found: Mapping[str, bool]
) -> str:
    """The line of a population in the table."""
    gaps = "-"
    if plan is not None:
        gaps = str(len(cert_gaps(plan, to_markdown(plan, MESSAGES, CITATIONS))))
    cells = ["yes" if found.get(name) else "no" for name in PRESCRIPTION["items"]]
    return f"| {population['name']} | {' | '.join(cells)} | {word.replace('_', ' ')} | {gaps} |"


def page(results: list[tuple[Mapping[str, Any], Plan | None, str]]) -> str:
    """The whole page as Markdown."""
    names = PRESCRIPTION["items"]
    lines = [HEAD, "## A complete prescription", "", f"After {PRESCRIPTION['source']}.", ""]
    lines += [f"Seen of it: {PRESCRIPTION['seen']}", ""]
    lines += [f"- {text}" for text in PRESCRIPTION["notes"]]
    lines += ["", f"| population | {' | '.join(names)} | decision | CERT gaps |"]
    lines.append(f"|---|{'---|' * (len(names) + 2)}")
    marked = [marks(plan, results[0][1]) for _, plan, _ in results]
    lines += [
        row(population, plan, word, found)
        for (population, plan, word), found in zip(results, marked, strict=True)
    ]
    carried = sum(sum(found.values()) for found in marked)
    cells_in_all = len(results) * len(names)
    still_open = [f"- {name}: {why}." for name, why in PRESCRIPTION["open_benefits"].items()]
    theirs = PRESCRIPTION["published"]
    lines += ["", f"Carried: {carried} of {cells_in_all} cells over {len(results)} populations."]
    lines += [
        f"Published for a language model: {theirs['comprehensive']} of {theirs['cells']} cells "
        f"over {theirs['populations']} populations, judged by two people.",
        "",
        "## Open cells",
        "",
        *(still_open or ["None."]),
        "",
        "## Not covered",
        "",
    ]
    lines += [f"- {each['name']}: {each['why']}." for each in PRESCRIPTION["not_covered"]]
    lines += ["", "## A complete printed programme", "", f"After {CERT['source']}.", ""]
    lines += ["| item | asks | printed under |", "|---|---|---|"]
    for item in CERT["items"]:
        part = MESSAGES.texts[f"report.{item['part']}"]
        lines.append(f"| {item['id']} | {item['asks']} | {part} |")
    lines += ["", "Tests run this check on the print of every example.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(list(rows())), encoding="utf-8")
