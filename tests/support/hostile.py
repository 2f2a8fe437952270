"""Hostile text in every place where an intake lets a person write freely, for every export.

Each free field that reaches a plan is found with a marker of its own through a real plan; a payload
then takes the place of the markers. Further exports are tested by the same plans and payloads.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.workflow.plan import make_plan
from tests.support.process import intake

# Where a person writes freely, and the marker that stands there.
MARKERS = {
    "suggested.by": "qqsuggestedbyqq",
    "overrides.by": "qqoverridebyqq",
    "overrides.reason": "qqoverridereasonqq",
    "preferences.never": "qqneverqq",
    "busy_calendars": "qqcalendarqq",
}
# Words of closed lists, times and digests; every other text of a plan may hold anything.
CLOSED = {
    "format", "status", "verdict", "start", "end", "timezone", "date", "check_on", "unit", "decision",
    "component", "phase", "id", "activity", "role", "key", "side",
}  # fmt: skip
RAN = "window.hit=1"
# A lone surrogate is no case: the readers of intake and plan refuse it.
PAYLOADS = {
    "script": f"x</script><script>{RAN}</script>",
    "style": f"x</style></textarea></template></title><script>{RAN}</script>",
    "comment": f"x--><!--<script>{RAN}</script>-->]]>",
    "attribute": f'"><img src=x onerror="{RAN}">',
    "apostrophe": f"' autofocus onfocus='{RAN}' x='",
    "svg": f"<svg onload={RAN}><use href='data:,x'/></svg>",
    "iframe": f"<iframe srcdoc=\"<script>top.{RAN}</script>\" src=javascript:{RAN}></iframe>",
    "address": f"javascript:{RAN}",
    "entity": f"&lt;script&gt;&#60;img src=x onerror={RAN}&#62;&amp;",
    "jinja": "{{ 7*7 }}{% raw %}{# x #}{{ cycler.__init__.__globals__ }}",
    "literal": "${7*7}`${alert(1)}`\\u003cscript\\u003e",
    "markdown": f"](javascript:{RAN}) ![x](http://e.invalid/x.png) [a]: x *b* `c` | d | ~~e~~",
    "heading": "# x",
    "point": "- x",
    "number": "1. x",
    "typst": "#eval(\"1\") #read(\"/etc/passwd\") $ x $ @x <x>",
    "formula": '=HYPERLINK("http://e.invalid";"x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "bidi": "x\u202egpj.exe\u2066\u2069",
    "controls": "".join(map(chr, range(0x20))) + "\x7f\x85\u2028\ufeff",
    "long": "ä🦵👩‍⚕️ " * 500,
    "one_word": "W" * 900,
}  # fmt: skip


@cache
def marked_plan() -> Plan:
    """A real plan of an intake with a marker in every free field; a part of its first week."""
    marks = MARKERS
    text = intake(
        ("by: doctor", f"by: {marks['suggested.by']}"),
        ("dislike: [treadmill]", f"dislike: [treadmill], never: [{marks['preferences.never']}]"),
        ("goals: ", "overrides:\n  - {rule: cr_205, by: " + marks["overrides.by"]
         + f", reason: {marks['overrides.reason']}}}\nbusy_calendars: [{marks['busy_calendars']}]\ngoals: "),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "intake.yaml"
        file.write_text(text, encoding="utf-8")
        calendar = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
        (Path(folder) / marks["busy_calendars"]).write_bytes(calendar)
        plan = make_plan(file, effort="quick").plan
    assert plan is not None
    return replace(
        plan,
        sessions=plan.sessions[:3],
        all_day=plan.all_day[:3],
        excluded=plan.excluded[::8],
        weeks=plan.weeks[:1],
        request=replace(plan.request, weeks=1),
    )


def hostile_plan(payload: str) -> Plan:
    """The plan with the payload in place of every free text of the intake."""

    def changed(text: str, _: str) -> str:
        for marker in MARKERS.values():
            text = text.replace(marker, payload)
        return text

    return _changed(marked_plan(), changed)


def poisoned_plan(payload: str) -> Plan:
    """The plan with the payload at the end of every text that is no word of a closed list."""
    return _changed(marked_plan(), lambda text, name: text if name in CLOSED else text + payload)


def _changed(plan: Plan, change: Any) -> Plan:
    data = msgspec.to_builtins(plan, builtin_types=(dt.date, dt.datetime))

    def walk(value: Any, name: str) -> Any:
        match value:
            case str():
                return change(value, name)
            case dict():
                return {key: walk(below, key) for key, below in value.items()}
            case list() | tuple():
                return [walk(below, name) for below in value]
        return value

    return msgspec.convert(walk(data, ""), Plan)
