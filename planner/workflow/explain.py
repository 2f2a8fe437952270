"""Why, and why not: for a plan, or for an intake that is planned for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from planner.documents.source import read_bytes
from planner.domain.language import language, speaking
from planner.errors import BadInput, ReferralNeeded
from planner.knowledge import load_catalog
from planner.knowledge.languages import known_language
from planner.knowledge.messages import messages_of
from planner.knowledge.words import limit_words
from planner.rules import limit_value
from planner.workflow.languages import speaking_of
from planner.workflow.plan import make_plan, read_person

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.explain import Explanation, Section

# As much as the largest plan that can be read.
LARGEST_BYTES = 16 * 1024 * 1024


def explain(
    path: Path | str,
    activities: tuple[str, ...] = (),
    *,
    intake_path: Path | str | None = None,
    catalog_dir: Path | None = None,
) -> tuple[Explanation, ...]:
    """Why each item is in; or, for some activities, why they are in or why not.

    Args:
        path: a plan, or an intake, which is then planned with little effort first.
        activities: ids; none = every activity of the plan.
        intake_path: the intake of the plan; with it the rules that shape a dose are told.
        catalog_dir: the catalog; None is the one that ships with the planner.

    Raises:
        BadInput: a file has faults, or an activity is not known.
        ReferralNeeded: the screening of the intake allows no plan.
    """
    from planner.export.json import read_plan

    if _is_intake(path):
        outcome = make_plan(path, effort="quick", catalog_dir=catalog_dir)
        if outcome.plan is None:
            raise ReferralNeeded(outcome.referral_text or "")
        plan, intake_path = outcome.plan, path
    else:
        plan = read_plan(path)
        known_language(plan.request.spoken, catalog_dir, str(path))
    with speaking_of(plan):
        return _explained(plan, activities, intake_path, catalog_dir)


def _explained(
    plan: Plan,
    activities: tuple[str, ...],
    intake_path: Path | str | None,
    catalog_dir: Path | None,
) -> tuple[Explanation, ...]:
    from planner.explain import explain_activity, explain_plan

    catalog = load_catalog(catalog_dir)
    messages = messages_of(catalog)
    shaping = _shaping(intake_path, catalog_dir) if intake_path is not None else {}
    if not activities:
        found = explain_plan(plan, catalog, messages, shaping)
        return tuple(replace(each, language=language()) for each in found)
    return tuple(
        replace(explanation, language=language())
        for activity in dict.fromkeys(activities)
        for explanation in explain_activity(plan, activity, catalog, messages, shaping)
    )


def explained_sections(
    found: tuple[Explanation, ...], catalog_dir: Path | None, width: int
) -> list[Section]:
    """The explanations as text."""
    sections = []
    for each in found:
        with speaking(each.language):
            sections.append(each.section(messages_of(load_catalog(catalog_dir)), width))
    return sections


def _is_intake(path: Path | str) -> bool:
    """The file calls itself an intake; standard input is always a plan."""
    if str(path) == "-":
        return False
    data = read_bytes(path, LARGEST_BYTES, BadInput)
    return re.search(rb"^[\s{\"']*format[\"']?\s*:\s*[\"']?intake/", data, re.MULTILINE) is not None


def _shaping(intake_path: Path | str, catalog_dir: Path | None) -> dict[str, tuple[str, ...]]:
    """Activity to the hard caps and floors on it that are in force, each with its rule.

    Limits on everything, on a whole component and on a week are no matter of one item.
    """
    from planner.eligibility import decide

    catalog, intake, answers = read_person(intake_path, catalog_dir)
    messages = messages_of(catalog)
    found: dict[str, dict[str, None]] = {}
    for limit in decide(catalog, intake, answers, intake.plan.weeks).limits:
        target = limit.body.target
        if not limit.hard or target.any or target.component:
            continue
        value = limit_value(limit.body, answers)
        words = limit_words(limit.kind, limit.body, catalog, messages, value)
        for activity in limit.activities:
            found.setdefault(activity, {})[f"{words}. [{limit.rule}]"] = None
    return {activity: tuple(texts) for activity, texts in found.items()}
