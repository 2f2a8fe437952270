"""No promise of a cure, no dose of a medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from planner.audit.case import Case
from planner.audit.report import Report, check

FILE = "forbidden_words"


@check("forbidden_words")
def forbidden_words(case: Case, report: Report) -> None:
    """No text of the plan holds a word of catalog/forbidden_words.yaml.

    Requirement: plan_no_promises (seed S34). Whole words in any case; a number before a unit of
    medicine counts as a dose, unless a sign such as the bar of mg/dl follows.
    """
    listed: dict[str, Any] = case.catalog.texts[FILE]
    words = re.compile(rf"(?<!\w)({_either(listed['words'])})(?!\w)", re.IGNORECASE)
    signs = re.escape("".join(listed["not_before"]))
    doses = re.compile(rf"\d\s*({_either(listed['medicine_units'])})(?![\w{signs}])", re.IGNORECASE)
    # A plan says the same thing in every session: it is read once.
    forbidden: dict[str, str] = {}
    for part in case.plan.__struct_fields__:
        for text in _texts(msgspec.to_builtins(getattr(case.plan, part))):
            if text not in forbidden:
                found = words.search(text) or doses.search(text)
                forbidden[text] = found.group() if found else ""
            report.expect(not forbidden[text], part, f"'{forbidden[text]}' in: {text}")


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain data of any shape
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
