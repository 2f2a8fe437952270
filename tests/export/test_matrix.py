"""Every hostile text in every free field of the intake, and in every text of a plan, by export.

Nothing becomes markup, script, formula or another line; what is written can be read as it stands.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markdown_it import MarkdownIt

from planner.domain.plan import Plan
from planner.explain import messages_of
from planner.export import render
from planner.export.csv import FORMULA_STARTS
from planner.export.formats import View
from planner.export.page import to_html
from planner.export.page.page import TEXT_CHARS
from planner.export.text import clean, one_line
from planner.knowledge import load_catalog
from planner.workflow.writing.known import view_of
from tests.export.test_injection import lines
from tests.support.browser import opened
from tests.support.hostile import (
    MARKERS,
    PAYLOADS,
    RAN,
    hostile_plan,
    marked_plan,
    poisoned_plan,
)

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
VIEW = view_of(CATALOG)
MAKERS = {"intake": hostile_plan, "plan": poisoned_plan}
HARMLESS = "harmless"
every_payload = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
every_way = pytest.mark.parametrize("way", MAKERS)


@cache
def exported(way: str, payload: str, kind: str) -> bytes:
    (content,) = render(MAKERS[way](payload), [kind], VIEW).values()
    return content


def page(way: str, payload: str) -> bytes:
    # Pictures hold no text of a person, and would take most of the time.
    return to_html(MAKERS[way](payload), VIEW.known, MESSAGES, citations=VIEW.citations)


def texts(plan: Plan) -> list[str]:
    return [conflict.text for conflict in plan.conflicts]


def test_every_free_field_of_an_intake_is_tried() -> None:
    text = msgspec.json.encode(marked_plan()).decode()
    assert {name for name, marker in MARKERS.items() if marker in text} == set(MARKERS)


SHAPE = """() => {
  const count = {};
  for (const each of document.querySelectorAll('*')) {
    const name = each.tagName + [...each.attributes].map(own => own.name).sort().join();
    count[name] = (count[name] ?? 0) + 1;
  }
  return count;
}"""


@every_way
def test_a_page_holds_it_as_text_and_as_nothing_else(
    browser: Any, tmp_path: Path, way: str
) -> None:
    file = tmp_path / "page.html"

    def seen(payload: str) -> tuple[dict[str, int], str]:
        file.write_bytes(page(way, payload))
        with opened(browser, file, day="2026-12-09") as found:
            assert found.is_quiet(), (found.requests, found.errors)
            assert not found.page.evaluate("'hit' in window")
            shape: dict[str, int] = found.page.evaluate(SHAPE)
            return shape, found.page.evaluate("document.querySelector('main').textContent")

    expected, _ = seen(HARMLESS)
    for name, payload in PAYLOADS.items():
        shape, text = seen(payload)
        assert shape == expected, name
        for each in texts(MAKERS[way](payload)):
            assert clean(each, TEXT_CHARS).strip() in text, name


def test_the_judge_would_see_a_script_that_runs(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    text = page("plan", HARMLESS).decode()
    policy = text[text.index("<meta http-equiv") : text.index('<meta name="viewport"')]
    file.write_text(text.replace(policy, "").replace(HARMLESS, f"<img src=x onerror='{RAN}'>", 3))
    with opened(browser, file, day="2026-12-09") as found:
        found.page.wait_for_function("'hit' in window")
        assert not found.is_quiet()


@every_payload
@every_way
def test_a_table_keeps_its_cells_and_holds_no_formula(way: str, payload: str) -> None:
    def table(payload: str) -> list[list[str]]:
        data = exported(way, payload, "csv").decode()
        return list(csv.reader(io.StringIO(data, newline=""), strict=True))

    found = table(payload)
    assert [len(row) for row in found] == [len(row) for row in table(HARMLESS)]
    cells = [cell for row in found for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    for text in texts(MAKERS[way](payload)):
        shown = clean(text, 4000)
        assert shown in cells or f"'{shown}" in cells


@every_payload
@every_way
def test_a_calendar_keeps_its_lines(way: str, payload: str) -> None:
    data = exported(way, payload, "ics")
    assert Counter(lines(data)) == Counter(lines(exported(way, HARMLESS, "ics")))


def nodes(data: bytes) -> tuple[Counter[str], str]:
    """Kinds of nodes of the Markdown, and its text as a reader shows it."""
    kinds: Counter[str] = Counter()
    words: list[str] = []
    for block in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(data.decode()):
        for token in (block, *(block.children or ())):
            kinds[token.type] += token.type != "text"
            if not token.children:
                words.append(token.content)
    return +kinds, "".join(words)


@every_payload
@every_way
def test_markdown_keeps_its_shape_and_shows_it_as_it_stands(way: str, payload: str) -> None:
    kinds, text = nodes(exported(way, payload, "md"))
    assert kinds["html_block"] == kinds["html_inline"] == kinds["link_open"] == kinds["image"] == 0
    assert kinds == nodes(exported(way, HARMLESS, "md"))[0]
    for each in texts(MAKERS[way](payload)):
        assert one_line(each, 600) in text


def test_json_gives_it_back_without_a_change() -> None:
    for payload in PAYLOADS.values():
        if payload.isprintable() or "\n" in payload:
            found = msgspec.json.decode(exported("plan", payload, "json"), type=Plan)
            assert found == poisoned_plan(payload)


def test_a_view_without_the_catalog_is_safe_too() -> None:
    payload = PAYLOADS["script"]
    data = render(hostile_plan(payload), ["html"], View(messages=MESSAGES))["programme.html"]
    assert data.count(b"</script>") == 2
