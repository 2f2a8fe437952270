"""Fills the templates: a programme to the bytes of its page."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.plan import ItemDose, Plan
from planner.explain.messages import Messages
from planner.export.charts import Chart
from planner.export.json import plan_hash
from planner.export.known import Known
from planner.export.page.pictures import Picture, pictures
from planner.export.text import clean
from planner.export.view import ProgrammeView, programme_view
from planner.figures import Figures

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
# In the order in which they are needed.
SCRIPTS = ("words", "keep", "figure", "timer", "session", "today", "hand_back", "look", "start")
SPOKEN = "page.script."
TEXT_CHARS = 4000
# What a timer needs to know of a dose.
TIMED = ("sets", "reps", "hold_s", "rest_s", "minutes")


def to_html(
    plan: Plan,
    known: Known,
    messages: Messages,
    *,
    figures: Figures | None = None,
    citations: Mapping[str, str] | None = None,
    charts: Sequence[Chart] = (),
    discreet: bool = False,
) -> bytes:
    """The page as UTF-8; the same plan gives the same bytes.

    Args:
        plan: an audited plan.
        known: names and stop signs of the catalog.
        messages: sentences of the catalog.
        figures: pictures of activities; None for a page without pictures.
        citations: the full reference of each source, by id.
        charts: shown in their own section, where there are any.
        discreet: title and heading say nothing about health.
    """
    view = programme_view(plan, known, messages)
    drawings = pictures(view.exercises, figures)
    style = _file("style.css")
    script = "".join(_file(f"script/{name}.js") for name in SCRIPTS)
    words = {
        "view": view,
        "say": messages.say,
        "counted": messages.counted,
        "lang": messages.say("page.language"),
        "title": messages.say("page.discreet_title" if discreet else "page.title"),
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "pictures": drawings,
        "symbols": _unique(drawings),
        "data": _data(plan, view, messages, drawings, discreet=discreet),
        "charts": [(chart, _address(chart.svg)) for chart in charts],
        "sources": _sources(view, citations or {}),
        "numbers": {each.activity: n for n, each in enumerate(view.exercises, 1)},
        "timing": timing,
        "pain": range(known.pain[0], known.pain[1] + 1),
        "effort": range(known.effort[0], known.effort[1] + 1),
    }
    return _environment().get_template("page.html").render(words).encode()


def timing(amount: ItemDose) -> dict[str, int]:
    """Numbers of a dose that a timer counts; empty where there is nothing to count."""
    values = {name: getattr(amount, name) for name in TIMED}
    found = {name: value for name, value in values.items() if value}
    return found if "hold_s" in found or "minutes" in found or "rest_s" in found else {}


def _data(
    plan: Plan,
    view: ProgrammeView,
    messages: Messages,
    drawings: Mapping[str, Picture],
    *,
    discreet: bool,
) -> str:
    """What the script knows, as JSON that can stand inside a script element."""
    spoken = {
        key.removeprefix(SPOKEN): text
        for key, text in messages.texts.items()
        if key.startswith(SPOKEN)
    }
    data = {
        "plan": plan_hash(plan),
        "start": view.start.isoformat(),
        "end": view.end.isoformat(),
        "file": messages.say("page.discreet_file" if discreet else "page.check_in_file"),
        "words": spoken,
        "steps": {each.id: each.steps for each in _unique(drawings) if each.steps},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it can end the element or open a comment.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _unique(drawings: Mapping[str, Picture]) -> list[Picture]:
    return list({each.id: each for each in drawings.values()}.values())


def _sources(view: ProgrammeView, citations: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """Number and reference of each source, in the order in which they are first named."""
    ids = dict.fromkeys(name for each in view.exercises for name in each.sources)
    return {name: (number, citations.get(name, name)) for number, name in enumerate(ids, 1)}


def _address(svg: str) -> str:
    """A picture as an address that holds it: whatever stands in it, it runs and loads nothing."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, nothing is sent, and no script or style but the page's own counts."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    return environment


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Every text through the one door; markup of the page itself is no text."""
    is_text = isinstance(value, str) and not hasattr(value, "__html__")
    return clean(value, TEXT_CHARS) if is_text else value
